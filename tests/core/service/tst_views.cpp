#include "tests/core/service/rig.h"

using namespace countersign;
using rig::must;

/// A filter is opened once, and everything about it belongs to that one recorded read.
class TstViews final : public QObject {
    Q_OBJECT

    static std::uint64_t reads(rig::Rig& rig) {
        std::uint64_t count = 0;
        const auto rows = must(rig::await<std::vector<command::AuditRow>>(
            [&](auto done) { rig.engine->records(0, 1000, std::move(done)); }));
        for (const auto& row : rows) {
            count += row.record->kind == ledger::Kind::AuditRead ? 1 : 0;
        }
        return count;
    }
    static void addUsers(rig::Rig& rig, int count) {
        for (int i = 0; i < count; ++i) {
            rig.order(rig.alice, command::AddUser{.id = must(identity::UserId::parse("user-" + std::to_string(i))),
                                                  .displayName = {},
                                                  .aliasOf = {}});
        }
    }

private Q_SLOTS:
    void opensOnceAndReadsAll() {
        rig::Rig rig;
        addUsers(rig, 20);
        const auto size = rig.engine->state()->size;
        const auto opened = must(rig.ask(rig.alice, command::OpenAudit{}));
        QCOMPARE(opened.view, size);
        const auto first = must(rig.ask(rig.alice, command::ListAudit{"", {"", 5}, opened.view}));
        QCOMPARE(first.items.size(), std::size_t{5});
        QCOMPARE(first.items[0].seq, size - 1);
        QCOMPARE(first.total, std::optional(size));
        const auto next = must(rig.ask(rig.alice, command::ListAudit{"", {first.next, 5}}));
        QCOMPARE(next.items[0].seq, size - 6);
        const auto jump = must(rig.ask(rig.alice, command::ListAudit{"", {"", 2}, opened.view, 3}));
        QCOMPARE(jump.items[0].seq, std::uint64_t{2});
        QCOMPARE(must(rig.ask(rig.alice, command::CountAudit{"", opened.view})).count, size);
        QCOMPARE(reads(rig), std::uint64_t{1});
        // What came later is not part of it.
        addUsers(rig, 0);
        const auto again = must(rig.ask(rig.alice, command::ListAudit{"", {"", 5}, opened.view, 1'000'000}));
        QCOMPARE(again.items[0].seq, size - 1);
    }

    void aListOpensByItself() {
        rig::Rig rig;
        addUsers(rig, 5);
        const auto first = must(rig.ask(rig.alice, command::ListAudit{"kind = command", {"", 3}}));
        QCOMPARE(reads(rig), std::uint64_t{1});
        const auto second = must(rig.ask(rig.alice, command::ListAudit{"kind = command", {first.next, 3}}));
        QCOMPARE(second.items[0].seq, first.items[2].seq - 1);
        QCOMPARE(reads(rig), std::uint64_t{1});
    }

    void inventedPlacesReadNothing() {
        rig::Rig rig;
        addUsers(rig, 5);
        const auto size = rig.engine->state()->size;
        const auto last = std::to_string(size);
        VERIFY_CODE(rig.ask(rig.alice, command::ListAudit{"", {"4-4", 3}}), Code::NotFound);
        VERIFY_CODE(rig.ask(rig.alice, command::ListAudit{"", {last + "-" + last, 3}}), Code::NotFound);
        VERIFY_CODE(rig.ask(rig.alice, command::ListAudit{"", {"18446744073709551615-1", 3}}), Code::NotFound);
        for (const auto* cursor : {"4", "-", "4-", "-4", "4-4-4", " 4-4", "0x4-4", "18446744073709551616-1"}) {
            VERIFY_CODE(rig.ask(rig.alice, command::ListAudit{"", {cursor, 3}}), Code::InvalidRequest);
        }
        VERIFY_CODE(rig.ask(rig.alice, command::ListAudit{"", {}, 4}), Code::NotFound);
        VERIFY_CODE(rig.ask(rig.alice, command::CountAudit{"", 4}), Code::NotFound);
        QCOMPARE(reads(rig), std::uint64_t{0});
        QCOMPARE(rig.engine->state()->size, size);

        const auto view = must(rig.ask(rig.alice, command::OpenAudit{"kind = command"})).view;
        VERIFY_CODE(rig.ask(rig.alice, command::ListAudit{"", {}, view}), Code::NotFound);
        VERIFY_CODE(rig.ask(rig.alice, command::CountAudit{"kind = outcome", view}), Code::NotFound);
        VERIFY_CODE(rig.ask(rig.alice, command::CountAudit{"kind = command", view, "x"}), Code::InvalidRequest);
        VERIFY_CODE(rig.ask(rig.alice, command::ListAudit{"kind = command", {"4-4", 3}, view}), Code::InvalidRequest);
        QVERIFY(rig.ask(rig.alice, command::CountAudit{"kind=command", view}).has_value());
        // A record that was opened is no filter that was.
        const auto before = rig.engine->state()->size;
        QVERIFY(rig.ask(rig.alice, command::GetRecord{1}).has_value());
        VERIFY_CODE(rig.ask(rig.alice, command::ListAudit{"seq = 1", {}, before}), Code::NotFound);
    }

    void aViewIsItsOpenersOwn() {
        rig::Rig rig;
        rig::Person carol{must(identity::OperatorId::parse("carol")), crypto::SigningKey::generate(rig.random)};
        rig.order(rig.alice,
                  command::AddUser{.id = must(identity::UserId::parse("carol")), .displayName = {}, .aliasOf = {}});
        rig.order(rig.alice, command::AddOperator{.id = carol.id,
                                                  .person = must(identity::UserId::parse("carol")),
                                                  .key = carol.key.publicKey(),
                                                  .roles = {identity::OperatorRole::Auditor}});
        const auto opened = must(rig.ask(rig.alice, command::OpenAudit{"kind = command"}));
        VERIFY_CODE(rig.ask(carol, command::ListAudit{"kind = command", {}, opened.view}), Code::NotFound);
        VERIFY_CODE(rig.ask(rig.bob, command::OpenAudit{}), Code::Forbidden);
        VERIFY_CODE(rig.ask(rig.bob, command::CountAudit{"kind = command", opened.view}), Code::Forbidden);
    }

    void whatMeansNothingIsNotRecorded() {
        rig::Rig rig;
        const auto size = rig.engine->state()->size;
        VERIFY_CODE(rig.ask(rig.alice, command::OpenAudit{"outcome = never"}), Code::InvalidArgument);
        VERIFY_CODE(rig.ask(rig.alice, command::OpenAudit{std::string(100'000, 'a')}), Code::TooLarge);
        VERIFY_CODE(rig.ask(rig.alice, command::ListAudit{"((", {}}), Code::InvalidArgument);
        QCOMPARE(rig.engine->state()->size, size);
    }

    void timesAreThoseOfTheOpening() {
        rig::Rig rig;
        addUsers(rig, 1);
        rig.clock.pass(Duration(3'000));
        const auto opened = must(rig.ask(rig.alice, command::OpenAudit{"time > -2s"}));
        const auto before = must(rig.ask(rig.alice, command::CountAudit{"time > -2s", opened.view})).count;
        QCOMPARE(before, std::uint64_t{0});
        const auto wide = must(rig.ask(rig.alice, command::OpenAudit{"time > -4s"}));
        const auto counted = must(rig.ask(rig.alice, command::CountAudit{"time > -4s", wide.view})).count;
        QVERIFY(counted > 1);
        rig.clock.pass(Duration(60'000));
        QCOMPARE(must(rig.ask(rig.alice, command::CountAudit{"time > -4s", wide.view})).count, counted);
        QCOMPARE(must(rig.ask(rig.alice, command::CountAudit{wide.filter, wide.view})).count, counted);
        QCOMPARE(must(rig.ask(rig.alice, command::ListAudit{wide.filter, {}, wide.view})).items.size(),
                 static_cast<std::size_t>(counted));
    }

    void countsWhatIsListed_data() {
        QTest::addColumn<QString>("filter");
        for (const auto* filter : {"", "kind = command", "outcome = done", "operator = alice",
                                   "kind = command and user = user-3", "not kind = command", "resource = acme/api",
                                   "reason = scope_not_granted", "outcome = deny or outcome = allow",
                                   "seq >= 3 and seq < 9", "time > -1d and agent = agent-one", "agent ~ \"agent-*\""}) {
            QTest::newRow(filter) << QString::fromLatin1(filter);
        }
    }
    void countsWhatIsListed() {
        QFETCH(QString, filter);
        rig::Rig rig;
        addUsers(rig, 6);
        const auto agent = rig.registerAgent("agent-one");
        rig.grant(agent, "pr:create", "repo=acme/*");
        const auto session = rig.session(agent);
        must(rig.act(session, {}));
        must(rig.act(session, {.action = "pr.merge"}));
        const auto text = filter.toStdString();
        const auto opened = must(rig.ask(rig.alice, command::OpenAudit{text}));
        const auto listed = must(rig.ask(rig.alice, command::ListAudit{text, {"", 1000}, opened.view}));
        QVERIFY(!listed.items.empty());
        std::uint64_t counted = 0;
        std::string after;
        do {
            const auto slice = must(rig.ask(rig.alice, command::CountAudit{text, opened.view, after}));
            counted += slice.count;
            after = slice.next;
        } while (!after.empty());
        QCOMPARE(counted, std::uint64_t{listed.items.size()});
    }
};

QTEST_GUILESS_MAIN(TstViews)
#include "tst_views.moc"
