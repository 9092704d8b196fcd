#include "core/ledger/record.h"

#include <array>

namespace countersign::ledger {

namespace {

constexpr std::array kKinds{Kind::Command,    Kind::Authentication, Kind::Token,     Kind::Decision,
                            Kind::Redemption, Kind::Outcome,        Kind::AuditRead, Kind::System};
constexpr std::array kOutcomes{Outcome::Error,   Outcome::Done,    Outcome::Refused, Outcome::Issued,
                               Outcome::Revoked, Outcome::Allow,   Outcome::Deny,    Outcome::Hold,
                               Outcome::Success, Outcome::Failure, Outcome::Unknown};

} // namespace

std::string_view kindName(Kind kind) {
    switch (kind) {
    case Kind::Command:
        return "command";
    case Kind::Authentication:
        return "authentication";
    case Kind::Token:
        return "token";
    case Kind::Decision:
        return "decision";
    case Kind::Redemption:
        return "redemption";
    case Kind::Outcome:
        return "outcome";
    case Kind::AuditRead:
        return "audit.read";
    case Kind::System:
        return "system";
    }
    return "";
}

std::string_view outcomeName(Outcome outcome) {
    switch (outcome) {
    case Outcome::Error:
        return "error";
    case Outcome::Done:
        return "done";
    case Outcome::Refused:
        return "refused";
    case Outcome::Issued:
        return "issued";
    case Outcome::Revoked:
        return "revoked";
    case Outcome::Allow:
        return "allow";
    case Outcome::Deny:
        return "deny";
    case Outcome::Hold:
        return "hold";
    case Outcome::Success:
        return "success";
    case Outcome::Failure:
        return "failure";
    case Outcome::Unknown:
        return "unknown";
    }
    return "";
}

Result<Kind> kindFromName(std::string_view name) {
    for (const Kind kind : kKinds) {
        if (kindName(kind) == name) {
            return kind;
        }
    }
    return fail(Code::InvalidArgument, "`" + std::string(name) + "` is no kind of record: see `audit list --help`");
}

Result<Outcome> outcomeFromName(std::string_view name) {
    for (const Outcome outcome : kOutcomes) {
        if (outcomeName(outcome) == name) {
            return outcome;
        }
    }
    return fail(Code::InvalidArgument, "`" + std::string(name) + "` is no outcome: see `audit list --help`");
}

bool isLegal(Kind kind, Outcome outcome) {
    const auto oneOf = [outcome](auto... legal) { return ((outcome == legal) || ...); };
    switch (kind) {
    case Kind::Command:
    case Kind::Authentication:
    case Kind::AuditRead:
        return oneOf(Outcome::Done, Outcome::Refused);
    case Kind::Token:
        return oneOf(Outcome::Issued, Outcome::Refused, Outcome::Revoked);
    case Kind::Decision:
        return oneOf(Outcome::Allow, Outcome::Deny, Outcome::Hold, Outcome::Error);
    case Kind::Redemption:
        return oneOf(Outcome::Allow, Outcome::Deny);
    case Kind::Outcome:
        return oneOf(Outcome::Success, Outcome::Failure, Outcome::Unknown);
    case Kind::System:
        return oneOf(Outcome::Done, Outcome::Error);
    }
    return false;
}

} // namespace countersign::ledger
