#pragma once

#include "core/decision/decision.h"
#include "core/wire/delegation_shapes_p.h"

namespace countersign::wire {

template <>
struct Names<decision::Gate> {
    static constexpr std::array kValues{decision::Gate::Identity, decision::Gate::Delegation,
                                        decision::Gate::Scope,    decision::Gate::Conditions,
                                        decision::Gate::Policy,   decision::Gate::Approval};
    static std::string_view name(decision::Gate gate) { return decision::gateName(gate); }
};

template <>
struct Names<decision::GateVerdict> {
    static constexpr std::array kValues{decision::GateVerdict::Pass, decision::GateVerdict::Deny,
                                        decision::GateVerdict::Hold, decision::GateVerdict::NotReached};
    static std::string_view name(decision::GateVerdict verdict) { return decision::gateVerdictName(verdict); }
};

template <>
struct Names<decision::Verdict> {
    static constexpr std::array kValues{decision::Verdict::Deny, decision::Verdict::Hold, decision::Verdict::Allow};
    static std::string_view name(decision::Verdict verdict) { return decision::verdictName(verdict); }
};

template <>
struct Names<decision::Consumption::Kind> {
    using Kind = decision::Consumption::Kind;
    static constexpr std::array kValues{Kind::GrantBudget, Kind::GrantRate, Kind::DelegationUse};
    static std::string_view name(Kind kind) {
        switch (kind) {
        case Kind::GrantBudget:
            return "grant_budget";
        case Kind::GrantRate:
            return "grant_rate";
        case Kind::DelegationUse:
            return "delegation_use";
        }
        return "";
    }
};

template <>
struct Names<approval::Separation> {
    static constexpr std::array kValues{approval::Separation::Enforced, approval::Separation::None};
    static std::string_view name(approval::Separation separation) {
        switch (separation) {
        case approval::Separation::Enforced:
            return "enforced";
        case approval::Separation::None:
            return "none";
        }
        return "";
    }
};

/// By its wire name.
template <>
struct Codec<Code> {
    static json::Value write(Code code, Texts) { return codeName(code); }
    static Result<Code> read(const json::Value& json, Texts) {
        TRY(const std::string* name, readText(json));
        Code code{};
        if (!codeFromName(*name, code)) {
            return fail(Code::InvalidRequest, "`" + *name + "` is no code that this program knows");
        }
        return code;
    }
};

template <>
struct Shape<decision::GateLine> {
    static constexpr std::string_view kWhat = "gate";
    template <class F>
    static void members(F& f, auto& x) {
        f("gate", x.gate);
        f("verdict", x.verdict);
        f("looked", x.looked);
        f("origin", x.origin);
    }
};

template <>
struct Shape<decision::Reason> {
    static constexpr std::string_view kWhat = "reason";
    template <class F>
    static void members(F& f, auto& x) {
        f("code", x.code);
        f("text", x.text);
    }
};

template <>
struct Shape<decision::Explanation> {
    static constexpr std::string_view kWhat = "explanation";
    template <class F>
    static void members(F& f, auto& x) {
        f("gates", x.gates);
        f("needed", x.needed);
    }
};

template <>
struct Shape<decision::Consumption> {
    static constexpr std::string_view kWhat = "consumption";
    template <class F>
    static void members(F& f, auto& x) {
        f("kind", x.kind);
        f("id", x.id);
        f("limit", x.limit);
        f.unlessEmpty("window_ms", x.window);
    }
};

template <>
struct Shape<decision::Decision> {
    static constexpr std::string_view kWhat = "decision";
    template <class F>
    static void members(F& f, auto& x) {
        f("decision", x.verdict);
        f("reasons", x.reasons);
        f("explanation", x.explanation);
        f("chain", x.chain);
        f("user", x.user);
        f("required_scope", x.requiredScope);
        f("effective_scopes", x.effectiveScopes);
        f("risk", x.risk);
        f("policy", x.policy);
        f("consumes", x.consumes);
        f("holds", x.holds);
        f("separation", x.separation);
    }
};

template <>
struct Shape<decision::Permission> {
    static constexpr std::string_view kWhat = "permission";
    template <class F>
    static void members(F& f, auto& x) {
        f("scope", x.scope);
        f("resources", x.resources);
        f("effect", x.effect);
        f("hold", x.hold);
        f("origin", x.origin);
    }
};

} // namespace countersign::wire
