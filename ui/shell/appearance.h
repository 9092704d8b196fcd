#pragma once

#include "ui/support/console_settings.h"
#include "ui/support/theme.h"

#include <QObject>

class QApplication;
class QDBusVariant;

namespace countersign::ui {

/// Keeps the application dressed as the settings say, and as the system says where they leave it to the system
/// (org.freedesktop.appearance of the desktop portal; without a portal, by the palette that the program started with).
class AppearanceWatch final : public QObject {
    Q_OBJECT
public:
    /// Before any window is shown. Both outlive it.
    AppearanceWatch(QApplication& application, ConsoleSettings& settings, QObject* parent = nullptr);
    [[nodiscard]] Scheme scheme() const;

private Q_SLOTS:
    void systemChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void apply();
    void ask();

    QApplication& m_application;
    ConsoleSettings& m_settings;
    Scheme m_system;
};

} // namespace countersign::ui
