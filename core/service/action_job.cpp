#include "core/service/action_job_p.h"

#include "core/service/ledger_edge_p.h"
#include "core/service/live_session_p.h"
#include "core/service/request_id_p.h"
#include "core/wire/entities.h"

#include <algorithm>

namespace countersign::service {

namespace {

constexpr Duration kIdempotencyLifetime{24 * 60 * 60 * 1000};

ledger::Outcome outcomeOf(decision::Verdict verdict) {
    switch (verdict) {
    case decision::Verdict::Deny:
        return ledger::Outcome::Deny;
    case decision::Verdict::Hold:
        return ledger::Outcome::Hold;
    case decision::Verdict::Allow:
        return ledger::Outcome::Allow;
    }
    return ledger::Outcome::Error;
}

void turnIntoDeny(decision::Decision& decision, decision::Reason reason) {
    decision.verdict = decision::Verdict::Deny;
    decision.reasons.insert(decision.reasons.begin(), std::move(reason));
    decision.consumes.clear();
    decision.holds.clear();
}

std::string counterKey(const decision::Consumption& one) {
    return (one.kind == decision::Consumption::Kind::DelegationUse ? "delegation:" : "grant:") + one.id;
}

/// Refusals of the moment: asking again with the same key must be a new question.
bool passesByItself(std::string_view code) {
    return code == codeName(Code::ClockSuspect) || code == codeName(Code::RateLimited) ||
           code == codeName(Code::TooManyPending);
}

std::string hexOf(Random& random) {
    std::array<std::uint8_t, 16> bytes{};
    random.fill(bytes);
    return toHex(bytes);
}

} // namespace

std::optional<decision::Reason> exhausted(const State& state, const std::vector<decision::Consumption>& consumes,
                                          Timestamp now) {
    for (const auto& one : consumes) {
        const auto* counter = state.counters.find(counterKey(one));
        if (counter == nullptr) {
            if (one.limit > 0) {
                continue;
            }
            return decision::Reason{Code::BudgetExhausted, "`" + one.id + "` allows no use at all"};
        }
        switch (one.kind) {
        case decision::Consumption::Kind::GrantBudget:
            if (counter->used >= one.limit) {
                return decision::Reason{Code::BudgetExhausted, "the budget of `" + one.id + "` is used up"};
            }
            break;
        case decision::Consumption::Kind::DelegationUse:
            if (counter->used >= one.limit) {
                return decision::Reason{Code::DelegationExhausted, "delegation `" + one.id + "` has no use left"};
            }
            break;
        case decision::Consumption::Kind::GrantRate: {
            const auto since = (now - one.window).milliseconds();
            const auto recent = std::ranges::count_if(counter->recent, [since](auto at) { return at > since; });
            if (static_cast<std::uint64_t>(recent) >= one.limit) {
                return decision::Reason{Code::RateLimited, "`" + one.id + "` is used too often; try again later"};
            }
            break;
        }
        }
    }
    return std::nullopt;
}

ApprovalStatus statusOf(const approval::ApprovalRequest& request) {
    ApprovalStatus status{.id = request.id,
                          .state = request.state,
                          .expires = request.approvedAt ? request.ticketLapses() : request.pendingUntil,
                          .reason = {}};
    for (const auto& requirement : request.holds) {
        status.needed = std::max(status.needed, requirement.hold.quorum);
    }
    for (const auto& decision : request.decisions) {
        if (decision.verdict == approval::Verdict::Approve) {
            ++status.given;
        } else {
            status.reason = decision.reason;
        }
    }
    return status;
}

ActionJob::ActionJob(PreparedAction prepared, std::shared_ptr<DecisionCounts> counts, Done<ActionAnswer> done)
    : m_prepared(std::move(prepared)), m_counts(std::move(counts)), m_done(std::move(done)) {}

void ActionJob::run(Transaction& transaction) {
    m_error.reset();
    m_answer = {};
    if (auto done = perform(transaction); !done) {
        m_error = std::move(done).error();
    }
}

void ActionJob::finish(Result<Commit> commit) {
    if (!commit) {
        m_done(std::unexpected(std::move(commit).error()));
        return;
    }
    if (m_error) {
        m_done(std::unexpected(std::move(*m_error)));
        return;
    }
    if (m_answer.ticket) {
        m_answer.ticket->checkpoint = commit->checkpoint;
        // The action is decided and durable; a proof that cannot be made now can be asked for later.
        if (auto proof = proveInclusion(*commit->store, m_answer.record.seq, commit->size)) {
            m_answer.ticket->inclusion = *std::move(proof);
        }
        if (auto record = commit->store->record(m_answer.record.seq)) {
            m_answer.ticket->record = std::move(record->body);
        }
    }
    switch (m_answer.decision) {
    case decision::Verdict::Allow:
        ++m_counts->allow;
        break;
    case decision::Verdict::Deny:
        ++m_counts->deny;
        break;
    case decision::Verdict::Hold:
        ++m_counts->hold;
        break;
    }
    m_done(std::move(m_answer));
}

Result<void> ActionJob::perform(Transaction& transaction) {
    if (transaction.mode() == WriterMode::Full) {
        // Without a record: what room is left is for suspensions and revocations.
        return fail(Code::StoreFull, "the store's disk is full; make room and ask again");
    }
    if (transaction.now() >= m_prepared.session->expires) {
        return fail(Code::SessionDead, "the session has expired; answer a new challenge");
    }
    TRY(const auto repeated, repeatStored(transaction));
    if (repeated) {
        return {};
    }
    if (m_prepared.approval) {
        CHECK(redeem(transaction, *m_prepared.approval));
    } else {
        CHECK(decideNow(transaction));
    }
    return remember(transaction);
}

Result<bool> ActionJob::repeatStored(Transaction& transaction) {
    if (!m_prepared.idempotencyKey) {
        return false;
    }
    TRY(const auto stored,
        transaction.store().idempotent(m_prepared.request.agent.text(), *m_prepared.idempotencyKey, transaction.now()));
    if (!stored) {
        return false;
    }
    if (stored->body != m_prepared.body) {
        return fail(Code::IdempotencyConflict,
                    "this idempotency_key was used for another request within 24 hours; use a new one");
    }
    if (!m_prepared.approval) {
        // A dead session learns nothing, not even what it was told before.
        CHECK(checkSession(transaction.state(), *m_prepared.session, transaction.now()));
        m_answer.repeat = stored->answer;
        return true;
    }
    // A redemption never repeats as allow: it goes its way (and is refused as consumed), with what was answered before.
    TRY(const auto value, json::parse(stored->answer));
    TRY(auto reader, json::Reader::of(value, "stored answer"));
    TRY(auto decision, reader.string("decision"));
    TRY(const auto seq, reader.integer("seq"));
    TRY(const auto leaf, reader.string("leaf"));
    TRY(const auto digest, Digest::fromHex(leaf));
    m_answer.previous.emplace(std::move(decision), RecordRef{static_cast<std::uint64_t>(seq), digest});
    return false;
}

Result<void> ActionJob::remember(Transaction& transaction) {
    if (!m_prepared.idempotencyKey || m_answer.previous || passesByItself(m_answer.code)) {
        return {};
    }
    store::WriteStore::StoredAnswer stored{.body = m_prepared.body, .answer = {}};
    if (m_prepared.approval) {
        stored.answer = json::canonical(
            json::Object{{"decision", decision::verdictName(m_answer.decision)},
                         {"leaf", m_answer.record.leaf.hex()},
                         {"seq", json::Value::integer(static_cast<std::int64_t>(m_answer.record.seq))}});
    } else {
        stored.answer = answerJson(m_answer);
    }
    return transaction.kept(transaction.store().putIdempotent(
        m_prepared.request.agent.text(), *m_prepared.idempotencyKey, stored, transaction.now() + kIdempotencyLifetime));
}

ledger::RecordFields ActionJob::baseFields() const {
    ledger::RecordFields fields;
    fields.agent = m_prepared.request.agent.text();
    fields.agentKey = m_prepared.request.key;
    fields.session = m_prepared.session->id;
    fields.action = m_prepared.request.action;
    fields.resource = m_prepared.request.resource;
    fields.trace = m_prepared.trace;
    fields.args = m_prepared.arguments;
    if (m_prepared.reason) {
        fields.askedReason = m_prepared.reason->digest();
    }
    if (m_prepared.source) {
        fields.source = m_prepared.source->digest();
    }
    return fields;
}

void ActionJob::describe(decision::Decision& decision) {
    m_answer.decision = decision.verdict;
    m_answer.code.clear();
    if (decision.verdict != decision::Verdict::Allow && !decision.reasons.empty()) {
        m_answer.code = codeName(decision.reasons.front().code);
    }
    m_answer.reasons = std::move(decision.reasons);
    m_answer.explanation = std::move(decision.explanation);
}

decision::Decision ActionJob::takeDecision(const Transaction& transaction, const State& state) {
    auto prepared = std::exchange(m_prepared.decided, std::nullopt);
    const bool stands = prepared && m_prepared.worldVersion == state.world.version &&
                        m_prepared.decidedAt <= transaction.now() && transaction.now() < prepared->standsUntil;
    return stands ? std::move(prepared->decision)
                  : decision::decide(state.world, m_prepared.request, transaction.now());
}

Result<void> ActionJob::decideNow(Transaction& transaction) {
    const auto& state = transaction.state();
    auto decision = takeDecision(transaction, state);
    std::optional<approval::ApprovalRequest> waiting;
    if (transaction.mode() == WriterMode::ClockSuspect) {
        turnIntoDeny(decision, {Code::ClockSuspect, "the engine's clock is suspect; an admin must accept it first"});
    } else if (decision.verdict == decision::Verdict::Allow) {
        if (auto reason = exhausted(state, decision.consumes, transaction.now())) {
            turnIntoDeny(decision, *std::move(reason));
        }
    } else if (decision.verdict == decision::Verdict::Hold) {
        waiting = alreadyWaiting(transaction, decision);
        if (!waiting &&
            state.openRequests(m_prepared.request.agent, transaction.now()) >= state.world.settings.pendingPerAgent) {
            turnIntoDeny(decision,
                         {Code::TooManyPending, "this agent has too many requests waiting; wait or withdraw"});
        }
    }
    auto fields = baseFields();
    fields.kind = ledger::Kind::Decision;
    fields.outcome = outcomeOf(decision.verdict);
    fields.chain = recordChain(decision.chain);
    fields.user = decision.user ? decision.user->text() : std::string();
    fields.scope = std::move(decision.effectiveScopes);
    fields.reasons = recordReasons(decision.reasons);
    fields.policy = decision.policy;
    m_answer.request = waiting ? waiting->request : makeRequestId(transaction.nextSeq(), transaction.random());
    fields.request = m_answer.request;
    fields.data.set("gates", gatesData(decision.explanation));
    if (decision.verdict == decision::Verdict::Allow && !decision.consumes.empty()) {
        fields.data.set("consumes", consumesData(decision.consumes));
    }
    describe(decision);
    if (waiting) {
        fields.approval = waiting->id;
        fields.data.set("repeats", json::Value::integer(static_cast<std::int64_t>(waiting->record)));
        m_answer.approval = statusOf(*waiting);
    } else if (decision.verdict == decision::Verdict::Hold) {
        CHECK(holdNow(transaction, decision, fields));
    }
    TRY(m_answer.record, transaction.append(std::move(fields), m_prepared.values));
    return {};
}

Result<void> ActionJob::holdNow(Transaction& transaction, const decision::Decision& decision,
                                ledger::RecordFields& fields) {
    const auto& settings = transaction.state().world.settings;
    approval::ApprovalRequest held;
    held.id = ApprovalId::generate(transaction.random());
    held.request = m_answer.request;
    held.agent = m_prepared.request.agent;
    held.agentKey = m_prepared.request.key;
    held.epoch = m_prepared.request.epoch;
    held.session = m_prepared.session->id.text();
    held.user = decision.user;
    held.chain = decision.chain;
    held.action = m_prepared.request.action;
    held.resource = m_prepared.request.resource;
    held.args = m_prepared.arguments.value_or(ledger::CommittedArguments().root());
    if (m_prepared.reason) {
        held.askedReason = m_prepared.reason->digest();
    }
    held.policy = decision.policy;
    held.holds = decision.holds;
    held.separation = decision.separation == approval::Separation::None ? "none" : "";
    held.requiredScope = decision.requiredScope;
    held.risk = delegation::riskName(decision.risk);
    held.nonce = hexOf(transaction.random());
    held.created = transaction.now();
    auto lifetime = settings.pendingLifetime;
    for (const auto& requirement : held.holds) {
        lifetime = std::min(lifetime, requirement.hold.expiresIn.value_or(lifetime));
    }
    held.pendingUntil = held.created + lifetime;
    held.ticketLifetime = settings.ticketLifetime;
    held.ticketExpires = held.pendingUntil + held.ticketLifetime;
    held.record = transaction.nextSeq();
    fields.approval = held.id;
    fields.data.set("hold", wire::toJson(held));
    m_answer.approval = statusOf(held);
    return {};
}

} // namespace countersign::service
