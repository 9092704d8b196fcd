#pragma once

#include "ui/support/hostile_text.h"
#include "ui/support/theme.h"

#include <QTextLayout>
#include <QWidget>

#include <optional>

namespace countersign::ui {

/// The label of the console, for our own words and for foreign text alike. Never interprets anything: what is in the
/// text is what is seen, and characters that are not what they seem stand as red escapes.
class PlainLabel final : public QWidget {
    Q_OBJECT
public:
    /// Title 1.35 bold · Heading 0.85 bold muted capitals as written · Strong bold · Body · Muted · Mono.
    enum class Look { Title, Heading, Strong, Body, Muted, Mono, MutedMono };
    enum class Fit { Wrap, Elide };

    explicit PlainLabel(Look look = Look::Body, QWidget* parent = nullptr);
    PlainLabel(const QString& text, Look look, QWidget* parent = nullptr);

    void setText(const QString& text);
    /// UTF-8 from the core.
    void setText(std::string_view utf8);
    [[nodiscard]] const QString& text() const { return m_text; }
    /// What is on the screen.
    [[nodiscard]] QString shown() const;
    void setLook(Look look);
    /// Another colour than the look's.
    void setTone(std::optional<Tone> tone);
    void setColor(const QColor& color);
    /// Wrap (the default) breaks at word ends, and within words that are longer than the line.
    void setFit(Fit fit);
    void setAlignment(Qt::Alignment alignment);
    void setLines(Lines lines);
    /// Marks this label as the name of a field: Alt+letter and a click go there, and it becomes its accessible name.
    void setBuddy(QWidget* buddy);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return m_fit == Fit::Wrap; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void keepHeight();
    void rebuild();
    [[nodiscard]] QFont lookFont() const;
    [[nodiscard]] QColor lookColor() const;
    /// Breaks the text for that width and returns what it takes.
    QSizeF layOut(QTextLayout& layout, qreal width) const;
    void prepare(QTextLayout& layout, const QString& text) const;

    Look m_look;
    Fit m_fit = Fit::Wrap;
    Lines m_lines = Lines::Single;
    Qt::Alignment m_alignment = Qt::AlignLeft | Qt::AlignVCenter;
    std::optional<Tone> m_tone;
    QColor m_color;
    QString m_text;
    std::vector<TextSpan> m_spans;
    QString m_shown;
    QWidget* m_buddy = nullptr;
};

/// A tooltip that shows exactly this text.
void setPlainToolTip(QWidget* widget, const QString& text);

} // namespace countersign::ui
