#pragma once

#include "core/service/state.h"

#include <map>

namespace countersign::service {

/// From where the enrolments came that wait, as far as they came in this run: what keeps one stranger from taking all
/// places. On the writer's thread only.
class EnrolmentSources {
public:
    /// How many of this source wait in this state. An IPv6 source counts with its /64.
    [[nodiscard]] std::size_t waiting(const std::string& address, const State& state);
    /// It is only counted once it is in a state, so one whose commit failed does not matter.
    void add(const EnrolmentId& id, const std::string& address);

private:
    std::map<EnrolmentId, std::string> m_sources;
};

} // namespace countersign::service
