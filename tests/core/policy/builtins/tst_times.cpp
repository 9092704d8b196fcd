#include "tests/core/policy/builtins/rows.h"

using namespace countersign::policy;

/// Times, zones, layouts and durations.
class TstTimes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rows_data();
    void rows() { checkRow(); }
};

void TstTimes::rows_data() {
    addRows({
        {"time.parse_rfc3339_ns", "[\"2017-06-02T19:00:00-07:00\"]", "1496455200000000000"},
        {"time.parse_rfc3339_ns", "[\"1677-09-21T00:12:43.145224192Z\"]", "-9223372036854775808"},
        {"time.parse_rfc3339_ns", "[\"2262-04-11T23:47:16.854775808Z\"]",
         "error: time.parse_rfc3339_ns: time outside of valid range"},
        {"time.parse_rfc3339_ns", "[\"2021-02-29T00:00:00Z\"]",
         "error: time.parse_rfc3339_ns: parsing time \"2021-02-29T00:00:00Z\": day out of range"},
        {"time.parse_rfc3339_ns", "[\"x\"]",
         "error: time.parse_rfc3339_ns: parsing time \"x\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"x\" as "
         "\"2006\""},
        {"time.parse_ns", "[\"RFC1123Z\", \"Fri, 02 Jun 2017 19:00:00 -0700\"]", "1496455200000000000"},
        {"time.parse_ns", "[\"Jan _2 2006 3:04PM\", \"Feb  5 2018 1:02PM\"]", "1517835720000000000"},
        {"time.parse_ns", "[\"2006-002\", \"2020-060\"]", "1582934400000000000"},
        {"time.parse_ns", "[\"06/1/2 15h\", \"70/1/1 01h\"]", "3600000000000"},
        {"time.parse_ns", "[\"15:04\", \"24:00\"]", "error: time.parse_ns: parsing time \"24:00\": hour out of range"},
        {"time.parse_ns", "[\"2006-01-02 MST\", \"1970-01-01 GMT+1\"]", "-3600000000000"},
        {"time.parse_duration_ns", "[\"1h15m30.918s\"]", "4530918000000"},
        {"time.parse_duration_ns", "[\"-1.5h\"]", "-5400000000000"},
        {"time.parse_duration_ns", "[\"0\"]", "0"},
        {"time.parse_duration_ns", "[\"1\"]", "error: time.parse_duration_ns: time: missing unit in duration \"1\""},
        {"time.parse_duration_ns", "[\"1x\"]",
         "error: time.parse_duration_ns: time: unknown unit \"x\" in duration \"1x\""},
        {"time.parse_duration_ns", "[\"9999999h\"]",
         "error: time.parse_duration_ns: time: invalid duration \"9999999h\""},
        {"time.date", "[1582977600000000000]", "[2020, 2, 29]"},
        {"time.date", "[[1582977600000000000, \"Pacific/Auckland\"]]", "[2020, 3, 1]"},
        {"time.date", "[-1]", "[1969, 12, 31]"},
        {"time.clock", "[[1517832000000000000, \"America/New_York\"]]", "[7, 0, 0]"},
        {"time.clock", "[[1530878400000000000, \"America/New_York\"]]", "[8, 0, 0]"},
        {"time.clock", "[[2550000000000000000, \"Europe/Berlin\"]]", "[23, 20, 0]"},
        {"time.clock", "[[4102444800000000000, \"Europe/Berlin\"]]", "[1, 0, 0]"},
        {"time.clock", "[[4118083200000000000, \"Europe/Berlin\"]]", "[2, 0, 0]"},
        {"time.clock", "[[0, \"Nowhere/At_All\"]]", "error: time.clock: unknown time zone Nowhere/At_All"},
        {"time.clock", "[[0, \"../../etc/passwd\"]]", "error: time.clock: unknown time zone ../../etc/passwd"},
        {"time.clock", "[1e30]", "error: time.clock: timestamp too big"},
        {"time.clock", "[\"x\"]",
         "type: time.clock: operand 1 must be either number (ns) or [number (ns), string (tz)] but got string"},
        {"time.weekday", "[1517918400000000000]", "\"Tuesday\""},
        {"time.weekday", "[-86400000000000]", "\"Wednesday\""},
        {"time.add_date", "[1585852421593912000, 3, 9, 12]", "1705257221593912000"},
        {"time.add_date", "[1580428800000000000, 0, 1, 0]", "1583107200000000000"},
        {"time.add_date", "[0, 999999999, 0, 0]", "error: time.add_date: time outside of valid range"},
        {"time.add_date", "[[1585396800000000000, \"Europe/Berlin\"], 0, 0, 1]", "1585479600000000000"},
        {"time.diff", "[1622591999000000000, 1582977600000000000]", "[1, 3, 1, 11, 59, 59]"},
        {"time.diff", "[0, 1]", "[0, 0, 0, 0, 0, 0]"},
        {"time.format", "[1670006453141828752]", "\"2022-12-02T18:40:53.141828752Z\""},
        {"time.format", "[[1670006453141828752, \"Asia/Kolkata\", \"RFC1123Z\"]]",
         "\"Sat, 03 Dec 2022 00:10:53 +0530\""},
        {"time.format",
         "[[1670006453141828752, \"Asia/Kolkata\", \"Mon Jan _2 3:04:05.000 pm MST 06 -07:00 Z07:00 002\"]]",
         "\"Sat Dec  3 12:10:53.141 am IST 22 +05:30 +05:30 337\""},
        {"time.format", "[[0, \"\", \"Monday, 02-January-06 Month Jany\"]]", "\"Thursday, 01-January-70 Month Jany\""},
    });
}

QTEST_APPLESS_MAIN(TstTimes)
#include "tst_times.moc"
