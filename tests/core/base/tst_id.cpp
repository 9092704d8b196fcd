#include "core/base/id.h"

#include <QTest>

#include <algorithm>
#include <unordered_set>

using namespace countersign;

namespace {

COUNTERSIGN_NAME_ID(PlainName, "sample name", false);
COUNTERSIGN_NAME_ID(MailName, "sample address", true);

/// The same byte for ever.
class Constant final : public Random {
public:
    explicit Constant(std::uint8_t byte) : m_byte(byte) {}
    void fill(std::span<std::uint8_t> out) override { std::ranges::fill(out, m_byte); }

private:
    std::uint8_t m_byte;
};

class Counting final : public Random {
public:
    void fill(std::span<std::uint8_t> out) override {
        for (std::uint8_t& byte : out) {
            byte = static_cast<std::uint8_t>((m_state = m_state * 6364136223846793005ULL + 1) >> 56U);
        }
    }

private:
    std::uint64_t m_state = 3;
};

} // namespace

class TstId : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names();
    void namesRefused_data();
    void namesRefused();
    void generated();
    void generatedRefused_data();
    void generatedRefused();
    void emptyEqualsNone();
    void folds();
};

void TstId::names() {
    for (const char* text : {"a", "Z", "0", "user_123", "a.b-c_d", "A..--__"}) {
        QCOMPARE(PlainName::parse(text).value().text(), text);
    }
    QVERIFY(PlainName::parse(std::string(128, 'x')));
    QCOMPARE(MailName::parse("alice@acme.example").value().text(), "alice@acme.example");
}

void TstId::namesRefused_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", ".a", "-a", "_a", "a b", "a/b", "a:b", "a\n", "\xC3\xA9", "a\xC3\xA9", "a@b", " a"}) {
        QTest::newRow(*text == '\0' ? "nothing" : text) << QByteArray(text);
    }
    QTest::newRow("nul") << QByteArray("a\0b", 3);
    QTest::newRow("129 characters") << QByteArray(129, 'x');
}

void TstId::namesRefused() {
    QFETCH(QByteArray, text);
    const auto parsed = PlainName::parse(text.toStdString());
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, Code::InvalidArgument);
    QVERIFY(parsed.error().detail.find("sample name") != std::string::npos);
    QVERIFY(!MailName::parse("@" + text.toStdString()));
}

void TstId::generated() {
    Constant zeros(0);
    Constant ones(0xFF);
    QCOMPARE(RequestId::generate(zeros).text(), "req_00000000000000000000000000");
    QCOMPARE(RequestId::generate(ones).text(), "req_7zzzzzzzzzzzzzzzzzzzzzzzzz");
    Counting random;
    std::unordered_set<ApprovalId> seen;
    for (int i = 0; i < 1000; ++i) {
        const ApprovalId id = ApprovalId::generate(random);
        QVERIFY(seen.insert(id).second);
        QVERIFY(ApprovalId::parse(id.text()) == id);
        QCOMPARE(id.folded(), id.text());
        QVERIFY(!RequestId::parse(id.text()));
    }
}

void TstId::generatedRefused_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "req_", "00000000000000000000000000", "req_0000000000000000000000000", "req_000000000000000000000000000",
          "req_80000000000000000000000000", "req_z0000000000000000000000000", "req_0000000000000000000000000A",
          "req_0000000000000000000000000i", "req_0000000000000000000000000l", "req_0000000000000000000000000o",
          "req_0000000000000000000000000u", "REQ_00000000000000000000000000", "apr_00000000000000000000000000",
          "req-00000000000000000000000000", "req_0000000000000000000000000 ", "req_-0000000000000000000000000"}) {
        QTest::newRow(*text == '\0' ? "nothing" : text) << QByteArray(text);
    }
}

void TstId::generatedRefused() {
    QFETCH(QByteArray, text);
    const auto parsed = RequestId::parse(text.toStdString());
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, Code::InvalidArgument);
}

void TstId::emptyEqualsNone() {
    Constant zeros(0);
    QVERIFY(PlainName().empty());
    QVERIFY(PlainName() != PlainName::parse("a").value());
    QVERIFY(RequestId() != RequestId::generate(zeros));
    static_assert(!std::is_convertible_v<RequestId, ApprovalId> && !std::is_constructible_v<RequestId, std::string>);
}

void TstId::folds() {
    QCOMPARE(PlainName::parse("AbC-Z.9").value().folded(), "abc-z.9");
    QVERIFY(PlainName::parse("A").value() != PlainName::parse("a").value());
}

QTEST_APPLESS_MAIN(TstId)
#include "tst_id.moc"
