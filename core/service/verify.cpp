#include "core/service/maintenance.h"

#include "core/ledger/verifier.h"
#include "core/service/fold_p.h"
#include "core/service/lane_p.h"
#include "core/service/ledger_edge_p.h"
#include "core/service/verify_judge_p.h"

#include <algorithm>

namespace countersign::service {

namespace {

using command::VerifyFinding;
using command::VerifyPart;
using command::VerifyReport;

constexpr std::uint64_t kStep = 4096;
constexpr std::size_t kBatchRecords = 256;
constexpr std::size_t kBatchBytes = 1024 * 1024;

/// The keys that the store names. Whether they are those of the ledger is known when it was read.
Result<ledger::KeyChain> statedKeys(store::ReadStore& store) {
    TRY(const auto row, store.entity(store::EntityKind::Setting, setting::kLedgerKeys));
    if (!row) {
        TRY(const auto meta, store.meta());
        return ledger::KeyChain(meta.ledgerKey);
    }
    TRY(const auto value, json::parse(*row));
    TRY(auto keys, ledger::KeyChain::parse(value));
    if (keys.empty()) {
        return fail(Code::StoreUnreadable, "the store names no ledger key");
    }
    return keys;
}

/// A head that somebody kept outside the store. It counts whoever signed it, because they kept it; that its key is none
/// of this store is a finding besides.
struct Pin {
    ledger::PinnedHead head;
    std::optional<VerifyFinding> foreignKey;
};

Result<Pin> readPin(const std::string& note, const std::string& origin, const ledger::KeyChain& keys) {
    const auto opened = ledger::openCheckpoint(note, origin, keys);
    if (opened) {
        return Pin{{.size = opened->size, .root = opened->root}, std::nullopt};
    }
    TRY(const auto parsed, ledger::parseNote(note));
    TRY(const auto stated, ledger::Checkpoint::parse(parsed.text));
    if (opened.error().code != Code::KeyUnknown || stated.origin != origin) {
        return std::unexpected(opened.error());
    }
    return Pin{{.size = stated.size, .root = stated.root},
               VerifyFinding{stated.size, std::string(ledger::partName(ledger::Part::Head)),
                             std::string(ledger::findingName(ledger::FindingCode::HeadForked)),
                             "the pinned head of size " + std::to_string(stated.size) +
                                 " is signed with a ledger key that this store does not have there: this is a copy "
                                 "from before the key was changed, or another history"}};
}

/// Where this verification ends: its owner may go on writing meanwhile. Size and newest checkpoint are committed
/// together, so what a live store has beyond the size read here is younger, never missing.
Result<std::uint64_t> boundOf(store::ReadStore& store, const store::StoreMeta& meta, const ledger::KeyChain& keys) {
    TRY(const auto origin, ledger::checkpointOrigin(meta.trustDomain, meta.id));
    TRY(const auto note, store.checkpoint(UINT64_MAX));
    TRY(const auto size, store.size());
    const auto head = note ? ledger::openCheckpoint(*note, origin, keys)
                           : Result<ledger::Checkpoint>(fail(Code::NotFound, "there is no checkpoint"));
    return head && head->size <= size ? size : UINT64_MAX;
}

struct Extent {
    ledger::KeyChain keys;
    /// The one that the store says to be the newest.
    crypto::PublicKey named;
    std::uint64_t size = 0;
};

/// All as of one time, though the owner may change its key meanwhile.
Result<Extent> extentOf(store::ReadStore& store, const store::StoreMeta& meta) {
    TRY(auto keys, statedKeys(store));
    while (true) {
        TRY(const auto size, boundOf(store, meta, keys));
        TRY(const auto now, store.meta());
        TRY(auto again, statedKeys(store));
        if (again == keys) {
            return Extent{std::move(keys), now.ledgerKey, size};
        }
        keys = std::move(again);
    }
}

/// How much of the audit index is compared, and what is already wrong with that.
struct IndexExtent {
    std::uint64_t end = 0;
    std::optional<store::IndexRows::Difference> difference;
};

Result<IndexExtent> indexExtent(store::ReadStore& store, std::uint64_t size) {
    TRY(const auto indexed, store.indexed());
    TRY(const auto total, store.size());
    if (indexed > total) {
        return IndexExtent{
            0, store::IndexRows::Difference{total, "the audit index has a row for a record that does not exist"}};
    }
    return IndexExtent{std::min(size, indexed), std::nullopt};
}

/// Reads the ledger once for all that looks at records: the tree here, the Judge in a thread of its own.
class Walk {
public:
    Walk(store::ReadStore& store, ledger::Verifier& verifier, Judge& judge, const Progress& progress)
        : m_store(store), m_verifier(verifier), m_progress(progress),
          m_lane([&judge](VerifyBatch batch) { judge.judge(std::move(batch)); }) {}

    /// Records [0, size), and the index up to `indexEnd`. Everything was judged when this returns.
    Result<void> run(std::uint64_t size, std::uint64_t indexEnd) {
        m_indexEnd = indexEnd;
        Result<void> read;
        CHECK(m_store.forEachRecord(0, size, [&](std::uint64_t seq, std::string_view body) {
            m_verifier.record(seq, asBytes(body));
            m_batch.records.push_back({seq, std::string(body)});
            m_bytes += body.size();
            if (m_batch.records.size() == kBatchRecords || m_bytes >= kBatchBytes) {
                read = handOn();
            }
            if (m_progress && seq % kStep == 0) {
                m_progress("records", seq, size);
            }
            return read.has_value();
        }));
        CHECK(read);
        CHECK(handOn());
        if (m_from < m_indexEnd) {
            CHECK(handOn());
        }
        m_waitTime.run([this] { m_lane.finish(); });
        return {};
    }

    /// Reading the audit index.
    [[nodiscard]] double indexSeconds() const { return m_indexTime.seconds(); }
    [[nodiscard]] double waitSeconds() const { return m_waitTime.seconds(); }
    /// Parsing that the Judge was spared.
    [[nodiscard]] double parseSeconds() const { return m_parseTime.seconds(); }

private:
    Result<void> handOn() {
        const auto end = m_batch.records.empty() ? m_indexEnd : m_batch.records.back().seq + 1;
        if (m_from < std::min(end, m_indexEnd)) {
            // Where records are missing the first such number tells: no more rows are needed than records and one.
            const auto to = std::min({end, m_indexEnd, m_from + m_batch.records.size() + 1});
            TRY(m_batch.index, m_indexTime.run([&] { return m_store.indexRows(m_from, to); }));
        }
        m_from = std::max(m_from, end);
        if (m_lane.full()) {
            // Rather than wait: the Judge's work begins with parsing.
            m_parseTime.run([this] { m_batch.parse(); });
        }
        m_waitTime.run([this] { m_lane.put(std::exchange(m_batch, {})); });
        m_bytes = 0;
        return {};
    }

    store::ReadStore& m_store;
    ledger::Verifier& m_verifier;
    const Progress& m_progress;
    VerifyBatch m_batch;
    std::size_t m_bytes = 0;
    std::uint64_t m_from = 0;
    std::uint64_t m_indexEnd = 0;
    Stopwatch m_indexTime;
    Stopwatch m_waitTime;
    Stopwatch m_parseTime;
    Lane<VerifyBatch> m_lane;
};

void tellTree(ledger::VerifierReport found, VerifyReport& report) {
    report.size = found.head.size;
    report.root = found.head.root;
    report.blind = std::move(found.blindSpots);
    for (auto& finding : found.findings) {
        report.findings.push_back({finding.seq, std::string(ledger::partName(finding.part)),
                                   std::string(ledger::findingName(finding.code)), std::move(finding.sentence)});
    }
    if (found.omittedFindings > 0) {
        report.findings.push_back({std::nullopt, "record", "more_findings",
                                   std::to_string(found.omittedFindings) + " further findings are not listed"});
    }
}

/// The tables that are served against those that the ledger makes.
Result<void> checkTables(store::ReadStore& store, std::uint64_t size, std::optional<Tables>& tables,
                         VerifyReport& report) {
    VerifyPart& part = report.parts.emplace_back("tables", 0, 0);
    if (!tables) {
        report.blind.emplace_back("whether the tables follow from the ledger: it could not be replayed to its end");
        return {};
    }
    RebuildReport compared;
    Stopwatch time;
    CHECK(time.run([&] { return compareTables(store, *tables, compared); }));
    part.seconds = time.seconds();
    TRY(const auto after, store.size());
    if (size != UINT64_MAX && after != size) {
        report.blind.emplace_back("whether the tables follow from the ledger: it grew meanwhile; run `store fsck`");
        return {};
    }
    for (const auto& [name, rows] : compared.rows) {
        part.checked += rows;
    }
    for (const auto& change : compared.changed) {
        report.findings.push_back({std::nullopt, "table", "table_changed", change});
    }
    return {};
}

} // namespace

Result<VerifyReport> verifyStore(store::ReadStore& store, const store::StoreMeta& meta,
                                 const std::optional<std::string>& pinned, const Progress& progress) {
    TRY(const auto extent, extentOf(store, meta));
    const auto size = extent.size;
    TRY(const auto index, indexExtent(store, size));
    TRY(const auto origin, ledger::checkpointOrigin(meta.trustDomain, meta.id));
    std::optional<Pin> pin;
    if (pinned) {
        TRY(pin, readPin(*pinned, origin, extent.keys));
    }
    ledger::Verifier verifier({.store = meta.id,
                               .origin = origin,
                               .keys = extent.keys,
                               .pinned = pin ? std::optional(pin->head) : std::nullopt,
                               .tiles = tileReader(store)});
    VerifyReport report;
    Judge judge(meta.id);
    Walk walk(store, verifier, judge, progress);
    Stopwatch together;
    CHECK(together.run([&]() -> Result<void> {
        CHECK(store.forEachCheckpoint([&verifier, size](std::uint64_t at, std::string_view note) {
            if (at <= size) {
                verifier.checkpoint(note);
            }
            return true;
        }));
        CHECK(walk.run(size, index.end));
        tellTree(verifier.finish(), report);
        return {};
    }));
    if (pin && pin->foreignKey) {
        report.findings.push_back(*pin->foreignKey);
    }
    const double treeSeconds = together.seconds() - walk.indexSeconds() - walk.waitSeconds() - walk.parseSeconds();
    report.parts.push_back({"tree and checkpoints", report.size, treeSeconds});
    std::ranges::copy(judge.findings(), std::back_inserter(report.findings));
    if (judge.tables() && (judge.ledgerKeys() != extent.keys || extent.keys.newest() != extent.named)) {
        report.findings.push_back({std::nullopt, "checkpoint", "ledger_key_changed",
                                   "the ledger keys that the store names are not those that its ledger tells of"});
    }
    report.blind.emplace_back(kTextsNotSeen);
    report.blind.emplace_back(kRestNotSeen);
    report.parts.push_back(
        {"signatures and rights", judge.signaturesChecked(), judge.signatureSeconds() + walk.parseSeconds()});
    CHECK(checkTables(store, size, judge.tables(), report));
    if (const auto& difference = index.difference ? index.difference : judge.difference()) {
        report.findings.push_back({difference->first, "index", "index_changed", difference->second});
    }
    report.parts.push_back({"audit index", index.end, walk.indexSeconds() + judge.indexSeconds()});
    return report;
}

} // namespace countersign::service
