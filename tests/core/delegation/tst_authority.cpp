#include "tests/core/delegation/sample.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace countersign;
using namespace countersign::delegation;
using namespace countersign::delegation::test;

namespace {

Grant grantOf(Random& random, std::string_view to, std::vector<ScopePattern> scopes, ResourceSet set) {
    Grant grant;
    grant.id = GrantId::generate(random);
    grant.to = subject(to);
    grant.scopes = std::move(scopes);
    grant.resources = std::move(set);
    return grant;
}

bool applies(const Grant& grant, const Scope& scope, const Resource& resource) {
    return std::ranges::any_of(grant.scopes, [&](const auto& pattern) { return pattern.matches(scope); }) &&
           grant.resources.matches(resource);
}

/// Ids of all that are visited, and of those that apply.
struct Visited {
    std::vector<std::string> all;
    std::vector<std::string> applying;
};

Visited visit(const Authority& authority, const std::string& to, const Scope& scope, const Resource& resource) {
    Visited out;
    authority.forGrantsOf(to, scope, resource, [&](const Grant& grant) {
        out.all.push_back(grant.id.text());
        if (applies(grant, scope, resource)) {
            out.applying.push_back(grant.id.text());
        }
    });
    return out;
}

std::set<std::string> linearScan(const std::vector<Grant>& grants, const std::string& to, const Scope& scope,
                                 const Resource& resource) {
    std::set<std::string> out;
    for (const auto& grant : grants) {
        if (!grant.revoked && grant.to.text() == to && applies(grant, scope, resource)) {
            out.insert(grant.id.text());
        }
    }
    return out;
}

Role roleOf(std::string_view id, std::initializer_list<const char*> inherits) {
    Role role;
    role.id = roleId(id);
    for (const char* text : inherits) {
        role.inherits.push_back(roleId(text));
    }
    return role;
}

} // namespace

class TstAuthority : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void indexEqualsLinearScan();
    void aGrantIsVisitedOnce();
    void manyGrantsAreNotLookedAt();
    void sharedListsStayInOrderAndApart();
    void changingAGrantRefilesIt();
    void snapshotsAreIsolated();
    void roleCycles();
    void assignments();
    void catalogue();
    void lists();
};

void TstAuthority::indexEqualsLinearScan() {
    const std::vector<std::string> subjects = {"agent:a", "agent:b", "group:a", "role:a"};
    const auto scopes = scopePatterns({"r:read", "r:write", "x", "r:*", "r*:read", "**"});
    std::vector<ResourcePattern> patterns;
    for (const char* text : {"k=a", "k=a/b", "k=a/*", "k=a/**", "k=*", "k=**", "k=a/b/c", "k=a/b*", "k=a*/b", "k=ab/*",
                             "l=a", "l=a/*", "l=**", "m=x"}) {
        patterns.push_back(resourcePattern(text));
    }
    std::vector<Resource> requests = {{}};
    for (const char* k : {"a", "b", "a/b", "a/bc", "a/b/c", "a/c/d", "ab/c"}) {
        requests.push_back({{"k", k}});
        requests.push_back({{"k", k}, {"l", "a"}});
        requests.push_back({{"k", k}, {"l", "a/z"}, {"m", "x"}});
    }
    SeededRandom random(42);
    for (int round = 0; round < 30; ++round) {
        Authority authority;
        std::vector<Grant> grants;
        for (int i = 0; i < 60; ++i) {
            grants.push_back(grantOf(random, random.of(subjects), random.some(scopes, 1 + random.below(2)),
                                     ResourceSet(random.some(patterns, random.below(4)))));
            authority.setGrant(grants.back());
        }
        // Some change altogether, some are revoked, some of these come back.
        for (int i = 0; i < 40; ++i) {
            Grant& grant = grants[random.below(grants.size())];
            if (random.oneIn(2)) {
                grant.to = subject(random.of(subjects));
                grant.scopes = random.some(scopes, 1 + random.below(3));
                grant.resources = ResourceSet(random.some(patterns, random.below(4)));
            } else {
                grant.revoked = !grant.revoked;
            }
            authority.setGrant(grant);
        }
        for (const auto& to : subjects) {
            for (const char* text : {"r:read", "r:write", "x", "rr:read", "y:z"}) {
                for (const auto& request : requests) {
                    const auto visited = visit(authority, to, scope(text), request);
                    const std::set<std::string> unique(visited.all.begin(), visited.all.end());
                    QCOMPARE(unique.size(), visited.all.size());
                    const std::set<std::string> found(visited.applying.begin(), visited.applying.end());
                    QVERIFY(found == linearScan(grants, to, scope(text), request));
                }
            }
        }
    }
}

void TstAuthority::aGrantIsVisitedOnce() {
    SeededRandom random(1);
    Authority authority;
    authority.setGrant(grantOf(random, "agent:a", scopePatterns({"r:read", "r:read", "r:*", "**"}),
                               resources({"k=a", "k=a/b", "k=a/*", "k=**", "l=x", "l=*"})));
    authority.setGrant(grantOf(random, "agent:a", scopePatterns({"r:read", "r:read"}), resources({"k=a/b", "k=a/c"})));
    QCOMPARE(visit(authority, "agent:a", scope("r:read"), {{"k", "a/b"}, {"l", "x"}}).applying.size(), std::size_t(2));
    QCOMPARE(visit(authority, "agent:a", scope("r:read"), {{"k", "a/b"}}).applying.size(), std::size_t(1));
    QVERIFY(visit(authority, "agent:b", scope("r:read"), {{"k", "a/b"}, {"l", "x"}}).all.empty());
    QVERIFY(visit(authority, "group:a", scope("r:read"), {{"k", "a/b"}, {"l", "x"}}).all.empty());
}

void TstAuthority::manyGrantsAreNotLookedAt() {
    SeededRandom random(1);
    Authority authority;
    for (int i = 0; i < 10'000; ++i) {
        const std::string number = std::to_string(i);
        const std::string path =
            i % 3 == 0 ? "k=team" + number + "/api" : "k=team" + number + (i % 3 == 1 ? "/*" : "/**");
        authority.setGrant(
            grantOf(random, "agent:a", scopePatterns({"r:read"}), resources({path.c_str(), "environment=prod"})));
    }
    QCOMPARE(authority.grantCount(), std::size_t(10'000));
    for (const char* value : {"team300/api", "team301/x", "team302/x", "team302/x/y"}) {
        const auto visited = visit(authority, "agent:a", scope("r:read"), {{"k", value}, {"environment", "prod"}});
        QCOMPARE(visited.applying.size(), std::size_t(1));
        QCOMPARE(visited.all.size(), std::size_t(1));
    }
    QVERIFY(visit(authority, "agent:a", scope("r:read"), {{"k", "team10001/x"}}).all.empty());
    QVERIFY(visit(authority, "agent:a", scope("r:write"), {{"k", "team300/api"}}).all.empty());
}

void TstAuthority::sharedListsStayInOrderAndApart() {
    SeededRandom random(5);
    const auto next = [&random] { return grantOf(random, "agent:a", scopePatterns({"r:read"}), resources({"k=a"})); };
    const auto seen = [](const Authority& authority) {
        return visit(authority, "agent:a", scope("r:read"), {{"k", "a"}}).all;
    };
    Authority authority;
    std::set<std::string> ids;
    std::vector<Grant> grants;
    for (int i = 0; i < 40; ++i) {
        const Authority before = authority;
        const auto seenBefore = seen(before);
        grants.push_back(next());
        authority.setGrant(grants.back());
        ids.insert(grants.back().id.text());
        QVERIFY(seen(authority) == std::vector(ids.begin(), ids.end()));
        QVERIFY(seen(before) == seenBefore);
    }
    for (auto& grant : grants) {
        const Authority before = authority;
        const auto seenBefore = seen(before);
        grant.revoked = true;
        authority.setGrant(grant);
        ids.erase(grant.id.text());
        QVERIFY(seen(authority) == std::vector(ids.begin(), ids.end()));
        QVERIFY(seen(before) == seenBefore);
    }
}

void TstAuthority::changingAGrantRefilesIt() {
    SeededRandom random(1);
    Authority authority;
    Grant grant = grantOf(random, "agent:a", scopePatterns({"r:read"}), resources({"k=a"}));
    authority.setGrant(grant);
    grant.to = subject("agent:b");
    grant.resources = {};
    authority.setGrant(grant);
    QVERIFY(visit(authority, "agent:a", scope("r:read"), {{"k", "a"}}).all.empty());
    QCOMPARE(visit(authority, "agent:b", scope("r:read"), {}).all.size(), std::size_t(1));
    QCOMPARE(authority.grantCount(), std::size_t(1));
    grant.revoked = true;
    authority.setGrant(grant);
    authority.setGrant(grant);
    QVERIFY(visit(authority, "agent:b", scope("r:read"), {}).all.empty());
    QVERIFY(authority.grant(grant.id)->revoked);
}

void TstAuthority::snapshotsAreIsolated() {
    SeededRandom random(1);
    Authority first;
    std::vector<Grant> grants;
    for (int i = 0; i < 200; ++i) {
        const std::string pattern = "k=v" + std::to_string(i % 20);
        grants.push_back(grantOf(random, "agent:a", scopePatterns({"r:read"}), resources({pattern.c_str()})));
        first.setGrant(grants.back());
    }
    QVERIFY(first.setRole(roleOf("r", {})));
    first.setAssignment({roleId("r"), subject("agent:a"), std::nullopt});
    Authority second = first;
    for (auto grant : grants) {
        grant.revoked = true;
        second.setGrant(grant);
    }
    second.removeAssignment(roleId("r"), subject("agent:a"));
    QVERIFY(second.setRole(roleOf("s", {"r"})));
    second.setAction("deploy", scope("x:y"));
    QCOMPARE(visit(first, "agent:a", scope("r:read"), {{"k", "v7"}}).applying.size(), std::size_t(10));
    QVERIFY(visit(second, "agent:a", scope("r:read"), {{"k", "v7"}}).all.empty());
    QVERIFY(!first.grant(grants[0].id)->revoked);
    QCOMPARE(first.assignments("agent:a").size(), std::size_t(1));
    QVERIFY(second.assignments("agent:a").empty());
    QVERIFY(first.role(roleId("s")) == nullptr);
    QCOMPARE(first.requiredScope("deploy").value().text(), std::string("deploy"));
    QCOMPARE(second.requiredScope("deploy").value().text(), std::string("x:y"));
}

void TstAuthority::roleCycles() {
    Authority authority;
    QCOMPARE(codeOf(authority.setRole(roleOf("a", {"a"}))), Code::IllegalTransition);
    QCOMPARE(codeOf(authority.setRole(roleOf("a", {"unknown"}))), Code::IllegalTransition);
    QVERIFY(authority.role(roleId("a")) == nullptr);
    QVERIFY(authority.setRole(roleOf("a", {})));
    QVERIFY(authority.setRole(roleOf("b", {"a"})));
    QVERIFY(authority.setRole(roleOf("c", {"b", "a"})));
    QVERIFY(authority.setRole(roleOf("d", {"b", "c"}))); // a diamond is no circle
    QCOMPARE(codeOf(authority.setRole(roleOf("a", {"a"}))), Code::IllegalTransition);
    QCOMPARE(codeOf(authority.setRole(roleOf("a", {"b"}))), Code::IllegalTransition);
    QCOMPARE(codeOf(authority.setRole(roleOf("a", {"d"}))), Code::IllegalTransition);
    QVERIFY(authority.role(roleId("a"))->inherits.empty());
    QVERIFY(authority.setRole(roleOf("b", {})));
    QVERIFY(authority.setRole(roleOf("a", {"b"}))); // the other way round once b let go
}

void TstAuthority::assignments() {
    Authority authority;
    authority.setAssignment({roleId("z"), subject("agent:a"), std::nullopt});
    authority.setAssignment({roleId("b"), subject("agent:a"), std::nullopt});
    authority.setAssignment({roleId("b"), subject("group:a"), std::nullopt});
    authority.setAssignment({roleId("z"), subject("agent:a"), Timestamp(5)});
    const auto& list = authority.assignments("agent:a");
    QCOMPARE(list.size(), std::size_t(2));
    QCOMPARE(list[0].role.text(), std::string("b"));
    QVERIFY(list[1].expires == Timestamp(5));
    QCOMPARE(authority.allAssignments().size(), std::size_t(3));
    QCOMPARE(authority.allAssignments()[2].to.text(), std::string("group:a"));
    authority.removeAssignment(roleId("b"), subject("agent:a"));
    authority.removeAssignment(roleId("b"), subject("agent:a"));
    authority.removeAssignment(roleId("b"), subject("agent:nobody"));
    QCOMPARE(authority.assignments("agent:a").size(), std::size_t(1));
    QCOMPARE(authority.assignments("group:a").size(), std::size_t(1));
    QVERIFY(authority.assignments("group:b").empty());
}

void TstAuthority::catalogue() {
    Authority authority;
    authority.setScope({scope("repo:read"), Risk::Low, "read a repository"});
    authority.setAction("pr.create", scope("pr:write:draft"));
    QCOMPARE(authority.riskOf(scope("repo:read")), Risk::Low);
    QCOMPARE(authority.riskOf(scope("repo:write")), Risk::High);
    QVERIFY(authority.scope(scope("repo:write")) == nullptr);
    QCOMPARE(authority.scope(scope("repo:read"))->description, std::string("read a repository"));
    QCOMPARE(authority.requiredScope("pr.create").value().text(), std::string("pr:write:draft"));
    QCOMPARE(authority.requiredScope("pr.merge").value().text(), std::string("pr:merge"));
    QCOMPARE(codeOf(authority.requiredScope("pr:merge")), Code::InvalidArgument);
    QCOMPARE(codeOf(authority.requiredScope("")), Code::InvalidArgument);
    authority.setScope({scope("repo:read"), Risk::Medium, ""});
    QCOMPARE(authority.riskOf(scope("repo:read")), Risk::Medium);
    QCOMPARE(authority.scopes().size(), std::size_t(1));
    QCOMPARE(authority.actions().size(), std::size_t(1));
}

void TstAuthority::lists() {
    SeededRandom random(3);
    Authority authority;
    for (int i = 0; i < 50; ++i) {
        authority.setGrant(grantOf(random, "agent:a", scopePatterns({"x"}), {}));
        Delegation delegation;
        delegation.id = DelegationId::generate(random);
        authority.setDelegation(delegation);
    }
    QVERIFY(authority.setRole(roleOf("b", {})));
    QVERIFY(authority.setRole(roleOf("a", {})));
    const auto ordered = [](const auto& list) {
        return std::ranges::is_sorted(list, {}, [](const auto& entry) { return entry->id; });
    };
    QCOMPARE(authority.grants().size(), std::size_t(50));
    QVERIFY(ordered(authority.grants()));
    QCOMPARE(authority.delegations().size(), std::size_t(50));
    QVERIFY(ordered(authority.delegations()));
    QCOMPARE(authority.roles().size(), std::size_t(2));
    QVERIFY(ordered(authority.roles()));
    for (const auto& delegation : authority.delegations()) {
        QVERIFY(authority.delegation(delegation->id) == delegation.get());
    }
}

QTEST_APPLESS_MAIN(TstAuthority)
#include "tst_authority.moc"
