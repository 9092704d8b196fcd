#include "tests/core/wire/samples.h"

#include "core/wire/errors.h"

#include <QTest>

#include <algorithm>

using namespace countersign;
using namespace countersign::wire::test;

class TstErrors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasAStatus();
    void statuses_data();
    void statuses();
    void bodies();
    void unknownCodesStayRefusals();
};

void TstErrors::everyCodeHasAStatus() {
    constexpr std::array kStatuses{400U, 401U, 403U, 404U, 405U, 409U, 413U, 415U, 429U, 500U, 503U};
    std::set<unsigned> used;
    for (int i = 0; i <= static_cast<int>(Code::Internal); ++i) {
        const auto code = static_cast<Code>(i);
        const unsigned status = wire::httpStatus(code);
        QVERIFY2(std::ranges::find(kStatuses, status) != kStatuses.end(), codeName(code).data());
        used.insert(status);
    }
    QCOMPARE(used.size(), kStatuses.size());
}

void TstErrors::statuses_data() {
    QTest::addColumn<Code>("code");
    QTest::addColumn<unsigned>("status");
    QTest::newRow("form") << Code::NumberNotExact << 400U;
    QTest::newRow("who") << Code::InvalidToken << 401U;
    QTest::newRow("may not") << Code::Forbidden << 403U;
    QTest::newRow("none") << Code::NotFound << 404U;
    QTest::newRow("method") << Code::MethodNotAllowed << 405U;
    QTest::newRow("state") << Code::IdempotencyConflict << 409U;
    QTest::newRow("large") << Code::TooLarge << 413U;
    QTest::newRow("type") << Code::UnsupportedMediaType << 415U;
    QTest::newRow("many") << Code::TooManyPending << 429U;
    QTest::newRow("own fault") << Code::Internal << 500U;
    QTest::newRow("store") << Code::StoreFull << 503U;
}

void TstErrors::statuses() {
    QFETCH(Code, code);
    QFETCH(unsigned, status);
    QCOMPARE(wire::httpStatus(code), status);
}

void TstErrors::bodies() {
    const wire::ErrorBody full{.error = {.code = Code::ApprovalMismatch, .detail = "no \"x\""},
                               .request = generated<RequestId>().text()};
    const wire::ErrorBody bare{.error = {.code = Code::Internal, .detail = ""}, .request = {}};
    QVERIFY(*wire::errorFromJson(wire::errorJson(full)) == full);
    QVERIFY(*wire::errorFromJson(wire::errorJson(bare)) == bare);
    QCOMPARE(strictness(wire::errorJson(full), wire::errorJson(bare),
                        [](const json::Value& value) { return wire::errorFromJson(value).has_value(); }),
             QByteArray());
    const auto json = wire::errorJson(full);
    QVERIFY(*json.asObject()->find("error") == json::Value("approval_mismatch"));
}

void TstErrors::unknownCodesStayRefusals() {
    const auto read = wire::errorFromJson(json::Object{{"error", "too_new"}, {"error_description", "wait"}});
    QVERIFY(read.has_value());
    QCOMPARE(read->error.code, Code::Internal);
    QCOMPARE(read->error.detail, std::string("`too_new`: wait"));
}

QTEST_APPLESS_MAIN(TstErrors)
#include "tst_errors.moc"
