#include "ui/audit/filter_edit.h"

#include "core/audit/filter.h"
#include "ui/support/theme.h"

#include <QAbstractItemView>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QTextCharFormat>

namespace countersign::ui {

namespace {

QStringList named(std::span<const std::string_view> names) {
    QStringList out;
    for (const auto name : names) {
        out << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }
    return out;
}

const audit::FieldInfo* fieldNamed(const QString& name) {
    const auto found = std::ranges::find_if(
        audit::fields(), [&](const audit::FieldInfo& info) { return name.toStdString() == info.name; });
    return found == audit::fields().end() ? nullptr : &*found;
}

QStringList operatorsOf(const audit::FieldInfo* info) {
    if (info != nullptr && (info->type == audit::FieldType::Time || info->type == audit::FieldType::Number)) {
        return {QStringLiteral(">"),  QStringLiteral(">="), QStringLiteral("<"),
                QStringLiteral("<="), QStringLiteral("="),  QStringLiteral("!=")};
    }
    return {QStringLiteral("="), QStringLiteral("!="), QStringLiteral("~"), QStringLiteral("!~"), QStringLiteral("in")};
}

QColor colorOf(FilterWord::Kind kind, const Colors& colors) {
    switch (kind) {
    case FilterWord::Kind::Field:
        return colors.accent;
    case FilterWord::Kind::Operator:
    case FilterWord::Kind::Mark:
        return colors.muted;
    case FilterWord::Kind::Keyword:
        return colors.ink;
    case FilterWord::Kind::Value:
        return colors.allow;
    }
    return colors.ink;
}

} // namespace

FilterEdit::FilterEdit(QWidget* parent) : QLineEdit(parent) {
    setAccessibleName(tr("Filter"));
    setFrame(false);
    setFont(monospace(font()));
    setPlaceholderText(tr("outcome = deny and agent ~ \"code-*\" and time > -7d"));
    m_completer.setModel(&m_offers);
    m_completer.setWidget(this);
    m_completer.setCaseSensitivity(Qt::CaseInsensitive);
    m_completer.setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer.popup()->setAccessibleName(tr("Completions"));
    connect(&m_completer, qOverload<const QString&>(&QCompleter::activated), this, &FilterEdit::complete);
    connect(this, &QLineEdit::textEdited, this, &FilterEdit::offer);
    connect(this, &QLineEdit::textChanged, this, [this] {
        m_wrongAt = -1;
        colour();
    });
}

void FilterEdit::setValues(const QString& field, const QStringList& values) {
    m_values[field] = values;
}

void FilterEdit::setWrongAt(int position) {
    m_wrongAt = position;
    colour();
}

void FilterEdit::colour() {
    const auto& colors = colorsOf(this);
    QList<QInputMethodEvent::Attribute> attributes;
    for (const auto& word : wordsOf(text())) {
        QTextCharFormat format;
        format.setForeground(colorOf(word.kind, colors));
        format.setFontWeight(word.kind == FilterWord::Kind::Keyword ? QFont::Bold : QFont::Normal);
        if (m_wrongAt >= word.begin && m_wrongAt < word.end) {
            format.setForeground(colors.deny);
            format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            format.setUnderlineColor(colors.deny);
        }
        attributes.append(
            {QInputMethodEvent::TextFormat, word.begin - cursorPosition(), word.end - word.begin, format});
    }
    QInputMethodEvent event(QString(), attributes);
    QLineEdit::event(&event);
}

QStringList FilterEdit::candidates(const Expected& expected) const {
    const auto* info = fieldNamed(expected.field);
    switch (expected.what) {
    case Expected::What::Field: {
        QStringList names;
        for (const auto& field : audit::fields()) {
            names << QString::fromUtf8(field.name.data(), static_cast<qsizetype>(field.name.size()));
        }
        return names << QStringLiteral("not");
    }
    case Expected::What::Operator:
        return operatorsOf(info);
    case Expected::What::Value:
        if (info != nullptr && info->field == audit::Field::Outcome) {
            return named(audit::outcomeNames());
        }
        if (info != nullptr && info->field == audit::Field::Kind) {
            return named(audit::kindNames());
        }
        if (info != nullptr && info->type == audit::FieldType::Time) {
            return {QStringLiteral("-1h"), QStringLiteral("-24h"), QStringLiteral("-7d"), QStringLiteral("-4w")};
        }
        return m_values.value(expected.field.section(u'.', 0, 0));
    case Expected::What::Conjunction:
        return {QStringLiteral("and"), QStringLiteral("or")};
    }
    return {};
}

QStringList FilterEdit::offers() const {
    const auto expected = expectedAt(text(), cursorPosition());
    QStringList out;
    for (const auto& candidate : candidates(expected)) {
        const bool same = candidate.compare(expected.typed, Qt::CaseInsensitive) == 0;
        const bool within =
            expected.typed.isEmpty() || candidate.startsWith(expected.typed, Qt::CaseInsensitive) ||
            (expected.what == Expected::What::Value && candidate.contains(expected.typed, Qt::CaseInsensitive));
        if (within && !same) {
            out << candidate;
        }
    }
    return out;
}

void FilterEdit::offer() {
    const auto words = offers();
    m_offers.setStringList(words);
    if (words.isEmpty()) {
        m_completer.popup()->hide();
        return;
    }
    auto where = cursorRect();
    where.setWidth(240);
    where.moveTop(rect().top());
    where.setHeight(height());
    m_completer.complete(where);
}

void FilterEdit::complete(const QString& word) {
    const auto expected = expectedAt(text(), cursorPosition());
    const bool spaced = expected.end < text().size() && text().at(expected.end).isSpace();
    const auto before =
        expected.begin > 0 && !text().at(expected.begin - 1).isSpace() && text().at(expected.begin - 1) != u'('
            ? QStringLiteral(" ")
            : QString();
    setSelection(expected.begin, expected.end - expected.begin);
    insert(before + word + (spaced ? QString() : QStringLiteral(" ")));
    m_completer.popup()->hide();
    offer();
}

bool FilterEdit::event(QEvent* event) {
    if (event->type() == QEvent::KeyPress && m_completer.popup()->isVisible()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Tab) {
            const auto current = m_completer.popup()->currentIndex();
            complete(m_offers.stringList().value(current.isValid() ? current.row() : 0));
            event->accept();
            return true;
        }
    }
    return QLineEdit::event(event);
}

void FilterEdit::keyPressEvent(QKeyEvent* event) {
    const auto key = event->key();
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (enter && m_completer.popup()->isVisible()) {
        if (m_completer.popup()->currentIndex().isValid()) {
            event->ignore(); // the completer takes it
            return;
        }
        m_completer.popup()->hide();
    }
    if (key == Qt::Key_Down && text().isEmpty()) {
        Q_EMIT historyWanted();
        return;
    }
    if (key == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        offer();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterEdit::changeEvent(QEvent* event) {
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        colour();
    }
}

} // namespace countersign::ui
