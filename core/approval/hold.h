#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace countersign::approval {

/// Who may approve: `role:approver` (an operator role) or `group:NAME` (a group with operators in it).
class ApproverPool {
public:
    static Result<ApproverPool> parse(std::string_view text);
    enum class Kind { Role, Group };
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] std::string text() const;
    friend auto operator<=>(const ApproverPool&, const ApproverPool&) = default;

private:
    Kind m_kind = Kind::Role;
    std::string m_name;
};

/// A demand for `quorum` approvals by distinct people out of a pool, as a grant, role or policy states it. A quorum of
/// zero is a configuration error: deciding with it denies (ZeroApprovers).
struct Hold {
    std::uint32_t quorum = 0;
    ApproverPool from;
    std::optional<Duration> expiresIn;
    friend bool operator==(const Hold&, const Hold&) = default;
};

/// A hold as it applies to one request, with where it came from (`grant:grt_…`, `role:NAME`, `policy:RULE`).
struct HoldRequirement {
    Hold hold;
    std::string origin;
    std::string reason;
    friend bool operator==(const HoldRequirement&, const HoldRequirement&) = default;
};

} // namespace countersign::approval
