#include "ui/widgets/plain_text_view.h"

#include "ui/support/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QEvent>
#include <QMenu>

namespace countersign::ui {

namespace {

constexpr qsizetype kFirst = 16 * 1024;
/// Escapes stay readable without colour; a text that is nothing but escapes must not freeze the window.
constexpr std::size_t kColoured = 500;
constexpr qsizetype kAll = 4 * 1024 * 1024;

} // namespace

PlainTextView::PlainTextView(QWidget* parent) : QPlainTextEdit(parent) {
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setFont(monospace(font()));
}

void PlainTextView::setText(const QString& text) {
    m_text = text;
    fill(kFirst);
}

void PlainTextView::setText(std::string_view utf8) {
    setText(QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size())));
}

void PlainTextView::showAll() {
    fill(kAll);
}

void PlainTextView::fill(qsizetype limit) {
    QString shown;
    m_suspicious.clear();
    for (const auto& span : spansOf(m_text, Lines::Keep, limit)) {
        if (span.suspicion != Suspicion::None && m_suspicious.size() < kColoured) {
            m_suspicious.emplace_back(static_cast<int>(shown.size()), static_cast<int>(span.text.size()));
        }
        shown += span.text;
    }
    m_cut = m_text.size() > limit;
    setPlainText(m_cut ? shown + QChar(0x2026) : shown);
    colour();
    Q_EMIT cutChanged(m_cut);
}

void PlainTextView::colour() {
    const auto& colors = colorsOf(this);
    QList<QTextEdit::ExtraSelection> selections;
    for (const auto& [at, length] : m_suspicious) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        selection.cursor.setPosition(at);
        selection.cursor.setPosition(at + length, QTextCursor::KeepAnchor);
        selection.format.setForeground(colors.deny);
        selection.format.setBackground(colors.denySoft);
        selections.push_back(selection);
    }
    setExtraSelections(selections);
}

void PlainTextView::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        colour();
    }
}

void PlainTextView::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, [this] { copy(); })->setEnabled(textCursor().hasSelection());
    menu->addAction(tr("Copy all, as it is"), this, [this] { QApplication::clipboard()->setText(m_text); });
    menu->popup(event->globalPos());
}

} // namespace countersign::ui
