#pragma once

#include "core/approval/review.h"
#include "core/crypto/secret.h"
#include "core/service/create_store.h"
#include "core/service/engine.h"
#include "core/wire/commands.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <atomic>
#include <future>

namespace rig {

using namespace countersign;

/// A clock that the test turns; both its clocks move together unless told otherwise.
class TestClock final : public Clock {
public:
    [[nodiscard]] Timestamp wallNow() const override { return Timestamp(m_wall); }
    [[nodiscard]] Duration bootNow() const override { return Duration(m_boot); }
    void pass(Duration time) {
        m_wall += time.count();
        m_boot += time.count();
    }
    void jumpWall(Duration time) { m_wall += time.count(); }

private:
    std::atomic<std::int64_t> m_wall = Timestamp::parse("2026-11-23T10:00:00Z")->milliseconds();
    std::atomic<std::int64_t> m_boot = 1'000'000;
};

template <class T>
T must(Result<T> result) {
    if (!result) {
        qFatal("%s: %s", codeName(result.error().code).data(), result.error().detail.c_str());
    }
    if constexpr (!std::is_void_v<T>) {
        return *std::move(result);
    }
}

template <class T>
std::string codeOf(const Result<T>& result) {
    return result ? "done" : std::string(codeName(result.error().code));
}

/// Calls something that answers through Done and waits for the answer.
template <class T, class F>
Result<T> await(F&& call) {
    std::promise<Result<T>> promise;
    auto future = promise.get_future();
    call(service::Done<T>([&promise](Result<T> result) { promise.set_value(std::move(result)); }));
    return future.get();
}

/// An agent as the outside world sees one: a key and nothing else.
struct Agent {
    identity::AgentId id;
    crypto::SigningKey key;
};
/// An operator with its key.
struct Person {
    identity::OperatorId id;
    crypto::SigningKey key;
};

inline delegation::ScopePattern scope(const char* text) {
    return must(delegation::ScopePattern::parse(text));
}
inline delegation::ResourceSet resources(const char* text) {
    return delegation::ResourceSet({must(delegation::ResourcePattern::parse(text))});
}

/// A store in a folder of its own with alice (owner) and bob (approver), and an engine on it.
class Rig {
public:
    Rig()
        : alice{must(identity::OperatorId::parse("alice")), crypto::SigningKey::generate(random)},
          bob{must(identity::OperatorId::parse("bob")), crypto::SigningKey::generate(random)} {
        must(service::createStore(
            {.path = path(), .trustDomain = "acme.example", .firstOperator = alice.id, .operatorKey = &alice.key},
            clock, random));
        open();
        order(alice, command::AddUser{.id = must(identity::UserId::parse("bob")), .displayName = {}, .aliasOf = {}});
        order(alice, command::AddUser{.id = must(identity::UserId::parse("user_9")), .displayName = {}, .aliasOf = {}});
        order(alice,
              command::AddUser{.id = must(identity::UserId::parse("user_123")), .displayName = {}, .aliasOf = {}});
        order(alice, command::AddOperator{.id = bob.id,
                                          .person = must(identity::UserId::parse("bob")),
                                          .key = bob.key.publicKey(),
                                          .roles = {identity::OperatorRole::Approver}});
    }

    [[nodiscard]] std::string path() const { return folder.filePath(QStringLiteral("a.countersign")).toStdString(); }
    void open() {
        const auto unlock = must(service::readServiceKey(path() + ".key"));
        engine = must(service::Engine::open(
            {.path = path(), .unlock = &unlock, .clock = &clock, .random = &random, .readers = 1}));
    }
    void reopen() {
        engine.reset();
        open();
    }

    Result<command::Receipt> submit(const Person& by, command::Command command) {
        return submitSigned(must(wire::signCommand(std::move(command), by.id, by.key, engine->state()->world.store,
                                                   clock.wallNow(), random)));
    }
    Result<command::Receipt> submitSigned(command::SignedCommand command) {
        return await<command::Receipt>(
            [&](auto done) { engine->submit(std::move(command), "127.0.0.1", std::move(done)); });
    }
    command::Receipt order(const Person& by, command::Command command) { return must(submit(by, std::move(command))); }

    Agent registerAgent(const char* id) {
        Agent agent{must(identity::AgentId::parse(id)), crypto::SigningKey::generate(random)};
        command::RegisterAgent command;
        command.id = agent.id;
        command.owner = must(identity::UserId::parse("user_9"));
        command.key = agent.key.publicKey();
        command.displayName = command::Text::create("display_name", "Code reviewer", random);
        command.tags = {{"team", "platform"}};
        order(alice, command);
        return agent;
    }
    GrantId grant(const Agent& agent, const char* scopeText, const char* resourceText,
                  std::optional<approval::Hold> hold = {}) {
        delegation::Grant grant{.id = GrantId::generate(random),
                                .to = must(delegation::Subject::parse("agent:" + agent.id.text())),
                                .scopes = {scope(scopeText)},
                                .resources = resources(resourceText),
                                .conditions = {},
                                .hold = std::move(hold),
                                .expires = {},
                                .created = {}};
        order(alice, command::CreateGrant{grant});
        return grant.id;
    }
    static approval::Hold held(std::uint32_t quorum = 1) {
        return {.quorum = quorum, .from = must(approval::ApproverPool::parse("role:approver")), .expiresIn = {}};
    }

    Result<service::SessionAnswer> openSession(const Agent& agent, std::optional<DelegationId> delegation = {}) {
        const auto challenge = must(engine->challenge(agent.id));
        return answer(agent, challenge.message, agent.key.signRaw(challenge.message), delegation);
    }
    Result<service::SessionAnswer> answer(const Agent& agent, const Bytes& message, const crypto::Signature& signature,
                                          std::optional<DelegationId> delegation = {}) {
        return await<service::SessionAnswer>([&](auto done) {
            engine->openSession({.agent = agent.id,
                                 .message = message,
                                 .signature = signature,
                                 .delegation = delegation,
                                 .sourceAddress = "127.0.0.1"},
                                std::move(done));
        });
    }
    std::shared_ptr<const service::Session> session(const Agent& agent, std::optional<DelegationId> delegation = {}) {
        const auto opened = must(openSession(agent, delegation));
        return must(engine->findSession(opened.token.bytes()));
    }

    struct Ask {
        std::string action = "pr.create";
        delegation::Resource resource{{"repo", "acme/api"}};
        json::Object arguments{{"title", "Fix the build"}};
        std::optional<ApprovalId> approval{};
        std::optional<std::string> key{};
        /// Another one each time: who asks the same again waits for the first answer.
        std::string reason = "because " + std::to_string(++lastReason);
    };
    static inline int lastReason = 0;
    Result<service::ActionAnswer> act(std::shared_ptr<const service::Session> session, const Ask& ask) {
        return await<service::ActionAnswer>([&](auto done) {
            engine->act({.session = std::move(session),
                         .action = ask.action,
                         .resource = ask.resource,
                         .arguments = ask.arguments,
                         .reason = ask.reason,
                         .idempotencyKey = ask.key,
                         .approval = ask.approval,
                         .sourceAddress = "127.0.0.1",
                         .trace = {}},
                        std::move(done));
        });
    }

    template <class Q>
    Result<typename Q::Answer> ask(const Person& by, Q query) {
        auto answer = await<command::Answer>([&](auto done) { engine->ask(std::move(query), by.id, std::move(done)); });
        if (!answer) {
            return std::unexpected(answer.error());
        }
        return std::get<command::kQueryIndex<Q>>(*std::move(answer));
    }
    Result<command::Receipt> decide(const Person& by, const ApprovalId& id,
                                    approval::Verdict verdict = approval::Verdict::Approve) {
        auto shown = ask(alice, command::GetApproval{id});
        if (!shown) {
            return std::unexpected(shown.error());
        }
        const auto payload = json::canonical(approval::decisionPayload(
            shown->request, engine->state()->world.store, by.id, by.key.publicKey().thumbprint(), clock.wallNow(),
            shown->reviewDigest, verdict, "looks right"));
        return submit(by,
                      command::DecideApproval{id, payload, by.key.sign(crypto::Domain::Approval, asBytes(payload))});
    }

    QTemporaryDir folder;
    TestClock clock;
    crypto::SystemRandom random;
    Person alice;
    Person bob;
    std::unique_ptr<service::Engine> engine;
};

} // namespace rig

#define VERIFY_CODE(expression, code) QCOMPARE(rig::codeOf(expression), std::string(countersign::codeName(code)))
