#include "core/ledger/record_head_p.h"
#include "core/ledger/verifier.h"
#include "tests/core/ledger/samples.h"

#include <QtTest>

#include <algorithm>
#include <functional>
#include <map>

using namespace countersign;
using namespace countersign::ledger;

namespace {

constexpr std::uint64_t kRecords = 300;
/// Records after the last full tile are named only as exactly as checkpoints allow.
constexpr std::uint64_t kTiled = 256;

/// A ledger as a store would hold it: numbered bodies, notes, tiles.
struct Stored {
    std::map<std::uint64_t, std::string> records;
    std::vector<std::string> notes;
    std::map<TileIndex, Tile> tiles;
};

class Log {
public:
    explicit Log(std::uint64_t records = kRecords) : m_key(test::signingKey(1)), m_store(StoreId::generate(m_random)) {
        m_origin = *checkpointOrigin("acme.example", m_store);
        for (std::uint64_t seq = 0; seq < records; ++seq) {
            append(seq);
            // Group commits of 1 to 7 records.
            if (seq + 1 == records || seq % 19 == 6 || seq % 7 == 0) {
                const Checkpoint head{.origin = m_origin, .size = seq + 1, .root = m_tree.root(), .extensions = {}};
                m_sizes.push_back(seq + 1);
                stored.notes.push_back(*signCheckpoint(head, m_key));
            }
        }
    }

    Verifier::Expectation expectation() const {
        return {.store = m_store, .origin = m_origin, .keys = KeyChain(m_key.publicKey()), .pinned = {}, .tiles = {}};
    }
    PinnedHead head() const { return {.size = m_tree.size(), .root = m_tree.root()}; }
    /// Size of the first checkpoint that covers the record, and of the one before it.
    std::uint64_t sizeAfter(std::uint64_t seq) const { return *std::ranges::upper_bound(m_sizes, seq); }
    std::uint64_t sizeBefore(std::uint64_t seq) const {
        const auto next = std::ranges::upper_bound(m_sizes, seq);
        return next == m_sizes.begin() ? 0 : *std::prev(next);
    }
    std::string note(const Checkpoint& head) const { return *signCheckpoint(head, m_key); }
    const std::string& origin() const { return m_origin; }
    const StoreId& store() const { return m_store; }

    Stored stored;

private:
    void append(std::uint64_t seq) {
        const auto record = Record::create(
            test::fields(m_store, m_random, test::noon() + Duration(static_cast<std::int64_t>(seq / 3))));
        stored.records[seq] = record->canonical();
        m_tree.append(leafHash(asBytes(stored.records[seq])));
        for (Tile& tile : m_tree.takeTiles()) {
            const TileIndex at = tile.at;
            stored.tiles.emplace(at, std::move(tile));
        }
    }

    test::CountingRandom m_random;
    crypto::SigningKey m_key;
    StoreId m_store;
    std::string m_origin;
    Tree m_tree;
    std::vector<std::uint64_t> m_sizes;
};

enum class Tiles { Used, Absent };
enum class Feeding { HeadsFirst, Interleaved };

/// Enough where no checkpoint is touched, and quicker.
constexpr VerifierOptions kNewest{.signatures = VerifierOptions::Signatures::Newest};

VerifierReport verify(const Stored& stored, Verifier::Expectation expect, Tiles tiles = Tiles::Used,
                      VerifierOptions options = kNewest, Feeding feeding = Feeding::HeadsFirst) {
    if (tiles == Tiles::Used) {
        expect.tiles = [&stored](const TileIndex& at) -> Result<Tile> {
            const auto found = stored.tiles.find(at);
            if (found == stored.tiles.end()) {
                return fail(Code::NotFound, "no such tile");
            }
            return found->second;
        };
    }
    Verifier verifier(std::move(expect), options);
    auto note = stored.notes.begin();
    const auto feedUpTo = [&](std::uint64_t size) {
        for (; note != stored.notes.end(); ++note) {
            if (feeding == Feeding::Interleaved) {
                const auto parsed = parseNote(*note);
                const auto head = parsed ? Checkpoint::parse(parsed->text) : std::unexpected(parsed.error());
                if (head && head->size > size) {
                    break;
                }
            }
            verifier.checkpoint(*note);
        }
    };
    for (const auto& [seq, body] : stored.records) {
        feedUpTo(seq);
        verifier.record(seq, asBytes(body));
    }
    feedUpTo(UINT64_MAX);
    return verifier.finish();
}

bool has(const VerifierReport& report, FindingCode code, std::optional<std::uint64_t> seq = {}) {
    return std::ranges::any_of(report.findings, [&](const Finding& finding) {
        return finding.code == code && (!seq || finding.seq == seq) && !finding.sentence.empty();
    });
}

std::string told(const VerifierReport& report) {
    std::string out;
    for (const Finding& finding : report.findings) {
        out += std::string(partName(finding.part)) + " " + std::string(findingName(finding.code)) + " " +
               (finding.seq ? std::to_string(*finding.seq) : "-") + ": " + finding.sentence + "\n";
    }
    return out;
}

/// Every record is tried with tiles; without them, where trying explanations takes time, every third and the ends.
bool samples(Tiles tiles, std::uint64_t seq) {
    return tiles == Tiles::Used || seq % 3 == 0 || seq < 3 || seq + 3 >= kRecords;
}

/// Moves the numbers after `from` by one, as a forger would.
void renumber(Stored& stored, std::uint64_t from, int by) {
    std::map<std::uint64_t, std::string> moved;
    for (auto& [seq, body] : stored.records) {
        moved.emplace(seq >= from ? seq + static_cast<std::uint64_t>(by) : seq, std::move(body));
    }
    stored.records = std::move(moved);
}

} // namespace

#define FOUND(report, ...) QVERIFY2(has(report, __VA_ARGS__), told(report).c_str())
#define SOUND(report) QVERIFY2((report).sound(), told(report).c_str())

class TstVerifier : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void passesAGoodLedger();
    void passesEveryLength();
    void saysWhatItCannotSee();
    void findsEveryDeletion();
    void findsEveryHiddenDeletion();
    void findsEverySwapOfNeighbours();
    void findsDistantSwaps();
    void findsEveryDuplicate();
    void findsEveryTruncation();
    void findsTruncationThatAlsoCutsCheckpoints();
    void findsByteFlipsInRecords();
    void findsByteFlipsInCheckpoints();
    void findsByteFlipsInTiles();
    void findsMissingTiles();
    void namesRecordsInsteadOfTheirForgedTiles();
    void findsForks();
    void findsCheckpointsThatLie();
    void findsForeignAndRepeatedCheckpoints();
    void checksOnlyTheNewestSignatureWhenAsked();
    void findsUnsignedRecords();
    void findsMeaninglessRecords();
    void findsUnwrittenFormsInDepth();
    void capsFindings();
    void scansLikeTheParser();
    void scansInBlocksAsStepByStep();
};

void TstVerifier::passesAGoodLedger() {
    const Log log;
    for (const Tiles tiles : {Tiles::Used, Tiles::Absent}) {
        for (const Feeding feeding : {Feeding::HeadsFirst, Feeding::Interleaved}) {
            auto expect = log.expectation();
            expect.pinned = log.head();
            const auto report = verify(log.stored, expect, tiles, {.depth = VerifierOptions::Depth::Records}, feeding);
            SOUND(report);
            QCOMPARE(report.records, kRecords);
            QCOMPARE(report.checkpoints, log.stored.notes.size());
            QVERIFY(report.head == log.head());
            QCOMPARE(report.tiles, std::uint64_t(tiles == Tiles::Used ? 1 : 0));
        }
    }
}

void TstVerifier::passesEveryLength() {
    for (const std::uint64_t length : {1, 2, 255, 256, 257, 511, 512, 513}) {
        const Log log(length);
        SOUND(verify(log.stored, log.expectation()));
    }
    const auto empty = verify({}, Log(1).expectation());
    FOUND(empty, FindingCode::CheckpointMissing);
}

void TstVerifier::saysWhatItCannotSee() {
    const Log log(20);
    // An older copy, whole: records, tiles and checkpoints.
    const Log older(12);
    auto report = verify(older.stored, log.expectation());
    SOUND(report);
    QVERIFY(report.blindSpots.front().find("older copy") != std::string::npos);
    auto expect = log.expectation();
    expect.pinned = log.head();
    report = verify(older.stored, expect);
    FOUND(report, FindingCode::HeadOlder, 20);
}

void TstVerifier::findsEveryDeletion() {
    const Log log;
    for (std::uint64_t seq = 0; seq < kRecords; ++seq) {
        for (const Tiles tiles : {Tiles::Used, Tiles::Absent}) {
            if (!samples(tiles, seq)) {
                continue;
            }
            Stored stored = log.stored;
            stored.records.erase(seq);
            const auto report = verify(stored, log.expectation(), tiles);
            FOUND(report, seq + 1 == kRecords ? FindingCode::RecordsMissingAtEnd : FindingCode::RecordMissing, seq);
            if (tiles == Tiles::Used && seq < kTiled) {
                QCOMPARE(report.findings.size(), std::size_t{1});
            }
        }
    }
}

void TstVerifier::findsEveryHiddenDeletion() {
    const Log log;
    for (std::uint64_t seq = 0; seq < kRecords; ++seq) {
        Stored stored = log.stored;
        stored.records.erase(seq);
        renumber(stored, seq + 1, -1);
        auto report = verify(stored, log.expectation());
        FOUND(report, FindingCode::RecordsMissingAtEnd, kRecords - 1);
        if (seq + 1 < kTiled) {
            FOUND(report, FindingCode::RecordMissing, seq);
        }
        if (!samples(Tiles::Absent, seq)) {
            continue;
        }
        report = verify(stored, log.expectation(), Tiles::Absent);
        const bool covered = log.sizeAfter(seq) < kRecords;
        FOUND(report, covered ? FindingCode::RecordChanged : FindingCode::RecordsMissingAtEnd,
              covered ? log.sizeBefore(seq) : kRecords - 1);
        QVERIFY(covered || seq + 1 == kRecords || has(report, FindingCode::RecordsUnproven, log.sizeBefore(seq)));
    }
}

void TstVerifier::findsEverySwapOfNeighbours() {
    const Log log;
    for (std::uint64_t seq = 0; seq + 1 < kRecords; ++seq) {
        for (const Tiles tiles : {Tiles::Used, Tiles::Absent}) {
            if (!samples(tiles, seq)) {
                continue;
            }
            Stored stored = log.stored;
            std::swap(stored.records[seq], stored.records[seq + 1]);
            const auto report = verify(stored, log.expectation(), tiles);
            if (tiles == Tiles::Used && seq + 1 == kTiled) {
                // One of the two has a tile, the other has not.
                FOUND(report, FindingCode::RecordChanged, seq);
            } else {
                FOUND(report, FindingCode::RecordsSwapped, seq);
            }
        }
    }
}

void TstVerifier::findsDistantSwaps() {
    const Log log;
    for (const auto& [first, second] :
         {std::pair<std::uint64_t, std::uint64_t>{0, 255}, {3, 200}, {257, 299}, {12, 90}}) {
        for (const Tiles tiles : {Tiles::Used, Tiles::Absent}) {
            Stored stored = log.stored;
            std::swap(stored.records[first], stored.records[second]);
            const auto report = verify(stored, log.expectation(), tiles);
            FOUND(report, FindingCode::RecordsSwapped, first);
            QVERIFY(!has(report, FindingCode::RecordsUnproven));
        }
    }
}

void TstVerifier::findsEveryDuplicate() {
    const Log log;
    for (std::uint64_t seq = 0; seq < kRecords; ++seq) {
        for (const Tiles tiles : {Tiles::Used, Tiles::Absent}) {
            if (!samples(tiles, seq)) {
                continue;
            }
            Stored stored = log.stored;
            renumber(stored, seq + 1, 1);
            stored.records[seq + 1] = stored.records[seq];
            auto report = verify(stored, log.expectation(), tiles);
            QVERIFY(!report.sound());
            FOUND(report, FindingCode::RecordsUnsigned, kRecords);
            const bool edge = tiles == Tiles::Used && seq + 2 >= kTiled && seq <= kTiled;
            if (seq + 1 < kRecords && !edge) {
                // Of two equal neighbours either may count as the copy.
                QVERIFY2(has(report, FindingCode::RecordInserted, seq) ||
                             has(report, FindingCode::RecordInserted, seq + 1),
                         told(report).c_str());
            }
        }
        // In place of its neighbour.
        Stored stored = log.stored;
        stored.records[(seq + 1) % kRecords] = stored.records[seq];
        const auto report = verify(stored, log.expectation());
        QVERIFY(!report.sound());
        if ((seq + 1) % kRecords < kTiled) {
            FOUND(report, FindingCode::RecordChanged, (seq + 1) % kRecords);
        }
    }
}

void TstVerifier::findsEveryTruncation() {
    const Log log;
    for (std::uint64_t length = 0; length < kRecords; ++length) {
        Stored stored = log.stored;
        stored.records.erase(stored.records.lower_bound(length), stored.records.end());
        FOUND(verify(stored, log.expectation()), FindingCode::RecordsMissingAtEnd, length);
    }
}

void TstVerifier::findsTruncationThatAlsoCutsCheckpoints() {
    const Log log;
    auto pinned = log.expectation();
    pinned.pinned = log.head();
    for (std::uint64_t length = 1; length < kRecords; ++length) {
        Stored stored = log.stored;
        stored.records.erase(stored.records.lower_bound(length), stored.records.end());
        std::erase_if(stored.notes, [length](const std::string& note) {
            return Checkpoint::parse(parseNote(note)->text)->size > length;
        });
        FOUND(verify(stored, pinned), FindingCode::HeadOlder, kRecords);
        if (length < kTiled) {
            // The tile that was left behind counts more.
            FOUND(verify(stored, log.expectation()), FindingCode::RecordsMissingAtEnd, length);
        }
    }
}

void TstVerifier::findsByteFlipsInRecords() {
    const Log log;
    std::size_t flips = 0;
    for (std::uint64_t seq = 0; seq < kRecords; seq += 7) {
        const std::string& body = log.stored.records.at(seq);
        for (std::size_t byte = seq % 19; byte < body.size(); byte += 19) {
            Stored stored = log.stored;
            char& changed = stored.records[seq][byte];
            changed = static_cast<char>(changed ^ (1U << (byte + seq) % 8));
            auto report = verify(stored, log.expectation());
            FOUND(report, FindingCode::RecordChanged, seq < kTiled ? seq : log.sizeBefore(seq));
            if (flips % 20 == 0) {
                report = verify(stored, log.expectation(), Tiles::Absent);
                FOUND(report, FindingCode::RecordChanged, log.sizeBefore(seq));
            }
            ++flips;
        }
    }
    QVERIFY(flips > 500);
}

void TstVerifier::findsByteFlipsInCheckpoints() {
    const Log log;
    for (std::size_t i = 0; i < log.stored.notes.size(); i += 23) {
        for (std::size_t byte = i % 5; byte < log.stored.notes[i].size(); byte += 5) {
            Stored stored = log.stored;
            char& changed = stored.notes[i][byte];
            changed = static_cast<char>(changed ^ (1U << byte % 8));
            const auto report = verify(stored, log.expectation(), Tiles::Used, {});
            QVERIFY(!report.sound());
            QVERIFY2(report.findings.front().part == Part::Checkpoint, told(report).c_str());
            QVERIFY2(report.findings.front().sentence.find("checkpoint " + std::to_string(i + 1)) != std::string::npos,
                     told(report).c_str());
        }
    }
}

void TstVerifier::findsByteFlipsInTiles() {
    const Log log;
    for (std::size_t leaf = 0; leaf < kTiled; leaf += 5) {
        Stored stored = log.stored;
        stored.tiles.begin()->second.hashes[leaf].raw()[leaf % 32] ^= 1U;
        const auto report = verify(stored, log.expectation());
        FOUND(report, FindingCode::TileChanged, leaf);
        QCOMPARE(report.findings.size(), std::size_t{1});
    }
}

void TstVerifier::findsMissingTiles() {
    const Log log;
    Stored stored = log.stored;
    stored.tiles.clear();
    FOUND(verify(stored, log.expectation()), FindingCode::TileMissing, 0);
}

void TstVerifier::namesRecordsInsteadOfTheirForgedTiles() {
    const Log log;
    Stored stored = log.stored;
    stored.records[100].replace(stored.records[100].find("pr.create"), 9, "pr.delete");
    stored.tiles.begin()->second.hashes[100] = leafHash(asBytes(stored.records[100]));
    const auto report = verify(stored, log.expectation());
    FOUND(report, FindingCode::RecordChanged, log.sizeBefore(100));
    FOUND(report, FindingCode::RecordsUnproven, log.sizeAfter(100));
}

void TstVerifier::findsForks() {
    const Log log;
    auto expect = log.expectation();
    expect.pinned = log.head();
    // The key holder signs another history of the same length.
    Stored stored = log.stored;
    stored.records[299].replace(stored.records[299].find("pr.create"), 9, "pr.delete");
    Tree tree;
    for (const auto& [seq, body] : stored.records) {
        tree.append(leafHash(asBytes(body)));
    }
    stored.notes.back() = log.note({.origin = log.origin(), .size = kRecords, .root = tree.root(), .extensions = {}});
    SOUND(verify(stored, log.expectation()));
    FOUND(verify(stored, expect), FindingCode::HeadForked, kRecords);
    // Both heads are there.
    stored.notes.push_back(log.stored.notes.back());
    FOUND(verify(stored, log.expectation()), FindingCode::CheckpointContradicted, kRecords);
}

void TstVerifier::findsCheckpointsThatLie() {
    const Log log;
    Stored stored = log.stored;
    const std::uint64_t size = log.sizeAfter(100);
    const auto lie = std::ranges::find_if(stored.notes, [size](const std::string& note) {
        return Checkpoint::parse(parseNote(note)->text)->size == size;
    });
    *lie = log.note({.origin = log.origin(), .size = size, .root = Digest(), .extensions = {}});
    for (const Tiles tiles : {Tiles::Used, Tiles::Absent}) {
        const auto report = verify(stored, log.expectation(), tiles);
        FOUND(report, FindingCode::CheckpointContradicted, size);
        QCOMPARE(report.findings.size(), std::size_t{1});
    }
}

void TstVerifier::findsForeignAndRepeatedCheckpoints() {
    const Log log;
    Stored stored = log.stored;
    const auto stranger = test::signingKey(77);
    stored.notes[3] =
        *signCheckpoint({.origin = log.origin(), .size = 15, .root = Digest(), .extensions = {}}, stranger);
    FOUND(verify(stored, log.expectation(), Tiles::Used, {}), FindingCode::CheckpointForeign, 15);

    auto expect = log.expectation();
    Verifier verifier(expect);
    for (const auto& [seq, body] : log.stored.records) {
        verifier.record(seq, asBytes(body));
    }
    verifier.checkpoint(log.stored.notes.front());
    verifier.checkpoint(log.stored.notes.back());
    const auto report = verifier.finish();
    FOUND(report, FindingCode::CheckpointRepeated, 1);
    QCOMPARE(report.findings.size(), std::size_t{1});
}

void TstVerifier::checksOnlyTheNewestSignatureWhenAsked() {
    const Log log;
    const auto stranger = test::signingKey(77);
    const auto resign = [&](std::string& note) { note = *signNote(parseNote(note)->text, log.origin(), stranger); };
    SOUND(verify(log.stored, log.expectation(), Tiles::Used, kNewest));
    Stored stored = log.stored;
    resign(stored.notes[2]);
    const auto report = verify(stored, log.expectation(), Tiles::Used, kNewest);
    SOUND(report);
    QVERIFY(
        std::ranges::any_of(report.blindSpots, [](const std::string& s) { return s.contains("signatures of check"); }));
    QVERIFY(!verify(stored, log.expectation(), Tiles::Used, {}).sound());
    resign(stored.notes.back());
    FOUND(verify(stored, log.expectation(), Tiles::Used, kNewest), FindingCode::CheckpointSignature, kRecords);
}

void TstVerifier::findsUnsignedRecords() {
    const Log log;
    Stored stored = log.stored;
    stored.records[kRecords] = stored.records[kRecords - 1];
    FOUND(verify(stored, log.expectation()), FindingCode::RecordsUnsigned, kRecords);
    stored = log.stored;
    stored.records[kRecords + 5'000'000] = stored.records[5];
    FOUND(verify(stored, log.expectation()), FindingCode::RecordMisnumbered, kRecords + 5'000'000);
}

void TstVerifier::findsMeaninglessRecords() {
    // The key holder appends what no store writes; the tree itself is sound.
    const Log log(3);
    const auto withRecord = [&log](const std::function<void(std::string&)>& change) {
        Stored stored = log.stored;
        change(stored.records[1]);
        Tree tree;
        for (const auto& [seq, body] : stored.records) {
            tree.append(leafHash(asBytes(body)));
        }
        stored.notes = {log.note({.origin = log.origin(), .size = 3, .root = tree.root(), .extensions = {}})};
        return verify(stored, log.expectation());
    };
    const auto replace = [](std::string& body, std::string_view from, std::string_view to) {
        body.replace(body.find(from), from.size(), to);
    };
    SOUND(withRecord([](std::string&) {}));
    FOUND(withRecord([&](std::string& b) { replace(b, "\"allow\"", "\"done\""); }), FindingCode::OutcomeIllegal, 1);
    FOUND(withRecord([&](std::string& b) { replace(b, "\"decision\"", "\"vision\""); }), FindingCode::OutcomeIllegal,
          1);
    FOUND(withRecord([&](std::string& b) { replace(b, "2026", "2025"); }), FindingCode::TimeBackwards, 1);
    FOUND(withRecord([&](std::string& b) { replace(b, "2026", "2027"); }), FindingCode::TimeBackwards, 2);
    FOUND(withRecord([&](std::string& b) { replace(b, log.store().text(), "sto_other"); }), FindingCode::RecordForeign,
          1);
    FOUND(withRecord([&](std::string& b) { b = "{}"; }), FindingCode::RecordMalformed, 1);
}

void TstVerifier::findsUnwrittenFormsInDepth() {
    const Log log(3);
    Stored stored = log.stored;
    std::string& body = stored.records[1];
    body.insert(body.size() - 1, ",\"zzz\":1");
    Tree tree;
    for (const auto& [seq, record] : stored.records) {
        tree.append(leafHash(asBytes(record)));
    }
    stored.notes = {log.note({.origin = log.origin(), .size = 3, .root = tree.root(), .extensions = {}})};
    Stored withoutTiles = stored;
    withoutTiles.tiles.clear();
    SOUND(verify(withoutTiles, log.expectation()));
    FOUND(verify(withoutTiles, log.expectation(), Tiles::Used, {.depth = VerifierOptions::Depth::Records}),
          FindingCode::RecordMalformed, 1);
}

void TstVerifier::capsFindings() {
    const Log log;
    Stored stored = log.stored;
    for (auto& [seq, body] : stored.records) {
        body = "nonsense";
    }
    const auto report = verify(stored, log.expectation(), Tiles::Used, {.maximumFindings = 10});
    QCOMPARE(report.findings.size(), std::size_t{10});
    QVERIFY(report.omittedFindings >= 290);
    QVERIFY(!report.sound());
}

void TstVerifier::scansLikeTheParser() {
    test::CountingRandom random;
    const StoreId store = StoreId::generate(random);
    RecordFields fields = test::fields(store, random, test::noon());
    fields.action = "x\",\"at\":\"never\\";
    fields.user = "\\\\\"";
    fields.command = {{"at", "other"}, {"kind", "other"}, {"list", json::Array{"]}", json::Object{{"store", "\"{"}}}}};
    fields.resource = {{"outcome", "other"}, {"store", "other"}};
    const std::string body = Record::create(fields)->canonical();
    const auto head = scanRecord(body);
    QVERIFY(head.has_value());
    QCOMPARE(head->at, std::string_view("2026-11-23T12:00:00.000Z"));
    QCOMPARE(head->kind, std::string_view("decision"));
    QCOMPARE(head->outcome, std::string_view("allow"));
    QCOMPARE(head->store, std::string_view(store.text()));
    for (std::size_t length = 0; length < body.size(); ++length) {
        QVERIFY(!scanRecord(std::string_view(body).substr(0, length)).has_value());
    }
    for (const char* bad : {"", "{", "{}", "[]", "}", "{\"at\"}", "{\"at\":}", "{\"a\":]}", "{\"x\":{]]]", "\"at\""}) {
        QVERIFY(!scanRecord(bad).has_value());
    }
}

/// Records of every length around those of a block, whole, cut and damaged at each place.
void TstVerifier::scansInBlocksAsStepByStep() {
    test::CountingRandom random;
    const StoreId store = StoreId::generate(random);
    RecordFields fields = test::fields(store, random, test::noon());
    fields.command = {{"list", json::Array{"]}", json::Object{{"store", "{,"}}, json::Array{}}}};
    std::size_t found = 0;
    const auto same = [&found](std::string_view bytes) {
        const auto head = scanRecord(bytes);
        found += head ? 1 : 0;
        return head == scanRecordStepwise(bytes);
    };
    for (std::size_t length = 0; length < 130; ++length) {
        fields.user = std::string(length, 'u');
        const std::string body = Record::create(fields)->canonical();
        QVERIFY(scanRecord(body).has_value());
        QVERIFY(same(body));
        QVERIFY(same(std::string_view(body).substr(0, body.size() - length)));
    }
    fields.user = "user_1";
    const std::string body = Record::create(fields)->canonical();
    found = 0;
    for (std::size_t i = 0; i < body.size(); ++i) {
        for (const char c : std::string_view("\"\\{}[],:x\0", 10)) {
            std::string damaged = body;
            damaged[i] = c;
            QVERIFY2(same(damaged), damaged.c_str());
        }
    }
    QVERIFY(found > body.size());
    fields.user = std::string(8192, 'u');
    QVERIFY(same(Record::create(fields)->canonical()));
}

QTEST_APPLESS_MAIN(TstVerifier)
#include "tst_verifier.moc"
