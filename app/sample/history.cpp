#include "app/sample/history.h"

#include "app/sample/waiting.h"
#include "core/approval/review.h"
#include "core/wire/commands.h"

#include <algorithm>
#include <cmath>

namespace countersign::sample {

namespace {

constexpr Duration kSecond{1000};
constexpr Duration kHour{60 * 60 * 1000};
constexpr Duration kDay{24 * 60 * 60 * 1000};
/// What waits when the workspace opens is asked for last.
constexpr Duration kQuietBefore{8 * 60 * 1000};
constexpr std::string_view kOffice = "10.20.4.17";

std::int64_t dayOf(Timestamp time) {
    return time.milliseconds() / kDay.count();
}

bool isWeekend(std::int64_t day) {
    return (day + 3) % 7 >= 5; // day 0 was a Thursday
}

double workOn(std::int64_t day, Hours hours) {
    switch (hours) {
    case Hours::Office:
        return isWeekend(day) ? 0.06 : 1;
    case Hours::Always:
        return isWeekend(day) ? 0.6 : 1;
    case Hours::Night:
        return 1;
    }
    return 1;
}

} // namespace

History::History(const Plan& plan, service::Engine& engine, TurnedClock& clock, Cast& cast, Random& random)
    : m_plan(plan), m_engine(engine), m_clock(clock), m_cast(cast), m_random(random), m_dice(random) {}

Result<void> History::play(Timestamp end) {
    const auto start = m_clock.wallNow();
    planOrders(start, end);
    for (const auto& habit : m_plan.habits) {
        planHabit(habit, start + kHour, end - kQuietBefore);
    }
    for (const auto& ready : m_plan.ready) {
        planReady(ready, end);
    }
    while (!m_events.empty() && m_events.begin()->first < end) {
        const auto event = m_events.extract(m_events.begin());
        m_clock.turnTo(event.key());
        CHECK(event.mapped()());
    }
    return {};
}

void History::at(Timestamp time, Act act) {
    m_events.emplace(time, std::move(act));
}

void History::planOrders(Timestamp start, Timestamp end) {
    auto next = start + kSecond;
    for (const auto& planned : m_plan.orders) {
        const auto time = planned.before.count() == 0 ? next : end + planned.before;
        next = next + kSecond * 4;
        at(time, [this, &planned, end]() -> Result<void> {
            TRY(auto command, makeCommand(planned.command, m_cast, end, m_random));
            return order(planned.by, std::move(command));
        });
    }
    for (const auto& planned : m_plan.enrolments) {
        at(end + planned.before, [this, &planned] { return enrol(planned); });
    }
}

void History::planHabit(const Habit& habit, Timestamp start, Timestamp end) {
    for (auto day = dayOf(start); day <= dayOf(end); ++day) {
        const auto wanted = habit.aDay * workOn(day, habit.hours) * (0.7 + 0.6 * m_dice.share());
        const auto count = static_cast<int>(std::floor(wanted + m_dice.share()));
        for (int i = 0; i < count; ++i) {
            if (const auto time = momentOf(habit, day); time > start && time < end) {
                at(time,
                   [this, &habit] { return ask({habit.agent, habit.under, draw(m_plan.asks.at(habit.ask), m_dice)}); });
            }
        }
    }
}

Timestamp History::momentOf(const Habit& habit, std::int64_t day) {
    double hour = 24 * m_dice.share();
    switch (habit.hours) {
    case Hours::Always:
        break;
    case Hours::Night:
        hour = 1 + 4 * m_dice.share();
        break;
    case Hours::Office:
        // Fullest in the late morning and in the afternoon, nearly empty at noon.
        hour = (m_dice.percent(55) ? 7.5 : 13) + 2.5 * (m_dice.share() + m_dice.share());
        break;
    }
    return Timestamp(day * kDay.count() + static_cast<std::int64_t>(hour * static_cast<double>(kHour.count())) +
                     m_dice.between(0, 999));
}

void History::planReady(const Ready& ready, Timestamp end) {
    at(end - ready.ago, [this, &ready, end]() -> Result<void> {
        const Asking asking{ready.agent, ready.under, draw(m_plan.asks.at(ready.ask), m_dice)};
        TRY(const auto answer, act(asking));
        const auto* request = held(asking, answer);
        if (request != nullptr && !ready.signedBy.empty()) {
            at(end - ready.ago / 2, [this, request = *request, &ready] {
                return decide(request, ready.signedBy, approval::Verdict::Approve, ready.why);
            });
        }
        return {};
    });
}

Result<void> History::order(const std::string& by, command::Command command) {
    const auto key = m_cast.people.find(by);
    TRY(const auto id, identity::OperatorId::parse(by));
    if (key == m_cast.people.end()) {
        return fail(Code::OperatorUnknown, "the plan names `" + by + "`, who is nobody");
    }
    TRY(auto signedCommand, wire::signCommand(std::move(command), id, key->second, m_engine.state()->world.store,
                                              m_clock.wallNow(), m_random));
    CHECK(waitFor<command::Receipt>(
        [&](auto done) { m_engine.submit(std::move(signedCommand), std::string(kOffice), std::move(done)); }));
    return {};
}

Result<void> History::enrol(const PlannedEnrolment& planned) {
    const auto key = crypto::SigningKey::generate(m_random);
    identity::Enrolment enrolment;
    TRY(enrolment.agent, identity::AgentId::parse(planned.agent));
    TRY(enrolment.owner, identity::UserId::parse(planned.owner));
    enrolment.key = key.publicKey();
    enrolment.capabilities = planned.capabilities;
    enrolment.at = m_clock.wallNow();
    enrolment.possession = key.sign(crypto::Domain::Possession, asBytes(json::canonical(enrolment.signedBody())));
    CHECK(waitFor<identity::Enrolment>(
        [&](auto done) { m_engine.enrol({enrolment, std::string(kOffice)}, std::move(done)); }));
    return {};
}

Result<std::shared_ptr<const service::Session>> History::session(const std::string& agent, const std::string& under) {
    auto& known = m_sessions[{agent, under}];
    if (known && known->expires > m_clock.wallNow()) {
        return known;
    }
    const auto key = m_cast.agents.find(agent);
    if (key == m_cast.agents.end()) {
        return fail(Code::AgentUnknown, "the plan names agent `" + agent + "`, which is nobody");
    }
    service::SessionCall call{};
    TRY(call.agent, identity::AgentId::parse(agent));
    if (!under.empty()) {
        TRY(call.delegation, DelegationId::parse(m_cast.ids[under]));
    }
    TRY(const auto challenge, m_engine.challenge(call.agent));
    call.message = challenge.message;
    call.signature = key->second.signRaw(challenge.message);
    call.sourceAddress = "127.0.0.1";
    const auto opened =
        waitFor<service::SessionAnswer>([&](auto done) { m_engine.openSession(std::move(call), std::move(done)); });
    known.reset();
    if (opened) {
        TRY(known, m_engine.findSession(std::as_const(opened->token).bytes()));
    }
    return known;
}

Result<std::optional<service::ActionAnswer>> History::act(const Asking& asking, std::optional<ApprovalId> approval) {
    TRY(const auto as, session(asking.agent, asking.under));
    if (!as) {
        return std::nullopt;
    }
    auto answer = waitFor<service::ActionAnswer>([&](auto done) {
        m_engine.act({.session = as,
                      .action = asking.call.action,
                      .resource = asking.call.resource,
                      .arguments = asking.call.arguments,
                      .reason = asking.call.reason,
                      .idempotencyKey = {},
                      .approval = std::move(approval),
                      .sourceAddress = "127.0.0.1",
                      .trace = {}},
                     std::move(done));
    });
    if (!answer) {
        m_sessions.erase({asking.agent, asking.under}); // suspended, or its key was changed
        return std::nullopt;
    }
    return *std::move(answer);
}

Result<void> History::ask(const Asking& asking) {
    TRY(const auto answer, act(asking));
    if (!answer) {
        return {};
    }
    if (answer->decision == decision::Verdict::Allow && m_dice.percent(35)) {
        at(m_clock.wallNow() + kSecond * m_dice.between(1, 30),
           [this, asking, request = answer->request] { return report(asking, request); });
    }
    if (const auto* request = held(asking, answer)) {
        planDecisions(*request);
    }
    return {};
}

Result<void> History::report(const Asking& asking, const RequestId& request) {
    TRY(const auto as, session(asking.agent, asking.under));
    if (as) {
        service::OutcomeCall call{.session = as,
                                  .request = request,
                                  .outcome = m_dice.percent(96) ? service::ReportedOutcome::Success
                                                                : service::ReportedOutcome::Failure,
                                  .resultDigest = {},
                                  .detail = {},
                                  .sourceAddress = "127.0.0.1"};
        // Refused when the session is a newer one: the outcome then stays unknown, as in life.
        (void)waitFor<service::RecordRef>([&](auto done) { m_engine.report(std::move(call), std::move(done)); });
    }
    return {};
}

const Held* History::held(const Asking& asking, const std::optional<service::ActionAnswer>& answer) {
    if (!answer || !answer->approval) {
        return nullptr;
    }
    return &m_held.emplace_back(Held{.agent = asking.agent,
                                     .under = asking.under,
                                     .call = asking.call,
                                     .request = answer->request,
                                     .approval = answer->approval->id,
                                     .needed = answer->approval->needed});
}

std::vector<Held> History::waiting() const {
    const auto state = m_engine.state();
    std::vector<Held> waiting;
    for (const auto& held : m_held) {
        const auto request = state->approvalAt(held.approval, m_clock.wallNow());
        if (request && request->state == approval::State::Pending) {
            waiting.push_back(held);
        }
    }
    return waiting;
}

void History::planDecisions(const Held& held) {
    const auto& approvers = m_plan.approvers;
    const auto drawn = m_dice.between(1, 100);
    if (drawn > approvers.approve + approvers.deny) {
        return; // nobody looks: it lapses
    }
    const bool yes = drawn <= approvers.approve;
    auto time = m_clock.wallNow() + kSecond * m_dice.between(20, 420);
    std::vector<std::string> who{m_dice.of(approvers.who)};
    for (const auto& other : approvers.who) {
        if (yes && who.size() < held.needed && std::ranges::find(who, other) == who.end()) {
            who.push_back(other);
        }
    }
    for (const auto& by : who) {
        const auto reason = m_dice.of(yes ? approvers.yes : approvers.no);
        at(time, [this, held, by, yes, reason] {
            return decide(held, by, yes ? approval::Verdict::Approve : approval::Verdict::Deny, reason);
        });
        time = time + kSecond * m_dice.between(20, 240);
    }
    if (yes) {
        at(time, [this, held] { return redeem(held); });
    }
}

Result<void> History::decide(const Held& held, const std::string& by, approval::Verdict verdict,
                             const std::string& reason) {
    const auto now = m_clock.wallNow();
    const auto state = m_engine.state();
    const auto request = state->approvalAt(held.approval, now);
    const auto key = m_cast.people.find(by);
    if (!request || request->state != approval::State::Pending || key == m_cast.people.end()) {
        return {};
    }
    const auto& store = state->world.store;
    TRY(const auto who, identity::OperatorId::parse(by));
    const auto review =
        approval::reviewDigest(approval::reviewDocument(*request, store, held.call.arguments, held.call.reason));
    const auto payload = json::canonical(approval::decisionPayload(
        *request, store, who, key->second.publicKey().thumbprint(), now, review, verdict, reason));
    return order(by, command::DecideApproval{held.approval, payload,
                                             key->second.sign(crypto::Domain::Approval, asBytes(payload))});
}

Result<void> History::redeem(const Held& held) {
    const Asking asking{held.agent, held.under, held.call};
    TRY(const auto answer, act(asking, held.approval));
    if (answer && answer->decision == decision::Verdict::Allow) {
        m_used = {held.call, held.approval};
        at(m_clock.wallNow() + kSecond * m_dice.between(2, 40),
           [this, asking, request = answer->request] { return report(asking, request); });
    }
    return {};
}

} // namespace countersign::sample
