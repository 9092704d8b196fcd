#include "core/base/json.h"
#include "tests/support/source_dir.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <bit>
#include <charconv>

using namespace countersign;
using namespace std::string_literals;

namespace {

const QString kVectors = sourcePath("tests/data/jcs/");

std::string read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

std::string number(double value) {
    std::string out;
    json::appendNumber(out, value);
    return out;
}

std::string string(std::string_view text) {
    std::string out;
    json::appendString(out, text);
    return out;
}

} // namespace

class TstCanonical : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vectors_data();
    void vectors();
    void vectorValuesFromDoubles();
    void numbersOfTheVectors();
    void numbersAtTheEdges();
    void numbersAreReadBackExactly();
    void strings();
    void everyByteAtEveryPlace();
    void brokenTextStaysJson();
    void integers();
};

void TstCanonical::vectors_data() {
    QTest::addColumn<QString>("name");
    const QStringList names = QDir(kVectors + QStringLiteral("input")).entryList(QDir::Files);
    QCOMPARE(names.size(), 6);
    for (const QString& name : names) {
        QTest::newRow(qPrintable(name)) << name;
    }
}

void TstCanonical::vectors() {
    QFETCH(QString, name);
    const std::string input = read(kVectors + QStringLiteral("input/") + name);
    const std::string expected = read(kVectors + QStringLiteral("output/") + name);
    QVERIFY(!input.empty() && !expected.empty());
    const auto parsed = json::parse(input);
    if (name == QStringLiteral("values.json")) {
        // Holds 333333333.33333329 and 1E30, which strict reading refuses; see vectorValuesFromDoubles().
        QCOMPARE(parsed.error().code, Code::NumberNotExact);
        return;
    }
    QVERIFY2(parsed, parsed ? "" : parsed.error().detail.c_str());
    QCOMPARE(json::canonical(*parsed), expected);
}

void TstCanonical::vectorValuesFromDoubles() {
    json::Array numbers;
    for (const double value : {333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001}) {
        numbers.push_back(json::Value::number(value));
    }
    const json::Object object{{"string", "\u20ac$\u000F\nA'B\"\\\\\"/"},
                              {"numbers", std::move(numbers)},
                              {"literals", json::Array{nullptr, true, false}}};
    QCOMPARE(json::canonical(object), read(kVectors + QStringLiteral("output/values.json")));
}

void TstCanonical::numbersOfTheVectors() {
    const std::string table = read(kVectors + QStringLiteral("es6_numbers_1000.txt"));
    int count = 0;
    std::size_t at = 0;
    while (at < table.size()) {
        const std::size_t end = table.find('\n', at);
        const std::size_t comma = table.find(',', at);
        std::uint64_t bits = 0;
        QCOMPARE(std::from_chars(table.data() + at, table.data() + comma, bits, 16).ptr, table.data() + comma);
        const double value = std::bit_cast<double>(bits);
        const std::string expected = table.substr(comma + 1, end - comma - 1);
        QCOMPARE(number(value), expected);
        // Reading takes exactly those that are in range, and takes them for the same double.
        const auto parsed = json::parse(expected);
        QCOMPARE(parsed.has_value(), std::abs(value) < 9007199254740992.0);
        QVERIFY(!parsed || *parsed->asNumber() == value);
        ++count;
        at = end + 1;
    }
    QCOMPARE(count, 1000);
}

void TstCanonical::numbersAtTheEdges() {
    QCOMPARE(number(0.0), "0");
    QCOMPARE(number(-0.0), "0");
    QCOMPARE(number(1e-6), "0.000001");
    QCOMPARE(number(9.99e-7), "9.99e-7");
    QCOMPARE(number(1e-7), "1e-7");
    QCOMPARE(number(-1.5e-9), "-1.5e-9");
    QCOMPARE(number(1e20), "100000000000000000000");
    QCOMPARE(number(999999999999999900000.0), "999999999999999900000");
    QCOMPARE(number(1e21), "1e+21");
    QCOMPARE(number(1.25e21), "1.25e+21");
    QCOMPARE(number(1.7976931348623157e308), "1.7976931348623157e+308");
    QCOMPARE(number(5e-324), "5e-324");
    QCOMPARE(number(123.456), "123.456");
    QCOMPARE(number(10), "10");
    QCOMPARE(number(-9007199254740991.0), "-9007199254740991");
    QCOMPARE(number(0.1 + 0.2), "0.30000000000000004");
}

void TstCanonical::numbersAreReadBackExactly() {
    std::uint64_t state = 42;
    for (int i = 0; i < 100000; ++i) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        const double value = std::bit_cast<double>(state ^ (state >> 29U));
        if (!std::isfinite(value)) {
            continue;
        }
        const std::string text = number(value);
        double back = 0;
        QCOMPARE(std::from_chars(text.data(), text.data() + text.size(), back).ptr, text.data() + text.size());
        QCOMPARE(std::bit_cast<std::uint64_t>(back), std::bit_cast<std::uint64_t>(value));
    }
}

void TstCanonical::strings() {
    // The expected texts stand outside the macros: moc does not follow raw strings there.
    const std::string escapes = R"("\"\\\b\t\n\f\r")";
    const std::string controls = R"("\u0000\u0001\u000b\u001f")";
    QCOMPARE(string(""), "\"\"");
    QCOMPARE(string("plain /</script>'"), "\"plain /</script>'\"");
    QCOMPARE(string("\"\\\b\t\n\f\r"), escapes);
    QCOMPARE(string("\0\1\x0B\x1F"s), controls);
    QCOMPARE(string("\x7F\u0080\u2028é€😀"), "\"\x7F\u0080\u2028é€😀\"");
}

/// Long texts are looked through in pieces: nothing that needs an escape may hide in one.
void TstCanonical::everyByteAtEveryPlace() {
    constexpr std::size_t kLength = 19;
    for (int byte = 0; byte < 0x80; ++byte) {
        const std::string one(1, static_cast<char>(byte));
        const std::string alone = string(one);
        const std::string escaped = alone.substr(1, alone.size() - 2);
        for (std::size_t at = 0; at < kLength; ++at) {
            const std::string before(at, '~');
            const std::string after(kLength - 1 - at, ' ');
            QCOMPARE(string(before + one + after), '"' + before + escaped + after + '"');
        }
    }
}

void TstCanonical::brokenTextStaysJson() {
    QCOMPARE(string("a\xFFz\xED\xA0\x80\xE2\x82"), "\"a\uFFFDz\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\"");
    QVERIFY(json::parse(json::canonical(json::Object{{"\xC0", "\xF5"}})));
}

void TstCanonical::integers() {
    const auto text = [](std::int64_t value) {
        std::string out = "x";
        json::appendInteger(out, value);
        return out;
    };
    QCOMPARE(text(0), "x0");
    QCOMPARE(text(-1), "x-1");
    QCOMPARE(text(std::numeric_limits<std::int64_t>::min()), "x-9223372036854775808");
    QCOMPARE(json::canonical(json::Value::integer(1500000)), "1500000");
}

QTEST_APPLESS_MAIN(TstCanonical)
#include "tst_canonical.moc"
