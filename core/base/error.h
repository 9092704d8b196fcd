#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace countersign {

/// The closed set of refusal and failure codes. Names (see codeName) are stable on the wire (design section 7), in
/// ledger records and in `--json` output; a new code is added at the end of its group, none is ever renamed.
enum class Code : std::uint8_t {
    // Form of the input.
    InvalidRequest,
    InvalidArgument,
    JsonMalformed,
    JsonDuplicateKey,
    JsonTooDeep,
    TooLarge,
    NumberNotExact,
    TextNotUtf8,
    UnsupportedMediaType,
    MethodNotAllowed,
    // Who is asking.
    AuthenticationRequired,
    InvalidToken,
    SessionDead,
    ChallengeUnknown,
    ChallengeExpired,
    ChallengeUsed,
    SignatureInvalid,
    KeyInvalid,
    KeyUnknown,
    KeyNotValidNow,
    AgentUnknown,
    AgentPending,
    AgentSuspended,
    AgentRevoked,
    AgentExpired,
    OwnerDisabled,
    UserUnknown,
    UserDisabled,
    OperatorUnknown,
    OperatorDisabled,
    Forbidden,
    StoreMismatch,
    CommandStale,
    CommandReplayed,
    // Things and their states.
    NotFound,
    AlreadyExists,
    IllegalTransition,
    CommitmentMismatch,
    IdempotencyConflict,
    // Why a decision is not allow.
    ScopeNotGranted,
    ScopeDenied,
    ResourceNotGranted,
    ConditionFailed,
    BudgetExhausted,
    RateLimited,
    DelegationUnknown,
    DelegationRevoked,
    DelegationExpired,
    DelegationExhausted,
    DelegationTooDeep,
    DelegationWidens,
    DelegationForeign,
    PolicyDenied,
    PolicyError,
    ApprovalRequired,
    // Approvals.
    NoEligibleApprover,
    ZeroApprovers,
    NotEligible,
    AlreadyDecided,
    ReviewStale,
    ApprovalUnknown,
    ApprovalPending,
    ApprovalDenied,
    ApprovalLapsed,
    ApprovalWithdrawn,
    ApprovalMismatch,
    ApprovalForeign,
    ApprovalExpired,
    ApprovalConsumed,
    ApproverNotLive,
    PolicyChanged,
    AuthorityChanged,
    TooManyPending,
    // The store and its surroundings.
    ClockSuspect,
    StoreUnreadable,
    StoreForeign,
    StoreNewer,
    StoreBusy,
    StoreReadOnly,
    StoreFull,
    StoreReplaced,
    WrongPassphrase,
    KeyFileInvalid,
    VerificationFailed,
    Timeout,
    Cancelled,
    Unavailable,
    Internal,
};

/// Wire name of a code, e.g. `approval_mismatch`. Never empty.
[[nodiscard]] std::string_view codeName(Code code);

/// The code of that wire name; false when there is none (an unknown name is never mapped to a default).
[[nodiscard]] bool codeFromName(std::string_view name, Code& code);

/// A failure: `code` decides what the caller does, `detail` is one English sentence for logs and API answers that says
/// what was refused and what to do. `detail` may quote hostile input: whoever displays it escapes it.
struct Error {
    Code code = Code::Internal;
    std::string detail;

    friend bool operator==(const Error&, const Error&) = default;
};

} // namespace countersign
