#include "core/crypto/sealed.h"
#include "tests/ui/support/ui_rig.h"

#include <QFile>

#include <array>
#include <fcntl.h>
#include <unistd.h>

using namespace countersign;
using rig::must;

namespace {

using Masked = std::array<std::uint8_t, 32>;
constexpr std::uint8_t kMask = 0xa5;

/// What is looked for is nowhere in memory as it is.
Masked masked(ByteView seed) {
    Masked out{};
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = seed[i] ^ kMask;
    }
    return out;
}

std::size_t countIn(std::span<const std::uint8_t> bytes, const Masked& wanted) {
    std::size_t found = 0;
    for (std::size_t i = 0; i + wanted.size() <= bytes.size(); ++i) {
        bool same = true;
        for (std::size_t k = 0; same && k < wanted.size(); ++k) {
            same = static_cast<std::uint8_t>(bytes[i + k] ^ kMask) == wanted[k];
        }
        found += same ? 1 : 0;
    }
    return found;
}

/// How often it stands in what this process can write to.
std::size_t countInMemory(const Masked& wanted) {
    QFile maps(QStringLiteral("/proc/self/maps"));
    if (!maps.open(QIODevice::ReadOnly)) {
        qFatal("the memory cannot be looked at");
    }
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    std::vector<std::uint8_t> piece(1024 * 1024);
    constexpr std::size_t kOverlap = 31;
    std::size_t found = 0;
    for (const auto& line : maps.readAll().split('\n')) {
        const auto parts = line.simplified().split(' ');
        if (parts.size() < 2 || !parts[1].contains('w')) {
            continue;
        }
        const auto begin = parts[0].split('-').first().toULongLong(nullptr, 16);
        const auto end = parts[0].split('-').last().toULongLong(nullptr, 16);
        for (auto at = begin; at < end; at += piece.size() - kOverlap) {
            const auto wantedSize = std::min<unsigned long long>(piece.size(), end - at);
            const auto got = ::pread(memory, piece.data(), wantedSize, static_cast<off_t>(at));
            if (got > 0) {
                found += countIn({piece.data(), static_cast<std::size_t>(got)}, wanted);
            }
            crypto::wipe(piece); // or it would be found there
            if (end - at <= piece.size()) {
                break;
            }
        }
    }
    ::close(memory);
    return found;
}

} // namespace

class TestMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Locked means gone, not hidden: nobody who reads this process's memory then can sign.
    void aLockedKeyIsGone() {
        uirig::Rig rig;
        const auto file = rig.store.folder.filePath(QStringLiteral("dora.key")).toStdString();
        Masked wanted{};
        {
            const auto passphrase = std::make_shared<const crypto::SecretBytes>(
                crypto::SecretBytes::copyOf(asBytes("four words that nobody")));
            const auto id = must(identity::OperatorId::parse("dora"));
            auto making = rig.room.makeKey(file, passphrase);
            making.waitForFinished();
            const auto key = must(making.takeResult());
            wanted = masked(key->seed().bytes());
            rig.store.order(
                rig.store.alice,
                command::AddUser{.id = must(identity::UserId::parse("dora")), .displayName = {}, .aliasOf = {}});
            rig.store.order(rig.store.alice, command::AddOperator{.id = id,
                                                                  .person = must(identity::UserId::parse("dora")),
                                                                  .key = key->publicKey(),
                                                                  .roles = {identity::OperatorRole::Admin}});
            auto opened = rig.opened(rig.store.alice);
            opened.identity =
                std::make_shared<const backend::Identity>(backend::Identity{.id = id, .key = key->clone()});
            opened.backend->unlock(opened.identity);
            rig.emptyWindow().add(opened, file);
        }
        auto& session = rig.session();
        QTRY_COMPARE(session.roles(), std::set{identity::OperatorRole::Admin});
        QVERIFY2(countInMemory(wanted) > 0, "an unlocked key is found, so a locked one would be");
        session.lock();
        QTRY_COMPARE(countInMemory(wanted), std::size_t{0});
    }
};

QTEST_MAIN(TestMemory)
#include "tst_memory.moc"
