#pragma once

#include "core/http/operator_sessions_p.h"
#include "core/http/responder.h"
#include "core/service/engine.h"

#include <mutex>

namespace countersign::http {

/// `GET /operator/v1/records?from=n`: records as server-sent events, in order, without gaps for whoever may read
/// everything (owner, auditor, admin); an approver gets those that belong to an approval. Each event is
/// `id: SEQ`, `data: {leaf, record, result?, seq}`. The session is looked at again before each batch; the stream ends
/// when it is dead, when the peer is gone or the server stops. Keeps itself alive as long as it runs; thread-safe.
class RecordFeed : public std::enable_shared_from_this<RecordFeed> {
public:
    /// Forbidden without one of these roles.
    [[nodiscard]] static Result<void> checkMayFollow(const OperatorSession& session, const service::State& state);
    static void start(service::Engine& engine, OperatorSession session, std::uint64_t from, Responder responder);

    RecordFeed(service::Engine& engine, OperatorSession session, std::uint64_t from)
        : m_engine(engine), m_session(std::move(session)), m_next(from) {}

private:
    /// One step at a time: asking the engine, or waiting for the peer to take what was sent.
    enum class Step { Idle, Running, Ended };

    void open(Responder responder);
    void onCommit(std::uint64_t size);
    void run();
    void onRows(const Result<std::vector<command::AuditRow>>& rows);
    void onSent(StreamState state);
    void end();
    [[nodiscard]] std::string eventsOf(const std::vector<command::AuditRow>& rows) const;

    service::Engine& m_engine;
    OperatorSession m_session;
    std::mutex m_mutex;
    Step m_step = Step::Idle;
    std::uint64_t m_next;
    /// Newest size that a commit told of.
    std::uint64_t m_size = 0;
    EventStream m_stream;
    std::shared_ptr<void> m_commits;
};

} // namespace countersign::http
