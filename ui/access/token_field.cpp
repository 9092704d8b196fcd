#include "ui/access/token_field.h"

#include "ui/support/hostile_text.h"
#include "ui/support/icons.h"
#include "ui/widgets/button.h"
#include "ui/widgets/plain_label.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QStringListModel>
#include <QTimer>
#include <QVBoxLayout>

namespace countersign::ui {

TokenField::TokenField(const QString& name, const QString& example, Check check, QWidget* parent)
    : QWidget(parent), m_check(std::move(check)), m_suggestions(new QStringListModel(this)),
      m_edit(new QLineEdit(this)), m_list(new QVBoxLayout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(m_list);
    m_list->setSpacing(2);
    column->addWidget(m_edit);
    setAcceptDrops(true);
    m_edit->setAcceptDrops(false);
    m_edit->setAccessibleName(name);
    m_edit->setPlaceholderText(example);
    m_edit->installEventFilter(this);
    setFocusProxy(m_edit);
    auto* completer = new QCompleter(m_suggestions, this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_edit->setCompleter(completer);
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.endsWith(QLatin1Char(',')) || text.endsWith(QLatin1Char(' '))) {
            m_edit->setText(text.chopped(1));
            commit();
        }
        Q_EMIT changed();
    });
    // The completer writes its choice into the line after this: commit once it has.
    connect(completer, qOverload<const QString&>(&QCompleter::activated), this,
            [this] { QTimer::singleShot(0, this, &TokenField::commit); });
}

void TokenField::setSuggestions(const QStringList& all) {
    QStringList safe;
    for (const auto& one : all) {
        safe << visible(one);
    }
    m_suggestions->setStringList(safe);
}

bool TokenField::valid(const QString& text) const {
    return !text.isEmpty() && m_check(text.toStdString()).has_value();
}

QString TokenField::line() const {
    return m_edit->text().trimmed();
}

QStringList TokenField::tokens() const {
    auto all = m_tokens;
    if (valid(line()) && !all.contains(line())) {
        all << line();
    }
    return all;
}

void TokenField::setTokens(const QStringList& tokens) {
    m_tokens = tokens;
    m_edit->clear();
    show();
    Q_EMIT changed();
}

QString TokenField::problem() const {
    if (line().isEmpty()) {
        return {};
    }
    const auto result = m_check(line().toStdString());
    return result ? QString() : visible(result.error().detail);
}

bool TokenField::add(const QString& text) {
    if (!valid(text) || m_tokens.contains(text)) {
        return false;
    }
    m_tokens << text;
    show();
    return true;
}

bool TokenField::commit() {
    const bool added = add(line());
    if (added) {
        m_edit->clear();
    }
    return added;
}

void TokenField::remove(const QString& text) {
    m_tokens.removeAll(text);
    m_edit->setFocus(Qt::OtherFocusReason);
    show();
    Q_EMIT changed();
}

void TokenField::show() {
    while (auto* item = m_list->takeAt(0)) {
        if (auto* row = item->widget()) {
            row->hide();
            row->deleteLater();
        }
        delete item;
    }
    for (const auto& token : m_tokens) {
        auto* row = new QWidget(this);
        auto* line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        auto* text = new PlainLabel(token, PlainLabel::Look::Mono, row);
        line->addWidget(text, 1);
        auto* away = new Button(QString(), ButtonKind::Quiet, row);
        away->setIcon(ui::icon(QStringLiteral("list-remove")));
        away->setAccessibleName(tr("Take %1 out").arg(visible(token)));
        setPlainToolTip(away, tr("Take it out"));
        connect(away, &Button::clicked, this, [this, token] { remove(token); });
        line->addWidget(away);
        m_list->addWidget(row);
    }
}

void TokenField::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasText()) {
        event->acceptProposedAction();
    }
}

void TokenField::dropEvent(QDropEvent* event) {
    bool any = false;
    for (const auto& text : event->mimeData()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        any = add(text.trimmed()) || any;
    }
    if (any) {
        event->acceptProposedAction();
        Q_EMIT changed();
    }
}

bool TokenField::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto key = static_cast<QKeyEvent*>(event)->key();
        const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
        if (enter && commit()) {
            return true;
        }
        if (key == Qt::Key_Backspace && m_edit->text().isEmpty() && !m_tokens.isEmpty()) {
            remove(m_tokens.back());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace countersign::ui
