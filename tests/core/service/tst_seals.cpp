#include "core/crypto/sealed.h"
#include "core/ledger/merkle.h"
#include "core/service/maintenance.h"
#include "core/store/write_store.h"
#include "tests/core/service/rig.h"

#include <algorithm>
#include <cstdio>
#include <functional>

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

ledger::Tree treeOf(store::ReadStore& store) {
    ledger::Tree tree;
    must(store.forEachRecord(0, UINT64_MAX, [&tree](std::uint64_t, std::string_view body) {
        tree.append(ledger::leafHash(asBytes(body)));
        return true;
    }));
    return tree;
}

std::string headSignedBy(store::ReadStore& store, const crypto::SigningKey& key) {
    const auto meta = must(store.meta());
    const auto tree = treeOf(store);
    return must(ledger::signCheckpoint({.origin = must(ledger::checkpointOrigin(meta.trustDomain, meta.id)),
                                        .size = tree.size(),
                                        .root = tree.root(),
                                        .extensions = {}},
                                       key));
}

std::string newestHead(const std::string& path) {
    return must(must(store::ReadStore::open(path))->checkpoint(UINT64_MAX)).value();
}

std::vector<std::string> findingsOf(const std::string& path, const std::optional<std::string>& pinned) {
    const auto file = must(store::ReadStore::open(path));
    std::vector<std::string> codes;
    for (const auto& finding : must(service::verifyStore(*file, must(file->meta()), pinned, {})).findings) {
        codes.push_back(finding.code);
    }
    return codes;
}

/// Writes into the store of an engine that is closed, as somebody can who can write the file.
void tamper(const rig::Rig& rig, const std::function<void(store::WriteStore&)>& change) {
    const auto store = must(store::WriteStore::open(rig.path()));
    must(store->begin());
    change(*store);
    must(store->commit());
}

std::string opensWithServiceKey(rig::Rig& rig) {
    const auto unlock = must(service::readServiceKey(rig.path() + ".key"));
    return rig::codeOf(service::Engine::open(
        {.path = rig.path(), .unlock = &unlock, .clock = &rig.clock, .random = &rig.random, .readers = 1}));
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
        tamper(rig, [&](store::WriteStore& store) {
            must(store.putCheckpoint(must(store.read().size()), headSignedBy(store.read(), old)));
        });
        QCOMPARE(opensWithServiceKey(rig), std::string(codeName(Code::KeyUnknown)));
        QVERIFY(!findingsOf(rig.path(), {}).empty());
    }

    /// He can seal a key of his own to the service key, which is public, and name it everywhere but in a record.
    void whoCanWriteTheFileMakesItGoOnWithNoKeyOfHis() {
        rig::Rig rig;
        const auto carol = person(rig, "carol", {identity::OperatorRole::Owner});
        rig.order(rig.alice, command::DisableOperator{carol.id});
        rig.registerAgent("agent-1");
        const auto chain = rig.engine->state()->ledgerKeys;
        rig.engine.reset();
        const auto own = crypto::SigningKey::generate(rig.random);
        const auto unlock = must(service::readServiceKey(rig.path() + ".key"));
        tamper(rig, [&](store::WriteStore& store) {
            const auto size = must(store.read().size());
            auto rows = *chain.toJson().asArray();
            rows.emplace_back(json::Object{{"from", json::Value::integer(static_cast<std::int64_t>(size))},
                                           {"key", own.publicKey().base64()}});
            must(store.putEntity(store::EntityKind::Setting, "ledger_keys", json::canonical(rows)));
            must(store.setLedgerKey(own.publicKey()));
            must(store.eraseSecret("ledger", unlock.publicKey().thumbprint().text()));
            must(store.putSecret("ledger", unlock.publicKey().thumbprint().text(),
                                 crypto::sealTo(unlock.publicKey(), own.seed())));
            must(store.putCheckpoint(size, headSignedBy(store.read(), own)));
        });
        QCOMPARE(opensWithServiceKey(rig), std::string(codeName(Code::VerificationFailed)));
        QVERIFY(!findingsOf(rig.path(), {}).empty());
    }

    /// A change that the key before did not sign is none, whoever else vouches for it.
    void aChangeSignedByOneKeyOnlyIsNone() {
        rig::Rig rig;
        const auto carol = person(rig, "carol", {identity::OperatorRole::Owner});
        const auto before = rig.engine->ledgerKey();
        const auto store = rig.engine->state()->world.store;
        const auto size = rig.engine->state()->size;
        rig.engine.reset();
        const auto own = crypto::SigningKey::generate(rig.random);
        auto change = ledger::signKeyChange(store, size, own, own);
        change.previous = before;
        ledger::RecordFields fields;
        fields.store = store;
        fields.id = ledger::RecordId::generate(rig.random);
        fields.kind = ledger::Kind::System;
        fields.outcome = ledger::Outcome::Done;
        fields.at = rig.clock.wallNow();
        fields.reasons = {{std::string(ledger::kKeyChangeEvent), {}}};
        fields.data = ledger::keyChangeData(change);
        const auto record = must(ledger::Record::create(std::move(fields)));
        tamper(rig, [&](store::WriteStore& file) {
            auto state = must(service::loadState(file.read()));
            VERIFY_CODE(service::fold(state, size, record), Code::SignatureInvalid);
            must(file.appendRecord(size, record.canonical()));
            must(file.setLedgerKey(own.publicKey()));
            must(file.putCheckpoint(size + 1, headSignedBy(file.read(), own)));
        });
        const auto found = findingsOf(rig.path(), {});
        QVERIFY(std::ranges::find(found, std::string(codeName(Code::SignatureInvalid))) != found.end());
        VERIFY_CODE(service::rebuildStore(rig.path(), {}), Code::SignatureInvalid);
    }

    void aCopyFromBeforeTheChangeIsNamedByAHeadOfAfter() {
        rig::Rig rig;
        const auto carol = person(rig, "carol", {identity::OperatorRole::Owner});
        const auto copy = rig.path() + ".before";
        must(service::backupStore(rig.path(), copy));
        rig.order(rig.alice, command::DisableOperator{carol.id});
        const auto after = newestHead(rig.path());
        QCOMPARE(findingsOf(rig.path(), after), std::vector<std::string>());
        const auto found = findingsOf(copy, after);
        QVERIFY(std::ranges::find(found, std::string("head_older")) != found.end());
        QVERIFY(std::ranges::find(found, std::string("head_forked")) != found.end());
        // What is no head of this store is a mistake, not a finding.
        const auto file = must(store::ReadStore::open(copy));
        const auto meta = must(file->meta());
        auto elsewhere = after;
        elsewhere.replace(elsewhere.find("acme"), 4, "evil");
        QVERIFY(!service::verifyStore(*file, meta, elsewhere, {}));
        QVERIFY(!service::verifyStore(*file, meta, std::string("no note"), {}));
    }

    /// The backup holds his copy and the key of that time: he is an owner again until he is disabled again.
    void aBackupFromBeforeTheChangeIsRestoredWithItsOwnKey() {
        rig::Rig rig;
        const auto carol = person(rig, "carol", {identity::OperatorRole::Owner});
        const auto first = rig.engine->ledgerKey();
        const auto backup = rig.path() + ".backup";
        must(service::backupStore(rig.path(), backup));
        rig.order(rig.alice, command::DisableOperator{carol.id});
        const auto second = rig.engine->ledgerKey();
        const auto after = newestHead(rig.path());
        rig.engine.reset();
        const auto unlock = must(service::readServiceKey(rig.path() + ".key"));
        must(service::restoreStore(backup, rig.path(), unlock, rig.clock, rig.random));
        rig.open();
        QVERIFY(rig.engine->ledgerKey() == first);
        QVERIFY(!must(rig.ask(rig.alice, command::Verify{after})).findings.empty());
        rig.clock.pass(Duration(1));
        rig.order(rig.alice, command::DisableOperator{carol.id});
        QVERIFY(rig.engine->ledgerKey() != first);
        QVERIFY(rig.engine->ledgerKey() != second);
        QVERIFY(must(rig.ask(rig.alice, command::Verify{})).findings.empty());
    }

    /// In one commit or in two: the last key is one that none of those who left ever had.
    void severalOwnersLeaveAtOnce() {
        rig::Rig rig;
        const auto carol = person(rig, "carol", {identity::OperatorRole::Owner});
        const auto dave = person(rig, "dave", {identity::OperatorRole::Owner});
        std::vector<std::future<Result<command::Receipt>>> answers;
        for (const auto& leaver : {carol.id, dave.id}) {
            auto promise = std::make_shared<std::promise<Result<command::Receipt>>>();
            answers.push_back(promise->get_future());
            rig.engine->submit(
                must(wire::signCommand(command::DisableOperator{leaver}, rig.alice.id, rig.alice.key,
                                       rig.engine->state()->world.store, rig.clock.wallNow(), rig.random)),
                "127.0.0.1", service::Done<command::Receipt>([promise](Result<command::Receipt> receipt) {
                    promise->set_value(std::move(receipt));
                }));
        }
        std::uint64_t last = 0;
        for (auto& answer : answers) {
            last = std::max(last, must(answer.get()).seq);
        }
        const auto chain = rig.engine->state()->ledgerKeys;
        QCOMPARE(chain.entries().back().from, last + 2);
        QCOMPARE(opens(rig, carol.key), kRefused);
        QCOMPARE(opens(rig, dave.key), kRefused);
        QCOMPARE(findingsOf(rig.path(), {}), std::vector<std::string>());
    }

    void aChangeThatDoesNotBecomeDurableIsNone() {
        rig::Rig rig;
        const auto carol = person(rig, "carol", {identity::OperatorRole::Owner});
        const auto before = rig.engine->ledgerKey();
        const auto away = rig.path() + ".away";
        QVERIFY(std::rename(rig.path().c_str(), away.c_str()) == 0);
        QVERIFY(!rig.submit(rig.alice, command::DisableOperator{carol.id}));
        QVERIFY(rig.engine->ledgerKey() == before);
        QCOMPARE(rig.engine->state()->ledgerKeys.entries().size(), 1U);
        QVERIFY(std::rename(away.c_str(), rig.path().c_str()) == 0);
        rig.order(rig.alice, command::DisableOperator{carol.id});
        QVERIFY(rig.engine->ledgerKey() != before);
        QCOMPARE(findingsOf(rig.path(), {}), std::vector<std::string>());
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
