#include "core/service/submit_p.h"

#include "core/approval/review.h"
#include "core/service/record_data_p.h"
#include "core/service/review_p.h"
#include "core/service/rules.h"
#include "core/wire/commands.h"

#include <algorithm>

namespace countersign::service {

namespace {

constexpr Duration kSkew{30'000};
/// Longer than kSkew on both sides, so that a mark outlives every time at which its command would be accepted.
constexpr Duration kMarkLifetime{24LL * 60 * 60 * 1000};

/// Names, descriptions and purposes are for people to read.
constexpr std::size_t kLongestText = 4096;

/// Every text in the command has an opening beside it, and nothing else has.
Result<void> checkOpenings(const OpenedCommand& opened) {
    const auto wanted = wire::textsOf(opened.command);
    if (wanted.size() != opened.signedCommand.openings.size()) {
        return fail(Code::CommitmentMismatch, "a command travels with the opening of each of its texts, and no other");
    }
    for (const auto& text : wanted) {
        const auto fits = [&text](const command::Text& opening) {
            return opening.digest() == text.digest() && opening.label() == text.label() && opening.text() != nullptr;
        };
        const auto opening = std::ranges::find_if(opened.signedCommand.openings, fits);
        if (opening == opened.signedCommand.openings.end()) {
            return fail(Code::CommitmentMismatch, "the opening of `" + text.label() + "` does not fit what was signed");
        }
        if (opening->text()->size() > kLongestText) {
            return fail(Code::TooLarge, "`" + text.label() + "` is at most 4096 bytes long");
        }
    }
    return {};
}

/// What says nothing about the operator now, because anybody who saw the command can send it again: refused without a
/// record.
Result<void> checkFresh(Transaction& transaction, const OpenedCommand& opened) {
    const auto& restored = transaction.state().restored;
    if (restored && opened.at <= *restored) {
        return fail(Code::CommandStale, "the command was signed before the store was restored; sign a new one");
    }
    const auto apart = transaction.now() - opened.at;
    const bool timed = !std::holds_alternative<command::AcceptClock>(opened.command);
    if (timed && (apart > kSkew || apart < -kSkew)) {
        return fail(Code::CommandStale, "the command was signed at " + opened.at.text() +
                                            ", more than 30 s from the engine's time " + transaction.now().text() +
                                            "; set the clock, sign again");
    }
    TRY(const bool first, transaction.store().useOnce("command", opened.id.text(), transaction.now() + kMarkLifetime));
    if (!first) {
        return fail(Code::CommandReplayed, "this command id was used already; sign a new command");
    }
    return {};
}

Result<void> checkMode(const Transaction& transaction, const OpenedCommand& opened) {
    if (transaction.mode() == WriterMode::Open || command::onlyRestricts(opened.command)) {
        return {};
    }
    return fail(Code::ClockSuspect,
                "the engine's clock is suspect; check it, then run `countersignctl store accept-clock`");
}

/// Everything between a good signature and the record.
Result<void> checkAll(Transaction& transaction, const OpenedCommand& opened) {
    CHECK(checkMode(transaction, opened));
    const auto* by = transaction.state().world.directory.findOperator(opened.by);
    if (by == nullptr || by->keys.validAt(opened.key, transaction.now()) == nullptr) {
        return fail(Code::KeyNotValidNow, "the signing key is not valid now");
    }
    CHECK(checkCommand(transaction.state(), opened.command, opened.by, opened.key, transaction.now()));
    if (const auto* decide = std::get_if<command::DecideApproval>(&opened.command)) {
        return checkReviewed(transaction, *decide, opened);
    }
    if (const auto* accept = std::get_if<command::AcceptClock>(&opened.command)) {
        return transaction.acceptClock(accept->wall);
    }
    return {};
}

} // namespace

Result<OpenedCommand> openCommand(command::SignedCommand command, const State& state) {
    TRY(auto value, json::parse(command.envelope));
    if (json::canonical(value) != command.envelope) {
        return fail(Code::InvalidRequest, "the envelope is not canonical JSON (RFC 8785)");
    }
    TRY(auto parsed, wire::parseEnvelope(value));
    if (parsed.store != state.world.store) {
        return fail(Code::StoreMismatch, "the command was signed for another store");
    }
    const auto* by = state.world.directory.findOperator(parsed.by);
    if (by == nullptr) {
        return fail(Code::OperatorUnknown, "`" + parsed.by.text() + "` is no operator of this store");
    }
    const auto* entry = by->keys.find(parsed.key);
    if (entry == nullptr) {
        return fail(Code::KeyUnknown, "the key is none of `" + parsed.by.text() + "`");
    }
    if (!crypto::verify(entry->key, crypto::Domain::Command, asBytes(command.envelope), command.signature)) {
        return fail(Code::SignatureInvalid, "the signature does not fit the command and the operator's key");
    }
    OpenedCommand opened{.signedCommand = std::move(command),
                         .command = std::move(parsed.command),
                         .envelope = *value.asObject(),
                         .id = parsed.id,
                         .by = parsed.by,
                         .key = parsed.key,
                         .at = parsed.at};
    CHECK(checkOpenings(opened));
    return opened;
}

Result<command::Receipt> perform(Transaction& transaction, const OpenedCommand& opened,
                                 const std::string& sourceAddress) {
    if (transaction.mode() == WriterMode::Full && !command::onlyRestricts(opened.command)) {
        // Without a record: these would use up the room that is kept for the others.
        return fail(Code::StoreFull,
                    "the store's disk is full; only suspensions and revocations are taken until there is room");
    }
    CHECK(checkFresh(transaction, opened));
    const auto allowed = checkAll(transaction, opened);
    ledger::RecordFields fields;
    fields.kind = ledger::Kind::Command;
    fields.outcome = allowed ? ledger::Outcome::Done : ledger::Outcome::Refused;
    fields.operatorId = opened.by.text();
    fields.command = opened.envelope;
    fields.signature = opened.signedCommand.signature;
    describeTarget(transaction.state(), opened.command, fields);
    if (!allowed) {
        fields.reasons = {{std::string(codeName(allowed.error().code)), allowed.error().detail}};
    }
    Values values;
    for (const auto& text : opened.signedCommand.openings) {
        values.add(text);
    }
    if (!sourceAddress.empty()) {
        const auto source = ledger::CommittedText::create("source", sourceAddress, transaction.random());
        fields.source = source.digest();
        values.add(source);
    }
    TRY(const auto record, transaction.append(std::move(fields), values.body()));
    if (!allowed) {
        return std::unexpected(allowed.error());
    }
    return command::Receipt{.seq = record.seq, .leaf = record.leaf, .at = transaction.now()};
}

} // namespace countersign::service
