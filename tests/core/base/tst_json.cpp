#include "core/base/json.h"

#include <QTest>

#include <random>

using namespace countersign;
using namespace std::string_literals;

namespace {

std::string nested(std::size_t depth, char open, char close) {
    std::string out;
    for (std::size_t i = 0; i < depth; ++i) {
        out += open == '{' && i > 0 ? "\"a\":{" : std::string(1, open);
    }
    return out.append(depth, close);
}

QByteArray bytes(std::string_view text) {
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

std::string text(const QByteArray& data) {
    return data.toStdString();
}

std::string described(const Result<json::Value>& result) {
    return result ? json::canonical(*result)
                  : std::string(codeName(result.error().code)) + ": " + result.error().detail;
}

/// Random values of the kinds that a parser can return.
class Source {
public:
    explicit Source(unsigned seed) : m_engine(seed) {}

    json::Value value(unsigned depth) {
        switch (below(depth == 0 ? 5 : 7)) {
        case 0:
            return nullptr;
        case 1:
            return below(2) == 0;
        case 2:
            return json::Value::integer(static_cast<std::int64_t>(m_engine() >> 11U) * (below(2) == 0 ? 1 : -1));
        case 3:
            return json::Value::number(number());
        case 4:
            return string();
        case 5: {
            json::Array array;
            for (std::uint64_t i = below(6); i > 0; --i) {
                array.push_back(value(depth - 1));
            }
            return array;
        }
        default: {
            json::Object object;
            for (std::uint64_t i = below(6); i > 0; --i) {
                object.set(string(), value(depth - 1));
            }
            return object;
        }
        }
    }

    std::uint64_t below(std::uint64_t end) { return m_engine() % end; }

private:
    double number() {
        double value = 0;
        do {
            value = std::bit_cast<double>(m_engine());
        } while (!(std::abs(value) < 9007199254740992.0));
        return value;
    }

    std::string string() {
        static const std::vector<std::string> kPieces = {"a",  "Z",      "0",      "\"",   "\\",     "/",
                                                         "\n", "\b",     "\0"s,    "\x1F", "\x7F",   "é",
                                                         "€",  "\uFB33", "\uFFFF", "😀",   "\u2028", "\U0010FFFF"};
        std::string out;
        for (std::uint64_t i = below(8); i > 0; --i) {
            out += kPieces[below(kPieces.size())];
        }
        return out;
    }

    std::mt19937_64 m_engine;
};

} // namespace

class TstJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void refusalNamesTheOffset();
    void limitsAreTheCallers();
    void returnsWhatItWrote();
    void survivesEveryPrefixAndEveryChangedByte();
    void keepsObjectsSortedAndUnique();
    void knowsIntegers();
    void keepsNothingBetweenParses();
    void readerReadsStrictly();
    void readerNamesWhatIsWrong();
    void prettyIsTheSameValue();
};

void TstJson::accepts_data() {
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("canonical");
    const auto row = [](const char* name, std::string_view input, std::string_view canonical) {
        QTest::newRow(name) << bytes(input) << bytes(canonical);
    };
    row("null", "null", "null");
    row("true", " true ", "true");
    row("false", "\t\r\nfalse\n", "false");
    row("empty string", R"("")", R"("")");
    row("empty array", "[ ]", "[]");
    row("empty object", "{ }", "{}");
    row("zero", "0", "0");
    row("zero with fraction", "0.000", "0");
    row("zero with exponent", "0e5", "0");
    row("trailing zero", "0.10", "0.1");
    row("exponent", "1e2", "100");
    row("capital exponent", "1E+2", "100");
    row("negative exponent", "25e-1", "2.5");
    row("many leading fraction zeros", "0.0000001", "1e-7");
    row("many trailing zeros", "1.50000000000000000000000000000000000", "1.5");
    row("shifted far", "0." + std::string(400, '0') + "1e401", "1");
    row("shifted far back", "1" + std::string(400, '0') + "e-400", "1");
    row("largest integer", "9007199254740991", "9007199254740991");
    row("smallest integer", "-9007199254740991", "-9007199254740991");
    row("shortest of 17 digits", "0.30000000000000004", "0.30000000000000004");
    row("smallest double", "5e-324", "5e-324");
    row("near the next power", "0.1000000000000001", "0.1000000000000001");
    row("escapes", R"("\u0000\u001f\b\t\n\f\r\"\\\/\u0041")", R"("\u0000\u001f\b\t\n\f\r\"\\/A")");
    row("surrogate pair", R"("\ud83d\uDE00")", "\"😀\"");
    row("astral character as it is", "\"😀\"", "\"😀\"");
    row("byte order mark in a string", "\"\xEF\xBB\xBF\"", "\"\xEF\xBB\xBF\"");
    row("noncharacter", R"("\uffff")", "\"\xEF\xBF\xBF\"");
    row("delete", "\"\x7F\"", "\"\x7F\"");
    row("members are sorted", R"({"b":1,"a":2,"":3})", R"({"":3,"a":2,"b":1})");
    row("names differ in case", R"({"a":1,"A":2})", R"({"A":2,"a":1})");
    row("names differ in normalisation", "{\"\u00e9\":1,\"e\u0301\":2}", "{\"e\u0301\":2,\"\u00e9\":1}");
    row("same name on two levels", R"({"a":{"a":[{"a":1}]}})", R"({"a":{"a":[{"a":1}]}})");
    row("utf-16 order", "{\"\uFB33\":1,\"😀\":2,\"€\":3}", "{\"€\":3,\"😀\":2,\"\uFB33\":1}");
    row("array of containers", R"([[],{},[[1],{"x":[2]}],3])", R"([[],{},[[1],{"x":[2]}],3])");
    row("depth 64, arrays", nested(64, '[', ']'), nested(64, '[', ']'));
    row("depth 64, objects", nested(64, '{', '}'), nested(64, '{', '}'));
}

void TstJson::accepts() {
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, canonical);
    QCOMPARE(bytes(described(json::parse(text(input)))), canonical);
}

void TstJson::refuses_data() {
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, std::string_view input, Code code) {
        QTest::newRow(name) << bytes(input) << bytes(codeName(code));
    };
    row("nothing", "", Code::JsonMalformed);
    row("only space", " \n", Code::JsonMalformed);
    row("byte order mark", "\xEF\xBB\xBF{}", Code::JsonMalformed);
    row("utf-16", "{\0}\0"s, Code::JsonMalformed);
    row("nul after the value", "{}\0"s, Code::JsonMalformed);
    row("nul in a string", "\"\0\""s, Code::JsonMalformed);
    row("control in a string", "\"\x1F\"", Code::JsonMalformed);
    row("line break in a string", "\"\n\"", Code::JsonMalformed);
    row("two values", "{} {}", Code::JsonMalformed);
    row("trailing garbage", "[]x", Code::JsonMalformed);
    row("trailing comma", "[],", Code::JsonMalformed);
    row("trailing brace", "{}}", Code::JsonMalformed);
    row("comma at the end of an array", "[1,]", Code::JsonMalformed);
    row("comma at the end of an object", R"({"a":1,})", Code::JsonMalformed);
    row("comma at the start", "[,1]", Code::JsonMalformed);
    row("no comma", "[1 2]", Code::JsonMalformed);
    row("no colon", R"({"a" 1})", Code::JsonMalformed);
    row("no value", R"({"a":})", Code::JsonMalformed);
    row("no name", "{1:2}", Code::JsonMalformed);
    row("bare name", "{a:1}", Code::JsonMalformed);
    row("single quotes", "{'a':1}", Code::JsonMalformed);
    row("comment", "/* */ {}", Code::JsonMalformed);
    row("line comment", "{} // x", Code::JsonMalformed);
    row("hash comment", "# x\n{}", Code::JsonMalformed);
    row("wrong bracket", "[1}", Code::JsonMalformed);
    row("open array", "[1", Code::JsonMalformed);
    row("open object", R"({"a":1)", Code::JsonMalformed);
    row("open string", R"("abc)", Code::JsonMalformed);
    row("open escape", R"("abc\)", Code::JsonMalformed);
    row("short unicode escape", R"("\u12")", Code::JsonMalformed);
    row("wrong unicode escape", R"("\u12G4")", Code::JsonMalformed);
    row("text like a surrogate", "\"\\\\ud83d\n\"", Code::JsonMalformed);
    row("unknown escape", R"("\x41")", Code::JsonMalformed);
    row("capital true", "True", Code::JsonMalformed);
    row("cut true", "tru", Code::JsonMalformed);
    row("long true", "truee", Code::JsonMalformed);
    row("vertical tab", "\v1", Code::JsonMalformed);
    row("no-break space", "\u00A0 1", Code::JsonMalformed);
    row("nan", "NaN", Code::JsonMalformed);
    row("infinity", "Infinity", Code::JsonMalformed);
    row("minus infinity", "-Infinity", Code::JsonMalformed);
    row("leading zero", "01", Code::JsonMalformed);
    row("plus", "+1", Code::JsonMalformed);
    row("minus alone", "-", Code::JsonMalformed);
    row("point first", ".5", Code::JsonMalformed);
    row("point last", "5.", Code::JsonMalformed);
    row("point and exponent", "5.e1", Code::JsonMalformed);
    row("exponent alone", "1e", Code::JsonMalformed);
    row("exponent sign alone", "1e+", Code::JsonMalformed);
    row("hexadecimal", "0x10", Code::JsonMalformed);
    row("underscore", "1_000", Code::JsonMalformed);

    row("minus zero", "-0", Code::NumberNotExact);
    row("minus zero with fraction", "-0.0", Code::NumberNotExact);
    row("minus zero with exponent", "-0e3", Code::NumberNotExact);
    row("minus zero and a digit", "-01", Code::NumberNotExact);
    row("minus zero in an array", "[-0]", Code::NumberNotExact);
    row("two to the 53", "9007199254740992", Code::NumberNotExact);
    row("two to the 53 and one", "9007199254740993", Code::NumberNotExact);
    row("minus two to the 53", "-9007199254740992", Code::NumberNotExact);
    row("two to the 53 with fraction", "9007199254740992.0", Code::NumberNotExact);
    row("two to the 53 with exponent", "9007199254740992e0", Code::NumberNotExact);
    row("two to the 63", "9223372036854775808", Code::NumberNotExact);
    row("smallest int64", "-9223372036854775808", Code::NumberNotExact);
    row("two to the 64", "18446744073709551616", Code::NumberNotExact);
    row("wraps to one", "18446744073709551617", Code::NumberNotExact);
    row("integer with exponent", "1e16", Code::NumberNotExact);
    row("integer beyond all", "1E30", Code::NumberNotExact);
    row("too many digits", "0.1000000000000000055", Code::NumberNotExact);
    row("one digit too many", "333333333.33333329", Code::NumberNotExact);
    row("other 17 digits of the same double", "0.30000000000000005", Code::NumberNotExact);
    row("1 and 1e-20", "1.00000000000000000001", Code::NumberNotExact);
    row("infinite", "1e400", Code::NumberNotExact);
    row("minus infinite", "-1e400", Code::NumberNotExact);
    row("vanishes", "1e-400", Code::NumberNotExact);
    row("half the smallest", "3e-324", Code::NumberNotExact);
    row("exponent beyond int", "1e99999999999999999999", Code::NumberNotExact);
    row("negative exponent beyond int", "1e-99999999999999999999", Code::NumberNotExact);
    row("a million digits", std::string(1000000, '9'), Code::NumberNotExact);
    row("a million zeros", "1" + std::string(1000000, '0'), Code::NumberNotExact);

    row("duplicate", R"({"a":1,"a":1})", Code::JsonDuplicateKey);
    row("duplicate by escape", R"({"a":1,"\u0061":2})", Code::JsonDuplicateKey);
    row("duplicate by surrogates", "{\"😀\":1,\"\\ud83d\\ude00\":2}", Code::JsonDuplicateKey);
    row("duplicate by solidus", R"({"a/b":1,"a\/b":2})", Code::JsonDuplicateKey);
    row("duplicate of nothing", R"({"":1,"x":2,"":3})", Code::JsonDuplicateKey);
    row("duplicate inside", R"([{"x":{"b":1,"a":2,"b":3}}])", Code::JsonDuplicateKey);
    row("duplicate with nul", R"({"a\u0000":1,"b":2,"a\u0000":3})", Code::JsonDuplicateKey);

    row("depth 65, arrays", nested(65, '[', ']'), Code::JsonTooDeep);
    row("depth 65, objects", nested(65, '{', '}'), Code::JsonTooDeep);
    row("a million brackets", std::string(1000000, '['), Code::JsonTooDeep);

    row("lone high surrogate", R"("\ud83d")", Code::TextNotUtf8);
    row("high surrogate and text", R"("\ud83dx")", Code::TextNotUtf8);
    row("high surrogate and escape", R"("\ud83d\n")", Code::TextNotUtf8);
    row("two high surrogates", R"("\ud83d\ud83d")", Code::TextNotUtf8);
    row("lone low surrogate", R"("\ude00")", Code::TextNotUtf8);
    row("surrogates in a name", R"({"\ude00":1})", Code::TextNotUtf8);
    row("surrogate in bytes", "\"\xED\xA0\x80\"", Code::TextNotUtf8);
    row("overlong solidus", "\"\xC0\xAF\"", Code::TextNotUtf8);
    row("overlong nul", "\"\xC0\x80\"", Code::TextNotUtf8);
    row("beyond unicode", "\"\xF4\x90\x80\x80\"", Code::TextNotUtf8);
    row("lone continuation", "\"\x80\"", Code::TextNotUtf8);
    row("cut character", "\"\xE2\x82\"", Code::TextNotUtf8);
    row("latin-1", "\"\xE9\"", Code::TextNotUtf8);
    row("broken name", "{\"\xFF\":1}", Code::TextNotUtf8);
    row("broken outside strings", "[\xFF]", Code::TextNotUtf8);

    row("one byte too long", "\"" + std::string(1024 * 1024 - 1, 'a') + "\"", Code::TooLarge);
    row("two megabytes", "\"" + std::string(2 * 1024 * 1024, 'a') + "\"", Code::TooLarge);
}

void TstJson::refuses() {
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, code);
    const auto result = json::parse(text(input));
    QVERIFY2(!result, "accepted");
    QCOMPARE(bytes(codeName(result.error().code)), code);
}

void TstJson::refusalNamesTheOffset() {
    const auto result = json::parse("[1,2,x]");
    QVERIFY(!result);
    QVERIFY2(result.error().detail.ends_with("(byte offset 5)"), result.error().detail.c_str());
}

void TstJson::limitsAreTheCallers() {
    QVERIFY(json::parse("\"" + std::string(1024 * 1024 - 2, 'a') + "\""));
    QVERIFY(json::parse("\"" + std::string(2 * 1024 * 1024, 'a') + "\"", {.bytes = 4 * 1024 * 1024, .depth = 1}));
    QVERIFY(json::parse("[]", {.bytes = 2, .depth = 1}));
    QCOMPARE(json::parse("[ ]", {.bytes = 2, .depth = 1}).error().code, Code::TooLarge);
    QCOMPARE(json::parse("[[]]", {.bytes = 9, .depth = 1}).error().code, Code::JsonTooDeep);
    QVERIFY(json::parse("7", {.bytes = 9, .depth = 0}));
    QCOMPARE(json::parse("[]", {.bytes = 9, .depth = 0}).error().code, Code::JsonTooDeep);
}

void TstJson::returnsWhatItWrote() {
    Source source(1);
    for (int i = 0; i < 5000; ++i) {
        const json::Value value = source.value(5);
        const std::string canonical = json::canonical(value);
        const auto parsed = json::parse(canonical);
        QVERIFY2(parsed, (canonical + " " + described(parsed)).c_str());
        QVERIFY2(*parsed == value, canonical.c_str());
        QCOMPARE(json::canonical(*parsed), canonical);
    }
}

void TstJson::survivesEveryPrefixAndEveryChangedByte() {
    const std::string whole = R"({"a":[1.5e-3,"x\u20ac\ud83d\ude00",{"b":null,"c":true}],"é":-12})";
    QVERIFY(json::parse(whole));
    for (std::size_t i = 0; i < whole.size(); ++i) {
        QVERIFY2(!json::parse(whole.substr(0, i)), whole.substr(0, i).c_str());
        for (int byte = 0; byte < 256; ++byte) {
            std::string changed = whole;
            changed[i] = static_cast<char>(byte);
            if (const auto parsed = json::parse(changed)) {
                // What is accepted has one canonical text that says the same.
                QVERIFY2(json::parse(json::canonical(*parsed)) == *parsed, changed.c_str());
            }
        }
    }
}

void TstJson::keepsObjectsSortedAndUnique() {
    json::Object object{{"b", "1"}, {"a", "2"}, {"b", "3"}};
    QCOMPARE(object.size(), 2U);
    QCOMPARE(*object.find("b")->asString(), "3");
    QVERIFY(!object.insert("a", "4"));
    QCOMPARE(*object.find("a")->asString(), "2");
    QVERIFY(object.insert("aa", true));
    object.set("a", nullptr);
    QVERIFY(object.find("a")->isNull());
    QVERIFY(object.find("") == nullptr);
    QVERIFY(object.find("c") == nullptr);
    object.erase("aa");
    object.erase("zz");
    QCOMPARE(json::canonical(object), R"({"a":null,"b":"3"})");
    QCOMPARE(json::Object::of({{"x", true}, {"x", true}}).error().code, Code::JsonDuplicateKey);
    QCOMPARE(json::canonical(*json::Object::of({{"x", true}, {"", true}})), R"({"":true,"x":true})");
}

void TstJson::knowsIntegers() {
    QCOMPARE(json::Value::integer(-9007199254740991).asInteger(), -9007199254740991);
    QCOMPARE(json::Value::number(3.0).asInteger(), 3);
    QVERIFY(!json::Value::number(3.5).asInteger());
    QVERIFY(!json::Value::number(9007199254740992.0).asInteger());
    QVERIFY(!json::Value::number(-1e300).asInteger());
    QVERIFY(!json::Value("3").asInteger());
    QVERIFY(json::Value::number(-0.0) == json::Value::integer(0));
    static_assert(!std::is_convertible_v<int, json::Value> && !std::is_convertible_v<const void*, json::Value>);
}

void TstJson::keepsNothingBetweenParses() {
    QVERIFY(!json::parse(R"(["left over", {"name": "\u0041 cut)"));
    QCOMPARE(json::canonical(*json::parse(R"({"a":["b"]})")), R"({"a":["b"]})");
    QVERIFY(!json::parse("[1, 2, 1e400]"));
    QCOMPARE(json::canonical(*json::parse("[0.5]")), "[0.5]");
}

void TstJson::readerReadsStrictly() {
    const auto value = json::parse(R"({"s":"x","n":7,"b":false,"o":{},"a":[],"null":null})");
    auto reader = json::Reader::of(*value, "sample");
    QVERIFY(reader);
    QCOMPARE(reader->string("s").value(), "x");
    QCOMPARE(reader->integer("n").value(), 7);
    QCOMPARE(reader->optionalBool("b").value(), false);
    QVERIFY(reader->object("o").value()->empty());
    QVERIFY(!reader->finish());
    QVERIFY(reader->array("a").value()->empty());
    QVERIFY(reader->optional("null") == nullptr);
    QVERIFY(!reader->optionalString("absent").value());
    QVERIFY(!reader->optionalInteger("null").value());
    QVERIFY(reader->finish());
}

void TstJson::readerNamesWhatIsWrong() {
    QCOMPARE(json::Reader::of("text", "sample").error(),
             (Error{Code::InvalidRequest, "the sample must be a JSON object"}));
    const auto value = json::parse(R"({"s":1,"n":"7","f":1.5,"b":0,"o":[],"a":{}})");
    auto reader = json::Reader::of(*value, "sample");
    QCOMPARE(reader->string("s").error(), (Error{Code::InvalidRequest, "member `s` of the sample must be a string"}));
    QVERIFY(!reader->optionalString("s"));
    QVERIFY(!reader->integer("n"));
    QVERIFY(!reader->optionalInteger("f"));
    QVERIFY(!reader->optionalBool("b"));
    QVERIFY(!reader->object("o"));
    QVERIFY(!reader->finish());
    QVERIFY(!reader->array("a"));
    QCOMPARE(reader->string("t").error().detail, "member `t` of the sample is missing: send a string");
    QVERIFY(!reader->integer("t"));
    QVERIFY(!reader->object("t"));
    QVERIFY(!reader->array("t"));
    QVERIFY(reader->finish());
}

void TstJson::prettyIsTheSameValue() {
    const auto value = json::parse(R"({"b":[1,{}],"a":{"x":[]}})");
    QCOMPARE(json::pretty(*value), "{\n  \"a\": {\n    \"x\": []\n  },\n  \"b\": [\n    1,\n    {}\n  ]\n}");
    Source source(2);
    for (int i = 0; i < 500; ++i) {
        const json::Value any = source.value(4);
        QVERIFY(json::parse(json::pretty(any)) == any);
    }
}

QTEST_APPLESS_MAIN(TstJson)
#include "tst_json.moc"
