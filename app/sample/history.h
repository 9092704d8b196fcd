#pragma once

#include "app/sample/make_sample.h"
#include "app/sample/turned_clock.h"
#include "core/service/engine.h"

#include <functional>

namespace countersign::sample {

/// Plays what happened before the workspace opens: each event at its time, through the engine, as it would be from
/// outside. Blocks on one thread.
class History {
public:
    /// All of it outlives the history.
    History(const Plan& plan, service::Engine& engine, TurnedClock& clock, Cast& cast, Random& random);

    /// From the clock's time to `end`.
    Result<void> play(Timestamp end);
    [[nodiscard]] const std::optional<std::pair<Call, ApprovalId>>& used() const { return m_used; }
    /// What waits for people at the end.
    [[nodiscard]] std::vector<Held> waiting() const;

private:
    using Act = std::function<Result<void>()>;
    /// Who asks for what, and for whom.
    struct Asking {
        std::string agent;
        std::string under;
        Call call;
    };

    void at(Timestamp time, Act act);
    void planOrders(Timestamp start, Timestamp end);
    void planHabit(const Habit& habit, Timestamp start, Timestamp end);
    void planReady(const Ready& ready, Timestamp end);
    [[nodiscard]] Timestamp momentOf(const Habit& habit, std::int64_t day);

    Result<void> order(const std::string& by, command::Command command);
    Result<void> enrol(const PlannedEnrolment& planned);
    /// Null when the agent may not act now.
    Result<std::shared_ptr<const service::Session>> session(const std::string& agent, const std::string& under);
    Result<std::optional<service::ActionAnswer>> act(const Asking& asking, std::optional<ApprovalId> approval = {});
    Result<void> ask(const Asking& asking);
    Result<void> report(const Asking& asking, const RequestId& request);
    /// Null when it was not held.
    const Held* held(const Asking& asking, const std::optional<service::ActionAnswer>& answer);
    void planDecisions(const Held& held);
    Result<void> decide(const Held& held, const std::string& by, approval::Verdict verdict, const std::string& reason);
    Result<void> redeem(const Held& held);

    const Plan& m_plan;
    service::Engine& m_engine;
    TurnedClock& m_clock;
    Cast& m_cast;
    Random& m_random;
    Dice m_dice;
    std::multimap<Timestamp, Act> m_events;
    std::map<std::pair<std::string, std::string>, std::shared_ptr<const service::Session>> m_sessions;
    std::vector<Held> m_held;
    std::optional<std::pair<Call, ApprovalId>> m_used;
};

} // namespace countersign::sample
