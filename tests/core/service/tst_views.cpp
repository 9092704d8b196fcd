#include "tests/core/service/rig.h"

#include "core/service/answer_from_file.h"

#include <limits>

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

    void aPlaceIsSoManyMatchesBelowARecord() {
        rig::Rig rig;
        addUsers(rig, 30);
        const std::string filter = "kind = command";
        const auto opened = must(rig.ask(rig.alice, command::OpenAudit{filter}));
        const auto all = must(rig.ask(rig.alice, command::ListAudit{filter, {"", 1000}, opened.view}));
        const auto view = std::to_string(opened.view);
        const auto from = [&](std::uint64_t before, std::size_t n) {
            const auto after = view + "-" + std::to_string(before) + "+" + std::to_string(n);
            return must(rig.ask(rig.alice, command::ListAudit{filter, {after, 3}, opened.view}));
        };
        QCOMPARE(from(opened.view, 12).items[0].seq, all.items[12].seq);
        QCOMPARE(from(all.items[4].seq, 12).items[0].seq, all.items[17].seq);
        QCOMPARE(from(opened.view, 0).items[0].seq, all.items[0].seq);
        const auto last = from(opened.view, all.items.size() - 2);
        QCOMPARE(last.items.size(), std::size_t{2});
        QVERIFY(last.next.empty());
        QVERIFY(from(opened.view, all.items.size()).items.empty());
        for (const auto* bad : {"+", "+-1", "+100001", "+1+1", "+ 1"}) {
            VERIFY_CODE(rig.ask(rig.alice, command::ListAudit{filter, {view + "-" + view + bad, 3}, opened.view}),
                        Code::InvalidRequest);
        }
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

    void readingGoesOnWhereNothingCanBeWritten() {
        rig::Rig rig;
        addUsers(rig, 3);
        rig.clock.jumpWall(Duration(-60'000));
        const auto size = rig.engine->state()->size;
        const auto opened = must(rig.ask(rig.alice, command::OpenAudit{"kind = command"}));
        QCOMPARE(opened.view, size);
        QCOMPARE(must(rig.ask(rig.alice, command::CountAudit{"kind = command", opened.view})).count, size);
        VERIFY_CODE(
            rig.ask(rig.alice,
                    command::RecordExport{
                        .filter = "kind = command", .view = opened.view, .format = "csv", .records = 1, .digest = {}}),
            Code::ClockSuspect);
        QCOMPARE(rig.engine->state()->size, size);
        // Once reads are recorded again, so is this one: it is opened anew.
        rig.clock.jumpWall(Duration(60'000));
        rig.order(rig.alice, command::AcceptClock{rig.clock.wallNow()});
        must(rig.submit(
            rig.alice,
            command::AddUser{.id = must(identity::UserId::parse("later")), .displayName = {}, .aliasOf = {}}));
        VERIFY_CODE(rig.ask(rig.alice, command::CountAudit{"kind = command", opened.view}), Code::NotFound);
    }

    void aFileThatNobodyOwnsIsReadWithoutARecord() {
        rig::Rig rig;
        addUsers(rig, 3);
        const auto now = rig.clock.wallNow();
        rig.engine.reset();
        const auto meta = must(store::readMeta(rig.path()));
        const auto file = must(store::ReadStore::open(rig.path()));
        const auto size = must(file->size());
        const auto ask = [&]<class Q>(const Q& query) -> Result<typename Q::Answer> {
            auto answer = service::answerFromFile(query, rig.alice.id, *file, meta, now);
            if (!answer) {
                return std::unexpected(answer.error());
            }
            return std::get<command::kQueryIndex<Q>>(*std::move(answer));
        };
        const auto opened = must(ask(command::OpenAudit{"kind = command"}));
        QCOMPARE(opened.view, size);
        QCOMPARE(must(ask(command::CountAudit{"kind = command", opened.view})).count, size);
        QCOMPARE(must(ask(command::CountAudit{"kind = command", 1'000'000})).count, size);
        const auto page = must(ask(command::ListAudit{"", {"", 2}}));
        QCOMPARE(must(ask(command::ListAudit{"", {page.next, 2}})).items[0].seq, size - 3);
        VERIFY_CODE(
            ask(command::RecordExport{.filter = "", .view = opened.view, .format = "csv", .records = 1, .digest = {}}),
            Code::StoreReadOnly);
        QVERIFY(must(ask(command::PreviewCommand{command::DisableUser{must(identity::UserId::parse("user-1"))}}))
                    .agents.empty());
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

    void drawsWhatItCounts() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-one");
        rig.grant(agent, "pr:create", "repo=acme/*");
        rig.grant(agent, "pr:merge", "repo=acme/*", rig::Rig::held());
        const auto session = rig.session(agent);
        const auto start = rig.clock.wallNow();
        for (int i = 0; i < 4; ++i) {
            rig.clock.pass(Duration(1'000));
            must(rig.act(session, {}));
        }
        rig.clock.pass(Duration(4'000));
        must(rig.act(session, {.action = "pr.merge"}));
        must(rig.act(session, {.action = "repo.delete"}));
        const auto view = must(rig.ask(rig.alice, command::OpenAudit{"agent = agent-one"})).view;
        command::AuditHistogram query{"agent = agent-one", view, start, start + Duration(10'000), 5};
        const auto seen = must(rig.ask(rig.alice, query));
        QCOMPARE(seen.bars.size(), std::size_t{5});
        QCOMPARE(seen.width, Duration(2'000));
        QVERIFY(seen.next.empty());
        // At 0 s the session and what came before, then one decision a second, and two at 8 s.
        QCOMPARE(seen.bars[0].allow, std::uint64_t{1});
        QVERIFY((seen.bars[1] == command::OutcomeCounts{.allow = 2, .deny = 0, .hold = 0, .other = 0}));
        QVERIFY((seen.bars[2] == command::OutcomeCounts{.allow = 1, .deny = 0, .hold = 0, .other = 0}));
        QVERIFY((seen.bars[3] == command::OutcomeCounts()));
        QVERIFY((seen.bars[4] == command::OutcomeCounts{.allow = 0, .deny = 1, .hold = 1, .other = 0}));
        query.filter = "agent=agent-one";
        query.from.reset();
        query.to.reset();
        query.buckets = 500;
        const auto whole = must(rig.ask(rig.alice, query));
        std::uint64_t sum = 0;
        for (const auto& bar : whole.bars) {
            sum += bar.allow + bar.deny + bar.hold + bar.other;
        }
        QCOMPARE(sum, must(rig.ask(rig.alice, command::CountAudit{"agent = agent-one", view})).count);

        query.buckets = 0;
        VERIFY_CODE(rig.ask(rig.alice, query), Code::InvalidArgument);
        query.buckets = 501;
        VERIFY_CODE(rig.ask(rig.alice, query), Code::InvalidArgument);
        query.buckets = 5;
        query.from = start;
        query.to = start;
        VERIFY_CODE(rig.ask(rig.alice, query), Code::InvalidArgument);
        // As wide as time goes, and nothing in it.
        query.from = Timestamp(std::numeric_limits<std::int64_t>::min() / 2);
        query.to = Timestamp(std::numeric_limits<std::int64_t>::max() / 2);
        QVERIFY(rig.ask(rig.alice, query).has_value());
        query.from = rig.clock.wallNow() + Duration(1);
        QVERIFY(must(rig.ask(rig.alice, query)).bars[0] == command::OutcomeCounts());
    }

    void anExportIsToldUnderItsMakersName() {
        rig::Rig rig;
        addUsers(rig, 3);
        const auto opened = must(rig.ask(rig.alice, command::OpenAudit{"kind = command and time > -1d"}));
        command::RecordExport made{
            .filter = opened.filter, .view = opened.view, .format = "csv", .records = 3, .digest = {}};
        const auto receipt = must(rig.ask(rig.alice, made));
        const auto record = must(rig.ask(rig.alice, command::GetRecord{receipt.seq})).row.record;
        QCOMPARE(record->kind, ledger::Kind::AuditRead);
        QCOMPARE(record->assertedBy, std::string("operator:alice"));
        QCOMPARE(*record->data.find("filter")->asString(), opened.filter);
        QCOMPARE(*record->data.find("format")->asString(), std::string("csv"));
        QCOMPARE(record->data.find("records")->asInteger(), std::optional<std::int64_t>(3));
        QCOMPARE(*record->data.find("digest")->asString(), Digest().hex());
        // The record of an export opens nothing.
        VERIFY_CODE(rig.ask(rig.alice, command::CountAudit{opened.filter, receipt.seq}), Code::NotFound);

        const auto size = rig.engine->state()->size;
        for (const auto* format : {"", "CSV", "a b", "<b>", "0123456789012345678901234567890123"}) {
            made.format = format;
            VERIFY_CODE(rig.ask(rig.alice, made), Code::InvalidArgument);
        }
        made.format = "csv";
        made.records = opened.view + 1;
        VERIFY_CODE(rig.ask(rig.alice, made), Code::InvalidArgument);
        made.records = 3;
        made.view = 1;
        VERIFY_CODE(rig.ask(rig.alice, made), Code::NotFound);
        made.view = opened.view;
        made.filter = "kind = command";
        VERIFY_CODE(rig.ask(rig.alice, made), Code::NotFound);
        VERIFY_CODE(rig.ask(rig.bob, made), Code::Forbidden);
        QCOMPARE(rig.engine->state()->size, size);
    }

    void knowsWhoWasThere() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-one");
        rig.registerAgent("agent-two");
        const auto denied = [&] {
            const auto page = must(rig.ask(rig.alice, command::ListActivity{}));
            return page.items.at(0).denied;
        };
        const auto before = must(rig.ask(rig.alice, command::ListActivity{}));
        QCOMPARE(before.items.size(), std::size_t{2});
        // Being registered is nothing that it did.
        QVERIFY(!before.items[0].lastSeen);
        must(rig.act(rig.session(agent), {}));
        const auto after = must(rig.ask(rig.alice, command::ListActivity{}));
        QCOMPARE(after.items[0].lastSeen, std::optional(rig.clock.wallNow()));
        QCOMPARE(after.items[0].lastRecord, std::optional(rig.engine->state()->size - 1));
        QVERIFY(!after.items[1].lastSeen);
        QCOMPARE(denied(), std::uint64_t{1});
        QTRY_COMPARE(rig.engine->health().indexed, rig.engine->state()->size);
        QCOMPARE(denied(), std::uint64_t{1});
        const auto indexed = must(rig.ask(rig.alice, command::ListActivity{}));
        QCOMPARE(indexed.items[0].lastSeen, after.items[0].lastSeen);
        VERIFY_CODE(rig.ask(rig.bob, command::ListActivity{}), Code::Forbidden);
        rig.clock.pass(Duration(86'400'001));
        QCOMPARE(denied(), std::uint64_t{0});
    }

    void findsResourcesThatWereAskedFor() {
        rig::Rig rig;
        const auto agent = rig.registerAgent("agent-one");
        const auto session = rig.session(agent);
        for (const auto* repo : {"acme/api", "acme/web", "acme/api", "other/api", "acme%/x", "acme/a/b"}) {
            must(rig.act(session, {.resource = {{"repo", repo}, {"branch", "acme/branch"}}}));
        }
        QTRY_COMPARE(rig.engine->health().indexed, rig.engine->state()->size);
        const auto values = [&](const char* pattern) {
            std::vector<std::string> out;
            const auto matches =
                must(rig.ask(rig.alice, command::MatchResources{must(delegation::ResourcePattern::parse(pattern))}));
            for (const auto& item : matches.items) {
                out.push_back(item.value);
            }
            return out;
        };
        QCOMPARE(values("repo=acme/*"), (std::vector<std::string>{"acme/api", "acme/web"}));
        QCOMPARE(values("repo=acme/**"), (std::vector<std::string>{"acme/a/b", "acme/api", "acme/web"}));
        QCOMPARE(values("branch=acme/*"), (std::vector<std::string>{"acme/branch"}));
        QCOMPARE(values("repo=acme%/*"), (std::vector<std::string>{"acme%/x"}));
        QVERIFY(values("branch=other/*").empty());
        VERIFY_CODE(rig.ask(rig.bob, command::MatchResources{must(delegation::ResourcePattern::parse("repo=**"))}),
                    Code::Forbidden);
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
