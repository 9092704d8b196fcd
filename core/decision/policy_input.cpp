#include "core/decision/decision.h"

#include "core/approval/review.h"

namespace countersign::decision {

namespace {

constexpr std::int64_t kMillisecondsPerSecond = 1000;

json::Object objectOf(const std::map<std::string, std::string>& members) {
    json::Object out;
    for (const auto& [name, value] : members) {
        out.set(name, value);
    }
    return out;
}

json::Value actorJson(const World& world, const identity::AgentId& id) {
    json::Object actor;
    actor.set("type", "agent");
    actor.set("id", id.text());
    json::Array groups;
    for (const auto& group : world.directory.groupsOf(identity::Principal::of(id))) {
        groups.emplace_back(group.text());
    }
    actor.set("groups", std::move(groups));
    if (const auto* const agent = world.directory.agent(id)) {
        actor.set("owner", agent->owner.text());
        actor.set("tags", objectOf(agent->tags));
        actor.set("environment", agent->environment);
    }
    return actor;
}

json::Value chainEntries(const approval::Chain& chain) {
    json::Array out;
    for (const auto& link : chain) {
        json::Object entry;
        entry.set("type", identity::principalTypeName(link.principal.type()));
        entry.set("id", link.principal.id());
        out.emplace_back(std::move(entry));
    }
    return out;
}

/// RFC 3339 in whole seconds, as policies expect it.
std::string secondsText(Timestamp now) {
    const auto seconds = now.milliseconds() / kMillisecondsPerSecond;
    auto text = Timestamp(seconds * kMillisecondsPerSecond).text();
    return text.substr(0, text.find('.')) + "Z";
}

} // namespace

json::Value policyInput(const World& world, const Request& request, const Decision& soFar, Timestamp now) {
    json::Object context;
    context.set("time", secondsText(now));
    context.set("source_ip", request.sourceAddress);
    context.set("required_scope", soFar.requiredScope);
    context.set("approval", nullptr);

    json::Object input;
    input.set("actor", actorJson(world, request.agent));
    if (soFar.user) {
        json::Object user;
        user.set("user_id", soFar.user->text());
        input.set("on_behalf_of", std::move(user));
    } else {
        input.set("on_behalf_of", nullptr);
    }
    input.set("chain", chainEntries(soFar.chain));
    input.set("action", request.action);
    input.set("resource", objectOf(request.resource));
    json::Array scopes;
    for (const auto& scope : soFar.effectiveScopes) {
        scopes.emplace_back(scope);
    }
    input.set("scope", std::move(scopes));
    input.set("arguments", request.arguments);
    input.set("context", std::move(context));
    return input;
}

} // namespace countersign::decision
