#pragma once

#include "ui/support/order.h"
#include "ui/support/theme.h"

#include <QTimer>
#include <QWidget>

class QVBoxLayout;

namespace countersign::ui {

class Button;
class PlainLabel;

/// One message at the bottom of the window. A fuse is a toast that burns down and can be stopped.
class Toast final : public QWidget {
    Q_OBJECT
public:
    Toast(const Notice& notice, QWidget* parent);
    /// A fuse: burns for kFuse, then goes by itself.
    Toast(const QString& title, const QStringList& effects, QWidget* parent);

    [[nodiscard]] bool isFuse() const { return m_stop != nullptr; }

Q_SIGNALS:
    void undoClicked();
    void stopClicked();
    void sendNowClicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    Toast(Tone tone, const QString& iconName, QWidget* parent);
    void stay(std::chrono::milliseconds time);

    Tone m_tone;
    QVBoxLayout* m_texts;
    QWidget* m_buttons;
    QTimer m_life;
    QTimer m_tick;
    Button* m_stop = nullptr;
};

/// Where toasts stand: over the bottom of its parent, newest below, at most four besides fuses, which only their end
/// removes.
class ToastStack final : public QObject {
    Q_OBJECT
public:
    explicit ToastStack(QWidget* over);
    Toast* say(const Notice& notice);
    Toast* burn(const QString& title, const QStringList& effects);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void add(Toast* toast);
    void arrange();

    QWidget* m_over;
    QList<Toast*> m_toasts;
};

} // namespace countersign::ui
