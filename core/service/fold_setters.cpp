#include "core/service/fold_p.h"
#include "core/wire/entities.h"

#include <algorithm>
#include <set>

namespace countersign::service {

using store::EntityKind;

void Fold::put(EntityKind kind, std::string id, const json::Value& body) {
    m_changes.push_back({.kind = kind, .id = std::move(id), .body = json::canonical(body)});
}

void Fold::erase(EntityKind kind, std::string id) {
    m_changes.push_back({.kind = kind, .id = std::move(id), .body = std::nullopt});
}

void Fold::setUser(identity::User user) {
    put(EntityKind::User, user.id.text(), wire::toJson(user));
    m_state.world.directory.setUser(std::move(user));
    worldChanged();
}

void Fold::setOperator(identity::Operator value) {
    put(EntityKind::Operator, value.id.text(), wire::toJson(value));
    m_state.world.directory.setOperator(std::move(value));
    worldChanged();
}

void Fold::setGroup(identity::Group group) {
    put(EntityKind::Group, group.id.text(), wire::toJson(group));
    m_state.world.directory.setGroup(std::move(group));
    worldChanged();
}

void Fold::setAgent(identity::Agent agent) {
    put(EntityKind::Agent, agent.id.text(), wire::toJson(agent));
    m_state.world.directory.setAgent(std::move(agent));
    worldChanged();
}

void Fold::setScope(delegation::CatalogueEntry entry) {
    put(EntityKind::Scope, entry.scope.text(), wire::toJson(entry));
    m_state.world.authority.setScope(std::move(entry));
    worldChanged();
}

void Fold::setAction(const std::string& action, const delegation::Scope& scope) {
    put(EntityKind::Action, action, actionRow(action, scope));
    m_state.world.authority.setAction(action, scope);
    worldChanged();
}

Result<void> Fold::setRole(delegation::Role role) {
    put(EntityKind::Role, role.id.text(), wire::toJson(role));
    CHECK(m_state.world.authority.setRole(std::move(role)));
    worldChanged();
    return {};
}

void Fold::setAssignment(delegation::RoleAssignment assignment) {
    put(EntityKind::Assignment, assignmentId(assignment.role, assignment.to), wire::toJson(assignment));
    m_state.world.authority.setAssignment(std::move(assignment));
    worldChanged();
}

void Fold::removeAssignment(const delegation::RoleId& role, const delegation::Subject& to) {
    erase(EntityKind::Assignment, assignmentId(role, to));
    m_state.world.authority.removeAssignment(role, to);
    worldChanged();
}

void Fold::setGrant(delegation::Grant grant) {
    put(EntityKind::Grant, grant.id.text(), wire::toJson(grant));
    m_state.world.authority.setGrant(std::move(grant));
    worldChanged();
}

void Fold::setDelegation(delegation::Delegation delegation) {
    put(EntityKind::Delegation, delegation.id.text(), wire::toJson(delegation));
    m_state.world.authority.setDelegation(std::move(delegation));
    worldChanged();
}

void Fold::setTrustDomain(const std::string& trustDomain) {
    put(EntityKind::Setting, std::string(setting::kTrustDomain), textRow(trustDomain));
    m_state.world.trustDomain = trustDomain;
    worldChanged();
}

void Fold::setSettings(const decision::Settings& settings) {
    put(EntityKind::Setting, std::string(setting::kDeciding), wire::toJson(settings));
    m_state.world.settings = settings;
    worldChanged();
}

void Fold::setEnrolment(identity::Enrolment enrolment) {
    put(EntityKind::Enrolment, enrolment.id.text(), wire::toJson(enrolment));
    const auto id = enrolment.id;
    m_state.enrolments.set(id, std::make_shared<const identity::Enrolment>(std::move(enrolment)));
}

void Fold::eraseEnrolment(const EnrolmentId& id) {
    erase(EntityKind::Enrolment, id.text());
    m_state.enrolments.erase(EnrolmentId(id));
}

void Fold::noteAcceptedClock(Timestamp wall) {
    put(EntityKind::Setting, std::string(setting::kAcceptedClock), textRow(wall.text()));
}

void Fold::noteRestored() {
    put(EntityKind::Setting, std::string(setting::kRestored), textRow(at().text()));
    m_state.restored = at();
}

Result<void> Fold::changeLedgerKey(const ledger::KeyChange& change) {
    CHECK(m_state.ledgerKeys.add(change));
    put(EntityKind::Setting, std::string(setting::kLedgerKeys), m_state.ledgerKeys.toJson());
    return {};
}

void Fold::setOutcome(const RequestId& request, std::string_view name) {
    put(EntityKind::Outcome, request.text(), outcomeRow(name));
    m_state.outcomes.set(request, std::string(name));
}

void Fold::setApproval(approval::ApprovalRequest request) {
    put(EntityKind::Approval, request.id.text(), wire::toJson(request));
    const auto shared = std::make_shared<const approval::ApprovalRequest>(std::move(request));
    m_state.approvals.set(shared->id, shared);
    m_state.approvalOfRequest.set(shared->request, shared->id);

    const auto* open = m_state.openOfAgent.find(shared->agent);
    const bool listed = open != nullptr && std::ranges::find(*open, shared->id) != open->end();
    if (listed == isOpen(*shared)) {
        return;
    }
    auto list = open == nullptr ? std::vector<ApprovalId>() : *open;
    if (listed) {
        std::erase(list, shared->id);
    } else {
        list.push_back(shared->id);
    }
    if (list.empty()) {
        m_state.openOfAgent.erase(shared->agent);
    } else {
        m_state.openOfAgent.set(shared->agent, std::move(list));
    }
}

void Fold::count(std::span<const decision::Consumption> consumes) {
    std::set<std::string> touched;
    for (const auto& one : consumes) {
        const auto id = counterId(one);
        const auto* found = m_state.counters.find(id);
        auto counter = found == nullptr ? Counter() : *found;
        switch (one.kind) {
        case decision::Consumption::Kind::GrantBudget:
        case decision::Consumption::Kind::DelegationUse:
            ++counter.used;
            break;
        case decision::Consumption::Kind::GrantRate: {
            const auto since = (at() - one.window).milliseconds();
            while (!counter.recent.empty() && counter.recent.front() <= since) {
                counter.recent.pop_front();
            }
            counter.recent.push_back(at().milliseconds());
            break;
        }
        }
        m_state.counters.set(id, std::move(counter));
        touched.insert(id);
    }
    for (const auto& id : touched) {
        put(EntityKind::Counter, id, counterRow(*m_state.counters.find(id)));
    }
}

} // namespace countersign::service
