#include "core/service/maintenance.h"
#include "core/store/read_store.h"
#include "tests/core/service/rig.h"

#include <QtCore/QFile>

using namespace countersign;
using rig::must;

namespace {

/// The log's own layout (SQLite file format, section 4): a header, then frames of a header and one page each.
constexpr qsizetype kLogHeader = 32;
constexpr qsizetype kFrameHeader = 24;

QByteArray read(const std::string& path) {
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const std::string& path, const QByteArray& bytes) {
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size() ||
        !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)) {
        qFatal("cannot write %s", path.c_str());
    }
}

/// The page size that the file's header names.
qsizetype pageSize(const QByteArray& file) {
    return static_cast<unsigned char>(file[16]) * 256 + static_cast<unsigned char>(file[17]);
}

std::string sealedCopyOf(const std::string& path, const crypto::SigningKey& holder) {
    const auto store = must(store::ReadStore::open(path));
    for (const auto& copy : must(store->secrets("ledger"))) {
        if (copy.id == holder.publicKey().thumbprint().text()) {
            return copy.body;
        }
    }
    return {};
}

/// A store with a second owner, who is about to leave.
struct Leaving {
    Leaving() : carol{must(identity::OperatorId::parse("carol")), crypto::SigningKey::generate(rig.random)} {
        const auto person = must(identity::UserId::parse("carol"));
        rig.order(rig.alice, command::AddUser{.id = person, .displayName = {}, .aliasOf = {}});
        rig.order(rig.alice, command::AddOperator{.id = carol.id,
                                                  .person = person,
                                                  .key = carol.key.publicKey(),
                                                  .roles = {identity::OperatorRole::Owner}});
    }
    void leave() { rig.order(rig.alice, command::DisableOperator{carol.id}); }

    rig::Rig rig;
    rig::Person carol;
};

} // namespace

/// The ledger key is changed in one piece, and the old one's copy for whoever left is nowhere any more.
class TstKeyChange final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The engine is killed at any moment of the change: what lies in the file then is all of it or nothing.
    void aKillInTheMiddleLeavesAllOrNothing() {
        Leaving world;
        auto& rig = world.rig;
        rig.reopen();
        rig.registerAgent("agent-1");
        const auto oldKey = rig.engine->ledgerKey();
        const auto file = read(rig.path());
        const auto before = read(rig.path() + "-wal").size();
        world.leave();
        const auto newKey = rig.engine->ledgerKey();
        const auto log = read(rig.path() + "-wal");
        QVERIFY(read(rig.path()) == file);
        QVERIFY(before > kLogHeader && log.size() > before);

        const auto unlock = must(service::readServiceKey(rig.path() + ".key"));
        const auto opened = [&](const std::string& path, const crypto::SigningKey& key) {
            return service::Engine::open(
                {.path = path, .unlock = &key, .clock = &rig.clock, .random = &rig.random, .readers = 1});
        };
        const qsizetype frame = kFrameHeader + pageSize(file);
        int without = 0;
        int with = 0;
        for (qsizetype end = before; end <= log.size(); end += frame / 2) {
            const auto path = rig.folder.filePath(QStringLiteral("cut-%1.countersign").arg(end)).toStdString();
            write(path, file);
            write(path + "-wal", log.first(end));
            const auto engine = must(opened(path, unlock));
            const bool changed = engine->state()->ledgerKeys.entries().size() == 2;
            QVERIFY(changed || with == 0);
            (changed ? with : without) += 1;
            QVERIFY(engine->ledgerKey() == (changed ? newKey : oldKey));
            const auto* carol = engine->state()->world.directory.findOperator(world.carol.id);
            QCOMPARE(carol->disabled, changed);
            QCOMPARE(sealedCopyOf(path, world.carol.key).empty(), changed);
            const auto store = must(store::ReadStore::open(path));
            const auto report = must(service::verifyStore(*store, must(store->meta()), {}, {}));
            QVERIFY2(report.findings.empty(), report.findings.empty() ? "" : report.findings[0].detail.c_str());
        }
        QVERIFY(without > 1);
        QCOMPARE(with, 1);
    }

    /// Not in the file, not in its log, not on a page that is free: whoever left may keep a copy, but finds none.
    void theCopyOfWhoLeftIsNoWhere() {
        Leaving world;
        auto& rig = world.rig;
        rig.reopen();
        const auto copy = sealedCopyOf(rig.path(), world.carol.key);
        QVERIFY(!copy.empty());
        const QByteArray wanted(copy.data(), static_cast<qsizetype>(copy.size()));
        QVERIFY(read(rig.path()).contains(wanted));
        world.leave();
        rig.engine.reset();
        QVERIFY(!read(rig.path()).contains(wanted));
        QVERIFY(!QFile::exists(QString::fromStdString(rig.path() + "-wal")));
        rig.open();
        QVERIFY(must(rig.ask(rig.alice, command::Verify{})).findings.empty());
    }

    /// What the store names as its service key gets the next ledger key. Whoever can write the file names their own.
    void aForgedServiceKeyOpensNothing() {
        Leaving world;
        auto& rig = world.rig;
        rig.engine.reset();
        const auto unlock = must(service::readServiceKey(rig.path() + ".key"));
        const auto named = QByteArray::fromStdString(unlock.publicKey().base64());
        const auto forged = QByteArray::fromStdString(crypto::SigningKey::generate(rig.random).publicKey().base64());
        auto file = read(rig.path());
        QCOMPARE(file.count(named), 1);
        write(rig.path(), file.replace(named, forged));
        VERIFY_CODE(
            service::Engine::open(
                {.path = rig.path(), .unlock = &unlock, .clock = &rig.clock, .random = &rig.random, .readers = 1}),
            Code::VerificationFailed);
        write(rig.path(), file.replace(forged, named));
        rig.open();
    }
};

QTEST_GUILESS_MAIN(TstKeyChange)
#include "tst_key_change.moc"
