#include "tests/core/delegation/sample.h"

#include <QTest>

using namespace countersign;
using namespace countersign::delegation;
using namespace countersign::delegation::test;

namespace {

Grant sample() {
    SeededRandom random(1);
    Grant grant;
    grant.id = GrantId::generate(random);
    grant.to = subject("agent:agent-1");
    grant.scopes = scopePatterns({"repo:read"});
    return grant;
}

Role sampleRole() {
    return {roleId("reader"), {{Effect::Allow, scopePatterns({"repo:*"}), {}, std::nullopt}}, {}};
}

template <class T, class F>
Code changed(T value, Result<void> (*check)(const T&), F&& change) {
    change(value);
    return codeOf(check(value));
}

} // namespace

class TstGrant : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void subjects();
    void risks();
    void grants();
    void roles();
};

void TstGrant::subjects() {
    QCOMPARE(subject("agent:a").kind(), Subject::Kind::Agent);
    QCOMPARE(subject("group:a").kind(), Subject::Kind::Group);
    QCOMPARE(subject("role:a").kind(), Subject::Kind::Role);
    QCOMPARE(subject("role:deployer").id(), std::string("deployer"));
    QCOMPARE(subject("role:deployer").text(), std::string("role:deployer"));
    for (const char* text : {"", ":", "agent", "agent:", "user:a", "operator:a", "Agent:a", "agent:a@b", "agent: a",
                             "agent:a:b", "role:a b", "group:-a"}) {
        QVERIFY2(codeOf(Subject::parse(text)) == Code::InvalidArgument, text);
    }
}

void TstGrant::risks() {
    for (const Risk risk : {Risk::Low, Risk::Medium, Risk::High, Risk::Critical}) {
        QVERIFY(riskFromName(riskName(risk)).value() == risk);
    }
    QCOMPARE(codeOf(riskFromName("none")), Code::InvalidArgument);
    QCOMPARE(codeOf(riskFromName("Low")), Code::InvalidArgument);
}

void TstGrant::grants() {
    const auto check = [](auto&& change) { return changed(sample(), &checkGrant, change); };
    QCOMPARE(check([](Grant&) {}), Code::Internal);
    QCOMPARE(check([](Grant& g) { g.id = GrantId(); }), Code::InvalidArgument);
    QCOMPARE(check([](Grant& g) { g.to = Subject(); }), Code::InvalidArgument);
    QCOMPARE(check([](Grant& g) { g.scopes.clear(); }), Code::InvalidArgument);
    QCOMPARE(check([](Grant& g) { g.scopes.assign(65, g.scopes[0]); }), Code::InvalidArgument);
    QCOMPARE(check([](Grant& g) { g.conditions.days = {9}; }), Code::InvalidArgument);
    QCOMPARE(check([](Grant& g) { g.expires = g.created; }), Code::InvalidArgument);
    QCOMPARE(check([](Grant& g) { g.expires = g.created + Duration(1); }), Code::Internal);
    QCOMPARE(check([](Grant& g) { g.hold = approval::Hold{0, {}, std::nullopt}; }), Code::ZeroApprovers);
    QCOMPARE(check([](Grant& g) { g.hold = approval::Hold{1, {}, Duration(0)}; }), Code::InvalidArgument);
    QCOMPARE(check([](Grant& g) { g.hold = approval::Hold{1, {}, Duration(1)}; }), Code::Internal);
}

void TstGrant::roles() {
    const auto check = [](auto&& change) { return changed(sampleRole(), &checkRole, change); };
    QCOMPARE(check([](Role&) {}), Code::Internal);
    QCOMPARE(check([](Role& r) { r.rules.clear(); }), Code::Internal);
    QCOMPARE(check([](Role& r) { r.id = RoleId(); }), Code::InvalidArgument);
    QCOMPARE(check([](Role& r) { r.rules[0].scopes.clear(); }), Code::InvalidArgument);
    QCOMPARE(check([](Role& r) { r.rules.assign(257, r.rules[0]); }), Code::InvalidArgument);
    QCOMPARE(check([](Role& r) { r.inherits.assign(65, roleId("x")); }), Code::InvalidArgument);
    QCOMPARE(check([](Role& r) { r.rules[0].hold = approval::Hold{0, {}, std::nullopt}; }), Code::ZeroApprovers);
    QCOMPARE(check([](Role& r) {
                 r.rules[0].effect = Effect::Deny;
                 r.rules[0].hold = approval::Hold{1, {}, std::nullopt};
             }),
             Code::InvalidArgument);
}

QTEST_APPLESS_MAIN(TstGrant)
#include "tst_grant.moc"
