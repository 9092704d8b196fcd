#include "tests/core/approval/office.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <map>
#include <set>

using namespace countersign;
using namespace countersign::approval;

namespace {

/// Who a test operator is, told independently of the code under test; nobody for one who must never count.
std::string personBehind(const std::string& who) {
    static const std::map<std::string, std::string> kPeople{{"alice", "alice"}, {"bob", "bob"}, {"bob2", "bob"}};
    const auto it = kPeople.find(who);
    return it == kPeople.end() ? std::string() : it->second;
}

bool inPoolByTable(const std::string& who, const ApproverPool& pool) {
    return pool.text() == "role:approver" || (pool.text() == "group:security" && who == "bob");
}

/// One point of the universe: the request, the time, and what happened to the people meanwhile.
struct Point {
    ApprovalRequest request;
    int minute = 0;
    bool aliceDisabled = false;
    bool bobKeyRevoked = false;
    bool epochMoved = false;
    int consumptions = 0;

    [[nodiscard]] Timestamp now() const { return office::kStart + std::chrono::minutes(minute); }
    [[nodiscard]] std::string key() const {
        std::string out(stateName(request.state));
        for (const auto& decision : request.decisions) {
            out += "," + decision.by.text() + std::string(verdictName(decision.verdict)) +
                   std::to_string(decision.at.milliseconds());
        }
        out += "|" + std::to_string(request.approvedAt ? request.approvedAt->milliseconds() : 0);
        return out + "|" + std::to_string(minute) + std::to_string(aliceDisabled) + std::to_string(bobKeyRevoked) +
               std::to_string(epochMoved) + std::to_string(request.mismatches) + "|" + std::to_string(consumptions);
    }
    [[nodiscard]] identity::Directory build() const {
        auto out = office::directory();
        if (aliceDisabled) {
            auto alice = *out.findOperator(office::id<identity::OperatorId>("alice"));
            alice.disabled = true;
            out.setOperator(std::move(alice));
        }
        if (bobKeyRevoked) {
            auto bob = *out.findOperator(office::id<identity::OperatorId>("bob"));
            bob.keys.revoke(bob.keys.entries().front().thumbprint, office::kStart + Duration(1)).value();
            bob.keys.add(office::keyOf("bob.new").publicKey(), office::kStart + Duration(1)).value();
            out.setOperator(std::move(bob));
        }
        if (epochMoved) {
            auto agent = *out.agent(office::id<identity::AgentId>("agent-code-reviewer-01"));
            agent.epoch = 8;
            out.setAgent(std::move(agent));
        }
        return out;
    }
    /// Built once for each of the eight states that the people can be in.
    [[nodiscard]] const identity::Directory& directory() const {
        static std::map<std::array<bool, 3>, identity::Directory> built;
        const std::array<bool, 3> state{aliceDisabled, bobKeyRevoked, epochMoved};
        auto it = built.find(state);
        if (it == built.end()) {
            it = built.emplace(state, build()).first;
        }
        return it->second;
    }
};

/// The oracle: quorum of distinct people who may count, as the table above tells it.
bool quorumByTable(const Point& point, bool alsoNow) {
    return std::ranges::all_of(point.request.holds, [&](const HoldRequirement& requirement) {
        std::set<std::string> people;
        for (const auto& decision : point.request.decisions) {
            const auto& who = decision.by.text();
            const bool gone =
                alsoNow && ((who == "alice" && point.aliceDisabled) || (who == "bob" && point.bobKeyRevoked));
            if (decision.verdict == Verdict::Approve && !personBehind(who).empty() && !gone &&
                inPoolByTable(who, requirement.hold.from)) {
                people.insert(personBehind(who));
            }
        }
        return people.size() >= requirement.hold.quorum && requirement.hold.quorum > 0;
    });
}

bool isEdge(State from, State to) {
    static const std::set<std::pair<State, State>> kEdges{
        {State::Pending, State::Approved},  {State::Pending, State::Denied},    {State::Pending, State::Lapsed},
        {State::Pending, State::Withdrawn}, {State::Approved, State::Consumed}, {State::Approved, State::Lapsed},
        {State::Consumed, State::Executed}, {State::Consumed, State::Failed}};
    return from == to || kEdges.contains({from, to});
}

using Event = std::function<void(Point&)>;

void redeem(Point& point) {
    const auto presented = office::presentedFor(point.request);
    if (checkRedeemable(point.request, presented, point.directory(), point.now())) {
        QVERIFY(quorumByTable(point, true));
        QVERIFY(!point.epochMoved);
        QVERIFY(point.now() < point.request.ticketLapses());
        point.request = consume(point.request, 99).value();
        ++point.consumptions;
    }
}

void redeemOther(Point& point) {
    auto presented = office::presentedFor(point.request);
    presented.resource["repo"] = "acme/apj";
    const auto checked = checkRedeemable(point.request, presented, point.directory(), point.now());
    QVERIFY(!checked);
    if (checked.error().code == Code::ApprovalMismatch) {
        point.request = countMismatch(point.request);
    }
}

template <class F>
void take(Point& point, F&& change) {
    if (auto changed = change(point.request)) {
        point.request = *std::move(changed);
    }
}

std::vector<Event> events() {
    std::vector<Event> out;
    for (const std::string who : {"alice", "bob", "bob2", "olga", "self", "carol", "dan", "nobody"}) {
        for (const auto verdict : {Verdict::Approve, Verdict::Deny}) {
            out.emplace_back([decision = office::decisionBy(who, verdict, office::kStart)](Point& point) {
                take(point, [&](ApprovalRequest request) {
                    return decide(std::move(request), decision, point.directory(), point.now());
                });
            });
        }
    }
    out.emplace_back([](Point& point) { take(point, withdraw); });
    out.emplace_back([](Point& point) { take(point, lapse); });
    out.emplace_back([](Point& point) { point.request = expire(point.request, point.now()); });
    out.emplace_back(redeem);
    out.emplace_back(redeemOther);
    out.emplace_back([](Point& point) { take(point, [](auto r) { return finish(std::move(r), Ending::Executed); }); });
    out.emplace_back([](Point& point) { take(point, [](auto r) { return finish(std::move(r), Ending::Failed); }); });
    out.emplace_back([](Point& point) { point.minute = point.minute < 20 ? point.minute + 5 : 20; });
    out.emplace_back([](Point& point) { point.aliceDisabled = !point.aliceDisabled; });
    out.emplace_back([](Point& point) { point.bobKeyRevoked = true; });
    out.emplace_back([](Point& point) { point.epochMoved = true; });
    return out;
}

void checkPoint(const Point& before, const Point& after) {
    QVERIFY2(isEdge(before.request.state, after.request.state), qPrintable(QString::fromStdString(after.key())));
    QVERIFY(after.consumptions <= 1);
    std::set<std::string> deciders;
    for (const auto& decision : after.request.decisions) {
        const auto person = personBehind(decision.by.text());
        QVERIFY2(!person.empty(), "somebody who must never count decided");
        QVERIFY2(deciders.insert(person).second, "one person decided twice");
    }
    const bool denied =
        std::ranges::any_of(after.request.decisions, [](const auto& d) { return d.verdict == Verdict::Deny; });
    if (before.request.state == State::Pending && after.request.state == State::Approved) {
        QVERIFY(quorumByTable(after, true));
        QVERIFY(!denied);
        QVERIFY(after.now() < after.request.pendingUntil);
    }
    if (denied) {
        QCOMPARE(after.request.state, State::Denied);
    }
    if (after.request.state == State::Consumed || after.request.state == State::Executed ||
        after.request.state == State::Failed) {
        QCOMPARE(after.consumptions, 1);
        QVERIFY(quorumByTable(after, false));
    }
}

} // namespace

class TstStateMachine : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPathOfTheUniverse_data();
    void everyPathOfTheUniverse();
    void refusals();
    void believesNoStateAlone();
    void tenthMismatchLapses();
    void ticketTimes();
    void aloneInTheStore();
    void names();
};

void TstStateMachine::everyPathOfTheUniverse_data() {
    QTest::addColumn<QStringList>("pools");
    QTest::addColumn<QList<int>>("quorums");
    QTest::addColumn<bool>("reachesApproved");
    QTest::newRow("one of the role") << QStringList{QStringLiteral("role:approver")} << QList<int>{1} << true;
    QTest::newRow("two of the role") << QStringList{QStringLiteral("role:approver")} << QList<int>{2} << true;
    QTest::newRow("role and group") << QStringList{QStringLiteral("role:approver"), QStringLiteral("group:security")}
                                    << QList<int>{1, 1} << true;
    QTest::newRow("three that do not exist") << QStringList{QStringLiteral("role:approver")} << QList<int>{3} << false;
    QTest::newRow("quorum of zero") << QStringList{QStringLiteral("role:approver")} << QList<int>{0} << false;
    QTest::newRow("nobody asked") << QStringList{} << QList<int>{} << false;
}

void TstStateMachine::everyPathOfTheUniverse() {
    QFETCH(QStringList, pools);
    QFETCH(QList<int>, quorums);
    QFETCH(bool, reachesApproved);
    std::vector<HoldRequirement> holds;
    for (qsizetype i = 0; i < pools.size(); ++i) {
        holds.push_back(office::hold(static_cast<std::uint32_t>(quorums[i]), pools[i].toStdString()));
    }
    Point start{.request = office::request(std::move(holds))};
    start.request.mismatches = 8; // two more lapse the ticket, which keeps the universe small
    std::set<std::string> seen{start.key()};
    std::deque<Point> open{start};
    std::set<State> reached;
    const auto all = events();
    while (!open.empty()) {
        const Point before = std::move(open.front());
        open.pop_front();
        reached.insert(before.request.state);
        for (const auto& event : all) {
            Point after = before;
            event(after);
            checkPoint(before, after);
            if (QTest::currentTestFailed()) {
                return;
            }
            if (seen.insert(after.key()).second) {
                open.push_back(std::move(after));
            }
        }
    }
    QCOMPARE(reached.contains(State::Approved), reachesApproved);
    QCOMPARE(reached.contains(State::Consumed), reachesApproved);
    QCOMPARE(reached.contains(State::Executed), reachesApproved);
    QVERIFY(reached.contains(State::Withdrawn));
    QVERIFY(reached.contains(State::Lapsed));
}

void TstStateMachine::refusals() {
    const auto people = office::directory();
    const auto pending = office::request({office::hold(1, "role:approver")});
    const auto now = office::kStart + Duration(1000);
    const auto presented = office::presentedFor(pending);
    const auto code = [&](const ApprovalRequest& request, const Presented& what, Timestamp when) {
        const auto checked = checkRedeemable(request, what, people, when);
        return checked ? Code::Internal : checked.error().code;
    };
    QCOMPARE(code(pending, presented, now), Code::ApprovalPending);
    QCOMPARE(code(pending, presented, pending.pendingUntil), Code::ApprovalLapsed);
    QCOMPARE(code(withdraw(pending).value(), presented, now), Code::ApprovalWithdrawn);
    QCOMPARE(code(lapse(pending).value(), presented, now), Code::ApprovalLapsed);
    const auto denied = decide(pending, office::decisionBy("bob", Verdict::Deny, now), people, now).value();
    QCOMPARE(code(denied, presented, now), Code::ApprovalDenied);

    const auto approved = decide(pending, office::decisionBy("bob", Verdict::Approve, now), people, now).value();
    QVERIFY(checkRedeemable(approved, presented, people, now));
    auto foreign = presented;
    foreign.agent = office::id<identity::AgentId>("agent-other");
    QCOMPARE(code(approved, foreign, now), Code::ApprovalForeign);
    auto other = presented;
    other.args = office::digestOf(0x23);
    QCOMPARE(code(approved, other, now), Code::ApprovalMismatch);
    other = presented;
    other.action = "pr.merge2";
    QCOMPARE(code(approved, other, now), Code::ApprovalMismatch);
    other = presented;
    other.resource["path"] = "x";
    QCOMPARE(code(approved, other, now), Code::ApprovalMismatch);
    QCOMPARE(code(approved, presented, approved.ticketLapses()), Code::ApprovalExpired);
    QCOMPARE(code(expire(approved, approved.ticketLapses()), presented, approved.ticketLapses()),
             Code::ApprovalExpired);
    QCOMPARE(code(consume(approved, 5).value(), presented, now), Code::ApprovalConsumed);
    QCOMPARE(decide(approved, office::decisionBy("alice", Verdict::Deny, now), people, now).error().code,
             Code::AlreadyDecided);
    QCOMPARE(
        decide(pending, office::decisionBy("alice", Verdict::Approve, now), people, pending.pendingUntil).error().code,
        Code::ApprovalLapsed);
    QCOMPARE(stateAt(pending, pending.pendingUntil - Duration(1)), State::Pending);
    QCOMPARE(stateAt(pending, pending.pendingUntil), State::Lapsed);
    QCOMPARE(
        decide(lapse(pending).value(), office::decisionBy("alice", Verdict::Approve, now), people, now).error().code,
        Code::ApprovalLapsed);
    auto early = office::decisionBy("alice", Verdict::Approve, office::kStart - Duration(5000));
    QCOMPARE(decide(pending, early, people, now).error().code, Code::KeyNotValidNow);
}

/// What a table says of a request counts as little as what its agent says: a ticket is the signatures.
void TstStateMachine::believesNoStateAlone() {
    const auto people = office::directory();
    const auto now = office::kStart + Duration(1000);
    auto nobody = office::request({});
    nobody.state = State::Approved;
    nobody.approvedAt = now;
    QCOMPARE(checkRedeemable(nobody, office::presentedFor(nobody), people, now).error().code, Code::ApproverNotLive);
    auto refused = office::request({office::hold(1, "role:approver")});
    refused.state = State::Approved;
    refused.approvedAt = now;
    QCOMPARE(checkRedeemable(refused, office::presentedFor(refused), people, now).error().code, Code::ApproverNotLive);
    refused.decisions = {office::decisionBy("bob", Verdict::Deny, now)};
    QCOMPARE(checkRedeemable(refused, office::presentedFor(refused), people, now).error().code, Code::ApproverNotLive);
    refused.decisions = {office::decisionBy("bob", Verdict::Approve, now)};
    QVERIFY(checkRedeemable(refused, office::presentedFor(refused), people, now));
}

void TstStateMachine::tenthMismatchLapses() {
    const auto people = office::directory();
    const auto now = office::kStart;
    auto request = office::request({office::hold(1, "role:approver")});
    request = decide(request, office::decisionBy("bob", Verdict::Approve, now), people, now).value();
    for (int i = 0; i < 9; ++i) {
        request = countMismatch(request);
        QCOMPARE(request.state, State::Approved);
    }
    request = countMismatch(request);
    QCOMPARE(request.state, State::Lapsed);
    const auto consumed = consume(decide(office::request({office::hold(1, "role:approver")}),
                                         office::decisionBy("bob", Verdict::Approve, now), people, now)
                                      .value(),
                                  3)
                              .value();
    QCOMPARE(countMismatch(consumed), consumed);
    QVERIFY(!consume(consumed, 4));
    QVERIFY(!finish(request, Ending::Executed));
}

void TstStateMachine::ticketTimes() {
    const auto people = office::directory();
    auto request = office::request({office::hold(1, "role:approver")});
    const auto late = request.pendingUntil - Duration(1);
    const auto approved = decide(request, office::decisionBy("bob", Verdict::Approve, late), people, late).value();
    QCOMPARE(approved.ticketLapses(), late + office::kTicket);
    request.ticketExpires = late + Duration(2);
    const auto bounded = decide(request, office::decisionBy("bob", Verdict::Approve, late), people, late).value();
    QCOMPARE(bounded.ticketLapses(), late + Duration(2));
    QCOMPARE(expire(bounded, late + Duration(1)).state, State::Approved);
    QCOMPARE(expire(bounded, late + Duration(2)).state, State::Lapsed);
}

void TstStateMachine::aloneInTheStore() {
    using identity::OperatorRole;
    identity::Directory people;
    people.setUser(office::user("olga"));
    people.setOperator(office::makeOperator("olga", "olga", {OperatorRole::Approver, OperatorRole::Owner}));
    people.setAgent(office::agent("agent-code-reviewer-01", "olga"));
    people.setUser(office::user("user_123"));
    const auto now = office::kStart;
    auto request = office::request({office::hold(1, "role:approver")});
    const auto decision = office::decisionBy("olga", Verdict::Approve, now);
    QCOMPARE(decide(request, decision, people, now).error().code, Code::NotEligible);
    request.separation = "none";
    const auto approved = decide(request, decision, people, now).value();
    QCOMPARE(approved.state, State::Approved);
    QVERIFY(checkRedeemable(approved, office::presentedFor(approved), people, now));
    // The exception ends with the second operator.
    people.setUser(office::user("alice"));
    people.setOperator(office::makeOperator("alice", "alice", {OperatorRole::Auditor}));
    QCOMPARE(decide(request, decision, people, now).error().code, Code::NotEligible);
    QCOMPARE(checkRedeemable(approved, office::presentedFor(approved), people, now).error().code,
             Code::ApproverNotLive);
}

void TstStateMachine::names() {
    for (const auto state : {State::Pending, State::Approved, State::Denied, State::Lapsed, State::Withdrawn,
                             State::Consumed, State::Executed, State::Failed}) {
        QCOMPARE(stateFromName(stateName(state)).value(), state);
    }
    QVERIFY(!stateFromName("allowed"));
    QVERIFY(!stateFromName(""));
}

QTEST_APPLESS_MAIN(TstStateMachine)
#include "tst_state_machine.moc"
