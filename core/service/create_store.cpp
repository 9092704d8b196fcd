#include "core/service/create_store.h"

#include "core/crypto/sealed.h"
#include "core/crypto/secret_file.h"
#include "core/ledger/checkpoint.h"
#include "core/ledger/merkle.h"
#include "core/service/state.h"
#include "core/store/write_store.h"
#include "core/wire/commands.h"

#include <filesystem>

namespace countersign::service {

namespace {

/// Removes what was made unless all of it was.
class Undo {
public:
    void add(const std::string& path) { m_paths.push_back(path); }
    void keep() { m_paths.clear(); }
    ~Undo() {
        for (const auto& path : m_paths) {
            for (const auto* suffix : {"", "-wal", "-shm", ".reserve"}) {
                std::error_code ignored;
                std::filesystem::remove(path + suffix, ignored);
            }
        }
    }

private:
    std::vector<std::string> m_paths;
};

Result<ledger::Record> genesis(const NewStore& wanted, const StoreId& id, const crypto::PublicKey& ledgerKey,
                               Timestamp now, Random& random) {
    TRY(const auto person, identity::UserId::parse(wanted.firstOperator.text()));
    const command::InitStore init{.trustDomain = wanted.trustDomain,
                                  .person = person,
                                  .firstOperator = wanted.firstOperator,
                                  .operatorKey = wanted.operatorKey->publicKey(),
                                  .ledgerKey = ledgerKey};
    TRY(const auto command, wire::signCommand(init, wanted.firstOperator, *wanted.operatorKey, id, now, random));
    TRY(const auto envelope, json::parse(command.envelope));
    ledger::RecordFields fields;
    fields.store = id;
    fields.id = ledger::RecordId::generate(random);
    fields.at = now;
    fields.kind = ledger::Kind::Command;
    fields.outcome = ledger::Outcome::Done;
    fields.operatorId = wanted.firstOperator.text();
    fields.command = *envelope.asObject();
    fields.signature = command.signature;
    return ledger::Record::create(std::move(fields));
}

Result<void> writeGenesis(store::WriteStore& store, const ledger::Record& record, const std::string& origin,
                          const crypto::SigningKey& ledgerKey) {
    State state;
    state.world.store = record->store;
    const auto body = record.canonical();
    CHECK(store.appendRecord(0, body));
    TRY(const auto changes, fold(state, 0, record));
    for (const auto& change : changes) {
        if (change.body) {
            CHECK(store.putEntity(change.kind, change.id, *change.body));
        }
    }
    ledger::Tree tree;
    tree.append(ledger::leafHash(asBytes(body)));
    TRY(const auto note,
        ledger::signCheckpoint({.origin = origin, .size = 1, .root = tree.root(), .extensions = {}}, ledgerKey));
    return store.putCheckpoint(1, note);
}

} // namespace

Result<StoreId> createStore(const NewStore& wanted, const Clock& clock, Random& random) {
    CHECK(identity::checkTrustDomain(wanted.trustDomain));
    const auto id = StoreId::generate(random);
    const auto ledgerKey = crypto::SigningKey::generate(random);
    const auto serviceKey = crypto::SigningKey::generate(random);
    TRY(const auto origin, ledger::checkpointOrigin(wanted.trustDomain, id));
    TRY(const auto record, genesis(wanted, id, ledgerKey.publicKey(), clock.wallNow(), random));

    Undo undo;
    const auto keyPath = wanted.path + ".key";
    CHECK(crypto::writePrivateFile(keyPath, asBytes(crypto::sealKeyFile(serviceKey, {}, random))));
    undo.add(keyPath);
    TRY(auto store, store::WriteStore::create(wanted.path, {.id = id,
                                                            .trustDomain = wanted.trustDomain,
                                                            .ledgerKey = ledgerKey.publicKey(),
                                                            .schema = store::kSchemaVersion,
                                                            .serviceKey = serviceKey.publicKey()}));
    undo.add(wanted.path);
    CHECK(store->begin());
    CHECK(writeGenesis(*store, record, origin, ledgerKey));
    for (const auto* recipient : {&serviceKey.publicKey(), &wanted.operatorKey->publicKey()}) {
        CHECK(store->putSecret("ledger", recipient->thumbprint().text(), crypto::sealTo(*recipient, ledgerKey.seed())));
    }
    CHECK(store->commit());
    undo.keep();
    return id;
}

Result<crypto::SigningKey> readServiceKey(const std::string& path) {
    TRY(const auto text, crypto::readPrivateText(path));
    return crypto::openKeyFile(text, {});
}

} // namespace countersign::service
