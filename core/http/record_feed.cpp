#include "core/http/record_feed_p.h"

#include "core/wire/queries.h"

namespace countersign::http {

namespace {

constexpr std::size_t kBatch = 256;
using Role = identity::OperatorRole;

bool readsEverything(const identity::Operator& by) {
    return by.has(Role::Owner) || by.has(Role::Auditor) || by.has(Role::Admin);
}

} // namespace

Result<void> RecordFeed::checkMayFollow(const OperatorSession& session, const service::State& state) {
    const auto* by = state.world.directory.findOperator(session.by);
    if (by == nullptr || !(readsEverything(*by) || by->has(Role::Approver))) {
        return fail(Code::Forbidden, "following the records needs the owner, admin, auditor or approver role");
    }
    return {};
}

void RecordFeed::start(service::Engine& engine, OperatorSession session, std::uint64_t from, Responder responder) {
    std::make_shared<RecordFeed>(engine, std::move(session), from)->open(std::move(responder));
}

void RecordFeed::open(Responder responder) {
    {
        const std::lock_guard lock(m_mutex);
        m_stream = responder.stream("text/event-stream", [self = shared_from_this()] { self->end(); });
        m_size = m_engine.state()->size;
    }
    auto commits = m_engine.onCommit([weak = weak_from_this()](std::uint64_t size) {
        if (const auto self = weak.lock()) {
            self->onCommit(size);
        }
    });
    {
        const std::lock_guard lock(m_mutex);
        if (m_step != Step::Ended) {
            m_commits = std::move(commits);
        }
    }
    onCommit(m_engine.state()->size);
}

void RecordFeed::onCommit(std::uint64_t size) {
    {
        const std::lock_guard lock(m_mutex);
        m_size = std::max(m_size, size);
        if (m_step != Step::Idle || m_next >= m_size) {
            return;
        }
        m_step = Step::Running;
    }
    run();
}

void RecordFeed::run() {
    const auto state = m_engine.state();
    const bool allowed = OperatorSessions::checkLive(m_session, *state, m_engine.now()).has_value() &&
                         checkMayFollow(m_session, *state).has_value();
    if (!allowed) {
        const std::lock_guard lock(m_mutex);
        m_stream.end();
        return;
    }
    m_engine.records(m_next, kBatch, [self = shared_from_this()](const Result<std::vector<command::AuditRow>>& rows) {
        self->onRows(rows);
    });
}

std::string RecordFeed::eventsOf(const std::vector<command::AuditRow>& rows) const {
    const auto state = m_engine.state();
    const auto* by = state->world.directory.findOperator(m_session.by);
    const bool everything = by != nullptr && readsEverything(*by);
    std::string events;
    for (const auto& row : rows) {
        if (everything || !row.record.fields().approval.empty()) {
            events += "id: " + std::to_string(row.seq) + "\ndata: ";
            json::appendCanonical(events, wire::toJson(row));
            events += "\n\n";
        }
    }
    // A batch of which nothing may be seen still says how far the feed is.
    return events.empty() ? ": " + std::to_string(rows.back().seq) + "\n\n" : events;
}

void RecordFeed::onRows(const Result<std::vector<command::AuditRow>>& rows) {
    const std::lock_guard lock(m_mutex);
    if (!rows || m_step == Step::Ended) {
        m_stream.end();
        return;
    }
    if (rows->empty()) {
        m_step = Step::Idle; // the next commit wakes it
        m_size = 0;
        return;
    }
    std::string events = eventsOf(*rows);
    m_next = rows->back().seq + 1;
    m_stream.send(std::move(events), [self = shared_from_this()](StreamState state) { self->onSent(state); });
}

void RecordFeed::onSent(StreamState state) {
    {
        const std::lock_guard lock(m_mutex);
        if (state == StreamState::Closed || m_step == Step::Ended) {
            return;
        }
        if (m_next >= m_size) {
            m_step = Step::Idle;
            return;
        }
    }
    run();
}

void RecordFeed::end() {
    std::shared_ptr<void> commits;
    EventStream stream;
    {
        const std::lock_guard lock(m_mutex);
        m_step = Step::Ended;
        commits = std::move(m_commits);
        stream = std::move(m_stream);
    }
}

} // namespace countersign::http
