#include "core/service/state.h"

#include "core/approval/state_machine.h"

#include <algorithm>

namespace countersign::service {

std::optional<approval::ApprovalRequest> State::approvalAt(const ApprovalId& id, Timestamp now) const {
    const auto* found = approvals.find(id);
    if (found == nullptr) {
        return std::nullopt;
    }
    return approval::expire(**found, now);
}

std::size_t State::openRequests(const identity::AgentId& agent, Timestamp now) const {
    const auto* open = openOfAgent.find(agent);
    return open == nullptr ? 0 : static_cast<std::size_t>(std::ranges::count_if(*open, [&](const ApprovalId& id) {
        const auto* request = approvals.find(id);
        return request != nullptr && isOpen(approval::stateAt(**request, now));
    }));
}

void State::addSession(const std::string& hash, Session session) {
    const auto* known = sessionsOf.find(session.agent);
    auto own = known == nullptr ? std::vector<std::string>() : *known;
    own.push_back(hash);
    sessionsOf.set(session.agent, std::move(own));
    sessions.set(hash, std::make_shared<const Session>(std::move(session)));
}

void State::dropSession(const std::string& hash) {
    const auto* session = sessions.find(hash);
    if (session == nullptr) {
        return;
    }
    const auto agent = (*session)->agent;
    auto own = *sessionsOf.find(agent);
    std::erase(own, hash);
    if (own.empty()) {
        sessionsOf.erase(agent);
    } else {
        sessionsOf.set(agent, std::move(own));
    }
    sessions.erase(hash);
}

void State::dropSessions() {
    sessions = {};
    sessionsOf = {};
}

} // namespace countersign::service
