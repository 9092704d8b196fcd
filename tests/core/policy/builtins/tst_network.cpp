#include "tests/core/policy/builtins/rows.h"

using namespace countersign::policy;

/// Networks, UUIDs and what depends on the evaluation.
class TstNetwork : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rows_data();
    void rows() { checkRow(); }
    void staysTheSameWithinOneEvaluation();
    void prints();
    void boundsWhatIsHostile();
};

void TstNetwork::rows_data() {
    addRows({
        {"net.cidr_contains", "[\"10.0.0.0/8\", \"10.1.2.3\"]", "true"},
        {"net.cidr_contains", "[\"10.0.0.0/8\", \"10.1.0.0/16\"]", "true"},
        {"net.cidr_contains", "[\"10.0.0.0/8\", \"::1\"]", "false"},
        {"net.cidr_contains", "[\"10.0.0.0/8\", \"x\"]",
         "error: net.cidr_contains: not a valid textual representation of an IP address or CIDR: x"},
        {"net.cidr_contains", "[\"10.0.0.0\", \"10.0.0.0\"]",
         "error: net.cidr_contains: invalid CIDR address: 10.0.0.0"},
        {"net.cidr_contains", "[\"2001:db8::/32\", \"2001:db8:1::/48\"]", "true"},
        {"net.cidr_intersects", "[\"192.168.1.0/25\", \"192.168.1.64/25\"]", "true"},
        {"net.cidr_intersects", "[\"192.168.1.0/28\", \"192.168.2.0/28\"]", "false"},
        {"net.cidr_is_valid", "[\"10.0.0.0/33\"]", "false"},
        {"net.cidr_is_valid", "[\"10.0.0.0/8\"]", "true"},
        {"net.cidr_is_valid", "[1]", "false"},
        {"net.cidr_expand", "[\"192.168.1.254/30\"]",
         "{\"192.168.1.252\", \"192.168.1.253\", \"192.168.1.254\", \"192.168.1.255\"}"},
        {"net.cidr_merge", "[[\"192.0.128.0/24\", \"192.0.129.0/24\", \"10.0.0.1\"]]",
         "{\"10.0.0.1/32\", \"192.0.128.0/23\"}"},
        {"net.cidr_merge", "[{\"$set\":[\"::/1\", \"8000::/1\"]}]", "{\"::/0\"}"},
        {"net.cidr_merge", "[[\"255.255.255.255\", \"255.255.255.254\"]]", "{\"255.255.255.254/31\"}"},
        {"net.cidr_contains_matches", "[\"1.1.1.0/24\", \"1.1.1.128\"]", "{[\"1.1.1.0/24\", \"1.1.1.128\"]}"},
        {"net.cidr_contains_matches",
         "[[\"1.1.1.0/24\", \"1.1.2.0/24\"], {\"x\":[\"1.1.2.1\",\"y\"],\"z\":\"1.1.3.1\"}]", "{[1, \"x\"]}"},
        {"net.cidr_contains_matches", "[{\"$set\":[\"1.1.1.0/24\"]}, [[\"1.1.1.1\"]]]", "{[\"1.1.1.0/24\", 0]}"},
        {"net.cidr_contains_matches", "[[1], \"1.1.1.1\"]",
         "type: net.cidr_contains_matches: operand 1 element must be string or non-empty array"},
        {"uuid.parse", "[\"00000000-0000-4000-8000-000000000000\"]", "{\"variant\": \"RFC4122\", \"version\": 4}"},
        {"uuid.parse", "[\"urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8\"]",
         "{\"clocksequence\": 180, \"macvariables\": \"global:unicast\", \"nodeid\": \"00-c0-4f-d4-30-c8\", \"time\": "
         "886630433151182400, \"variant\": \"RFC4122\", \"version\": 1}"},
        {"uuid.parse", "[\"not-a-uuid\"]", "undefined"},
        {"rand.intn", "[\"x\", 0]", "0"},
        {"trace", "[\"x\"]", "true"},
        {"opa.runtime", "[]", "{}"},
        {"rego.metadata.chain", "[]", "[]"},
    });
}

void TstNetwork::staysTheSameWithinOneEvaluation() {
    const auto seeded = [](std::uint64_t seed) {
        BuiltinContext::Settings settings;
        settings.seed = seed;
        return settings;
    };
    BuiltinContext::Settings at;
    at.nowNanoseconds = 42;
    const auto roll = [&](std::uint64_t seed) {
        return answer("rand.intn", R"(["die", 1000000])", seeded(seed)) +
               answer("uuid.rfc4122", R"(["id"])", seeded(seed));
    };
    QCOMPARE(roll(1), roll(1));
    QVERIFY(roll(1) != roll(2));
    const std::string uuid = answer("uuid.rfc4122", R"(["id"])");
    QCOMPARE(answer("uuid.parse", "[" + uuid + "]"), std::string(R"({"variant": "RFC4122", "version": 4})"));
    QCOMPARE(answer("time.now_ns", "[]", at), std::string("42"));
}

void TstNetwork::prints() {
    std::vector<std::string> lines;
    BuiltinContext::Settings settings;
    settings.print = [&](std::string_view line) { lines.emplace_back(line); };
    QCOMPARE(answer("print", R"(["a", 1, ["b"]])", settings), std::string("true"));
    QCOMPARE(answer("internal.print", R"([[{"$set":["x"]},{"$set":[]},{"$set":[1,2]}]])", settings),
             std::string("true"));
    QCOMPARE(lines, (std::vector<std::string>{"a 1 [\"b\"]", "x <undefined> 1", "x <undefined> 2"}));
}

void TstNetwork::boundsWhatIsHostile() {
    const auto beginsWith = [](std::string_view name, const std::string& arguments, std::string_view expected) {
        const std::string text = answer(name, arguments);
        QVERIFY2(text.starts_with(expected), text.substr(0, 200).c_str());
    };
    beginsWith("net.cidr_expand", R"(["0.0.0.0/0"])", "limit: ");
    beginsWith("net.cidr_expand", R"(["::/0"])", "limit: ");
    beginsWith("net.cidr_expand", R"(["10.0.0.0/8"])", "limit: ");
}

QTEST_APPLESS_MAIN(TstNetwork)
#include "tst_network.moc"
