#include "core/approval/review.h"

#include "core/crypto/hash.h"

namespace countersign::approval {

namespace {

constexpr std::int64_t kVersion = 1;
constexpr std::size_t kMaxReason = 4096;

json::Value resourceJson(const std::map<std::string, std::string>& resource) {
    json::Object object;
    for (const auto& [key, value] : resource) {
        object.set(key, value);
    }
    return object;
}

/// The members of a payload that its signer chose; everything else is the engine's.
struct Chosen {
    identity::OperatorId by;
    crypto::Thumbprint key;
    Timestamp at;
    Verdict verdict = Verdict::Deny;
    std::string reason;
    std::string store;
    std::string request;
    std::string review;
};

Result<Verdict> verdictFromName(std::string_view name) {
    for (const Verdict verdict : {Verdict::Approve, Verdict::Deny}) {
        if (name == verdictName(verdict)) {
            return verdict;
        }
    }
    return fail(Code::InvalidRequest, "`decision` must be `approve` or `deny`");
}

Result<Chosen> readChosen(std::string_view payload) {
    const auto value = json::parse(payload);
    if (!value) {
        return fail(Code::InvalidRequest, "the signed decision is no strict JSON: " + value.error().detail);
    }
    if (json::canonical(*value) != payload) {
        return fail(Code::InvalidRequest, "the signed decision is not canonical JSON (RFC 8785); sign exactly those "
                                          "bytes");
    }
    TRY(auto reader, json::Reader::of(*value, "signed decision"));
    Chosen out;
    TRY(const auto by, reader.string("operator"));
    TRY(const auto key, reader.string("key"));
    TRY(const auto at, reader.string("at"));
    TRY(const auto verdict, reader.string("decision"));
    TRY(out.reason, reader.string("reason"));
    TRY(out.store, reader.string("store"));
    TRY(out.request, reader.string("request"));
    TRY(out.review, reader.string("review"));
    TRY(out.by, identity::OperatorId::parse(by));
    TRY(out.key, crypto::Thumbprint::parse(key));
    TRY(out.at, Timestamp::parse(at));
    TRY(out.verdict, verdictFromName(verdict));
    if (out.reason.size() > kMaxReason) {
        return fail(Code::InvalidRequest, "the reason has more than 4096 bytes; shorten it");
    }
    return out;
}

} // namespace

json::Value holdsJson(const std::vector<HoldRequirement>& holds) {
    json::Array array;
    array.reserve(holds.size());
    for (const auto& requirement : holds) {
        json::Object object;
        object.set("quorum", json::Value::integer(requirement.hold.quorum));
        object.set("from", requirement.hold.from.text());
        object.set("origin", requirement.origin);
        object.set("reason", requirement.reason);
        array.emplace_back(std::move(object));
    }
    return array;
}

json::Value reviewDocument(const ApprovalRequest& request, const StoreId& store, const json::Object& arguments,
                           const std::optional<std::string>& askedReason) {
    json::Object document;
    document.set("v", json::Value::integer(kVersion));
    document.set("store", store.text());
    document.set("approval", request.id.text());
    document.set("request", request.request.text());
    document.set("agent", request.agent.text());
    document.set("agent_key", request.agentKey.text());
    document.set("epoch", json::Value::integer(static_cast<std::int64_t>(request.epoch)));
    if (request.user) {
        document.set("user", request.user->text());
    }
    document.set("chain", chainJson(request.chain));
    document.set("action", request.action);
    document.set("required_scope", request.requiredScope);
    document.set("risk", request.risk);
    document.set("resource", resourceJson(request.resource));
    document.set("arguments", arguments);
    document.set("args", request.args.hex());
    if (request.askedReason) {
        document.set("asked_reason", request.askedReason->hex());
    }
    if (askedReason) {
        document.set("asked_reason_text", *askedReason);
    }
    if (request.policy) {
        document.set("policy", request.policy->hex());
    }
    document.set("holds", holdsJson(request.holds));
    if (!request.separation.empty()) {
        document.set("separation", request.separation);
    }
    document.set("created", request.created.text());
    document.set("pending_until", request.pendingUntil.text());
    document.set("ticket_expires", request.ticketExpires.text());
    document.set("nonce", request.nonce);
    return document;
}

Digest reviewDigest(const json::Value& document) {
    return crypto::sha256(asBytes(json::canonical(document)));
}

json::Value decisionPayload(const ApprovalRequest& request, const StoreId& store, const identity::OperatorId& by,
                            const crypto::Thumbprint& key, Timestamp at, const Digest& review, Verdict verdict,
                            std::string_view reason) {
    json::Object payload;
    payload.set("v", json::Value::integer(kVersion));
    payload.set("store", store.text());
    payload.set("request", request.request.text());
    payload.set("operator", by.text());
    payload.set("key", key.text());
    payload.set("at", at.text());
    payload.set("action", request.action);
    payload.set("resource", resourceJson(request.resource));
    payload.set("args", request.args.hex());
    if (request.askedReason) {
        payload.set("asked_reason", request.askedReason->hex());
    }
    payload.set("agent", request.agent.text());
    payload.set("chain", chainDigest(request.chain).hex());
    if (request.policy) {
        payload.set("policy", request.policy->hex());
    }
    payload.set("holds", holdsJson(request.holds));
    payload.set("ticket_expires", request.ticketExpires.text());
    payload.set("nonce", request.nonce);
    payload.set("review", review.hex());
    payload.set("decision", verdictName(verdict));
    payload.set("reason", reason);
    return payload;
}

Result<SignedDecision> openDecision(std::string_view payload, const crypto::Signature& signature,
                                    const crypto::PublicKey& key, const ApprovalRequest& request, const StoreId& store,
                                    const Digest& review) {
    TRY(auto chosen, readChosen(payload));
    if (chosen.store != store.text()) {
        return fail(Code::StoreMismatch,
                    "the decision was signed for another store; sign it for `" + store.text() + "`");
    }
    if (chosen.request != request.request.text()) {
        return fail(Code::ApprovalMismatch, "the decision was signed for another request; read this one and sign "
                                            "again");
    }
    if (chosen.review != review.hex()) {
        return fail(Code::ReviewStale, "what was shown has changed since; read the request again and sign again");
    }
    const auto expected = json::canonical(
        decisionPayload(request, store, chosen.by, chosen.key, chosen.at, review, chosen.verdict, chosen.reason));
    if (expected != payload) {
        return fail(Code::ApprovalMismatch, "the decision was signed over something else than this request; read it "
                                            "again and sign again");
    }
    if (chosen.key != key.thumbprint()) {
        return fail(Code::SignatureInvalid, "the decision names another key than the one it is checked with");
    }
    if (!crypto::verify(key, crypto::Domain::Approval, asBytes(payload), signature)) {
        return fail(Code::SignatureInvalid, "the signature of the decision does not verify with the operator's key");
    }
    return SignedDecision{.by = std::move(chosen.by),
                          .key = std::move(chosen.key),
                          .at = chosen.at,
                          .verdict = chosen.verdict,
                          .reason = std::move(chosen.reason),
                          .payload = std::string(payload),
                          .signature = signature};
}

} // namespace countersign::approval
