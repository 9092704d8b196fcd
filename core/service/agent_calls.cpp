#include "core/service/agent_calls_p.h"

#include "core/approval/state_machine.h"
#include "core/service/action_job_p.h"
#include "core/service/live_session_p.h"
#include "core/service/request_id_p.h"
#include "core/wire/entities.h"

namespace countersign::service {

namespace {

constexpr std::size_t kMaxEnrolments = 100;
/// So that one stranger does not keep all others out.
constexpr std::size_t kMostOfOneSource = 20;
constexpr Duration kEnrolmentCounts{24LL * 60 * 60 * 1000};
constexpr std::size_t kMaxDetail = 4096;

Result<void> checkOpen(const Transaction& transaction) {
    switch (transaction.mode()) {
    case WriterMode::Open:
        return {};
    case WriterMode::ClockSuspect:
        return fail(Code::ClockSuspect, "the engine's clock is suspect; an admin must accept it first");
    case WriterMode::Full:
        return fail(Code::StoreFull, "the store's disk is full; make room and try again");
    }
    return fail(Code::Internal, "the writer is in no known mode");
}

/// The record by which a request was decided, if it is this agent's.
Result<ledger::Record> ownRecord(store::ReadStore& store, const identity::AgentId& agent, const RequestId& request) {
    const auto missing = [] { return fail(Code::NotFound, "this agent made no such request"); };
    auto stored = store.record(recordOf(request));
    if (!stored) {
        return stored.error().code == Code::NotFound ? missing() : std::unexpected(stored.error());
    }
    TRY(auto record, ledger::Record::parse(stored->body));
    if (record->kind != ledger::Kind::Decision || record->request != request || record->agent != agent.text()) {
        return missing();
    }
    return record;
}

} // namespace

Result<identity::Enrolment> enrol(Transaction& transaction, const EnrolmentCall& call, EnrolmentSources& sources) {
    CHECK(checkOpen(transaction));
    const auto& state = transaction.state();
    const auto& directory = state.world.directory;
    if (directory.agentIdTaken(call.enrolment.agent)) {
        return fail(Code::AlreadyExists, "this agent id is taken; choose another");
    }
    if (directory.keyHolder(call.enrolment.key.thumbprint()) != nullptr) {
        return fail(Code::AlreadyExists, "this key belongs to somebody already; make a new one");
    }
    std::size_t waiting = 0;
    bool asked = false;
    state.enrolments.forEach([&](const EnrolmentId&, const auto& other) {
        // An old one takes nobody's place; an admin may still accept it.
        waiting += transaction.now() - other->received < kEnrolmentCounts ? 1 : 0;
        asked = asked || other->agent == call.enrolment.agent || other->key == call.enrolment.key;
    });
    if (asked) {
        return fail(Code::AlreadyExists, "an enrolment of this id or key waits for an admin already");
    }
    if (waiting >= kMaxEnrolments) {
        return fail(Code::TooManyPending, "too many enrolments wait for an admin; try again later");
    }
    if (sources.waiting(call.sourceAddress, state) >= kMostOfOneSource) {
        return fail(Code::TooManyPending, "too many enrolments from this address wait for an admin");
    }
    auto enrolment = call.enrolment;
    enrolment.id = EnrolmentId::generate(transaction.random());
    enrolment.received = transaction.now();
    ledger::RecordFields fields;
    fields.kind = ledger::Kind::Authentication;
    fields.outcome = ledger::Outcome::Done;
    fields.agent = enrolment.agent.text();
    fields.agentKey = enrolment.key.thumbprint();
    fields.signature = enrolment.possession;
    fields.data.set("enrolment", wire::toJson(enrolment));
    Values values;
    if (!call.sourceAddress.empty()) {
        const auto source = ledger::CommittedText::create("source", call.sourceAddress, transaction.random());
        fields.source = source.digest();
        values.add(source);
    }
    CHECK(transaction.append(std::move(fields), values.body()));
    sources.add(enrolment.id, call.sourceAddress);
    return enrolment;
}

Result<ActionAnswer> withdraw(Transaction& transaction, const Session& session, const RequestId& request) {
    CHECK(checkSession(transaction.state(), session, transaction.now()));
    const auto* id = transaction.state().approvalOfRequest.find(request);
    const auto held = id == nullptr ? std::nullopt : transaction.state().approvalAt(*id, transaction.now());
    if (!held || held->agent != session.agent) {
        return fail(Code::NotFound, "this agent has no such request waiting");
    }
    CHECK(approval::withdraw(*held));
    ledger::RecordFields fields;
    fields.kind = ledger::Kind::Redemption;
    fields.outcome = ledger::Outcome::Deny;
    fields.agent = session.agent.text();
    fields.agentKey = session.key;
    fields.session = session.id;
    fields.user = held->user ? held->user->text() : std::string();
    fields.chain = recordChain(held->chain);
    fields.action = held->action;
    fields.resource = held->resource;
    fields.approval = held->id;
    fields.request = request;
    fields.reasons = {{std::string(codeName(Code::ApprovalWithdrawn)), "withdrawn by the agent that asked"}};
    fields.data.set("event", "withdrawn");
    CHECK(transaction.append(std::move(fields), {}));
    return describeRequest(transaction.store().read(), transaction.state(), session.agent, request, transaction.now());
}

Result<RecordRef> report(Transaction& transaction, const OutcomeCall& call) {
    CHECK(checkSession(transaction.state(), *call.session, transaction.now()));
    if (call.detail && call.detail->size() > kMaxDetail) {
        return fail(Code::TooLarge, "the detail is longer than 4096 bytes; say it shorter");
    }
    TRY(const auto decided, ownRecord(transaction.store().read(), call.session->agent, call.request));
    const auto* approvalId = transaction.state().approvalOfRequest.find(call.request);
    const auto held =
        approvalId == nullptr ? std::nullopt : transaction.state().approvalAt(*approvalId, transaction.now());
    const bool reported = transaction.state().outcomes.find(call.request) != nullptr;
    if (reported) {
        return fail(Code::AlreadyDecided, "the outcome of this request was reported already");
    }
    const bool ran = held ? held->state == approval::State::Consumed : decided->outcome == ledger::Outcome::Allow;
    if (!ran) {
        return fail(Code::IllegalTransition, "this request was not allowed, so it has no outcome");
    }
    ledger::RecordFields fields;
    fields.kind = ledger::Kind::Outcome;
    fields.outcome = call.outcome == ReportedOutcome::Success ? ledger::Outcome::Success : ledger::Outcome::Failure;
    fields.agent = decided->agent;
    fields.agentKey = call.session->key;
    fields.session = call.session->id;
    fields.user = decided->user;
    fields.chain = decided->chain;
    fields.action = decided->action;
    fields.resource = decided->resource;
    fields.approval = decided->approval;
    fields.request = call.request;
    fields.assertedBy = identity::Principal::of(call.session->agent).text();
    if (call.resultDigest) {
        fields.data.set("result_digest", call.resultDigest->hex());
    }
    Values values;
    if (call.detail) {
        const auto detail = ledger::CommittedText::create("detail", *call.detail, transaction.random());
        fields.data.set("detail", detail.digest().hex());
        values.add(detail);
    }
    return transaction.append(std::move(fields), values.body());
}

Result<ActionAnswer> describeRequest(store::ReadStore& store, const State& state, const identity::AgentId& agent,
                                     const RequestId& request, Timestamp now) {
    TRY(const auto record, ownRecord(store, agent, request));
    ActionAnswer answer;
    answer.request = request;
    switch (record->outcome) {
    case ledger::Outcome::Allow:
        answer.decision = decision::Verdict::Allow;
        break;
    case ledger::Outcome::Hold:
        answer.decision = decision::Verdict::Hold;
        break;
    default:
        answer.decision = decision::Verdict::Deny;
        break;
    }
    for (const auto& reason : record->reasons) {
        Code code = Code::Internal;
        if (codeFromName(reason.code, code)) {
            answer.reasons.push_back({code, reason.text});
        }
    }
    if (answer.decision != decision::Verdict::Allow && !record->reasons.empty()) {
        answer.code = record->reasons.front().code;
    }
    answer.record = {recordOf(request), ledger::leafHash(asBytes(record.canonical()))};
    if (const auto* id = state.approvalOfRequest.find(request)) {
        if (const auto held = state.approvalAt(*id, now)) {
            answer.approval = statusOf(*held);
        }
    }
    return answer;
}

} // namespace countersign::service
