#include "core/service/preview_p.h"

#include <algorithm>
#include <charconv>

namespace countersign::service {

namespace {

constexpr std::size_t kMostFlips = 100;
/// Decisions that one answer replays, and records that it looks through for them.
constexpr std::size_t kDecisions = 1000;
constexpr std::uint64_t kWindow = 50'000;
/// More agents, or longer ids, and the records are looked through for decisions of anybody.
constexpr std::size_t kMostNamed = audit::Filter::kMaxList;
constexpr std::size_t kLongestList = 6000;

std::string quoted(const identity::AgentId& id) {
    return "\"" + id.text() + "\"";
}

/// The filter for the decisions that the command may change.
std::string filterText(const std::set<identity::AgentId>& agents, const command::Replay& query) {
    std::string text = "kind = decision and time >= " + query.since.text();
    if (const auto* map = std::get_if<command::MapAction>(&query.command)) {
        return text + " and action = \"" + map->action + "\"";
    }
    if (agents.size() == 1) {
        return text + " and agent = " + quoted(*agents.begin());
    }
    if (agents.size() > kMostNamed) {
        return text;
    }
    std::string list;
    for (const auto& agent : agents) {
        list += (list.empty() ? "" : ", ") + quoted(agent);
    }
    return list.size() > kLongestList ? text : text + " and agent in (" + list + ")";
}

/// The record to go on below, or 0 when nothing older counts.
Result<std::uint64_t> nextPlace(store::ReadStore& store, const std::vector<store::StoredRecord>& found,
                                std::uint64_t low, Timestamp since) {
    if (found.size() == kDecisions) {
        return found.back().seq;
    }
    if (low == 0) {
        return 0;
    }
    TRY(const auto stored, store.record(low));
    TRY(const auto oldest, ledger::Record::parse(stored.body));
    return oldest->at < since ? 0 : low;
}

void count(command::VerdictCounts& counts, decision::Verdict verdict) {
    switch (verdict) {
    case decision::Verdict::Allow:
        ++counts.allow;
        return;
    case decision::Verdict::Hold:
        ++counts.hold;
        return;
    case decision::Verdict::Deny:
        ++counts.deny;
        return;
    }
}

decision::Verdict recordedVerdict(ledger::Outcome outcome) {
    return outcome == ledger::Outcome::Allow  ? decision::Verdict::Allow
           : outcome == ledger::Outcome::Hold ? decision::Verdict::Hold
                                              : decision::Verdict::Deny;
}

class Replayer {
public:
    Replayer(const Draft& draft, const command::Command& command, store::ReadStore& store)
        : m_draft(draft), m_store(store), m_with(draft.after.world) {
        if (const auto* create = std::get_if<command::CreateGrant>(&command)) {
            m_grant = *m_with.authority.grant(create->grant.id);
            m_grant->conditions.notBefore.reset();
            m_with.authority.setGrant(*m_grant);
        }
    }

    Result<void> take(const ledger::RecordFields& record, std::uint64_t seq) {
        TRY(auto request, requestOf(record, seq));
        const auto recorded = recordedVerdict(record.outcome);
        const auto without = verdict(m_draft.before.world, request, record.at);
        const auto with = verdict(m_with, request, record.at);
        count(m_slice.recorded, recorded);
        count(m_slice.without, without);
        count(m_slice.with, with);
        // Another grant may hold what this one would allow.
        if (m_grant && with == (m_grant->hold ? decision::Verdict::Hold : decision::Verdict::Allow) &&
            isCovered(request, record.at)) {
            count(m_slice.covered, recorded);
        }
        if (without != with) {
            flip({.seq = seq,
                  .agent = request.agent,
                  .action = request.action,
                  .recorded = recorded,
                  .without = without,
                  .with = with});
        }
        return {};
    }

    command::ReplaySlice finish(std::string next) {
        m_slice.next = std::move(next);
        return std::move(m_slice);
    }

private:
    [[nodiscard]] Result<decision::Request> requestOf(const ledger::RecordFields& record, std::uint64_t seq) const {
        decision::Request request;
        TRY(request.agent, identity::AgentId::parse(record.agent));
        request.key = record.agentKey;
        if (!record.chain.empty() && !record.chain.back().delegation.empty()) {
            TRY(request.delegation, DelegationId::parse(record.chain.back().delegation));
        }
        request.action = record.action;
        request.resource = record.resource;
        TRY(auto values, askedValues(m_store, seq, m_draft.before));
        request.arguments = std::move(values.arguments);
        request.sourceAddress = std::move(values.source);
        return request;
    }

    /// As if its session had been opened a moment ago, in this world.
    static decision::Verdict verdict(const decision::World& world, decision::Request& request, Timestamp at) {
        const auto* agent = world.directory.agent(request.agent);
        request.epoch = agent == nullptr ? 0 : agent->epoch;
        return decision::decide(world, request, at).verdict;
    }

    /// The agents are those that the grant is for.
    [[nodiscard]] bool isCovered(const decision::Request& request, Timestamp at) const {
        const auto scope = m_with.authority.requiredScope(request.action);
        const auto* agent = m_with.directory.agent(request.agent);
        return scope && agent != nullptr &&
               std::ranges::any_of(m_grant->scopes, [&](const auto& one) { return one.matches(*scope); }) &&
               m_grant->resources.matches(request.resource) &&
               !delegation::failingCondition(m_grant->conditions, at, agent->environment, request.sourceAddress);
    }

    void flip(command::ReplayFlip flip) {
        if (m_slice.flips.size() < kMostFlips) {
            m_slice.flips.push_back(std::move(flip));
        } else {
            ++m_slice.moreFlips;
        }
    }

    const Draft& m_draft;
    store::ReadStore& m_store;
    decision::World m_with;
    /// The draft itself.
    std::optional<delegation::Grant> m_grant;
    command::ReplaySlice m_slice;
};

Result<std::uint64_t> placeOf(const std::string& after, std::uint64_t size) {
    if (after.empty()) {
        return size;
    }
    std::uint64_t place = 0;
    const auto [end, error] = std::from_chars(after.data(), after.data() + after.size(), place);
    if (error != std::errc() || end != after.data() + after.size()) {
        return fail(Code::InvalidRequest, "`after` is the `next` of an earlier answer");
    }
    return std::min(place, size);
}

} // namespace

Result<command::ReplaySlice> replayCommand(store::ReadStore& store, const State& state, const command::Replay& query,
                                           const identity::OperatorId& by, Timestamp now) {
    TRY(const auto draft, draftCommand(state, query.command, by, now));
    TRY(const auto place, placeOf(query.after, state.size));
    const auto agents = touchedAgents(draft, query.command);
    Replayer replayer(draft, query.command, store);
    const bool byAction = std::holds_alternative<command::MapAction>(query.command);
    if (place == 0 || (agents.empty() && !byAction)) {
        return replayer.finish({});
    }
    // One agent or action has an index: its decisions are found wherever they are.
    const bool sparse = byAction || agents.size() == 1;
    const auto low = sparse || place < kWindow ? 0 : place - kWindow;
    TRY(const auto filter,
        audit::Filter::parse(filterText(agents, query) + " and seq >= " + std::to_string(low), draft.now));
    TRY(const auto found, store.search(filter, place, kDecisions));
    for (const auto& stored : found) {
        TRY(const auto record, ledger::Record::parse(stored.body));
        const auto agent = identity::AgentId::parse(record->agent);
        if (byAction || (agent && agents.contains(*agent))) {
            CHECK(replayer.take(record.fields(), stored.seq));
        }
    }
    TRY(const auto next, nextPlace(store, found, low, query.since));
    return replayer.finish(next == 0 ? std::string() : std::to_string(next));
}

} // namespace countersign::service
