#include "tests/core/decision/world_loader.h"
#include "tests/support/source_dir.h"

#include <fstream>
#include <iterator>

namespace countersign::decision::cases {

namespace {

template <class T>
T value(Result<T> result) {
    if (!result) {
        throw std::runtime_error(result.error().detail);
    }
    return *std::move(result);
}

void done(const Result<void>& result) {
    if (!result) {
        throw std::runtime_error(result.error().detail);
    }
}

template <class Id>
Id id(std::string_view text) {
    return value(Id::parse(text));
}

const json::Array& list(const json::Object& object, std::string_view name) {
    static const json::Array kNone;
    const auto* found = object.find(name);
    return found == nullptr ? kNone : *found->asArray();
}

std::string text(const json::Object& object, std::string_view name, std::string_view fallback = {}) {
    const auto* found = object.find(name);
    return found == nullptr ? std::string(fallback) : *found->asString();
}

std::int64_t number(const json::Object& object, std::string_view name, std::int64_t fallback) {
    const auto* found = object.find(name);
    return found == nullptr ? fallback : found->asInteger().value();
}

bool flag(const json::Object& object, std::string_view name) {
    const auto* found = object.find(name);
    return found != nullptr && *found->asBool();
}

std::optional<Timestamp> optionalTime(const json::Object& object, std::string_view name) {
    const auto* found = object.find(name);
    return found == nullptr ? std::nullopt : std::optional(time(*found->asString()));
}

/// One key per name, made out of it.
crypto::PublicKey keyOf(std::string_view name) {
    Bytes seed(32, 0x2A);
    for (std::size_t i = 0; i < name.size() && i < seed.size(); ++i) {
        seed[i] = static_cast<std::uint8_t>(name[i]);
    }
    return value(crypto::SigningKey::fromSeed(seed)).publicKey();
}

std::vector<delegation::ScopePattern> scopes(const json::Object& object) {
    std::vector<delegation::ScopePattern> out;
    for (const auto& item : list(object, "scopes")) {
        out.push_back(value(delegation::ScopePattern::parse(*item.asString())));
    }
    return out;
}

delegation::ResourceSet resources(const json::Object& object) {
    std::vector<delegation::ResourcePattern> out;
    for (const auto& item : list(object, "resources")) {
        out.push_back(value(delegation::ResourcePattern::parse(*item.asString())));
    }
    return delegation::ResourceSet(std::move(out));
}

std::optional<approval::Hold> hold(const json::Object& object) {
    const auto* found = object.find("hold");
    if (found == nullptr) {
        return std::nullopt;
    }
    const auto& described = *found->asObject();
    return approval::Hold{.quorum = static_cast<std::uint32_t>(number(described, "quorum", 1)),
                          .from = value(approval::ApproverPool::parse(text(described, "from"))),
                          .expiresIn = std::nullopt};
}

identity::AgentState stateOf(const json::Object& object) {
    return value(identity::agentStateFromName(text(object, "state", "active")));
}

void addAgent(World& world, const json::Object& object) {
    identity::Agent agent;
    agent.id = id<identity::AgentId>(text(object, "id"));
    agent.owner = id<identity::UserId>(text(object, "owner", "user_9"));
    agent.environment = text(object, "environment", "prod");
    agent.expires = optionalTime(object, "expires");
    agent.state = stateOf(object);
    agent.epoch = static_cast<std::uint64_t>(number(object, "epoch", 5));
    const auto key = keyOf(text(object, "key", agent.id.text()));
    done(agent.keys.add(key, time(text(object, "key_from", "2026-01-01T00:00:00Z"))));
    if (const auto until = optionalTime(object, "key_until")) {
        done(agent.keys.revoke(key.thumbprint(), *until));
    }
    world.directory.setAgent(std::move(agent));
}

void addOperator(World& world, const json::Object& object) {
    identity::Operator who;
    who.id = id<identity::OperatorId>(text(object, "id"));
    who.person = id<identity::UserId>(text(object, "person"));
    who.disabled = flag(object, "disabled");
    for (const auto& role : list(object, "roles")) {
        who.roles.insert(value(identity::operatorRoleFromName(*role.asString())));
    }
    done(who.keys.add(keyOf("operator " + who.id.text()), time("2026-01-01T00:00:00Z")));
    world.directory.setOperator(std::move(who));
}

void addPeople(World& world, const json::Object& description) {
    for (const auto& item : list(description, "users")) {
        const auto& object = *item.asObject();
        identity::User user;
        user.id = id<identity::UserId>(text(object, "id"));
        user.disabled = flag(object, "disabled");
        if (const auto alias = text(object, "alias_of"); !alias.empty()) {
            user.aliasOf = id<identity::UserId>(alias);
        }
        world.directory.setUser(std::move(user));
    }
    for (const auto& item : list(description, "agents")) {
        addAgent(world, *item.asObject());
    }
    for (const auto& item : list(description, "operators")) {
        addOperator(world, *item.asObject());
    }
    for (const auto& item : list(description, "groups")) {
        const auto& object = *item.asObject();
        identity::Group group;
        group.id = id<identity::GroupId>(text(object, "id"));
        for (const auto& member : list(object, "members")) {
            group.members.insert(value(identity::Principal::parse(*member.asString())));
        }
        world.directory.setGroup(std::move(group));
    }
}

void addRole(World& world, const json::Object& object) {
    delegation::Role role;
    role.id = id<delegation::RoleId>(text(object, "id"));
    for (const auto& parent : list(object, "inherits")) {
        role.inherits.push_back(id<delegation::RoleId>(*parent.asString()));
    }
    for (const auto& item : list(object, "rules")) {
        const auto& rule = *item.asObject();
        const bool allow = text(rule, "effect") == "allow";
        role.rules.push_back({.effect = allow ? delegation::Effect::Allow : delegation::Effect::Deny,
                              .scopes = scopes(rule),
                              .resources = resources(rule),
                              .hold = hold(rule)});
    }
    done(world.authority.setRole(std::move(role)));
}

delegation::Conditions conditions(const json::Object& object) {
    delegation::Conditions out;
    out.notBefore = optionalTime(object, "not_before");
    out.notAfter = optionalTime(object, "not_after");
    for (const auto& item : list(object, "environments")) {
        out.environments.insert(*item.asString());
    }
    for (const auto& item : list(object, "networks")) {
        out.networks.push_back(value(delegation::Network::parse(*item.asString())));
    }
    for (const auto& item : list(object, "days")) {
        out.days.insert(static_cast<std::uint8_t>(item.asInteger().value()));
    }
    if (const auto budget = number(object, "budget", 0); budget > 0) {
        out.budget = static_cast<std::uint64_t>(budget);
    }
    if (const auto rate = number(object, "rate_per_minute", 0); rate > 0) {
        out.rate = delegation::Rate{.count = static_cast<std::uint32_t>(rate), .window = std::chrono::minutes(1)};
    }
    return out;
}

void addGrant(World& world, const json::Object& object) {
    delegation::Grant grant;
    grant.id = id<GrantId>(generated("grt_", text(object, "id")));
    grant.to = value(delegation::Subject::parse(text(object, "to")));
    grant.scopes = scopes(object);
    grant.resources = resources(object);
    grant.hold = hold(object);
    grant.expires = optionalTime(object, "expires");
    grant.revoked = flag(object, "revoked");
    if (const auto* found = object.find("conditions")) {
        grant.conditions = conditions(*found->asObject());
    }
    world.authority.setGrant(std::move(grant));
}

void addDelegation(World& world, const json::Object& object) {
    delegation::Delegation hop;
    hop.id = id<DelegationId>(generated("dlg_", text(object, "id")));
    hop.from = value(identity::Principal::parse(text(object, "from")));
    hop.to = id<identity::AgentId>(text(object, "to"));
    if (const auto parent = text(object, "parent"); !parent.empty()) {
        hop.parent = id<DelegationId>(generated("dlg_", parent));
    }
    hop.scopes = scopes(object);
    hop.resources = resources(object);
    for (const auto& item : list(object, "audience")) {
        hop.audience.push_back(*item.asString());
    }
    hop.expires = time(text(object, "expires", "2027-01-01T00:00:00Z"));
    hop.maxDepth = static_cast<std::uint8_t>(number(object, "max_depth", 0));
    if (const auto uses = number(object, "max_uses", 0); uses > 0) {
        hop.maxUses = static_cast<std::uint64_t>(uses);
    }
    hop.revoked = flag(object, "revoked");
    world.authority.setDelegation(std::move(hop));
}

/// A policy that always answers the same.
class FixedPolicy final : public policy::Engine {
public:
    explicit FixedPolicy(const json::Object& object) {
        m_failing = flag(object, "fails");
        m_answer.allow = flag(object, "allow");
        m_answer.rules = {"allow"};
        for (const auto& item : list(object, "deny")) {
            m_answer.deny.push_back(*item.asString());
        }
        for (const auto& item : list(object, "hold")) {
            const auto& described = *item.asObject();
            m_answer.hold.push_back({.reason = text(described, "reason"),
                                     .quorum = number(described, "quorum", 1),
                                     .from = text(described, "from"),
                                     .expiresInSeconds = std::nullopt});
        }
    }
    [[nodiscard]] Result<policy::PolicyAnswer> evaluate(const json::Value& input) const override {
        if (m_failing || input.asObject() == nullptr) {
            return fail(Code::PolicyError, "the policy does not evaluate");
        }
        return m_answer;
    }
    [[nodiscard]] const Digest& version() const override { return m_version; }

private:
    bool m_failing = false;
    policy::PolicyAnswer m_answer;
    Digest m_version;
};

} // namespace

json::Value load(const std::string& file) {
    std::ifstream in(sourcePath("tests/data/decision/").toStdString() + file);
    const std::string content{std::istreambuf_iterator<char>(in), {}};
    return value(json::parse(content));
}

std::string generated(std::string_view prefix, std::string_view shortId) {
    constexpr std::size_t kLength = 26;
    return std::string(prefix) + std::string(kLength - shortId.size(), '0') + std::string(shortId);
}

Timestamp time(std::string_view text) {
    return value(Timestamp::parse(text));
}

void apply(World& world, const json::Object& description) {
    addPeople(world, description);
    for (const auto& item : list(description, "scopes")) {
        const auto& object = *item.asObject();
        world.authority.setScope({.scope = id<delegation::Scope>(text(object, "scope")),
                                  .risk = value(delegation::riskFromName(text(object, "risk"))),
                                  .description = {}});
    }
    for (const auto& item : list(description, "actions")) {
        const auto& object = *item.asObject();
        world.authority.setAction(text(object, "action"), id<delegation::Scope>(text(object, "scope")));
    }
    for (const auto& item : list(description, "roles")) {
        addRole(world, *item.asObject());
    }
    for (const auto& item : list(description, "assignments")) {
        const auto& object = *item.asObject();
        world.authority.setAssignment({.role = id<delegation::RoleId>(text(object, "role")),
                                       .to = value(delegation::Subject::parse(text(object, "to"))),
                                       .expires = optionalTime(object, "expires")});
    }
    for (const auto& item : list(description, "grants")) {
        addGrant(world, *item.asObject());
    }
    for (const auto& item : list(description, "delegations")) {
        addDelegation(world, *item.asObject());
    }
    if (const auto* found = description.find("policy")) {
        world.policy = std::make_shared<FixedPolicy>(*found->asObject());
    }
}

Request baseRequest() {
    Request out;
    out.agent = id<identity::AgentId>("agent-code-reviewer-01");
    out.key = keyOf("agent-code-reviewer-01").thumbprint();
    out.epoch = 5;
    out.action = "pr.create";
    out.resource = {{"repo", "acme/api"}};
    out.sourceAddress = "10.0.0.7";
    return out;
}

void apply(Request& request, const json::Object& description) {
    if (const auto agent = text(description, "agent"); !agent.empty()) {
        request.agent = id<identity::AgentId>(agent);
        request.key = keyOf(agent).thumbprint();
    }
    if (const auto key = text(description, "key"); !key.empty()) {
        request.key = keyOf(key).thumbprint();
    }
    request.epoch = static_cast<std::uint64_t>(number(description, "epoch", 5));
    request.action = text(description, "action", request.action);
    request.sourceAddress = text(description, "source", request.sourceAddress);
    if (const auto hop = text(description, "delegation"); !hop.empty()) {
        request.delegation = id<DelegationId>(generated("dlg_", hop));
    }
    if (const auto* found = description.find("resource")) {
        request.resource.clear();
        for (const auto& [key, member] : *found->asObject()) {
            request.resource[key] = *member.asString();
        }
    }
}

} // namespace countersign::decision::cases
