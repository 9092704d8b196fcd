#include "tests/core/http/wire_case.h"
#include "tests/core/http/wire_peer.h"
#include "tests/core/service/rig.h"

#include "core/http/api.h"
#include "core/wire/queries.h"
#include "tests/support/source_dir.h"

#include <QDir>
#include <QFile>

#include <thread>

using namespace countersign;
using peer::RawPeer;

/// Every endpoint of design section 7, over a socket, on a real store.
class TstApi : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void walksTheMainJob();
    void wakesALongPoll();
    void answersLongPollsWhenItStops();
    void withdraws();
    void refusesWrongSessions();
    void refusesALateChallenge();
    void refusesWrongBodies_data();
    void refusesWrongBodies();
    void refusesBodiesThatAreNoRequest_data();
    void refusesBodiesThatAreNoRequest();
    void refusesWrongPathsAndMethods();
    void takesATraceId();
    void enrols();
    void tellsItsHealth();
    void answersWithoutItsStore();
    void countsWhoIsUnknown();
    void countsWhatCallersAskInNoForm();
    void opensOperatorSessions();
    void refusesWrongOperatorSessions();
    void operatorSessionsDie();
    void takesCommandsWithoutASession();
    void answersQueriesAsTheRoleMay();
    void provesItsRecords();
    void feedsRecordsAsTheyAreCommitted();
    void feedIsForThoseWhoMayRead();
    void provesThatItOwnsTheStore();

private:
    struct Answer {
        int status = 0;
        std::string head;
        json::Value body;
        [[nodiscard]] std::string text(std::string_view name) const {
            const auto* object = body.asObject();
            const auto* member = object == nullptr ? nullptr : object->find(name);
            const auto* text = member == nullptr ? nullptr : member->asString();
            return text == nullptr ? std::string() : *text;
        }
        [[nodiscard]] std::string canonical() const { return json::canonical(body); }
    };
    static std::string request(std::string_view method, std::string_view target, const std::string& token,
                               const std::string& body);
    static Answer parsed(const std::string& raw);
    Answer call(std::string_view method, std::string_view target, const std::string& token = {},
                const std::string& body = {});
    Answer post(std::string_view target, const json::Value& body, const std::string& token = {}) {
        return call("POST", target, token, json::canonical(body));
    }
    Answer get(std::string_view target, const std::string& token = {}) { return call("GET", target, token); }
    Answer answerChallenge(const rig::Agent& agent, const std::string& message);
    std::string agentToken(const rig::Agent& agent);
    json::Object proof(const rig::Person& by, const crypto::SigningKey& key);
    std::string operatorToken(const rig::Person& by) {
        return post("/operator/v1/session", proof(by, by.key)).text("access_token");
    }
    static json::Object action(const char* name, const char* repo) {
        return {{"action", name},
                {"resource", json::Object{{"repo", repo}}},
                {"arguments", json::Object{{"title", "Fix the build"}}},
                {"reason", "because"}};
    }

    std::unique_ptr<rig::Rig> m_rig;
    std::unique_ptr<http::Server> m_server;
};

void TstApi::init() {
    m_rig = std::make_unique<rig::Rig>();
    m_server = rig::must(http::Server::start({}, http::createApi(*m_rig->engine, m_rig->random)));
}

void TstApi::cleanup() {
    m_server.reset();
    m_rig.reset();
}

std::string TstApi::request(std::string_view method, std::string_view target, const std::string& token,
                            const std::string& body) {
    std::string raw(method);
    raw.append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
    if (!token.empty()) {
        raw += "Authorization: Bearer " + token + "\r\n";
    }
    if (!body.empty()) {
        raw += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    }
    return raw + "\r\n" + body;
}

TstApi::Answer TstApi::parsed(const std::string& raw) {
    auto body = json::parse(peer::bodyOf(raw));
    return {.status = peer::statusOf(raw),
            .head = raw.substr(0, raw.find("\r\n\r\n")),
            .body = body ? std::move(*body) : json::Value()};
}

TstApi::Answer TstApi::call(std::string_view method, std::string_view target, const std::string& token,
                            const std::string& body) {
    RawPeer client(m_server->port());
    client.send(request(method, target, token, body));
    return parsed(client.readAnswer());
}

TstApi::Answer TstApi::answerChallenge(const rig::Agent& agent, const std::string& message) {
    return post("/v1/sessions",
                json::Object{{"agent_id", agent.id.text()},
                             {"message", message},
                             {"signature", agent.key.signRaw(rig::must(fromBase64(message))).base64()}});
}

std::string TstApi::agentToken(const rig::Agent& agent) {
    const auto challenge = post("/v1/challenges", json::Object{{"agent_id", agent.id.text()}});
    return answerChallenge(agent, challenge.text("message")).text("access_token");
}

json::Object TstApi::proof(const rig::Person& by, const crypto::SigningKey& key) {
    const auto challenge = post("/operator/v1/challenge", json::Object{{"operator", by.id.text()}});
    const std::string thumbprint = key.publicKey().thumbprint().text();
    const std::string payload = json::canonical(json::Object{{"v", json::Value::integer(1)},
                                                             {"store", challenge.text("store")},
                                                             {"operator", by.id.text()},
                                                             {"key", thumbprint},
                                                             {"nonce", challenge.text("nonce")}});
    return {{"operator", by.id.text()},
            {"key", thumbprint},
            {"nonce", challenge.text("nonce")},
            {"signature", key.sign(crypto::Domain::OperatorSession, asBytes(payload)).base64()}};
}

void TstApi::walksTheMainJob() {
    const auto agent = m_rig->registerAgent("agent-1");
    m_rig->grant(agent, "pr:create", "repo=acme/*");
    m_rig->grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
    const std::string token = agentToken(agent);
    QVERIFY(!token.empty());

    const auto allowed = post("/v1/actions", action("pr.create", "acme/api"), token);
    QCOMPARE(allowed.status, 200);
    QCOMPARE(allowed.text("decision"), std::string("allow"));
    const auto denied = post("/v1/actions", action("pr.create", "other/api"), token);
    QCOMPARE(denied.status, 200);
    QCOMPARE(denied.text("decision"), std::string("deny"));
    const auto held = post("/v1/actions", action("pr.merge", "acme/api"), token);
    QCOMPARE(held.text("decision"), std::string("hold"));
    const std::string approval = *held.body.asObject()->find("approval")->asObject()->find("id")->asString();

    rig::must(m_rig->decide(m_rig->bob, rig::must(ApprovalId::parse(approval))));
    auto again = action("pr.merge", "acme/api");
    again.set("approval", approval);
    const auto redeemed = post("/v1/actions", again, token);
    QCOMPARE(redeemed.text("decision"), std::string("allow"));
    QVERIFY(redeemed.body.asObject()->find("ticket") != nullptr);
    QCOMPARE(post("/v1/actions", again, token).text("code"), std::string("approval_consumed"));

    const auto outcome = post("/v1/actions/" + redeemed.text("request") + "/outcome",
                              json::Object{{"outcome", "success"}, {"detail", "merged"}}, token);
    QVERIFY2(outcome.status == 200, outcome.canonical().c_str());
    QCOMPARE(outcome.text("request"), redeemed.text("request"));
}

void TstApi::wakesALongPoll() {
    const auto agent = m_rig->registerAgent("agent-1");
    m_rig->grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
    const std::string token = agentToken(agent);
    const auto held = post("/v1/actions", action("pr.merge", "acme/api"), token);
    RawPeer waiting(m_server->port());
    waiting.send(request("GET", "/v1/actions/" + held.text("request") + "?wait=30", token, {}));
    const std::string approval = *held.body.asObject()->find("approval")->asObject()->find("id")->asString();
    rig::must(m_rig->decide(m_rig->bob, rig::must(ApprovalId::parse(approval))));
    const auto woken = parsed(waiting.readAnswer());
    QCOMPARE(woken.text("decision"), std::string("hold"));
    QCOMPARE(*woken.body.asObject()->find("approval")->asObject()->find("state")->asString(), std::string("approved"));
    QCOMPARE(get("/v1/actions/" + held.text("request") + "?wait=soon", token).status, 400);
}

void TstApi::answersLongPollsWhenItStops() {
    const auto agent = m_rig->registerAgent("agent-1");
    m_rig->grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
    const std::string token = agentToken(agent);
    const auto held = post("/v1/actions", action("pr.merge", "acme/api"), token);
    RawPeer waiting(m_server->port());
    waiting.send(request("GET", "/v1/actions/" + held.text("request"), token, {}) +
                 request("GET", "/v1/actions/" + held.text("request") + "?wait=60", token, {}));
    QCOMPARE(parsed(waiting.readAnswer()).text("decision"), std::string("hold"));
    QCOMPARE(get("/healthz").status, 200); // so the second was taken too
    std::thread stopping([&] { m_server->stop(); });
    const auto ended = parsed(waiting.readAnswer());
    QCOMPARE(ended.text("decision"), std::string("hold"));
    QVERIFY(ended.head.find("Connection: close") != std::string::npos);
    waiting.close();
    stopping.join();
}

void TstApi::withdraws() {
    const auto agent = m_rig->registerAgent("agent-1");
    m_rig->grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
    const std::string token = agentToken(agent);
    const auto held = post("/v1/actions", action("pr.merge", "acme/api"), token);
    const auto gone = call("DELETE", "/v1/actions/" + held.text("request"), token);
    QCOMPARE(gone.status, 200);
    QVERIFY(gone.canonical().find("withdrawn") != std::string::npos);
    // Somebody else's request is as unknown as none.
    const auto other = agentToken(m_rig->registerAgent("agent-2"));
    QCOMPARE(get("/v1/actions/" + held.text("request"), other).status, 404);
    QCOMPARE(get("/v1/actions/req_x", other).status, 400);
}

void TstApi::refusesWrongSessions() {
    const auto agent = m_rig->registerAgent("agent-1");
    const auto none = post("/v1/actions", action("pr.create", "acme/api"));
    QCOMPARE(none.status, 401);
    QCOMPARE(none.text("error"), std::string("authentication_required"));
    QVERIFY(none.head.find("WWW-Authenticate: Bearer") != std::string::npos);
    for (const std::string& token : {std::string(43, 'A'), std::string("short"), std::string("!!!")}) {
        const auto wrong = post("/v1/actions", action("pr.create", "acme/api"), token);
        QCOMPARE(wrong.status, 401);
        QCOMPARE(wrong.text("error"), std::string("invalid_token"));
    }
    const std::string token = agentToken(agent);
    m_rig->order(m_rig->alice, command::SuspendAgent{agent.id});
    const auto suspended = post("/v1/actions", action("pr.create", "acme/api"), token);
    QCOMPARE(suspended.status, 403);
    QCOMPARE(suspended.text("error"), std::string("agent_suspended"));
    // An operator's session is none of an agent's, nor the other way round.
    QCOMPARE(post("/v1/actions", action("pr.create", "acme/api"), operatorToken(m_rig->alice)).status, 401);
    QCOMPARE(post("/operator/v1/queries/store", json::Object{}, token).status, 401);
}

void TstApi::refusesALateChallenge() {
    const auto agent = m_rig->registerAgent("agent-1");
    const auto challenge = post("/v1/challenges", json::Object{{"agent_id", agent.id.text()}});
    m_rig->clock.pass(Duration(60'001));
    const auto late = answerChallenge(agent, challenge.text("message"));
    QCOMPARE(late.status, 401);
    QCOMPARE(late.text("error"), std::string("challenge_expired"));
    QCOMPARE(late.text("access_token"), std::string());
    const auto shown = rig::must(m_rig->ask(m_rig->alice, command::GetAgent{agent.id}));
    QCOMPARE(shown.agent.state, identity::AgentState::Pending);
    QVERIFY(!agentToken(agent).empty());
}

void TstApi::refusesWrongBodies_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, const char* body, const char* code) {
        QTest::newRow(name) << QByteArray(body) << QByteArray(code);
    };
    row("no json", "x", "json_malformed");
    row("list", "[]", "invalid_request");
    row("no action", R"({"resource":{}})", "invalid_request");
    row("action is a number", R"({"action":1})", "invalid_request");
    row("unknown member", R"({"action":"a.b","extra":1})", "invalid_request");
    row("scope of its own choice", R"({"action":"a.b","scope":["x"]})", "invalid_request");
    row("duplicate", R"({"action":"a.b","action":"a.c"})", "json_duplicate_key");
    row("resource is a text", R"({"action":"a.b","resource":"repo"})", "invalid_request");
    row("resource of numbers", R"({"action":"a.b","resource":{"repo":1}})", "invalid_request");
    row("arguments are a list", R"({"action":"a.b","arguments":[]})", "invalid_request");
    row("not an approval id", R"({"action":"a.b","approval":"x"})", "invalid_argument");
    row("inexact number", R"({"action":"a.b","arguments":{"n":12345678901234567890}})", "number_not_exact");
    row("lone surrogate", R"({"action":"a.b","reason":"\ud800"})", "text_not_utf8");
}

void TstApi::refusesWrongBodies() {
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, code);
    const std::string token = agentToken(m_rig->registerAgent("agent-1"));
    const auto refused = call("POST", "/v1/actions", token, body.toStdString());
    QCOMPARE(refused.status, 400);
    QCOMPARE(QByteArray::fromStdString(refused.text("error")), code);
    QVERIFY(!refused.text("error_description").empty());
}

void TstApi::refusesBodiesThatAreNoRequest_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    const QDir folder(sourcePath("tests/data/http-json"));
    const auto names = folder.entryList({QStringLiteral("*.txt")});
    QVERIFY(names.size() >= 40);
    for (const auto& name : names) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto status = file.readLine().trimmed();
        QVERIFY(status.startsWith("status: "));
        const auto target = file.readLine().trimmed();
        auto body = file.readLine();
        body.chop(1);
        QTest::newRow(qPrintable(name.chopped(4))) << status.mid(8).toInt() << target << body;
    }
}

void TstApi::refusesBodiesThatAreNoRequest() {
    QFETCH(int, status);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    const auto agent = m_rig->registerAgent("agent-1");
    const std::string token = agentToken(agent);
    const auto refused = call("POST", target.toStdString(), token, peer::bytesOf(body, m_server->port()));
    QVERIFY2(refused.status == status, qPrintable(QString::number(refused.status) + QLatin1Char(' ') +
                                                  QString::fromStdString(refused.canonical())));
    QVERIFY(!refused.text("error").empty() && refused.text("error") != "internal");
    QVERIFY(refused.text("error_description").size() > 10);
    // And the server is there for the next one.
    QCOMPARE(post("/v1/actions", action("pr.create", "acme/api"), token).status, 200);
}

void TstApi::refusesWrongPathsAndMethods() {
    QCOMPARE(get("/").status, 404);
    QCOMPARE(get("/v1").status, 404);
    QCOMPARE(get("/v1/actions/").status, 404);
    QCOMPARE(get("/v1/actions/a/b").status, 404);
    QCOMPARE(get("/v1/actions//outcome").status, 400);
    const auto method = get("/v1/actions");
    QCOMPARE(method.status, 405);
    QVERIFY(method.head.find("Allow: POST") != std::string::npos);
    QVERIFY(call("PUT", "/v1/actions/x").head.find("Allow: GET, DELETE") != std::string::npos);
    RawPeer client(m_server->port());
    client.send("POST /v1/challenges HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
                "2\r\n\r\n{}");
    QCOMPARE(peer::statusOf(client.readAnswer()), 415);
    client.send("POST /v1/challenges HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}");
    QCOMPARE(peer::statusOf(client.readAnswer()), 415);
}

void TstApi::takesATraceId() {
    const auto agent = m_rig->registerAgent("agent-1");
    const std::string token = agentToken(agent);
    const std::string body = json::canonical(action("pr.create", "acme/api"));
    const auto traced = [&](const std::string& traceparent) {
        RawPeer client(m_server->port());
        client.send("POST /v1/actions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json; "
                    "charset=utf-8\r\nAuthorization: bearer " +
                    token + "\r\ntraceparent: " + traceparent + "\r\nContent-Length: " + std::to_string(body.size()) +
                    "\r\n\r\n" + body);
        const auto answer = parsed(client.readAnswer());
        const auto seq = *answer.body.asObject()->find("record")->asObject()->find("seq")->asInteger();
        const auto rows = rig::await<std::vector<command::AuditRow>>(
            [&](auto done) { m_rig->engine->records(static_cast<std::uint64_t>(seq), 1, std::move(done)); });
        return rig::must(rows).front().record.fields().trace;
    };
    QCOMPARE(traced("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
             std::string("4bf92f3577b34da6a3ce929d0e0e4736"));
    for (const char* wrong : {"", "x", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                              "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                              "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                              "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"}) {
        QCOMPARE(traced(wrong), std::string());
    }
}

void TstApi::enrols() {
    const auto key = crypto::SigningKey::generate(m_rig->random);
    identity::Enrolment enrolment;
    enrolment.agent = rig::must(identity::AgentId::parse("newcomer"));
    enrolment.owner = rig::must(identity::UserId::parse("user_9"));
    enrolment.key = key.publicKey();
    enrolment.capabilities = {"pr.create"};
    enrolment.at = m_rig->clock.wallNow();
    const auto bytes = json::canonical(enrolment.signedBody());
    json::Object body{{"agent_id", "newcomer"},
                      {"owner", "user_9"},
                      {"public_key", key.publicKey().base64()},
                      {"capabilities", json::Array{json::Value("pr.create")}},
                      {"at", enrolment.at.text()},
                      {"signature", key.sign(crypto::Domain::Possession, asBytes(bytes)).base64()}};
    const auto taken = post("/v1/enrolments", body);
    QVERIFY2(taken.status == 201, taken.canonical().c_str());
    QCOMPARE(get("/v1/enrolments/" + taken.text("enrolment")).text("state"), std::string("pending"));
    QCOMPARE(get("/v1/enrolments/" + EnrolmentId::generate(m_rig->random).text()).status, 404);
    body.set("owner", "bob");
    QCOMPARE(post("/v1/enrolments", body).text("error"), std::string("signature_invalid"));
}

void TstApi::tellsItsHealth() {
    QCOMPARE(get("/healthz").status, 200);
    QCOMPARE(get("/readyz").status, 200);
    m_rig->clock.jumpWall(Duration(-3'600'000));
    const auto suspect = get("/readyz");
    QCOMPARE(suspect.status, 503);
    QCOMPARE(suspect.text("status"), std::string("clock_suspect"));
    RawPeer client(m_server->port());
    client.send(request("GET", "/metrics", {}, {}));
    const std::string metrics = client.readAnswer();
    QVERIFY(metrics.find("Content-Type: text/plain; version=0.0.4") != std::string::npos);
    for (const char* name : {"countersign_decisions_total{decision=\"allow\"} 0", "countersign_ledger_records ",
                             "countersign_index_lag_records ", "countersign_pending_approvals 0",
                             "countersign_commits_total ", "countersign_state{state=\"clock_suspect\"} 1"}) {
        QVERIFY2(metrics.find(name) != std::string::npos, name);
    }
}

/// Gone, its file lets nobody act and nobody be stopped: both are told so, and again both as soon as it is back.
void TstApi::answersWithoutItsStore() {
    const auto agent = m_rig->registerAgent("agent-1");
    m_rig->grant(agent, "pr:create", "repo=acme/*");
    const std::string token = agentToken(agent);
    const auto path = QString::fromStdString(m_rig->path());
    QVERIFY(QFile::rename(path, path + QStringLiteral(".away")));
    const auto ready = get("/readyz");
    QCOMPARE(ready.status, 503);
    QCOMPARE(ready.text("status"), std::string("store_replaced"));
    QCOMPARE(get("/healthz").status, 200);
    const auto order = [this](command::Command command) {
        return post("/operator/v1/commands",
                    wire::signedCommandJson(rig::must(wire::signCommand(
                        std::move(command), m_rig->alice.id, m_rig->alice.key, m_rig->engine->state()->world.store,
                        m_rig->clock.wallNow(), m_rig->random))));
    };
    const auto asked = post("/v1/actions", action("pr.create", "acme/api"), token);
    const auto opened = post("/v1/challenges", json::Object{{"agent_id", agent.id.text()}});
    const auto session = answerChallenge(agent, opened.text("message"));
    for (const auto& refused :
         {asked, session, order(command::SuspendAgent{agent.id}), order(command::RevokeAgent{agent.id})}) {
        QCOMPARE(refused.status, 503);
        QCOMPARE(refused.text("error"), std::string("store_replaced"));
        QVERIFY(refused.text("error_description").size() > 10);
    }
    QVERIFY(QFile::rename(path + QStringLiteral(".away"), path));
    QCOMPARE(get("/readyz").status, 200);
    QCOMPARE(post("/v1/actions", action("pr.create", "acme/api"), token).text("decision"), std::string("allow"));
    QCOMPARE(order(command::SuspendAgent{agent.id}).status, 200);
    QCOMPARE(post("/v1/actions", action("pr.create", "acme/api"), token).text("error"), std::string("agent_suspended"));
}

void TstApi::countsWhoIsUnknown() {
    const auto before = m_rig->engine->health().refusedUnauthenticated;
    post("/v1/actions", action("pr.create", "acme/api"));
    get("/nothing");
    RawPeer client(m_server->port());
    client.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    QCOMPARE(peer::statusOf(client.readAll()), 403);
    QCOMPARE(m_rig->engine->health().refusedUnauthenticated, before + 3);
}

/// What an agent asks is a record; what it says in no form that could be one is at least counted, under its name.
void TstApi::countsWhatCallersAskInNoForm() {
    const auto agent = m_rig->registerAgent("agent-1");
    const std::string token = agentToken(agent);
    const auto strangers = m_rig->engine->health().refusedUnauthenticated;
    for (const auto* body :
         {R"({"action":"../x"})", R"({"action":"a.b","action":"a.c"})", R"({"action":"a.b","action":"a.c"})",
          R"({"action":"a.b","arguments":{"n":12345678901234567890}})", R"({"action":"a.b","approval":"x"})"}) {
        QCOMPARE(call("POST", "/v1/actions", token, body).status, 400);
    }
    QCOMPARE(get("/v1/actions/req_nothing", token).status, 400);
    QCOMPARE(post("/operator/v1/queries/nothing", json::Object{}, operatorToken(m_rig->bob)).status, 404);
    QCOMPARE(m_rig->engine->health().refusedUnauthenticated, strangers);

    // The minute's record is written at the end as well.
    m_server.reset();
    m_rig->reopen();
    const auto rows = rig::must(m_rig->ask(m_rig->alice, command::ListAudit{"kind = system", {}}));
    QCOMPARE(rows.items.size(), 1U);
    const auto data = json::canonical(rows.items.front().record->data);
    QVERIFY2(data.find(R"("agent:agent-1":{"invalid_argument":3,"json_duplicate_key":2,"number_not_exact":1})") !=
                 std::string::npos,
             data.c_str());
    QVERIFY2(data.find(R"("operator:bob":{)") != std::string::npos, data.c_str());
}

void TstApi::opensOperatorSessions() {
    const auto opened = post("/operator/v1/session", proof(m_rig->alice, m_rig->alice.key));
    QVERIFY2(opened.status == 200, opened.canonical().c_str());
    QCOMPARE(*opened.body.asObject()->find("expires_in")->asInteger(), 900);
    const auto store = post("/operator/v1/queries/store", json::Object{}, opened.text("access_token"));
    QVERIFY2(store.status == 200, store.canonical().c_str());
    QCOMPARE(post("/operator/v1/queries/store", json::Object{}).status, 401);
}

void TstApi::refusesWrongOperatorSessions() {
    const auto errorOf = [&](const json::Object& body) { return post("/operator/v1/session", body).text("error"); };
    const auto good = proof(m_rig->alice, m_rig->alice.key);
    QCOMPARE(post("/operator/v1/session", good).status, 200);
    QCOMPARE(errorOf(good), std::string("challenge_used"));

    auto changed = proof(m_rig->alice, m_rig->alice.key);
    changed.set("operator", "bob");
    QCOMPARE(errorOf(changed), std::string("challenge_unknown")); // the nonce was alice's
    QCOMPARE(errorOf(proof(m_rig->alice, m_rig->bob.key)), std::string("key_unknown"));
    auto forged = proof(m_rig->alice, m_rig->alice.key);
    forged.set("signature", m_rig->alice.key.signRaw(asBytes("else")).base64());
    QCOMPARE(errorOf(forged), std::string("signature_invalid"));
    forged.set("nonce", "AAAA");
    QCOMPARE(errorOf(forged), std::string("challenge_unknown"));
    const rig::Person nobody{rig::must(identity::OperatorId::parse("nobody")),
                             crypto::SigningKey::generate(m_rig->random)};
    QCOMPARE(errorOf(proof(nobody, nobody.key)), std::string("key_unknown")); // nor does it say who is one
    const auto late = proof(m_rig->alice, m_rig->alice.key);
    m_rig->clock.pass(Duration(60'000));
    QCOMPARE(errorOf(late), std::string("challenge_expired"));
}

void TstApi::operatorSessionsDie() {
    const auto errorOf = [&](const std::string& token) {
        return post("/operator/v1/queries/store", json::Object{}, token).text("error");
    };
    const std::string old = operatorToken(m_rig->alice);
    m_rig->clock.pass(Duration(15 * 60 * 1000));
    QCOMPARE(errorOf(old), std::string("session_dead"));

    const std::string bob = operatorToken(m_rig->bob);
    QCOMPARE(errorOf(bob), std::string());
    const auto next = crypto::SigningKey::generate(m_rig->random);
    m_rig->order(m_rig->alice, command::RotateOperatorKey{m_rig->bob.id, next.publicKey()});
    QCOMPARE(errorOf(bob), std::string("key_not_valid_now"));

    const rig::Person renewed{m_rig->bob.id, next.clone()};
    const std::string fresh = operatorToken(renewed);
    QCOMPARE(errorOf(fresh), std::string());
    m_rig->order(m_rig->alice, command::DisableOperator{m_rig->bob.id});
    QCOMPARE(errorOf(fresh), std::string("operator_disabled"));
}

void TstApi::takesCommandsWithoutASession() {
    const auto order = rig::must(wire::signCommand(
        command::AddUser{.id = rig::must(identity::UserId::parse("carol")), .displayName = {}, .aliasOf = {}},
        m_rig->alice.id, m_rig->alice.key, m_rig->engine->state()->world.store, m_rig->clock.wallNow(), m_rig->random));
    const auto body = wire::signedCommandJson(order);
    const auto done = post("/operator/v1/commands", body);
    QVERIFY2(done.status == 200, done.canonical().c_str());
    QVERIFY(done.body.asObject()->find("seq") != nullptr);
    const auto again = post("/operator/v1/commands", body);
    QCOMPARE(again.status, 409);
    QCOMPARE(again.text("error"), std::string("command_replayed"));
    auto forged = order;
    forged.signature = m_rig->bob.key.signRaw(asBytes("else"));
    QCOMPARE(post("/operator/v1/commands", wire::signedCommandJson(forged)).text("error"),
             std::string("signature_invalid"));
}

void TstApi::answersQueriesAsTheRoleMay() {
    const std::string alice = operatorToken(m_rig->alice);
    const std::string bob = operatorToken(m_rig->bob);
    QCOMPARE(post("/operator/v1/queries/users", json::Object{}, alice).status, 200);
    QCOMPARE(post("/operator/v1/queries/users", json::Object{}, bob).status, 403);
    QCOMPARE(post("/operator/v1/queries/approvals", json::Object{}, bob).status, 200);
    QCOMPARE(post("/operator/v1/queries/nothing", json::Object{}, alice).status, 404);
    QCOMPARE(post("/operator/v1/queries/users", json::Object{{"x", "y"}}, alice).status, 400);
}

void TstApi::provesItsRecords() {
    const std::string token = operatorToken(m_rig->alice);
    QCOMPARE(get("/operator/v1/checkpoint", token).status, 200);
    QCOMPARE(get("/operator/v1/proof/inclusion?seq=0&size=3", token).status, 200);
    QCOMPARE(get("/operator/v1/proof/consistency?from=1&to=3", token).status, 200);
    QCOMPARE(get("/operator/v1/proof/inclusion?seq=0", token).status, 400);
    QVERIFY(get("/operator/v1/proof/inclusion?seq=9&size=3", token).status != 200);
    QCOMPARE(get("/operator/v1/proof/consistency?from=-1&to=3", token).status, 400);
    QCOMPARE(get("/operator/v1/checkpoint").status, 401);
}

void TstApi::feedsRecordsAsTheyAreCommitted() {
    RawPeer client(m_server->port());
    client.send(request("GET", "/operator/v1/records?from=1", operatorToken(m_rig->alice), {}));
    QVERIFY(client.readUntil("id: 1\ndata: {\"leaf\":"));
    QVERIFY(client.input().find("id: 0\n") == std::string::npos);
    const auto receipt = m_rig->order(
        m_rig->alice,
        command::AddUser{.id = rig::must(identity::UserId::parse("carol")), .displayName = {}, .aliasOf = {}});
    QVERIFY(client.readUntil("id: " + std::to_string(receipt.seq) + "\n"));
    // The session is looked at before each batch: this one ends it.
    m_rig->clock.pass(Duration(15 * 60 * 1000));
    m_rig->order(m_rig->alice,
                 command::AddUser{.id = rig::must(identity::UserId::parse("dora")), .displayName = {}, .aliasOf = {}});
    const std::string rest = client.readAll();
    QVERIFY(rest.ends_with("0\r\n\r\n"));
    QVERIFY(rest.find("dora") == std::string::npos);
}

void TstApi::feedIsForThoseWhoMayRead() {
    QCOMPARE(get("/operator/v1/records?from=0").status, 401);
    const auto agent = m_rig->registerAgent("agent-1");
    m_rig->grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
    RawPeer client(m_server->port());
    client.send(request("GET", "/operator/v1/records?from=0", operatorToken(m_rig->bob), {}));
    post("/v1/actions", action("pr.merge", "acme/api"), agentToken(agent));
    QVERIFY(client.readUntil("\"action\":\"pr.merge\""));
    QVERIFY(client.input().find("id: 0\n") == std::string::npos); // the store's making is not an approver's business
}

void TstApi::provesThatItOwnsTheStore() {
    const auto owner = get("/operator/v1/owner?nonce=0123456789abcdef");
    QCOMPARE(owner.status, 200);
    QCOMPARE(owner.text("address"), m_server->address());
    const auto key = rig::must(crypto::PublicKey::fromBase64(owner.text("ledger_key")));
    const auto signature = rig::must(crypto::Signature::fromBase64(owner.text("signature")));
    const std::string message = "0123456789abcdef\n" + owner.text("address") + "\n" + owner.text("store");
    QVERIFY(crypto::verify(key, crypto::Domain::Owner, asBytes(message), signature));
    QCOMPARE(get("/operator/v1/owner").status, 400);
    QCOMPARE(get("/operator/v1/owner?nonce=short").status, 400);
    QCOMPARE(get("/operator/v1/owner?nonce=0123456789abcdef%0a").status, 400);
}

QTEST_GUILESS_MAIN(TstApi)
#include "tst_api.moc"
