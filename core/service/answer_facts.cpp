#include "core/service/answer_audit_p.h"

namespace countersign::service {

namespace {

constexpr Duration kDay{24LL * 60 * 60 * 1000};
constexpr std::uint64_t kMostDenials = 200'000;
constexpr std::size_t kMostValues = 2'000;
constexpr std::size_t kMostMatches = 50;

/// What the index does not tell yet.
Result<void> addTail(store::ReadStore& store, std::uint64_t from, Timestamp since,
                     std::map<std::string, std::uint64_t>& denied, std::map<std::string, store::LastSeen>& seen) {
    TRY(const auto size, store.size());
    Result<void> read;
    CHECK(store.forEachRecord(
        std::max(from, size - std::min(size, kTail)), size, [&](std::uint64_t seq, std::string_view body) {
            const auto record = ledger::Record::parse(body);
            if (!record) {
                read = std::unexpected(record.error());
                return false;
            }
            const auto& fields = record->fields();
            if (!fields.agent.empty() && fields.kind != ledger::Kind::Command) {
                seen.insert_or_assign(fields.agent, store::LastSeen{.seq = seq, .at = fields.at});
            }
            if (!fields.agent.empty() && fields.outcome == ledger::Outcome::Deny && fields.at >= since) {
                ++denied[fields.agent];
            }
            return true;
        }));
    return read;
}

} // namespace

Result<Page<command::AgentActivity>> listActivity(store::ReadStore& store, const State& state,
                                                  const command::PageRequest& request, Timestamp now) {
    const auto agents = state.world.directory.agents();
    const auto page = cutPage(agents, request, [](const auto& agent) { return agent->id.text(); });
    const auto since = now - kDay;
    TRY(const auto indexed, store.indexed());
    TRY(const auto first, store.firstSince(since, indexed));
    TRY(auto denied, store.denials(first, kMostDenials));
    std::map<std::string, store::LastSeen> seen;
    CHECK(addTail(store, indexed, since, denied, seen));

    Page<command::AgentActivity> out{.items = {}, .next = page.next, .total = page.total};
    for (const auto& agent : page.items) {
        const auto& id = agent->id.text();
        command::AgentActivity activity{.agent = agent->id, .lastSeen = {}, .lastRecord = {}, .denied = denied[id]};
        std::optional<store::LastSeen> last;
        if (const auto found = seen.find(id); found != seen.end()) {
            last = found->second;
        } else {
            TRY(last, store.lastSeen(id));
        }
        if (last) {
            activity.lastSeen = last->at;
            activity.lastRecord = last->seq;
        }
        out.items.push_back(std::move(activity));
    }
    return out;
}

Result<command::ResourceMatches> matchResources(store::ReadStore& store, const delegation::ResourcePattern& pattern) {
    const std::string_view text = pattern.pattern();
    TRY(const auto found, store.resourceValues(pattern.key(), text.substr(0, text.find('*')), kMostValues));
    command::ResourceMatches out{.items = {}, .complete = found.complete};
    for (const auto& one : found.values) {
        if (pattern.matches(one.value)) {
            out.items.push_back({.value = one.value, .seq = one.seq, .at = one.at});
        }
    }
    std::ranges::stable_sort(out.items, std::ranges::greater(), &command::ResourceMatch::seq);
    if (out.items.size() > kMostMatches) {
        out.items.resize(kMostMatches);
        out.complete = false;
    }
    return out;
}

Result<command::Receipt> recordExport(Transaction& transaction, const command::RecordExport& query,
                                      const identity::OperatorId& by) {
    if (transaction.mode() != WriterMode::Open) {
        return transaction.mode() == WriterMode::Full
                   ? fail(Code::StoreFull, "the store's disk is full, so the export cannot be recorded")
                   : fail(Code::ClockSuspect, "the engine's clock is suspect, so the export cannot be recorded");
    }
    const bool named =
        !query.format.empty() && query.format.size() <= 32 && std::ranges::all_of(query.format, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        });
    if (!named) {
        return fail(Code::InvalidArgument, "`format` is 1 to 32 lower-case letters, digits and dashes");
    }
    const FileFacts facts{.meta = {}, .health = {}, .now = transaction.now(), .reads = Reads::Recorded};
    TRY(const auto view, findView(transaction.store().read(), facts, by, query.filter, query.view));
    if (query.records > view.number) {
        return fail(Code::InvalidArgument, "an export has at most the records of its view");
    }
    ledger::RecordFields fields;
    fields.kind = ledger::Kind::AuditRead;
    fields.outcome = ledger::Outcome::Done;
    fields.operatorId = by.text();
    fields.assertedBy = "operator:" + by.text();
    fields.data = {{"digest", query.digest.hex()},
                   {"filter", view.filter.text()},
                   {"format", query.format},
                   {"query", "record_export"},
                   {"records", json::Value::integer(static_cast<std::int64_t>(query.records))},
                   {"view", json::Value::integer(static_cast<std::int64_t>(view.number))}};
    TRY(const auto record, transaction.append(std::move(fields), {}));
    return command::Receipt{.seq = record.seq, .leaf = record.leaf, .at = transaction.now()};
}

} // namespace countersign::service
