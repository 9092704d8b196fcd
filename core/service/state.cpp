#include "core/service/state.h"

#include "core/approval/state_machine.h"

namespace countersign::service {

std::optional<approval::ApprovalRequest> State::approvalAt(const ApprovalId& id, Timestamp now) const {
    const auto* found = approvals.find(id);
    if (found == nullptr) {
        return std::nullopt;
    }
    return approval::expire(**found, now);
}

std::size_t State::liveOperators() const {
    std::size_t count = 0;
    for (const auto& one : world.directory.operators()) {
        const auto* person = world.directory.user(one->person);
        count += !one->disabled && (person == nullptr || !person->disabled) ? 1 : 0;
    }
    return count;
}

} // namespace countersign::service
