#include "app/cli/values.h"
#include "app/cli/verbs.h"

namespace countersign::cli {

namespace {

Outcome<Exit> set(Context& context) {
    const auto& arguments = context.arguments();
    delegation::Role role;
    TRY(role.id, arguments.operand<delegation::RoleId>(0));
    TRY(role.inherits, arguments.parsedAll<delegation::RoleId>("--inherit"));
    TRY(const auto resources, parseResources(arguments));
    TRY(const auto hold, parseHold(arguments));
    TRY(auto allowed, arguments.parsedAll<delegation::ScopePattern>("--allow"));
    if (!allowed.empty()) {
        role.rules.push_back(
            {.effect = delegation::Effect::Allow, .scopes = std::move(allowed), .resources = resources, .hold = hold});
    }
    TRY(auto denied, arguments.parsedAll<delegation::ScopePattern>("--deny"));
    if (!denied.empty()) {
        role.rules.push_back({.effect = delegation::Effect::Deny,
                              .scopes = std::move(denied),
                              .resources = resources,
                              .hold = std::nullopt});
    }
    const auto id = role.id.text();
    return context.order(command::SetRole{std::move(role)}, "role `" + id + "` set");
}

std::string ruleText(const delegation::RoleRule& rule) {
    auto text = std::string(rule.effect == delegation::Effect::Allow ? "allow " : "deny ") + texts(rule.scopes) +
                " on " + shown(rule.resources);
    return rule.hold ? text + ", held for " + shown(rule.hold) : text;
}

Outcome<Exit> list(Context& context) {
    TRY(auto roles, context.ask(command::ListRoles{}));
    printList<command::ListRoles>(context.output(), std::move(roles), {"ROLE", "INHERITS", "RULES"},
                                  [](const delegation::Role& role) -> std::vector<std::string> {
                                      std::vector<std::string> rules;
                                      for (const auto& rule : role.rules) {
                                          rules.push_back(ruleText(rule));
                                      }
                                      return {role.id.text(), texts(role.inherits), joined(rules, "; ")};
                                  });
    return Exit::Done;
}

Outcome<Exit> assign(Context& context) {
    TRY(const auto role, context.arguments().operand<delegation::RoleId>(0));
    TRY(const auto to, context.arguments().parsed<delegation::Subject>("--to"));
    TRY(const auto expires, optionalTime(context, "--expires"));
    return context.order(command::AssignRole{{.role = role, .to = to, .expires = expires}},
                         "`" + to.text() + "` has the role `" + role.text() + "`");
}

Outcome<Exit> unassign(Context& context) {
    TRY(const auto role, context.arguments().operand<delegation::RoleId>(0));
    TRY(const auto to, context.arguments().parsed<delegation::Subject>("--to"));
    return context.order(command::UnassignRole{.role = role, .to = to},
                         "`" + to.text() + "` no longer has the role `" + role.text() + "`");
}

Outcome<Exit> assignments(Context& context) {
    TRY(auto all, context.ask(command::ListAssignments{}));
    printList<command::ListAssignments>(context.output(), std::move(all), {"TO", "ROLE", "EXPIRES"},
                                        [](const delegation::RoleAssignment& one) -> std::vector<std::string> {
                                            return {one.to.text(), one.role.text(), shown(one.expires)};
                                        });
    return Exit::Done;
}

constexpr Option kTo{"--to", "agent:ID|group:ID", "who", Option::Need::Required};

} // namespace

std::vector<Verb> roleVerbs() {
    return {{"role",
             "set",
             {"ID"},
             {{"--allow", "PATTERN", "scopes that it allows; repeat it"},
              {"--deny", "PATTERN", "scopes that it denies, whatever else allows them; repeat it"},
              {"--resource", "k=PATTERN", "only on these resources; repeat it"},
              {"--hold", "K", "what it allows is held until K people approve"},
              {"--from", "ROLE|GROUP", "who approves (default: role:approver)"},
              {"--inherit", "ROLE", "brings in another role's rules; repeat it"}},
             "Makes a role, or replaces its rules.",
             "role set reviewer --allow repo:read --allow 'pr:write:*' --deny pr:merge",
             set},
            {"role", "list", {}, {}, "Lists roles with their rules.", "role list", list},
            {"role",
             "assign",
             {"ID"},
             {kTo, {"--expires", "TIME", "RFC 3339, or +8h, +7d from now"}},
             "Gives a role to an agent or group.",
             "role assign reviewer --to agent:agent-code-reviewer-01",
             assign},
            {"role",
             "unassign",
             {"ID"},
             {kTo},
             "Takes a role away.",
             "role unassign reviewer --to agent:agent-code-reviewer-01",
             unassign},
            {"role", "assignments", {}, {}, "Lists who has which role.", "role assignments", assignments}};
}

} // namespace countersign::cli
