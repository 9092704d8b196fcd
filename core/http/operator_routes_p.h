#pragma once

#include "core/http/exchange_p.h"
#include "core/http/operator_sessions_p.h"

namespace countersign::http {

/// What consoles and CLIs ask (design section 7). Each either took the exchange, or says why it is refused.
class OperatorRoutes {
public:
    OperatorRoutes(service::Engine& engine, Random& random) : m_engine(engine), m_sessions(random) {}
    /// Where the server listens: what getOwner() vouches for. Before the first request.
    void setAddress(std::string address) { m_address = std::move(address); }

    [[nodiscard]] Result<void> postChallenge(Exchange& exchange);
    [[nodiscard]] Result<void> postSession(Exchange& exchange);
    [[nodiscard]] Result<void> postCommand(Exchange& exchange) const;
    [[nodiscard]] Result<void> postQuery(Exchange& exchange) const;
    [[nodiscard]] Result<void> getRecords(Exchange& exchange) const;
    [[nodiscard]] Result<void> getCheckpoint(Exchange& exchange) const;
    [[nodiscard]] Result<void> getInclusion(Exchange& exchange) const;
    [[nodiscard]] Result<void> getConsistency(Exchange& exchange) const;
    [[nodiscard]] Result<void> getOwner(Exchange& exchange) const;

private:
    [[nodiscard]] Result<OperatorSession> session(Exchange& exchange) const;
    [[nodiscard]] Result<void> ask(Exchange& exchange, command::Query query) const;

    service::Engine& m_engine;
    OperatorSessions m_sessions;
    std::string m_address;
};

} // namespace countersign::http
