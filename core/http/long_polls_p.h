#pragma once

#include "core/http/exchange_p.h"

#include <mutex>

namespace countersign::http {

/// Agents that wait for a decision. When the server stops, each is answered at once with its request as it stands,
/// instead of holding the stop up. Thread-safe.
class LongPolls {
public:
    void wait(Exchange exchange, const identity::AgentId& agent, const RequestId& request, Duration wait);
    /// Ends all waiting, now and from now on.
    void finish();

private:
    struct Poll {
        service::Engine& engine;
        identity::AgentId agent;
        RequestId request;
        std::mutex mutex;
        /// Until somebody answers it.
        std::optional<Exchange> exchange;
    };
    static void answer(Poll& poll, const Result<service::ActionAnswer>& done);

    std::mutex m_mutex;
    bool m_finished = false;
    std::vector<std::weak_ptr<Poll>> m_polls;
};

} // namespace countersign::http
