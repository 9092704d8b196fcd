#include "core/backend/open_backend.h"

#include "core/backend/local_backend.h"
#include "core/backend/read_only_backend.h"
#include "core/backend/remote_backend.h"
#include "core/service/create_store.h"
#include "core/store/store_file.h"

#include <thread>

namespace countersign::backend {

namespace {

constexpr Duration kRetry{50};

bool isUrl(const std::string& store) {
    return store.find("://") != std::string::npos;
}

/// Unseals the ledger key: the service key beside the store, else the operator's own (an owner's does).
Result<std::unique_ptr<service::Engine>> openEngine(const OpenOptions& options, const Clock& clock, Random& random) {
    const auto path = options.unlockFile.empty() ? options.store + ".key" : options.unlockFile;
    auto key = service::readServiceKey(path);
    // A service key that is there and must not be used is told of, not passed over.
    const bool ownKeyMayDo =
        !key && key.error().code != Code::KeyFileInvalid && options.unlockFile.empty() && options.identity != nullptr;
    if (!key && !ownKeyMayDo) {
        return std::unexpected(std::move(key).error());
    }
    return service::Engine::open(
        {.path = options.store, .unlock = key ? &*key : &options.identity->key, .clock = &clock, .random = &random});
}

Result<std::unique_ptr<Backend>> reachOwner(const OpenOptions& options, const store::StoreMeta& meta,
                                            const std::string& address, const Clock& clock, Random& random) {
    auto remote = RemoteBackend::connect(
        {.url = address, .expected = meta, .identity = options.identity, .trustFile = options.trustFile, .backoff = {}},
        clock, random);
    if (!remote) {
        return std::unexpected(std::move(remote).error());
    }
    return *std::move(remote);
}

/// Whoever has no key that unseals the store can still be served by its owner.
bool isOwned(const std::string& path) {
    const auto lock = store::OwnerLock::take(path);
    return !lock && lock.error().code == Code::StoreBusy;
}

/// An owner that left, or one that is only just starting to listen, is tried again.
bool mayPass(Code code) {
    return code == Code::StoreBusy || code == Code::Unavailable || code == Code::Timeout;
}

Result<std::unique_ptr<Backend>> tryOnce(const OpenOptions& options, const store::StoreMeta& meta, const Clock& clock,
                                         Random& random) {
    auto engine = openEngine(options, clock, random);
    if (engine) {
        return std::make_unique<LocalBackend>(*std::move(engine), options.identity, random);
    }
    if (engine.error().code != Code::StoreBusy && !isOwned(options.store)) {
        return std::unexpected(std::move(engine).error());
    }
    const auto hint = store::OwnerLock::readHint(options.store);
    if (!hint || hint->address.empty()) {
        const auto who = hint ? "process " + std::to_string(hint->process) : std::string("another program");
        return fail(Code::StoreBusy, who + " owns the store and does not listen; wait for it to end, or end it");
    }
    return reachOwner(options, meta, hint->address, clock, random);
}

/// What a program that may not write can still do with the file.
bool mayBeRead(Code code) {
    return code == Code::StoreNewer || code == Code::StoreReadOnly || code == Code::NotFound ||
           code == Code::KeyFileInvalid || code == Code::StoreFull;
}

} // namespace

Result<std::unique_ptr<Backend>> openBackend(const OpenOptions& options, const Clock& clock, Random& random) {
    if (isUrl(options.store)) {
        auto remote = RemoteBackend::connect({.url = options.store,
                                              .expected = std::nullopt,
                                              .identity = options.identity,
                                              .trustFile = options.trustFile,
                                              .backoff = {}},
                                             clock, random);
        if (!remote) {
            return std::unexpected(std::move(remote).error());
        }
        return *std::move(remote);
    }
    TRY(const auto meta, store::readMeta(options.store));
    const auto until = clock.bootNow() + options.patience;
    while (true) {
        auto backend = tryOnce(options, meta, clock, random);
        if (backend) {
            return backend;
        }
        if (mayBeRead(backend.error().code)) {
            return ReadOnlyBackend::open(options.store, meta, options.identity, backend.error(), clock);
        }
        if (!mayPass(backend.error().code) || clock.bootNow() >= until) {
            return backend;
        }
        std::this_thread::sleep_for(kRetry);
    }
}

} // namespace countersign::backend
