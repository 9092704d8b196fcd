#include "core/service/fold_p.h"
#include "core/service/record_data_p.h"
#include "core/wire/entities.h"

namespace countersign::service {

namespace {

/// What holds for every record, whatever its kind.
Result<void> checkPlace(const State& state, std::uint64_t seq, const ledger::RecordFields& record) {
    if (seq != state.size) {
        return fail(Code::IllegalTransition,
                    "record " + std::to_string(seq) + " does not follow on " + std::to_string(state.size) + " records");
    }
    if (record.at < state.lastAt) {
        return fail(Code::IllegalTransition, "record " + std::to_string(seq) + " is older than the one before it");
    }
    if (seq > 0 && record.store != state.world.store) {
        return fail(Code::StoreMismatch, "record " + std::to_string(seq) + " belongs to another store");
    }
    return {};
}

bool consumes(const ledger::RecordFields& record) {
    return record.data.find("consumes") != nullptr;
}

/// Whether an authentication's record moves anything: an enrolment, or the first proof of a registered agent.
Result<bool> authenticationMoves(const State& state, const ledger::RecordFields& record) {
    if (record.data.find("enrolment") != nullptr) {
        return true;
    }
    TRY(const auto id, identity::AgentId::parse(record.agent));
    const auto* agent = state.world.directory.agent(id);
    if (agent == nullptr) {
        return fail(Code::AgentUnknown, "a session was opened for `" + record.agent + "`, who is not registered");
    }
    return agent->state != identity::AgentState::Active;
}

/// Whether a record of this kind and outcome has an effect of its own.
Result<bool> moves(const State& state, const ledger::RecordFields& record) {
    switch (record.kind) {
    case ledger::Kind::Command:
        return record.outcome == ledger::Outcome::Done;
    case ledger::Kind::Authentication:
        return record.outcome == ledger::Outcome::Done ? authenticationMoves(state, record) : Result<bool>(false);
    case ledger::Kind::Decision:
        return record.outcome == ledger::Outcome::Hold ||
               (record.outcome == ledger::Outcome::Allow && consumes(record));
    case ledger::Kind::Redemption:
        return record.outcome == ledger::Outcome::Allow || !eventOf(record).empty();
    case ledger::Kind::Outcome:
        return true;
    case ledger::Kind::System:
        return eventOf(record) == "restored" || eventOf(record) == ledger::kKeyChangeEvent;
    case ledger::Kind::Token:
    case ledger::Kind::AuditRead:
        return false;
    }
    return fail(Code::Internal, "a record is of no known kind");
}

Result<void> foldAuthentication(Fold& fold) {
    if (const auto* value = fold.record().data.find("enrolment")) {
        TRY(auto enrolment, wire::fromJson<identity::Enrolment>(*value));
        if (fold.state().enrolments.find(enrolment.id) != nullptr) {
            return fail(Code::AlreadyExists, "enrolment `" + enrolment.id.text() + "` stands in the ledger twice");
        }
        CHECK(checkAgentIdFree(fold.state(), enrolment.agent));
        CHECK(checkKeyFree(fold.state(), enrolment.key));
        fold.setEnrolment(std::move(enrolment));
        return {};
    }
    TRY(const auto id, identity::AgentId::parse(fold.record().agent));
    TRY(auto agent, findAgent(fold.state(), id));
    if (agent.origin != identity::Origin::Registered) {
        return fail(Code::AgentPending, "agent `" + id.text() + "` enrolled itself, so only an admin activates it");
    }
    TRY(agent.state, identity::transition(agent.state, identity::AgentEvent::Activate));
    CHECK(identity::checkLive(agent, fold.record().agentKey, fold.at()));
    fold.setAgent(std::move(agent));
    return {};
}

Result<void> foldConsumption(Fold& fold) {
    TRY(const auto consumed, readConsumes(fold.record()));
    fold.count(consumed);
    return {};
}

/// Verified in every replay, not only when somebody audits: from here on another key vouches for the ledger.
Result<void> foldKeyChange(Fold& fold) {
    TRY(const auto change, ledger::readKeyChange(fold.record().data, fold.seq()));
    CHECK(ledger::checkKeyChange(change, fold.record().store));
    return fold.changeLedgerKey(change);
}

Result<void> foldRestored(Fold& fold) {
    CHECK(lapseAll(fold));
    fold.state().dropSessions();
    fold.noteRestored();
    return {};
}

Result<void> apply(Fold& fold) {
    switch (fold.record().kind) {
    case ledger::Kind::Command:
        return foldCommand(fold);
    case ledger::Kind::Authentication:
        return foldAuthentication(fold);
    case ledger::Kind::Decision:
        return fold.record().outcome == ledger::Outcome::Hold ? foldHold(fold) : foldConsumption(fold);
    case ledger::Kind::Redemption:
        return foldRedemption(fold);
    case ledger::Kind::Outcome:
        return foldOutcome(fold);
    case ledger::Kind::System:
        return eventOf(fold.record()) == "restored" ? foldRestored(fold) : foldKeyChange(fold);
    case ledger::Kind::Token:
    case ledger::Kind::AuditRead:
        return {};
    }
    return {};
}

void finish(State& state, std::uint64_t seq, Timestamp at) {
    state.size = seq + 1;
    state.lastAt = at;
}

} // namespace

std::string_view eventOf(const ledger::RecordFields& record) {
    const auto* value = record.data.find("event");
    const auto* event = value == nullptr ? nullptr : value->asString();
    return event == nullptr ? std::string_view() : std::string_view(*event);
}

Result<std::vector<Change>> fold(State& state, std::uint64_t seq, const ledger::Record& record) {
    const auto& fields = record.fields();
    CHECK(checkPlace(state, seq, fields));
    TRY(const bool moving, moves(state, fields));
    const bool overdue = hasOverdue(state, fields.agent, fields.at);
    if (!moving && !overdue) {
        finish(state, seq, fields.at);
        return std::vector<Change>();
    }
    if (fields.kind == ledger::Kind::Decision && fields.outcome == ledger::Outcome::Allow && !overdue) {
        // Nothing fails once the consumption is read, so the busiest record with an effect needs no copy.
        TRY(const auto consumed, readConsumes(fields));
        Fold fold(state, seq, fields);
        fold.count(consumed);
        finish(state, seq, fields.at);
        return fold.takeChanges();
    }
    State next = state;
    Fold fold(next, seq, fields);
    if (overdue) {
        lapseOverdue(fold, fields.agent);
    }
    if (moving) {
        CHECK(apply(fold));
    }
    finish(next, seq, fields.at);
    auto changes = fold.takeChanges();
    state = std::move(next);
    return changes;
}

bool changesWorld(const ledger::Record& record) {
    if (record->outcome != ledger::Outcome::Done) {
        return false;
    }
    switch (record->kind) {
    case ledger::Kind::Command:
        return true;
    case ledger::Kind::Authentication:
        return record->data.find("enrolment") == nullptr;
    case ledger::Kind::Token:
    case ledger::Kind::Decision:
    case ledger::Kind::Redemption:
    case ledger::Kind::Outcome:
    case ledger::Kind::AuditRead:
    case ledger::Kind::System:
        return false;
    }
    return true;
}

} // namespace countersign::service
