#pragma once

#include "ui/support/hostile_text.h"

#include <QPlainTextEdit>

namespace countersign::ui {

/// Foreign text of more than a line, read-only and selectable: exactly its characters, suspicious ones as red escapes.
/// Of a long text the first part is shown; showAll() shows the rest.
class PlainTextView final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit PlainTextView(QWidget* parent = nullptr);

    void setText(const QString& text);
    /// UTF-8 from the core.
    void setText(std::string_view utf8);
    /// The text itself, not what is shown.
    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] bool isCut() const { return m_cut; }
    void showAll();

Q_SIGNALS:
    /// Whether something is not shown: for a "Show all" button beside it.
    void cutChanged(bool cut);

protected:
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void fill(qsizetype limit);
    void colour();

    QString m_text;
    std::vector<std::pair<int, int>> m_suspicious;
    bool m_cut = false;
};

} // namespace countersign::ui
