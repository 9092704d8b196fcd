#include "app/cli/agent_forms.h"
#include "app/cli/verbs.h"
#include "core/crypto/key_import.h"

#include <map>
#include <set>

namespace countersign::cli {

namespace {

Outcome<Exit> registerAgent(Context& context) {
    const auto& arguments = context.arguments();
    AgentForm form{.id = arguments.text("--id"),
                   .owner = arguments.text("--owner"),
                   .publicKey = arguments.text("--public-key"),
                   .displayName = arguments.text("--display-name"),
                   .description = arguments.text("--description"),
                   .environment = arguments.text("--environment"),
                   .expires = arguments.text("--expires"),
                   .tags = arguments.all("--tag"),
                   .metadata = arguments.all("--metadata"),
                   .capabilities = arguments.all("--capability")};
    if (arguments.has("--from-json")) {
        TRY(const auto text, readTextFile(arguments.text("--from-json"), 64 * 1024));
        TRY(auto imported, crypto::importPublicKey(text));
        form.publicKey = imported.key.base64();
        if (form.id.empty()) {
            form.id = imported.agentId;
        }
        std::ranges::move(imported.capabilities, std::back_inserter(form.capabilities));
    }
    if (form.id.empty() || form.publicKey.empty()) {
        return wrongUsage("give --id and --public-key, or --from-json FILE");
    }
    TRY(auto command, toCommand(form, context.clock().wallNow(), context.random()));
    const auto thumbprint = command.key.thumbprint().text();
    return context.order(std::move(command),
                         "agent `" + form.id + "` registered, pending until it answers a challenge with its key",
                         {{"id", form.id}, {"thumbprint", thumbprint}});
}

/// What the rows before took, which a dry run has to know by itself: they are not in the store.
class TriedRows {
public:
    /// The refusals of a register order in the engine's own words and order: the id, the key, then all else. `refusal`
    /// is what the engine says to the row alone.
    [[nodiscard]] Outcome<void> check(const command::RegisterAgent& row,
                                      const std::optional<decision::Reason>& refusal) const {
        if (m_ids.contains(row.id.folded())) {
            return taken("there is or was an agent `" + row.id.text() + "`; ids are never used again");
        }
        const auto holder = m_holders.find(row.key.thumbprint().text());
        if (holder != m_holders.end() && !(refusal && refusal->code == Code::AlreadyExists)) {
            return taken("the key is or was the key of `agent:" + holder->second + "`; make a new one for this");
        }
        if (refusal) {
            return std::unexpected(Failure(Error{refusal->code, refusal->text}));
        }
        return {};
    }
    void add(const command::RegisterAgent& row) {
        m_ids.insert(row.id.folded());
        m_holders.emplace(row.key.thumbprint().text(), row.id.text());
    }

private:
    static std::unexpected<Failure> taken(std::string sentence) {
        return std::unexpected(Failure(Error{Code::AlreadyExists, std::move(sentence)}));
    }

    std::set<std::string> m_ids;
    std::map<std::string, std::string> m_holders; // by thumbprint
};

Outcome<void> importRow(Context& context, const AgentForm& form, TriedRows& tried) {
    TRY(auto command, toCommand(form, context.clock().wallNow(), context.random()));
    if (!context.arguments().has("--dry-run")) {
        CHECK(context.submit(std::move(command)));
        return {};
    }
    TRY(const auto preview, context.ask(command::PreviewCommand{command}));
    CHECK(tried.check(command, preview.refusal));
    tried.add(command);
    return {};
}

Outcome<Exit> import(Context& context) {
    TRY(const auto text, readTextFile(context.arguments().operands().front()));
    TRY(const auto forms, readAgentsCsv(text));
    TriedRows tried;
    Table table({"ROW", "AGENT", "RESULT", "DETAIL"});
    json::Array results;
    std::size_t failed = 0;
    for (std::size_t i = 0; i < forms.size(); ++i) {
        const auto done = importRow(context, forms[i], tried);
        failed += done ? 0 : 1;
        const std::string good = context.arguments().has("--dry-run") ? "would register" : "registered";
        const std::string result = done ? good : std::string(codeName(done.error().error.code));
        const std::string detail = done ? "" : done.error().error.detail;
        table.row({std::to_string(i + 1), forms[i].id, result, detail});
        json::Object row{{"id", forms[i].id},
                         {"ok", json::Value(done.has_value())},
                         {"row", json::Value::integer(static_cast<std::int64_t>(i + 1))}};
        if (!done) {
            row.set("error", result);
            row.set("error_description", detail);
        }
        results.emplace_back(std::move(row));
    }
    table.print(context.output());
    context.output().note(std::to_string(forms.size() - failed) + " of " + std::to_string(forms.size()) + " good");
    context.output().json(results);
    return failed == 0 ? Exit::Done : Exit::Failed;
}

std::string stateText(const identity::Agent& agent, Timestamp now) {
    const bool ended = agent.state == identity::AgentState::Revoked;
    return agent.expiredAt(now) && !ended ? "expired" : std::string(identity::agentStateName(agent.state));
}

Outcome<Exit> list(Context& context) {
    TRY(auto agents, context.askAll(command::ListAgents{}));
    const auto now = context.clock().wallNow();
    printList<command::ListAgents>(
        context.output(), std::move(agents), {"AGENT", "NAME", "OWNER", "STATE", "ENVIRONMENT", "GROUPS", "WAITING"},
        [now](const command::AgentView& view) -> std::vector<std::string> {
            return {view.agent.id.text(),        shown(view.agent.displayName), "user:" + view.agent.owner.text(),
                    stateText(view.agent, now),  view.agent.environment,        texts(view.groups),
                    std::to_string(view.pending)};
        });
    return Exit::Done;
}

std::string pairsText(const std::map<std::string, std::string>& pairs) {
    std::vector<std::string> parts;
    for (const auto& [key, value] : pairs) {
        parts.push_back(key + "=" + value);
    }
    return joined(parts);
}

Outcome<Exit> show(Context& context) {
    TRY(const auto id, context.arguments().operand<identity::AgentId>(0));
    TRY(const auto view, context.ask(command::GetAgent{id}));
    const auto& agent = view.agent;
    const auto& output = context.output();
    output.line("agent         " + agent.id.text());
    output.line("name          " + shown(agent.displayName));
    output.line("description   " + shown(agent.description));
    output.line("also          " + view.spiffeId);
    output.line("owner         user:" + agent.owner.text());
    output.line("state         " + stateText(agent, context.clock().wallNow()));
    output.line("registered    " + agent.registered.text());
    output.line("expires       " + shown(agent.expires));
    output.line("environment   " + agent.environment);
    output.line("tags          " + pairsText(agent.tags));
    output.line("metadata      " + pairsText(agent.metadata));
    output.line("asked for     " + joined(agent.capabilities));
    output.line("groups        " + texts(view.groups));
    output.line("waiting       " + std::to_string(view.pending));
    for (const auto& entry : agent.keys.entries()) {
        output.line("key           " + entry.thumbprint.text() + "  " + std::string(keyStatusName(entry.status)) +
                    "  from " + entry.validFrom.text() +
                    (entry.validUntil ? " until " + entry.validUntil->text() : std::string()));
    }
    output.json(answerJson<command::GetAgent>(view));
    return Exit::Done;
}

template <class Command>
Outcome<Exit> move(Context& context, const std::string& what) {
    TRY(const auto id, context.arguments().operand<identity::AgentId>(0));
    Command command;
    command.id = id;
    return context.order(std::move(command), "agent `" + id.text() + "` " + what);
}

Outcome<Exit> rotateKey(Context& context) {
    TRY(const auto id, context.arguments().operand<identity::AgentId>(0));
    TRY(const auto key, readPublicKey(context.arguments().text("--public-key")));
    TRY(const auto until, optionalTime(context, "--overlap-until"));
    return context.order(command::RotateAgentKey{.id = id, .key = key, .overlapUntil = until},
                         "agent `" + id.text() + "` has the key " + key.thumbprint().text(),
                         {{"thumbprint", key.thumbprint().text()}});
}

Outcome<Exit> permissions(Context& context) {
    TRY(const auto id, context.arguments().operand<identity::AgentId>(0));
    TRY(auto all, context.ask(command::ListPermissions{id}));
    std::map<std::string, std::string> conditions;
    if (!context.output().isJson()) {
        TRY(const auto grants, context.askAll(command::ListGrants{}));
        for (const auto& grant : grants) {
            conditions.emplace("grant:" + grant.id.text(), shown(grant.conditions));
        }
    }
    printList<command::ListPermissions>(context.output(), std::move(all),
                                        {"MAY", "SCOPE", "RESOURCES", "HELD FOR", "ONLY", "BY"},
                                        [&conditions](const decision::Permission& one) -> std::vector<std::string> {
                                            const auto only = conditions.find(one.origin);
                                            return {one.effect == delegation::Effect::Allow ? "yes" : "never",
                                                    one.scope.text(),
                                                    shown(one.resources),
                                                    shown(one.hold),
                                                    only == conditions.end() ? "-" : only->second,
                                                    one.origin};
                                        });
    return Exit::Done;
}

Outcome<Exit> enrolments(Context& context) {
    TRY(auto all, context.askAll(command::ListEnrolments{}));
    printList<command::ListEnrolments>(
        context.output(), std::move(all), {"ENROLMENT", "AGENT", "OWNER", "KEY", "RECEIVED", "ASKS FOR"},
        [](const identity::Enrolment& one) -> std::vector<std::string> {
            return {
                one.id.text(),       one.agent.text(),        "user:" + one.owner.text(), one.key.thumbprint().text(),
                one.received.text(), joined(one.capabilities)};
        });
    return Exit::Done;
}

Outcome<Exit> accept(Context& context) {
    TRY(const auto id, context.arguments().operand<EnrolmentId>(0));
    TRY(const auto all, context.askAll(command::ListEnrolments{}));
    const auto found = std::ranges::find(all, id, &identity::Enrolment::id);
    if (found == all.end()) {
        return std::unexpected(
            Failure(Error{Code::NotFound, "no enrolment `" + id.text() + "` waits; see `agent enrolments`"}));
    }
    return context.order(command::ActivateAgent{.id = found->agent, .enrolment = id},
                         "agent `" + found->agent.text() + "` accepted with the key " + found->key.thumbprint().text());
}

Outcome<Exit> reject(Context& context) {
    TRY(const auto id, context.arguments().operand<EnrolmentId>(0));
    return context.order(command::RejectEnrolment{id}, "enrolment `" + id.text() + "` rejected");
}

std::vector<Option> registerOptions() {
    return {{"--id", "ID", "letters, digits, . _ -; stays in the ledger for ever"},
            {"--owner", "USER", "the person who answers for it", Option::Need::Required},
            {"--public-key", "FILE|TEXT", "base64, JWK, PEM, OpenSSH line, or a key file"},
            {"--from-json", "FILE", "{agent_id, public_key, capabilities} as the agent made it"},
            {"--tag", "k=v", "repeat it"},
            {"--metadata", "k=v", "framework, model, version; repeat it"},
            {"--environment", "NAME", "e.g. prod"},
            {"--capability", "NAME", "what it asks for; repeat it"},
            {"--display-name", "TEXT", "shown beside the id; lies beside the ledger, not in it"},
            {"--description", "TEXT", "what it is for; lies beside the ledger, not in it"},
            {"--expires", "TIME", "RFC 3339, or +8h, +7d from now"}};
}

std::vector<Verb> registryVerbs() {
    return {{"agent",
             "register",
             {},
             registerOptions(),
             "Registers an agent with its public key; its first answered challenge activates it.",
             "agent register --id agent-code-reviewer-01 --owner user_9 --public-key agent.key --tag team=platform",
             registerAgent},
            {"agent",
             "import",
             {"CSV"},
             {{"--dry-run", "", "check every row, register none"}},
             "Registers every row of a CSV file with a header (id, owner, public_key, …).",
             "agent import agents.csv --dry-run",
             import},
            {"agent", "list", {}, {}, "Lists agents.", "agent list", list},
            {"agent", "show", {"ID"}, {}, "Shows one agent with its keys.", "agent show agent-code-reviewer-01", show},
            {"agent",
             "permissions",
             {"ID"},
             {},
             "What an agent may do, and by what right.",
             "agent permissions agent-code-reviewer-01",
             permissions}};
}

std::vector<Verb> lifeVerbs() {
    return {{"agent",
             "activate",
             {"ID"},
             {},
             "Activates an agent whose possession of its key was proven.",
             "agent activate agent-code-reviewer-01",
             [](Context& context) { return move<command::ActivateAgent>(context, "activated"); }},
            {"agent",
             "suspend",
             {"ID"},
             {},
             "Stops an agent: sessions, requests and tickets die at once.",
             "agent suspend agent-code-reviewer-01",
             [](Context& context) { return move<command::SuspendAgent>(context, "suspended"); }},
            {"agent",
             "resume",
             {"ID"},
             {},
             "Lets a suspended agent open new sessions; revives nothing.",
             "agent resume agent-code-reviewer-01",
             [](Context& context) { return move<command::ResumeAgent>(context, "resumed"); }},
            {"agent",
             "revoke",
             {"ID"},
             {},
             "Ends an agent for good.",
             "agent revoke agent-code-reviewer-01",
             [](Context& context) { return move<command::RevokeAgent>(context, "revoked"); }},
            {"agent",
             "rotate-key",
             {"ID"},
             {{"--public-key", "FILE|TEXT", "the new key", Option::Need::Required},
              {"--overlap-until", "TIME", "until when the old keys still count (default: now)"}},
             "Gives an agent a new key.",
             "agent rotate-key agent-code-reviewer-01 --public-key new.key --overlap-until +1h",
             rotateKey}};
}

std::vector<Verb> enrolmentVerbs() {
    return {{"agent", "enrolments", {}, {}, "Lists agents that ask to be registered.", "agent enrolments", enrolments},
            {"agent",
             "accept",
             {"ENROLMENT"},
             {},
             "Accepts an enrolment; compare the key's thumbprint first.",
             "agent accept enr_0123456789abcdefghjkmnpqrs",
             accept},
            {"agent",
             "reject",
             {"ENROLMENT"},
             {},
             "Turns an enrolment away; the agent may ask again.",
             "agent reject enr_0123456789abcdefghjkmnpqrs",
             reject}};
}

} // namespace

std::vector<Verb> agentVerbs() {
    auto verbs = registryVerbs();
    std::ranges::move(lifeVerbs(), std::back_inserter(verbs));
    std::ranges::move(enrolmentVerbs(), std::back_inserter(verbs));
    return verbs;
}

} // namespace countersign::cli
