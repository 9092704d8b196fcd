#include "core/approval/review.h"
#include "core/crypto/hash.h"
#include "core/decision/hop_digest.h"
#include "core/decision/standing.h"
#include "tests/core/decision/world_loader.h"

#include <QDir>
#include <QTest>

#include <algorithm>

using namespace countersign;
using namespace countersign::decision;

namespace {

const std::vector<std::string> kFiles{"identity.json",   "delegation.json", "scope.json",
                                      "conditions.json", "policy.json",     "approval.json"};

/// One letter a gate: pass, deny, hold, `-` not reached.
std::string gatesOf(const Decision& decision) {
    std::string out;
    for (const auto& line : decision.explanation.gates) {
        switch (line.verdict) {
        case GateVerdict::Pass:
            out += 'p';
            break;
        case GateVerdict::Deny:
            out += 'd';
            break;
        case GateVerdict::Hold:
            out += 'h';
            break;
        case GateVerdict::NotReached:
            out += '-';
            break;
        }
    }
    return out;
}

std::string consumesOf(const Decision& decision) {
    std::string out;
    for (const auto& use : decision.consumes) {
        out += (out.empty() ? "" : " ") + use.id.substr(0, 4) + use.id.substr(use.id.find_first_not_of('0', 4)) + "/" +
               std::to_string(use.limit);
    }
    return out;
}

struct Asked {
    World world;
    Request request;
    Timestamp now;
};

Asked askedIn(const json::Object& test) {
    World world;
    cases::apply(world, *cases::load("world.json").asObject());
    if (const auto* change = test.find("world")) {
        cases::apply(world, *change->asObject());
    }
    auto request = cases::baseRequest();
    if (const auto* change = test.find("request")) {
        cases::apply(request, *change->asObject());
    }
    const auto* now = test.find("now");
    return {world, request, cases::time(now == nullptr ? "2026-11-23T10:00:00Z" : *now->asString())};
}

Decision decideCase(const json::Object& test) {
    const auto asked = askedIn(test);
    return decide(asked.world, asked.request, asked.now);
}

void checkOptional(const json::Object& test, std::string_view name, const std::string& actual) {
    if (const auto* expected = test.find(name)) {
        QCOMPARE(actual, *expected->asString());
    }
}

/// Allows until that second of its input begins.
class UntilSecond final : public policy::Engine {
public:
    explicit UntilSecond(std::string second) : m_second(std::move(second)) {}
    [[nodiscard]] Result<policy::PolicyAnswer> evaluate(const json::Value& input) const override {
        const auto* context = input.asObject()->find("context")->asObject();
        return policy::PolicyAnswer{
            .allow = *context->find("time")->asString() < m_second, .deny = {}, .hold = {}, .rules = {}};
    }
    [[nodiscard]] const Digest& version() const override { return m_version; }

private:
    std::string m_second;
    Digest m_version;
};

} // namespace

class TstDecide : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void caseFiles_data();
    void caseFiles();
    void standsAsLongAsItSays_data() { caseFiles_data(); }
    void standsAsLongAsItSays();
    void standsUntilAPolicySeesAnotherSecond();
    void chainAndDigests();
    void policyInputHasItsShape();
    void hopBytesAreCanonical();
    void permissionsNameTheirOrigin();
};

void TstDecide::caseFiles_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("index");
    int total = 0;
    for (const auto& file : kFiles) {
        const auto value = cases::load(file);
        const auto& list = *value.asArray();
        for (std::size_t i = 0; i < list.size(); ++i) {
            const auto& name = *list[i].asObject()->find("name")->asString();
            QTest::addRow("%s: %s", file.c_str(), name.c_str()) << QString::fromStdString(file) << static_cast<int>(i);
            ++total;
        }
    }
    QVERIFY(total >= 40);
}

void TstDecide::caseFiles() {
    QFETCH(QString, file);
    QFETCH(int, index);
    const auto value = cases::load(file.toStdString());
    const auto& test = *(*value.asArray())[static_cast<std::size_t>(index)].asObject();
    const auto decision = decideCase(test);
    QCOMPARE(std::string(verdictName(decision.verdict)), *test.find("verdict")->asString());
    QCOMPARE(gatesOf(decision), *test.find("gates")->asString());
    QCOMPARE(decision.reasons.empty(), decision.verdict == Verdict::Allow);
    QCOMPARE(decision.explanation.needed.empty(), decision.verdict == Verdict::Allow);
    QCOMPARE(decision.holds.empty(), decision.verdict != Verdict::Hold);
    if (!decision.reasons.empty()) {
        checkOptional(test, "code", std::string(codeName(decision.reasons.front().code)));
        QVERIFY(!decision.reasons.front().text.empty());
        checkOptional(test, "needed", decision.explanation.needed.front());
    }
    checkOptional(test, "consumes", consumesOf(decision));
    checkOptional(test, "risk", std::string(delegation::riskName(decision.risk)));
    checkOptional(test, "holds", json::canonical(approval::holdsJson(decision.holds)));
    checkOptional(test, "origin", decision.explanation.gates[2].origin);
    checkOptional(test, "separation", decision.separation == approval::Separation::None ? "none" : "enforced");
}

void TstDecide::standsAsLongAsItSays() {
    QFETCH(QString, file);
    QFETCH(int, index);
    const auto value = cases::load(file.toStdString());
    const auto asked = askedIn(*(*value.asArray())[static_cast<std::size_t>(index)].asObject());
    const auto standing = decideStanding(asked.world, asked.request, asked.now);
    const auto verdictAt = [&asked](Timestamp at) {
        const auto decision = decide(asked.world, asked.request, at);
        return std::pair(decision.verdict, decision.holds);
    };
    QCOMPARE(std::pair(standing.decision.verdict, standing.decision.holds), verdictAt(asked.now));
    if (standing.decision.verdict == Verdict::Deny) {
        QCOMPARE(standing.standsUntil, asked.now);
        return;
    }
    QVERIFY(standing.standsUntil >= asked.now);
    // Each time at which anything of that world begins or ends, and the moments beside it.
    for (const auto* edge :
         {"2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z", "2026-11-23T12:00:00Z", "2026-11-24T00:00:00Z",
          "2026-12-01T00:00:00Z", "2026-12-31T00:00:00Z", "2027-01-01T00:00:00Z", "2027-11-23T10:00:00Z"}) {
        for (const auto step : {-1, 0, 1}) {
            const auto at = cases::time(edge) + Duration(step);
            if (at >= asked.now && at < standing.standsUntil) {
                QCOMPARE(std::pair(standing.decision.verdict, standing.decision.holds), verdictAt(at));
            }
        }
    }
    if (standing.standsUntil > asked.now) {
        const auto last = standing.standsUntil - Duration(1);
        QCOMPARE(std::pair(standing.decision.verdict, standing.decision.holds), verdictAt(last));
    }
}

void TstDecide::standsUntilAPolicySeesAnotherSecond() {
    World world;
    cases::apply(world, *cases::load("world.json").asObject());
    world.policy = std::make_shared<UntilSecond>("2026-11-23T10:00:01Z");
    const auto request = cases::baseRequest();
    const auto next = cases::time("2026-11-23T10:00:01Z");
    for (const auto before : {Duration(1), Duration(750), Duration(1000)}) {
        const auto standing = decideStanding(world, request, next - before);
        QCOMPARE(standing.decision.verdict, Verdict::Allow);
        QCOMPARE(standing.standsUntil, next);
    }
    QCOMPARE(decide(world, request, next - Duration(1)).verdict, Verdict::Allow);
    QCOMPARE(decide(world, request, next).verdict, Verdict::Deny);
}

void TstDecide::chainAndDigests() {
    World world;
    cases::apply(world, *cases::load("world.json").asObject());
    auto request = cases::baseRequest();
    request.delegation = DelegationId::parse(cases::generated("dlg_", "d2")).value();
    request.agent = identity::AgentId::parse("agent-helper-02").value();
    request.key = world.directory.agent(request.agent)->keys.entries().front().thumbprint;
    const auto decision = decide(world, request, cases::time("2026-11-23T10:00:00Z"));
    QCOMPARE(decision.chain.size(), std::size_t{3});
    QCOMPARE(decision.chain[0].principal.text(), std::string("user:user_123"));
    QVERIFY(!decision.chain[0].delegation && !decision.chain[0].digest);
    QCOMPARE(decision.chain[1].principal.text(), std::string("agent:agent-code-reviewer-01"));
    QCOMPARE(decision.chain[1].delegation->text(), cases::generated("dlg_", "d1"));
    QCOMPARE(decision.chain[2].delegation, request.delegation);
    const auto* const hop = world.authority.delegation(*request.delegation);
    QCOMPARE(*decision.chain[2].digest, hopDigest(*hop));
    QCOMPARE(decision.user->text(), std::string("user_123"));

    auto changed = *hop;
    changed.expires = changed.expires - Duration(1);
    QVERIFY(hopDigest(changed) != hopDigest(*hop));
    changed = *hop;
    changed.revoked = true;
    QCOMPARE(hopDigest(changed), hopDigest(*hop));
}

void TstDecide::hopBytesAreCanonical() {
    World world;
    cases::apply(world, *cases::load("world.json").asObject());
    for (const auto& hop : world.authority.delegations()) {
        auto full = *hop;
        full.audience = {"https://api.acme.example", "a \"quoted\" one"};
        full.allowedTargets = {hop->to};
        full.maxUses = 18'446'744'073'709'551'615U;
        for (const auto& bytes : {hopBytes(*hop), hopBytes(full)}) {
            QCOMPARE(json::canonical(json::parse(bytes).value()), bytes);
        }
    }
}

void TstDecide::policyInputHasItsShape() {
    World world;
    cases::apply(world, *cases::load("world.json").asObject());
    auto request = cases::baseRequest();
    request.delegation = DelegationId::parse(cases::generated("dlg_", "d1")).value();
    const auto now = cases::time("2026-11-23T10:00:00Z");
    const auto input = policyInput(world, request, decide(world, request, now), now);
    const auto expected = json::parse(R"({
        "actor": {"type": "agent", "id": "agent-code-reviewer-01", "owner": "user_9", "tags": {},
                  "groups": ["reviewers"], "environment": "prod"},
        "on_behalf_of": {"user_id": "user_123"},
        "chain": [{"type": "user", "id": "user_123"}, {"type": "agent", "id": "agent-code-reviewer-01"}],
        "action": "pr.create", "resource": {"repo": "acme/api"}, "scope": ["pr:write:draft"], "arguments": {},
        "context": {"time": "2026-11-23T10:00:00Z", "source_ip": "10.0.0.7", "required_scope": "pr:write:draft",
                    "approval": null}})");
    QCOMPARE(json::canonical(input), json::canonical(expected.value()));
}

void TstDecide::permissionsNameTheirOrigin() {
    World world;
    cases::apply(world, *cases::load("world.json").asObject());
    const auto now = cases::time("2026-11-23T10:00:00Z");
    const auto agent = identity::AgentId::parse("agent-code-reviewer-01").value();
    const auto permissions = effectivePermissions(world, agent, now);
    const auto has = [&](std::string_view scope, std::string_view origin) {
        return std::ranges::any_of(permissions,
                                   [&](const Permission& p) { return p.scope.text() == scope && p.origin == origin; });
    };
    QVERIFY(has("pr:write:draft", "grant:" + cases::generated("grt_", "g1")));
    QVERIFY(has("repo:read", "role:reader"));
    QVERIFY(has("repo:delete", "role:base"));
    const auto stranger = identity::AgentId::parse("agent-unknown").value();
    QVERIFY(effectivePermissions(world, stranger, now).empty());
}

QTEST_APPLESS_MAIN(TstDecide)
#include "tst_decide.moc"
