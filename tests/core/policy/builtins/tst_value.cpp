#include "core/policy/value.h"

#include <QTest>

#include <thread>

using namespace countersign;
using namespace countersign::policy;

namespace {

Value parsed(std::string_view text) {
    return parseJson(text).value();
}

std::string described(const Result<Value>& result) {
    return result ? result->text() : std::string(codeName(result.error().code)) + ": " + result.error().detail;
}

} // namespace

namespace QTest {
template <>
char* toString(const Value& value) {
    return qstrdup(value.text().c_str());
}
} // namespace QTest

class TstValue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordersAllKinds();
    void numbersAreWhatTheyAreWorth();
    void collectionsAreSortedAndUnique();
    void finds();
    void writes_data();
    void writes();
    void writesWhatJsonHasNot();
    void refusesBrokenJson_data();
    void refusesBrokenJson();
    void boundsJson();
    void readsTheOtherJson();
    void frozenValuesAreSharedByThreads();
    void assignsFromItsOwnParts();
};

void TstValue::ordersAllKinds() {
    const std::vector<Value> ascending{Value(),
                                       Value::boolean(false),
                                       Value::boolean(true),
                                       parsed("-1e400"),
                                       parsed("-1"),
                                       parsed("-0.1"),
                                       parsed("0"),
                                       parsed("1e-400"),
                                       parsed("0.1"),
                                       Value::integer(1),
                                       parsed("1.5"),
                                       parsed("9223372036854775807"),
                                       parsed("1e19"),
                                       parsed("1e999999999"),
                                       Value::string(""),
                                       Value::string("a"),
                                       Value::string("ab"),
                                       Value::string("b"),
                                       parsed("[]"),
                                       parsed("[1]"),
                                       parsed("[1,1]"),
                                       parsed("[2]"),
                                       parsed("{}"),
                                       parsed(R"({"a":1})"),
                                       parsed(R"({"a":1,"b":1})"),
                                       parsed(R"({"a":2})"),
                                       parsed(R"({"b":0})"),
                                       Value::emptySet(),
                                       Value::set({Value::integer(1)}),
                                       Value::set({Value::integer(1), Value::integer(2)})};
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        for (std::size_t j = 0; j < ascending.size(); ++j) {
            QVERIFY2((ascending[i] <=> ascending[j]) == (i <=> j),
                     (ascending[i].text() + " and " + ascending[j].text()).c_str());
            QCOMPARE(ascending[i] == ascending[j], i == j);
        }
    }
}

void TstValue::numbersAreWhatTheyAreWorth() {
    for (const auto& [a, b] : {std::pair{"1", "1.0"},
                               {"100", "1e2"},
                               {"0", "-0"},
                               {"0.0", "0e9"},
                               {"12.50", "125e-1"},
                               {"123456789012345678901234567890", "1.23456789012345678901234567890e29"}}) {
        QCOMPARE(parsed(a), parsed(b));
        QCOMPARE(parsed(a).hash(), parsed(b).hash());
    }
    QVERIFY(parsed("9007199254740993") != parsed("9007199254740992.0"));
    QCOMPARE(parsed("1.0").text(), std::string("1.0"));
    QCOMPARE(parsed("123456789012345678901234567890").text(), std::string("123456789012345678901234567890"));
    QVERIFY(!parsed("1.0").asInteger());
    QVERIFY(parsed("-9223372036854775808").asInteger() == std::numeric_limits<std::int64_t>::min());
    QVERIFY(!parsed("9223372036854775808").asInteger());
    QCOMPARE(Value::number(0.5).text(), std::string("0.5"));
    QVERIFY(Value::number(-3.0).asInteger() == -3);
}

void TstValue::collectionsAreSortedAndUnique() {
    QCOMPARE(Value::set({Value::integer(2), parsed("1.0"), Value::integer(1), Value::integer(2)}).text(),
             std::string("{1.0, 2}"));
    const Value object = Value::object({{Value::string("b"), Value::integer(1)},
                                        {Value::string("a"), Value::integer(2)},
                                        {Value::string("b"), Value::integer(3)}});
    QCOMPARE(object.text(), std::string(R"({"a": 2, "b": 3})"));
    QVERIFY(!Value::consistentObject({{Value(), Value::integer(1)}, {Value(), Value::integer(2)}}));
    QCOMPARE(Value::consistentObject({{Value(), Value::integer(1)}, {Value(), parsed("1.0")}})->text(),
             std::string("{null: 1}"));
    QCOMPARE(object.withMember(Value::string("a"), Value()).withMember(Value::string("c"), Value()).text(),
             std::string(R"({"a": null, "b": 3, "c": null})"));
    QCOMPARE(Value::emptySet().withElement(Value::integer(1)).withElement(parsed("1.0")).text(), std::string("{1}"));
}

void TstValue::finds() {
    const Value document = parsed(R"({"a":[10,20],"b":{"c":true},"":0})");
    QVERIFY(*document.find("") == Value::integer(0));
    QVERIFY(*document.find("a")->find(Value::integer(1)) == Value::integer(20));
    QVERIFY(document.find("a")->find(Value::integer(2)) == nullptr);
    QVERIFY(document.find("a")->find(Value::integer(-1)) == nullptr);
    QVERIFY(document.find("a")->find(parsed("1.0")) == nullptr);
    QVERIFY(document.find("a")->find(Value::string("1")) == nullptr);
    QVERIFY(document.find("d") == nullptr);
    QVERIFY(document.find(Value::integer(1)) == nullptr);
    QVERIFY(Value::string("a").find("a") == nullptr);
    const Value mixed = Value::object({{Value::integer(1), Value()},
                                       {Value::string("x"), Value::boolean(true)},
                                       {parsed("[1]"), Value::boolean(false)}});
    QVERIFY(mixed.find("x")->isTrue());
    QVERIFY(mixed.find(parsed("[1]"))->isFalse());
    QVERIFY(mixed.find(parsed("1.0"))->isNull());
    QVERIFY(*Value::set({parsed("[1]")}).find(parsed("[1.0]")) == parsed("[1]"));
}

void TstValue::writes_data() {
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("again");
    const auto row = [](const char* json, const char* text, const char* again) {
        QTest::newRow(json) << QString::fromUtf8(json) << QString::fromUtf8(text) << QString::fromUtf8(again);
    };
    row(R"( [ null , true,false ] )", "[null, true, false]", "[null,true,false]");
    row(R"({"b":1,"a":{},"b":2})", R"({"a": {}, "b": 2})", R"({"a":{},"b":2})");
    row(R"("\u0041\n\/\"\\\u001f\u007f<ü\u2028")", R"("A\n/\"\\\x1f\x7f<ü\u2028")",
        "\"A\\n/\\\"\\\\\\u001f\x7f<ü\\u2028\"");
    row(R"("\ud83d\ude00 \ud83d \ude00\ud800\u0041")", "\"😀 � ��A\"", "\"😀 � ��A\"");
    row("1E+2", "1E+2", "1E+2");
}

void TstValue::writes() {
    QFETCH(QString, json);
    QFETCH(QString, text);
    QFETCH(QString, again);
    const Result<Value> value = parseJson(json.toStdString());
    QCOMPARE(QString::fromStdString(described(value)), text);
    QCOMPARE(QString::fromStdString(toJson(*value)), again);
    QCOMPARE(parsed(toJson(*value)), *value);
}

void TstValue::writesWhatJsonHasNot() {
    QCOMPARE(Value::emptySet().text(), std::string("set()"));
    const Value odd = Value::object({{Value::integer(10), Value::set({Value::integer(2), Value::integer(1)})},
                                     {Value::integer(9), Value()},
                                     {parsed(R"(["x"])"), Value::emptySet()}});
    QCOMPARE(odd.text(), std::string(R"({9: null, 10: {1, 2}, ["x"]: set()})"));
    QCOMPARE(toJson(odd), std::string(R"({"10":[1,2],"9":null,"[\"x\"]":[]})"));
}

void TstValue::refusesBrokenJson_data() {
    QTest::addColumn<QByteArray>("json");
    for (const char* json : {"",          "[",           "[1",     "[1,",          "[1,]", "{",    "{\"a\"",
                             "{\"a\":",   "{\"a\":1,}",  "{a:1}",  "nul",          "01",   "1.",   ".5",
                             "1e",        "+1",          "-",      "1e1234567890", "\"",   "\"\\", "\"\\x\"",
                             "\"\\u12\"", "\"\\u12g4\"", "\"\n\"", "1 2",          "[1}",  "'a'",  "NaN"}) {
        QTest::newRow(json) << QByteArray(json);
    }
    QTest::newRow("zero") << QByteArray("[1\0]", 4);
}

void TstValue::refusesBrokenJson() {
    QFETCH(QByteArray, json);
    const Result<Value> value = parseJson(json.toStdString());
    QVERIFY(!value);
    QCOMPARE(value.error().code, Code::JsonMalformed);
}

void TstValue::boundsJson() {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    QVERIFY(parseJson(nested(1000)));
    QCOMPARE(parseJson(nested(1002)).error().code, Code::JsonTooDeep);
    QCOMPARE(parseJson(std::string(1'000'000, '[')).error().code, Code::JsonTooDeep);
    QCOMPARE(parseJson("[1,2]", {.bytes = 4}).error().code, Code::TooLarge);
}

void TstValue::readsTheOtherJson() {
    const json::Value value = json::parse(R"({"a":[1,2.5,null,true,"x"],"b":{}})").value();
    QCOMPARE(toJson(fromJson(value)), std::string(R"({"a":[1,2.5,null,true,"x"],"b":{}})"));
}

void TstValue::frozenValuesAreSharedByThreads() {
    Value kept;
    {
        FrozenValues owner; // in the end, and longer than what it owns
        FrozenValues frozen;
        const Value document = frozen.freeze(parsed(R"({"a":["x",{"y":[1,1e40]}],"s":"text"})"));
        QCOMPARE(document, parsed(R"({"a":["x",{"y":[1,1e40]}],"s":"text"})"));
        std::vector<std::thread> readers;
        for (int i = 0; i < 2; ++i) {
            readers.emplace_back([&document] {
                for (int n = 0; n < 10'000; ++n) {
                    const Value copy = *document.find("a");
                    const Value again = Value::array(std::vector{copy, copy});
                }
            });
        }
        for (std::thread& reader : readers) {
            reader.join();
        }
        owner = std::move(frozen);
        kept = FrozenValues::thaw(document);
    }
    QCOMPARE(toJson(kept), std::string(R"({"a":["x",{"y":[1,1e40]}],"s":"text"})"));
}

void TstValue::assignsFromItsOwnParts() {
    Value value = parsed(R"([[[1]]])");
    value = *value.find(Value::integer(0));
    value = value.elements().front();
    QCOMPARE(value.text(), std::string("[1]"));
    Value& same = value;
    value = same;
    QCOMPARE(value.text(), std::string("[1]"));
}

QTEST_APPLESS_MAIN(TstValue)
#include "tst_value.moc"
