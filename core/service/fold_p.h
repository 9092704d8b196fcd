#pragma once

#include "core/command/commands.h"
#include "core/decision/decision.h"
#include "core/service/state.h"

#include <span>

/// How records become state: used by fold(), loadState() and checkCommand().
namespace countersign::service {

/// Ids of the Setting rows.
namespace setting {
inline constexpr std::string_view kTrustDomain = "trust_domain";
inline constexpr std::string_view kDeciding = "deciding";
inline constexpr std::string_view kAcceptedClock = "accepted_clock";
inline constexpr std::string_view kRestored = "restored";
/// Once there were several.
inline constexpr std::string_view kLedgerKeys = "ledger_keys";
} // namespace setting

/// The next state while one record is taken in. Each setter changes the state and notes the row; those of what decide()
/// looks at move world.version. After an error the object is thrown away.
class Fold {
public:
    Fold(State& state, std::uint64_t seq, const ledger::RecordFields& record)
        : m_state(state), m_seq(seq), m_record(record) {}

    [[nodiscard]] State& state() { return m_state; }
    [[nodiscard]] std::uint64_t seq() const { return m_seq; }
    [[nodiscard]] Timestamp at() const { return m_record.at; }
    [[nodiscard]] const ledger::RecordFields& record() const { return m_record; }
    [[nodiscard]] std::vector<Change> takeChanges() { return std::move(m_changes); }

    // Parts of the world.
    void setUser(identity::User user);
    void setOperator(identity::Operator value);
    void setGroup(identity::Group group);
    void setAgent(identity::Agent agent);
    void setScope(delegation::CatalogueEntry entry);
    void setAction(const std::string& action, const delegation::Scope& scope);
    [[nodiscard]] Result<void> setRole(delegation::Role role);
    void setAssignment(delegation::RoleAssignment assignment);
    void removeAssignment(const delegation::RoleId& role, const delegation::Subject& to);
    void setGrant(delegation::Grant grant);
    void setDelegation(delegation::Delegation delegation);
    void setTrustDomain(const std::string& trustDomain);
    void setSettings(const decision::Settings& settings);

    // Beside the world.
    void setEnrolment(identity::Enrolment enrolment);
    void eraseEnrolment(const EnrolmentId& id);
    void noteAcceptedClock(Timestamp wall);
    void noteRestored();
    [[nodiscard]] Result<void> changeLedgerKey(const ledger::KeyChange& change);
    void setOutcome(const RequestId& request, std::string_view name);
    /// Also keeps approvalOfRequest and openOfAgent.
    void setApproval(approval::ApprovalRequest request);
    void count(std::span<const decision::Consumption> consumes);

    [[nodiscard]] identity::TextRef reference(const command::Text& text) const {
        return {.commitment = text.digest(), .record = m_seq, .text = std::nullopt};
    }

private:
    void put(store::EntityKind kind, std::string id, const json::Value& body);
    void erase(store::EntityKind kind, std::string id);
    void worldChanged() { m_state.world.version = m_seq + 1; }

    State& m_state;
    std::uint64_t m_seq;
    const ledger::RecordFields& m_record;
    std::vector<Change> m_changes;
};

// Effects, by kind of record. Errors as fold().
[[nodiscard]] Result<void> foldCommand(Fold& fold);
[[nodiscard]] Result<void> foldHold(Fold& fold);
[[nodiscard]] Result<void> foldRedemption(Fold& fold);
[[nodiscard]] Result<void> foldOutcome(Fold& fold);
/// Every request of this agent that is pending or approved lapses: its epoch moved on.
[[nodiscard]] Result<void> lapseOpen(Fold& fold, const identity::AgentId& agent);
/// As lapseOpen, of every agent.
[[nodiscard]] Result<void> lapseAll(Fold& fold);
/// Whether a request of the agent has run out of time by then and still counts as open.
[[nodiscard]] bool hasOverdue(const State& state, const std::string& agent, Timestamp at);
/// Takes these out of openOfAgent.
void lapseOverdue(Fold& fold, const std::string& agent);

/// `data.event`; empty when there is none.
[[nodiscard]] std::string_view eventOf(const ledger::RecordFields& record);

[[nodiscard]] bool isOpen(const approval::ApprovalRequest& request);
[[nodiscard]] std::string assignmentId(const delegation::RoleId& role, const delegation::Subject& to);
[[nodiscard]] std::string counterId(const decision::Consumption& consumption);

/// What an approver decided, out of the payload that they signed; neither compared with the request nor verified.
[[nodiscard]] Result<approval::SignedDecision> readDecision(const command::DecideApproval& decide);
/// The request after this decision, by approval::decide(); ApprovalUnknown, SignatureInvalid besides its errors.
[[nodiscard]] Result<approval::ApprovalRequest> decideApproval(const State& state,
                                                               const command::DecideApproval& decide,
                                                               const identity::OperatorId& by, Timestamp now);

// What must exist for a command to have an effect.
[[nodiscard]] Result<identity::Agent> findAgent(const State& state, const identity::AgentId& id);
[[nodiscard]] Result<identity::User> findUser(const State& state, const identity::UserId& id);
[[nodiscard]] Result<identity::Operator> findOperator(const State& state, const identity::OperatorId& id);
[[nodiscard]] Result<std::shared_ptr<const identity::Enrolment>> findEnrolment(const State& state,
                                                                               const EnrolmentId& id);
[[nodiscard]] Result<std::shared_ptr<const identity::Enrolment>>
findEnrolment(const State& state, const EnrolmentId& id, const identity::AgentId& agent);
[[nodiscard]] Result<void> checkKeyFree(const State& state, const crypto::PublicKey& key);
[[nodiscard]] Result<void> checkAgentIdFree(const State& state, const identity::AgentId& id);
[[nodiscard]] Result<void> checkUserIdFree(const State& state, const identity::UserId& id);
[[nodiscard]] Result<void> checkOperatorIdFree(const State& state, const identity::OperatorId& id);
/// A grant or delegation that was not revoked yet. NotFound, IllegalTransition.
[[nodiscard]] Result<delegation::Grant> findLiveGrant(const State& state, const GrantId& id);
[[nodiscard]] Result<delegation::Delegation> findLiveDelegation(const State& state, const DelegationId& id);
[[nodiscard]] Result<void> checkGrantIdFree(const State& state, const GrantId& id);
[[nodiscard]] Result<void> checkDelegationIdFree(const State& state, const DelegationId& id);
[[nodiscard]] Result<void> checkRoleKnown(const State& state, const delegation::RoleId& id);
[[nodiscard]] Result<void> checkNotDisabled(const identity::User& user);
[[nodiscard]] Result<void> checkNotDisabled(const identity::Operator& value);
[[nodiscard]] Result<void> checkNotRevoked(const identity::Agent& agent);
[[nodiscard]] Result<void> checkAssigned(const State& state, const delegation::RoleId& role,
                                         const delegation::Subject& to);

/// Ends every key by then: those that are active retire, those that would outlast it in an earlier overlap are revoked.
[[nodiscard]] Result<void> endKeys(identity::KeyHistory& keys, Timestamp until);

/// The agent as the command registers it, still without its key and history. `reference` of texts to `seq`.
[[nodiscard]] identity::Agent agentOf(const command::RegisterAgent& command, std::uint64_t seq, Timestamp at);
[[nodiscard]] identity::Agent agentOf(const identity::Enrolment& enrolment, std::uint64_t seq, Timestamp at);
/// The settings after the command.
[[nodiscard]] decision::Settings changed(decision::Settings settings, const command::SetSettings& command);

// Rows that are no entity of core/wire.
[[nodiscard]] json::Value actionRow(const std::string& action, const delegation::Scope& scope);
[[nodiscard]] Result<std::pair<std::string, delegation::Scope>> readActionRow(const json::Value& row);
[[nodiscard]] json::Value counterRow(const Counter& counter);
[[nodiscard]] Result<Counter> readCounterRow(const json::Value& row);
[[nodiscard]] json::Value outcomeRow(std::string_view name);
[[nodiscard]] Result<std::string> readOutcomeRow(const json::Value& row);
[[nodiscard]] json::Value textRow(std::string_view value);
[[nodiscard]] Result<std::string> readTextRow(const json::Value& row);

} // namespace countersign::service
