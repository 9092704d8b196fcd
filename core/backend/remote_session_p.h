#pragma once

#include "core/backend/backend.h"
#include "core/backend/http_client.h"
#include "core/backend/owner_p.h"

#include <mutex>
#include <vector>

namespace countersign::backend {

/// The operator's session with the server: opened when a token is first wanted, once for all who wait for it.
/// Thread-safe; owned by shared_ptr, because answers come back later.
class RemoteSession : public std::enable_shared_from_this<RemoteSession> {
public:
    using Token = std::shared_ptr<const crypto::SecretBytes>;
    using WithToken = std::move_only_function<void(Result<Token>)>;

    /// Of an owner that has just proved itself. `random` outlives it.
    RemoteSession(HttpClient& client, Owner owner, Random& random, std::shared_ptr<const Identity> identity)
        : m_client(client), m_owner(std::move(owner)), m_random(random), m_identity(std::move(identity)) {}

    [[nodiscard]] std::shared_ptr<const Identity> identity() const;
    void setIdentity(std::shared_ptr<const Identity> identity);

    /// Now, when there is a token; else on the client's thread.
    void withToken(WithToken then);
    /// The server no longer knows this token.
    void forget(const Token& token);
    /// Sends with the session's token; a token that has lapsed is renewed once.
    void call(HttpRequest request, HttpClient::Done done);

private:
    enum class Attempt { First, Renewed };
    void call(HttpRequest request, HttpClient::Done done, Attempt attempt);
    /// Whoever is there by now must be the owner that was there at first: a proof of an operator's key is worth a
    /// session to whoever passes it on.
    void begin(std::shared_ptr<const Identity> by);
    void askNonce(std::shared_ptr<const Identity> by);
    void prove(const std::shared_ptr<const Identity>& by, const std::string& nonce);
    void opened(const std::shared_ptr<const Identity>& by, Result<Token> token);

    HttpClient& m_client;
    const Owner m_owner;
    Random& m_random;
    mutable std::mutex m_mutex;
    std::shared_ptr<const Identity> m_identity;
    Token m_token;
    std::vector<WithToken> m_waiting;
    bool m_opening = false;
    bool m_isFirst = true;
};

} // namespace countersign::backend
