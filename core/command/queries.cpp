#include "core/command/queries.h"

#include <array>

namespace countersign::command {

namespace {

constexpr auto kNames = std::to_array<std::string_view>(
    {"store",          "users",           "operators",     "groups",   "agents",         "agent",       "enrolments",
     "permissions",    "scopes",          "actions",       "roles",    "assignments",    "grants",      "delegations",
     "revoke_preview", "sessions",        "approvals",     "approval", "audit",          "record",      "checkpoint",
     "consistency",    "inclusion",       "verify",        "simulate", "open_audit",     "audit_count", "preview",
     "replay",         "audit_histogram", "record_export", "activity", "match_resources"});
static_assert(kNames.size() == std::variant_size_v<Query>);

} // namespace

std::string_view queryName(const Query& query) {
    return kNames.at(query.index());
}

std::span<const std::string_view> queryNames() {
    return kNames;
}

} // namespace countersign::command
