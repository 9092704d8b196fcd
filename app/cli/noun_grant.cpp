#include "app/cli/values.h"
#include "app/cli/verbs.h"

namespace countersign::cli {

namespace {

/// `09:00-17:00`, minutes of the day in UTC.
Outcome<std::pair<std::uint16_t, std::uint16_t>> parseHours(const std::string& text) {
    constexpr std::size_t kLength = 11;
    const auto wrong = wrongUsage("--hours: `" + text + "` is not of the form 09:00-17:00 (UTC)");
    if (text.size() != kLength || text[2] != ':' || text[5] != '-' || text[8] != ':') {
        return wrong;
    }
    std::array<std::uint16_t, 2> minutes{};
    for (std::size_t i = 0; i < 2; ++i) {
        const auto hour = parseCount("--hours", text.substr(6 * i, 2), 23);
        const auto minute = parseCount("--hours", text.substr(6 * i + 3, 2), 59);
        if (!hour || !minute) {
            return wrong;
        }
        minutes[i] = static_cast<std::uint16_t>(*hour * 60 + *minute);
    }
    return std::pair(minutes[0], minutes[1]);
}

/// `10/1m`: at most 10 in any minute.
Outcome<delegation::Rate> parseRate(const std::string& text) {
    const auto slash = text.find('/');
    if (slash == std::string::npos) {
        return wrongUsage("--rate: `" + text + "` is not of the form 10/1m");
    }
    TRY(const auto count, parseCount("--rate", text.substr(0, slash), 1'000'000));
    TRY(const auto window, parseDuration("--rate", text.substr(slash + 1)));
    return delegation::Rate{.count = static_cast<std::uint32_t>(count), .window = window};
}

Outcome<delegation::Conditions> parseConditions(const Context& context) {
    const auto& arguments = context.arguments();
    delegation::Conditions conditions;
    TRY(conditions.notBefore, optionalTime(context, "--not-before"));
    TRY(conditions.notAfter, optionalTime(context, "--not-after"));
    for (const auto& day : arguments.all("--day")) {
        const auto number = parseCount("--day", day, 7);
        if (number.value_or(0) == 0) {
            return wrongUsage("--day: `" + day + "` is no day; 1 is Monday, 7 is Sunday");
        }
        conditions.days.insert(static_cast<std::uint8_t>(*number));
    }
    if (arguments.has("--hours")) {
        TRY(conditions.minutes, parseHours(arguments.text("--hours")));
    }
    const auto environments = arguments.all("--environment");
    conditions.environments = {environments.begin(), environments.end()};
    TRY(conditions.networks, arguments.parsedAll<delegation::Network>("--network"));
    if (arguments.has("--rate")) {
        TRY(conditions.rate, parseRate(arguments.text("--rate")));
    }
    TRY(conditions.budget, optionalCount(arguments, "--budget", 1'000'000'000));
    return conditions;
}

Outcome<Exit> create(Context& context) {
    const auto& arguments = context.arguments();
    delegation::Grant grant;
    grant.id = GrantId::generate(context.random());
    TRY(grant.to, arguments.parsed<delegation::Subject>("--to"));
    TRY(grant.scopes, arguments.parsedAll<delegation::ScopePattern>("--scope"));
    TRY(grant.resources, parseResources(arguments));
    TRY(grant.conditions, parseConditions(context));
    TRY(grant.hold, parseHold(arguments));
    TRY(grant.expires, optionalTime(context, "--expires"));
    TRY(const auto depth, optionalCount(arguments, "--delegate-depth", 255));
    grant.delegateDepth = static_cast<std::uint8_t>(depth.value_or(0));
    const auto id = grant.id.text();
    const auto what =
        "grant " + id + ": `" + grant.to.text() + "` may " + texts(grant.scopes) + " on " + shown(grant.resources) +
        (grant.hold ? ", held for " + shown(grant.hold) : std::string()) +
        (grant.conditions == delegation::Conditions() ? std::string() : ", only " + shown(grant.conditions));
    return context.order(command::CreateGrant{std::move(grant)}, what, {{"id", id}});
}

Outcome<Exit> revoke(Context& context) {
    TRY(const auto id, context.arguments().operand<GrantId>(0));
    return context.order(command::RevokeGrant{id}, "grant " + id.text() + " revoked");
}

Outcome<Exit> list(Context& context) {
    TRY(const auto to, context.arguments().parsedOptional<delegation::Subject>("--to"));
    TRY(auto grants, context.askAll(command::ListGrants{.page = {}, .to = to}));
    printList<command::ListGrants>(context.output(), std::move(grants),
                                   {"GRANT", "TO", "SCOPES", "RESOURCES", "HELD FOR", "ONLY", "EXPIRES", "STATE"},
                                   [](const delegation::Grant& grant) -> std::vector<std::string> {
                                       return {grant.id.text(),      grant.to.text(),
                                               texts(grant.scopes),  shown(grant.resources),
                                               shown(grant.hold),    shown(grant.conditions),
                                               shown(grant.expires), grant.revoked ? "revoked" : "active"};
                                   });
    return Exit::Done;
}

} // namespace

std::vector<Verb> grantVerbs() {
    return {{"grant",
             "create",
             {},
             {{"--to", "agent:ID|group:ID|role:ID", "who may", Option::Need::Required},
              {"--scope", "PATTERN", "what; repeat it", Option::Need::Required},
              {"--resource", "k=PATTERN", "on what (default: any); repeat it"},
              {"--expires", "TIME", "RFC 3339, or +8h, +7d from now"},
              {"--hold", "K", "held until K people approve"},
              {"--from", "ROLE|GROUP", "who approves (default: role:approver)"},
              {"--not-before", "TIME", "counts only from then on"},
              {"--not-after", "TIME", "counts only until then"},
              {"--day", "N", "1 Monday to 7 Sunday; repeat it"},
              {"--hours", "HH:MM-HH:MM", "of the day, UTC"},
              {"--environment", "NAME", "of the agent; repeat it"},
              {"--network", "CIDR", "of the caller; repeat it"},
              {"--rate", "N/WINDOW", "at most N in any window, e.g. 10/1m"},
              {"--budget", "N", "at most N uses altogether"},
              {"--delegate-depth", "N", "how many further hops the holder may delegate"}},
             "Lets an agent, group or role do something.",
             "grant create --to agent:agent-code-reviewer-01 --scope pr:merge --resource 'repo=acme/*' --hold 1",
             create},
            {"grant",
             "list",
             {},
             {{"--to", "SUBJECT", "only those of agent:ID, group:ID or role:ID"}},
             "Lists grants.",
             "grant list --to agent:agent-code-reviewer-01",
             list},
            {"grant",
             "revoke",
             {"ID"},
             {},
             "Takes a grant back; requests that rest on it no longer run.",
             "grant revoke grt_0123456789abcdefghjkmnpqrs",
             revoke}};
}

} // namespace countersign::cli
