#pragma once

#include "ui/support/theme.h"

#include <QWidget>

namespace countersign::ui {

class Button;
class IconView;
class PlainLabel;

/// A quiet strip above a page: icon, sentence, perhaps one button.
class Banner final : public QWidget {
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);
    void say(Tone tone, const QString& iconName, const QString& sentence);
    /// Empty text hides it.
    void setAction(const QString& text);

Q_SIGNALS:
    void actionClicked();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Tone m_tone = Tone::Info;
    IconView* m_icon;
    PlainLabel* m_text;
    Button* m_button;
};

} // namespace countersign::ui
