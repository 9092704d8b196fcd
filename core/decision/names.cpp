#include "core/decision/decision.h"

namespace countersign::decision {

std::string_view gateName(Gate gate) {
    switch (gate) {
    case Gate::Identity:
        return "identity";
    case Gate::Delegation:
        return "delegation";
    case Gate::Scope:
        return "scope";
    case Gate::Conditions:
        return "conditions";
    case Gate::Policy:
        return "policy";
    case Gate::Approval:
        return "approval";
    }
    return {};
}

std::string_view gateVerdictName(GateVerdict verdict) {
    switch (verdict) {
    case GateVerdict::Pass:
        return "pass";
    case GateVerdict::Deny:
        return "deny";
    case GateVerdict::Hold:
        return "hold";
    case GateVerdict::NotReached:
        return "not_reached";
    }
    return {};
}

std::string_view verdictName(Verdict verdict) {
    switch (verdict) {
    case Verdict::Deny:
        return "deny";
    case Verdict::Hold:
        return "hold";
    case Verdict::Allow:
        return "allow";
    }
    return {};
}

} // namespace countersign::decision
