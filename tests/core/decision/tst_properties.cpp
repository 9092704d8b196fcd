#include "tests/core/decision/world_loader.h"

#include <QTest>

#include <random>

using namespace countersign;
using namespace countersign::decision;

namespace {

constexpr int kRounds = 2000;

/// Random rights over a universe so small that they often meet.
class Dice {
public:
    explicit Dice(unsigned seed) : m_engine(seed) {}

    template <class T>
    const T& oneOf(const std::vector<T>& items) {
        return items[std::uniform_int_distribution<std::size_t>(0, items.size() - 1)(m_engine)];
    }
    bool chance(int percent) { return std::uniform_int_distribution<int>(1, 100)(m_engine) <= percent; }
    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(m_engine); }

    json::Array scopes() {
        static const std::vector<std::string> kPatterns{"pr:merge", "pr:*", "pr:**", "**", "repo:read", "p*:merge"};
        json::Array out{json::Value(oneOf(kPatterns))};
        if (chance(30)) {
            out.emplace_back(oneOf(kPatterns));
        }
        return out;
    }
    json::Array resources() {
        static const std::vector<std::string> kPatterns{"repo=acme/*", "repo=acme/api", "repo=other/**", "branch=main"};
        json::Array out;
        for (int i = upTo(2); i > 0; --i) {
            out.emplace_back(oneOf(kPatterns));
        }
        return out;
    }
    json::Object hold() {
        json::Object out;
        out.set("quorum", json::Value::integer(upTo(3)));
        out.set("from", oneOf(std::vector<std::string>{"role:approver", "group:security", "group:nowhere"}));
        return out;
    }
    json::Object right(bool mayHold) {
        json::Object out;
        out.set("scopes", scopes());
        out.set("resources", resources());
        if (mayHold && chance(30)) {
            out.set("hold", hold());
        }
        return out;
    }
    json::Object grant(const std::string& id) {
        static const std::vector<std::string> kSubjects{"agent:agent-code-reviewer-01", "group:reviewers",
                                                        "role:reader", "agent:agent-third-03"};
        auto out = right(true);
        out.set("id", id);
        out.set("to", oneOf(kSubjects));
        if (chance(20)) {
            json::Object conditions;
            conditions.set("environments", json::Array{json::Value(chance(50) ? "prod" : "staging")});
            out.set("conditions", std::move(conditions));
        }
        return out;
    }
    json::Object role(const std::string& id, int denyPercent) {
        json::Array rules;
        for (int i = upTo(2); i > 0; --i) {
            auto rule = right(true);
            rule.set("effect", chance(denyPercent) ? "deny" : "allow");
            rules.emplace_back(std::move(rule));
        }
        json::Object out;
        out.set("id", id);
        out.set("rules", std::move(rules));
        return out;
    }
    json::Object delegation() {
        auto out = right(false);
        out.set("id", "p1");
        out.set("from", "user:user_123");
        out.set("to", "agent-code-reviewer-01");
        return out;
    }
    json::Object request() {
        json::Object resource;
        if (chance(80)) {
            resource.set("repo", oneOf(std::vector<std::string>{"acme/api", "acme/web", "other/a/b"}));
        }
        if (chance(40)) {
            resource.set("branch", "main");
        }
        json::Object out;
        out.set("action", oneOf(std::vector<std::string>{"pr.merge", "repo.read", "pr.create"}));
        out.set("resource", std::move(resource));
        return out;
    }

private:
    std::mt19937 m_engine;
};

json::Object only(const std::string& name, json::Object item) {
    json::Object out;
    out.set(name, json::Array{json::Value(std::move(item))});
    return out;
}

void assign(World& world, const std::string& role) {
    json::Object item;
    item.set("role", role);
    item.set("to", "agent:agent-code-reviewer-01");
    cases::apply(world, only("assignments", std::move(item)));
}

struct Setting {
    World world;
    Request request = cases::baseRequest();
};

const World& baseWorld() {
    static const World kBase = [] {
        World out;
        cases::apply(out, *cases::load("world.json").asObject());
        return out;
    }();
    return kBase;
}

Setting randomSetting(Dice& dice) {
    Setting out{.world = baseWorld()};
    for (int i = 0; i < 3; ++i) {
        cases::apply(out.world, only("grants", dice.grant("r" + std::to_string(i))));
    }
    cases::apply(out.world, only("roles", dice.role("random", 15)));
    assign(out.world, "random");
    cases::apply(out.request, dice.request());
    return out;
}

Decision decideNow(const Setting& setting) {
    return decide(setting.world, setting.request, cases::time("2026-11-23T10:00:00Z"));
}

/// The later decision must allow no more than the earlier one: deny stays deny, hold never becomes allow.
bool isNarrower(const Decision& earlier, const Decision& later) {
    return static_cast<int>(later.verdict) <= static_cast<int>(earlier.verdict);
}

} // namespace

class TstProperties : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void denyRulesOnlyTakeAway();
    void holdsOnlyTakeAway();
    void delegationsOnlyTakeAway();
    void policiesOnlyTakeAway();
    void sameWorldSameDecision();
};

void TstProperties::denyRulesOnlyTakeAway() {
    Dice dice(1);
    int changed = 0;
    for (int round = 0; round < kRounds; ++round) {
        auto setting = randomSetting(dice);
        const auto before = decideNow(setting);
        auto rule = dice.right(false);
        rule.set("effect", "deny");
        json::Object role;
        role.set("id", "denying");
        role.set("rules", json::Array{json::Value(std::move(rule))});
        cases::apply(setting.world, only("roles", std::move(role)));
        assign(setting.world, "denying");
        const auto after = decideNow(setting);
        QVERIFY2(after.verdict == Verdict::Deny || after.verdict == before.verdict, qPrintable(QString::number(round)));
        QVERIFY(isNarrower(before, after));
        changed += after.verdict != before.verdict ? 1 : 0;
    }
    QVERIFY2(changed > kRounds / 50, "the rules hardly ever met the request");
}

void TstProperties::holdsOnlyTakeAway() {
    Dice dice(2);
    int changed = 0;
    for (int round = 0; round < kRounds; ++round) {
        auto setting = randomSetting(dice);
        const auto before = decideNow(setting);
        // The same right once more, but held.
        auto grant = dice.grant("h1");
        grant.set("hold", dice.hold());
        cases::apply(setting.world, only("grants", std::move(grant)));
        const auto after = decideNow(setting);
        QVERIFY2(before.verdict == Verdict::Deny || isNarrower(before, after), qPrintable(QString::number(round)));
        QVERIFY(after.verdict != Verdict::Allow || before.verdict == Verdict::Allow);
        changed += after.verdict != before.verdict ? 1 : 0;
    }
    QVERIFY2(changed > kRounds / 50, "the holds hardly ever met the request");
}

void TstProperties::delegationsOnlyTakeAway() {
    Dice dice(3);
    int allowed = 0;
    int narrowed = 0;
    for (int round = 0; round < kRounds; ++round) {
        auto setting = randomSetting(dice);
        const auto before = decideNow(setting);
        cases::apply(setting.world, only("delegations", dice.delegation()));
        setting.request.delegation = DelegationId::parse(cases::generated("dlg_", "p1")).value();
        const auto after = decideNow(setting);
        QVERIFY2(isNarrower(before, after), qPrintable(QString::number(round)));
        allowed += after.verdict == Verdict::Allow ? 1 : 0;
        narrowed += after.verdict != before.verdict ? 1 : 0;
    }
    QVERIFY(allowed > kRounds / 50);
    QVERIFY(narrowed > kRounds / 50);
}

void TstProperties::policiesOnlyTakeAway() {
    Dice dice(4);
    for (int round = 0; round < kRounds; ++round) {
        auto setting = randomSetting(dice);
        const auto before = decideNow(setting);
        json::Object policy;
        policy.set("allow", dice.chance(80));
        policy.set("fails", dice.chance(5));
        if (dice.chance(30)) {
            policy.set("hold", json::Array{json::Value(dice.hold())});
        }
        json::Object change;
        change.set("policy", std::move(policy));
        cases::apply(setting.world, change);
        QVERIFY2(isNarrower(before, decideNow(setting)), qPrintable(QString::number(round)));
    }
}

/// A redemption decides again and compares holds: the order in which rights were written must not show.
void TstProperties::sameWorldSameDecision() {
    Dice dice(5);
    for (int round = 0; round < kRounds / 10; ++round) {
        const auto grants = std::vector{dice.grant("r1"), dice.grant("r2"), dice.grant("r3")};
        const auto request = dice.request();
        Setting forwards;
        Setting backwards;
        for (auto* setting : {&forwards, &backwards}) {
            setting->world = baseWorld();
            cases::apply(setting->request, request);
        }
        for (std::size_t i = 0; i < grants.size(); ++i) {
            cases::apply(forwards.world, only("grants", grants[i]));
            cases::apply(backwards.world, only("grants", grants[grants.size() - 1 - i]));
        }
        const auto one = decideNow(forwards);
        const auto other = decideNow(backwards);
        QCOMPARE(one.verdict, other.verdict);
        QVERIFY(one.holds == other.holds);
        QVERIFY(one.consumes == other.consumes);
        QVERIFY(one.explanation.gates == other.explanation.gates);
        QVERIFY(one.reasons == other.reasons);
    }
}

QTEST_APPLESS_MAIN(TstProperties)
#include "tst_properties.moc"
