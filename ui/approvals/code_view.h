#pragma once

#include "ui/approvals/argument_text.h"

#include <QTextLayout>
#include <QTimer>
#include <QWidget>

namespace countersign::ui {

/// Draws lines of code with their names in a column of its own, as high as it needs to be: the page scrolls, not this.
/// Long texts are measured a slice at a time, so that nothing waits for them.
class CodeView final : public QWidget {
    Q_OBJECT
public:
    explicit CodeView(QWidget* parent = nullptr);
    void setLines(std::vector<CodeLine> lines);
    /// What is on the screen, for copying and for readers of the screen.
    [[nodiscard]] QString plainText() const;
    /// Whether all lines have been measured, and so are there.
    [[nodiscard]] bool isComplete() const { return m_tops.size() == m_lines.size() + 1; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void completed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void remeasure();
    void measureSlice();
    [[nodiscard]] QRectF valueRect(const CodeLine& line) const;
    void layOut(QTextLayout& layout, const CodeLine& line) const;
    [[nodiscard]] qreal heightOf(const CodeLine& line) const;
    [[nodiscard]] QColor colorOf(Ink ink) const;

    std::vector<CodeLine> m_lines;
    /// The top of each line measured so far, and the end of the last.
    std::vector<int> m_tops{0};
    int m_nameWidth = 0;
    QTimer m_slices;
};

} // namespace countersign::ui
