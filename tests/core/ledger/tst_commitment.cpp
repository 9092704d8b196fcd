#include "core/crypto/hash.h"
#include "core/ledger/commitment.h"
#include "core/ledger/merkle.h"
#include "tests/core/ledger/samples.h"

#include <QtTest>

#include <set>

using namespace countersign;
using namespace countersign::ledger;

namespace {

const json::Object& arguments() {
    static const json::Object kArguments{{"title", "Fix \"it\""},
                                         {"draft", json::Value(true)},
                                         {"count", json::Value::integer(3)},
                                         {"ratio", json::Value::number(0.1)},
                                         {"labels", json::Array{"a", "b"}},
                                         {"none", json::Value()},
                                         {"nested", json::Object{{"z", "1"}, {"a", "2"}}}};
    return kArguments;
}

CommittedArguments committed() {
    test::CountingRandom random;
    return CommittedArguments::create(arguments(), random);
}

Bytes preimage(const Salt& salt, std::string_view canonical) {
    Bytes out{0x00};
    out.insert(out.end(), salt.begin(), salt.end());
    out.insert(out.end(), canonical.begin(), canonical.end());
    return out;
}

} // namespace

class TstCommitment : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hashesAsTheDesignSays();
    void rootIsAMerkleRootInOrder();
    void noArgumentsHashNothing();
    void oneFillForAllSalts();
    void goesThroughJson();
    void erasedMembersKeepTheRoot();
    void anyChangeChangesTheRoot();
    void comparesOtherArguments();
    void refusesBadForms_data();
    void refusesBadForms();
    void textGoesThroughJsonAndErasing();
    void textLabelIsPartOfTheDigest();
    void textRefusesBadForms();
};

void TstCommitment::hashesAsTheDesignSays() {
    const Opening opening{.salt = {1, 2, 3}, .value = json::Object{{"b", "x"}, {"a", json::Value::number(0.5)}}};
    QVERIFY(commit("na\"me", opening) ==
            crypto::sha256(preimage(opening.salt, "[\"na\\\"me\",{\"a\":0.5,\"b\":\"x\"}]")));
}

void TstCommitment::rootIsAMerkleRootInOrder() {
    const CommittedArguments sample = committed();
    std::vector<Digest> leaves;
    std::vector<std::string> names;
    for (const auto& member : sample.members()) {
        names.push_back(member.name);
        leaves.push_back(commit(member.name, *member.opening));
        QVERIFY(leaves.back() == member.leaf);
    }
    QCOMPARE(names, (std::vector<std::string>{"count", "draft", "labels", "nested", "none", "ratio", "title"}));
    const Digest left = nodeHash(nodeHash(leaves[0], leaves[1]), nodeHash(leaves[2], leaves[3]));
    const Digest right = nodeHash(nodeHash(leaves[4], leaves[5]), leaves[6]);
    QVERIFY(sample.root() == nodeHash(left, right));
    QVERIFY(sample.verify(nodeHash(left, right)).has_value());
    QCOMPARE(sample.verify(left).error().code, Code::CommitmentMismatch);
    QVERIFY(sample.values() == arguments());
}

void TstCommitment::noArgumentsHashNothing() {
    test::CountingRandom random;
    QVERIFY(CommittedArguments::create({}, random).root() == crypto::sha256(ByteView{}));
    QVERIFY(CommittedArguments().root() == crypto::sha256(ByteView{}));
    QCOMPARE(random.m_fills, 0);
}

void TstCommitment::oneFillForAllSalts() {
    test::CountingRandom random;
    const auto sample = CommittedArguments::create(arguments(), random);
    QCOMPARE(random.m_fills, 1);
    std::set<Salt> salts;
    for (const auto& member : sample.members()) {
        salts.insert(member.opening->salt);
    }
    QCOMPARE(salts.size(), arguments().size());
}

void TstCommitment::goesThroughJson() {
    const CommittedArguments sample = committed();
    const auto text = json::canonical(sample.toJson());
    const auto parsed = CommittedArguments::parse(*json::parse(text));
    QVERIFY(parsed.has_value());
    QVERIFY(*parsed == sample);
    QVERIFY(CommittedArguments::parse(json::Object{}) == CommittedArguments());
}

void TstCommitment::erasedMembersKeepTheRoot() {
    CommittedArguments sample = committed();
    const Digest root = sample.root();
    for (const auto& [name, value] : arguments()) {
        QVERIFY(sample.eraseMember(name).has_value());
        QVERIFY(sample.eraseMember(name).has_value());
        QVERIFY(sample.root() == root);
        QVERIFY(sample.values().find(name) == nullptr);
        const auto parsed = CommittedArguments::parse(*json::parse(json::canonical(sample.toJson())));
        QVERIFY(parsed == sample);
        QVERIFY(parsed->verify(root).has_value());
    }
    QVERIFY(!json::canonical(sample.toJson()).contains("salt"));
    QVERIFY(!json::canonical(sample.toJson()).contains("Fix"));
    QCOMPARE(sample.eraseMember("other").error().code, Code::NotFound);
}

void TstCommitment::anyChangeChangesTheRoot() {
    const Digest root = committed().root();
    const json::Value good = committed().toJson();
    int changes = 0;
    for (const auto& [name, entry] : *good.asObject()) {
        for (const char* part : {"value", "salt"}) {
            json::Object members = *good.asObject();
            json::Object changed = *entry.asObject();
            changed.set(part, std::string_view(part) == "salt" ? "//////////////////////==" : "changed");
            members.set(name, changed);
            const auto parsed = CommittedArguments::parse(members);
            if (parsed) {
                QCOMPARE(parsed->verify(root).error().code, Code::CommitmentMismatch);
                ++changes;
            }
        }
        json::Object fewer = *good.asObject();
        fewer.erase(name);
        QVERIFY(!CommittedArguments::parse(fewer)->verify(root).has_value());
        json::Object renamed = fewer;
        renamed.set(name + "x", entry);
        QVERIFY(!CommittedArguments::parse(renamed)->verify(root).has_value());
    }
    QVERIFY(changes >= static_cast<int>(arguments().size()));
}

void TstCommitment::comparesOtherArguments() {
    CommittedArguments sample = committed();
    QVERIFY(sample.rootOf(arguments()) == sample.root());
    for (const auto& [name, value] : arguments()) {
        json::Object other = arguments();
        other.set(name, "something else");
        QVERIFY(sample.rootOf(other).has_value());
        QVERIFY(sample.rootOf(other) != sample.root());
        other.erase(name);
        QCOMPARE(sample.rootOf(other).error().code, Code::CommitmentMismatch);
        other.set(name + "2", value);
        QCOMPARE(sample.rootOf(other).error().code, Code::CommitmentMismatch);
    }
    json::Object more = arguments();
    more.set("zzz", "x");
    QCOMPARE(sample.rootOf(more).error().code, Code::CommitmentMismatch);
    QVERIFY(sample.eraseMember("title").has_value());
    QCOMPARE(sample.rootOf(arguments()).error().code, Code::NotFound);
}

void TstCommitment::refusesBadForms_data() {
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const char* text) { QTest::newRow(name) << QByteArray(text); };
    row("array", "[]");
    row("member no object", R"({"a":1})");
    row("member empty", R"({"a":{}})");
    row("no value", R"({"a":{"salt":"AAAAAAAAAAAAAAAAAAAAAA=="}})");
    row("no salt", R"({"a":{"value":1}})");
    row("short salt", R"({"a":{"salt":"AAAA","value":1}})");
    row("salt not canonical", R"({"a":{"salt":"AAAAAAAAAAAAAAAAAAAAAB==","value":1}})");
    row("short leaf", R"({"a":{"leaf":"00"}})");
    row("leaf and value",
        R"({"a":{"leaf":"0000000000000000000000000000000000000000000000000000000000000000","value":1}})");
    row("unknown member", R"({"a":{"salt":"AAAAAAAAAAAAAAAAAAAAAA==","value":1,"x":1}})");
}

void TstCommitment::refusesBadForms() {
    QFETCH(QByteArray, text);
    QVERIFY(!CommittedArguments::parse(*json::parse(text.toStdString())).has_value());
}

void TstCommitment::textGoesThroughJsonAndErasing() {
    test::CountingRandom random;
    auto text = CommittedText::create("asked_reason", "because \u2026", random);
    const Digest digest = text.digest();
    const auto parse = [&text] { return CommittedText::parse(*json::parse(json::canonical(text.toJson()))); };
    QVERIFY(parse() == text);
    QCOMPARE(*parse()->text(), std::string("because \u2026"));
    QVERIFY(parse()->verify(digest).has_value());
    text.erase();
    QVERIFY(text.text() == nullptr);
    QVERIFY(parse() == text);
    QVERIFY(parse()->verify(digest).has_value());
    QVERIFY(!json::canonical(text.toJson()).contains("because"));
    QCOMPARE(text.verify(crypto::sha256(ByteView{})).error().code, Code::CommitmentMismatch);
}

void TstCommitment::textLabelIsPartOfTheDigest() {
    test::CountingRandom first;
    test::CountingRandom second;
    const auto reason = CommittedText::create("asked_reason", "10.0.0.7", first);
    const auto source = CommittedText::create("source", "10.0.0.7", second);
    QVERIFY(reason.digest() != source.digest());
    QVERIFY(CommittedText::create("source", "10.0.0.7", second).digest() != source.digest());
}

void TstCommitment::textRefusesBadForms() {
    for (const char* text :
         {R"([])", R"({"label":"x"})", R"({"salt":"AAAAAAAAAAAAAAAAAAAAAA==","value":"x"})",
          R"({"label":"x","salt":"AAAAAAAAAAAAAAAAAAAAAA==","value":1})", R"({"label":"x","digest":"00"})",
          R"({"label":"x","salt":"AAAAAAAAAAAAAAAAAAAAAA==","value":"x","y":1})"}) {
        QVERIFY2(!CommittedText::parse(*json::parse(text)).has_value(), text);
    }
}

QTEST_APPLESS_MAIN(TstCommitment)
#include "tst_commitment.moc"
