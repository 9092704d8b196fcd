#include "core/service/maintenance.h"
#include "tests/core/service/rig.h"

using namespace countersign;
using rig::must;

namespace {

identity::UserId user(const char* id) {
    return must(identity::UserId::parse(id));
}

rig::Person person(rig::Rig& rig, const char* id, std::set<identity::OperatorRole> roles) {
    rig::Person made{must(identity::OperatorId::parse(id)), crypto::SigningKey::generate(rig.random)};
    rig.order(rig.alice, command::AddUser{.id = user(id), .displayName = {}, .aliasOf = {}});
    rig.order(rig.alice,
              command::AddOperator{
                  .id = made.id, .person = user(id), .key = made.key.publicKey(), .roles = std::move(roles)});
    return made;
}

/// What opening the store with this key alone comes to.
std::string opens(rig::Rig& rig, const crypto::SigningKey& unlock) {
    rig.engine.reset();
    auto opened = service::Engine::open(
        {.path = rig.path(), .unlock = &unlock, .clock = &rig.clock, .random = &rig.random, .readers = 1});
    const auto code = rig::codeOf(opened);
    opened = fail(Code::Unavailable, "closed");
    rig.open();
    return code;
}

const std::string kRefused(codeName(Code::KeyFileInvalid));

} // namespace

/// Who can open a store: the holder of its service key, and its owners. Nobody else, and nobody any longer than he is.
class TstSeals final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewOwnerOpensTheStoreWithItsOwnKey() {
        rig::Rig rig;
        const auto carol = person(rig, "carol", {identity::OperatorRole::Owner});
        QCOMPARE(opens(rig, carol.key), std::string("done"));
        QCOMPARE(opens(rig, rig.alice.key), std::string("done"));
    }

    void nobodyElseDoes() {
        rig::Rig rig;
        const auto dave = person(rig, "dave", {identity::OperatorRole::Admin, identity::OperatorRole::Auditor});
        QCOMPARE(opens(rig, rig.bob.key), kRefused);
        QCOMPARE(opens(rig, dave.key), kRefused);
    }

    void anOwnerWhoIsDisabledHasNoCopyLeft() {
        rig::Rig rig;
        const auto carol = person(rig, "carol", {identity::OperatorRole::Owner});
        rig.order(carol, command::DisableOperator{rig.alice.id});
        QCOMPARE(opens(rig, rig.alice.key), kRefused);
        QCOMPARE(opens(rig, carol.key), std::string("done"));
        const auto report = must(rig.ask(carol, command::Verify{}));
        QVERIFY2(report.findings.empty(), report.findings.empty() ? "" : report.findings[0].detail.c_str());
    }

    void norHasOneWhoseUserIsDisabled() {
        rig::Rig rig;
        const auto carol = person(rig, "carol", {identity::OperatorRole::Owner});
        rig.order(rig.alice, command::DisableUser{user("carol")});
        QCOMPARE(opens(rig, carol.key), kRefused);
        QCOMPARE(opens(rig, rig.alice.key), std::string("done"));
    }

    void anotherKeyTakesTheOldOnesPlace() {
        rig::Rig rig;
        const auto next = crypto::SigningKey::generate(rig.random);
        rig.order(rig.alice, command::RotateOperatorKey{rig.alice.id, next.publicKey()});
        QCOMPARE(opens(rig, rig.alice.key), kRefused);
        QCOMPARE(opens(rig, next), std::string("done"));
    }

    void anOrderThatIsRefusedSealsNothing() {
        rig::Rig rig;
        const auto stranger = crypto::SigningKey::generate(rig.random);
        VERIFY_CODE(rig.submit(rig.bob, command::AddOperator{.id = must(identity::OperatorId::parse("mallory")),
                                                             .person = user("bob"),
                                                             .key = stranger.publicKey(),
                                                             .roles = {identity::OperatorRole::Owner}}),
                    Code::Forbidden);
        QCOMPARE(opens(rig, stranger), kRefused);
    }
};

QTEST_GUILESS_MAIN(TstSeals)
#include "tst_seals.moc"
