#include "core/command/queries.h"

#include <array>

namespace countersign::command {

namespace {

constexpr auto kNames = std::to_array<std::string_view>(
    {"store",         "users",       "operators",       "groups",      "agents",     "agent",
     "enrolments",    "permissions", "scopes",          "actions",     "roles",      "assignments",
     "grants",        "delegations", "revoke_preview",  "sessions",    "approvals",  "approval",
     "audit",         "record",      "checkpoint",      "consistency", "inclusion",  "verify",
     "simulate",      "open_audit",  "audit_count",     "preview",     "replay",     "audit_histogram",
     "record_export", "activity",    "match_resources", "self",        "key_changes"});
static_assert(kNames.size() == std::variant_size_v<Query>);

using Role = identity::OperatorRole;

/// Who may ask what, beside owners and auditors, who may ask everything (design section 4).
struct MayAsk {
    const identity::Operator& by;

    bool everybody() const { return true; }
    bool admin() const { return by.has(Role::Admin); }
    bool adminOrApprover() const { return by.has(Role::Admin) || by.has(Role::Approver); }

    bool operator()(const GetStore&) const { return everybody(); }
    bool operator()(const GetSelf&) const { return everybody(); }
    bool operator()(const ListKeyChanges&) const { return everybody(); }
    bool operator()(const GetCheckpoint&) const { return everybody(); }
    bool operator()(const ProveConsistency&) const { return everybody(); }
    bool operator()(const ProveInclusion&) const { return everybody(); }
    bool operator()(const ListApprovals&) const { return adminOrApprover(); }
    bool operator()(const GetApproval&) const { return adminOrApprover(); }
    bool operator()(const ListScopes&) const { return everybody(); }
    bool operator()(const ListActions&) const { return everybody(); }
    bool operator()(const Simulate&) const { return admin() || by.has(Role::PolicyAuthor); }
    bool operator()(const Verify&) const { return false; }
    template <class Other>
    bool operator()(const Other&) const {
        return admin();
    }
};

} // namespace

std::string_view queryName(const Query& query) {
    return kNames.at(query.index());
}

std::span<const std::string_view> queryNames() {
    return kNames;
}

bool mayAsk(const identity::Operator& by, const Query& query) {
    return by.has(Role::Owner) || by.has(Role::Auditor) || std::visit(MayAsk{by}, query);
}

} // namespace countersign::command
