#include "app/sample/make_sample.h"
#include "core/audit/filter.h"
#include "core/service/engine.h"
#include "core/service/maintenance.h"
#include "core/store/read_store.h"
#include "tests/core/service/rig.h"

#include <QElapsedTimer>

using namespace countersign;
using rig::must;

/// What the sample workspace holds when it opens.
class TestHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_plan = must(sample::readPlan());
        QElapsedTimer timer;
        timer.start();
        m_made = must(sample::makeSample(m_plan, path(), m_owner, m_clock, m_random));
        qInfo("made in %lld ms", timer.elapsed());
        const auto unlock = must(service::readServiceKey(path() + ".key"));
        m_engine = must(service::Engine::open(
            {.path = path(), .unlock = &unlock, .clock = &m_clock, .random = &m_random, .readers = 1}));
    }

    void itHoldsTwoWeeksOfEveryOutcome() {
        const auto all = count("");
        QVERIFY2(all >= 2000 && all <= 5000, std::to_string(all).c_str());
        for (const auto* filter : {"outcome = allow", "outcome = deny", "outcome = hold", "kind = authentication"}) {
            QVERIFY2(count(filter) > 20, filter);
        }
        QVERIFY(count("time < -13d") > 0);
        QVERIFY(count("time > -1d and kind = decision") > 20);
        qInfo("%llu records, %llu allowed, %llu held, %llu denied", all, count("outcome = allow"),
              count("outcome = hold"), count("outcome = deny"));
    }

    void officeHoursShow() {
        QVERIFY(count("action = pr.create") > 3 * count("action = pr.create and outcome = deny"));
    }

    void someoneElseApprovedInThePast() {
        QVERIFY(count("operator = bob") > 20);
        QVERIFY(count("operator = dana") > 2);
        QVERIFY(m_made.used.has_value());
    }

    /// What waits can be approved by whom it is opened as.
    void whatWaitsCanBeApprovedByItsOwner() {
        const auto page = ask(command::ListApprovals{.page = {}, .state = approval::State::Pending});
        QVERIFY(page.items.size() >= m_plan.ready.size());
        for (const auto& request : page.items) {
            const auto view = ask(command::GetApproval{request.id});
            QVERIFY2(view.mayDecide, view.whyNot.c_str());
        }
    }

    void agentsOfEveryStateAreThere() {
        std::map<identity::AgentState, int> states;
        int expiring = 0;
        for (const auto& view : ask(command::ListAgents{}).items) {
            ++states[view.agent.state];
            expiring += view.agent.expires ? 1 : 0;
        }
        QVERIFY(states[identity::AgentState::Active] >= 8);
        QCOMPARE(states[identity::AgentState::Pending], 1);
        QCOMPARE(states[identity::AgentState::Suspended], 1);
        QVERIFY(expiring >= 2);
        QCOMPARE(ask(command::ListEnrolments{}).items.size(), std::size_t(1));
    }

    void theWholeLedgerVerifies() {
        const auto report = ask(command::Verify{});
        QVERIFY2(report.findings.empty(), report.findings.empty() ? "" : report.findings.front().detail.c_str());
    }

private:
    [[nodiscard]] std::string path() const {
        return m_folder.filePath(QStringLiteral("sample.countersign")).toStdString();
    }
    template <class Q>
    typename Q::Answer ask(Q query) {
        auto answer = must(rig::await<command::Answer>([&](auto done) {
            m_engine->ask(std::move(query), must(identity::OperatorId::parse("alice")), std::move(done));
        }));
        return std::get<command::kQueryIndex<Q>>(std::move(answer));
    }
    unsigned long long count(const char* filter) {
        const auto view = ask(command::OpenAudit{filter});
        unsigned long long sum = 0;
        std::string after;
        do {
            const auto slice = ask(command::CountAudit{view.filter, view.view, after});
            sum += slice.count;
            after = slice.next;
        } while (!after.empty());
        return sum;
    }

    QTemporaryDir m_folder;
    crypto::SystemRandom m_random;
    SystemClock m_clock;
    crypto::SigningKey m_owner = crypto::SigningKey::generate(m_random);
    sample::Plan m_plan;
    sample::MadeSample m_made;
    std::unique_ptr<service::Engine> m_engine;
};

QTEST_MAIN(TestHistory)
#include "tst_history.moc"
