#include "ui/widgets/passphrase_field.h"

#include "core/crypto/hash.h"
#include "ui/support/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFrame>

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr std::size_t kCapacity = 1024;
constexpr int kDot = 7;

} // namespace

PassphraseField::PassphraseField(QWidget* parent) : QWidget(parent), m_bytes(kCapacity) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase | Qt::ImhSensitiveData);
    setCursor(Qt::IBeamCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Passphrase"));
}

PassphraseField::~PassphraseField() = default;

std::shared_ptr<const crypto::SecretBytes> PassphraseField::secret() const {
    return std::make_shared<const crypto::SecretBytes>(crypto::SecretBytes::copyOf(m_bytes.bytes().first(m_used)));
}

bool PassphraseField::equals(const PassphraseField& other) const {
    return crypto::constantTimeEqual(m_bytes.bytes().first(m_used), other.m_bytes.bytes().first(other.m_used));
}

void PassphraseField::clear() {
    crypto::wipe(m_bytes.bytes());
    m_used = 0;
    m_lengths.clear();
    update();
    Q_EMIT changed();
}

void PassphraseField::setPlaceholder(const QString& text) {
    m_placeholder = text;
    update();
}

QSize PassphraseField::sizeHint() const {
    return {280, 32};
}

QVariant PassphraseField::inputMethodQuery(Qt::InputMethodQuery query) const {
    return query == Qt::ImEnabled ? QVariant(isEnabled()) : QWidget::inputMethodQuery(query);
}

void PassphraseField::append(QStringView text) {
    for (const auto unit : text.toUcs4()) {
        auto character = QString::fromUcs4(reinterpret_cast<const char32_t*>(&unit), 1).toUtf8();
        const auto size = static_cast<std::size_t>(character.size());
        if (unit >= 0x20 && unit != 0x7F && m_used + size <= kCapacity) {
            std::ranges::copy(character, m_bytes.bytes().begin() + static_cast<std::ptrdiff_t>(m_used));
            m_used += size;
            m_lengths.push_back(static_cast<std::uint8_t>(size));
        }
        crypto::wipe({reinterpret_cast<std::uint8_t*>(character.data()), size});
    }
    update();
    Q_EMIT changed();
}

void PassphraseField::removeLast() {
    if (!m_lengths.empty()) {
        m_used -= m_lengths.back();
        crypto::wipe(m_bytes.bytes().subspan(m_used, m_lengths.back()));
        m_lengths.pop_back();
        update();
        Q_EMIT changed();
    }
}

void PassphraseField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT returnPressed();
    } else if (event->key() == Qt::Key_Backspace && event->modifiers() & Qt::ControlModifier) {
        clear();
    } else if (event->key() == Qt::Key_Backspace) {
        removeLast();
    } else if (event->matches(QKeySequence::Paste)) {
        append(QApplication::clipboard()->text());
    } else if (const auto text = event->text(); !text.isEmpty() && text.front().isPrint() &&
                                                !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier))) {
        append(text);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void PassphraseField::inputMethodEvent(QInputMethodEvent* event) {
    append(event->commitString());
    event->accept();
}

void PassphraseField::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& colors = colorsOf(this);
    QStyleOptionFrame frame;
    frame.initFrom(this);
    frame.lineWidth = 1;
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &frame, &painter, this);
    if (m_lengths.empty() && !hasFocus()) {
        painter.setPen(colors.muted);
        painter.drawText(rect().adjusted(10, 0, -10, 0), Qt::AlignVCenter | Qt::AlignLeading, m_placeholder);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.ink);
    const int most = (width() - 24) / (kDot + 4);
    const int dots = std::min(most, static_cast<int>(m_lengths.size()));
    for (int i = 0; i < dots; ++i) {
        painter.drawEllipse(QRect(10 + i * (kDot + 4), (height() - kDot) / 2, kDot, kDot));
    }
    if (hasFocus()) {
        painter.fillRect(QRect(10 + dots * (kDot + 4), height() / 4, 1, height() / 2), colors.ink);
    }
}

} // namespace countersign::ui
