#pragma once

#include "core/base/bytes.h"
#include "core/base/json.h"

#include <optional>
#include <string>
#include <vector>

namespace countersign::policy {

/// A hold that a policy demands.
struct PolicyHold {
    std::string reason;
    std::int64_t quorum = 0;
    std::string from;
    std::optional<std::int64_t> expiresInSeconds;
};

/// What the entry points of a bundle said (design section 4).
struct PolicyAnswer {
    bool allow = false;
    std::vector<std::string> deny;
    std::vector<PolicyHold> hold;
    /// Names of the rules that decided.
    std::vector<std::string> rules;
};

/// A published policy bundle, compiled. Immutable and thread-safe; evaluation is pure and bounded. An error denies.
class Engine {
public:
    virtual ~Engine() = default;
    [[nodiscard]] virtual Result<PolicyAnswer> evaluate(const json::Value& input) const = 0;
    /// Digest of the bundle: the policy version in every record.
    [[nodiscard]] virtual const Digest& version() const = 0;
};

} // namespace countersign::policy
