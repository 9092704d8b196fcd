#include "tests/core/policy/builtins/rows.h"

using namespace countersign::policy;

/// Strings, formats and templates.
class TstStrings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rows_data();
    void rows() { checkRow(); }
    void boundsWhatIsHostile();
};

void TstStrings::rows_data() {
    addRows({
        {"concat", "[\"-\", [\"a\",\"b\"]]", "\"a-b\""},
        {"concat", "[\"-\", []]", "\"\""},
        {"concat", "[\"-\", {\"$set\":[\"b\",\"a\"]}]", "\"a-b\""},
        {"concat", "[\"-\", [1]]", "type: concat: operand 2 must be array of strings but got array containing number"},
        {"concat", "[\"-\", 1]", "type: concat: operand 2 must be one of {set, array} but got number"},
        {"contains", "[\"abc\", \"bc\"]", "true"},
        {"startswith", "[\"abc\", \"b\"]", "false"},
        {"endswith", "[\"abc\", \"\"]", "true"},
        {"indexof", "[\"aüb\", \"b\"]", "2"},
        {"indexof", "[\"abc\", \"d\"]", "-1"},
        {"indexof", "[\"abc\", \"\"]", "error: indexof: empty search character"},
        {"indexof_n", "[\"aaüaa\", \"aa\"]", "[0, 3]"},
        {"lower", "[\"ÄBC\"]", "\"äbc\""},
        {"upper", "[\"straße\"]", "\"STRAßE\""},
        {"replace", "[\"aXbX\", \"X\", \"yy\"]", "\"ayybyy\""},
        {"replace", "[\"ab\", \"\", \"-\"]", "\"-a-b-\""},
        {"strings.replace_n", "[{\"<\":\"&lt;\",\">\":\"&gt;\"}, \"<b>\"]", "\"&lt;b&gt;\""},
        {"strings.replace_n", "[{\"a\":1}, \"a\"]",
         "type: strings.replace_n: operand 1 non-string value found in pattern object"},
        {"strings.reverse", "[\"aü😀\"]", "\"😀üa\""},
        {"split", "[\"a,b,\", \",\"]", "[\"a\", \"b\", \"\"]"},
        {"split", "[\"\", \",\"]", "[\"\"]"},
        {"split", "[\"aü\", \"\"]", "[\"a\", \"ü\"]"},
        {"substring", "[\"abcdef\", 2, 3]", "\"cde\""},
        {"substring", "[\"üöä\", 1, -1]", "\"öä\""},
        {"substring", "[\"abc\", 5, 1]", "\"\""},
        {"substring", "[\"abc\", -1, 1]", "error: substring: negative offset"},
        {"substring", "[\"abc\", 1.5, 1]",
         "type: substring: operand 2 must be integer number but got floating-point number"},
        {"trim", "[\"--a-b==\", \"-=\"]", "\"a-b\""},
        {"trim_left", "[\"üüaü\", \"ü\"]", "\"aü\""},
        {"trim_right", "[\"üaü\", \"ü\"]", "\"üa\""},
        {"trim_prefix", "[\"aab\", \"a\"]", "\"ab\""},
        {"trim_suffix", "[\"abb\", \"b\"]", "\"ab\""},
        {"trim_space", "[\" \\u2003\\n\\ta b\\u00a0 \"]", "\"a b\""},
        {"strings.any_prefix_match", "[[\"a/b\",\"c\"], {\"$set\":[\"x\",\"a/\"]}]", "true"},
        {"strings.any_prefix_match", "[\"abc\", \"b\"]", "false"},
        {"strings.any_suffix_match", "[\"abc\", [\"bc\"]]", "true"},
        {"strings.any_suffix_match", "[1, \"a\"]",
         "type: strings.any_suffix_match: operand 1 must be one of {string, set, array} but got number"},
        {"strings.count", "[\"cheese\", \"e\"]", "3"},
        {"strings.count", "[\"abc\", \"\"]", "4"},
        {"sprintf", "[\"%d %s %v %5d|%-5d|%05d\", [1, \"a\", [1,\"b\"], 2, 3, 4]]",
         "\"1 a [1, \\\"b\\\"]     2|3    |00004\""},
        {"sprintf", "[\"%.2f %e %g %v\", [3.14159, 1234.5, 0.5, 1000000.5]]",
         "\"3.14 1.234500e+03 0.5 1.0000005e+06\""},
        {"sprintf", "[\"%x %X %o %b %c %q %U\", [255, 255, 8, 5, 65, 65, 8364]]", "\"ff FF 10 101 A 'A' U+20AC\""},
        {"sprintf", "[\"%x|%#x|%+d|% d\", [\"hi\", 255, 5, 5]]", "\"6869|0xff|+5| 5\""},
        {"sprintf", "[\"%d\", [\"x\"]]", "\"%!d(string=x)\""},
        {"sprintf", "[\"%s\", [1]]", "\"%!s(int=1)\""},
        {"sprintf", "[\"%d\", []]", "\"%!d(MISSING)\""},
        {"sprintf", "[\"a\", [1, \"b\"]]", "\"a%!(EXTRA int=1, string=b)\""},
        {"sprintf", "[\"%[2]s %[1]s\", [\"a\", \"b\"]]", "\"b a\""},
        {"sprintf", "[\"%[3]d\", [1]]", "\"%!d(BADINDEX)\""},
        {"sprintf", "[\"100%% %t %v\", [true, null]]", "\"100% %!t(string=true) null\""},
        {"sprintf", "[\"%\", []]", "\"%!(NOVERB)\""},
        {"sprintf", "[\"%*d\", [4, 7]]", "\"   7\""},
        {"sprintf", "[\"%v\", [2e308]]", "\"2e308\""},
        {"sprintf", "[\"%d\", [123456789012345678901234567890]]", "\"123456789012345678901234567890\""},
        {"sprintf", "[\"%.2s|%5s|%-5s|%q\", [\"üöä\", \"ü\", \"ü\", \"a\\\"b\"]]",
         "\"üö|    ü|ü    |\\\"a\\\\\\\"b\\\"\""},
        {"sprintf", "[\"%T %T %T\", [1, 1.5, \"a\"]]", "\"int float64 string\""},
        {"regex.match", "[\"^a+$\", \"aaa\"]", "true"},
        {"regex.match", "[\"(\", \"a\"]", "error: regex.match: error parsing regexp: missing closing ): `(`"},
        {"regex.is_valid", "[\"[\"]", "false"},
        {"regex.is_valid", "[1]", "false"},
        {"regex.find_n", "[\"a.\", \"abacad\", 2]", "[\"ab\", \"ac\"]"},
        {"regex.find_n", "[\"a.\", \"abac\", -1]", "[\"ab\", \"ac\"]"},
        {"regex.find_n", "[\"a.\", \"abac\", 0]", "[]"},
        {"regex.find_n", "[\"a*\", \"baac\", -1]", "[\"\", \"aa\", \"\"]"},
        {"regex.find_all_string_submatch_n", "[\"-a(x*)b(y|z)?\", \"-axxb-ab-axby\", -1]",
         "[[\"-axxb\", \"xx\", \"\"], [\"-ab\", \"\", \"\"], [\"-axby\", \"x\", \"y\"]]"},
        {"regex.replace", "[\"abc\", \"b\", \"<$0>\"]", "\"a<b>c\""},
        {"regex.replace", "[\"foo bar\", \"(?P<first>\\\\w+) (\\\\w+)\", \"${2} $first$$\"]", "\"bar foo$\""},
        {"regex.replace", "[\"abc\", \"x*\", \"-\"]", "\"-a-b-c-\""},
        {"regex.split", "[\"[,;]\", \"a,b;c\"]", "[\"a\", \"b\", \"c\"]"},
        {"regex.split", "[\"a\", \"banana\"]", "[\"b\", \"n\", \"n\", \"\"]"},
        {"regex.split", "[\"z+\", \"pizza\"]", "[\"pi\", \"a\"]"},
        {"regex.split", "[\"\", \"abc\"]", "[\"a\", \"b\", \"c\"]"},
        {"regex.split", "[\",\", \"\"]", "[\"\"]"},
        {"regex.template_match", "[\"urn:foo:{.*}\", \"urn:foo:bar:baz\", \"{\", \"}\"]", "true"},
        {"regex.template_match", "[\"urn:foo.{[a-z]+}\", \"urn:fooXbar\", \"{\", \"}\"]", "false"},
        {"regex.template_match", "[\"{\", \"a\", \"{\", \"}\"]",
         "error: regex.template_match: unbalanced braces in \"{\""},
        {"regex.template_match", "[\"a\", \"a\", \"<<\", \"}\"]",
         "error: regex.template_match: start delimiter has to be exactly one character long but is 2 long"},
        {"regex.globs_match", "[\"a.a.[0-9]+z\", \"b[a-z]*\"]", "false"},
        {"regex.globs_match", "[\"a.[0-9]+\", \"ab[1-3]*\"]", "true"},
        {"regex.globs_match", "[\"*a\", \"a\"]", "error: regex.globs_match: input:*a, the input provided is invalid"},
        {"glob.match", "[\"*.github.com\", [], \"api.github.com\"]", "true"},
        {"glob.match", "[\"*.github.com\", [], \"api.cdn.github.com\"]", "false"},
        {"glob.match", "[\"*.github.com\", null, \"api.cdn.github.com\"]", "true"},
        {"glob.match", "[\"**.github.com\", [\".\"], \"api.cdn.github.com\"]", "true"},
        {"glob.match", "[\"{cat,[fr]at,x{y,z}}\", [], \"xz\"]", "true"},
        {"glob.match", "[\"\\\\*a\", [], \"*a\"]", "true"},
        {"glob.match", "[\"[!a-c]at\", [], \"bat\"]", "false"},
        {"glob.match", "[\"a+b\", [], \"aab\"]", "false"},
        {"glob.match", "[\"{a\", [], \"a\"]", "error: glob.match: malformed glob `{a` at byte 2"},
        {"glob.quote_meta", "[\"*.a{b}[c]?\"]", "\"\\\\*.a\\\\{b\\\\}\\\\[c\\\\]\\\\?\""},
        {"semver.compare", "[\"1.0.0-alpha.1\", \"1.0.0-alpha.beta\"]", "-1"},
        {"semver.compare", "[\"1.0.0\", \"1.0.0-rc.1\"]", "1"},
        {"semver.compare", "[\"1.0.0+a\", \"1.0.0+b\"]", "0"},
        {"semver.compare", "[\"1.10.0\", \"1.9.0\"]", "1"},
        {"semver.compare", "[\"1\", \"1.0.0\"]",
         "error: semver.compare: operand 1: string \"1\" is not a valid SemVer"},
        {"semver.is_valid", "[\"1.2.3-a.b+c\"]", "true"},
        {"semver.is_valid", "[\"01.2.3\"]", "false"},
        {"semver.is_valid", "[1]", "false"},
        {"strings.render_template", "[\"hi {{.name}}\", {\"name\":\"bob\"}]", "\"hi bob\""},
        {"strings.render_template",
         "[\"{{range $i, $n := .names}}{{if $i}},{{end}}hello {{$n}}{{end}}\", {\"names\":[\"a\",\"b\"]}]",
         "\"hello a,hello b\""},
        {"strings.render_template",
         "[\"{{if eq .x \\\"a\\\"}}A{{else if .y}}Y{{else}}N{{end}}|{{with .z}}{{.w}}{{end}}\", "
         "{\"x\":\"b\",\"y\":true,\"z\":{\"w\":1.50}}]",
         "\"Y|1.50\""},
        {"strings.render_template",
         "[\"a {{- /* no */ -}} b {{- .l}} {{len .l}} {{index .l 1 | printf \\\"%s-%s\\\" \\\"x\\\"}}\", "
         "{\"l\":[\"p\",\"q\"]}]",
         "\"ab[p q] 2 x-q\""},
        {"strings.render_template",
         "[\"{{range .o}}{{.}}{{else}}none{{end}}{{$x := 1}}{{if and (not .e) (gt $x 0)}}{{$.o}}{{end}}\", "
         "{\"o\":{},\"e\":\"\"}]",
         "\"nonemap[]\""},
        {"strings.render_template", "[\"{{.missing}}\", {}]",
         "error: strings.render_template: template: map has no entry for key \"missing\""},
        {"strings.render_template", "[\"{{if .a}}\", {\"a\":1}]",
         "error: strings.render_template: template: unexpected EOF"},
        {"strings.render_template", "[\"{{end}}\", {}]",
         "error: strings.render_template: template: unexpected {{end}}"},
        {"strings.render_template", "[\"{{.a\", {\"a\":1}]",
         "error: strings.render_template: template: unclosed action"},
    });
}

void TstStrings::boundsWhatIsHostile() {
    const auto beginsWith = [](std::string_view name, const std::string& arguments, std::string_view expected) {
        const std::string text = answer(name, arguments);
        QVERIFY2(text.starts_with(expected), text.substr(0, 200).c_str());
    };
    beginsWith("sprintf", R"(["%999999d%999999d", [1, 2]])", "\"");
    beginsWith("sprintf", R"(["%1000001d", [1]])", "\"");
    const std::string large(std::size_t{1} << 20U, 'a');
    beginsWith("replace", "[\"" + large + "\", \"a\", \"" + large + "\"]", "limit: ");
    beginsWith("regex.replace", "[\"" + large + "\", \"a\", \"" + large + "\"]", "limit: ");
    // A pattern that makes others take exponential time, and one whose program would be large.
    beginsWith("regex.match", "[\"^(a+)+$\", \"" + large + "b\"]", "false");
    beginsWith("regex.match", R"(["((a{100}){100}){100}", "a"])", "error: ");
    beginsWith("glob.match", "[\"" + std::string(60, '{') + "\", [], \"a\"]", "error: ");
}

QTEST_APPLESS_MAIN(TstStrings)
#include "tst_strings.moc"
