#include "core/base/error.h"

#include <algorithm>
#include <array>

namespace countersign {

namespace {

struct Name {
    Code code;
    std::string_view text;
};

constexpr std::array kNames = std::to_array<Name>({
    {Code::InvalidRequest, "invalid_request"},
    {Code::InvalidArgument, "invalid_argument"},
    {Code::JsonMalformed, "json_malformed"},
    {Code::JsonDuplicateKey, "json_duplicate_key"},
    {Code::JsonTooDeep, "json_too_deep"},
    {Code::TooLarge, "too_large"},
    {Code::NumberNotExact, "number_not_exact"},
    {Code::TextNotUtf8, "text_not_utf8"},
    {Code::UnsupportedMediaType, "unsupported_media_type"},
    {Code::MethodNotAllowed, "method_not_allowed"},
    {Code::AuthenticationRequired, "authentication_required"},
    {Code::InvalidToken, "invalid_token"},
    {Code::SessionDead, "session_dead"},
    {Code::ChallengeUnknown, "challenge_unknown"},
    {Code::ChallengeExpired, "challenge_expired"},
    {Code::ChallengeUsed, "challenge_used"},
    {Code::SignatureInvalid, "signature_invalid"},
    {Code::KeyInvalid, "key_invalid"},
    {Code::KeyUnknown, "key_unknown"},
    {Code::KeyNotValidNow, "key_not_valid_now"},
    {Code::AgentUnknown, "agent_unknown"},
    {Code::AgentPending, "agent_pending"},
    {Code::AgentSuspended, "agent_suspended"},
    {Code::AgentRevoked, "agent_revoked"},
    {Code::AgentExpired, "agent_expired"},
    {Code::OwnerDisabled, "owner_disabled"},
    {Code::UserUnknown, "user_unknown"},
    {Code::UserDisabled, "user_disabled"},
    {Code::OperatorUnknown, "operator_unknown"},
    {Code::OperatorDisabled, "operator_disabled"},
    {Code::Forbidden, "forbidden"},
    {Code::StoreMismatch, "store_mismatch"},
    {Code::CommandStale, "command_stale"},
    {Code::CommandReplayed, "command_replayed"},
    {Code::NotFound, "not_found"},
    {Code::AlreadyExists, "already_exists"},
    {Code::IllegalTransition, "illegal_transition"},
    {Code::CommitmentMismatch, "commitment_mismatch"},
    {Code::IdempotencyConflict, "idempotency_conflict"},
    {Code::ScopeNotGranted, "scope_not_granted"},
    {Code::ScopeDenied, "scope_denied"},
    {Code::ResourceNotGranted, "resource_not_granted"},
    {Code::ConditionFailed, "condition_failed"},
    {Code::BudgetExhausted, "budget_exhausted"},
    {Code::RateLimited, "rate_limited"},
    {Code::DelegationUnknown, "delegation_unknown"},
    {Code::DelegationRevoked, "delegation_revoked"},
    {Code::DelegationExpired, "delegation_expired"},
    {Code::DelegationExhausted, "delegation_exhausted"},
    {Code::DelegationTooDeep, "delegation_too_deep"},
    {Code::DelegationWidens, "delegation_widens"},
    {Code::DelegationForeign, "delegation_foreign"},
    {Code::PolicyDenied, "policy_denied"},
    {Code::PolicyError, "policy_error"},
    {Code::ApprovalRequired, "approval_required"},
    {Code::NoEligibleApprover, "no_eligible_approver"},
    {Code::ZeroApprovers, "zero_approvers"},
    {Code::NotEligible, "not_eligible"},
    {Code::AlreadyDecided, "already_decided"},
    {Code::ReviewStale, "review_stale"},
    {Code::ApprovalUnknown, "approval_unknown"},
    {Code::ApprovalPending, "approval_pending"},
    {Code::ApprovalDenied, "approval_denied"},
    {Code::ApprovalLapsed, "approval_lapsed"},
    {Code::ApprovalWithdrawn, "approval_withdrawn"},
    {Code::ApprovalMismatch, "approval_mismatch"},
    {Code::ApprovalForeign, "approval_foreign"},
    {Code::ApprovalExpired, "approval_expired"},
    {Code::ApprovalConsumed, "approval_consumed"},
    {Code::ApproverNotLive, "approver_not_live"},
    {Code::PolicyChanged, "policy_changed"},
    {Code::AuthorityChanged, "authority_changed"},
    {Code::TooManyPending, "too_many_pending"},
    {Code::ClockSuspect, "clock_suspect"},
    {Code::StoreUnreadable, "store_unreadable"},
    {Code::StoreForeign, "store_foreign"},
    {Code::StoreNewer, "store_newer"},
    {Code::StoreBusy, "store_busy"},
    {Code::StoreReadOnly, "store_read_only"},
    {Code::StoreFull, "store_full"},
    {Code::StoreReplaced, "store_replaced"},
    {Code::WrongPassphrase, "wrong_passphrase"},
    {Code::KeyFileInvalid, "key_file_invalid"},
    {Code::VerificationFailed, "verification_failed"},
    {Code::Timeout, "timeout"},
    {Code::Cancelled, "cancelled"},
    {Code::Unavailable, "unavailable"},
    {Code::Internal, "internal"},
});

/// INVARIANT: one row for each code, in the order of the codes.
constexpr bool isComplete() {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (static_cast<std::size_t>(kNames[i].code) != i || kNames[i].text.empty()) {
            return false;
        }
    }
    return kNames.back().code == Code::Internal;
}
static_assert(isComplete());

} // namespace

std::string_view codeName(Code code) {
    const auto index = static_cast<std::size_t>(code);
    // A value that is no enumerator can only come from a bug; it must not read as something milder.
    return index < kNames.size() ? kNames[index].text : kNames.back().text;
}

bool codeFromName(std::string_view name, Code& code) {
    const auto found = std::ranges::find(kNames, name, &Name::text);
    if (found == kNames.end()) {
        return false;
    }
    code = found->code;
    return true;
}

} // namespace countersign
