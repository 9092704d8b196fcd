#include "core/backend/open_backend.h"
#include "core/backend/read_only_backend.h"
#include "tests/contract/backend_rigs.h"

#include <QCoreApplication>

#include <condition_variable>
#include <filesystem>

using namespace countersign;
using namespace countersign::test;

namespace {

/// The file of a rig, which owns it, and a server that can be stopped and started at its port.
class OwnedStore final : public EngineRig {
public:
    ~OwnedStore() override { stop(); }
    [[nodiscard]] backend::Backend& store() override { qFatal("open it first"); }
    void close() override {}

    void serve(std::uint16_t port = 0) {
        http::ServerOptions options;
        options.port = port;
        m_server = must(http::Server::start(options, http::createApi(*m_engine, random)));
    }
    void stop() {
        if (m_server) {
            m_server->stop();
            m_server.reset();
        }
    }
    void publish(const std::string& address) { must(m_engine->publishAddress(address)); }
    [[nodiscard]] const std::string& address() const { return m_server->address(); }
    [[nodiscard]] std::uint16_t port() const { return m_server->port(); }
    [[nodiscard]] std::string file() const { return path(); }
    void leave() { m_engine.reset(); }
    [[nodiscard]] std::shared_ptr<service::Engine> engine() const { return m_engine; }

    Result<std::unique_ptr<backend::Backend>> open(Duration patience = Duration(0)) {
        backend::OpenOptions options;
        options.store = path();
        options.identity = alice;
        options.patience = patience;
        return backend::openBackend(options, clock, random);
    }

private:
    std::unique_ptr<http::Server> m_server;
};

template <class T>
std::string codeOf(const Result<T>& result) {
    return result ? "done" : std::string(codeName(result.error().code));
}

} // namespace

class TstOpenBackend : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesAddressesThatOthersCouldRead_data() {
        QTest::addColumn<QString>("url");
        for (const auto* url : {"http://example.org", "http://10.0.0.1:80", "ftp://127.0.0.1", "http://127.0.0.1:99999",
                                "http://127.0.0.1@example.org", "https://", "http://127.0.0.1/path"}) {
            QTest::newRow(url) << QString::fromLatin1(url);
        }
    }
    void refusesAddressesThatOthersCouldRead() {
        QFETCH(QString, url);
        const SystemClock clock;
        crypto::SystemRandom random;
        backend::OpenOptions options;
        options.store = url.toStdString();
        QCOMPARE(codeOf(backend::openBackend(options, clock, random)), std::string("invalid_argument"));
    }

    void opensAFileThatNobodyOwns() {
        OwnedStore owned;
        owned.leave();
        auto store = must(owned.open());
        QVERIFY(dynamic_cast<backend::LocalBackend*>(store.get()) != nullptr);
        QCOMPARE(must(waited(backend::ask(*store, command::GetStore{}))).state, std::string("ok"));
    }

    void namesAnOwnerThatDoesNotListen() {
        OwnedStore owned;
        const auto refused = owned.open();
        QCOMPARE(codeOf(refused), std::string("store_busy"));
        QVERIFY(refused.error().detail.find(std::to_string(QCoreApplication::applicationPid())) != std::string::npos);
    }

    void trustsNobodyBetweenItselfAndTheOwner() {
        OwnedStore owned;
        owned.serve();
        // It answers there, but proves that it listens elsewhere: as if somebody relayed.
        const auto elsewhere = "http://localhost:" + std::to_string(owned.port());
        owned.publish(elsewhere);
        QCOMPARE(codeOf(owned.open()), std::string("store_mismatch"));
        owned.publish(owned.address());
        QCOMPARE(codeOf(owned.open()), std::string("done"));
    }

    void trustsNoOtherStore() {
        OwnedStore owned;
        OwnedStore other;
        other.serve();
        owned.publish(other.address());
        QCOMPARE(codeOf(owned.open()), std::string("store_mismatch"));
    }

    void readsWhatItCannotUnseal() {
        OwnedStore owned;
        owned.leave();
        std::filesystem::remove(owned.file() + ".key");
        backend::OpenOptions options;
        options.store = owned.file();
        options.identity = owned.bob;
        auto store = must(backend::openBackend(options, owned.clock, owned.random));
        QVERIFY(dynamic_cast<backend::ReadOnlyBackend*>(store.get()) != nullptr);
        store->unlock(owned.alice);
        const auto info = must(waited(backend::ask(*store, command::GetStore{})));
        QCOMPARE(info.state, std::string("read_only"));
        QCOMPARE(must(waited(backend::ask(*store, command::ListOperators{}))).items.size(), std::size_t{2});
        QCOMPARE(codeOf(waited(store->submit(command::SuspendAgent{}))), std::string("store_read_only"));
        store->unlock(owned.bob);
        QCOMPARE(codeOf(waited(backend::ask(*store, command::ListOperators{}))), std::string("forbidden"));
    }

    /// Whoever sits at the address once the owner left must not come by a proof of the operator's key.
    void provesNothingToAnotherOwner() {
        OwnedStore owned;
        owned.serve();
        const auto port = owned.port();
        backend::RemoteBackend::Options options;
        options.url = owned.address();
        options.identity = owned.alice;
        auto store = must(backend::RemoteBackend::connect(std::move(options), owned.clock, owned.random));
        QCOMPARE(codeOf(waited(backend::ask(*store, command::ListOperators{}))), std::string("done"));
        owned.stop();
        OwnedStore other;
        other.serve(port);
        QCOMPARE(codeOf(waited(backend::ask(*store, command::ListOperators{}))), std::string("store_mismatch"));
        other.stop();
        owned.serve(port);
        QCOMPARE(codeOf(waited(backend::ask(*store, command::ListOperators{}))), std::string("done"));
    }

    void followsAcrossABrokenConnection() {
        OwnedStore owned;
        owned.serve();
        const auto port = owned.port();
        backend::RemoteBackend::Options options;
        options.url = owned.address();
        options.identity = owned.alice;
        options.backoff = [](unsigned) { return Duration(20); };
        auto store = must(backend::RemoteBackend::connect(std::move(options), owned.clock, owned.random));
        std::mutex mutex;
        std::condition_variable changed;
        std::vector<std::uint64_t> seen;
        std::vector<backend::Link> links;
        const auto link = store->onLink([&](const backend::LinkState& state) {
            const std::scoped_lock lock(mutex);
            links.push_back(state.link);
            changed.notify_all();
        });
        const auto following = store->follow(0, [&](const backend::Backend::Batch& batch) {
            const std::scoped_lock lock(mutex);
            for (const auto& row : batch) {
                seen.push_back(row.seq);
            }
            changed.notify_all();
        });
        const auto until = [&](auto condition) {
            std::unique_lock lock(mutex);
            return changed.wait_for(lock, std::chrono::seconds(60), condition);
        };
        QVERIFY(until([&] { return seen.size() >= owned.engine()->state()->size; }));

        owned.stop();
        QVERIFY(until([&] { return links.back() == backend::Link::Lost; }));
        backend::LocalBackend local(owned.engine(), owned.alice, owned.random);
        const auto last = must(waited(local.submit(command::AddUser{
            .id = must(identity::UserId::parse("user-meanwhile")), .displayName = {}, .aliasOf = {}})));
        // The new server knows no session of the old one.
        owned.serve(port);
        QVERIFY(until([&] { return seen.back() >= last.seq; }));
        for (std::size_t i = 0; i < seen.size(); ++i) {
            QCOMPARE(seen[i], static_cast<std::uint64_t>(i));
        }
        QCOMPARE(must(waited(backend::ask(*store, command::GetStore{}))).state, std::string("ok"));
        QCOMPARE(links.back(), backend::Link::Connected);
    }
};

QTEST_GUILESS_MAIN(TstOpenBackend)
#include "tst_open_backend.moc"
