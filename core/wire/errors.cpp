#include "core/wire/errors.h"

namespace countersign::wire {

unsigned httpStatus(Code code) {
    switch (code) {
    case Code::InvalidRequest:
    case Code::InvalidArgument:
    case Code::JsonMalformed:
    case Code::JsonDuplicateKey:
    case Code::JsonTooDeep:
    case Code::NumberNotExact:
    case Code::TextNotUtf8:
    case Code::KeyInvalid:
    case Code::CommitmentMismatch:
    case Code::ZeroApprovers:
        return 400;
    case Code::AuthenticationRequired:
    case Code::InvalidToken:
    case Code::SessionDead:
    case Code::ChallengeUnknown:
    case Code::ChallengeExpired:
    case Code::ChallengeUsed:
    case Code::SignatureInvalid:
    case Code::KeyUnknown:
    case Code::KeyNotValidNow:
    case Code::AgentUnknown:
    case Code::OperatorUnknown:
    case Code::CommandStale:
        return 401;
    case Code::AgentPending:
    case Code::AgentSuspended:
    case Code::AgentRevoked:
    case Code::AgentExpired:
    case Code::OwnerDisabled:
    case Code::UserDisabled:
    case Code::OperatorDisabled:
    case Code::Forbidden:
    case Code::ScopeNotGranted:
    case Code::ScopeDenied:
    case Code::ResourceNotGranted:
    case Code::ConditionFailed:
    case Code::BudgetExhausted:
    case Code::DelegationRevoked:
    case Code::DelegationExpired:
    case Code::DelegationExhausted:
    case Code::DelegationTooDeep:
    case Code::DelegationWidens:
    case Code::DelegationForeign:
    case Code::PolicyDenied:
    case Code::PolicyError:
    case Code::ApprovalRequired:
    case Code::NoEligibleApprover:
    case Code::NotEligible:
    case Code::ApprovalForeign:
    case Code::ApproverNotLive:
        return 403;
    case Code::NotFound:
    case Code::UserUnknown:
    case Code::DelegationUnknown:
    case Code::ApprovalUnknown:
        return 404;
    case Code::MethodNotAllowed:
        return 405;
    case Code::StoreMismatch:
    case Code::CommandReplayed:
    case Code::AlreadyExists:
    case Code::IllegalTransition:
    case Code::IdempotencyConflict:
    case Code::AlreadyDecided:
    case Code::ReviewStale:
    case Code::ApprovalPending:
    case Code::ApprovalDenied:
    case Code::ApprovalLapsed:
    case Code::ApprovalWithdrawn:
    case Code::ApprovalMismatch:
    case Code::ApprovalExpired:
    case Code::ApprovalConsumed:
    case Code::PolicyChanged:
    case Code::AuthorityChanged:
        return 409;
    case Code::TooLarge:
        return 413;
    case Code::UnsupportedMediaType:
        return 415;
    case Code::RateLimited:
    case Code::TooManyPending:
        return 429;
    case Code::ClockSuspect:
    case Code::StoreUnreadable:
    case Code::StoreForeign:
    case Code::StoreNewer:
    case Code::StoreBusy:
    case Code::StoreReadOnly:
    case Code::StoreFull:
    case Code::StoreReplaced:
    case Code::Timeout:
    case Code::Cancelled:
    case Code::Unavailable:
        return 503;
    case Code::WrongPassphrase:
    case Code::KeyFileInvalid:
    case Code::VerificationFailed:
    case Code::Internal:
        return 500;
    }
    return 500;
}

json::Value errorJson(const ErrorBody& body) {
    json::Object object{{"error", codeName(body.error.code)}, {"error_description", body.error.detail}};
    if (!body.request.empty()) {
        object.set("request", body.request);
    }
    return object;
}

Result<ErrorBody> errorFromJson(const json::Value& value) {
    TRY(auto reader, json::Reader::of(value, "error"));
    TRY(const auto name, reader.string("error"));
    TRY(auto detail, reader.string("error_description"));
    TRY(auto request, reader.optionalString("request"));
    CHECK(reader.finish());
    ErrorBody body{.error = {.code = Code::Internal, .detail = std::move(detail)},
                   .request = std::move(request).value_or(std::string())};
    if (!codeFromName(name, body.error.code)) {
        body.error.detail = "`" + name + "`: " + body.error.detail;
    }
    return body;
}

} // namespace countersign::wire
