#pragma once

#include <QDBusConnection>
#include <QHash>
#include <QObject>

namespace countersign::ui {

/// Notes on the desktop (org.freedesktop.Notifications 1.2, Desktop Notifications Specification). Without a bus, or
/// without such a service on it, nothing happens and nothing is said. GUI thread; never waits.
class DesktopNotes final : public QObject {
    Q_OBJECT
public:
    explicit DesktopNotes(QDBusConnection bus, QObject* parent = nullptr);

    /// `tag` comes back with clicked(); a note of the same tag replaces the one before. Both texts are plain.
    void show(const QString& tag, const QString& title, const QString& text);
    /// It is no longer true: the note goes away.
    void withdraw(const QString& tag);

Q_SIGNALS:
    void clicked(const QString& tag);

private Q_SLOTS:
    void actionInvoked(uint id, const QString& action);
    void notificationClosed(uint id, uint reason);

private:
    QDBusConnection m_bus;
    /// What the service calls each note that stands.
    QHash<QString, uint> m_ids;
};

} // namespace countersign::ui
