#include "app/cli/values.h"
#include "app/cli/verbs.h"
#include "core/service/ticket_check.h"

namespace countersign::cli {

namespace {

/// KEY, or KEY@TIME for one that was changed then.
Outcome<service::TrustedLedgerKey> ledgerKey(const std::string& text) {
    const auto mark = text.rfind('@');
    const auto until = mark == std::string::npos ? Result<Timestamp>(fail(Code::InvalidArgument, ""))
                                                 : Timestamp::parse(text.substr(mark + 1));
    TRY(const auto key, readPublicKey(until ? text.substr(0, mark) : text));
    return service::TrustedLedgerKey{.key = key, .until = until ? std::optional(*until) : std::nullopt};
}

Outcome<service::TicketExpectation> expectation(const Context& context) {
    const auto& arguments = context.arguments();
    service::TicketExpectation expected;
    for (const auto& text : arguments.all("--key")) {
        TRY(const auto key, readPublicKey(text));
        expected.approvers.push_back(key);
    }
    expected.action = arguments.text("--action");
    TRY(expected.resource, parsePairs(arguments, "--resource"));
    if (arguments.has("--arguments")) {
        TRY(const auto text, readTextFile(arguments.text("--arguments"), 1024 * 1024));
        TRY(const auto value, json::parse(text));
        if (value.asObject() == nullptr) {
            return wrongUsage("--arguments: the file holds no JSON object");
        }
        expected.arguments = *value.asObject();
    }
    for (const auto& text : arguments.all("--ledger-key")) {
        TRY(const auto key, ledgerKey(text));
        expected.ledgerKeys.push_back(key);
    }
    const auto now = context.clock().wallNow();
    TRY(expected.at, arguments.has("--at") ? parseTime("--at", arguments.text("--at"), now) : Outcome<Timestamp>(now));
    return expected;
}

Outcome<Exit> verify(Context& context) {
    TRY(const auto expected, expectation(context));
    TRY(const auto text, readTextFile(context.arguments().operands().front(), 4 * 1024 * 1024));
    TRY(const auto ticket, json::parse(text, {.bytes = 4 * 1024 * 1024, .depth = 64}));
    TRY(const auto checks, service::checkTicket(ticket, expected));
    json::Array list;
    bool good = true;
    for (const auto& check : checks) {
        good = good && check.result;
        context.output().line(std::string(check.result ? "good   " : "WRONG  ") + check.what +
                              (check.result ? "" : ": " + check.result.error().detail));
        json::Object entry{{"check", check.what}, {"ok", json::Value(check.result.has_value())}};
        if (!check.result) {
            entry.set("error", codeName(check.result.error().code));
            entry.set("error_description", check.result.error().detail);
        }
        list.emplace_back(std::move(entry));
    }
    context.output().line(!good                          ? "do not run this"
                          : !expected.ledgerKeys.empty() ? "people approved exactly this, and it was let through"
                                                         : "people approved exactly this; that it was let through is "
                                                           "only proven with --ledger-key");
    context.output().json(json::Object{{"checks", std::move(list)}, {"ok", json::Value(good)}});
    return good ? Exit::Done : Exit::Failed;
}

} // namespace

std::vector<Verb> ticketVerbs() {
    return {{"ticket",
             "verify",
             {"FILE"},
             {{"--key", "FILE|TEXT", "public key of an approver that you trust; one a person, repeat it",
               Option::Need::Required},
              {"--action", "ACTION", "what is about to run", Option::Need::Required},
              {"--resource", "k=v", "on what, completely; repeat it (default: on nothing)"},
              {"--arguments", "FILE", "the JSON object with all its arguments (default: none)"},
              {"--ledger-key", "FILE|TEXT[@TIME]",
               "the store's ledger key (`store info`): proves that the engine allowed it; repeat it for one that was "
               "changed at TIME"},
              {"--at", "TIME", "as of that time (default: now)"}},
             "Checks an allow's ticket with public keys alone: no store, no daemon. What is not given must not be "
             "there. Keep "
             "the requests that you ran: a ticket can be shown twice.",
             "ticket verify answer.json --key bob.key --action pr.merge --resource repo=acme/api",
             verify}};
}

} // namespace countersign::cli
