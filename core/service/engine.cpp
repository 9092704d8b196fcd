#include "core/service/engine.h"

#include "core/service/engine_p.h"

#include "core/approval/state_machine.h"
#include "core/crypto/hash.h"
#include "core/crypto/sealed.h"
#include "core/identity/challenge.h"
#include "core/service/action_job_p.h"
#include "core/service/agent_calls_p.h"
#include "core/service/answer_query_p.h"
#include "core/service/ledger_edge_p.h"
#include "core/service/live_session_p.h"
#include "core/service/open_parts_p.h"
#include "core/service/session_job_p.h"
#include "core/service/simple_job_p.h"
#include "core/service/submit_p.h"

#include <algorithm>

namespace countersign::service {

namespace {

json::Object countsJson(const std::map<std::string, std::uint64_t>& codes) {
    json::Object object;
    for (const auto& [code, count] : codes) {
        object.set(code, json::Value::integer(static_cast<std::int64_t>(count)));
    }
    return object;
}

json::Object namesJson(const Refusals::ByName& names) {
    json::Object object;
    for (const auto& [name, codes] : names) {
        object.set(name.empty() ? "unknown" : name, countsJson(codes));
    }
    return object;
}

/// What a minute's refusals become in the ledger.
Result<void> recordRefusals(Transaction& transaction, const Refusals::Counts& counts) {
    std::map<std::string, std::uint64_t> byCode;
    for (const auto& [source, codes] : counts.sources) {
        for (const auto& [code, count] : codes) {
            byCode[code] += count;
        }
    }
    ledger::RecordFields fields;
    fields.kind = ledger::Kind::System;
    fields.outcome = ledger::Outcome::Done;
    fields.data = {{"event", "refusals"}, {"refused", countsJson(byCode)}};
    if (!counts.callers.empty()) {
        fields.data.set("callers", namesJson(counts.callers));
    }
    Values values;
    if (!counts.sources.empty()) {
        const auto text =
            ledger::CommittedText::create("source", json::canonical(namesJson(counts.sources)), transaction.random());
        fields.source = text.digest();
        values.add(text);
    }
    CHECK(transaction.append(std::move(fields), values.body()));
    return {};
}

/// Once a minute: forgets what has expired.
Result<void> tidy(Transaction& transaction, const Refusals::Counts& counts) {
    CHECK(transaction.store().purgeExpired(transaction.now()));
    std::vector<std::string> dead;
    transaction.state().sessions.forEach([&](const std::string& hash, const std::shared_ptr<const Session>& session) {
        if (transaction.now() >= session->expires) {
            dead.push_back(hash);
        }
    });
    for (const auto& hash : dead) {
        transaction.state().dropSession(hash);
    }
    return counts.empty() ? Result<void>() : recordRefusals(transaction, counts);
}

} // namespace

Result<std::unique_ptr<Engine>> Engine::open(const EngineOptions& options) {
    TRY(auto parts, openParts(options));
    auto engine = std::make_unique<StoreEngine>(std::move(parts), *options.random);
    return std::unique_ptr<Engine>(std::move(engine));
}

StoreEngine::StoreEngine(Parts parts, Random& random)
    : m_lock(std::move(parts.lock)), m_meta(std::move(parts.meta)), m_random(random), m_challengeKey(32),
      m_watchers(std::move(parts.watchers)), m_readers(std::move(parts.readers)), m_writer(std::move(parts.writer)) {
    m_random.fill(m_challengeKey.bytes());
    m_refusals = std::make_unique<Refusals>([this](Refusals::Counts counts) {
        m_writer->post(std::make_unique<SimpleJob<bool>>(
            [counts = std::move(counts)](Transaction& transaction) -> Result<bool> {
                CHECK(tidy(transaction, counts));
                return true;
            },
            [](const Result<bool>&) {}));
    });
}

StoreEngine::~StoreEngine() {
    // Whoever still hands out work goes first; the writer only stops, since its last state is read until the end.
    m_refusals.reset();
    // Only the last connection that closes folds the write-ahead log into the file, and it must be one that may write.
    m_writer->stop([this] {
        m_watchers.reset();
        m_readers.reset();
    });
}

Health StoreEngine::health() {
    const auto now = state();
    Health health;
    health.size = now->size;
    health.indexed = m_writer->indexed();
    health.commits = m_writer->commits();
    health.decisionsAllow = m_counts->allow.load(std::memory_order_relaxed);
    health.decisionsDeny = m_counts->deny.load(std::memory_order_relaxed);
    health.decisionsHold = m_counts->hold.load(std::memory_order_relaxed);
    health.sessions = now->sessions.size();
    health.refusedUnauthenticated = m_refusals->total();
    const auto time = m_writer->clock().read();
    now->openOfAgent.forEach([&](const identity::AgentId&, const std::vector<ApprovalId>& open) {
        for (const auto& id : open) {
            const auto* request = now->approvals.find(id);
            const bool waits = request != nullptr && approval::stateAt(**request, time.now) == approval::State::Pending;
            health.pendingApprovals += waits ? 1 : 0;
        }
    });
    if (const auto broken = m_writer->broken()) {
        health.state = codeName(broken->code);
    } else if (const auto files = m_writer->checkFiles(); !files) {
        health.state = codeName(files.error().code); // nobody has written since
    } else if (m_writer->mode() == WriterMode::Full) {
        health.state = "full";
    } else {
        health.state = time.suspect ? "clock_suspect" : "ok";
    }
    return health;
}

Engine::OwnerProof StoreEngine::proveOwner(std::string_view nonce, std::string_view address) {
    std::string text(nonce);
    text.append("\n").append(address).append("\n").append(m_meta.id.text());
    const auto key = m_writer->ledgerKey();
    return {.key = key->publicKey(), .signature = key->sign(crypto::Domain::Owner, asBytes(text))};
}

Result<void> StoreEngine::publishAddress(const std::string& address) {
    return m_lock->publish(address);
}

Result<ChallengeAnswer> StoreEngine::challenge(const identity::AgentId& agent) {
    const auto challenge =
        identity::issueChallenge(agent, m_meta.id, std::as_const(m_challengeKey).bytes(), now(), m_random);
    return ChallengeAnswer{.message = challenge.message, .expires = challenge.issued + identity::kChallengeLifetime};
}

void StoreEngine::openSession(SessionCall call, Done<SessionAnswer> done) {
    auto proven = proveCall(std::move(call), *state(), std::as_const(m_challengeKey).bytes(), now());
    if (!proven) {
        done(std::unexpected(std::move(proven).error()));
        return;
    }
    m_writer->post(std::make_unique<SessionJob>(*std::move(proven), std::move(done)));
}

Result<std::shared_ptr<const Session>> StoreEngine::findSession(ByteView token) {
    const auto current = state();
    const auto hash = crypto::sha256(token).hex();
    const auto* found = current->sessions.find(hash);
    if (found == nullptr) {
        return fail(Code::InvalidToken, "this access token is unknown or has expired; open a new session");
    }
    CHECK(checkSession(*current, **found, now()));
    return *found;
}

void StoreEngine::enrol(EnrolmentCall call, Done<identity::Enrolment> done) {
    if (auto possession = identity::checkPossession(call.enrolment, now()); !possession) {
        done(std::unexpected(std::move(possession).error()));
        return;
    }
    m_writer->post(std::make_unique<SimpleJob<identity::Enrolment>>(
        [this, call = std::move(call)](Transaction& transaction) {
            return service::enrol(transaction, call, m_enrolmentSources);
        },
        std::move(done)));
}

void StoreEngine::act(ActionCall call, Done<ActionAnswer> done) {
    if (const auto broken = m_writer->broken()) {
        done(std::unexpected(*broken));
        return;
    }
    auto prepared = prepareAction(std::move(call), *state(), now(), m_random);
    if (!prepared) {
        done(std::unexpected(std::move(prepared).error()));
        return;
    }
    m_writer->post(std::make_unique<ActionJob>(*std::move(prepared), m_counts, std::move(done)));
}

void StoreEngine::answerWatch(const identity::AgentId& agent, const RequestId& request, Done<ActionAnswer> done) {
    m_readers->post([this, agent, request, done = std::move(done)](Result<store::ReadStore*> store) mutable {
        done(store ? describeRequest(**store, *state(), agent, request, now())
                   : Result<ActionAnswer>(std::unexpected(store.error())));
    });
}

void StoreEngine::watch(const identity::AgentId& agent, const RequestId& request, Duration wait,
                        Done<ActionAnswer> done) {
    const auto pending = [this, &request, &agent]() -> std::optional<Duration> {
        const auto current = state();
        const auto* id = current->approvalOfRequest.find(request);
        const auto held = id == nullptr ? std::nullopt : current->approvalAt(*id, now());
        if (!held || held->agent != agent || held->state != approval::State::Pending) {
            return std::nullopt;
        }
        return held->pendingUntil - now();
    };
    const auto left = pending();
    if (wait <= Duration(0) || !left) {
        answerWatch(agent, request, std::move(done));
        return;
    }
    // Wakes a little after the request lapses, so that lapsing is seen.
    m_watchers->add(request, std::min(wait, *left + Duration(5)),
                    [this, agent, request, done = std::move(done)](Watchers::Wake wake) mutable {
                        if (wake == Watchers::Wake::Closing) {
                            done(fail(Code::Unavailable, "the store is being closed"));
                        } else {
                            answerWatch(agent, request, std::move(done));
                        }
                    });
    if (!pending()) {
        // It moved between the look and the waiting.
        m_watchers->changed(request);
    }
}

void StoreEngine::withdraw(std::shared_ptr<const Session> session, const RequestId& request, Done<ActionAnswer> done) {
    m_writer->post(std::make_unique<SimpleJob<ActionAnswer>>(
        [session = std::move(session), request](Transaction& transaction) {
            return service::withdraw(transaction, *session, request);
        },
        std::move(done)));
}

void StoreEngine::report(OutcomeCall call, Done<RecordRef> done) {
    m_writer->post(std::make_unique<SimpleJob<RecordRef>>(
        [call = std::move(call)](Transaction& transaction) { return service::report(transaction, call); },
        std::move(done)));
}

void StoreEngine::submit(command::SignedCommand command, std::string sourceAddress, Done<command::Receipt> done) {
    auto opened = openCommand(std::move(command), *state());
    if (!opened) {
        countRefusal(sourceAddress, opened.error().code);
        done(std::unexpected(std::move(opened).error()));
        return;
    }
    m_writer->post(std::make_unique<SimpleJob<command::Receipt>>(
        [opened = *std::move(opened), source = std::move(sourceAddress)](Transaction& transaction) {
            return perform(transaction, opened, source);
        },
        std::move(done)));
}

void StoreEngine::ask(command::Query query, identity::OperatorId by, Done<command::Answer> done) {
    answerQuery({.query = std::move(query), .by = std::move(by), .done = std::move(done)},
                {.writer = *m_writer, .readers = *m_readers, .meta = m_meta, .health = health()});
}

std::shared_ptr<void> StoreEngine::onCommit(std::function<void(std::uint64_t)> notify) {
    return m_writer->onCommit(std::move(notify));
}

void StoreEngine::records(std::uint64_t from, std::size_t limit, Done<std::vector<command::AuditRow>> done) {
    m_readers->post([this, from, limit, done = std::move(done)](Result<store::ReadStore*> store) mutable {
        done(store ? feedRows(**store, *state(), from, limit)
                   : Result<std::vector<command::AuditRow>>(std::unexpected(store.error())));
    });
}

void StoreEngine::countRefusal(std::string_view sourceAddress, Code code) {
    m_refusals->countStranger(sourceAddress, code);
}

void StoreEngine::countRefusal(const identity::Principal& caller, Code code) {
    m_refusals->countCaller(caller.text(), code);
}

} // namespace countersign::service
