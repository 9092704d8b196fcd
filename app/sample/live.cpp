#include "app/sample/live.h"

#include <condition_variable>

namespace countersign::sample {

namespace {

constexpr int kMostWaiting = 4;
constexpr int kBurst = 8;
constexpr Duration kFirst{1'200};
/// At one step every two to three seconds some seven hours.
constexpr int kMostSteps = 10'000;

} // namespace

Live::Live(Plan plan, MadeSample made, Address address, Random& random)
    : m_plan(std::move(plan)), m_made(std::move(made)), m_address(std::move(address)), m_dice(random) {
    if (m_made.used) {
        m_used = {m_made.used->first, m_made.used->second.text()};
    }
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Live::~Live() {
    m_thread.request_stop();
    m_thread.join();
    m_agents.clear();
}

void Live::run(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any stopped;
    for (const auto& held : m_made.waiting) {
        if (auto* who = agent(held.agent, held.under)) {
            who->await(held.call, held.request.text(), held.approval.text());
        }
    }
    auto gap = kFirst;
    std::size_t next = 0;
    for (int taken = 0; taken < kMostSteps; ++taken) {
        std::unique_lock lock(mutex);
        if (stopped.wait_for(lock, stop, gap, [] { return false; }); stop.stop_requested()) {
            return;
        }
        // A step that has nothing to do gives way to the next one, but not for ever.
        for (std::size_t tried = 0; tried < m_plan.live.size(); ++tried) {
            const auto& step = m_plan.live[next];
            next = (next + 1) % m_plan.live.size();
            if (perform(step)) {
                break;
            }
        }
        gap = Duration(m_dice.between(m_plan.leastGap.count(), m_plan.mostGap.count()));
    }
}

bool Live::perform(const LiveStep& step) {
    auto* who = agent(step.agent, step.under);
    if (who == nullptr || who->waiting() >= kMostWaiting) {
        return false;
    }
    const auto ask = m_plan.asks.find(step.ask);
    switch (step.does) {
    case LiveStep::Does::Forge:
        who->forge();
        return true;
    case LiveStep::Does::Replay: {
        auto [call, approval] = lastUsed();
        if (approval.empty()) {
            return false;
        }
        who->replay(std::move(call), std::move(approval));
        return true;
    }
    case LiveStep::Does::Burst:
    case LiveStep::Does::Ask:
        break;
    }
    if (ask == m_plan.asks.end()) {
        return false;
    }
    const int count = step.does == LiveStep::Does::Burst ? kBurst : 1;
    for (int i = 0; i < count; ++i) {
        who->ask(draw(ask->second, m_dice));
    }
    return true;
}

LiveAgent* Live::agent(const std::string& name, const std::string& under) {
    if (const auto address = m_address(); address != m_servedAt) {
        m_agents.clear();
        m_servedAt = address;
    }
    if (m_servedAt.empty()) {
        return nullptr;
    }
    auto& found = m_agents[{name, under}];
    if (!found) {
        found = makeAgent(name, under);
    }
    return found.get();
}

std::unique_ptr<LiveAgent> Live::makeAgent(const std::string& name, const std::string& under) {
    const auto key = m_made.cast.agents.find(name);
    auto id = identity::AgentId::parse(name);
    if (key == m_made.cast.agents.end() || !id) {
        return nullptr;
    }
    std::optional<DelegationId> delegation;
    if (const auto named = m_made.cast.ids.find(under); named != m_made.cast.ids.end()) {
        if (auto parsed = DelegationId::parse(named->second)) {
            delegation = *std::move(parsed);
        }
    }
    auto made = LiveAgent::create({.url = m_servedAt,
                                   .id = *std::move(id),
                                   .key = key->second.clone(),
                                   .under = std::move(delegation),
                                   .used = [this](const Call& call, const std::string& approval) {
                                       const std::scoped_lock lock(m_mutex);
                                       m_used = {call, approval};
                                   }});
    return made ? *std::move(made) : nullptr;
}

std::pair<Call, std::string> Live::lastUsed() {
    const std::scoped_lock lock(m_mutex);
    return m_used;
}

} // namespace countersign::sample
