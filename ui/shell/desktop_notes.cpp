#include "ui/shell/desktop_notes.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace countersign::ui {

namespace {

const auto kService = QStringLiteral("org.freedesktop.Notifications");
const auto kPath = QStringLiteral("/org/freedesktop/Notifications");
const auto kClick = QStringLiteral("default");
/// The service decides how long a note stands.
constexpr int kServicesTime = -1;

QDBusMessage call(const QString& method) {
    return QDBusMessage::createMethodCall(kService, kPath, kService, method);
}

} // namespace

DesktopNotes::DesktopNotes(QDBusConnection bus, QObject* parent) : QObject(parent), m_bus(std::move(bus)) {
    // D-Bus signals have no other form than this.
    m_bus.connect(kService, kPath, kService, QStringLiteral("ActionInvoked"), this, SLOT(actionInvoked(uint, QString)));
    m_bus.connect(kService, kPath, kService, QStringLiteral("NotificationClosed"), this,
                  SLOT(notificationClosed(uint, uint)));
}

void DesktopNotes::show(const QString& tag, const QString& title, const QString& text) {
    if (!m_bus.isConnected()) {
        return;
    }
    auto note = call(QStringLiteral("Notify"));
    // The title is plain by the specification; the text may be taken for markup, so there is none in it.
    note << QStringLiteral("Countersign") << m_ids.value(tag, 0) << QStringLiteral("countersign") << title
         << text.toHtmlEscaped() << QStringList{kClick, tr("Open")}
         << QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("countersign")},
                        {QStringLiteral("category"), QStringLiteral("im.received")}}
         << kServicesTime;
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(note), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, tag] {
        const QDBusPendingReply<uint> reply = *watcher;
        watcher->deleteLater();
        if (!reply.isError()) {
            m_ids[tag] = reply.value();
        }
    });
}

void DesktopNotes::withdraw(const QString& tag) {
    const auto id = m_ids.take(tag);
    if (id != 0) {
        m_bus.asyncCall(call(QStringLiteral("CloseNotification")) << id);
    }
}

void DesktopNotes::actionInvoked(uint id, const QString& action) {
    const auto tag = m_ids.key(id);
    if (!tag.isEmpty() && action == kClick) {
        Q_EMIT clicked(tag);
    }
}

void DesktopNotes::notificationClosed(uint id, uint) {
    m_ids.remove(m_ids.key(id));
}

} // namespace countersign::ui
