#include "core/store/sql_read_store_p.h"

#include <algorithm>
#include <limits>
#include <map>

namespace countersign::store {

namespace {

constexpr std::uint64_t kLastSeq = std::numeric_limits<std::int64_t>::max();
constexpr std::string_view kAllow = "allow";
constexpr std::string_view kDeny = "deny";
constexpr std::string_view kHold = "hold";

std::uint64_t& placeOf(OutcomeTally& tally, std::string_view outcome) {
    return outcome == kAllow  ? tally.allow
           : outcome == kDeny ? tally.deny
           : outcome == kHold ? tally.hold
                              : tally.other;
}

Result<ledger::Record> parsed(std::uint64_t seq, std::string_view body) {
    auto record = ledger::Record::parse(body);
    if (!record) {
        return fail(Code::VerificationFailed, "record " + std::to_string(seq) + " is damaged (" +
                                                  record.error().detail + "): run `audit verify`");
    }
    return record;
}

} // namespace

Result<std::vector<OutcomeTally>> SqlReadStore::tally(const audit::Filter& filter,
                                                      std::span<const std::uint64_t> edges) {
    TRY(const std::uint64_t covered, indexed());
    TRY(const std::uint64_t total, size());
    std::map<Timestamp, std::uint64_t> known;
    const auto bound = [&](Timestamp time) -> Result<std::uint64_t> {
        const auto found = known.find(time);
        if (found != known.end()) {
            return found->second;
        }
        TRY(const auto seq, seqOfTime(time, covered));
        known.emplace(time, seq);
        return seq;
    };
    std::vector<OutcomeTally> out;
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        const std::uint64_t from = edges[i];
        const std::uint64_t to = std::min(edges[i + 1], total);
        auto& tally = out.emplace_back();
        if (from < std::min(to, covered)) {
            TRY(const CountQuery counting, countQuery(filter, from, std::min(to, covered), bound));
            CHECK(tallyIndex(counting, tally));
        }
        CHECK(tallyTail(filter, std::max(from, covered), to, tally));
    }
    return out;
}

Result<void> SqlReadStore::tallyTail(const audit::Filter& filter, std::uint64_t from, std::uint64_t to,
                                     OutcomeTally& tally) {
    if (from >= to) {
        return {};
    }
    Result<void> read;
    CHECK(forEachRecord(from, to, [&](std::uint64_t seq, std::string_view body) {
        const auto record = parsed(seq, body);
        if (!record) {
            read = std::unexpected(record.error());
        } else if (filter.matches(*record, seq)) {
            ++placeOf(tally, ledger::outcomeName((*record)->outcome));
        }
        return read.has_value();
    }));
    return read;
}

Result<void> SqlReadStore::tallyIndex(const CountQuery& counting, OutcomeTally& tally) {
    if (counting.all) {
        // The index of outcomes alone is read, three of its ranges.
        std::uint64_t rest = counting.to - counting.from;
        for (const auto outcome : {kAllow, kDeny, kHold}) {
            TRY(Statement * select,
                m_connection.statement("SELECT COUNT(*) FROM audit WHERE outcome = ? AND seq >= ? AND seq < ?"));
            TRY(Rows rows, select->bindText(outcome).bind(counting.from).bind(counting.to).rows());
            CHECK(rows.next());
            placeOf(tally, outcome) += rows.number(0);
            rest -= std::min(rest, rows.number(0));
        }
        tally.other += rest;
        return {};
    }
    TRY(Statement select, m_connection.prepare(counting.query.sql));
    for (const auto& value : counting.query.values) {
        if (const auto* text = std::get_if<std::string>(&value)) {
            select.bindText(*text);
        } else {
            select.bind(std::min(std::get<std::uint64_t>(value), kLastSeq));
        }
    }
    TRY(Rows rows, select.rows());
    for (;;) {
        TRY(const bool more, rows.next());
        if (!more) {
            return {};
        }
        placeOf(tally, rows.text(0)) += rows.number(1);
    }
}

Result<std::uint64_t> SqlReadStore::firstSince(Timestamp time, std::uint64_t before) {
    TRY(const std::uint64_t covered, indexed());
    const std::uint64_t known = std::min(before, covered);
    TRY(const std::uint64_t found, seqOfTime(time, known));
    if (found < known) {
        return found;
    }
    std::uint64_t low = known;
    std::uint64_t high = before;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        TRY(const StoredRecord stored, record(middle));
        TRY(const ledger::Record middleRecord, parsed(middle, stored.body));
        if (middleRecord->at < time) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

} // namespace countersign::store
