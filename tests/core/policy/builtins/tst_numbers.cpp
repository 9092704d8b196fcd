#include "tests/core/policy/builtins/rows.h"

using namespace countersign::policy;

/// Arithmetic, aggregates, bits, conversions and units.
class TstNumbers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rows_data();
    void rows() { checkRow(); }
    void boundsWhatIsLarge();
};

void TstNumbers::rows_data() {
    addRows({
        {"plus", "[1, 2]", "3"},
        {"plus", "[0.1, 0.2]", "0.3"},
        {"plus", "[1.0, 1]", "2"},
        {"plus", "[9223372036854775807, 1]", "9223372036854775808"},
        {"plus", "[123456789012345678901234567890, 1]", "123456789012345678901234567891"},
        {"plus", "[1234567.25, 0.25]", "1.2345675e+06"},
        {"plus", "[\"a\", 1]", "type: plus: operand 1 must be number but got string"},
        {"minus", "[1, 2.5]", "-1.5"},
        {"minus", "[-9223372036854775808, 1]", "-9223372036854775809"},
        {"minus", "[{\"$set\":[1,2]}, {\"$set\":[2]}]", "{1}"},
        {"minus", "[{\"$set\":[1]}, 1]", "type: minus: operand 2 must be set but got number"},
        {"minus", "[1, {\"$set\":[1]}]", "type: minus: operand 2 must be number but got set"},
        {"minus", "[null, 1]", "type: minus: operand 1 must be one of {number, set} but got null"},
        {"mul", "[4294967296, 4294967296]", "18446744073709551616"},
        {"mul", "[-0.5, 0.5]", "-0.25"},
        {"mul", "[1e-5, 1]", "1e-05"},
        {"div", "[10, 4]", "2.5"},
        {"div", "[10, 5]", "2"},
        {"div", "[1, 3]", "0.33333333333333333334"},
        {"div", "[1e109, 1e100]", "1000000000"},
        {"div", "[-9223372036854775808, -1]", "9223372036854775808"},
        {"div", "[1, 0]", "error: div: divide by zero"},
        {"div", "[1, 0.0]", "error: div: divide by zero"},
        {"div", "[0.5, 0]", "error: div: divide by zero"},
        {"rem", "[-7, 3]", "-1"},
        {"rem", "[7.0, 4]", "3"},
        {"rem", "[1, 0]", "error: rem: modulo by zero"},
        {"rem", "[1.1, 1]", "error: rem: modulo on floating-point number"},
        {"round", "[2.5]", "3"},
        {"round", "[-2.5]", "-3"},
        {"round", "[0.05]", "0"},
        {"round", "[0.5]", "1"},
        {"ceil", "[1.1]", "2"},
        {"ceil", "[-1.1]", "-1"},
        {"ceil", "[-0.5]", "0"},
        {"floor", "[-0.5]", "-1"},
        {"floor", "[12.99]", "12"},
        {"floor", "[1e3]", "1000"},
        {"abs", "[-1.5]", "1.5"},
        {"abs", "[-9223372036854775808]", "9223372036854775808"},
        {"numbers.range", "[3, 1]", "[3, 2, 1]"},
        {"numbers.range", "[-1, 1]", "[-1, 0, 1]"},
        {"numbers.range", "[9223372036854775807, 9223372036854775808]", "[9223372036854775807, 9223372036854775808]"},
        {"numbers.range", "[1.5, 2]",
         "type: numbers.range: operand 1 must be integer number but got floating-point number"},
        {"numbers.range_step", "[0, 10, 4]", "[0, 4, 8]"},
        {"numbers.range_step", "[10, 0, 5]", "[10, 5, 0]"},
        {"numbers.range_step", "[0, 1, 0]", "error: numbers.range_step: step must be a positive number above zero"},
        {"count", "[\"a\u00FC\U0001F600\"]", "3"},
        {"count", "[{\"a\":1}]", "1"},
        {"count", "[null]", "type: count: operand 1 must be one of {array, object, set, string} but got null"},
        {"sum", "[[1, 2.5, 3]]", "6.5"},
        {"sum", "[[]]", "0"},
        {"sum", "[{\"$set\":[1,2]}]", "3"},
        {"sum", "[[1, \"a\"]]", "type: sum: operand 1 must be array of numbers but got array containing string"},
        {"product", "[[2, 3, 4]]", "24"},
        {"product", "[[]]", "1"},
        {"max", "[[]]", "undefined"},
        {"max", "[[1, \"a\", null]]", "\"a\""},
        {"min", "[{\"$set\":[3,1]}]", "1"},
        {"min", "[1]", "type: min: operand 1 must be one of {set, array} but got number"},
        {"sort", "[[3, \"a\", 1, 2]]", "[1, 2, 3, \"a\"]"},
        {"all", "[[true, false]]", "false"},
        {"all", "[[]]", "true"},
        {"any", "[{\"$set\":[1,true]}]", "true"},
        {"any", "[[]]", "false"},
        {"internal.member_2", "[1, [2, 1.0]]", "true"},
        {"internal.member_2", "[\"v\", {\"k\":\"v\"}]", "true"},
        {"internal.member_2", "[\"k\", {\"k\":\"v\"}]", "false"},
        {"internal.member_2", "[\"k\", \"k\"]", "false"},
        {"internal.member_3", "[0, 1, [1]]", "true"},
        {"internal.member_3", "[1, 1, [1]]", "false"},
        {"bits.and", "[12, 10]", "8"},
        {"bits.and", "[-1, 255]", "255"},
        {"bits.or", "[12, -16]", "-4"},
        {"bits.xor", "[-1, 1]", "-2"},
        {"bits.negate", "[0]", "-1"},
        {"bits.lsh", "[1, 70]", "1180591620717411303424"},
        {"bits.lsh", "[1, -1]",
         "type: bits.lsh: operand 2 must be an unsigned integer number but got a negative integer"},
        {"bits.rsh", "[-5, 1]", "-3"},
        {"bits.rsh", "[5, 1]", "2"},
        {"bits.rsh", "[\"a\", 1]", "type: bits.rsh: operand 1 must be integer but got string"},
        {"to_number", "[\"-1.5e3\"]", "-1.5e3"},
        {"to_number", "[\"+.50\"]", "0.50"},
        {"to_number", "[\"-Inf\"]", "type: to_number: operand 1 must be valid number string but got \"-Inf\""},
        {"to_number", "[\"1e400\"]", "error: to_number: strconv.ParseFloat: parsing \"1e400\": value out of range"},
        {"to_number", "[null]", "0"},
        {"to_number", "[true]", "1"},
        {"to_number", "[\"1x\"]", "error: to_number: strconv.ParseFloat: parsing \"1x\": invalid syntax"},
        {"to_number", "[[]]",
         "type: to_number: operand 1 must be one of {null, boolean, number, string} but got array"},
        {"cast_array", "[{\"$set\":[2,1]}]", "[1, 2]"},
        {"cast_set", "[[2,1,2]]", "{1, 2}"},
        {"cast_string", "[1]", "type: cast_string: operand 1 must be string but got number"},
        {"is_set", "[[]]", "false"},
        {"is_array", "[[]]", "true"},
        {"type_name", "[{\"$set\":[]}]", "\"set\""},
        {"format_int", "[-255.9, 16]", "\"-ff\""},
        {"format_int", "[5, 2]", "\"101\""},
        {"format_int", "[5, 3]", "type: format_int: operand 2 must be one of {2, 8, 10, 16}"},
        {"units.parse", "[\"10K\"]", "10000"},
        {"units.parse", "[\"1.5Mi\"]", "1572864"},
        {"units.parse", "[\"100m\"]", "0.1000000000"},
        {"units.parse", "[\"1M\"]", "1000000"},
        {"units.parse", "[\"1e3\"]", "1000"},
        {"units.parse", "[\"1 K\"]", "error: units.parse: spaces not allowed in resource strings"},
        {"units.parse", "[\"K\"]", "error: units.parse: no amount provided"},
        {"units.parse", "[\"1x\"]", "error: units.parse: unit x not recognized"},
        {"units.parse", "[\"1.2.3\"]", "error: units.parse: could not parse amount to a number"},
        {"units.parse_bytes", "[\"1.5KB\"]", "1500"},
        {"units.parse_bytes", "[\"2gib\"]", "2147483648"},
        {"units.parse_bytes", "[\"10\"]", "10"},
        {"units.parse_bytes", "[\"GB\"]", "error: units.parse_bytes: no byte amount provided"},
        {"units.parse_bytes", "[\"1zb\"]", "error: units.parse_bytes: byte unit zb not recognized"},
        {"lt", "[1, \"a\"]", "true"},
        {"gte", "[1.0, 1]", "true"},
        {"equal", "[[1], [1.0]]", "true"},
        {"neq", "[null, false]", "true"},
    });
}

void TstNumbers::boundsWhatIsLarge() {
    const auto beginsWith = [](std::string_view name, std::string_view arguments, std::string_view expected) {
        const std::string text = answer(name, arguments);
        QVERIFY2(text.starts_with(expected), text.c_str());
    };
    beginsWith("plus", "[1e999999999, 1]", "error: ");
    beginsWith("mul", "[0.1, 1e-999999999]", "error: ");
    beginsWith("floor", "[1e999999999]", "error: ");
    beginsWith("div", "[1, 1e999999999]", "error: ");
    beginsWith("rem", "[1e999999999, 7]", "error: ");
    beginsWith("numbers.range", "[0, 1000000000000]", "limit: ");
    beginsWith("numbers.range", "[0, 100000000]", "limit: ");
    beginsWith("numbers.range_step", "[0, 1e100, 1]", "limit: ");
    beginsWith("bits.lsh", "[1, 1000000000]", "error: ");
    beginsWith("format_int", "[1e999999999, 2]", "error: ");
    beginsWith("units.parse", "[\"1e999999999\"]", "error: ");
    QCOMPARE(answer("lt", "[1e999999998, 1e999999999]"), std::string("true"));
}

QTEST_APPLESS_MAIN(TstNumbers)
#include "tst_numbers.moc"
