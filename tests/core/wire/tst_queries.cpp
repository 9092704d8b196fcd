#include "tests/core/wire/query_samples.h"

#include <QTest>

using namespace countersign;
using namespace countersign::wire::test;

class TstQueries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyQueryComesBack();
    void strict();
    void defaults();
    void pages();
    void unknownNames();
};

void TstQueries::everyQueryComesBack() {
    QCOMPARE(queries().size(), std::variant_size_v<command::Query>);
    for (std::size_t i = 0; i < queries().size(); ++i) {
        const auto [full, bare] = queries()[i];
        for (const auto& query : {full, bare}) {
            const auto name = command::queryName(query);
            const auto written = wire::toJson(query);
            const auto read = wire::queryFromJson(name, *json::parse(json::canonical(written)));
            QVERIFY2(read.has_value(), name.data());
            QCOMPARE(read->index(), i);
            QVERIFY2(wire::toJson(*read) == written, name.data());
        }
    }
}

void TstQueries::strict() {
    for (const auto& [full, bare] : queries()) {
        const auto name = command::queryName(full);
        // What has a default may be left out although it is always written.
        auto least = *wire::toJson(bare).asObject();
        for (const auto defaulted : {"limit", "epoch", "arguments", "buckets"}) {
            least.erase(defaulted);
        }
        const auto problem = strictness(wire::toJson(full), least, [&name](const json::Value& value) {
            return wire::queryFromJson(name, value).has_value();
        });
        QVERIFY2(problem.isEmpty(), std::string(name).append(": ").append(problem).c_str());
        QVERIFY(!wire::queryFromJson(name, json::Object{{"unheard_of", nullptr}}));
    }
}

void TstQueries::defaults() {
    const auto read = wire::queryFromJson("audit", json::Object());
    const auto& audit = std::get<command::ListAudit>(*read);
    QCOMPARE(audit.page.limit, 200U);
    QVERIFY(audit.page.after.empty() && audit.filter.empty());
    const auto simulated =
        wire::queryFromJson("simulate", wire::toJson(queries()[command::kQueryIndex<command::Simulate>].first));
    const auto& request = std::get<command::Simulate>(*simulated).request;
    QVERIFY(request.epoch == 7 && request.key == signingKey().publicKey().thumbprint());
    QVERIFY(request.arguments == json::Object({{"title", nullptr}}) && request.sourceAddress == "10.0.0.7");
}

void TstQueries::pages() {
    const auto withLimit = [](std::int64_t limit) {
        return wire::queryFromJson("agents", json::Object{{"limit", json::Value::integer(limit)}});
    };
    QVERIFY(withLimit(1) && withLimit(1000));
    for (const std::int64_t limit :
         {std::int64_t(-1), std::int64_t(0), std::int64_t(1001), std::int64_t(4'294'967'297)}) {
        QVERIFY(!withLimit(limit));
        QCOMPARE(withLimit(limit).error().code, Code::InvalidRequest);
    }
}

void TstQueries::unknownNames() {
    QCOMPARE(wire::queryFromJson("secrets", json::Object()).error().code, Code::NotFound);
    QCOMPARE(wire::queryFromJson("", json::Object()).error().code, Code::NotFound);
}

QTEST_APPLESS_MAIN(TstQueries)
#include "tst_queries.moc"
