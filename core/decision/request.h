#pragma once

#include "core/approval/approval_request.h"
#include "core/delegation/resource.h"

namespace countersign::decision {

/// What an authenticated agent asks.
struct Request {
    identity::AgentId agent;
    /// The key that its session (or request signature) is bound to.
    crypto::Thumbprint key;
    /// The agent's epoch when the session was opened.
    std::uint64_t epoch = 0;
    /// The delegation under which it acts, if any.
    std::optional<DelegationId> delegation;
    std::string action;
    delegation::Resource resource;
    json::Object arguments;
    std::string sourceAddress;
};

} // namespace countersign::decision
