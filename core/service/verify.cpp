#include "core/service/maintenance.h"

#include "core/approval/review.h"
#include "core/identity/enrolment.h"
#include "core/ledger/verifier.h"
#include "core/service/ledger_edge_p.h"
#include "core/service/projections_p.h"
#include "core/service/record_data_p.h"
#include "core/service/review_p.h"
#include "core/service/rules.h"
#include "core/wire/commands.h"
#include "core/wire/entities.h"

#include <algorithm>
#include <chrono>
#include <unordered_set>

namespace countersign::service {

namespace {

using command::VerifyFinding;
using command::VerifyPart;
using command::VerifyReport;

constexpr std::uint64_t kStep = 4096;

/// Runs one part, and writes down how much it checked and how long it took.
template <class F>
Result<void> timed(VerifyReport& report, std::string name, F&& check) {
    const auto start = std::chrono::steady_clock::now();
    VerifyPart part{.name = std::move(name), .checked = 0, .seconds = 0};
    const Result<void> done = check(part.checked);
    part.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    report.parts.push_back(std::move(part));
    return done;
}

Result<ledger::Verifier> makeVerifier(store::ReadStore& store, const store::StoreMeta& meta,
                                      const std::optional<std::string>& pinned) {
    TRY(const auto origin, ledger::checkpointOrigin(meta.trustDomain, meta.id));
    TRY(const auto key, ledger::NoteKey::create(origin, meta.ledgerKey));
    ledger::Verifier::Expectation expectation{
        .store = meta.id, .keys = {key}, .pinned = std::nullopt, .tiles = tileReader(store)};
    if (pinned) {
        TRY(const auto head, ledger::openCheckpoint(*pinned, {&key, 1}));
        expectation.pinned = ledger::PinnedHead{.size = head.size, .root = head.root};
    }
    return ledger::Verifier(std::move(expectation));
}

/// Where this verification ends: its owner may go on writing meanwhile. Size and newest checkpoint are committed
/// together, so what a live store has beyond the size read here is younger, never missing.
Result<std::uint64_t> boundOf(store::ReadStore& store, const store::StoreMeta& meta) {
    TRY(const auto origin, ledger::checkpointOrigin(meta.trustDomain, meta.id));
    TRY(const auto key, ledger::NoteKey::create(origin, meta.ledgerKey));
    TRY(const auto note, store.checkpoint(UINT64_MAX));
    TRY(const auto size, store.size());
    const auto head = note ? ledger::openCheckpoint(*note, {&key, 1})
                           : Result<ledger::Checkpoint>(fail(Code::NotFound, "there is no checkpoint"));
    return head && head->size <= size ? size : UINT64_MAX;
}

Result<void> checkTree(store::ReadStore& store, const store::StoreMeta& meta, const std::optional<std::string>& pinned,
                       std::uint64_t size, const Progress& progress, VerifyReport& report, std::uint64_t& checked) {
    TRY(auto verifier, makeVerifier(store, meta, pinned));
    CHECK(store.forEachCheckpoint([&verifier, size](std::uint64_t at, std::string_view note) {
        if (at <= size) {
            verifier.checkpoint(note);
        }
        return true;
    }));
    CHECK(store.forEachRecord(0, size, [&](std::uint64_t seq, std::string_view body) {
        verifier.record(seq, asBytes(body));
        if (progress && seq % kStep == 0) {
            progress("tree", seq, size);
        }
        return true;
    }));
    auto found = verifier.finish();
    checked = found.records;
    report.size = found.head.size;
    report.root = found.head.root;
    report.blind = std::move(found.blindSpots);
    for (auto& finding : found.findings) {
        report.findings.push_back({finding.seq, std::string(ledger::partName(finding.part)),
                                   std::string(ledger::findingName(finding.code)), std::move(finding.sentence)});
    }
    if (found.omittedFindings > 0) {
        report.findings.push_back({std::nullopt, "record", "more_findings",
                                   std::to_string(found.omittedFindings) + " further findings are not listed"});
    }
    return {};
}

/// Signatures of each record and the right to what it says, against the people and agents as they were just before it.
class Signatures {
public:
    explicit Signatures(const State& state) : m_state(state) {}

    Result<void> check(const ledger::Record& record) {
        switch (record->kind) {
        case ledger::Kind::Command:
            return checkCommand(record);
        case ledger::Kind::Authentication:
            return checkAuthentication(record);
        case ledger::Kind::Redemption:
            return checkRedemption(record);
        case ledger::Kind::Token:
        case ledger::Kind::Decision:
        case ledger::Kind::Outcome:
        case ledger::Kind::AuditRead:
        case ledger::Kind::System:
            return {};
        }
        return fail(Code::VerificationFailed, "the record is of no known kind");
    }

private:
    Result<void> checkCommand(const ledger::Record& record) {
        TRY(const auto envelope, wire::parseEnvelope(record->command));
        TRY(const auto key, keyOf(envelope, record->at));
        const auto bytes = json::canonical(record->command);
        if (!record->signature || !crypto::verify(key, crypto::Domain::Command, asBytes(bytes), *record->signature)) {
            return fail(Code::SignatureInvalid, "the operator's signature does not fit the command");
        }
        if (envelope.by.text() != record->operatorId || envelope.store != record->store) {
            return fail(Code::SignatureInvalid, "the record names another operator or store than the signed command");
        }
        if (!m_commands.insert(envelope.id.text()).second) {
            return fail(Code::CommandReplayed, "a command with this id stands earlier in the ledger");
        }
        CHECK(checkTold(record, envelope.command));
        if (record->outcome != ledger::Outcome::Done || std::holds_alternative<command::InitStore>(envelope.command)) {
            return {};
        }
        return checkRightful(record, envelope, key);
    }

    /// The typed fields tell what the signed command is about, and nothing else.
    [[nodiscard]] Result<void> checkTold(const ledger::Record& record, const command::Command& command) const {
        ledger::RecordFields wanted;
        describeTarget(m_state, command, wanted);
        if (wanted.agent != record->agent || wanted.user != record->user || wanted.action != record->action ||
            wanted.resource != record->resource || wanted.approval != record->approval ||
            wanted.request != record->request || wanted.chain != record->chain) {
            return fail(Code::VerificationFailed, "the record's fields contradict the signed command");
        }
        return {};
    }

    /// A command that was done was in time, and its operator had the right to order it.
    Result<void> checkRightful(const ledger::Record& record, const wire::Envelope& envelope,
                               const crypto::PublicKey& key) const {
        constexpr Duration kSkew{30'000};
        const auto apart = record->at - envelope.at;
        const bool timed = !std::holds_alternative<command::AcceptClock>(envelope.command);
        if (timed && (apart > kSkew || apart < -kSkew)) {
            return fail(Code::CommandStale, "the command was signed more than 30 s from its record");
        }
        CHECK(service::checkCommand(m_state, envelope.command, envelope.by, envelope.key, record->at));
        const auto* decide = std::get_if<command::DecideApproval>(&envelope.command);
        return decide == nullptr ? Result<void>() : checkApproval(*decide, key);
    }

    /// What ran is what was held.
    [[nodiscard]] Result<void> checkRedemption(const ledger::Record& record) const {
        if (record->outcome != ledger::Outcome::Allow) {
            return {};
        }
        const auto* found = m_state.approvals.find(record->approval);
        if (found == nullptr) {
            return fail(Code::ApprovalUnknown, "an action ran on an approval that does not exist");
        }
        const auto& held = **found;
        const auto user = held.user ? held.user->text() : std::string();
        if (held.agent.text() != record->agent || held.action != record->action || held.resource != record->resource ||
            record->args != std::optional(held.args) || held.request != record->request || user != record->user ||
            recordChain(held.chain) != record->chain || held.policy != record->policy) {
            return fail(Code::ApprovalMismatch, "what ran is not what was approved");
        }
        return {};
    }

    [[nodiscard]] Result<crypto::PublicKey> keyOf(const wire::Envelope& envelope, Timestamp at) const {
        if (const auto* init = std::get_if<command::InitStore>(&envelope.command)) {
            if (m_state.size != 0) {
                return fail(Code::SignatureInvalid, "only the first record may initialise the store");
            }
            return init->operatorKey;
        }
        const auto* by = m_state.world.directory.findOperator(envelope.by);
        const auto* entry = by == nullptr ? nullptr : by->keys.validAt(envelope.key, at);
        if (entry == nullptr) {
            return fail(Code::KeyNotValidNow, "the signing key was not valid then");
        }
        return entry->key;
    }

    Result<void> checkApproval(const command::DecideApproval& decide, const crypto::PublicKey& key) const {
        if (!crypto::verify(key, crypto::Domain::Approval, asBytes(decide.payload), decide.signature)) {
            return fail(Code::SignatureInvalid, "the approver's signature does not fit what was signed");
        }
        const auto* found = m_state.approvals.find(decide.approval);
        if (found == nullptr) {
            return fail(Code::ApprovalUnknown, "the approval decides about a request that was never held");
        }
        // The review digest is the one thing that needs the (erasable) plaintext: what was signed names it.
        TRY(const auto payload, json::parse(decide.payload));
        TRY(auto reader, json::Reader::of(payload, "approval"));
        TRY(const auto review, reader.string("review"));
        TRY(const auto digest, Digest::fromHex(review));
        CHECK(approval::openDecision(decide.payload, decide.signature, key, **found, m_state.world.store, digest));
        return {};
    }

    Result<void> checkAuthentication(const ledger::Record& record) const {
        if (const auto* enrolled = record->data.find("enrolment")) {
            TRY(const auto enrolment, wire::fromJson<identity::Enrolment>(*enrolled));
            return identity::checkPossession(enrolment, enrolment.at);
        }
        const auto id = identity::AgentId::parse(record->agent);
        const auto* agent = id ? m_state.world.directory.agent(*id) : nullptr;
        const auto* entry = agent == nullptr ? nullptr : agent->keys.find(record->agentKey);
        const auto* challenge = record->data.find("challenge");
        if (entry == nullptr || challenge == nullptr || challenge->asString() == nullptr || !record->signature) {
            return fail(Code::SignatureInvalid, "the authentication names no key, challenge or signature of its agent");
        }
        TRY(const auto message, fromBase64(*challenge->asString()));
        if (!crypto::verifyRaw(entry->key, message, *record->signature)) {
            return fail(Code::SignatureInvalid, "the agent's signature does not fit the challenge");
        }
        return {};
    }

    const State& m_state;
    std::unordered_set<std::string> m_commands;
};

Result<void> checkSignatures(store::ReadStore& store, const store::StoreMeta& meta, std::uint64_t size,
                             const Progress& progress, VerifyReport& report, std::optional<Tables>& tables,
                             std::uint64_t& checked) {
    State state;
    state.world.store = meta.id;
    tables.emplace();
    const auto note = [&report](std::uint64_t seq, const Error& error) {
        report.findings.push_back({seq, "signature", std::string(codeName(error.code)), error.detail});
    };
    Signatures signatures(state);
    const auto visit = [&](std::uint64_t seq, std::string_view body) {
        auto record = ledger::Record::parse(body);
        if (!record) {
            // The tree has named it; what follows can no longer be judged by the people of that time.
            note(seq, record.error());
            tables.reset();
            return false;
        }
        if (auto good = signatures.check(*record); !good) {
            note(seq, good.error());
        }
        checked += (*record)->signature ? 1 : 0;
        auto folded = fold(state, seq, *record);
        if (!folded) {
            note(seq, folded.error());
            tables.reset();
            return false;
        }
        applyChanges(*tables, *folded);
        if (progress && seq % kStep == 0) {
            progress("signatures", seq, size);
        }
        return true;
    };
    return store.forEachRecord(0, size, visit);
}

Result<void> checkIndex(store::ReadStore& store, std::uint64_t size, VerifyReport& report, std::uint64_t& checked) {
    TRY(const auto indexed, store.indexed());
    checked = std::min(size, indexed);
    TRY(const auto difference, store.compareIndex(0, checked));
    if (difference) {
        report.findings.push_back({difference->first, "index", "index_changed", difference->second});
    }
    return {};
}

/// The tables that are served against those that the ledger makes.
Result<void> checkTables(store::ReadStore& store, std::uint64_t size, std::optional<Tables>& tables,
                         VerifyReport& report, std::uint64_t& checked) {
    if (!tables) {
        report.blind.emplace_back("whether the tables follow from the ledger: it could not be replayed to its end");
        return {};
    }
    RebuildReport compared;
    CHECK(compareTables(store, *tables, compared));
    TRY(const auto after, store.size());
    if (size != UINT64_MAX && after != size) {
        report.blind.emplace_back("whether the tables follow from the ledger: it grew meanwhile; run `store fsck`");
        return {};
    }
    for (const auto& [name, rows] : compared.rows) {
        checked += rows;
    }
    for (const auto& change : compared.changed) {
        report.findings.push_back({std::nullopt, "table", "table_changed", change});
    }
    return {};
}

} // namespace

Result<VerifyReport> verifyStore(store::ReadStore& store, const store::StoreMeta& meta,
                                 const std::optional<std::string>& pinned, const Progress& progress) {
    VerifyReport report;
    TRY(const auto size, boundOf(store, meta));
    std::optional<Tables> tables;
    CHECK(timed(report, "tree and checkpoints", [&](std::uint64_t& checked) {
        return checkTree(store, meta, pinned, size, progress, report, checked);
    }));
    CHECK(timed(report, "signatures and rights", [&](std::uint64_t& checked) {
        return checkSignatures(store, meta, size, progress, report, tables, checked);
    }));
    CHECK(timed(report, "tables",
                [&](std::uint64_t& checked) { return checkTables(store, size, tables, report, checked); }));
    CHECK(
        timed(report, "audit index", [&](std::uint64_t& checked) { return checkIndex(store, size, report, checked); }));
    return report;
}

} // namespace countersign::service
