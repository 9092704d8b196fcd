#pragma once

#include "ui/overview/overview_facts.h"
#include "ui/widgets/card.h"

#include <QAbstractButton>

namespace countersign::ui {

class PlainLabel;

/// One line of a ranking: a foreign name, how often, and a bar that is as long as that. A click opens its records.
class RankButton final : public QAbstractButton {
    Q_OBJECT
public:
    explicit RankButton(QWidget* parent = nullptr);
    /// `most` is what the longest bar stands for.
    void show(const RankLine& line, std::uint64_t most);
    [[nodiscard]] const RankLine& line() const { return m_line; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintBar(QPainter& painter, const QRect& where) const;

    RankLine m_line;
    std::uint64_t m_most = 1;
};

/// A card of such lines. The arrow keys go from one to the next.
class Ranking final : public Card {
    Q_OBJECT
public:
    /// `nothing` is said where there is none.
    Ranking(const QString& heading, const QString& nothing, QWidget* parent = nullptr);
    void setLines(const std::vector<RankLine>& lines);
    /// Below the lines; empty: none.
    void setNote(const QString& note);
    [[nodiscard]] std::vector<RankLine> lines() const;

Q_SIGNALS:
    void chosen(const QString& filter);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    std::vector<RankButton*> m_buttons;
    std::size_t m_shown = 0;
    QVBoxLayout* m_rows;
    PlainLabel* m_nothing;
    PlainLabel* m_note;
};

} // namespace countersign::ui
