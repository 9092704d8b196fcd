#include "app/cli/values.h"
#include "app/cli/verbs.h"

namespace countersign::cli {

namespace {

Outcome<identity::AgentId> parseAgent(std::string_view option, const std::string& text) {
    TRY(const auto principal, parsePrincipal(option, text, identity::PrincipalType::Agent));
    if (principal.type() != identity::PrincipalType::Agent) {
        return wrongUsage(std::string(option) + ": `" + text + "` is no agent");
    }
    return Arguments::named(option, identity::AgentId::parse(principal.id()));
}

Outcome<Exit> create(Context& context) {
    const auto& arguments = context.arguments();
    delegation::Delegation hop;
    hop.id = DelegationId::generate(context.random());
    TRY(hop.from, parsePrincipal("--from", arguments.text("--from"), identity::PrincipalType::User));
    TRY(hop.to, parseAgent("--to", arguments.text("--to")));
    TRY(hop.parent, arguments.parsedOptional<DelegationId>("--parent"));
    TRY(hop.scopes, arguments.parsedAll<delegation::ScopePattern>("--scope"));
    TRY(hop.resources, parseResources(arguments));
    TRY(hop.expires, parseTime("--expires", arguments.text("--expires"), context.clock().wallNow()));
    TRY(const auto depth, optionalCount(arguments, "--max-depth", 255));
    hop.maxDepth = static_cast<std::uint8_t>(depth.value_or(0));
    TRY(hop.maxUses, optionalCount(arguments, "--max-uses", 1'000'000'000));
    for (const auto& target : arguments.all("--target")) {
        TRY(auto agent, parseAgent("--target", target));
        hop.allowedTargets.push_back(std::move(agent));
    }
    const auto id = hop.id.text();
    const auto what = "delegation " + id + ": " + hop.from.text() + " lends agent:" + hop.to.text() + " " +
                      texts(hop.scopes) + " on " + shown(hop.resources) + " until " + hop.expires.text();
    return context.order(
        command::CreateDelegation{.delegation = std::move(hop), .purpose = textOf(context, "--purpose", "purpose")},
        what, {{"id", id}});
}

Outcome<Exit> revoke(Context& context) {
    TRY(const auto id, context.arguments().operand<DelegationId>(0));
    if (!context.arguments().has("--preview")) {
        return context.order(command::RevokeDelegation{id}, "delegation " + id.text() + " revoked");
    }
    TRY(const auto preview, context.ask(command::PreviewRevoke{id}));
    const auto& output = context.output();
    const auto say = [&output](std::string_view what, const auto& ids) {
        output.line(std::to_string(ids.size()) + " " + std::string(what) + (ids.empty() ? "" : ": " + texts(ids)));
    };
    output.line("Revoking " + id.text() + " would end:");
    say("delegations", preview.delegations);
    say("sessions", preview.sessions);
    say("open requests", preview.approvals);
    output.json(answerJson<command::PreviewRevoke>(preview));
    return Exit::Done;
}

Outcome<Exit> list(Context& context) {
    TRY(auto all, context.askAll(command::ListDelegations{}));
    printList<command::ListDelegations>(
        context.output(), std::move(all), {"DELEGATION", "FROM", "TO", "SCOPES", "RESOURCES", "EXPIRES", "STATE"},
        [](const delegation::Delegation& one) -> std::vector<std::string> {
            return {one.id.text(),        one.from.text(),    "agent:" + one.to.text(),          texts(one.scopes),
                    shown(one.resources), one.expires.text(), one.revoked ? "revoked" : "active"};
        });
    return Exit::Done;
}

} // namespace

std::vector<Verb> delegationVerbs() {
    return {{"delegation",
             "create",
             {},
             {{"--from", "user:ID", "who lends (an agent only with --parent)", Option::Need::Required},
              {"--to", "agent:ID", "who may act for it", Option::Need::Required},
              {"--scope", "PATTERN", "what; repeat it", Option::Need::Required},
              {"--expires", "TIME", "RFC 3339, or +8h, +7d from now", Option::Need::Required},
              {"--resource", "k=PATTERN", "on what (default: any); repeat it"},
              {"--purpose", "TEXT", "what for; lies beside the ledger, not in it"},
              {"--max-depth", "N", "further hops allowed (default 0)"},
              {"--max-uses", "N", "how often it may be used"},
              {"--target", "agent:ID", "agents to which it may be passed on (default: any); repeat it"},
              {"--parent", "ID", "the delegation that this one passes on"}},
             "Lends an agent a part of what a person may do.",
             "delegation create --from user:user_123 --to agent:agent-code-reviewer-01 --scope 'pr:**' --expires +8h",
             create},
            {"delegation", "list", {}, {}, "Lists delegations.", "delegation list", list},
            {"delegation",
             "revoke",
             {"ID"},
             {{"--preview", "", "only say what would end with it"}},
             "Takes a delegation back, and everything below it.",
             "delegation revoke dlg_0123456789abcdefghjkmnpqrs --preview",
             revoke}};
}

} // namespace countersign::cli
