#include "core/service/ticket_check.h"

#include "core/ledger/checkpoint.h"
#include "core/ledger/merkle.h"
#include "core/ledger/record.h"

#include <algorithm>
#include <array>
#include <set>

namespace countersign::service {

namespace {

/// One approver's signed object and who signed it.
struct Signed {
    std::string payload;
    json::Value value;
    crypto::PublicKey key;
    crypto::Signature signature;

    [[nodiscard]] std::string text(std::string_view name) const {
        const auto* member = value.asObject()->find(name);
        return member == nullptr || member->asString() == nullptr ? std::string() : *member->asString();
    }
};

Result<Signed> readSigned(const json::Value& value) {
    TRY(auto reader, json::Reader::of(value, "decision"));
    Signed out;
    TRY(out.payload, reader.string("payload"));
    TRY(const auto key, reader.string("key"));
    TRY(out.key, crypto::PublicKey::fromBase64(key));
    TRY(const auto signature, reader.string("signature"));
    TRY(out.signature, crypto::Signature::fromBase64(signature));
    TRY(out.value, json::parse(out.payload));
    if (out.value.asObject() == nullptr || json::canonical(out.value) != out.payload) {
        return fail(Code::InvalidRequest, "a signed decision in the ticket is no canonical JSON object");
    }
    return out;
}

struct Ticket {
    std::vector<Signed> decisions;
    ledger::CommittedArguments arguments;
    std::string checkpoint;
    std::vector<Digest> inclusion;
    std::uint64_t seq = 0;
    /// The bytes of the record, whose hash is the leaf.
    std::string body;
    ledger::Record record;
};

Result<Ticket> readTicket(const json::Value& value) {
    const auto* whole = value.asObject();
    const auto* inner = whole == nullptr ? nullptr : whole->find("ticket");
    TRY(auto reader, json::Reader::of(inner == nullptr ? value : *inner, "ticket"));
    std::vector<Signed> signers;
    TRY(const auto* const decisions, reader.array("decisions"));
    for (const auto& decision : *decisions) {
        TRY(auto one, readSigned(decision));
        signers.push_back(std::move(one));
    }
    if (signers.empty()) {
        return fail(Code::ApprovalRequired, "nobody approved: the ticket has no decision");
    }
    TRY(const auto* const salts, reader.object("salts"));
    TRY(auto arguments, ledger::CommittedArguments::parse(json::Value(*salts)));
    TRY(auto checkpoint, reader.string("checkpoint"));
    std::vector<Digest> inclusion;
    TRY(const auto* const hashes, reader.array("inclusion"));
    for (const auto& hash : *hashes) {
        TRY(const auto digest, Digest::fromHex(hash.asString() == nullptr ? "" : *hash.asString()));
        inclusion.push_back(digest);
    }
    TRY(const auto* const member, reader.object("record"));
    const json::Value memberValue(*member);
    TRY(auto recordReader, json::Reader::of(memberValue, "record"));
    TRY(const auto seq, recordReader.integer("seq"));
    if (seq < 0) {
        return fail(Code::InvalidRequest, "`record.seq` is negative");
    }
    TRY(auto body, recordReader.string("body"));
    TRY(auto record, ledger::Record::parse(body));
    return Ticket{.decisions = std::move(signers),
                  .arguments = std::move(arguments),
                  .checkpoint = std::move(checkpoint),
                  .inclusion = std::move(inclusion),
                  .seq = static_cast<std::uint64_t>(seq),
                  .body = std::move(body),
                  .record = std::move(record)};
}

Result<void> checkSigner(const Signed& decision, const TicketExpectation& expected) {
    if (std::ranges::find(expected.approvers, decision.key) == expected.approvers.end()) {
        return fail(Code::KeyUnknown, "signed with " + decision.key.thumbprint().text() +
                                          ", which is none of the given "
                                          "approvers' keys");
    }
    if (!crypto::verify(decision.key, crypto::Domain::Approval, asBytes(decision.payload), decision.signature)) {
        return fail(Code::SignatureInvalid, "the signature does not fit the payload");
    }
    if (decision.text("key") != decision.key.thumbprint().text()) {
        return fail(Code::SignatureInvalid, "the payload names another key");
    }
    if (decision.text("decision") != "approve") {
        return fail(Code::ApprovalDenied, "this person did not approve");
    }
    return {};
}

/// Each decision is another person's with another key: a name is only what the signer wrote, a key is what they have.
Result<std::size_t> countPeople(const Ticket& ticket) {
    std::set<std::string> names;
    std::set<std::string> keys;
    for (const auto& decision : ticket.decisions) {
        names.insert(decision.text("operator"));
        keys.insert(decision.key.base64());
    }
    if (names.size() != ticket.decisions.size() || keys.size() != ticket.decisions.size()) {
        return fail(Code::ApprovalMismatch, "one person or one key signed more than once");
    }
    return keys.size();
}

/// All approved the same request, and they are enough people for each hold.
Result<void> checkTogether(const Ticket& ticket) {
    const auto& first = ticket.decisions.front();
    for (const auto& decision : ticket.decisions) {
        for (const auto* name : {"v", "store", "request", "action", "resource", "args", "asked_reason", "agent",
                                 "chain", "policy", "holds", "ticket_expires", "nonce", "review"}) {
            const auto* mine = decision.value.asObject()->find(name);
            const auto* other = first.value.asObject()->find(name);
            if ((mine == nullptr) != (other == nullptr) || (mine != nullptr && *mine != *other)) {
                return fail(Code::ApprovalMismatch, std::string("the decisions differ in `") + name + "`");
            }
        }
    }
    TRY(const auto people, countPeople(ticket));
    const auto* holds = first.value.asObject()->find("holds");
    if (holds == nullptr || holds->asArray() == nullptr || holds->asArray()->empty()) {
        return fail(Code::ZeroApprovers, "the signed request names no hold");
    }
    for (const auto& hold : *holds->asArray()) {
        const auto* quorum = hold.asObject() == nullptr ? nullptr : hold.asObject()->find("quorum");
        const auto needed = quorum == nullptr ? std::nullopt : quorum->asInteger();
        if (!needed || *needed < 1 || people < static_cast<std::size_t>(*needed)) {
            return fail(Code::ApprovalRequired, "fewer distinct people approved than a hold asks for");
        }
    }
    return {};
}

json::Value resourceJson(const std::map<std::string, std::string>& resource) {
    json::Object object;
    for (const auto& [key, value] : resource) {
        object.set(key, value);
    }
    return object;
}

Result<void> checkAction(const Signed& decision, const TicketExpectation& expected) {
    if (decision.text("action") != expected.action) {
        return fail(Code::ApprovalMismatch, "approved was `" + decision.text("action") + "`");
    }
    const auto* resource = decision.value.asObject()->find("resource");
    if (resource == nullptr || *resource != resourceJson(expected.resource)) {
        return fail(Code::ApprovalMismatch, "approved was the resource `" +
                                                json::canonical(resource == nullptr ? json::Value() : *resource) + "`");
    }
    return {};
}

Result<void> checkArguments(const Ticket& ticket, const TicketExpectation& expected) {
    TRY(const auto approved, Digest::fromHex(ticket.decisions.front().text("args")));
    CHECK(ticket.arguments.verify(approved));
    TRY(const auto root, ticket.arguments.rootOf(expected.arguments));
    if (root != approved) {
        return fail(Code::CommitmentMismatch, "these are not the arguments that were approved");
    }
    return {};
}

Result<void> checkTime(const Signed& decision, Timestamp at) {
    TRY(const auto expires, Timestamp::parse(decision.text("ticket_expires")));
    if (at >= expires) {
        return fail(Code::ApprovalExpired, "the ticket expired at " + expires.text());
    }
    return {};
}

/// The record is the allow of this very request: an approval that nobody redeemed, or a refusal of it, is none.
Result<void> checkAllow(const Ticket& ticket) {
    const auto& record = ticket.record.fields();
    const auto& signedRequest = ticket.decisions.front();
    if (record.kind != ledger::Kind::Redemption || record.outcome != ledger::Outcome::Allow) {
        return fail(Code::ApprovalMismatch, "the record is no allow of an approval, but " +
                                                std::string(ledger::kindName(record.kind)) + " " +
                                                std::string(ledger::outcomeName(record.outcome)));
    }
    const auto hex = [](const std::optional<Digest>& digest) { return digest ? digest->hex() : std::string(); };
    const std::pair<const char*, std::string> same[] = {
        {"store", record.store.text()}, {"request", record.request.text()}, {"agent", record.agent},
        {"action", record.action},      {"args", hex(record.args)},         {"policy", hex(record.policy)}};
    for (const auto& [name, value] : same) {
        if (signedRequest.text(name) != value) {
            return fail(Code::ApprovalMismatch, std::string("the record is another one's: its `") + name + "` differs");
        }
    }
    const auto* resource = signedRequest.value.asObject()->find("resource");
    if (resource == nullptr || *resource != resourceJson(record.resource)) {
        return fail(Code::ApprovalMismatch, "the record is another one's: its `resource` differs");
    }
    return checkTime(signedRequest, record.at);
}

/// The latest that people or the engine say in the ticket. Who has an old ledger key can give a record any time, but
/// what people signed keeps theirs.
Result<Timestamp> latestOf(const Ticket& ticket) {
    auto latest = ticket.record->at;
    for (const auto& decision : ticket.decisions) {
        TRY(const auto at, Timestamp::parse(decision.text("at")));
        latest = std::max(latest, at);
    }
    return latest;
}

Result<ledger::Checkpoint> openHead(const Ticket& ticket, const TicketExpectation& expected,
                                    const std::string& origin) {
    TRY(const auto latest, latestOf(ticket));
    std::vector<ledger::NoteKey> keys;
    for (const auto& one : expected.ledgerKeys) {
        if (!one.until || latest <= *one.until) {
            TRY(auto key, ledger::NoteKey::create(origin, one.key));
            keys.push_back(std::move(key));
        }
    }
    if (keys.empty()) {
        return fail(Code::KeyUnknown, "the ledger key that was given was changed before " + latest.text() +
                                          ", when this happened: the one after it must vouch for that");
    }
    return ledger::openCheckpoint(ticket.checkpoint, keys);
}

Result<void> checkLedger(const Ticket& ticket, const TicketExpectation& expected) {
    TRY(const auto note, ledger::parseNote(ticket.checkpoint));
    TRY(auto head, ledger::Checkpoint::parse(note.text));
    if (!expected.ledgerKeys.empty()) {
        TRY(head, openHead(ticket, expected, head.origin));
    }
    if (!head.origin.ends_with("/" + ticket.decisions.front().text("store"))) {
        return fail(Code::StoreMismatch, "the checkpoint is another store's");
    }
    return ledger::verifyInclusion(ledger::leafHash(asBytes(ticket.body)), ticket.seq, head.size, ticket.inclusion,
                                   head.root);
}

} // namespace

Result<std::vector<TicketCheck>> checkTicket(const json::Value& value, const TicketExpectation& expected) {
    TRY(const auto ticket, readTicket(value));
    std::vector<TicketCheck> checks;
    for (const auto& decision : ticket.decisions) {
        checks.push_back({"signature of " + decision.text("operator"), checkSigner(decision, expected)});
    }
    const auto& first = ticket.decisions.front();
    checks.push_back({"one request, enough people", checkTogether(ticket)});
    checks.push_back({"action and resource", checkAction(first, expected)});
    checks.push_back({"arguments", checkArguments(ticket, expected)});
    checks.push_back({"time", checkTime(first, expected.at)});
    checks.push_back({"record of this allow", checkAllow(ticket)});
    checks.push_back(
        {expected.ledgerKeys.empty() ? "record in a ledger (nobody vouches for it)" : "record in the signed ledger",
         checkLedger(ticket, expected)});
    return checks;
}

} // namespace countersign::service
