#include "app/cli/ticket.h"

#include "core/ledger/checkpoint.h"
#include "core/ledger/merkle.h"

#include <algorithm>
#include <array>
#include <set>

namespace countersign::cli {

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
    Digest leaf;
};

Result<Ticket> readTicket(const json::Value& value) {
    const auto* whole = value.asObject();
    const auto* inner = whole == nullptr ? nullptr : whole->find("ticket");
    TRY(auto reader, json::Reader::of(inner == nullptr ? value : *inner, "ticket"));
    Ticket out;
    TRY(const auto* const decisions, reader.array("decisions"));
    for (const auto& decision : *decisions) {
        TRY(auto one, readSigned(decision));
        out.decisions.push_back(std::move(one));
    }
    if (out.decisions.empty()) {
        return fail(Code::ApprovalRequired, "nobody approved: the ticket has no decision");
    }
    const auto* salts = reader.optional("salts");
    TRY(out.arguments, ledger::CommittedArguments::parse(salts == nullptr ? json::Value(json::Object()) : *salts));
    TRY(out.checkpoint, reader.string("checkpoint"));
    TRY(const auto* const inclusion, reader.array("inclusion"));
    for (const auto& hash : *inclusion) {
        TRY(const auto digest, Digest::fromHex(hash.asString() == nullptr ? "" : *hash.asString()));
        out.inclusion.push_back(digest);
    }
    TRY(const auto* const record, reader.object("record"));
    const json::Value recordValue(*record);
    TRY(auto recordReader, json::Reader::of(recordValue, "record"));
    TRY(const auto seq, recordReader.integer("seq"));
    TRY(const auto leaf, recordReader.string("leaf"));
    out.seq = static_cast<std::uint64_t>(seq);
    TRY(out.leaf, Digest::fromHex(leaf));
    return out;
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

/// All approved the same request, and they are enough distinct people for each hold.
Result<void> checkTogether(const Ticket& ticket) {
    std::set<std::string> people;
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
        people.insert(decision.text("operator"));
    }
    const auto* holds = first.value.asObject()->find("holds");
    if (holds == nullptr || holds->asArray() == nullptr || holds->asArray()->empty()) {
        return fail(Code::ZeroApprovers, "the signed request names no hold");
    }
    for (const auto& hold : *holds->asArray()) {
        const auto* quorum = hold.asObject() == nullptr ? nullptr : hold.asObject()->find("quorum");
        const auto needed = quorum == nullptr ? std::nullopt : quorum->asInteger();
        if (!needed || *needed < 1 || people.size() < static_cast<std::size_t>(*needed)) {
            return fail(Code::ApprovalRequired, "fewer distinct people approved than a hold asks for");
        }
    }
    return {};
}

Result<void> checkAction(const Signed& decision, const TicketExpectation& expected) {
    if (expected.action && decision.text("action") != *expected.action) {
        return fail(Code::ApprovalMismatch, "approved was `" + decision.text("action") + "`");
    }
    if (!expected.resource) {
        return {};
    }
    json::Object wanted;
    for (const auto& [key, value] : *expected.resource) {
        wanted.set(key, value);
    }
    const auto* resource = decision.value.asObject()->find("resource");
    if (resource == nullptr || *resource != json::Value(wanted)) {
        return fail(Code::ApprovalMismatch, "another resource was approved");
    }
    return {};
}

Result<void> checkArguments(const Ticket& ticket, const TicketExpectation& expected) {
    TRY(const auto approved, Digest::fromHex(ticket.decisions.front().text("args")));
    CHECK(ticket.arguments.verify(approved));
    if (expected.arguments) {
        TRY(const auto root, ticket.arguments.rootOf(*expected.arguments));
        if (root != approved) {
            return fail(Code::CommitmentMismatch, "these are not the arguments that were approved");
        }
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

Result<void> checkRecord(const Ticket& ticket, const TicketExpectation& expected) {
    TRY(const auto note, ledger::parseNote(ticket.checkpoint));
    TRY(auto head, ledger::Checkpoint::parse(note.text));
    if (expected.ledgerKey) {
        TRY(const auto key, ledger::NoteKey::create(head.origin, *expected.ledgerKey));
        TRY(head, ledger::openCheckpoint(ticket.checkpoint, std::array{key}));
    }
    if (!head.origin.ends_with("/" + ticket.decisions.front().text("store"))) {
        return fail(Code::StoreMismatch, "the checkpoint is another store's");
    }
    return ledger::verifyInclusion(ticket.leaf, ticket.seq, head.size, ticket.inclusion, head.root);
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
    checks.push_back({expected.ledgerKey ? "record in the signed ledger" : "record in the ledger (head not verified)",
                      checkRecord(ticket, expected)});
    return checks;
}

} // namespace countersign::cli
