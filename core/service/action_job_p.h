#pragma once

#include "core/decision/standing.h"
#include "core/service/engine.h"
#include "core/service/record_data_p.h"
#include "core/service/writer_p.h"

#include <atomic>

namespace countersign::service {

/// An action as its caller's thread prepared it: decided on a snapshot, arguments and texts committed.
struct PreparedAction {
    std::shared_ptr<const Session> session;
    /// What is asked: action, resource, arguments.
    decision::Request request;
    std::optional<std::string> askedReason;
    std::optional<std::string> idempotencyKey;
    std::optional<ApprovalId> approval;
    std::string trace;
    /// Of the snapshot on which `decided` stands; the writer decides again when the world has moved on, or time beyond
    /// what the decision stands for.
    std::uint64_t worldVersion = 0;
    Timestamp decidedAt;
    /// None once the writer took it.
    std::optional<decision::StandingDecision> decided;
    /// Root of the committed arguments; none without arguments.
    std::optional<Digest> arguments;
    std::optional<ledger::CommittedText> reason;
    std::optional<ledger::CommittedText> source;
    /// The body of arguments, reason and source, as they lie beside the record of a decision.
    std::string values;
    /// SHA-256 over the canonical call, for the idempotency key.
    Digest body;
};
/// Checks the form of the call (InvalidArgument, InvalidRequest, TooLarge) and prepares it.
[[nodiscard]] Result<PreparedAction> prepareAction(ActionCall call, const State& state, Timestamp now, Random& random);

/// Durable decisions of this run, for metrics.
struct DecisionCounts {
    std::atomic<std::uint64_t> allow = 0;
    std::atomic<std::uint64_t> deny = 0;
    std::atomic<std::uint64_t> hold = 0;
};

/// Decides or redeems one action and records it.
class ActionJob final : public Job {
public:
    ActionJob(PreparedAction prepared, std::shared_ptr<DecisionCounts> counts, Done<ActionAnswer> done);
    void run(Transaction& transaction) override;
    void finish(Result<Commit> commit) override;

private:
    Result<void> perform(Transaction& transaction);
    /// True when the idempotency key was seen: then the answer stands.
    Result<bool> repeatStored(Transaction& transaction);
    Result<void> decideNow(Transaction& transaction);
    [[nodiscard]] decision::Decision takeDecision(const Transaction& transaction, const State& state);
    Result<void> holdNow(Transaction& transaction, const decision::Decision& decision, ledger::RecordFields& fields);
    /// The request of this agent that waits for the same question to be answered: people are asked once.
    [[nodiscard]] std::optional<approval::ApprovalRequest> alreadyWaiting(Transaction& transaction,
                                                                          const decision::Decision& today) const;
    Result<void> redeem(Transaction& transaction, const ApprovalId& id);
    Result<void> refuseRedemption(Transaction& transaction, const approval::ApprovalRequest& request,
                                  const Error& reason);
    Result<void> acceptRedemption(Transaction& transaction, const approval::ApprovalRequest& request,
                                  decision::Decision& decision, const ledger::CommittedArguments& arguments);
    Result<void> remember(Transaction& transaction);
    [[nodiscard]] ledger::RecordFields baseFields() const;
    /// Into the answer; the decision gives away what it says.
    void describe(decision::Decision& decision);

    PreparedAction m_prepared;
    std::shared_ptr<DecisionCounts> m_counts;
    Done<ActionAnswer> m_done;
    std::optional<Error> m_error;
    ActionAnswer m_answer;
};

/// Why this decision's budgets, rates and uses cannot be taken now, or none.
[[nodiscard]] std::optional<decision::Reason>
exhausted(const State& state, const std::vector<decision::Consumption>& consumes, Timestamp now);
[[nodiscard]] ApprovalStatus statusOf(const approval::ApprovalRequest& request);

} // namespace countersign::service
