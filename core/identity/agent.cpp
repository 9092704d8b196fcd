#include "core/identity/agent.h"

#include "core/identity/plain_text.h"

#include <algorithm>
#include <array>

namespace countersign::identity {

namespace {

constexpr std::size_t kMaxEntries = 64;
constexpr std::size_t kMaxKeyBytes = 64;
constexpr std::size_t kMaxValueBytes = 256;

constexpr std::array kStates = {AgentState::Pending, AgentState::Active, AgentState::Suspended, AgentState::Revoked};

std::string_view eventName(AgentEvent event) {
    switch (event) {
    case AgentEvent::Activate:
        return "activate";
    case AgentEvent::Suspend:
        return "suspend";
    case AgentEvent::Resume:
        return "resume";
    case AgentEvent::Revoke:
        return "revoke";
    }
    return "change";
}

std::optional<AgentState> next(AgentState from, AgentEvent event) {
    switch (event) {
    case AgentEvent::Activate:
        return from == AgentState::Pending ? std::optional(AgentState::Active) : std::nullopt;
    case AgentEvent::Suspend:
        return from == AgentState::Active ? std::optional(AgentState::Suspended) : std::nullopt;
    case AgentEvent::Resume:
        return from == AgentState::Suspended ? std::optional(AgentState::Active) : std::nullopt;
    case AgentEvent::Revoke:
        return from != AgentState::Revoked ? std::optional(AgentState::Revoked) : std::nullopt;
    }
    return std::nullopt;
}

bool isKey(std::string_view key) {
    return !key.empty() && key.size() <= kMaxKeyBytes &&
           std::ranges::all_of(key, [](char c) { return c >= 0x20 && c < 0x7F; });
}

Result<void> checkValue(std::string_view value, std::string_view what) {
    if (value.size() > kMaxValueBytes || !isUtf8(value) || hasControls(value)) {
        return fail(Code::InvalidArgument,
                    std::string(what) + ": a value is at most 256 bytes of UTF-8 without control characters");
    }
    return {};
}

Result<void> checkCount(std::size_t count, std::string_view what) {
    if (count > kMaxEntries) {
        return fail(Code::InvalidArgument, std::string(what) + ": at most 64 entries");
    }
    return {};
}

} // namespace

std::string_view agentStateName(AgentState state) {
    switch (state) {
    case AgentState::Pending:
        return "pending";
    case AgentState::Active:
        return "active";
    case AgentState::Suspended:
        return "suspended";
    case AgentState::Revoked:
        return "revoked";
    }
    return "unknown";
}

Result<AgentState> agentStateFromName(std::string_view name) {
    for (const AgentState state : kStates) {
        if (name == agentStateName(state)) {
            return state;
        }
    }
    return fail(Code::InvalidArgument, "`" + std::string(name.substr(0, 64)) +
                                           "` is no agent state: write pending, active, suspended or revoked");
}

Result<AgentState> transition(AgentState from, AgentEvent event) {
    if (const auto to = next(from, event)) {
        return *to;
    }
    return fail(Code::IllegalTransition,
                "cannot " + std::string(eventName(event)) + " an agent that is " + std::string(agentStateName(from)));
}

Result<void> checkLive(const Agent& agent, const crypto::Thumbprint& key, Timestamp now) {
    switch (agent.state) {
    case AgentState::Pending:
        return fail(Code::AgentPending, "agent `" + agent.id.text() + "` is not active yet");
    case AgentState::Suspended:
        return fail(Code::AgentSuspended, "agent `" + agent.id.text() + "` is suspended");
    case AgentState::Revoked:
        return fail(Code::AgentRevoked, "agent `" + agent.id.text() + "` is revoked");
    case AgentState::Active:
        break;
    }
    if (agent.expiredAt(now)) {
        return fail(Code::AgentExpired, "agent `" + agent.id.text() + "` expired at " + agent.expires->text());
    }
    if (agent.keys.validAt(key, now) == nullptr) {
        if (agent.keys.find(key) == nullptr) {
            return fail(Code::KeyUnknown, "key `" + key.text() + "` is no key of agent `" + agent.id.text() + "`");
        }
        return fail(Code::KeyNotValidNow,
                    "key `" + key.text() + "` of agent `" + agent.id.text() + "` is not valid now");
    }
    return {};
}

Result<void> checkAttributes(const std::map<std::string, std::string>& attributes, std::string_view what) {
    CHECK(checkCount(attributes.size(), what));
    for (const auto& [key, value] : attributes) {
        if (!isKey(key)) {
            return fail(Code::InvalidArgument, std::string(what) + ": a key is 1 to 64 bytes of printable ASCII");
        }
        CHECK(checkValue(value, what));
    }
    return {};
}

Result<void> checkAgent(const Agent& agent) {
    if (agent.id.empty() || agent.owner.empty()) {
        return fail(Code::InvalidArgument, "an agent needs an id and an owner");
    }
    CHECK(checkAttributes(agent.tags, "tags"));
    CHECK(checkAttributes(agent.metadata, "metadata"));
    CHECK(checkValue(agent.environment, "environment"));
    CHECK(checkCount(agent.capabilities.size(), "capabilities"));
    for (const auto& capability : agent.capabilities) {
        if (capability.empty()) {
            return fail(Code::InvalidArgument, "capabilities: leave out the empty one");
        }
        CHECK(checkValue(capability, "capabilities"));
    }
    return {};
}

} // namespace countersign::identity
