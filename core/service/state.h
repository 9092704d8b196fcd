#pragma once

#include "core/approval/approval_request.h"
#include "core/decision/world.h"
#include "core/identity/enrolment.h"
#include "core/ledger/key_chain.h"
#include "core/ledger/record.h"
#include "core/store/read_store.h"

#include <deque>

namespace countersign::service {

/// What an opaque bearer token stands for: bound to agent, key and epoch.
struct Session {
    SessionId id;
    identity::AgentId agent;
    crypto::Thumbprint key;
    std::uint64_t epoch = 0;
    std::optional<DelegationId> delegation;
    Timestamp opened;
    Timestamp expires;
};

/// Uses of a grant or delegation so far; `recent` holds the times that still count for a rate, oldest first.
struct Counter {
    std::uint64_t used = 0;
    std::deque<std::int64_t> recent;
};

/// Everything the engine holds in memory: the World that decides, and what moves beside it. Copying is cheap; a const
/// State is read from any thread, the writer thread alone makes the next one.
struct State {
    decision::World world;
    /// By SHA-256 of the token, in hex. Changed by the functions below alone.
    SharedMap<std::string, std::shared_ptr<const Session>> sessions;
    /// The same hashes by agent, oldest first.
    SharedMap<identity::AgentId, std::vector<std::string>> sessionsOf;
    SharedMap<ApprovalId, std::shared_ptr<const approval::ApprovalRequest>> approvals;
    SharedMap<RequestId, ApprovalId> approvalOfRequest;
    /// Pending and approved requests by agent.
    SharedMap<identity::AgentId, std::vector<ApprovalId>> openOfAgent;
    SharedMap<EnrolmentId, std::shared_ptr<const identity::Enrolment>> enrolments;
    /// By `grant:ID` or `delegation:ID`.
    SharedMap<std::string, Counter> counters;
    /// What agents reported, by request.
    SharedMap<RequestId, std::string> outcomes;
    /// Who vouches for the ledger.
    ledger::KeyChain ledgerKeys;
    /// Number of records that made this state; the next record's seq.
    std::uint64_t size = 0;
    /// `at` of the last record.
    Timestamp lastAt;
    /// When the store was last restored from a backup: commands signed before are refused.
    std::optional<Timestamp> restored;

    /// The request as it is now: expiry by time applied. Null when unknown.
    [[nodiscard]] std::optional<approval::ApprovalRequest> approvalAt(const ApprovalId& id, Timestamp now) const;
    void addSession(const std::string& hash, Session session);
    void dropSession(const std::string& hash);
    void dropSessions();

    /// Requests of this agent that wait or hold an unused ticket now.
    [[nodiscard]] std::size_t openRequests(const identity::AgentId& agent, Timestamp now) const;
};

/// A row of a projection table that a record changed; no body = erased.
struct Change {
    store::EntityKind kind = store::EntityKind::Setting;
    std::string id;
    std::optional<std::string> body;
};

/// The state as the projection tables hold it (fast start): what fold() made, but that world.version is the ledger's
/// size. Sessions come from WriteStore::sessions().
[[nodiscard]] Result<State> loadState(store::ReadStore& store);

/// Takes one record into the state: the only way in which state changes, live and in a rebuild. Deterministic; needs no
/// erased value. Returns the rows to write, in order. An error means that the ledger holds something that cannot have
/// been written by the rules: the state is then unchanged and must not be served.
[[nodiscard]] Result<std::vector<Change>> fold(State& state, std::uint64_t seq, const ledger::Record& record);

/// Whether a record of this kind and outcome can change what decisions look at.
[[nodiscard]] bool changesWorld(const ledger::Record& record);

} // namespace countersign::service
