#include "ui/shell/appearance.h"

#include "ui/support/style.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace countersign::ui {

namespace {

const auto kService = QStringLiteral("org.freedesktop.portal.Desktop");
const auto kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const auto kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const auto kGroup = QStringLiteral("org.freedesktop.appearance");
const auto kKey = QStringLiteral("color-scheme");
/// What the portal says for "prefers dark".
constexpr uint kPrefersDark = 1;

Scheme schemeOf(const QDBusVariant& value) {
    auto inner = value.variant();
    if (inner.canConvert<QDBusVariant>()) {
        inner = inner.value<QDBusVariant>().variant(); // Read() wraps twice
    }
    return inner.toUInt() == kPrefersDark ? Scheme::Dark : Scheme::Light;
}

} // namespace

AppearanceWatch::AppearanceWatch(QApplication& application, ConsoleSettings& settings, QObject* parent)
    : QObject(parent), m_application(application), m_settings(settings),
      m_system(QApplication::palette().color(QPalette::Window).lightness() < 128 ? Scheme::Dark : Scheme::Light) {
    connect(&settings, &ConsoleSettings::appearanceChanged, this, &AppearanceWatch::apply);
    apply();
    ask();
}

Scheme AppearanceWatch::scheme() const {
    switch (m_settings.appearance()) {
    case Appearance::System:
        return m_system;
    case Appearance::Light:
        return Scheme::Light;
    case Appearance::Dark:
        return Scheme::Dark;
    case Appearance::HighContrast:
        return Scheme::HighContrast;
    }
    return Scheme::Light;
}

void AppearanceWatch::apply() {
    dress(m_application, scheme());
}

void AppearanceWatch::ask() {
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    // D-Bus signals have no other form than this.
    bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
                SLOT(systemChanged(QString, QString, QDBusVariant)));
    auto call = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    call << kGroup << kKey;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        watcher->deleteLater();
        if (!reply.isError()) {
            systemChanged(kGroup, kKey, reply.value());
        }
    });
}

void AppearanceWatch::systemChanged(const QString& group, const QString& key, const QDBusVariant& value) {
    if (group == kGroup && key == kKey) {
        m_system = schemeOf(value);
        apply();
    }
}

} // namespace countersign::ui
