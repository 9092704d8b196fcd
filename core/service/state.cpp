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

} // namespace countersign::service
