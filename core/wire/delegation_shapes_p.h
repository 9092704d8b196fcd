#pragma once

#include "core/delegation/delegation.h"
#include "core/wire/approval_shapes_p.h"
#include "core/wire/identity_shapes_p.h"

namespace countersign::wire {

template <>
struct Names<delegation::Effect> {
    static constexpr std::array kValues{delegation::Effect::Allow, delegation::Effect::Deny};
    static std::string_view name(delegation::Effect effect) {
        switch (effect) {
        case delegation::Effect::Allow:
            return "allow";
        case delegation::Effect::Deny:
            return "deny";
        }
        return "";
    }
};

template <>
struct Names<delegation::Risk> {
    static constexpr std::array kValues{delegation::Risk::Low, delegation::Risk::Medium, delegation::Risk::High,
                                        delegation::Risk::Critical};
    static std::string_view name(delegation::Risk risk) { return delegation::riskName(risk); }
};

/// A list of `key=pattern`.
template <>
struct Codec<delegation::ResourceSet> {
    static json::Value write(const delegation::ResourceSet& value, Texts texts) {
        return Codec<std::vector<delegation::ResourcePattern>>::write(value.patterns(), texts);
    }
    static Result<delegation::ResourceSet> read(const json::Value& json, Texts texts) {
        TRY(auto patterns, Codec<std::vector<delegation::ResourcePattern>>::read(json, texts));
        return delegation::ResourceSet(std::move(patterns));
    }
};

/// Minutes since midnight.
template <>
struct Shape<std::pair<std::uint16_t, std::uint16_t>> {
    static constexpr std::string_view kWhat = "minutes";
    template <class F>
    static void members(F& f, auto& x) {
        f("from", x.first);
        f("to", x.second);
    }
};

template <>
struct Shape<delegation::Rate> {
    static constexpr std::string_view kWhat = "rate";
    template <class F>
    static void members(F& f, auto& x) {
        f("count", x.count);
        f("window_ms", x.window);
    }
};

template <>
struct Shape<delegation::Conditions> {
    static constexpr std::string_view kWhat = "conditions";
    template <class F>
    static void members(F& f, auto& x) {
        f("not_before", x.notBefore);
        f("not_after", x.notAfter);
        f("days", x.days);
        f("minutes", x.minutes);
        f("environments", x.environments);
        f("networks", x.networks);
        f("rate", x.rate);
        f("budget", x.budget);
    }
};

template <>
struct Shape<delegation::CatalogueEntry> {
    static constexpr std::string_view kWhat = "scope";
    template <class F>
    static void members(F& f, auto& x) {
        f("scope", x.scope);
        f("risk", x.risk);
        f("description", x.description);
    }
};

template <>
struct Shape<delegation::RoleRule> {
    static constexpr std::string_view kWhat = "role rule";
    template <class F>
    static void members(F& f, auto& x) {
        f("effect", x.effect);
        f("scopes", x.scopes);
        f("resources", x.resources);
        f("hold", x.hold);
    }
};

template <>
struct Shape<delegation::Role> {
    static constexpr std::string_view kWhat = "role";
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
        f("rules", x.rules);
        f("inherits", x.inherits);
    }
};

template <>
struct Shape<delegation::RoleAssignment> {
    static constexpr std::string_view kWhat = "role assignment";
    template <class F>
    static void members(F& f, auto& x) {
        f("role", x.role);
        f("to", x.to);
        f("expires", x.expires);
    }
};

template <>
struct Shape<delegation::Grant> {
    static constexpr std::string_view kWhat = "grant";
    /// What its giver says.
    template <class F>
    static void ordered(F& f, auto& x) {
        f("id", x.id);
        f("to", x.to);
        f("scopes", x.scopes);
        f("resources", x.resources);
        f("conditions", x.conditions);
        f("hold", x.hold);
        f("expires", x.expires);
        f("delegate_depth", x.delegateDepth);
    }
    template <class F>
    static void members(F& f, auto& x) {
        ordered(f, x);
        f("created", x.created);
        f("revoked", x.revoked);
    }
};

template <>
struct Shape<delegation::Delegation> {
    static constexpr std::string_view kWhat = "delegation";
    /// What its giver says, but for the purpose, which is a commitment there.
    template <class F>
    static void ordered(F& f, auto& x) {
        f("id", x.id);
        f("from", x.from);
        f("to", x.to);
        f("parent", x.parent);
        f("scopes", x.scopes);
        f("resources", x.resources);
        f("audience", x.audience);
        f("expires", x.expires);
        f("max_depth", x.maxDepth);
        f("max_uses", x.maxUses);
        f("allowed_targets", x.allowedTargets);
    }
    template <class F>
    static void members(F& f, auto& x) {
        ordered(f, x);
        f("purpose", x.purpose);
        f("created", x.created);
        f("revoked", x.revoked);
    }
};

} // namespace countersign::wire
