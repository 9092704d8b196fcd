#include "core/crypto/sealed.h"
#include "core/ledger/merkle.h"
#include "core/service/maintenance.h"
#include "core/store/write_store.h"
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

/// What its holder can take out of the file.
crypto::SigningKey ledgerKeyOf(const rig::Rig& rig, const crypto::SigningKey& holder) {
    const auto store = must(store::ReadStore::open(rig.path()));
    for (const auto& copy : must(store->secrets("ledger"))) {
        if (copy.id == holder.publicKey().thumbprint().text()) {
            const auto seed = must(crypto::openSealed(holder, asBytes(copy.body)));
            return must(crypto::SigningKey::fromSeed(seed.bytes()));
        }
    }
    qFatal("there is no copy for this key");
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

    /// He may have kept the key that he had, so it is worth nothing from then on.
    void whenAnOwnerLeavesTheLedgerKeyIsAnother() {
        rig::Rig rig;
        const auto carol = person(rig, "carol", {identity::OperatorRole::Owner});
        const auto before = rig.engine->ledgerKey();
        QCOMPARE(rig.engine->state()->ledgerKeys.entries().size(), 1U);
        const auto kept = must(store::ReadStore::open(rig.path()))->checkpoint(UINT64_MAX);
        const auto receipt = rig.order(rig.alice, command::DisableOperator{carol.id});
        const auto after = rig.engine->ledgerKey();
        QVERIFY(after != before);
        const auto chain = rig.engine->state()->ledgerKeys;
        QCOMPARE(chain.entries().size(), 2U);
        QCOMPARE(chain.entries().back().from, receipt.seq + 2);
        QVERIFY(chain.newest() == after);
        QVERIFY(must(rig.ask(rig.alice, command::GetStore{})).ledgerKey == after);
        QVERIFY(rig.engine->proveOwner("nonce", "address").key == after);
        rig.reopen();
        QVERIFY(rig.engine->ledgerKey() == after);
        QVERIFY(rig.engine->state()->ledgerKeys == chain);
        rig.registerAgent("agent-1");
        for (const auto& pinned : {std::optional<std::string>(), must(Result<std::optional<std::string>>(kept))}) {
            const auto report = must(rig.ask(rig.alice, command::Verify{pinned}));
            QVERIFY2(report.findings.empty(), report.findings.empty() ? "" : report.findings[0].detail.c_str());
        }
        rig.engine.reset();
        const auto compared = must(service::rebuildStore(rig.path(), {}));
        QVERIFY2(compared.changed.empty(), compared.changed.empty() ? "" : compared.changed[0].c_str());
        rig.open();
        QVERIFY(rig.engine->ledgerKey() == after);
    }

    void itIsTheSameWhileNobodyLeaves() {
        rig::Rig rig;
        const auto before = rig.engine->ledgerKey();
        const auto carol = person(rig, "carol", {identity::OperatorRole::Owner});
        rig.order(rig.alice, command::DisableOperator{rig.bob.id});
        QVERIFY(rig.engine->ledgerKey() == before);
        rig.order(rig.alice, command::DisableUser{user("carol")});
        QVERIFY(rig.engine->ledgerKey() != before);
    }

    void whoKeptTheOldKeySignsNoHead() {
        rig::Rig rig;
        const auto carol = person(rig, "carol", {identity::OperatorRole::Owner});
        const auto old = ledgerKeyOf(rig, carol.key);
        rig.order(rig.alice, command::DisableOperator{carol.id});
        rig.engine.reset();
        const auto forged = [&](const crypto::SigningKey& by) {
            const auto store = must(store::WriteStore::open(rig.path()));
            const auto meta = must(store->read().meta());
            const auto origin = must(ledger::checkpointOrigin(meta.trustDomain, meta.id));
            const auto size = must(store->read().size());
            ledger::Tree tree;
            for (const auto& stored : must(store->read().records(0, 1000))) {
                tree.append(ledger::leafHash(asBytes(stored.body)));
            }
            must(store->begin());
            must(store->putCheckpoint(
                size, must(ledger::signCheckpoint(
                          {.origin = origin, .size = size, .root = tree.root(), .extensions = {}}, by))));
            must(store->commit());
        };
        forged(old);
        const auto unlock = must(service::readServiceKey(rig.path() + ".key"));
        VERIFY_CODE(
            service::Engine::open(
                {.path = rig.path(), .unlock = &unlock, .clock = &rig.clock, .random = &rig.random, .readers = 1}),
            Code::KeyUnknown);
        const auto file = must(store::ReadStore::open(rig.path()));
        const auto report = must(service::verifyStore(*file, must(file->meta()), {}, {}));
        QVERIFY(!report.findings.empty());
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
