#pragma once

#include "app/cli/failure.h"
#include "core/backend/http_client.h"
#include "core/crypto/keys.h"
#include "core/identity/principal.h"

namespace countersign::cli {

/// An agent's side of design section 7: proves its key, then asks. Blocks.
class AgentClient {
public:
    struct Options {
        std::string url;
        std::string trustFile;
        identity::AgentId agent;
        std::optional<std::string> delegation;
    };

    /// Answers the sentry's challenge, after checking that it is one for this agent. The server's refusals keep their
    /// codes.
    static Outcome<AgentClient> open(const Options& options, const crypto::SigningKey& key);

    [[nodiscard]] Outcome<json::Value> post(const std::string& target, const json::Object& body);
    [[nodiscard]] Outcome<json::Value> get(const std::string& target, Duration longer);

private:
    explicit AgentClient(std::unique_ptr<backend::HttpClient> client) : m_client(std::move(client)) {}
    [[nodiscard]] Outcome<json::Value> call(backend::HttpRequest request);
    [[nodiscard]] Outcome<void> openSession(const Options& options, const crypto::SigningKey& key);

    std::unique_ptr<backend::HttpClient> m_client;
    std::shared_ptr<const crypto::SecretBytes> m_token;
};

} // namespace countersign::cli
