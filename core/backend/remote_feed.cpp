#include "core/backend/remote_feed_p.h"

#include "core/backend/server_error.h"
#include "core/wire/queries.h"

namespace countersign::backend {

namespace {

/// Longer than the server is ever silent.
constexpr Duration kSilence{60'000};
constexpr unsigned kUnauthorised = 401;
constexpr unsigned kGood = 200;

} // namespace

void RemoteFeed::start() {
    m_session->withToken([weak = weak_from_this()](const Result<RemoteSession::Token>& token) {
        if (const auto self = weak.lock()) {
            self->connect(token);
        }
    });
}

void RemoteFeed::stop() {
    std::shared_ptr<void> stream;
    const std::scoped_lock lock(m_mutex);
    stream = std::exchange(m_stream, nullptr);
    m_client = nullptr;
    m_receive = nullptr;
}

void RemoteFeed::connect(const Result<RemoteSession::Token>& token) {
    if (!token) {
        retry(token.error().detail);
        return;
    }
    const std::scoped_lock lock(m_mutex);
    if (m_client == nullptr) {
        return;
    }
    m_lines = EventLines();
    HttpRequest request{.target = "/operator/v1/records?from=" + std::to_string(m_next),
                        .body = {},
                        .bearer = *token,
                        .deadline = kSilence};
    m_stream = m_client->stream(
        std::move(request),
        [weak = weak_from_this()](std::string_view piece) {
            if (const auto self = weak.lock()) {
                self->read(piece);
            }
        },
        [weak = weak_from_this(), used = *token](const Result<HttpAnswer>& answer) {
            if (const auto self = weak.lock()) {
                self->ended(used, answer);
            }
        });
}

void RemoteFeed::read(std::string_view piece) {
    const auto events = m_lines.feed(piece);
    if (!events) {
        retry("the feed holds an event that is too long");
        return;
    }
    Backend::Batch batch;
    for (const auto& event : *events) {
        const auto value = json::parse(event, {.bytes = 8 * 1024 * 1024, .depth = 128});
        auto row = value ? wire::auditRowFromJson(*value) : Result<command::AuditRow>(std::unexpected(value.error()));
        if (!row) {
            retry("the feed cannot be read: " + row.error().detail);
            break;
        }
        if (row->seq >= m_next) {
            m_next = row->seq + 1;
            batch.push_back(*std::move(row));
        }
    }
    m_link->set({.link = Link::Connected, .detail = {}});
    m_attempt = 0;
    const std::scoped_lock lock(m_mutex);
    if (const auto receive = m_receive; receive && !batch.empty()) {
        receive(batch);
    }
}

void RemoteFeed::ended(const RemoteSession::Token& token, const Result<HttpAnswer>& answer) {
    if (!answer) {
        retry(answer.error().detail);
        return;
    }
    if (answer->status == kUnauthorised) {
        m_session->forget(token);
    }
    if (answer->status == kGood || answer->status == kUnauthorised) {
        retry("the server ended the feed");
        return;
    }
    const auto refused = answerValue(*answer);
    retry(refused ? "the server refused the feed" : refused.error().detail);
}

void RemoteFeed::retry(const std::string& why) {
    std::shared_ptr<void> stream;
    const std::scoped_lock lock(m_mutex);
    if (m_client == nullptr) {
        return;
    }
    stream = std::exchange(m_stream, nullptr);
    m_link->set({.link = Link::Lost, .detail = why});
    m_client->after(m_backoff(++m_attempt), [weak = weak_from_this()] {
        if (const auto self = weak.lock()) {
            self->start();
        }
    });
}

} // namespace countersign::backend
