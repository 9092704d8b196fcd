#pragma once

#include "core/crypto/secret.h"
#include "core/service/create_store.h"
#include "core/service/engine.h"
#include "tests/bench/harness.h"

#include <future>

namespace countersign::bench {

/// Calls something that answers through Done and waits for the answer.
template <class T, class F>
Result<T> await(F&& call) {
    std::promise<Result<T>> promise;
    auto future = promise.get_future();
    call(service::Done<T>([&promise](Result<T> result) { promise.set_value(std::move(result)); }));
    return future.get();
}

/// A store with an owner, one active agent that may create pull requests on `repo=acme/*`, and as many further grants
/// (of other agents) as asked for. The engine lives as long as this object or until close(). Real clock, real keys.
class Desk {
public:
    Desk(std::string path, std::size_t furtherGrants);

    /// The same in every store of the benches, so that one that was kept can be served again.
    [[nodiscard]] static crypto::SigningKey fixedAgentKey();
    [[nodiscard]] static identity::AgentId fixedAgent();

    void close() { m_engine.reset(); }
    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] const identity::AgentId& agent() const { return m_agent; }
    [[nodiscard]] const crypto::SigningKey& agentKey() const { return m_agentKey; }
    [[nodiscard]] service::Engine& engine() { return *m_engine; }

    /// A session of the agent, through the engine.
    [[nodiscard]] std::shared_ptr<const service::Session> session();
    /// What every bench asks for; `number` makes arguments differ.
    [[nodiscard]] static service::ActionCall call(std::shared_ptr<const service::Session> session, std::size_t number);

private:
    /// Starts it; settle() waits for all that were started, so that many share a commit.
    void order(command::Command command);
    void settle();
    void populate(std::size_t furtherGrants);
    void addGrant(const identity::AgentId& to, const std::string& resource);
    void registerAgent(const identity::AgentId& id, const crypto::PublicKey& key);

    crypto::SystemRandom m_random;
    SystemClock m_clock;
    std::string m_path;
    crypto::SigningKey m_ownerKey;
    identity::OperatorId m_owner;
    identity::AgentId m_agent;
    crypto::SigningKey m_agentKey;
    std::vector<std::future<Result<command::Receipt>>> m_ordered;
    std::unique_ptr<service::Engine> m_engine;
};

/// The bytes of a decision record and of its openings, as the engine wrote them.
struct SampleRecord {
    ledger::RecordFields fields;
    std::string values;
};
/// From a fresh store: one allowed `pr.create`.
[[nodiscard]] SampleRecord sampleRecord(Desk& desk);

} // namespace countersign::bench
