#include "core/base/time.h"

#include <QTest>

using namespace countersign;

class TstTime : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void everyDayReadsBack();
    void staysInItsYears();
    void reckons();
    void clocksRunForward();
};

void TstTime::reads_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("milliseconds");
    const auto row = [](const char* text, qint64 value) { QTest::newRow(text) << QString::fromLatin1(text) << value; };
    row("1970-01-01T00:00:00Z", 0);
    row("1970-01-01T00:00:00.001Z", 1);
    row("2001-09-09T01:46:40Z", 1'000'000'000'000);
    row("2026-11-23T10:00:00.000Z", 1'795'428'000'000);
    row("2024-02-29T23:59:59.9Z", 1'709'251'199'900);
    row("2024-02-29T23:59:59.99Z", 1'709'251'199'990);
    row("2000-02-29T12:00:00Z", 951'825'600'000);
    row("9999-12-31T23:59:59.999Z", 253'402'300'799'999);
}

void TstTime::reads() {
    QFETCH(QString, text);
    QFETCH(qint64, milliseconds);
    const auto parsed = Timestamp::parse(text.toStdString());
    QVERIFY(parsed);
    QCOMPARE(parsed->milliseconds(), milliseconds);
    QCOMPARE(Timestamp::parse(parsed->text()).value().milliseconds(), milliseconds);
    QCOMPARE(parsed->text().size(), 24U);
}

void TstTime::refuses_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"",
                             "Z",
                             "2026-11-23",
                             "2026-11-23T10:00Z",
                             "2026-11-23T10:00:00",
                             "2026-11-23t10:00:00Z",
                             "2026-11-23T10:00:00z",
                             "2026-11-23 10:00:00Z",
                             "2026-11-23T10:00:00+00:00",
                             "2026-11-23T10:00:00-00:00",
                             "2026-11-23T10:00:00.Z",
                             "2026-11-23T10:00:00.0000Z",
                             "2026-11-23T10:00:00,000Z",
                             "2026-11-23T10:00:60Z",
                             "2026-11-23T10:60:00Z",
                             "2026-11-23T24:00:00Z",
                             "2026-00-23T10:00:00Z",
                             "2026-13-23T10:00:00Z",
                             "2026-11-00T10:00:00Z",
                             "2026-11-31T10:00:00Z",
                             "2025-02-29T10:00:00Z",
                             "2100-02-29T10:00:00Z",
                             "1969-12-31T23:59:59Z",
                             "0000-01-01T00:00:00Z",
                             "12026-11-23T10:00:00Z",
                             "+026-11-23T10:00:00Z",
                             "2026-11-23T10:00:0\xD9\xA0Z",
                             " 2026-11-23T10:00:00Z",
                             "2026-11-23T10:00:00Z ",
                             "2026-11-23T10:00:00.-1Z",
                             "2026-11-23T10:00:00ZZ",
                             "2026-1-23T10:00:00Z",
                             "2026-11-23T1:00:00Z",
                             "2026/11/23T10:00:00Z"}) {
        QTest::newRow(*text == '\0' ? "nothing" : text) << QByteArray(text);
    }
    QTest::newRow("nul at the end") << QByteArray("2026-11-23T10:00:00Z\0", 21);
}

void TstTime::refuses() {
    QFETCH(QByteArray, text);
    const auto parsed = Timestamp::parse(text.toStdString());
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, Code::InvalidArgument);
}

void TstTime::everyDayReadsBack() {
    // The calendar repeats after 400 years.
    constexpr std::int64_t kDay = 86'400'000;
    constexpr std::int64_t kDays = 146'097;
    std::string last;
    for (std::int64_t value = kDay - 1; value < kDays * kDay; value += kDay) {
        const std::string text = Timestamp(value).text();
        QVERIFY2(last < text, text.c_str());
        QCOMPARE(Timestamp::parse(text).value().milliseconds(), value);
        last = text;
    }
    QCOMPARE(last, "2369-12-31T23:59:59.999Z");
}

void TstTime::staysInItsYears() {
    QCOMPARE(Timestamp(-1).text(), "1970-01-01T00:00:00.000Z");
    QCOMPARE(Timestamp(253'402'300'800'000).text(), "9999-12-31T23:59:59.999Z");
}

void TstTime::reckons() {
    const Timestamp start(1000);
    QCOMPARE((start + Duration(500)).milliseconds(), 1500);
    QCOMPARE((start - Duration(500)).milliseconds(), 500);
    QCOMPARE((start + Duration(500)) - start, Duration(500));
    QVERIFY(start < start + Duration(1));
    QVERIFY(start == Timestamp(1000));
}

void TstTime::clocksRunForward() {
    const SystemClock clock;
    const Duration boot = clock.bootNow();
    QVERIFY(boot > Duration(0));
    QVERIFY(clock.bootNow() >= boot);
    QVERIFY(clock.wallNow() > Timestamp::parse("2020-01-01T00:00:00Z").value());
}

QTEST_APPLESS_MAIN(TstTime)
#include "tst_time.moc"
