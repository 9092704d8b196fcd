#pragma once

#include "core/backend/local_backend.h"
#include "core/backend/open_backend.h"
#include "core/backend/remote_backend.h"
#include "core/crypto/secret.h"
#include "core/http/api.h"
#include "core/service/create_store.h"
#include "tests/support/fake_backend.h"

#include <QTemporaryDir>
#include <QTest>

#include <future>

/// The same store behind each kind of backend.
namespace countersign::test {

template <class T>
T must(Result<T> result) {
    if (!result) {
        qFatal("%s: %s", codeName(result.error().code).data(), result.error().detail.c_str());
    }
    if constexpr (!std::is_void_v<T>) {
        return *std::move(result);
    }
}

using backend::waited;

inline std::shared_ptr<const backend::Identity> newIdentity(const char* id, Random& random) {
    return std::make_shared<const backend::Identity>(
        backend::Identity{.id = must(identity::OperatorId::parse(id)), .key = crypto::SigningKey::generate(random)});
}

/// alice has all five roles, bob approves only; alice is unlocked.
class BackendRig {
public:
    virtual ~BackendRig() = default;
    [[nodiscard]] virtual backend::Backend& store() = 0;
    /// The backend goes, whatever is behind it stays.
    virtual void close() = 0;
    /// A request of an agent that waits for bob.
    [[nodiscard]] virtual ApprovalId heldRequest() = 0;
    /// Sends so many questions that some are still open when this returns.
    [[nodiscard]] virtual std::vector<QFuture<Result<command::Answer>>> openQuestions() {
        std::vector<QFuture<Result<command::Answer>>> open;
        constexpr int kMany = 64;
        for (int i = 0; i < kMany; ++i) {
            open.push_back(store().ask(command::ListAgents{}));
        }
        return open;
    }

    crypto::SystemRandom random;
    SystemClock clock;
    std::shared_ptr<const backend::Identity> alice = newIdentity("alice", random);
    std::shared_ptr<const backend::Identity> bob = newIdentity("bob", random);
};

/// A real engine on a real file, with whatever an approval needs.
class EngineRig : public BackendRig {
public:
    EngineRig() {
        must(service::createStore(
            {.path = path(), .trustDomain = "acme.example", .firstOperator = alice->id, .operatorKey = &alice->key},
            clock, random));
        const auto unlock = must(service::readServiceKey(path() + ".key"));
        m_engine = must(service::Engine::open({.path = path(), .unlock = &unlock, .clock = &clock, .random = &random}));
        backend::LocalBackend local(m_engine, alice, random);
        const auto order = [&](command::Command command) { must(waited(local.submit(std::move(command)))); };
        for (const auto* user : {"bob", "user_9"}) {
            order(command::AddUser{.id = must(identity::UserId::parse(user)), .displayName = {}, .aliasOf = {}});
        }
        order(command::AddOperator{.id = bob->id,
                                   .person = must(identity::UserId::parse("bob")),
                                   .key = bob->key.publicKey(),
                                   .roles = {identity::OperatorRole::Approver}});
    }

    [[nodiscard]] ApprovalId heldRequest() override {
        backend::LocalBackend local(m_engine, alice, random);
        const auto key = crypto::SigningKey::generate(random);
        command::RegisterAgent agent;
        agent.id = must(identity::AgentId::parse("agent-merger"));
        agent.owner = must(identity::UserId::parse("user_9"));
        agent.key = key.publicKey();
        must(waited(local.submit(agent)));
        delegation::Grant grant;
        grant.id = GrantId::generate(random);
        grant.to = must(delegation::Subject::parse("agent:agent-merger"));
        grant.scopes = {must(delegation::ScopePattern::parse("pr:merge"))};
        grant.hold =
            approval::Hold{.quorum = 1, .from = must(approval::ApproverPool::parse("role:approver")), .expiresIn = {}};
        must(waited(local.submit(command::CreateGrant{grant})));

        const auto challenge = must(m_engine->challenge(agent.id));
        const auto session = must(called<service::SessionAnswer>([&](auto done) {
            m_engine->openSession({.agent = agent.id,
                                   .message = challenge.message,
                                   .signature = key.signRaw(challenge.message),
                                   .delegation = {},
                                   .sourceAddress = "127.0.0.1"},
                                  std::move(done));
        }));
        service::ActionCall call;
        call.session = must(m_engine->findSession(session.token.bytes()));
        call.action = "pr.merge";
        call.resource = {{"repo", "acme/api"}};
        call.arguments = json::Object{{"number", "7"}};
        call.reason = "the tests pass";
        const auto answer =
            must(called<service::ActionAnswer>([&](auto done) { m_engine->act(std::move(call), std::move(done)); }));
        if (!answer.approval) {
            qFatal("not held: %s", answer.code.c_str());
        }
        return answer.approval->id;
    }

protected:
    [[nodiscard]] std::string path() const { return m_folder.filePath(QStringLiteral("a.countersign")).toStdString(); }
    std::shared_ptr<service::Engine> m_engine;

private:
    template <class T, class F>
    static Result<T> called(F&& call) {
        std::promise<Result<T>> promise;
        auto future = promise.get_future();
        call(service::Done<T>([&promise](Result<T> result) { promise.set_value(std::move(result)); }));
        return future.get();
    }
    QTemporaryDir m_folder;
};

class LocalRig final : public EngineRig {
public:
    [[nodiscard]] backend::Backend& store() override { return *m_backend; }
    void close() override { m_backend.reset(); }

private:
    std::unique_ptr<backend::Backend> m_backend = std::make_unique<backend::LocalBackend>(m_engine, alice, random);
};

/// Another program's view: the file is owned by an engine with a server on loopback.
class RemoteRig final : public EngineRig {
public:
    RemoteRig() {
        m_server = must(http::Server::start({}, http::createApi(*m_engine, random)));
        must(m_engine->publishAddress(m_server->address()));
        backend::OpenOptions options;
        options.store = path();
        options.identity = alice;
        m_backend = must(backend::openBackend(options, clock, random));
        if (dynamic_cast<backend::RemoteBackend*>(m_backend.get()) == nullptr) {
            qFatal("a store that has an owner was not reached through it");
        }
    }
    ~RemoteRig() override {
        m_backend.reset();
        m_server->stop();
    }
    [[nodiscard]] backend::Backend& store() override { return *m_backend; }
    void close() override { m_backend.reset(); }

private:
    std::unique_ptr<http::Server> m_server;
    std::unique_ptr<backend::Backend> m_backend;
};

class FakeRig final : public BackendRig {
public:
    FakeRig() {
        using Role = identity::OperatorRole;
        m_fake->addOperator(alice->id, {Role::Owner, Role::Admin, Role::PolicyAuthor, Role::Approver, Role::Auditor});
        m_fake->addOperator(bob->id, {Role::Approver});
        m_fake->unlock(alice);
    }
    [[nodiscard]] backend::Backend& store() override { return *m_fake; }
    void close() override { m_fake.reset(); }
    [[nodiscard]] ApprovalId heldRequest() override {
        command::ApprovalView view;
        view.arguments = json::Object{{"number", "7"}};
        view.askedReason = "the tests pass";
        view.request.id = ApprovalId::generate(random);
        view.request.request = RequestId::generate(random);
        view.request.agent = must(identity::AgentId::parse("agent-merger"));
        view.request.action = "pr.merge";
        view.request.resource = {{"repo", "acme/api"}};
        view.request.nonce = std::string(32, '0');
        view.review = approval::reviewDocument(view.request, m_storeId, view.arguments, view.askedReason);
        view.reviewDigest = approval::reviewDigest(view.review);
        m_fake->addApproval(view);
        return view.request.id;
    }
    [[nodiscard]] std::vector<QFuture<Result<command::Answer>>> openQuestions() override {
        m_fake->hold();
        return BackendRig::openQuestions();
    }

private:
    StoreId m_storeId = StoreId::generate(random);
    std::unique_ptr<FakeBackend> m_fake = std::make_unique<FakeBackend>(m_storeId, random);
};

} // namespace countersign::test
