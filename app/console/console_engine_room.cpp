#include "app/console/console_engine_room.h"

#include "app/console/sample_store.h"
#include "core/backend/open_backend.h"
#include "core/backend/read_only_backend.h"
#include "core/crypto/sealed.h"
#include "core/crypto/secret_file.h"
#include "core/service/create_store.h"
#include "core/store/read_store.h"
#include "core/wire/entities.h"

#include <QPromise>

namespace countersign::console {

namespace {

bool isUrl(const std::string& place) {
    return place.find("://") != std::string::npos;
}

/// Which operator of the file signs with this key now.
Result<identity::OperatorId> operatorOf(const std::string& path, const crypto::PublicKey& key) {
    TRY(const auto file, store::ReadStore::open(path));
    TRY(const auto rows, file->entities(store::EntityKind::Operator));
    for (const auto& row : rows) {
        TRY(const auto value, json::parse(row.body));
        TRY(const auto candidate, wire::fromJson<identity::Operator>(value));
        const auto* entry = candidate.keys.find(key.thumbprint());
        if (entry != nullptr && entry->status == identity::KeyStatus::Active) {
            return candidate.id;
        }
    }
    return fail(Code::OperatorUnknown,
                "the key " + key.thumbprint().text() + " belongs to no operator of `" + path + "`");
}

ui::UnlockedKey shared(crypto::SigningKey key) {
    return std::make_shared<const crypto::SigningKey>(std::move(key));
}

} // namespace

ConsoleEngineRoom::ConsoleEngineRoom(const Clock& clock, Random& random, backend::Pins pins)
    : m_clock(clock), m_random(random), m_pins(std::move(pins)) {
    m_pool.setMaxThreadCount(4);
}

ConsoleEngineRoom::~ConsoleEngineRoom() = default;

template <class T, class F>
QFuture<Result<T>> ConsoleEngineRoom::run(F work) {
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    auto future = promise->future();
    m_pool.start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

QFuture<Result<ui::KeyFileInfo>> ConsoleEngineRoom::inspectKey(std::string path) {
    return run<ui::KeyFileInfo>([path = std::move(path)]() -> Result<ui::KeyFileInfo> {
        TRY(const auto text, crypto::readPrivateText(path));
        TRY(const auto key, crypto::keyFilePublicKey(text));
        TRY(const auto isSealed, crypto::keyFileIsSealed(text));
        return ui::KeyFileInfo{.path = path, .key = key, .sealed = isSealed};
    });
}

QFuture<Result<ui::UnlockedKey>> ConsoleEngineRoom::openKey(std::string path, ui::Passphrase passphrase) {
    return run<ui::UnlockedKey>(
        [path = std::move(path), passphrase = std::move(passphrase)]() -> Result<ui::UnlockedKey> {
            TRY(const auto text, crypto::readPrivateText(path));
            const crypto::SecretBytes none;
            TRY(auto key, crypto::openKeyFile(text, passphrase ? *passphrase : none));
            return shared(std::move(key));
        });
}

QFuture<Result<ui::UnlockedKey>> ConsoleEngineRoom::makeKey(std::string path, ui::Passphrase passphrase) {
    return run<ui::UnlockedKey>(
        [this, path = std::move(path), passphrase = std::move(passphrase)]() -> Result<ui::UnlockedKey> {
            if (!passphrase || passphrase->empty()) {
                return fail(Code::InvalidArgument, "an empty passphrase protects nothing; choose one");
            }
            auto key = crypto::SigningKey::generate(m_random);
            CHECK(crypto::writePrivateFile(path, asBytes(crypto::sealKeyFile(key, *passphrase, m_random))));
            return shared(std::move(key));
        });
}

QFuture<Result<void>> ConsoleEngineRoom::createStore(ui::NewStoreOptions options) {
    return run<void>([this, options = std::move(options)]() -> Result<void> {
        CHECK(service::createStore({.path = options.path,
                                    .trustDomain = options.trustDomain,
                                    .firstOperator = options.firstOperator,
                                    .operatorKey = options.key.get()},
                                   m_clock, m_random));
        return {};
    });
}

QFuture<Result<ui::OpenedStore>> ConsoleEngineRoom::open(ui::OpenStoreOptions options) {
    return run<ui::OpenedStore>([this, options = std::move(options)] { return openNow(options); });
}

Result<ui::OpenedStore> ConsoleEngineRoom::openNow(const ui::OpenStoreOptions& options) {
    TRY(auto opened, reach(options));
    auto compared = backend::compareWithSeen(*opened.backend, m_pins);
    if (compared.seen) {
        opened.head = std::move(compared.seen->head);
    }
    opened.warning = std::move(compared.warning);
    return opened;
}

QFuture<Result<void>> ConsoleEngineRoom::pinHead(StoreId store, std::optional<backend::Pins::Pin> before,
                                                 backend::Pins::Pin head) {
    return run<void>([this, store = std::move(store), before = std::move(before), head = std::move(head)] {
        return m_pins.advance(store, before, head);
    });
}

QFuture<Result<void>> ConsoleEngineRoom::acceptHead(StoreId store, backend::Pins::Pin head) {
    return run<void>([this, store = std::move(store), head = std::move(head)] { return m_pins.replace(store, head); });
}

Result<ui::OpenedStore> ConsoleEngineRoom::reach(const ui::OpenStoreOptions& options) {
    const bool remote = isUrl(options.place);
    if (remote && !options.who) {
        return fail(Code::InvalidArgument, "say which operator you are");
    }
    auto who = options.who;
    if (!remote) {
        TRY(who, operatorOf(options.place, options.key->publicKey()));
    }
    const auto identity =
        std::make_shared<const backend::Identity>(backend::Identity{.id = *who, .key = options.key->clone()});
    if (!remote) {
        if (auto own = HostedStore::open(options.place, *options.key, identity, m_clock, m_random)) {
            {
                const std::scoped_lock lock(m_mutex);
                m_hosted[options.place] = *own;
            }
            return ui::OpenedStore{.backend = {*own, &(*own)->backend()},
                                   .identity = identity,
                                   .kind = ui::StoreKind::Own,
                                   .place = options.place};
        }
    }
    TRY(std::shared_ptr<backend::Backend> reached,
        backend::openBackend({.store = options.place, .identity = identity, .unlockFile = {}, .trustFile = {}}, m_clock,
                             m_random));
    const auto* readOnly = dynamic_cast<const backend::ReadOnlyBackend*>(reached.get());
    return ui::OpenedStore{.backend = reached,
                           .identity = identity,
                           .kind = readOnly != nullptr ? ui::StoreKind::ReadOnly
                                   : remote            ? ui::StoreKind::Remote
                                                       : ui::StoreKind::Foreign,
                           .place = options.place,
                           .whyReadOnly = readOnly != nullptr ? readOnly->why() : std::string()};
}

QFuture<Result<ui::OpenedSample>> ConsoleEngineRoom::openSample() {
    return run<ui::OpenedSample>([this]() -> Result<ui::OpenedSample> {
        TRY(const auto sample, SampleStore::open(m_clock, m_random));
        {
            const std::scoped_lock lock(m_mutex);
            m_hosted[sample->path()] = sample->hosted();
        }
        return ui::OpenedSample{.store = {.backend = {sample, &sample->hosted()->backend()},
                                          .identity = sample->identity(),
                                          .kind = ui::StoreKind::Sample,
                                          .place = sample->path()},
                                .keyFile = sample->keyFile()};
    });
}

std::shared_ptr<HostedStore> ConsoleEngineRoom::hosted(const std::string& place) const {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_hosted.find(place);
    return found == m_hosted.end() ? nullptr : found->second.lock();
}

ui::ServingState ConsoleEngineRoom::serving(const std::string& place) const {
    const auto store = hosted(place);
    if (!store) {
        return {};
    }
    return {.own = true, .agents = store->agentAddress()};
}

QFuture<Result<ui::ServingState>> ConsoleEngineRoom::serveAgents(std::string place, std::uint16_t port) {
    return run<ui::ServingState>([this, place = std::move(place), port]() -> Result<ui::ServingState> {
        const auto store = hosted(place);
        if (!store) {
            return fail(Code::StoreReadOnly, "only the owner of a store file can serve agents from it");
        }
        TRY(auto address, store->serveAgents(port));
        return ui::ServingState{.own = true, .agents = std::move(address)};
    });
}

QFuture<Result<ui::ServingState>> ConsoleEngineRoom::stopServingAgents(std::string place) {
    return run<ui::ServingState>([this, place = std::move(place)]() -> Result<ui::ServingState> {
        if (const auto store = hosted(place)) {
            store->stopServingAgents();
        }
        return serving(place);
    });
}

} // namespace countersign::console
