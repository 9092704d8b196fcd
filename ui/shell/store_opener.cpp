#include "ui/shell/store_opener.h"

#include "ui/support/await.h"

namespace countersign::ui {

StoreOpener::StoreOpener(EngineRoom& room, QObject* parent) : QObject(parent), m_room(room) {}

void StoreOpener::open(const OpenRequest& request) {
    await(this, m_room.openKey(request.keyFile.toStdString(), request.passphrase),
          [this, request](const Result<UnlockedKey>& key) { openWith(request, key); });
}

void StoreOpener::openWith(const OpenRequest& request, const Result<UnlockedKey>& key) {
    if (!key) {
        Q_EMIT failed(key.error());
        return;
    }
    OpenStoreOptions options{.place = request.place.toStdString(), .key = *key, .who = {}};
    if (!request.who.isEmpty()) {
        const auto who = identity::OperatorId::parse(request.who.toStdString());
        if (!who) {
            Q_EMIT failed(who.error());
            return;
        }
        options.who = *who;
    }
    await(this, m_room.open(std::move(options)), [this, request](const Result<OpenedStore>& store) {
        if (store) {
            Q_EMIT opened(*store, request.keyFile);
        } else {
            Q_EMIT failed(store.error());
        }
    });
}

void StoreOpener::create(const CreateRequest& request) {
    const auto path = request.keyFile.toStdString();
    auto key = request.key == CreateRequest::Key::Make ? m_room.makeKey(path, request.passphrase)
                                                       : m_room.openKey(path, request.passphrase);
    await(this, key, [this, request](const Result<UnlockedKey>& made) { createWith(request, made); });
}

void StoreOpener::createWith(const CreateRequest& request, const Result<UnlockedKey>& key) {
    const auto who = identity::OperatorId::parse(request.who.toStdString());
    if (!key || !who) {
        Q_EMIT failed(key ? who.error() : key.error());
        return;
    }
    await(this,
          m_room.createStore({.path = request.place.toStdString(),
                              .trustDomain = request.trustDomain.toStdString(),
                              .firstOperator = *who,
                              .key = *key}),
          [this, request, key = *key](const Result<void>& made) {
              if (!made) {
                  Q_EMIT failed(made.error());
                  return;
              }
              openWith({.place = request.place, .keyFile = request.keyFile, .passphrase = {}, .who = {}}, key);
          });
}

} // namespace countersign::ui
