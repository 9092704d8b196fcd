#include "core/delegation/grant.h"

#include <array>

namespace countersign::delegation {

namespace {

constexpr std::size_t kMaxEntries = 64;
constexpr std::size_t kMaxRules = 256;
constexpr std::array kRisks = {Risk::Low, Risk::Medium, Risk::High, Risk::Critical};

Result<void> checkRule(const std::vector<ScopePattern>& scopes, const ResourceSet& resources,
                       const std::optional<approval::Hold>& hold) {
    if (scopes.empty() || scopes.size() > kMaxEntries) {
        return fail(Code::InvalidArgument, "name 1 to 64 scopes");
    }
    if (resources.patterns().size() > kMaxEntries) {
        return fail(Code::InvalidArgument, "name at most 64 resource patterns");
    }
    if (hold && hold->quorum == 0) {
        return fail(Code::ZeroApprovers, "a hold needs at least one approval: name how many, or leave the hold out");
    }
    if (hold && hold->expiresIn && *hold->expiresIn <= Duration::zero()) {
        return fail(Code::InvalidArgument, "a hold waits longer than zero");
    }
    return {};
}

} // namespace

Result<Subject> Subject::parse(std::string_view text) {
    const auto colon = text.find(':');
    const auto kind = text.substr(0, colon);
    const auto id = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    Subject subject;
    if (kind == "agent") {
        CHECK(identity::AgentIdTag::check(id));
        subject.m_kind = Kind::Agent;
    } else if (kind == "group") {
        CHECK(identity::GroupIdTag::check(id));
        subject.m_kind = Kind::Group;
    } else if (kind == "role") {
        CHECK(RoleIdTag::check(id));
        subject.m_kind = Kind::Role;
    } else {
        return fail(Code::InvalidArgument, "`" + std::string(text.substr(0, 160)) +
                                               "` is no subject: write `agent:`, `group:` or `role:` and an id");
    }
    subject.m_id = id;
    subject.m_text = text;
    return subject;
}

Result<void> checkGrant(const Grant& grant) {
    if (grant.id.empty() || grant.to.id().empty()) {
        return fail(Code::InvalidArgument, "a grant needs an id and a subject");
    }
    CHECK(checkRule(grant.scopes, grant.resources, grant.hold));
    if (grant.expires && *grant.expires <= grant.created) {
        return fail(Code::InvalidArgument, "a grant expires after it was made: give a later time");
    }
    return checkConditions(grant.conditions);
}

Result<void> checkRole(const Role& role) {
    if (role.id.empty()) {
        return fail(Code::InvalidArgument, "a role needs an id");
    }
    if (role.rules.size() > kMaxRules || role.inherits.size() > kMaxEntries) {
        return fail(Code::InvalidArgument, "a role has at most 256 rules and inherits at most 64 roles");
    }
    for (const auto& rule : role.rules) {
        CHECK(checkRule(rule.scopes, rule.resources, rule.hold));
        if (rule.effect == Effect::Deny && rule.hold) {
            return fail(Code::InvalidArgument, "a rule that denies cannot hold: leave the hold out");
        }
    }
    return {};
}

std::string_view riskName(Risk risk) {
    switch (risk) {
    case Risk::Low:
        return "low";
    case Risk::Medium:
        return "medium";
    case Risk::High:
        return "high";
    case Risk::Critical:
        return "critical";
    }
    return "unknown";
}

Result<Risk> riskFromName(std::string_view name) {
    for (const Risk risk : kRisks) {
        if (name == riskName(risk)) {
            return risk;
        }
    }
    return fail(Code::InvalidArgument,
                "`" + std::string(name.substr(0, 64)) + "` is no risk: write low, medium, high or critical");
}

} // namespace countersign::delegation
