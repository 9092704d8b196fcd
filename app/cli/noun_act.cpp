#include "app/cli/agent_client.h"
#include "app/cli/new_file.h"
#include "app/cli/values.h"
#include "app/cli/verbs.h"

namespace countersign::cli {

namespace {

Outcome<json::Object> actionBody(const Context& context) {
    const auto& arguments = context.arguments();
    TRY(const auto resource, parsePairs(arguments, "--resource"));
    TRY(const auto pairs, parsePairs(arguments, "--argument"));
    json::Object given;
    if (arguments.has("--arguments")) {
        TRY(const auto text, readTextFile(arguments.text("--arguments"), 1024 * 1024));
        TRY(const auto value, json::parse(text));
        if (value.asObject() == nullptr) {
            return wrongUsage("--arguments: the file holds no JSON object");
        }
        given = *value.asObject();
    }
    for (const auto& [name, value] : pairs) {
        given.set(name, value);
    }
    json::Object where;
    for (const auto& [name, value] : resource) {
        where.set(name, value);
    }
    json::Object body{{"action", arguments.text("--action")}, {"arguments", given}, {"resource", where}};
    if (const auto reason = arguments.optional("--reason")) {
        body.set("reason", *reason);
    }
    if (const auto key = arguments.optional("--idempotency-key")) {
        body.set("idempotency_key", *key);
    }
    if (const auto approval = arguments.optional("--approval")) {
        body.set("approval", *approval);
    }
    return body;
}

std::string member(const json::Value& value, std::string_view name) {
    const auto* found = value.asObject() == nullptr ? nullptr : value.asObject()->find(name);
    return found == nullptr || found->asString() == nullptr ? std::string() : *found->asString();
}

json::Value inner(const json::Value& value, std::string_view name) {
    const auto* found = value.asObject() == nullptr ? nullptr : value.asObject()->find(name);
    return found == nullptr ? json::Value() : *found;
}

void printAnswer(const Output& output, const json::Value& answer) {
    const auto decision = member(answer, "decision");
    const auto code = member(answer, "code");
    output.line(decision + (code.empty() ? "" : " (" + code + ")") + "  " + member(answer, "request"));
    const auto reasons = inner(answer, "reasons");
    for (const auto& reason : reasons.asArray() == nullptr ? json::Array() : *reasons.asArray()) {
        output.line("  because " + member(reason, "text"));
    }
    const auto needed = inner(inner(answer, "explanation"), "needed");
    for (const auto& fact : needed.asArray() == nullptr ? json::Array() : *needed.asArray()) {
        output.line("  needed: " + (fact.asString() == nullptr ? std::string() : *fact.asString()));
    }
    if (const auto approval = inner(answer, "approval"); approval.asObject() != nullptr) {
        output.line("  approval " + member(approval, "id") + ": " + member(approval, "state"));
    }
}

/// Waits for the people, then presents their approval.
Outcome<json::Value> redeem(Context& context, AgentClient& agent, json::Object body, json::Value answer,
                            Duration patience) {
    const auto request = member(answer, "request");
    const auto until = context.clock().bootNow() + patience;
    while (member(inner(answer, "approval"), "state") == "pending") {
        const auto left = until - context.clock().bootNow();
        if (left <= Duration(0)) {
            return answer;
        }
        const auto wait = std::clamp<std::int64_t>(left.count() / 1000, 1, 30);
        TRY(answer, agent.get("/v1/actions/" + request + "?wait=" + std::to_string(wait), Duration(wait * 1000)));
    }
    if (member(inner(answer, "approval"), "state") != "approved") {
        return answer;
    }
    body.set("approval", member(inner(answer, "approval"), "id"));
    body.erase("idempotency_key");
    return agent.post("/v1/actions", body);
}

Outcome<void> report(Context& context, AgentClient& agent, const json::Value& answer) {
    const auto outcome = context.arguments().optional("--outcome");
    if (!outcome) {
        context.output().note("  its outcome is unknown until it is reported (--outcome success|failure)");
        return {};
    }
    TRY(const auto reported,
        agent.post("/v1/actions/" + member(answer, "request") + "/outcome", json::Object{{"outcome", *outcome}}));
    context.output().note("  outcome reported: " + *outcome);
    return {};
}

bool mayStillBeApproved(const json::Value& answer) {
    const auto state = member(inner(answer, "approval"), "state");
    return state == "pending" || state == "approved";
}

Outcome<Exit> act(Context& context) {
    const auto& arguments = context.arguments();
    const auto outcome = arguments.optional("--outcome");
    if (outcome && *outcome != "success" && *outcome != "failure") {
        return wrongUsage("--outcome: `" + *outcome + "` is neither success nor failure");
    }
    TRY(const auto wait, optionalCount(arguments, "--wait", 24 * 3600));
    TRY(const auto id, arguments.parsed<identity::AgentId>("--agent"));
    TRY(auto body, actionBody(context));
    TRY(const auto key, openKey(arguments.text("--key"), arguments));
    // Before anything is asked: a ticket that cannot be kept would be lost for good.
    std::optional<NewFile> file;
    if (arguments.has("--ticket-out")) {
        TRY(auto made, NewFile::make(arguments.text("--ticket-out")));
        file.emplace(std::move(made));
    }
    TRY(auto agent, AgentClient::open({.url = arguments.text("--url"),
                                       .trustFile = arguments.text("--tls-trust"),
                                       .agent = id,
                                       .delegation = arguments.optional("--delegation")},
                                      key));
    TRY(auto answer, agent.post("/v1/actions", body));
    if (member(answer, "decision") == "hold" && wait) {
        printAnswer(context.output(), answer);
        TRY(answer, redeem(context, agent, body, std::move(answer), Duration(static_cast<std::int64_t>(*wait) * 1000)));
    }
    printAnswer(context.output(), answer);
    const auto decision = member(answer, "decision");
    if (decision == "allow") {
        if (file && inner(answer, "ticket").asObject() != nullptr) {
            CHECK(file->write(json::canonical(inner(answer, "ticket")) + "\n"));
            CHECK(file->keep());
        } else if (file) {
            context.output().note("  nobody had to approve it, so there is no ticket to keep");
        }
        CHECK(report(context, agent, answer));
    }
    context.output().json(answer);
    if (decision == "allow") {
        return Exit::Done;
    }
    return decision == "hold" && mayStillBeApproved(answer) ? Exit::Held : Exit::Denied;
}

} // namespace

std::vector<Verb> actVerbs() {
    return {{"act",
             "",
             {},
             {{"--url", "URL", "where countersignd listens", Option::Need::Required},
              {"--agent", "ID", "who asks", Option::Need::Required},
              {"--key", "KEYFILE", "the agent's key file", Option::Need::Required},
              {"--action", "ACTION", "what it wants to do", Option::Need::Required},
              {"--resource", "k=v", "on what; repeat it"},
              {"--argument", "k=v", "a text argument; repeat it"},
              {"--arguments", "FILE", "a JSON object with all arguments"},
              {"--reason", "TEXT", "why, for whoever approves"},
              {"--delegation", "ID", "act under this delegation"},
              {"--wait", "S", "wait so many seconds for a decision when held"},
              {"--approval", "ID", "present this approval"},
              {"--idempotency-key", "KEY", "a repeat gets the first answer"},
              {"--outcome", "success|failure", "report this when it is allowed"},
              {"--ticket-out", "FILE", "keep the ticket of an allow"}},
             "Behaves as an agent: answers the challenge, asks, waits, acts once. Exit 0 allow, 3 deny, 4 still held.",
             "act --url http://127.0.0.1:8440 --agent agent-code-reviewer-01 --key agent.key --action pr.merge "
             "--resource repo=acme/api --wait 60",
             act}};
}

} // namespace countersign::cli
