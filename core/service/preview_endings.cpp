#include "core/approval/state_machine.h"
#include "core/service/fold_p.h"
#include "core/service/live_session_p.h"
#include "core/service/preview_p.h"
#include "core/service/record_data_p.h"

namespace countersign::service {

namespace {

constexpr std::size_t kMostEndings = 1000;

template <class Id>
void note(std::vector<Id>& list, const Id& id, std::uint64_t& more) {
    if (list.size() < kMostEndings) {
        list.push_back(id);
    } else {
        ++more;
    }
}

/// Whether its holder could act under the delegation now.
bool counts(const State& state, const delegation::Delegation& hop, Timestamp now) {
    const auto* agent = state.world.directory.agent(hop.to);
    if (agent == nullptr) {
        return false;
    }
    decision::Request request{.agent = hop.to,
                              .key = {},
                              .epoch = agent->epoch,
                              .delegation = hop.id,
                              .action = "ping",
                              .resource = {},
                              .arguments = {},
                              .sourceAddress = {}};
    for (const auto& entry : agent->keys.entries()) {
        if (agent->keys.validAt(entry.thumbprint, now) != nullptr) {
            request.key = entry.thumbprint;
        }
    }
    const auto decided = decision::decide(state.world, request, now);
    const auto& gate = decided.explanation.gates[static_cast<std::size_t>(decision::Gate::Delegation) - 1];
    return gate.verdict == decision::GateVerdict::Pass;
}

/// Whether the request, asked again now, would be held as it is, so that an approval of it can still be used.
bool counts(const State& state, const approval::ApprovalRequest& asked, const AskedValues& values, Timestamp now) {
    const auto request = state.approvalAt(asked.id, now);
    if (!request || !isOpen(*request)) {
        return false;
    }
    const approval::Presented same{
        .agent = request->agent, .action = request->action, .resource = request->resource, .args = request->args};
    if (request->state == approval::State::Approved &&
        !approval::checkRedeemable(*request, same, state.world.directory, now)) {
        return false;
    }
    const auto today =
        decision::decide(state.world,
                         {.agent = request->agent,
                          .key = request->agentKey,
                          .epoch = request->epoch,
                          .delegation = request->chain.empty() ? std::nullopt : request->chain.back().delegation,
                          .action = request->action,
                          .resource = request->resource,
                          .arguments = values.arguments,
                          .sourceAddress = values.source},
                         now);
    return today.verdict == decision::Verdict::Hold && today.holds == request->holds &&
           today.requiredScope == request->requiredScope && delegation::riskName(today.risk) == request->risk &&
           approval::chainDigest(today.chain) == approval::chainDigest(request->chain);
}

} // namespace

Result<AskedValues> askedValues(store::ReadStore& store, std::uint64_t record, const State& state) {
    TRY(const auto body, store.values(record));
    const auto text = body.value_or(std::string());
    TRY(auto source, Values::text(text, "source"));
    AskedValues values{.arguments = {}, .source = std::move(source).value_or(std::string())};
    if (state.world.policy) {
        TRY(const auto arguments, Values::arguments(text));
        values.arguments = arguments.values();
    }
    return values;
}

Result<void> addEndings(const Draft& draft, store::ReadStore& store, command::CommandPreview& preview) {
    for (const auto& hop : draft.before.world.authority.delegations()) {
        const auto* after = draft.after.world.authority.delegation(hop->id);
        if (counts(draft.before, *hop, draft.now) && !counts(draft.after, *after, draft.now)) {
            note(preview.delegations, hop->id, preview.moreEnded);
        }
    }
    draft.before.sessions.forEach([&](const std::string&, const std::shared_ptr<const Session>& session) {
        if (checkSession(draft.before, *session, draft.now) && !checkSession(draft.after, *session, draft.now)) {
            note(preview.sessions, session->id, preview.moreEnded);
        }
    });
    std::vector<ApprovalId> open;
    draft.before.openOfAgent.forEach([&open](const identity::AgentId&, const std::vector<ApprovalId>& ids) {
        open.insert(open.end(), ids.begin(), ids.end());
    });
    for (const auto& id : open) {
        const auto request = draft.before.approvalAt(id, draft.now);
        if (!request || !isOpen(*request)) {
            continue;
        }
        TRY(const auto values, askedValues(store, request->record, draft.before));
        if (counts(draft.before, *request, values, draft.now) && !counts(draft.after, *request, values, draft.now)) {
            const bool approved = request->state == approval::State::Approved;
            note(approved ? preview.tickets : preview.approvals, id, preview.moreEnded);
        }
    }
    return {};
}

} // namespace countersign::service
