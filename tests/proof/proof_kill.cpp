// kill -9 of the real daemon, again and again, while agents act, are held, are countersigned and redeem, and an admin
// gives orders. Whatever somebody was answered is in the ledger afterwards, and nothing ran twice: neither what was
// asked again after its answer was cut off, nor a ticket.

#include "core/backend/remote_backend.h"
#include "core/ledger/merkle.h"
#include "tests/proof/daemon.h"
#include "tests/proof/judge.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

using namespace countersign;
using namespace countersign::proof;
using rig::must;

namespace {

constexpr const char* kAgent = "agent-code-reviewer-01";
constexpr std::size_t kActors = 4;
/// Cycles between two looks at the whole ledger.
constexpr std::uint64_t kWhole = 25;
constexpr std::chrono::seconds kPatience{60};

template <class T>
Result<T> waited(QFuture<Result<T>> future) {
    future.waitForFinished();
    return future.takeResult();
}

/// What is known of everything that was asked so far.
class Known {
public:
    void acknowledge(const Acknowledged& record) {
        const std::scoped_lock lock(m_mutex);
        m_acknowledged.push_back(record);
        ++m_total;
        m_more.notify_all();
    }
    /// Until so many more were acknowledged; false when they do not come.
    [[nodiscard]] bool waitForMore(std::size_t count) {
        std::unique_lock lock(m_mutex);
        return m_more.wait_for(lock, kPatience, [&] { return m_acknowledged.size() >= count; });
    }
    /// Asked, and the answer never came.
    void cutOff(std::string body, std::string trace) {
        const std::scoped_lock lock(m_mutex);
        m_cutOff.emplace_back(std::move(body), std::move(trace));
    }
    [[nodiscard]] std::vector<Acknowledged> takeAcknowledged() {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_acknowledged, {});
    }
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> takeCutOff() {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_cutOff, {});
    }
    [[nodiscard]] std::uint64_t total() const { return m_total; }

private:
    std::mutex m_mutex;
    std::condition_variable m_more;
    std::vector<Acknowledged> m_acknowledged;
    std::vector<std::pair<std::string, std::string>> m_cutOff;
    std::uint64_t m_total = 0;
};

struct Answer {
    std::string decision;
    std::string approval;
    std::optional<Acknowledged> record;
};

std::string textOf(const json::Object& object, std::string_view name) {
    const auto* member = object.find(name);
    return member == nullptr || member->asString() == nullptr ? std::string() : *member->asString();
}

Answer readAnswer(const std::string& body) {
    Answer answer;
    const auto value = must(json::parse(body));
    const auto& object = *value.asObject();
    answer.decision = textOf(object, "decision");
    if (const auto* approval = object.find("approval"); approval != nullptr && approval->asObject() != nullptr) {
        answer.approval = textOf(*approval->asObject(), "id");
    }
    if (const auto* record = object.find("record"); record != nullptr && record->asObject() != nullptr) {
        answer.record = {static_cast<std::uint64_t>(*record->asObject()->find("seq")->asNumber()),
                         must(Digest::fromHex(textOf(*record->asObject(), "leaf")))};
    }
    return answer;
}

/// A store with an owner, an approver and an agent, on the machine's clock.
class Site {
public:
    Site()
        : m_alice(std::make_shared<backend::Identity>(must(identity::OperatorId::parse("alice")),
                                                      crypto::SigningKey::generate(m_random))),
          m_bob(std::make_shared<backend::Identity>(must(identity::OperatorId::parse("bob")),
                                                    crypto::SigningKey::generate(m_random))),
          m_agentKey(crypto::SigningKey::generate(m_random)) {
        must(service::createStore(
            {.path = path(), .trustDomain = "acme.example", .firstOperator = m_alice->id, .operatorKey = &m_alice->key},
            m_clock, m_random));
        Daemon daemon(path());
        const auto alice = must(connect(daemon, m_alice));
        const auto order = [&alice](command::Command command) { must(waited(alice->submit(std::move(command)))); };
        for (const char* user : {"bob", "user_9"}) {
            order(command::AddUser{.id = must(identity::UserId::parse(user)), .displayName = {}, .aliasOf = {}});
        }
        order(command::AddOperator{.id = m_bob->id,
                                   .person = must(identity::UserId::parse("bob")),
                                   .key = m_bob->key.publicKey(),
                                   .roles = {identity::OperatorRole::Approver}});
        command::RegisterAgent registered;
        registered.id = must(identity::AgentId::parse(kAgent));
        registered.owner = must(identity::UserId::parse("user_9"));
        registered.key = m_agentKey.publicKey();
        order(registered);
        // Those that a kill leaves waiting must not be in the way of the next cycle's.
        order(command::SetSettings{
            .pendingLifetime = {}, .ticketLifetime = {}, .sessionLifetime = {}, .pendingPerAgent = 10'000});
        for (const auto& [scope, hold] :
             {std::pair<const char*, std::optional<approval::Hold>>{"pr:create", {}}, {"pr:merge", rig::Rig::held()}}) {
            order(command::CreateGrant{{.id = GrantId::generate(m_random),
                                        .to = must(delegation::Subject::parse(std::string("agent:") + kAgent)),
                                        .scopes = {rig::scope(scope)},
                                        .resources = rig::resources("repo=acme/*"),
                                        .conditions = {},
                                        .hold = hold,
                                        .expires = {},
                                        .created = {}}});
        }
    }

    [[nodiscard]] std::string path() const { return m_folder.filePath(QStringLiteral("a.countersign")).toStdString(); }

    Result<std::unique_ptr<backend::RemoteBackend>> connect(const Daemon& daemon,
                                                            std::shared_ptr<const backend::Identity> identity) {
        return backend::RemoteBackend::connect(
            {.url = daemon.url(), .expected = {}, .identity = std::move(identity), .trustFile = {}, .backoff = {}},
            m_clock, m_random);
    }
    auto alice(const Daemon& daemon) { return connect(daemon, m_alice); }
    auto bob(const Daemon& daemon) { return connect(daemon, m_bob); }

    /// The header of a fresh session.
    std::string openSession(const Daemon& daemon) const {
        Connection connection(*daemon.port());
        const auto challenge = connection.post("/v1/challenges", json::canonical(json::Object{{"agent_id", kAgent}}));
        const auto asked = must(json::parse(challenge.value().second));
        const auto message = textOf(*asked.asObject(), "message");
        const auto signature = m_agentKey.signRaw(must(fromBase64(message)));
        const json::Object answer{
            {"agent_id", kAgent}, {"message", message}, {"signature", toBase64(signature.bytes())}};
        const auto opened = connection.post("/v1/sessions", json::canonical(answer));
        const auto session = must(json::parse(opened.value().second));
        return "Authorization: Bearer " + textOf(*session.asObject(), "access_token") + "\r\n";
    }

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    std::shared_ptr<const backend::Identity> m_alice;
    std::shared_ptr<const backend::Identity> m_bob;
    crypto::SigningKey m_agentKey;
};

std::string bodyOf(const char* action, std::uint64_t number, const std::string& approval = {}) {
    json::Object body{{"action", action},
                      {"resource", json::Object{{"repo", "acme/api"}}},
                      {"arguments", json::Object{{"number", json::Value::integer(static_cast<std::int64_t>(number))}}}};
    if (approval.empty()) {
        body.set("idempotency_key", std::string(action) + "-" + std::to_string(number));
    } else {
        body.set("approval", approval);
    }
    return json::canonical(body);
}

/// Names what was asked, however often it is asked again.
std::string traceOf(std::uint64_t number) {
    char text[33];
    std::snprintf(text, sizeof(text), "%032llx", static_cast<unsigned long long>(number + 1));
    return text;
}

class Cycle {
public:
    Cycle(Site& site, Daemon& daemon, Known& known, std::uint64_t number)
        : m_site(site), m_daemon(daemon), m_known(known), m_number(number), m_session(site.openSession(daemon)) {}

    /// Everybody works; the daemon is killed after so many answers.
    void run(std::size_t answers) {
        std::vector<std::jthread> threads;
        for (std::size_t actor = 0; actor < kActors; ++actor) {
            threads.emplace_back([this, actor] { act(actor); });
        }
        threads.emplace_back([this] { countersign(); });
        threads.emplace_back([this] { order(); });
        if (!m_known.waitForMore(answers)) {
            complain("the daemon answers no more");
        }
        m_daemon.kill();
    }

    /// What was cut off is asked again, twice.
    std::uint64_t askAgain() {
        Connection connection(*m_daemon.port());
        std::uint64_t wrong = 0;
        for (const auto& [body, trace] : m_known.takeCutOff()) {
            const auto once = ask(connection, body, trace);
            const auto twice = ask(connection, body, trace);
            const bool isRedemption = body.find("\"approval\"") != std::string::npos;
            wrong += once && twice && (isRedemption ? twice->decision != "allow" : once->decision == "allow") ? 0 : 1;
        }
        return wrong;
    }

private:
    std::uint64_t next(std::uint64_t actor) { return (m_number * 16 + actor) * 1'000'000 + ++m_asked; }

    std::optional<Answer> ask(Connection& connection, const std::string& body, const std::string& trace) {
        const auto answer =
            connection.post("/v1/actions", body, m_session + "traceparent: 00-" + trace + "-00000000000000a1-00\r\n");
        if (!answer) {
            return std::nullopt;
        }
        if (answer->first != 200) {
            complain("an action was answered with " + std::to_string(answer->first) + ": " + answer->second);
            return std::nullopt;
        }
        auto read = readAnswer(answer->second);
        if (read.record) {
            m_known.acknowledge(*read.record);
        }
        return read;
    }

    void act(std::size_t actor) {
        Connection connection(*m_daemon.port());
        for (;;) {
            const auto number = next(actor);
            const auto body = bodyOf("pr.create", number);
            if (!ask(connection, body, traceOf(number))) {
                m_known.cutOff(body, traceOf(number));
                return;
            }
        }
    }

    void countersign() {
        const auto bob = m_site.bob(m_daemon);
        Connection connection(*m_daemon.port());
        while (bob) {
            const auto number = next(kActors);
            const auto held = ask(connection, bodyOf("pr.merge", number), traceOf(number));
            if (!held) {
                return;
            }
            const auto id = must(ApprovalId::parse(held->approval));
            const auto shown = waited(backend::ask(**bob, command::GetApproval{id}));
            const auto decided = shown ? waited((*bob)->decide(*shown, approval::Verdict::Approve, "looks right"))
                                       : Result<command::Receipt>(std::unexpected(shown.error()));
            if (!decided) {
                return;
            }
            m_known.acknowledge(acknowledgedBy(*decided));
            const auto redemption = bodyOf("pr.merge", number, held->approval);
            if (!ask(connection, redemption, traceOf(number))) {
                m_known.cutOff(redemption, traceOf(number));
                return;
            }
        }
    }

    void order() {
        const auto alice = m_site.alice(m_daemon);
        while (alice) {
            const auto user = must(identity::UserId::parse("person-" + std::to_string(next(kActors + 1))));
            const auto added = waited((*alice)->submit(command::AddUser{.id = user, .displayName = {}, .aliasOf = {}}));
            if (!added) {
                return;
            }
            m_known.acknowledge(acknowledgedBy(*added));
        }
    }

    Site& m_site;
    Daemon& m_daemon;
    Known& m_known;
    std::uint64_t m_number;
    std::string m_session;
    std::atomic<std::uint64_t> m_asked = 0;
};

/// Acknowledged records of one cycle that are not at their place.
std::uint64_t missing(const std::string& path, const std::vector<Acknowledged>& acknowledged) {
    const auto store = must(store::ReadStore::open(path));
    std::uint64_t lost = 0;
    for (const auto& record : acknowledged) {
        const auto stored = store->record(record.seq);
        lost += stored && ledger::leafHash(asBytes(stored->body)) == record.leaf ? 0 : 1;
    }
    return lost;
}

/// Executions beyond the first of one and the same request.
std::uint64_t repeated(const std::string& path) {
    const auto store = must(store::ReadStore::open(path));
    std::map<std::string, std::uint64_t> executions;
    must(store->forEachRecord(0, UINT64_MAX, [&](std::uint64_t, std::string_view body) {
        const auto record = must(ledger::Record::parse(body));
        const bool ran = record->kind == ledger::Kind::Decision || record->kind == ledger::Kind::Redemption;
        if (ran && record->outcome == ledger::Outcome::Allow) {
            ++executions[record->trace];
        }
        return true;
    }));
    std::uint64_t sum = 0;
    for (const auto& [trace, times] : executions) {
        sum += times - 1;
    }
    return sum;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const auto options = parseOptions(argc, argv);
    Site site;
    Known known;
    Dice dice(options.seed);
    const auto cycles = options.pick(50, 1000);
    std::uint64_t lost = 0;
    std::uint64_t wrong = 0;
    std::vector<double> starts;
    auto daemon = std::make_unique<Daemon>(site.path());
    for (std::uint64_t i = 0; i < cycles; ++i) {
        Cycle cycle(site, *daemon, known, i);
        cycle.run(1 + dice.below(200));
        lost += missing(site.path(), known.takeAcknowledged());
        daemon = std::make_unique<Daemon>(site.path());
        if (!daemon->port()) {
            complain("the daemon does not start again after cycle " + std::to_string(i));
            return 1;
        }
        starts.push_back(daemon->startSeconds());
        wrong += Cycle(site, *daemon, known, i).askAgain();
        if (i % kWhole == kWhole - 1 && !judge(site.path(), {}).good()) {
            ++wrong;
        }
    }
    daemon->kill();
    lost += missing(site.path(), known.takeAcknowledged());
    const auto judgement = judge(site.path(), {});
    if (!judgement.good()) {
        complain("the ledger does not verify: " + judgement.wrong);
        ++wrong;
    }
    std::ranges::sort(starts);
    const auto count = static_cast<double>(cycles);
    Figure("kill -9 under mixed load: acknowledged records lost", static_cast<double>(lost), "records")
        .atMost(0)
        .with("cycles", count)
        .with("acknowledged", static_cast<double>(known.total()))
        .with("seed", static_cast<double>(options.seed))
        .print();
    Figure("kill -9 under mixed load: executions beyond the first", static_cast<double>(repeated(site.path())),
           "executions")
        .atMost(0)
        .with("cycles", count)
        .print();
    Figure("kill -9 under mixed load: wrong answers to what was asked again", static_cast<double>(wrong), "answers")
        .atMost(0)
        .print();
    Figure("kill -9 under mixed load: from start to serving again, median", starts[starts.size() / 2] * 1e3, "ms")
        .with("longest", starts.back() * 1e3)
        .with("records", static_cast<double>(judgement.records))
        .print();
    return exitCode();
}
