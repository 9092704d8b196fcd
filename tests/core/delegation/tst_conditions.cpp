#include "tests/core/delegation/sample.h"

#include <QTest>

using namespace countersign;
using namespace countersign::delegation;
using namespace countersign::delegation::test;

namespace {

Timestamp at(const char* text) {
    return Timestamp::parse(text).value();
}

bool holds(const Conditions& conditions, Timestamp now, std::string_view environment = "prod",
           std::string_view source = "10.0.0.7") {
    const auto failing = failingCondition(conditions, now, environment, source);
    return !failing.has_value();
}

const Timestamp kMonday = at("2026-11-23T10:00:00Z");

} // namespace

class TstConditions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingRestricts();
    void interval();
    void everyDay();
    void minutes();
    void minutesOverMidnight();
    void environments();
    void networks_data();
    void networks();
    void brokenAddressesNeverMatch();
    void networksRefused_data();
    void networksRefused();
    void severalNetworks();
    void conditionsRefused();
};

void TstConditions::nothingRestricts() {
    QVERIFY(holds({}, kMonday));
    QVERIFY(holds({}, Timestamp(0), "", ""));
}

void TstConditions::interval() {
    Conditions conditions;
    conditions.notBefore = kMonday;
    conditions.notAfter = kMonday + Duration(1000);
    QVERIFY(!holds(conditions, kMonday - Duration(1)));
    QVERIFY(holds(conditions, kMonday));
    QVERIFY(holds(conditions, kMonday + Duration(1000)));
    QVERIFY(!holds(conditions, kMonday + Duration(1001)));
}

void TstConditions::everyDay() {
    const Duration day = std::chrono::hours(24);
    for (std::uint8_t weekday = 1; weekday <= 7; ++weekday) {
        Conditions conditions;
        conditions.days = {weekday};
        for (std::uint8_t offset = 0; offset < 14; ++offset) {
            const Timestamp midnight = at("2026-11-23T00:00:00Z") + offset * day; // a Monday
            const bool expected = offset % 7 + 1 == weekday;
            QCOMPARE(holds(conditions, midnight), expected);
            QCOMPARE(holds(conditions, midnight + day - Duration(1)), expected);
        }
    }
    Conditions thursday;
    thursday.days = {4};
    QVERIFY(holds(thursday, Timestamp(0))); // 1970-01-01
}

void TstConditions::minutes() {
    Conditions conditions;
    conditions.minutes = {9 * 60, 17 * 60};
    QVERIFY(!holds(conditions, at("2026-11-23T08:59:59.999Z")));
    QVERIFY(holds(conditions, at("2026-11-23T09:00:00Z")));
    QVERIFY(holds(conditions, at("2026-11-23T16:59:59.999Z")));
    QVERIFY(!holds(conditions, at("2026-11-23T17:00:00Z")));
    conditions.minutes = {0, 24 * 60};
    QVERIFY(holds(conditions, at("2026-11-23T00:00:00Z")));
    QVERIFY(holds(conditions, at("2026-11-23T23:59:59.999Z")));
}

void TstConditions::minutesOverMidnight() {
    Conditions conditions;
    conditions.minutes = {22 * 60, 6 * 60};
    QVERIFY(holds(conditions, at("2026-11-23T22:00:00Z")));
    QVERIFY(holds(conditions, at("2026-11-23T23:59:59.999Z")));
    QVERIFY(holds(conditions, at("2026-11-24T00:00:00Z")));
    QVERIFY(holds(conditions, at("2026-11-24T05:59:59.999Z")));
    QVERIFY(!holds(conditions, at("2026-11-24T06:00:00Z")));
    QVERIFY(!holds(conditions, at("2026-11-24T21:59:59.999Z")));
    conditions.days = {1};
    QVERIFY(holds(conditions, at("2026-11-23T01:00:00Z")));
    QVERIFY(holds(conditions, at("2026-11-23T23:00:00Z")));
    QVERIFY(!holds(conditions, at("2026-11-24T01:00:00Z")));
}

void TstConditions::environments() {
    Conditions conditions;
    conditions.environments = {"staging", "test"};
    QVERIFY(holds(conditions, kMonday, "test"));
    QVERIFY(!holds(conditions, kMonday, "prod"));
    QVERIFY(!holds(conditions, kMonday, ""));
    QVERIFY(!holds(conditions, kMonday, "Test"));
}

void TstConditions::networks_data() {
    QTest::addColumn<QByteArray>("network");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* network, const char* address, bool expected) {
        QTest::addRow("%s %s", network, address) << QByteArray(network) << QByteArray(address) << expected;
    };
    row("10.0.0.0/8", "10.255.255.255", true);
    row("10.0.0.0/8", "11.0.0.0", false);
    row("10.0.0.0/8", "9.255.255.255", false);
    row("192.168.4.0/22", "192.168.7.255", true);
    row("192.168.4.0/22", "192.168.8.0", false);
    row("10.1.2.3/32", "10.1.2.3", true);
    row("10.1.2.3/32", "10.1.2.2", false);
    row("10.1.2.3", "10.1.2.3", true);
    row("10.1.2.3", "10.1.2.4", false);
    row("0.0.0.0/0", "255.255.255.255", true);
    row("0.0.0.0/0", "::1", false);
    row("0.0.0.0/1", "127.0.0.1", true);
    row("0.0.0.0/1", "128.0.0.0", false);
    row("2001:db8::/32", "2001:db8:1::1", true);
    row("2001:db8::/32", "2001:db9::1", false);
    row("2001:db8::/33", "2001:db8:7fff::1", true);
    row("2001:db8::/33", "2001:db8:8000::1", false);
    row("::1/128", "::1", true);
    row("::1/128", "::2", false);
    row("::/0", "2001:db8::1", true);
    row("::/0", "10.0.0.1", false);
    row("10.0.0.0/8", "::ffff:10.1.2.3", true);
    row("10.0.0.0/8", "::FFFF:a01:203", true);
    row("10.0.0.0/8", "::ffff:11.0.0.1", false);
    row("::ffff:10.0.0.0/104", "10.1.2.3", true);
    row("::ffff:10.0.0.0/104", "11.1.2.3", false);
    row("::ffff:0.0.0.0/96", "10.1.2.3", true);
    row("::/0", "::ffff:10.1.2.3", false);
    row("10.0.0.0/8", "::10.1.2.3", false); // IPv4-compatible is not IPv4-mapped
}

void TstConditions::networks() {
    QFETCH(const QByteArray, network);
    QFETCH(const QByteArray, address);
    QFETCH(const bool, expected);
    const auto parsed = Network::parse(network.toStdString());
    QVERIFY(parsed);
    QCOMPARE(parsed->text(), network.toStdString());
    QCOMPARE(parsed->contains(address.toStdString()), expected);
}

void TstConditions::brokenAddressesNeverMatch() {
    const std::vector<Network> all = {Network::parse("0.0.0.0/0").value(), Network::parse("::/0").value()};
    const std::vector<std::string> broken = {"",
                                             " ",
                                             "10",
                                             "10.0.0",
                                             "10.0.0.256",
                                             "10.0.0.1.1",
                                             "010.0.0.1",
                                             "0x0a000001",
                                             "10.0.0.1 ",
                                             " 10.0.0.1",
                                             "10.0.0.1/32",
                                             "10.0.0.1:80",
                                             "localhost",
                                             "::1%lo",
                                             "[::1]",
                                             "1::2::3",
                                             ":::",
                                             std::string("10.0.0.1\0x", 10),
                                             std::string("\0", 1),
                                             std::string(200, '1'),
                                             "١٠.0.0.1"};
    for (const auto& network : all) {
        for (const auto& address : broken) {
            QVERIFY2(!network.contains(address), address.c_str());
        }
    }
    QVERIFY(!Network().contains("10.0.0.1"));
}

void TstConditions::networksRefused_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08",
                             "10.0.0.0/8 ", "10.0.0.0/8/8", "10.0.0.0/x", "10.0.0/8", "::/129", "10.0.0.1/8", "::1/64",
                             "10.0.0.0/4294967304", "host/8", "::ffff:10.1.0.0/104"}) {
        QTest::newRow(text) << QByteArray(text);
    }
    QTest::newRow("zero byte") << QByteArray("10.0.0.0\0/8", 11);
}

void TstConditions::networksRefused() {
    QFETCH(const QByteArray, text);
    QCOMPARE(codeOf(Network::parse(text.toStdString())), Code::InvalidArgument);
}

void TstConditions::severalNetworks() {
    Conditions conditions;
    conditions.networks = {Network::parse("10.0.0.0/8").value(), Network::parse("2001:db8::/32").value()};
    QVERIFY(holds(conditions, kMonday, "prod", "10.9.9.9"));
    QVERIFY(holds(conditions, kMonday, "prod", "2001:db8::9"));
    QVERIFY(!holds(conditions, kMonday, "prod", "192.0.2.1"));
    QVERIFY(!holds(conditions, kMonday, "prod", ""));
}

void TstConditions::conditionsRefused() {
    QVERIFY(checkConditions({}));
    const auto refused = [](auto&& change) {
        Conditions conditions;
        change(conditions);
        return codeOf(checkConditions(conditions)) == Code::InvalidArgument;
    };
    QVERIFY(refused([](Conditions& c) { c.notBefore = kMonday, c.notAfter = kMonday - Duration(1); }));
    QVERIFY(!refused([](Conditions& c) { c.notBefore = c.notAfter = kMonday; }));
    QVERIFY(refused([](Conditions& c) { c.days = {0}; }));
    QVERIFY(refused([](Conditions& c) { c.days = {1, 8}; }));
    QVERIFY(!refused([](Conditions& c) { c.days = {1, 7}; }));
    QVERIFY(refused([](Conditions& c) { c.minutes = {60, 60}; }));
    QVERIFY(refused([](Conditions& c) { c.minutes = {1440, 60}; }));
    QVERIFY(refused([](Conditions& c) { c.minutes = {0, 1441}; }));
    QVERIFY(!refused([](Conditions& c) { c.minutes = {0, 1440}; }));
    QVERIFY(refused([](Conditions& c) { c.environments = {""}; }));
    QVERIFY(refused([](Conditions& c) { c.rate = Rate{0, Duration(1)}; }));
    QVERIFY(refused([](Conditions& c) { c.rate = Rate{1, Duration(0)}; }));
    QVERIFY(!refused([](Conditions& c) { c.rate = Rate{1, Duration(1)}; }));
    QVERIFY(refused([](Conditions& c) { c.budget = 0; }));
    QVERIFY(!refused([](Conditions& c) { c.budget = 1; }));
}

QTEST_APPLESS_MAIN(TstConditions)
#include "tst_conditions.moc"
