#include "core/service/open_parts_p.h"

#include "core/crypto/sealed.h"
#include "core/ledger/checkpoint.h"
#include "core/service/ledger_edge_p.h"

namespace countersign::service {

namespace {

/// The newest checkpoint, verified, and its size.
Result<ledger::Checkpoint> newestHead(store::ReadStore& store, const store::StoreMeta& meta, std::uint64_t size) {
    TRY(const auto origin, ledger::checkpointOrigin(meta.trustDomain, meta.id));
    TRY(const auto key, ledger::NoteKey::create(origin, meta.ledgerKey));
    TRY(const auto note, store.checkpoint(size));
    if (!note) {
        return fail(Code::VerificationFailed,
                    "the store has records but no checkpoint; run `countersignctl audit verify`");
    }
    return ledger::openCheckpoint(*note, {&key, 1});
}

/// The state must be the one that ledger and newest checkpoint tell of, or it is not served.
Result<ledger::Tree> checkHead(store::ReadStore& store, const store::StoreMeta& meta, const State& state) {
    TRY(const auto size, store.size());
    TRY(const auto head, newestHead(store, meta, size));
    TRY(auto tree, ledger::Tree::resume(size, tileReader(store), leafReader(store)));
    if (head.size != size || head.root != tree.root() || state.size != size) {
        return fail(Code::VerificationFailed,
                    "the ledger does not end where its newest checkpoint says; run `countersignctl audit verify`");
    }
    return tree;
}

Result<void> checkServable(const std::string& path) {
    TRY(const auto meta, store::readMeta(path));
    if (meta.schema > store::kSchemaVersion) {
        return fail(Code::StoreNewer, "the store was made by a newer version; it can only be read here");
    }
    return {};
}

/// To which the next ledger key is sealed. A store of the first days does not name it; then it is the key that opens
/// the store and is no person's. Where both are known they must agree: no record vouches for what the store names.
Result<std::optional<crypto::PublicKey>> serviceKeyOf(const store::StoreMeta& meta, const State& state,
                                                      const crypto::PublicKey& unlock) {
    const bool isPersons = state.world.directory.keyHolder(unlock.thumbprint()) != nullptr;
    if (isPersons) {
        return meta.serviceKey;
    }
    if (meta.serviceKey && *meta.serviceKey != unlock) {
        return fail(Code::VerificationFailed,
                    "the store names another service key than the one that opens it; somebody changed the file");
    }
    return std::optional(unlock);
}

} // namespace

Result<crypto::SigningKey> unsealLedgerKey(store::ReadStore& store, const crypto::SigningKey& unlock,
                                           const crypto::PublicKey& expected) {
    TRY(const auto copies, store.secrets("ledger"));
    const auto recipient = unlock.publicKey().thumbprint().text();
    for (const auto& copy : copies) {
        if (copy.id != recipient) {
            continue;
        }
        TRY(const auto seed, crypto::openSealed(unlock, asBytes(copy.body)));
        TRY(auto key, crypto::SigningKey::fromSeed(seed.bytes()));
        if (key.publicKey() != expected) {
            return fail(Code::KeyFileInvalid, "the sealed ledger key is not the one that the store names");
        }
        return key;
    }
    return fail(Code::KeyFileInvalid, "the store's keys are not sealed to this unlock key");
}

Result<StoreEngine::Parts> openParts(const EngineOptions& options) {
    TRY(auto lock, store::OwnerLock::take(options.path));
    CHECK(checkServable(options.path));
    // Migrations first: everything below reads the newest schema.
    CHECK(store::WriteStore::open(options.path));
    TRY(auto meta, store::readMeta(options.path));
    TRY(auto store, store::ReadStore::open(options.path));
    TRY(const auto ledgerKey, unsealLedgerKey(*store, *options.unlock, meta.ledgerKey));
    TRY(auto state, loadState(*store));
    state.world.store = meta.id;
    if (state.ledgerKeys.newest() != meta.ledgerKey) {
        return fail(Code::VerificationFailed,
                    "the store names another ledger key than its ledger does; run `countersignctl audit verify`");
    }
    TRY(const auto serviceKey, serviceKeyOf(meta, state, options.unlock->publicKey()));
    TRY(auto tree, checkHead(*store, meta, state));
    TRY(auto origin, ledger::checkpointOrigin(meta.trustDomain, meta.id));
    store.reset();

    auto watchers = std::make_unique<Watchers>();
    auto moved = [target = watchers.get()](const State& now, const std::vector<ApprovalId>& approvals) {
        for (const auto& id : approvals) {
            if (const auto* request = now.approvals.find(id)) {
                target->changed((*request)->request);
            }
        }
    };
    TRY(auto writer, Writer::start({.path = options.path,
                                    .tree = std::move(tree),
                                    .state = std::move(state),
                                    .origin = std::move(origin),
                                    .ledgerKey = std::make_shared<const crypto::SigningKey>(ledgerKey.clone()),
                                    .serviceKey = serviceKey,
                                    .approvalsMoved = std::move(moved)},
                                   *options.clock, *options.random));
    TRY(auto readers, Readers::start(options.path, options.readers));
    return StoreEngine::Parts{.lock = std::move(lock),
                              .meta = std::move(meta),
                              .watchers = std::move(watchers),
                              .writer = std::move(writer),
                              .readers = std::move(readers)};
}

} // namespace countersign::service
