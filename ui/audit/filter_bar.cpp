#include "ui/audit/filter_bar.h"

#include "core/audit/filter.h"
#include "ui/audit/filter_edit.h"
#include "ui/audit/filter_text.h"
#include "ui/support/hostile_text.h"
#include "ui/support/icons.h"
#include "ui/support/style.h"
#include "ui/support/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/icon_view.h"
#include "ui/widgets/plain_label.h"

#include <QDropEvent>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

constexpr qsizetype kMenuText = 80;

/// `filter, byte 12: expected …`: where, in characters, and what.
std::pair<int, QString> explained(const std::string& detail, const QByteArray& utf8) {
    static const QRegularExpression kWhere(QStringLiteral("^filter, byte (\\d+): "));
    const auto text = QString::fromStdString(detail);
    const auto match = kWhere.match(text);
    if (!match.hasMatch()) {
        return {-1, text};
    }
    const auto byte = match.captured(1).toLongLong();
    return {static_cast<int>(QString::fromUtf8(utf8.left(byte)).size()), text.mid(match.capturedLength())};
}

} // namespace

FilterBar::FilterBar(Session& session, ConsoleSettings& settings, QWidget* parent)
    : QWidget(parent), m_session(session), m_memory(settings), m_edit(new FilterEdit(this)), m_field(new QWidget(this)),
      m_status(new PlainLabel(PlainLabel::Look::Muted, this)), m_message(new PlainLabel(PlainLabel::Look::Body, this)),
      m_keep(new Button(QString(), ButtonKind::Quiet, this)), m_history(new Button(QString(), ButtonKind::Quiet, this)),
      m_chips(new QWidget(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGrid);
    buildField();
    buildChips();
    m_message->setTone(Tone::Deny);
    m_message->setAccessibleName(tr("What is wrong with the filter"));
    m_message->hide();
    column->addWidget(m_field);
    column->addWidget(m_message);
    column->addWidget(m_chips);
    connect(m_edit, &QLineEdit::textChanged, this, &FilterBar::judge);
    connect(m_edit, &QLineEdit::returnPressed, this, &FilterBar::tryToSubmit);
    connect(m_edit, &FilterEdit::historyWanted, this, &FilterBar::showMemory);
    connect(m_history, &QAbstractButton::clicked, this, &FilterBar::showMemory);
    connect(m_keep, &QAbstractButton::clicked, this, &FilterBar::toggleKept);
    judge();
}

void FilterBar::buildField() {
    m_edit->installEventFilter(this);
    m_edit->setAcceptDrops(false);
    setAcceptDrops(true);
    m_status->setFit(PlainLabel::Fit::Elide);
    m_keep->setIcon(icon(QStringLiteral("bookmark-new")));
    m_keep->setAccessibleName(tr("Keep this filter"));
    m_history->setIcon(icon(QStringLiteral("view-history")));
    m_history->setAccessibleName(tr("Filters used before"));
    setPlainToolTip(m_history, tr("Filters that you used or kept"));
    auto* row = new QHBoxLayout(m_field);
    row->setContentsMargins(12, 2, 4, 2);
    row->setSpacing(4);
    row->addWidget(new IconView(QStringLiteral("view-filter"), 16, Tone::Neutral, m_field));
    row->addSpacing(4);
    row->addWidget(m_edit, 1);
    row->addWidget(m_status);
    row->addWidget(m_keep);
    row->addWidget(m_history);
    m_field->setFixedHeight(40);
}

void FilterBar::buildChips() {
    auto* row = new FlowLayout(m_chips);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    const auto add = [&](const QString& text, const QString& filter) {
        auto* chip = new Button(text, ButtonKind::Pill, m_chips);
        chip->setCheckable(true);
        chip->setFont(scaled(chip->font(), 0.92));
        row->addWidget(chip);
        m_quick.append({chip, filter});
        connect(chip, &QAbstractButton::clicked, this, [this, chip, filter] {
            chip->setChecked(m_applied == filter);
            submit(m_applied == filter ? QString() : filter);
        });
    };
    add(tr("Denied"), QStringLiteral("outcome = deny"));
    add(tr("Held"), QStringLiteral("outcome = hold"));
    add(tr("Decisions"), QStringLiteral("kind = decision"));
    add(tr("Approved and run"), QStringLiteral("kind = redemption and outcome = allow"));
    add(tr("On behalf of a user"), QStringLiteral("user != \"\""));
    add(tr("Orders"), QStringLiteral("kind = command"));
}

void FilterBar::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasText()) {
        event->acceptProposedAction();
    }
}

void FilterBar::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    const auto condition = event->mimeData()->data(QString::fromLatin1(kConditionType));
    if (condition.isEmpty()) {
        m_edit->insert(event->mimeData()->text());
        m_edit->setFocus(Qt::OtherFocusReason);
    } else {
        submit(bothOf(m_applied, QString::fromUtf8(condition)));
    }
}

QString FilterBar::text() const {
    return m_edit->text().trimmed();
}

void FilterBar::judge() {
    const auto utf8 = m_edit->text().toUtf8();
    const auto parsed = audit::Filter::parse(utf8.toStdString(), m_session.now());
    m_problem.clear();
    if (!parsed) {
        const auto [at, what] = explained(parsed.error().detail, utf8);
        m_problem = at < 0 ? tr("Not a filter yet: %1").arg(what)
                           : tr("Not a filter yet, at character %1: %2").arg(at + 1).arg(what);
        m_edit->setWrongAt(std::min(at, std::max(0, static_cast<int>(m_edit->text().size()) - 1)));
    }
    m_message->setText(m_problem);
    m_message->setVisible(!m_problem.isEmpty());
    if (!m_problem.isEmpty()) {
        m_status->setText(tr("not valid"));
    } else if (text() == m_applied) {
        m_status->setText(m_ready);
    } else {
        m_status->setText(tr("valid · Enter to apply"));
    }
    m_status->setTone(m_problem.isEmpty() ? std::nullopt : std::optional(Tone::Deny));
    showKept();
    m_field->update();
    update();
}

void FilterBar::submit(const QString& text) {
    m_edit->setText(text);
    tryToSubmit();
}

void FilterBar::tryToSubmit() {
    if (!isValid()) {
        m_message->setText(m_problem + QChar(u'\n') + tr("The list still shows what it showed before."));
        m_message->setLines(Lines::Keep);
        return;
    }
    m_memory.use(text());
    Q_EMIT submitted(text());
}

void FilterBar::setApplied(const QString& text) {
    m_applied = text;
    for (const auto& [chip, filter] : m_quick) {
        chip->setChecked(filter == text);
    }
    judge();
}

void FilterBar::setStatus(const QString& status) {
    m_ready = status;
    judge();
}

void FilterBar::showMemory() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Filters"));
    const auto add = [&](const QString& filter, const QString& iconName) {
        auto shown = visible(filter, Lines::Single, kMenuText);
        shown.replace(u'&', QStringLiteral("&&"));
        menu->addAction(ui::icon(iconName), shown, this, [this, filter] { submit(filter); });
    };
    for (const auto& filter : m_memory.kept()) {
        add(filter, QStringLiteral("bookmarks"));
    }
    if (!m_memory.kept().isEmpty() && !m_memory.used().isEmpty()) {
        menu->addSeparator();
    }
    for (const auto& filter : m_memory.used()) {
        add(filter, QStringLiteral("view-history"));
    }
    if (menu->isEmpty()) {
        menu->addAction(tr("No filter was used yet"))->setEnabled(false);
    }
    menu->popup(m_field->mapToGlobal(m_field->rect().bottomLeft()));
}

void FilterBar::toggleKept() {
    if (m_memory.keeps(text())) {
        m_memory.drop(text());
    } else {
        m_memory.keep(text());
    }
    showKept();
}

void FilterBar::showKept() {
    const bool kept = m_memory.keeps(text());
    m_keep->setEnabled(m_problem.isEmpty() && !text().isEmpty());
    m_keep->setIcon(icon(kept ? QStringLiteral("bookmark-remove") : QStringLiteral("bookmark-new")));
    const auto words = kept ? tr("Forget this bookmark") : tr("Bookmark this filter");
    m_keep->setAccessibleName(words);
    setPlainToolTip(m_keep, words);
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_edit && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)) {
        update();
    }
    return QWidget::eventFilter(watched, event);
}

void FilterBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& colors = colorsOf(this);
    auto line = m_edit->hasFocus() ? colors.accent : colors.line;
    if (!m_problem.isEmpty()) {
        line = colors.deny;
    } else if (!text().isEmpty()) {
        line = colors.allow;
    }
    const auto where = m_field->geometry();
    paintPanel(painter, where, colors.surface, line, kRadius);
    if (m_edit->hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(line, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(where).adjusted(1, 1, -1, -1), kRadius, kRadius);
    }
}

} // namespace countersign::ui
