#pragma once

#include "core/identity/agent.h"
#include "core/identity/enrolment.h"
#include "core/identity/people.h"
#include "core/wire/shape_p.h"

#include <array>

namespace countersign::wire {

template <>
struct Names<identity::OperatorRole> {
    static constexpr std::array kValues{identity::OperatorRole::Owner, identity::OperatorRole::Admin,
                                        identity::OperatorRole::PolicyAuthor, identity::OperatorRole::Approver,
                                        identity::OperatorRole::Auditor};
    static std::string_view name(identity::OperatorRole role) { return identity::operatorRoleName(role); }
};

template <>
struct Names<identity::KeyStatus> {
    static constexpr std::array kValues{identity::KeyStatus::Active, identity::KeyStatus::Retired,
                                        identity::KeyStatus::Revoked};
    static std::string_view name(identity::KeyStatus status) { return identity::keyStatusName(status); }
};

template <>
struct Names<identity::AgentState> {
    static constexpr std::array kValues{identity::AgentState::Pending, identity::AgentState::Active,
                                        identity::AgentState::Suspended, identity::AgentState::Revoked};
    static std::string_view name(identity::AgentState state) { return identity::agentStateName(state); }
};

template <>
struct Names<identity::Origin> {
    static constexpr std::array kValues{identity::Origin::Registered, identity::Origin::Enrolled};
    static std::string_view name(identity::Origin origin) {
        switch (origin) {
        case identity::Origin::Registered:
            return "registered";
        case identity::Origin::Enrolled:
            return "enrolled";
        }
        return "";
    }
};

template <>
struct Shape<identity::TextRef> {
    static constexpr std::string_view kWhat = "text";
    template <class F>
    static void members(F& f, auto& x) {
        f("digest", x.commitment);
        f("record", x.record);
        if (f.texts() == Texts::Shown) {
            f("text", x.text);
        }
    }
};

template <>
struct Shape<identity::KeyEntry> {
    static constexpr std::string_view kWhat = "key entry";
    template <class F>
    static void members(F& f, auto& x) {
        f("key", x.key);
        f("thumbprint", x.thumbprint);
        f("valid_from", x.validFrom);
        f("valid_until", x.validUntil);
        f("status", x.status);
    }
};

template <>
struct Codec<identity::KeyHistory> {
    static json::Value write(const identity::KeyHistory& value, Texts texts) {
        return Codec<std::vector<identity::KeyEntry>>::write(value.entries(), texts);
    }
    static Result<identity::KeyHistory> read(const json::Value& json, Texts texts) {
        TRY(auto entries, Codec<std::vector<identity::KeyEntry>>::read(json, texts));
        return identity::KeyHistory::fromEntries(std::move(entries));
    }
};

template <>
struct Shape<identity::User> {
    static constexpr std::string_view kWhat = "user";
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
        f("display_name", x.displayName);
        f("alias_of", x.aliasOf);
        f("disabled", x.disabled);
    }
};

template <>
struct Shape<identity::Operator> {
    static constexpr std::string_view kWhat = "operator";
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
        f("person", x.person);
        f("roles", x.roles);
        f("keys", x.keys);
        f("disabled", x.disabled);
    }
};

template <>
struct Shape<identity::Group> {
    static constexpr std::string_view kWhat = "group";
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
        f("members", x.members);
    }
};

template <>
struct Shape<identity::Agent> {
    static constexpr std::string_view kWhat = "agent";
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
        f("owner", x.owner);
        f("display_name", x.displayName);
        f("description", x.description);
        f("tags", x.tags);
        f("metadata", x.metadata);
        f("environment", x.environment);
        f("capabilities", x.capabilities);
        f("expires", x.expires);
        f("origin", x.origin);
        f("state", x.state);
        f("keys", x.keys);
        f("registered", x.registered);
        f("epoch", x.epoch);
    }
};

template <>
struct Shape<identity::Enrolment> {
    static constexpr std::string_view kWhat = "enrolment";
    template <class F>
    static void members(F& f, auto& x) {
        f("id", x.id);
        f("agent", x.agent);
        f("owner", x.owner);
        f("key", x.key);
        f("capabilities", x.capabilities);
        f("at", x.at);
        f("possession", x.possession);
        f("received", x.received);
    }
};

} // namespace countersign::wire
