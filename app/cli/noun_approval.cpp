#include "app/cli/values.h"
#include "app/cli/verbs.h"
#include "core/approval/review.h"

namespace countersign::cli {

namespace {

std::string chainText(const approval::ApprovalRequest& request) {
    std::vector<std::string> parts;
    for (const auto& link : request.chain) {
        parts.push_back(link.principal.text() + (link.delegation ? " (" + link.delegation->text() + ")" : ""));
    }
    return joined(parts, " -> ");
}

std::string resourceText(const std::map<std::string, std::string>& resource) {
    std::vector<std::string> parts;
    for (const auto& [key, value] : resource) {
        parts.push_back(key + "=" + value);
    }
    return joined(parts);
}

std::size_t given(const approval::ApprovalRequest& request) {
    return static_cast<std::size_t>(
        std::ranges::count(request.decisions, approval::Verdict::Approve, &approval::SignedDecision::verdict));
}

Outcome<Exit> list(Context& context) {
    std::optional<approval::State> state;
    if (context.arguments().has("--state")) {
        TRY(state, Arguments::named("--state", approval::stateFromName(context.arguments().text("--state"))));
    }
    TRY(auto requests, context.askAll(command::ListApprovals{.page = {}, .state = state}));
    printList<command::ListApprovals>(context.output(), std::move(requests),
                                      {"APPROVAL", "STATE", "AGENT", "FOR", "ACTION", "RESOURCE", "UNTIL"},
                                      [](const approval::ApprovalRequest& one) -> std::vector<std::string> {
                                          return {one.id.text(),
                                                  std::string(approval::stateName(one.state)),
                                                  one.agent.text(),
                                                  one.user ? "user:" + one.user->text() : "-",
                                                  one.action,
                                                  resourceText(one.resource),
                                                  one.pendingUntil.text()};
                                      });
    return Exit::Done;
}

std::uint32_t needed(const approval::ApprovalRequest& request) {
    std::uint32_t most = 0;
    for (const auto& requirement : request.holds) {
        most = std::max(most, requirement.hold.quorum);
    }
    return most;
}

void printRequest(const Output& output, const command::ApprovalView& view) {
    const auto& request = view.request;
    output.line("approval     " + request.id.text() + "  " + std::string(approval::stateName(request.state)) + ", " +
                std::to_string(given(request)) + " of " + std::to_string(needed(request)) + " given");
    output.line("who          agent:" + request.agent.text());
    output.line("for whom     " + (request.user ? "user:" + request.user->text() : std::string("nobody but itself")));
    output.line("chain        " + chainText(request));
    output.line("action       " + request.action + "  (needs " + request.requiredScope + ", risk " + request.risk +
                ")");
    output.line("resource     " + resourceText(request.resource));
    output.line("arguments");
    output.block(json::pretty(view.arguments), "  ");
    output.line("its reason   " + view.askedReason.value_or("(none given)"));
    for (const auto& requirement : request.holds) {
        output.line("held         " + std::to_string(requirement.hold.quorum) + " of " + requirement.hold.from.text() +
                    ", by " + requirement.origin + (requirement.reason.empty() ? "" : ": " + requirement.reason));
    }
    if (!request.separation.empty()) {
        output.line("separation   " + request.separation + ": this store has one operator");
    }
    output.line("asked        " + request.created.text());
    output.line("decide by    " + request.pendingUntil.text());
    output.line("ticket until " + request.ticketExpires.text());
    for (const auto& decision : request.decisions) {
        output.line("decided      " + std::string(approval::verdictName(decision.verdict)) + " by " +
                    decision.by.text() + " at " + decision.at.text() +
                    (decision.reason.empty() ? "" : ": " + decision.reason));
    }
    for (const auto& [id, state] : view.history) {
        output.line("before       " + id.text() + "  " + std::string(approval::stateName(state)));
    }
}

void printSigned(Context& context, const command::ApprovalView& view, const StoreId& store) {
    const auto& output = context.output();
    const auto& identity = *context.identity();
    const auto payload =
        approval::decisionPayload(view.request, store, identity.id, identity.key.publicKey().thumbprint(),
                                  context.clock().wallNow(), view.reviewDigest, approval::Verdict::Approve, "");
    output.line("what is signed (approving, now, without a reason)");
    output.block(json::pretty(payload), "  ");
    output.line("review       " + view.reviewDigest.hex());
    output.line("you          " +
                (view.mayDecide ? std::string("may decide this") : "may not decide this: " + view.whyNot));
}

Outcome<Exit> show(Context& context) {
    TRY(const auto id, context.arguments().operand<ApprovalId>(0));
    TRY(const auto view, context.ask(command::GetApproval{id}));
    TRY(const auto info, context.ask(command::GetStore{}));
    if (!context.output().isJson()) {
        printRequest(context.output(), view);
        printSigned(context, view, info.store);
    }
    context.output().json(answerJson<command::GetApproval>(view));
    return Exit::Done;
}

/// Shows what is signed and signs exactly that view.
Outcome<Exit> decide(Context& context, approval::Verdict verdict) {
    TRY(const auto id, context.arguments().operand<ApprovalId>(0));
    TRY(auto* const store, context.backend());
    TRY(auto view, context.ask(command::GetApproval{id}));
    const auto& output = context.output();
    if (const auto wanted = context.arguments().optional("--review"); wanted && *wanted != view.reviewDigest.hex()) {
        return std::unexpected(Failure(Error{Code::ReviewStale, "the request is no longer the one that was reviewed: " +
                                                                    view.reviewDigest.hex() + "; look at it again"}));
    }
    const auto& request = view.request;
    output.note("agent:" + request.agent.text() + " for " +
                (request.user ? "user:" + request.user->text() : std::string("itself")) + ": " + request.action +
                " on " + resourceText(request.resource));
    output.note("review " + view.reviewDigest.hex());
    const auto digest = view.reviewDigest.hex();
    TRY(const auto receipt,
        backend::waited(store->decide(std::move(view), verdict, context.arguments().text("--reason"))));
    const auto word = verdict == approval::Verdict::Approve ? "approved" : "denied";
    output.note(id.text() + " " + word + " (record " + std::to_string(receipt.seq) + ")");
    output.json(json::Object{{"approval", id.text()},
                             {"at", receipt.at.text()},
                             {"decision", approval::verdictName(verdict)},
                             {"leaf", receipt.leaf.hex()},
                             {"review", digest},
                             {"seq", json::Value::integer(static_cast<std::int64_t>(receipt.seq))}});
    return Exit::Done;
}

constexpr Option kReview{"--review", "DIGEST", "refuse unless this is still what is signed (from `approval show`)"};

} // namespace

std::vector<Verb> approvalVerbs() {
    return {{"approval",
             "list",
             {},
             {{"--state", "STATE", "only pending, approved, denied, lapsed, withdrawn, consumed, executed or failed"}},
             "Lists held requests, those that wait first.",
             "approval list --state pending",
             list},
            {"approval",
             "show",
             {"ID"},
             {},
             "Shows who asks for whom, the exact arguments, and what would be signed.",
             "approval show apr_0123456789abcdefghjkmnpqrs",
             show},
            {"approval",
             "approve",
             {"ID"},
             {{"--reason", "TEXT", "stands in the ledger, signed"}, kReview},
             "Signs exactly what `approval show` shows.",
             "approval approve apr_0123456789abcdefghjkmnpqrs",
             [](Context& context) { return decide(context, approval::Verdict::Approve); }},
            {"approval",
             "deny",
             {"ID"},
             {{"--reason", "TEXT", "tells the agent why", Option::Need::Required}, kReview},
             "Denies it; one denial is enough.",
             "approval deny apr_0123456789abcdefghjkmnpqrs --reason 'not before the release'",
             [](Context& context) { return decide(context, approval::Verdict::Deny); }}};
}

} // namespace countersign::cli
