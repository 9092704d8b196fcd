#include "ui/support/error_text.h"

#include <QCoreApplication>

namespace countersign::ui {

namespace {

struct ErrorText {
    Q_DECLARE_TR_FUNCTIONS(countersign::ui::ErrorText)
};

} // namespace

QString errorText(const Error& error) {
    return errorText(error.code);
}

QString errorText(Code code) {
    switch (code) {
    case Code::InvalidRequest:
        return ErrorText::tr("The request was not understood. Please check what was entered.");
    case Code::InvalidArgument:
        return ErrorText::tr("Something that was entered is not valid. Please correct it.");
    case Code::JsonMalformed:
        return ErrorText::tr("This is not well-formed JSON. Please correct it.");
    case Code::JsonDuplicateKey:
        return ErrorText::tr("A name stands twice in the JSON. Please keep one of them.");
    case Code::JsonTooDeep:
        return ErrorText::tr("The JSON is nested too deeply.");
    case Code::TooLarge:
        return ErrorText::tr("It is too large. Please make it shorter.");
    case Code::NumberNotExact:
        return ErrorText::tr("A number cannot be kept exactly. Please write it as text.");
    case Code::TextNotUtf8:
        return ErrorText::tr("The text is not valid UTF-8.");
    case Code::UnsupportedMediaType:
        return ErrorText::tr("The server does not take this kind of content.");
    case Code::MethodNotAllowed:
        return ErrorText::tr("The server does not offer this.");
    case Code::AuthenticationRequired:
        return ErrorText::tr("The key is locked. Unlock it and try again.");
    case Code::InvalidToken:
        return ErrorText::tr("The session is not known to the store. Unlock the key again.");
    case Code::SessionDead:
        return ErrorText::tr("The session has ended. Unlock the key again.");
    case Code::ChallengeUnknown:
        return ErrorText::tr("The challenge is not known. Please try again.");
    case Code::ChallengeExpired:
        return ErrorText::tr("The challenge has expired. Please try again.");
    case Code::ChallengeUsed:
        return ErrorText::tr("The challenge was used already. Please try again.");
    case Code::SignatureInvalid:
        return ErrorText::tr("The signature does not fit. Nothing was changed.");
    case Code::KeyInvalid:
        return ErrorText::tr("This is not a sound Ed25519 public key. Paste the public half of the key.");
    case Code::KeyUnknown:
        return ErrorText::tr("This key is not known to the store.");
    case Code::KeyNotValidNow:
        return ErrorText::tr("This key is no longer valid, or not yet.");
    case Code::AgentUnknown:
        return ErrorText::tr("There is no such agent.");
    case Code::AgentPending:
        return ErrorText::tr("The agent is not active yet.");
    case Code::AgentSuspended:
        return ErrorText::tr("The agent is suspended.");
    case Code::AgentRevoked:
        return ErrorText::tr("The agent was revoked for good.");
    case Code::AgentExpired:
        return ErrorText::tr("The agent has expired.");
    case Code::OwnerDisabled:
        return ErrorText::tr("The owner of the agent is disabled.");
    case Code::UserUnknown:
        return ErrorText::tr("There is no such user. Add the user first.");
    case Code::UserDisabled:
        return ErrorText::tr("The user is disabled.");
    case Code::OperatorUnknown:
        return ErrorText::tr("This key belongs to no operator of the store. Ask an owner to add it.");
    case Code::OperatorDisabled:
        return ErrorText::tr("This operator is disabled. Ask an owner.");
    case Code::Forbidden:
        return ErrorText::tr("Your roles do not allow this. Ask an owner of the store.");
    case Code::StoreMismatch:
        return ErrorText::tr("This belongs to another store. Nothing was changed.");
    case Code::CommandStale:
        return ErrorText::tr(
            "The order was made too long ago, or this computer’s clock is wrong. Check the clock and try again.");
    case Code::CommandReplayed:
        return ErrorText::tr("This order was given already.");
    case Code::NotFound:
        return ErrorText::tr("It is not there, or no longer.");
    case Code::AlreadyExists:
        return ErrorText::tr("There is one with this name already. Choose another.");
    case Code::IllegalTransition:
        return ErrorText::tr("This is not possible in the present state. Refresh and look again.");
    case Code::CommitmentMismatch:
        return ErrorText::tr("What was sent is not what was committed to. Nothing was changed.");
    case Code::IdempotencyConflict:
        return ErrorText::tr("The same key was used for a different request.");
    case Code::ScopeNotGranted:
        return ErrorText::tr("The scope is not granted.");
    case Code::ScopeDenied:
        return ErrorText::tr("The scope is denied by a rule.");
    case Code::ResourceNotGranted:
        return ErrorText::tr("The scope is granted, but not for this resource.");
    case Code::ConditionFailed:
        return ErrorText::tr("A condition of the grant is not met.");
    case Code::BudgetExhausted:
        return ErrorText::tr("The budget of the grant is used up.");
    case Code::RateLimited:
        return ErrorText::tr("Too many requests in a short time. Wait a little.");
    case Code::DelegationUnknown:
        return ErrorText::tr("There is no such delegation.");
    case Code::DelegationRevoked:
        return ErrorText::tr("The delegation was revoked.");
    case Code::DelegationExpired:
        return ErrorText::tr("The delegation has expired.");
    case Code::DelegationExhausted:
        return ErrorText::tr("The delegation is used up.");
    case Code::DelegationTooDeep:
        return ErrorText::tr("The chain of delegations is too long.");
    case Code::DelegationWidens:
        return ErrorText::tr("A delegation cannot give more than its giver has.");
    case Code::DelegationForeign:
        return ErrorText::tr("The delegation was made for somebody else.");
    case Code::PolicyDenied:
        return ErrorText::tr("The policy denies it.");
    case Code::PolicyError:
        return ErrorText::tr("The policy could not be evaluated, which denies.");
    case Code::ApprovalRequired:
        return ErrorText::tr("It needs approval first.");
    case Code::NoEligibleApprover:
        return ErrorText::tr("Nobody is eligible to approve this. Add approvers, or ask others.");
    case Code::ZeroApprovers:
        return ErrorText::tr("A hold needs at least one approver.");
    case Code::NotEligible:
        return ErrorText::tr("You may not decide this one.");
    case Code::AlreadyDecided:
        return ErrorText::tr("It was decided already.");
    case Code::ReviewStale:
        return ErrorText::tr("The request has changed since it was shown. Look again before you decide.");
    case Code::ApprovalUnknown:
        return ErrorText::tr("There is no such approval.");
    case Code::ApprovalPending:
        return ErrorText::tr("It still waits for approval.");
    case Code::ApprovalDenied:
        return ErrorText::tr("It was denied.");
    case Code::ApprovalLapsed:
        return ErrorText::tr("It has lapsed: nobody decided in time.");
    case Code::ApprovalWithdrawn:
        return ErrorText::tr("The agent has withdrawn it.");
    case Code::ApprovalMismatch:
        return ErrorText::tr("It is not what was approved.");
    case Code::ApprovalForeign:
        return ErrorText::tr("The approval was given to somebody else.");
    case Code::ApprovalExpired:
        return ErrorText::tr("The approval was not used in time.");
    case Code::ApprovalConsumed:
        return ErrorText::tr("The approval was used already.");
    case Code::ApproverNotLive:
        return ErrorText::tr("An approver is no longer active.");
    case Code::PolicyChanged:
        return ErrorText::tr("The policy has changed since it was approved.");
    case Code::AuthorityChanged:
        return ErrorText::tr("The permissions have changed since it was approved.");
    case Code::TooManyPending:
        return ErrorText::tr("The agent has too many requests waiting.");
    case Code::ClockSuspect:
        return ErrorText::tr("The store’s clock is suspect: only changes that take rights away are accepted until an "
                             "owner accepts the clock.");
    case Code::StoreUnreadable:
        return ErrorText::tr("The store cannot be read. Check that the file is there and whole.");
    case Code::StoreForeign:
        return ErrorText::tr("This file is not a Countersign store.");
    case Code::StoreNewer:
        return ErrorText::tr("The store was made by a newer version. Please update Countersign.");
    case Code::StoreBusy:
        return ErrorText::tr("Another program owns the store and does not answer. Wait for it to end, or end it.");
    case Code::StoreReadOnly:
        return ErrorText::tr("The store can only be read: nothing was changed.");
    case Code::StoreFull:
        return ErrorText::tr("The disk is full. Make room and try again.");
    case Code::StoreReplaced:
        return ErrorText::tr("The file was replaced while it was open. Open it again.");
    case Code::WrongPassphrase:
        return ErrorText::tr("The passphrase does not fit this key.");
    case Code::KeyFileInvalid:
        return ErrorText::tr("This is not a key file that opens this store.");
    case Code::VerificationFailed:
        return ErrorText::tr("The verification failed. Do not trust what the store says before you know why.");
    case Code::Timeout:
        return ErrorText::tr(
            "The store did not answer in time. It is not known whether the change was made: refresh and look.");
    case Code::Cancelled:
        return ErrorText::tr("It was cancelled. Nothing was changed.");
    case Code::Unavailable:
        return ErrorText::tr("The store cannot be reached. Check the connection and try again.");
    case Code::Internal:
        return ErrorText::tr("Something went wrong inside. Nothing is known to have been changed; refresh and look.");
    }
    return {};
}

} // namespace countersign::ui
