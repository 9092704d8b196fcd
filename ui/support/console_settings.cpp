#include "ui/support/console_settings.h"

#include <QCryptographicHash>

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr int kRecentStores = 10;
constexpr int kMinutesToLock = 15;

/// A place as a key of the file: slashes would make groups.
QString portKey(const QString& place) {
    return QStringLiteral("serve/") +
           QString::fromLatin1(QCryptographicHash::hash(place.toUtf8(), QCryptographicHash::Sha256).toHex().left(16));
}

} // namespace

ConsoleSettings::ConsoleSettings(const QString& path, QObject* parent)
    : QObject(parent), m_file(path, QSettings::IniFormat) {}

Appearance ConsoleSettings::appearance() const {
    const auto text = m_file.value(QStringLiteral("appearance")).toString();
    if (text == QStringLiteral("light")) {
        return Appearance::Light;
    }
    if (text == QStringLiteral("dark")) {
        return Appearance::Dark;
    }
    return text == QStringLiteral("contrast") ? Appearance::HighContrast : Appearance::System;
}

void ConsoleSettings::setAppearance(Appearance appearance) {
    const auto name = [appearance] {
        switch (appearance) {
        case Appearance::System:
            return QStringLiteral("system");
        case Appearance::Light:
            return QStringLiteral("light");
        case Appearance::Dark:
            return QStringLiteral("dark");
        case Appearance::HighContrast:
            return QStringLiteral("contrast");
        }
        return QString();
    }();
    m_file.setValue(QStringLiteral("appearance"), name);
    Q_EMIT appearanceChanged();
}

Duration ConsoleSettings::autoLock() const {
    return std::chrono::minutes(m_file.value(QStringLiteral("lock/minutes"), kMinutesToLock).toInt());
}

void ConsoleSettings::setAutoLock(Duration idle) {
    m_file.setValue(QStringLiteral("lock/minutes"),
                    static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(idle).count()));
    Q_EMIT autoLockChanged();
}

bool ConsoleSettings::singleKeys() const {
    return m_file.value(QStringLiteral("keys/single"), true).toBool();
}
void ConsoleSettings::allowSingleKeys() {
    m_file.setValue(QStringLiteral("keys/single"), true);
    Q_EMIT singleKeysChanged();
}
void ConsoleSettings::forbidSingleKeys() {
    m_file.setValue(QStringLiteral("keys/single"), false);
    Q_EMIT singleKeysChanged();
}

bool ConsoleSettings::notifications() const {
    return m_file.value(QStringLiteral("notifications"), true).toBool();
}
void ConsoleSettings::allowNotifications() {
    m_file.setValue(QStringLiteral("notifications"), true);
}
void ConsoleSettings::forbidNotifications() {
    m_file.setValue(QStringLiteral("notifications"), false);
}

QString ConsoleSettings::language() const {
    return m_file.value(QStringLiteral("language")).toString();
}
void ConsoleSettings::setLanguage(const QString& language) {
    m_file.setValue(QStringLiteral("language"), language);
}

std::optional<std::uint16_t> ConsoleSettings::agentPort(const QString& place) const {
    bool isNumber = false;
    const auto port = m_file.value(portKey(place)).toUInt(&isNumber);
    return isNumber && port <= 0xFFFF ? std::optional(static_cast<std::uint16_t>(port)) : std::nullopt;
}

void ConsoleSettings::setAgentPort(const QString& place, std::optional<std::uint16_t> port) {
    if (port) {
        m_file.setValue(portKey(place), *port);
    } else {
        m_file.remove(portKey(place));
    }
}

QList<RecentStore> ConsoleSettings::recentStores() const {
    QList<RecentStore> stores;
    auto& file = const_cast<QSettings&>(m_file); // reading an array is not const in QSettings
    const int count = std::min(file.beginReadArray(QStringLiteral("recent")), kRecentStores);
    for (int i = 0; i < count; ++i) {
        file.setArrayIndex(i);
        stores.push_back({.place = file.value(QStringLiteral("place")).toString(),
                          .keyFile = file.value(QStringLiteral("key")).toString(),
                          .name = file.value(QStringLiteral("name")).toString(),
                          .who = file.value(QStringLiteral("who")).toString(),
                          .band = file.value(QStringLiteral("band")).toInt()});
    }
    file.endArray();
    return stores;
}

void ConsoleSettings::remember(const RecentStore& store) {
    auto stores = recentStores();
    stores.removeIf([&store](const RecentStore& other) { return other.place == store.place; });
    stores.prepend(store);
    m_file.beginWriteArray(QStringLiteral("recent"), static_cast<int>(stores.size()));
    for (int i = 0; i < stores.size() && i < kRecentStores; ++i) {
        m_file.setArrayIndex(i);
        m_file.setValue(QStringLiteral("place"), stores[i].place);
        m_file.setValue(QStringLiteral("key"), stores[i].keyFile);
        m_file.setValue(QStringLiteral("name"), stores[i].name);
        m_file.setValue(QStringLiteral("who"), stores[i].who);
        m_file.setValue(QStringLiteral("band"), stores[i].band);
    }
    m_file.endArray();
    Q_EMIT recentStoresChanged();
}

void ConsoleSettings::forget(const QString& place) {
    auto stores = recentStores();
    stores.removeIf([&place](const RecentStore& other) { return other.place == place; });
    m_file.remove(QStringLiteral("recent"));
    for (auto store = stores.crbegin(); store != stores.crend(); ++store) {
        remember(*store);
    }
    Q_EMIT recentStoresChanged();
}

QByteArray ConsoleSettings::geometry() const {
    return m_file.value(QStringLiteral("geometry")).toByteArray();
}
void ConsoleSettings::setGeometry(const QByteArray& geometry) {
    m_file.setValue(QStringLiteral("geometry"), geometry);
}
QVariant ConsoleSettings::value(const QString& key, const QVariant& otherwise) const {
    return m_file.value(QStringLiteral("pages/") + key, otherwise);
}
void ConsoleSettings::setValue(const QString& key, const QVariant& value) {
    m_file.setValue(QStringLiteral("pages/") + key, value);
}

} // namespace countersign::ui
