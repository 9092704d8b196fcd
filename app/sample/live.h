#pragma once

#include "app/sample/live_agent.h"
#include "app/sample/make_sample.h"

#include <mutex>
#include <thread>

namespace countersign::sample {

/// Agents that act by themselves for as long as it lives: one step of the plan's round after the other, every few
/// seconds. While people decide nothing, no more than a few requests of each agent wait; after some hours it rests.
class Live {
public:
    /// Where agents are served now; empty: they are not. Any thread.
    using Address = std::function<std::string()>;
    /// `random` outlives it.
    Live(Plan plan, MadeSample made, Address address, Random& random);
    /// Ends all agents and waits for their threads.
    ~Live();
    Live(const Live&) = delete;
    Live& operator=(const Live&) = delete;

private:
    void run(const std::stop_token& stop);
    /// False when there was nothing to be done.
    [[nodiscard]] bool perform(const LiveStep& step);
    /// Null when nobody serves, or there is no such agent.
    LiveAgent* agent(const std::string& name, const std::string& under);
    [[nodiscard]] std::unique_ptr<LiveAgent> makeAgent(const std::string& name, const std::string& under);
    [[nodiscard]] std::pair<Call, std::string> lastUsed();

    const Plan m_plan;
    const MadeSample m_made;
    const Address m_address;
    Dice m_dice;
    std::mutex m_mutex;
    std::pair<Call, std::string> m_used;
    /// By agent and delegation, at the address where they were served last. Only on the thread below.
    std::map<std::pair<std::string, std::string>, std::unique_ptr<LiveAgent>> m_agents;
    std::string m_servedAt;
    std::jthread m_thread;
};

} // namespace countersign::sample
