#include "core/service/preview_p.h"

#include "core/service/rights_change_p.h"
#include "core/service/rules.h"
#include "core/service/rules_p.h"
#include "core/wire/commands.h"

#include <algorithm>

namespace countersign::service {

namespace {

using Agents = std::set<identity::AgentId>;

constexpr std::size_t kMostAgents = 200;
/// Of all agents together.
constexpr std::size_t kMostLines = 5000;

/// Of ids that are never written.
constexpr std::string_view kNoId = "00000000000000000000000000";

Result<ledger::Record> draftRecord(const State& state, const command::Command& command, const identity::OperatorId& by,
                                   const crypto::Thumbprint& key, Timestamp at) {
    TRY(const auto id, CommandId::parse("cmd_" + std::string(kNoId)));
    ledger::RecordFields fields;
    fields.store = state.world.store;
    TRY(fields.id, ledger::RecordId::parse("rec_" + std::string(kNoId)));
    fields.kind = ledger::Kind::Command;
    fields.outcome = ledger::Outcome::Done;
    fields.at = at;
    fields.operatorId = by.text();
    const auto envelope =
        wire::envelopeJson({.store = state.world.store, .id = id, .by = by, .key = key, .at = at, .command = command});
    fields.command = *envelope.asObject();
    return ledger::Record::create(std::move(fields));
}

/// A key that the operator could sign with now.
Result<crypto::Thumbprint> signingKey(const State& state, const identity::OperatorId& by, Timestamp now) {
    TRY(const auto found, findOperator(state, by));
    for (const auto& entry : found.keys.entries()) {
        if (found.keys.validAt(entry.thumbprint, now) != nullptr) {
            return entry.thumbprint;
        }
    }
    return fail(Code::KeyNotValidNow, "operator `" + by.text() + "` has no key that is valid now");
}

/// Collects agents by what a command is about.
class Toucher {
public:
    explicit Toucher(const Draft& draft) : m_draft(draft) {}

    void operator()(const command::DisableUser& c) { person(c.id); }
    void operator()(const command::SetGroup& c) {
        for (const auto* state : {&m_draft.before, &m_draft.after}) {
            group(*state, c.id);
        }
    }
    void operator()(const command::RegisterAgent& c) { m_agents.insert(c.id); }
    void operator()(const command::ActivateAgent& c) { m_agents.insert(c.id); }
    void operator()(const command::SuspendAgent& c) { agentAndBelow(c.id); }
    void operator()(const command::ResumeAgent& c) { agentAndBelow(c.id); }
    void operator()(const command::RevokeAgent& c) { agentAndBelow(c.id); }
    void operator()(const command::RotateAgentKey& c) { m_agents.insert(c.id); }
    void operator()(const command::SetRole& c) { role(c.role.id); }
    void operator()(const command::AssignRole& c) { subject(c.assignment.to); }
    void operator()(const command::UnassignRole& c) { subject(c.to); }
    void operator()(const command::CreateGrant& c) { subject(c.grant.to); }
    void operator()(const command::RevokeGrant& c) {
        if (const auto* grant = m_draft.before.world.authority.grant(c.id)) {
            subject(grant->to);
        }
    }
    void operator()(const command::CreateDelegation& c) { m_agents.insert(c.delegation.to); }
    void operator()(const command::RevokeDelegation& c) { below({c.id}); }
    template <class Other>
    void operator()(const Other&) {}

    Agents take() { return std::move(m_agents); }

private:
    void group(const State& state, const identity::GroupId& id) {
        const auto* found = state.world.directory.group(id);
        for (const auto& member : found == nullptr ? std::set<identity::Principal>() : found->members) {
            if (const auto agent = identity::AgentId::parse(member.id());
                agent && member.type() == identity::PrincipalType::Agent) {
                m_agents.insert(*agent);
            }
        }
    }

    void subject(const delegation::Subject& to) {
        switch (to.kind()) {
        case delegation::Subject::Kind::Agent:
            if (const auto id = identity::AgentId::parse(to.id())) {
                m_agents.insert(*id);
            }
            return;
        case delegation::Subject::Kind::Group:
            if (const auto id = identity::GroupId::parse(to.id())) {
                group(m_draft.after, *id);
            }
            return;
        case delegation::Subject::Kind::Role:
            if (const auto id = delegation::RoleId::parse(to.id())) {
                role(*id);
            }
            return;
        }
    }

    /// Who has the role, or one that inherits from it.
    void role(const delegation::RoleId& id) {
        const auto& authority = m_draft.after.world.authority;
        const auto roles = authority.roles();
        std::set<delegation::RoleId> heirs{id};
        for (bool grew = true; grew;) {
            grew = false;
            for (const auto& one : roles) {
                const bool inherits =
                    std::ranges::any_of(one->inherits, [&](const auto& parent) { return heirs.contains(parent); });
                grew = (inherits && heirs.insert(one->id).second) || grew;
            }
        }
        for (const auto& assignment : authority.allAssignments()) {
            if (heirs.contains(assignment.role)) {
                subject(assignment.to);
            }
        }
    }

    void person(const identity::UserId& id) {
        const auto& directory = m_draft.before.world.directory;
        const auto same = [&](const identity::UserId& other) { return other == id || directory.personOf(other) == id; };
        for (const auto& agent : directory.agents()) {
            if (same(agent->owner)) {
                m_agents.insert(agent->id);
            }
        }
        std::set<DelegationId> roots;
        for (const auto& hop : m_draft.before.world.authority.delegations()) {
            const auto user = identity::UserId::parse(hop->from.id());
            if (hop->from.type() == identity::PrincipalType::User && user && same(*user)) {
                roots.insert(hop->id);
            }
        }
        below(std::move(roots));
    }

    void agentAndBelow(const identity::AgentId& id) {
        m_agents.insert(id);
        std::set<DelegationId> hops;
        for (const auto& hop : m_draft.before.world.authority.delegations()) {
            if (hop->to == id) {
                hops.insert(hop->id);
            }
        }
        below(std::move(hops));
    }

    /// The receivers of these hops and of all hops below.
    void below(std::set<DelegationId> hops) {
        const auto all = m_draft.before.world.authority.delegations();
        for (bool grew = true; grew;) {
            grew = false;
            for (const auto& hop : all) {
                grew = (hop->parent && hops.contains(*hop->parent) && hops.insert(hop->id).second) || grew;
            }
        }
        for (const auto& hop : all) {
            if (hops.contains(hop->id)) {
                m_agents.insert(hop->to);
            }
        }
    }

    const Draft& m_draft;
    Agents m_agents;
};

/// Whether gate 1 would let it through with one of its keys.
bool acts(const State& state, const identity::AgentId& id, Timestamp now) {
    const auto* agent = state.world.directory.agent(id);
    return agent != nullptr && !isDisabled(state.world.directory, agent->owner) &&
           std::ranges::any_of(agent->keys.entries(), [&](const auto& entry) {
               return identity::checkLive(*agent, entry.thumbprint, now).has_value();
           });
}

/// The agent's rights; those that end or depend on something are marked.
std::vector<RightLine> rightsOf(const decision::PermissionLister& lister, const delegation::Authority& authority,
                                const identity::AgentId& id) {
    constexpr std::string_view kGrant = "grant:";
    std::vector<RightLine> out;
    for (auto& line : lister.of(id)) {
        bool conditional = false;
        if (line.origin.starts_with(kGrant)) {
            const auto grant = GrantId::parse(std::string_view(line.origin).substr(kGrant.size()));
            const auto* found = grant ? authority.grant(*grant) : nullptr;
            conditional = found != nullptr && (found->expires || found->conditions != delegation::Conditions());
        }
        out.push_back({.line = std::move(line), .conditional = conditional});
    }
    return out;
}

void addAgents(const Draft& draft, const Agents& touched, command::CommandPreview& preview) {
    const decision::PermissionLister before(draft.before.world, draft.now);
    const decision::PermissionLister after(draft.after.world, draft.now);
    std::size_t lines = 0;
    for (const auto& id : touched) {
        if (preview.agents.size() == kMostAgents || lines > kMostLines) {
            ++preview.moreAgents;
            continue;
        }
        auto rights = rightsChange(rightsOf(before, draft.before.world.authority, id),
                                   rightsOf(after, draft.after.world.authority, id));
        command::AgentChange change{.agent = id,
                                    .actsBefore = acts(draft.before, id, draft.now),
                                    .actsAfter = acts(draft.after, id, draft.now),
                                    .gained = std::move(rights.gained),
                                    .lost = std::move(rights.lost)};
        if (change.actsBefore != change.actsAfter || !change.gained.empty() || !change.lost.empty()) {
            lines += change.gained.size() + change.lost.size();
            preview.agents.push_back(std::move(change));
        }
    }
}

} // namespace

Result<Draft> draftCommand(const State& state, const command::Command& command, const identity::OperatorId& by,
                           Timestamp now) {
    const auto at = std::max(now, state.lastAt);
    TRY(const auto key, signingKey(state, by, at));
    CHECK(checkCommand(state, command, by, key, at));
    TRY(const auto record, draftRecord(state, command, by, key, at));
    Draft draft{.before = state, .after = state, .now = at};
    CHECK(fold(draft.after, state.size, record));
    return draft;
}

Agents touchedAgents(const Draft& draft, const command::Command& command) {
    Toucher toucher(draft);
    std::visit(toucher, command);
    return toucher.take();
}

Result<command::CommandPreview> previewCommand(store::ReadStore& store, const State& state,
                                               const command::Command& command, const identity::OperatorId& by,
                                               Timestamp now) {
    command::CommandPreview preview;
    const auto draft = draftCommand(state, command, by, now);
    if (!draft) {
        preview.refusal = {.code = draft.error().code, .text = draft.error().detail};
        return preview;
    }
    addAgents(*draft, touchedAgents(*draft, command), preview);
    CHECK(addEndings(*draft, store, preview));
    return preview;
}

} // namespace countersign::service
