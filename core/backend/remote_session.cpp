#include "core/backend/remote_session_p.h"

#include "core/backend/deciding_p.h"
#include "core/backend/server_error.h"

namespace countersign::backend {

namespace {

constexpr unsigned kUnauthorised = 401;

Result<std::string> readMember(const Result<HttpAnswer>& answer, std::string_view name) {
    if (!answer) {
        return std::unexpected(answer.error());
    }
    TRY(const auto value, answerValue(*answer));
    TRY(auto reader, json::Reader::of(value, "answer"));
    return reader.string(name);
}

} // namespace

std::shared_ptr<const Identity> RemoteSession::identity() const {
    const std::scoped_lock lock(m_mutex);
    return m_identity;
}

void RemoteSession::setIdentity(std::shared_ptr<const Identity> identity) {
    const std::scoped_lock lock(m_mutex);
    m_identity = std::move(identity);
    m_token = nullptr;
}

void RemoteSession::forget(const Token& token) {
    const std::scoped_lock lock(m_mutex);
    if (m_token == token) {
        m_token = nullptr;
    }
}

void RemoteSession::withToken(WithToken then) {
    Token token;
    std::shared_ptr<const Identity> by;
    bool open = false;
    {
        const std::scoped_lock lock(m_mutex);
        token = m_token;
        by = m_identity;
        if (!token && by) {
            m_waiting.push_back(std::move(then));
            open = !std::exchange(m_opening, true);
        }
    }
    if (token) {
        then(token);
    } else if (!by) {
        then(nothingUnlocked());
    } else if (open) {
        begin(std::move(by));
    }
}

void RemoteSession::begin(std::shared_ptr<const Identity> by) {
    bool isProven = false;
    {
        const std::scoped_lock lock(m_mutex);
        isProven = std::exchange(m_isFirst, false);
    }
    if (isProven) {
        askNonce(std::move(by));
        return;
    }
    checkStillOwner(m_client, m_owner, m_random, [self = shared_from_this(), by](Result<void> same) {
        if (same) {
            self->askNonce(by);
        } else {
            self->opened(by, std::unexpected(std::move(same).error()));
        }
    });
}

void RemoteSession::askNonce(std::shared_ptr<const Identity> by) {
    HttpRequest request{.method = "POST",
                        .target = "/operator/v1/challenge",
                        .body = json::canonical(json::Object{{"operator", by->id.text()}}),
                        .bearer = {}};
    m_client.call(std::move(request), [self = shared_from_this(), by](const Result<HttpAnswer>& answer) {
        const auto nonce = readMember(answer, "nonce");
        if (nonce) {
            self->prove(by, *nonce);
        } else {
            self->opened(by, std::unexpected(nonce.error()));
        }
    });
}

void RemoteSession::prove(const std::shared_ptr<const Identity>& by, const std::string& nonce) {
    const auto key = by->key.publicKey().thumbprint().text();
    const auto payload = json::canonical(json::Object{{"key", key},
                                                      {"nonce", nonce},
                                                      {"operator", by->id.text()},
                                                      {"store", m_owner.store.text()},
                                                      {"v", json::Value::integer(1)}});
    const auto signature = by->key.sign(crypto::Domain::OperatorSession, asBytes(payload));
    HttpRequest request{
        .method = "POST",
        .target = "/operator/v1/session",
        .body = json::canonical(json::Object{
            {"key", key}, {"nonce", nonce}, {"operator", by->id.text()}, {"signature", signature.base64()}}),
        .bearer = {}};
    m_client.call(std::move(request), [self = shared_from_this(), by](const Result<HttpAnswer>& answer) {
        const auto token = readMember(answer, "access_token");
        if (token) {
            self->opened(by, std::make_shared<const crypto::SecretBytes>(crypto::SecretBytes::copyOf(asBytes(*token))));
        } else {
            self->opened(by, std::unexpected(token.error()));
        }
    });
}

void RemoteSession::opened(const std::shared_ptr<const Identity>& by, Result<Token> token) {
    std::vector<WithToken> waiting;
    {
        const std::scoped_lock lock(m_mutex);
        m_opening = false;
        waiting = std::exchange(m_waiting, {});
        if (m_identity != by) {
            token = fail(Code::Cancelled, "another operator was unlocked meanwhile; ask again");
        } else if (token) {
            m_token = *token;
        }
    }
    for (auto& then : waiting) {
        then(token);
    }
}

void RemoteSession::call(HttpRequest request, HttpClient::Done done) {
    call(std::move(request), std::move(done), Attempt::First);
}

void RemoteSession::call(HttpRequest request, HttpClient::Done done, Attempt attempt) {
    withToken([self = shared_from_this(), request = std::move(request), done = std::move(done),
               attempt](Result<Token> token) mutable {
        if (!token) {
            done(std::unexpected(std::move(token).error()));
            return;
        }
        request.bearer = *token;
        auto sent = request;
        self->m_client.call(std::move(sent), [self, request = std::move(request), done = std::move(done),
                                              attempt](Result<HttpAnswer> answer) mutable {
            if (answer && answer->status == kUnauthorised && attempt == Attempt::First) {
                self->forget(request.bearer);
                self->call(std::move(request), std::move(done), Attempt::Renewed);
            } else {
                done(std::move(answer));
            }
        });
    });
}

} // namespace countersign::backend
