#include "core/service/action_job_p.h"

#include "core/crypto/hash.h"

#include <algorithm>

namespace countersign::service {

namespace {

constexpr std::size_t kMaxReason = 4096;
constexpr std::size_t kMaxIdempotencyKey = 128;

Result<void> checkCall(const ActionCall& call) {
    CHECK(delegation::checkAction(call.action));
    CHECK(delegation::checkResource(call.resource));
    if (call.reason && call.reason->size() > kMaxReason) {
        return fail(Code::TooLarge, "the reason is longer than 4096 bytes; say it shorter");
    }
    const bool hex =
        std::ranges::all_of(call.trace, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (!call.trace.empty() && (call.trace.size() != 32 || !hex)) {
        return fail(Code::InvalidArgument, "a trace id is 32 lower-case hexadecimal characters");
    }
    if (call.idempotencyKey) {
        const auto& key = *call.idempotencyKey;
        const bool printable = std::ranges::all_of(key, [](char c) { return c > ' ' && c < 0x7F; });
        if (key.empty() || key.size() > kMaxIdempotencyKey || !printable) {
            return fail(Code::InvalidRequest, "an idempotency_key is 1 to 128 printable ASCII characters");
        }
    }
    return {};
}

Digest bodyDigest(const ActionCall& call) {
    json::Object resource;
    for (const auto& [key, value] : call.resource) {
        resource.set(key, value);
    }
    json::Object body{{"action", call.action}, {"arguments", call.arguments}, {"resource", std::move(resource)}};
    if (call.reason) {
        body.set("reason", *call.reason);
    }
    if (call.approval) {
        body.set("approval", call.approval->text());
    }
    if (call.session->delegation) {
        // The same words on behalf of somebody else are another request.
        body.set("delegation", call.session->delegation->text());
    }
    return crypto::sha256(asBytes(json::canonical(body)));
}

std::string valuesOf(const PreparedAction& prepared, const ledger::CommittedArguments& arguments) {
    Values values;
    values.setArguments(arguments);
    if (prepared.reason) {
        values.add(*prepared.reason);
    }
    if (prepared.source) {
        values.add(*prepared.source);
    }
    return values.body();
}

} // namespace

Result<PreparedAction> prepareAction(ActionCall call, const State& state, Timestamp now, Random& random) {
    CHECK(checkCall(call));
    PreparedAction prepared;
    if (call.idempotencyKey) {
        prepared.body = bodyDigest(call);
    }
    prepared.request = {.agent = call.session->agent,
                        .key = call.session->key,
                        .epoch = call.session->epoch,
                        .delegation = call.session->delegation,
                        .action = std::move(call.action),
                        .resource = std::move(call.resource),
                        .arguments = std::move(call.arguments),
                        .sourceAddress = std::move(call.sourceAddress)};
    prepared.session = std::move(call.session);
    prepared.askedReason = std::move(call.reason);
    prepared.idempotencyKey = std::move(call.idempotencyKey);
    prepared.approval = std::move(call.approval);
    prepared.trace = std::move(call.trace);
    prepared.worldVersion = state.world.version;
    prepared.decidedAt = now;
    prepared.decided = decision::decideStanding(state.world, prepared.request, now);
    ledger::CommittedArguments arguments;
    if (!prepared.request.arguments.empty()) {
        arguments = ledger::CommittedArguments::create(prepared.request.arguments, random);
        prepared.arguments = arguments.root();
    }
    if (prepared.askedReason) {
        prepared.reason = ledger::CommittedText::create("asked_reason", *prepared.askedReason, random);
    }
    if (!prepared.request.sourceAddress.empty()) {
        prepared.source = ledger::CommittedText::create("source", prepared.request.sourceAddress, random);
    }
    prepared.values = valuesOf(prepared, arguments);
    return prepared;
}

} // namespace countersign::service
