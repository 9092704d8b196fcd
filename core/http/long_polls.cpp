#include "core/http/long_polls_p.h"

namespace countersign::http {

void LongPolls::wait(Exchange exchange, const identity::AgentId& agent, const RequestId& request, Duration wait) {
    auto& engine = exchange.engine();
    std::shared_ptr<Poll> poll(
        new Poll{.engine = engine, .agent = agent, .request = request, .mutex = {}, .exchange = std::move(exchange)});
    if (wait > Duration(0)) {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_polls, [](const auto& weak) { return weak.expired(); });
        if (m_finished) {
            wait = Duration(0);
        } else {
            m_polls.push_back(poll);
        }
    }
    engine.watch(agent, request, wait, [poll](const Result<service::ActionAnswer>& done) { answer(*poll, done); });
}

void LongPolls::finish() {
    std::vector<std::weak_ptr<Poll>> polls;
    {
        const std::lock_guard lock(m_mutex);
        m_finished = true;
        polls.swap(m_polls);
    }
    for (const auto& weak : polls) {
        if (auto poll = weak.lock()) {
            poll->engine.watch(poll->agent, poll->request, Duration(0),
                               [poll](const Result<service::ActionAnswer>& done) { answer(*poll, done); });
        }
    }
}

void LongPolls::answer(Poll& poll, const Result<service::ActionAnswer>& done) {
    const auto take = [&poll] {
        const std::lock_guard lock(poll.mutex);
        std::optional<Exchange> taken(std::move(poll.exchange));
        poll.exchange.reset();
        return taken;
    };
    auto exchange = take();
    if (!exchange) {
        return; // the other of waiting and stopping was first
    }
    if (done) {
        exchange->answerText(service::answerJson(*done));
    } else {
        exchange->refuse(done.error(), poll.request.text());
    }
}

} // namespace countersign::http
