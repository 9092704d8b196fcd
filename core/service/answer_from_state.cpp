#include "core/approval/state_machine.h"
#include "core/service/answer_query_p.h"
#include "core/service/live_session_p.h"

#include <algorithm>

namespace countersign::service {

namespace {

template <class Q>
Result<command::Answer> answer(typename Q::Answer value) {
    return command::Answer(std::in_place_index<command::kQueryIndex<Q>>, std::move(value));
}

template <class T>
std::vector<T> values(const std::vector<std::shared_ptr<const T>>& pointers) {
    std::vector<T> out;
    out.reserve(pointers.size());
    for (const auto& pointer : pointers) {
        out.push_back(*pointer);
    }
    return out;
}

constexpr auto kById = [](const auto& item) { return item.id.text(); };

std::uint64_t pendingOf(const State& state, const identity::AgentId& agent, Timestamp now) {
    const auto* open = state.openOfAgent.find(agent);
    std::uint64_t count = 0;
    for (const auto& id : open == nullptr ? std::vector<ApprovalId>() : *open) {
        const auto* request = state.approvals.find(id);
        count += request != nullptr && approval::stateAt(**request, now) == approval::State::Pending ? 1 : 0;
    }
    return count;
}

command::AgentView viewOf(const State& state, const identity::Agent& agent, Timestamp now) {
    return {.agent = agent,
            .groups = state.world.directory.groupsOf(identity::Principal::of(agent.id)),
            .spiffeId = identity::spiffeId(state.world.trustDomain, agent.id),
            .pending = pendingOf(state, agent.id, now)};
}

/// Waiting ones first, newest first within; the cursor is this text.
std::string approvalOrder(const approval::ApprovalRequest& request, approval::State now) {
    constexpr std::uint64_t kLast = 9'999'999'999'999ULL;
    auto newest = std::to_string(kLast - static_cast<std::uint64_t>(request.created.milliseconds()));
    newest.insert(0, 13 - std::min<std::size_t>(13, newest.size()), '0');
    return (now == approval::State::Pending ? "0" : "1") + newest + request.id.text();
}

Page<approval::ApprovalRequest> listApprovals(const command::ListApprovals& query, const State& state, Timestamp now) {
    using Entry = std::pair<std::string, const approval::ApprovalRequest*>;
    std::vector<Entry> entries;
    state.approvals.forEach([&](const ApprovalId&, const auto& request) {
        const auto stateNow = approval::stateAt(*request, now);
        if (!query.state || stateNow == *query.state) {
            entries.emplace_back(approvalOrder(*request, stateNow), request.get());
        }
    });
    std::ranges::sort(entries);
    const auto cut = cutPage(entries, query.page, [](const Entry& entry) { return entry.first; });
    Page<approval::ApprovalRequest> page{.items = {}, .next = cut.next, .total = cut.total};
    for (const auto& [order, request] : cut.items) {
        page.items.push_back(approval::expire(*request, now));
    }
    return page;
}

command::DelegationPreview preview(const State& state, const DelegationId& root, Timestamp now) {
    command::DelegationPreview preview;
    const auto all = state.world.authority.delegations();
    std::vector<DelegationId> dead{root};
    for (std::size_t i = 0; i < dead.size(); ++i) {
        for (const auto& one : all) {
            if (!one->revoked && one->parent == dead[i]) {
                dead.push_back(one->id);
            }
        }
    }
    const auto isDead = [&dead](const std::optional<DelegationId>& id) {
        return id && std::ranges::find(dead, *id) != dead.end();
    };
    state.sessions.forEach([&](const std::string&, const std::shared_ptr<const Session>& session) {
        if (isDead(session->delegation) && now < session->expires) {
            preview.sessions.push_back(session->id);
        }
    });
    state.openOfAgent.forEach([&](const identity::AgentId&, const std::vector<ApprovalId>& open) {
        for (const auto& id : open) {
            const auto& request = **state.approvals.find(id);
            if (isOpen(approval::stateAt(request, now)) &&
                std::ranges::any_of(request.chain, [&](const auto& link) { return isDead(link.delegation); })) {
                preview.approvals.push_back(id);
            }
        }
    });
    preview.delegations = std::move(dead);
    return preview;
}

/// One overload per query that memory answers; the last says that the file is needed.
struct FromState {
    const State& state;
    const identity::OperatorId& by;
    Timestamp now;
    using Maybe = std::optional<Result<command::Answer>>;

    Maybe operator()(const command::GetSelf&) const {
        return answer<command::GetSelf>(*state.world.directory.findOperator(by));
    }
    Maybe operator()(const command::ListUsers& q) const {
        return answer<command::ListUsers>(cutPage(values(state.world.directory.users()), q.page, kById));
    }
    Maybe operator()(const command::ListOperators& q) const {
        return answer<command::ListOperators>(cutPage(values(state.world.directory.operators()), q.page, kById));
    }
    Maybe operator()(const command::ListGroups& q) const {
        return answer<command::ListGroups>(cutPage(values(state.world.directory.groups()), q.page, kById));
    }
    Maybe operator()(const command::ListAgents& q) const {
        const auto agents = state.world.directory.agents();
        const auto page = cutPage(agents, q.page, [](const auto& agent) { return agent->id.text(); });
        Page<command::AgentView> views{.items = {}, .next = page.next, .total = page.total};
        for (const auto& agent : page.items) {
            views.items.push_back(viewOf(state, *agent, now));
        }
        return answer<command::ListAgents>(std::move(views));
    }
    Maybe operator()(const command::GetAgent& q) const {
        const auto* agent = state.world.directory.agent(q.id);
        if (agent == nullptr) {
            return fail(Code::NotFound, "there is no agent `" + q.id.text() + "`");
        }
        return answer<command::GetAgent>(viewOf(state, *agent, now));
    }
    Maybe operator()(const command::ListEnrolments& q) const {
        std::vector<identity::Enrolment> all;
        state.enrolments.forEach([&](const EnrolmentId&, const auto& one) { all.push_back(*one); });
        std::ranges::sort(all, {}, kById);
        return answer<command::ListEnrolments>(cutPage(all, q.page, kById));
    }
    Maybe operator()(const command::ListPermissions& q) const {
        if (state.world.directory.agent(q.agent) == nullptr) {
            return fail(Code::NotFound, "there is no agent `" + q.agent.text() + "`");
        }
        return answer<command::ListPermissions>(decision::effectivePermissions(state.world, q.agent, now));
    }
    Maybe operator()(const command::ListScopes&) const {
        return answer<command::ListScopes>(state.world.authority.scopes());
    }
    Maybe operator()(const command::ListActions&) const {
        return answer<command::ListActions>(state.world.authority.actions());
    }
    Maybe operator()(const command::ListRoles&) const {
        return answer<command::ListRoles>(values(state.world.authority.roles()));
    }
    Maybe operator()(const command::ListAssignments&) const {
        return answer<command::ListAssignments>(state.world.authority.allAssignments());
    }
    Maybe operator()(const command::ListGrants& q) const {
        auto grants = values(state.world.authority.grants());
        if (q.to) {
            std::erase_if(grants, [&](const auto& grant) { return grant.to != *q.to; });
        }
        return answer<command::ListGrants>(cutPage(grants, q.page, kById));
    }
    Maybe operator()(const command::ListDelegations& q) const {
        return answer<command::ListDelegations>(cutPage(values(state.world.authority.delegations()), q.page, kById));
    }
    Maybe operator()(const command::PreviewRevoke& q) const {
        if (state.world.authority.delegation(q.id) == nullptr) {
            return fail(Code::DelegationUnknown, "there is no such delegation");
        }
        return answer<command::PreviewRevoke>(preview(state, q.id, now));
    }
    Maybe operator()(const command::ListSessions& q) const {
        std::vector<command::SessionView> all;
        state.sessions.forEach([&](const std::string&, const std::shared_ptr<const Session>& s) {
            if (checkSession(state, *s, now)) {
                all.push_back({s->id, s->agent, s->opened, s->expires, s->delegation});
            }
        });
        std::ranges::sort(all, {}, kById);
        return answer<command::ListSessions>(cutPage(all, q.page, kById));
    }
    Maybe operator()(const command::ListApprovals& q) const {
        return answer<command::ListApprovals>(listApprovals(q, state, now));
    }
    Maybe operator()(const command::Simulate& q) const {
        return answer<command::Simulate>(decision::decide(state.world, q.request, now));
    }
    template <class Other>
    Maybe operator()(const Other&) const {
        return std::nullopt;
    }
};

} // namespace

std::optional<Result<command::Answer>> answerFromState(const command::Query& query, const identity::OperatorId& by,
                                                       const State& state, Timestamp now) {
    return std::visit(FromState{state, by, now}, query);
}

} // namespace countersign::service
