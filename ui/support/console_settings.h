#pragma once

#include "core/base/time.h"

#include <QObject>
#include <QSettings>
#include <QString>

#include <optional>

namespace countersign::ui {

/// A store that was open before: where, and with which key file. No secret is ever in the settings.
struct RecentStore {
    QString place;
    QString keyFile;
    QString name;
    /// Only for a URL.
    QString who;
    /// Index into the colours of the bands; two stores differ unless the user wants them alike.
    int band = 0;
};

enum class Appearance { System, Light, Dark, HighContrast };

/// What the console remembers of its user, in a file of the user's configuration. GUI thread.
class ConsoleSettings final : public QObject {
    Q_OBJECT
public:
    /// `path` of the INI file.
    explicit ConsoleSettings(const QString& path, QObject* parent = nullptr);

    [[nodiscard]] Appearance appearance() const;
    void setAppearance(Appearance appearance);
    /// Zero: never.
    [[nodiscard]] Duration autoLock() const;
    void setAutoLock(Duration idle);
    /// Whether J, K, A, D and other single keys act.
    [[nodiscard]] bool singleKeys() const;
    void allowSingleKeys();
    void forbidSingleKeys();
    [[nodiscard]] bool notifications() const;
    void allowNotifications();
    void forbidNotifications();
    /// Empty: the system's.
    [[nodiscard]] QString language() const;
    void setLanguage(const QString& language);
    /// The port at which agents are served for that store; absent: they are not.
    [[nodiscard]] std::optional<std::uint16_t> agentPort(const QString& place) const;
    void setAgentPort(const QString& place, std::optional<std::uint16_t> port);

    /// Newest first, at most ten.
    [[nodiscard]] QList<RecentStore> recentStores() const;
    void remember(const RecentStore& store);
    void forget(const QString& place);

    [[nodiscard]] QByteArray geometry() const;
    void setGeometry(const QByteArray& geometry);
    /// For what a page wants to remember (column widths, saved views), by a key of its own: `agents/columns`.
    [[nodiscard]] QVariant value(const QString& key, const QVariant& otherwise = {}) const;
    void setValue(const QString& key, const QVariant& value);

Q_SIGNALS:
    void appearanceChanged();
    void autoLockChanged();
    void singleKeysChanged();
    void recentStoresChanged();

private:
    QSettings m_file;
};

} // namespace countersign::ui
