#pragma once

#include "ui/support/console_settings.h"
#include "ui/support/engine_room.h"

#include <QObject>

namespace countersign::ui {

/// What is needed to open a store.
struct OpenRequest {
    QString place;
    QString keyFile;
    Passphrase passphrase;
    /// Only for a URL.
    QString who;
};

/// What is needed to make one. The key file is made as well, unless it is there.
struct CreateRequest {
    QString place;
    QString trustDomain;
    QString who;
    QString keyFile;
    Passphrase passphrase;
    enum class Key { Make, Use } key = Key::Make;
};

/// Opens and makes stores, step by step on the engine room's threads; each ends with one of the signals.
class StoreOpener final : public QObject {
    Q_OBJECT
public:
    explicit StoreOpener(EngineRoom& room, QObject* parent = nullptr);
    void open(const OpenRequest& request);
    void create(const CreateRequest& request);

Q_SIGNALS:
    void opened(const countersign::ui::OpenedStore& store, const QString& keyFile);
    void failed(const countersign::Error& error);

private:
    void openWith(const OpenRequest& request, const Result<UnlockedKey>& key);
    void createWith(const CreateRequest& request, const Result<UnlockedKey>& key);

    EngineRoom& m_room;
};

} // namespace countersign::ui
