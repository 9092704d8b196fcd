#include "core/service/maintenance.h"
#include "core/store/write_store.h"
#include "tests/core/service/rig.h"

#include <QtCore/QFile>

#include <algorithm>

using namespace countersign;
using rig::must;

namespace {

/// Bytes apart, so that every field of some record is hit; coprime to what repeats.
constexpr std::size_t kStride = 41;

/// The file of a stopped store, changed byte by byte.
class FileBytes {
public:
    explicit FileBytes(const std::string& path) : m_file(QString::fromStdString(path)) {
        if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered)) {
            qFatal("cannot open the store's file");
        }
        m_bytes = m_file.readAll();
    }

    /// Where this text stands; it stands there once.
    [[nodiscard]] qsizetype find(std::string_view text) const {
        const QByteArray wanted(text.data(), static_cast<qsizetype>(text.size()));
        const auto at = m_bytes.indexOf(wanted);
        if (at < 0 || m_bytes.indexOf(wanted, at + 1) >= 0) {
            qFatal("a record does not stand in the file once");
        }
        return at;
    }
    void flip(qsizetype at) { write(at, static_cast<char>(m_bytes[at] ^ 1)); }
    void mend(qsizetype at) { write(at, m_bytes[at]); }

private:
    void write(qsizetype at, char byte) {
        if (!m_file.seek(at) || m_file.write(&byte, 1) != 1) {
            qFatal("cannot write the store's file");
        }
    }

    QFile m_file;
    QByteArray m_bytes;
};

std::vector<command::VerifyFinding> findings(const std::string& path) {
    const auto file = must(store::ReadStore::open(path));
    return must(service::verifyStore(*file, must(file->meta()), {}, {})).findings;
}

/// A store with a record of every kind that the main job leaves.
void fill(rig::Rig& rig) {
    const auto agent = rig.registerAgent("agent-code-reviewer-01");
    rig.grant(agent, "pr:create", "repo=acme/*");
    rig.grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
    const auto session = rig.session(agent);
    must(rig.act(session, {}));
    must(rig.act(session, {.resource = {{"repo", "other/api"}}}));
    rig::Rig::Ask merge{.action = "pr.merge"};
    merge.approval = must(rig.act(session, merge)).approval->id;
    must(rig.decide(rig.bob, *merge.approval));
    must(rig.act(session, merge));
}

} // namespace

/// Who can write the file changes one byte of what is in it.
class TstTamperedFile final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyByteOfARecordIsNamed() {
        rig::Rig rig;
        fill(rig);
        rig.engine.reset();
        const auto bodies = must(must(store::ReadStore::open(rig.path()))->records(0, 1000));
        QVERIFY(bodies.size() > 12);
        QVERIFY(findings(rig.path()).empty());
        FileBytes file(rig.path());
        for (const auto& [seq, body] : bodies) {
            const auto start = file.find(body);
            for (std::size_t i = seq % kStride; i < body.size(); i += kStride) {
                const auto at = start + static_cast<qsizetype>(i);
                file.flip(at);
                const auto found = findings(rig.path());
                file.mend(at);
                const bool named = std::ranges::any_of(found, [&](const auto& one) { return one.seq == seq; });
                QVERIFY2(named, qPrintable(QStringLiteral("byte %1 of record %2").arg(i).arg(seq)));
            }
        }
        QVERIFY(findings(rig.path()).empty());
    }

    void anyByteOfTheNewestCheckpointIsFound() {
        rig::Rig rig;
        fill(rig);
        rig.engine.reset();
        const auto note = must(must(store::ReadStore::open(rig.path()))->checkpoint(UINT64_MAX)).value();
        FileBytes file(rig.path());
        const auto start = file.find(note);
        for (qsizetype i = 0; i < static_cast<qsizetype>(note.size()); ++i) {
            file.flip(start + i);
            const auto found = findings(rig.path());
            file.mend(start + i);
            QVERIFY2(!found.empty(), qPrintable(QStringLiteral("byte %1").arg(i)));
        }
        QVERIFY(findings(rig.path()).empty());
    }
};

QTEST_GUILESS_MAIN(TstTamperedFile)
#include "tst_tampered_file.moc"
