#include "tests/core/delegation/sample.h"

#include <QTest>

#include <algorithm>

using namespace countersign;
using namespace countersign::delegation;
using namespace countersign::delegation::test;

namespace {

DelegationId delegationId(std::uint64_t seed) {
    SeededRandom random(seed);
    return DelegationId::generate(random);
}

/// From user_123 to agent-a: pr and repo on acme, for four hours, two hops, ten uses, to b or c, for two services.
Delegation parentSample() {
    Delegation out;
    out.id = delegationId(1);
    out.from = identity::Principal::of(userId("user_123"));
    out.to = agentId("agent-a");
    out.scopes = scopePatterns({"pr:**", "repo:read"});
    out.resources = resources({"repo=acme/*"});
    out.audience = {"api", "mail"};
    out.created = Timestamp(1000);
    out.expires = Timestamp(5000);
    out.maxDepth = 2;
    out.maxUses = 10;
    out.allowedTargets = {agentId("agent-b"), agentId("agent-c")};
    return out;
}

/// The same passed on to agent-b, as wide as it may be.
Delegation childSample() {
    Delegation out = parentSample();
    out.id = delegationId(2);
    out.parent = delegationId(1);
    out.from = identity::Principal::of(agentId("agent-a"));
    out.to = agentId("agent-b");
    out.maxDepth = 1;
    return out;
}

template <class F>
Error refusal(F&& change, Delegation parent = parentSample()) {
    Delegation child = childSample();
    change(parent, child);
    const auto result = checkAttenuation(parent, child);
    return result ? Error{Code::Internal, "passes"} : result.error();
}

/// One thing that somebody might do under a delegation.
struct Use {
    Scope scope;
    Resource resource;
    std::string audience;
    Timestamp at;
    std::uint64_t usesBefore = 0;
    /// Passing it on to `target`, which then passes it on `depth` more times; 0 = acting itself.
    std::uint8_t depth = 0;
    identity::AgentId target;
};

/// What a delegation means, written down a second time, as plainly as possible.
bool allows(const Delegation& d, const Use& use) {
    const bool scope = std::ranges::any_of(d.scopes, [&](const auto& pattern) { return pattern.matches(use.scope); });
    const bool audience = d.audience.empty() || std::ranges::find(d.audience, use.audience) != d.audience.end();
    const bool uses = !d.maxUses || use.usesBefore < *d.maxUses;
    const bool target = use.depth == 0 || d.allowedTargets.empty() ||
                        std::ranges::find(d.allowedTargets, use.target) != d.allowedTargets.end();
    return scope && audience && uses && target && d.resources.matches(use.resource) && use.at < d.expires &&
           use.depth <= d.maxDepth;
}

struct Pools {
    std::vector<ScopePattern> scopes = scopePatterns({"a", "a:b", "a:*", "a:**", "a*:b", "*", "*:b", "**", "b"});
    std::vector<ResourcePattern> resources = {
        resourcePattern("k=x"),   resourcePattern("k=x*"), resourcePattern("k=x/*"), resourcePattern("k=**"),
        resourcePattern("k=x/y"), resourcePattern("l=x"),  resourcePattern("l=*"),   resourcePattern("l=*/y")};
    std::vector<std::string> audiences = {"api", "mail"};
    std::vector<identity::AgentId> targets = {agentId("agent-b"), agentId("agent-c")};
};

/// Everything random but who lends to whom.
void randomise(Delegation& d, const Pools& pools, SeededRandom& random) {
    d.scopes = random.some(pools.scopes, 1 + random.below(3));
    d.resources = ResourceSet(random.some(pools.resources, random.below(3)));
    d.audience = random.some(pools.audiences, random.below(3));
    d.expires = Timestamp(static_cast<std::int64_t>(2 + random.below(3)));
    d.maxDepth = static_cast<std::uint8_t>(random.below(4));
    d.maxUses = random.oneIn(3) ? std::nullopt : std::optional<std::uint64_t>(1 + random.below(3));
    d.allowedTargets = random.some(pools.targets, random.below(3));
}

/// Changes one field, so that pairs which just pass and pairs which just fail are both common.
void disturb(Delegation& d, const Pools& pools, SeededRandom& random) {
    Delegation other = d;
    randomise(other, pools, random);
    switch (random.below(7)) {
    case 0:
        d.scopes = other.scopes;
        break;
    case 1:
        d.resources = other.resources;
        break;
    case 2:
        d.audience = other.audience;
        break;
    case 3:
        d.expires = other.expires;
        break;
    case 4:
        d.maxDepth = other.maxDepth;
        break;
    case 5:
        d.maxUses = other.maxUses;
        break;
    default:
        d.allowedTargets = other.allowedTargets;
        break;
    }
}

std::vector<Use> universe(const Pools& pools) {
    std::vector<Use> out;
    Use use;
    for (const char* scopeText : {"a", "b", "a:b", "a:c", "ab:b", "a:b:c"}) {
        use.scope = scope(scopeText);
        for (const char* k : {"", "x", "xy", "x/y", "z"}) {
            for (const char* l : {"", "x", "z/y"}) {
                use.resource.clear();
                if (*k != 0) {
                    use.resource["k"] = k;
                }
                if (*l != 0) {
                    use.resource["l"] = l;
                }
                out.push_back(use);
            }
        }
    }
    const std::vector<Use> what = std::move(out);
    out.clear();
    // The fields are looked at independently, so each combination of the others meets one of `what` in turn.
    std::size_t next = 0;
    for (const char* audience : {"api", "mail", "other"}) {
        for (std::int64_t at = 1; at <= 4; ++at) {
            for (std::uint64_t uses = 0; uses <= 3; ++uses) {
                for (std::uint8_t depth = 0; depth <= 3; ++depth) {
                    for (const auto& target : {pools.targets[0], pools.targets[1], agentId("agent-d")}) {
                        use = what[next++ % what.size()];
                        use.audience = audience;
                        use.at = Timestamp(at);
                        use.usesBefore = uses;
                        use.depth = depth;
                        use.target = target;
                        out.push_back(use);
                    }
                }
            }
        }
    }
    for (const auto& one : what) {
        use = one;
        for (const char* audience : {"api", "mail", "other"}) {
            use.audience = audience;
            use.at = Timestamp(1);
            out.push_back(use);
        }
    }
    return out;
}

} // namespace

class TstDelegation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWidestChildPasses();
    void narrowerPasses();
    void eachFieldMayNotWiden();
    void nothingMeansEverything();
    void noFurtherHop();
    void onlyTheHolderPassesOn();
    void whatPassesNeverWidens();
    void chainsNeverWiden();
    void wellFormed();
};

void TstDelegation::theWidestChildPasses() {
    QVERIFY(checkAttenuation(parentSample(), childSample()));
}

void TstDelegation::narrowerPasses() {
    QCOMPARE(refusal([](Delegation&, Delegation& child) {
                 child.scopes = scopePatterns({"pr:write:draft"});
                 child.resources = resources({"repo=acme/api", "branch=main"});
                 child.audience = {"mail"};
                 child.expires = Timestamp(2000);
                 child.maxDepth = 0;
                 child.maxUses = 1;
                 child.allowedTargets = {agentId("agent-c")};
             }).code,
             Code::Internal);
}

void TstDelegation::eachFieldMayNotWiden() {
    const auto widens = [](const char* field, auto&& change) {
        const Error error = refusal([&](Delegation&, Delegation& child) { change(child); });
        return error.code == Code::DelegationWidens && error.detail.starts_with("`" + std::string(field) + "`");
    };
    QVERIFY(widens("scopes", [](Delegation& c) { c.scopes.push_back(scopePattern("repo:write")); }));
    QVERIFY(widens("scopes", [](Delegation& c) { c.scopes = scopePatterns({"**"}); }));
    QVERIFY(widens("resources", [](Delegation& c) { c.resources = {}; }));
    QVERIFY(widens("resources", [](Delegation& c) { c.resources = resources({"repo=acme/**"}); }));
    QVERIFY(widens("resources", [](Delegation& c) { c.resources = resources({"repo=acme/api", "repo=other/api"}); }));
    QVERIFY(widens("resources", [](Delegation& c) { c.resources = resources({"branch=main"}); }));
    QVERIFY(widens("audience", [](Delegation& c) { c.audience.push_back("files"); }));
    QVERIFY(widens("audience", [](Delegation& c) { c.audience.clear(); }));
    QVERIFY(widens("expires", [](Delegation& c) { c.expires = c.expires + Duration(1); }));
    QVERIFY(widens("max_depth", [](Delegation& c) { c.maxDepth = 2; }));
    QVERIFY(widens("max_depth", [](Delegation& c) { c.maxDepth = 255; }));
    QVERIFY(widens("max_uses", [](Delegation& c) { c.maxUses = 11; }));
    QVERIFY(widens("max_uses", [](Delegation& c) { c.maxUses.reset(); }));
    QVERIFY(widens("allowed_targets", [](Delegation& c) { c.to = agentId("agent-d"); }));
    QVERIFY(widens("allowed_targets", [](Delegation& c) { c.allowedTargets.push_back(agentId("agent-d")); }));
    QVERIFY(widens("allowed_targets", [](Delegation& c) { c.allowedTargets.clear(); }));
}

void TstDelegation::nothingMeansEverything() {
    QCOMPARE(refusal([](Delegation& parent, Delegation&) {
                 parent.scopes = scopePatterns({"**"});
                 parent.resources = {};
                 parent.audience.clear();
                 parent.maxUses.reset();
                 parent.allowedTargets.clear();
             }).code,
             Code::Internal);
}

void TstDelegation::noFurtherHop() {
    QCOMPARE(refusal([](Delegation& parent, Delegation& child) { parent.maxDepth = child.maxDepth = 0; }).code,
             Code::DelegationTooDeep);
}

void TstDelegation::onlyTheHolderPassesOn() {
    const auto foreign = [](auto&& change) {
        return refusal([&](Delegation&, Delegation& child) { change(child); }).code == Code::DelegationForeign;
    };
    QVERIFY(foreign([](Delegation& c) { c.parent = delegationId(3); }));
    QVERIFY(foreign([](Delegation& c) { c.parent.reset(); }));
    QVERIFY(foreign([](Delegation& c) { c.from = identity::Principal::of(agentId("agent-b")); }));
    QVERIFY(foreign([](Delegation& c) { c.from = identity::Principal::of(userId("agent-a")); }));
}

void TstDelegation::whatPassesNeverWidens() {
    const Pools pools;
    const auto uses = universe(pools);
    SeededRandom random(2026);
    std::size_t passed = 0;
    std::size_t refused = 0;
    for (int i = 0; i < 10'000; ++i) {
        Delegation parent = parentSample();
        randomise(parent, pools, random);
        Delegation child = childSample();
        if (random.oneIn(2)) {
            randomise(child, pools, random);
        } else {
            const Delegation fields = parent;
            child.scopes = fields.scopes, child.resources = fields.resources, child.audience = fields.audience;
            child.expires = fields.expires, child.maxUses = fields.maxUses;
            child.allowedTargets = fields.allowedTargets;
            child.maxDepth = static_cast<std::uint8_t>(fields.maxDepth == 0 ? 0 : fields.maxDepth - 1);
            disturb(child, pools, random);
        }
        if (!checkAttenuation(parent, child)) {
            ++refused;
            continue;
        }
        ++passed;
        for (const Use& use : uses) {
            // The child's hops come on top of the one that made it.
            Use above = use;
            above.depth = static_cast<std::uint8_t>(use.depth + 1);
            above.target = use.depth == 0 ? child.to : use.target;
            if (allows(child, use) && !allows(parent, above)) {
                QFAIL(qPrintable(
                    QStringLiteral("pair %1 lets %2 pass").arg(i).arg(QString::fromStdString(use.scope.text()))));
            }
        }
    }
    QVERIFY2(passed > 1'000, qPrintable(QString::number(passed)));
    QVERIFY2(refused > 1'000, qPrintable(QString::number(refused)));
}

void TstDelegation::chainsNeverWiden() {
    const Pools pools;
    const auto uses = universe(pools);
    SeededRandom random(7);
    std::size_t deep = 0;
    for (int i = 0; i < 1'000; ++i) {
        Delegation first = parentSample();
        randomise(first, pools, random);
        first.maxDepth = 3;
        Delegation last = first;
        std::size_t hops = 0;
        for (int attempt = 0; attempt < 40 && last.maxDepth > 0; ++attempt) {
            Delegation next = last;
            next.id = delegationId(static_cast<std::uint64_t>(100 + attempt));
            next.parent = last.id;
            next.from = identity::Principal::of(last.to);
            next.to = random.of(pools.targets);
            next.maxDepth = static_cast<std::uint8_t>(last.maxDepth - 1);
            disturb(next, pools, random);
            if (checkAttenuation(last, next)) {
                last = next;
                ++hops;
            }
        }
        deep += hops >= 2 ? 1 : 0;
        for (const Use& use : uses) {
            if (use.depth == 0 && allows(last, use) && !allows(first, use)) {
                QFAIL("the end of a chain allows what its beginning does not");
            }
        }
    }
    QVERIFY2(deep > 200, qPrintable(QString::number(deep)));
}

void TstDelegation::wellFormed() {
    QVERIFY(checkDelegation(parentSample()));
    QVERIFY(checkDelegation(childSample()));
    const auto refused = [](Delegation value, auto&& change) {
        change(value);
        return codeOf(checkDelegation(value)) == Code::InvalidArgument;
    };
    const Delegation parent = parentSample();
    const Delegation child = childSample();
    QVERIFY(refused(parent, [](Delegation& d) { d.id = DelegationId(); }));
    QVERIFY(refused(parent, [](Delegation& d) { d.to = identity::AgentId(); }));
    QVERIFY(refused(parent, [](Delegation& d) { d.scopes.clear(); }));
    QVERIFY(refused(parent, [](Delegation& d) { d.expires = d.created; }));
    QVERIFY(refused(parent, [](Delegation& d) { d.maxUses = 0; }));
    QVERIFY(refused(parent, [](Delegation& d) { d.audience = {""}; }));
    QVERIFY(refused(parent, [](Delegation& d) { d.parent = delegationId(9); }));
    QVERIFY(refused(parent, [](Delegation& d) { d.from = identity::Principal::parse("operator:alice").value(); }));
    QVERIFY(refused(parent, [](Delegation& d) { d.from = identity::Principal::parse("service:gateway").value(); }));
    QVERIFY(refused(parent, [](Delegation& d) { d.from = identity::Principal::of(identity::UserId()); }));
    QVERIFY(refused(child, [](Delegation& d) { d.parent.reset(); }));
    QVERIFY(refused(child, [](Delegation& d) { d.to = agentId("agent-a"); }));
}

QTEST_APPLESS_MAIN(TstDelegation)
#include "tst_delegation.moc"
