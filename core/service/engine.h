#pragma once

#include "core/command/commands.h"
#include "core/command/queries.h"
#include "core/crypto/secret.h"
#include "core/service/state.h"

#include <functional>
#include <memory>
#include <string>

/// The engine behind every door (HTTP, local backend, CLI): authorise, act and append in one transaction.
namespace countersign::service {

template <class T>
using Done = std::move_only_function<void(Result<T>)>;

/// `POST /v1/challenges`.
struct ChallengeAnswer {
    Bytes message;
    Timestamp expires;
};

/// `POST /v1/sessions`.
struct SessionCall {
    identity::AgentId agent;
    Bytes message;
    crypto::Signature signature;
    std::optional<DelegationId> delegation;
    std::string sourceAddress;
};
struct SessionAnswer {
    /// Opaque, base64url of 32 random bytes; only its SHA-256 is kept.
    crypto::SecretBytes token;
    Duration lifetime{0};
    SessionId session;
};

/// `POST /v1/enrolments`.
struct EnrolmentCall {
    identity::Enrolment enrolment; // `id` and `received` are set by the engine
    std::string sourceAddress;
};

/// `POST /v1/actions`. The session was found with findSession().
struct ActionCall {
    std::shared_ptr<const Session> session;
    std::string action;
    delegation::Resource resource;
    json::Object arguments;
    std::optional<std::string> reason;
    std::optional<std::string> idempotencyKey;
    std::optional<ApprovalId> approval;
    std::string sourceAddress;
    std::string trace;
};

struct RecordRef {
    std::uint64_t seq = 0;
    Digest leaf;
};

struct ApprovalStatus {
    ApprovalId id;
    approval::State state = approval::State::Pending;
    Timestamp expires;
    std::uint32_t needed = 0;
    std::uint32_t given = 0;
    /// Why, once denied: the approver's reason.
    std::string reason;
};

/// What lets a tool check, offline and with the approvers' public keys alone, that people approved exactly this.
struct Ticket {
    std::vector<approval::SignedDecision> decisions;
    std::vector<crypto::PublicKey> keys; // of the decisions, in order
    /// Openings of the arguments (ledger::CommittedArguments::toJson()).
    json::Value salts;
    std::string checkpoint;
    std::vector<Digest> inclusion;
    /// The canonical bytes of the redemption's record: what binds checkpoint and inclusion to this request.
    std::string record;
};

struct ActionAnswer {
    decision::Verdict decision = decision::Verdict::Deny;
    RequestId request;
    /// Name of the code that decided; empty for allow.
    std::string code;
    std::vector<decision::Reason> reasons;
    decision::Explanation explanation;
    std::optional<ApprovalStatus> approval;
    std::optional<Ticket> ticket;
    RecordRef record;
    /// For the repeat of a redemption: what the first attempt was answered.
    std::optional<std::pair<std::string, RecordRef>> previous;
    /// For the repeat of an idempotent call: the stored answer (JSON), which then stands for everything above.
    std::string repeat;
};
/// The JSON form of design section 7.
[[nodiscard]] std::string answerJson(const ActionAnswer& answer);
[[nodiscard]] json::Value ticketJson(const Ticket& ticket, const RecordRef& record);

enum class ReportedOutcome { Success, Failure };
struct OutcomeCall {
    std::shared_ptr<const Session> session;
    RequestId request;
    ReportedOutcome outcome = ReportedOutcome::Failure;
    std::optional<Digest> resultDigest;
    std::optional<std::string> detail;
    std::string sourceAddress;
};

/// How the engine stands, for /healthz, /readyz, /metrics and status bars.
struct Health {
    std::string state; // ok | clock_suspect | full | read_only | replaced
    std::uint64_t size = 0;
    std::uint64_t indexed = 0;
    std::uint64_t commits = 0;
    std::uint64_t decisionsAllow = 0;
    std::uint64_t decisionsDeny = 0;
    std::uint64_t decisionsHold = 0;
    std::uint64_t pendingApprovals = 0;
    std::uint64_t sessions = 0;
    std::uint64_t refusedUnauthenticated = 0;
};

struct EngineOptions {
    std::string path;
    /// The seed of the service key (`FILE.key`) or an owner's key: unseals the ledger key.
    const crypto::SigningKey* unlock = nullptr;
    const Clock* clock = nullptr;
    Random* random = nullptr;
    /// Threads with read-only connections.
    unsigned readers = 2;
};

/// One open store that this process owns. Thread-safe. Callbacks run on the writer's or a reader's thread and must not
/// block; each is called exactly once, also when the engine stops (Unavailable). Errors deny.
class Engine {
public:
    /// Takes the owner lock, migrates, loads, checks that tables and ledger agree on their size and head, starts the
    /// threads. StoreBusy, StoreUnreadable, StoreForeign, StoreNewer, KeyFileInvalid, VerificationFailed.
    static Result<std::unique_ptr<Engine>> open(const EngineOptions& options);
    /// Stops taking work, finishes what is queued, closes.
    virtual ~Engine() = default;

    /// The newest committed state.
    [[nodiscard]] virtual std::shared_ptr<const State> state() const = 0;
    [[nodiscard]] virtual Timestamp now() = 0;
    [[nodiscard]] virtual Health health() = 0;
    /// The one that signs now; another once an owner left.
    [[nodiscard]] virtual crypto::PublicKey ledgerKey() const = 0;
    /// Signature with the ledger key over `nonce\naddress\nstore` (domain `countersign/owner/v1`): proves to a second
    /// program that this process owns the store and really listens there.
    struct OwnerProof {
        crypto::PublicKey key;
        crypto::Signature signature;
    };
    [[nodiscard]] virtual OwnerProof proveOwner(std::string_view nonce, std::string_view address) = 0;
    /// Writes the address where this owner listens into the lock file.
    [[nodiscard]] virtual Result<void> publishAddress(const std::string& address) = 0;

    // Agents.
    [[nodiscard]] virtual Result<ChallengeAnswer> challenge(const identity::AgentId& agent) = 0;
    virtual void openSession(SessionCall call, Done<SessionAnswer> done) = 0;
    /// The live session of a token (signature, expiry, epoch, agent state checked). InvalidToken, SessionDead or the
    /// agent's own code.
    [[nodiscard]] virtual Result<std::shared_ptr<const Session>> findSession(ByteView token) = 0;
    virtual void enrol(EnrolmentCall call, Done<identity::Enrolment> done) = 0;
    virtual void act(ActionCall call, Done<ActionAnswer> done) = 0;
    /// The request as it stands; with `wait`, answers as soon as it is decided or the time is over. Only the agent's
    /// own (NotFound otherwise).
    virtual void watch(const identity::AgentId& agent, const RequestId& request, Duration wait,
                       Done<ActionAnswer> done) = 0;
    virtual void withdraw(std::shared_ptr<const Session> session, const RequestId& request,
                          Done<ActionAnswer> done) = 0;
    virtual void report(OutcomeCall call, Done<RecordRef> done) = 0;

    // Operators. Whoever calls proved who the operator is (a signed command proves itself).
    virtual void submit(command::SignedCommand command, std::string sourceAddress, Done<command::Receipt> done) = 0;
    virtual void ask(command::Query query, identity::OperatorId by, Done<command::Answer> done) = 0;
    /// Called on the writer's thread after each commit with the new size; no more calls after the returned handle died.
    [[nodiscard]] virtual std::shared_ptr<void> onCommit(std::function<void(std::uint64_t)> notify) = 0;
    /// Records [from, from+limit) for a feed, with their leaves.
    virtual void records(std::uint64_t from, std::size_t limit, Done<std::vector<command::AuditRow>> done) = 0;

    /// An unauthenticated refusal: counted, and written as one `system` record a minute, by source and code.
    virtual void countRefusal(std::string_view sourceAddress, Code code) = 0;
    /// What a known caller asked and was refused before it could become a record (no such form, too large): counted by
    /// caller and code, in the same `system` record.
    virtual void countRefusal(const identity::Principal& caller, Code code) = 0;
};

} // namespace countersign::service
