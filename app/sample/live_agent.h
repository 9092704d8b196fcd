#pragma once

#include "app/sample/plan.h"
#include "core/backend/http_client.h"
#include "core/crypto/keys.h"
#include "core/identity/principal.h"

#include <atomic>
#include <functional>

namespace countersign::sample {

/// One simulated agent: a thread and a key of its own, and nothing else. It reaches the store as any agent does, over
/// HTTP: proves its key, asks, waits for people, uses what they allowed once, reports. Methods may be called from any
/// thread and return at once; what fails is left alone, as the next step is soon to come.
class LiveAgent {
public:
    struct Options {
        /// `http://127.0.0.1:PORT`.
        std::string url;
        identity::AgentId id;
        crypto::SigningKey key;
        /// For whom it acts; absent: for nobody.
        std::optional<DelegationId> under;
        /// Called on the agent's thread when it used an approval.
        std::function<void(const Call&, const std::string& approval)> used;
    };
    static Result<std::unique_ptr<LiveAgent>> create(Options options);
    /// Ends what is open, then joins its thread.
    ~LiveAgent();
    LiveAgent(const LiveAgent&) = delete;
    LiveAgent& operator=(const LiveAgent&) = delete;

    void ask(Call call);
    /// Goes on waiting for what it asked for before.
    void await(Call call, std::string request, std::string approval);
    /// Asks with an approval that is not its own, or was used.
    void replay(Call call, std::string approval);
    /// Answers a challenge with a signature that is not one.
    void forge();
    /// How many of its requests wait for people.
    [[nodiscard]] int waiting() const { return m_waiting; }

private:
    using Then = std::function<void()>;
    using Taken = std::function<void(const Result<json::Value>&)>;

    explicit LiveAgent(Options options) : m_options(std::move(options)) {}
    // On the client's thread.
    void post(const std::string& target, json::Object body, Taken taken);
    void get(const std::string& target, Taken taken);
    void send(backend::HttpRequest request, Taken taken);
    void withSession(Then then);
    void prove(const json::Value& challenge, Taken taken);
    void act(const Call& call, const std::string& approval);
    void take(const Call& call, const std::string& approval, const json::Value& answer);
    void watch(const Call& call, const std::string& request, const std::string& approval);
    void report(const std::string& request);

    const Options m_options;
    std::atomic<bool> m_ended = false;
    std::atomic<int> m_waiting = 0;
    std::shared_ptr<const crypto::SecretBytes> m_token;
    bool m_opening = false;
    std::vector<Then> m_queued;
    /// Last, so that its thread is joined first.
    std::unique_ptr<backend::HttpClient> m_client;
};

} // namespace countersign::sample
