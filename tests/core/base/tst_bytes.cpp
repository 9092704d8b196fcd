#include "core/base/bytes.h"

#include <QTest>

#include <random>

using namespace countersign;
using namespace std::string_literals;

namespace {

std::string decoded(const Result<Bytes>& bytes) {
    return bytes ? std::string(asText(*bytes)) : "refused"s;
}

} // namespace

class TstBytes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hex();
    void base64OfTheRfc_data();
    void base64OfTheRfc();
    void base64Refused_data();
    void base64Refused();
    void everyTextHasOneValue();
    void randomBytesReturn();
    void utf8_data();
    void utf8();
    void escapes();
    void escapesLeaveText();
    void digests();
};

void TstBytes::hex() {
    QCOMPARE(toHex(asBytes("\0\x7F\x80\xFF"s)), "007f80ff");
    QCOMPARE(toHex({}), "");
    QCOMPARE(decoded(fromHex("007f80ff")), "\0\x7F\x80\xFF"s);
    QCOMPARE(decoded(fromHex("")), "");
    for (const char* text : {"0", "0g", "g0", "0F", "F0", "0x", " 0", "00 ", "00\n", "-1", "\xC3\xA9"}) {
        QVERIFY2(!fromHex(text), text);
        QCOMPARE(fromHex(text).error().code, Code::InvalidArgument);
    }
}

/// RFC 4648 section 10.
void TstBytes::base64OfTheRfc_data() {
    QTest::addColumn<QString>("plain");
    QTest::addColumn<QString>("padded");
    const auto row = [](const char* plain, const char* padded) {
        QTest::newRow(padded) << QString::fromLatin1(plain) << QString::fromLatin1(padded);
    };
    row("", "");
    row("f", "Zg==");
    row("fo", "Zm8=");
    row("foo", "Zm9v");
    row("foob", "Zm9vYg==");
    row("fooba", "Zm9vYmE=");
    row("foobar", "Zm9vYmFy");
}

void TstBytes::base64OfTheRfc() {
    QFETCH(QString, plain);
    QFETCH(QString, padded);
    std::string bare = padded.toStdString();
    bare.erase(std::min(bare.find('='), bare.size()));
    QCOMPARE(toBase64(asBytes(plain.toStdString())), padded.toStdString());
    QCOMPARE(toBase64Url(asBytes(plain.toStdString())), bare);
    QCOMPARE(decoded(fromBase64(padded.toStdString())), plain.toStdString());
    QCOMPARE(decoded(fromBase64Url(bare)), plain.toStdString());
}

void TstBytes::base64Refused_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"=",        "==",   "===",  "====", "Zg",     "Zg=",   "Zg===", "Z===",     "Zh==", "Zm9=",   "Zm9vZ",
          "Zg==Zg==", "Z=g=", "=Zg=", "Zg =", "Zm9v\n", "Zm9\n", " Zm9",  "Zm9v====", "Zm9.", "Zm9\xC3"}) {
        QTest::newRow(text) << QByteArray(text);
    }
    QTest::newRow("nul") << QByteArray("Zm9\0", 4);
}

void TstBytes::base64Refused() {
    QFETCH(QByteArray, text);
    const auto padded = fromBase64(text.toStdString());
    QVERIFY(!padded);
    QCOMPARE(padded.error().code, Code::InvalidArgument);
    if (text != "Zg") {
        QVERIFY(!fromBase64Url(text.toStdString()));
    }
    QVERIFY(!fromBase64("+/-_"));
    QVERIFY(fromBase64("+/+/"));
    QVERIFY(!fromBase64Url("+/+/"));
    QVERIFY(fromBase64Url("-_-_"));
}

void TstBytes::everyTextHasOneValue() {
    // Of all four-character ends, those that are read are those that would be written.
    const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    int accepted = 0;
    for (const char third : alphabet) {
        for (const char fourth : alphabet) {
            for (const char second : alphabet) {
                const std::string text{'A', second, third, fourth};
                if (const auto bytes = fromBase64(text)) {
                    QCOMPARE(toBase64(*bytes), text);
                    ++accepted;
                }
            }
        }
    }
    // 18 bits, 10 bits and 2 bits.
    QCOMPARE(accepted, 262144 + 1024 + 4);
}

void TstBytes::randomBytesReturn() {
    std::mt19937 engine(11);
    for (std::size_t size = 0; size < 300; ++size) {
        Bytes bytes(size);
        for (std::uint8_t& byte : bytes) {
            byte = static_cast<std::uint8_t>(engine());
        }
        QVERIFY(fromHex(toHex(bytes)) == bytes);
        QVERIFY(fromBase64(toBase64(bytes)) == bytes);
        QVERIFY(fromBase64Url(toBase64Url(bytes)) == bytes);
        QVERIFY(isUtf8(escapeControls(asText(bytes))));
    }
}

void TstBytes::utf8_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    const auto row = [](const char* name, std::string_view text, bool good) {
        QTest::newRow(name) << QByteArray(text.data(), static_cast<qsizetype>(text.size())) << good;
    };
    row("nothing", "", true);
    row("nul", "\0"s, true);
    row("ends of one byte", "\x7F", true);
    row("ends of two bytes", "\xC2\x80\xDF\xBF", true);
    row("ends of three bytes", "\xE0\xA0\x80\xEF\xBF\xBF", true);
    row("around the surrogates", "\xED\x9F\xBF\xEE\x80\x80", true);
    row("ends of four bytes", "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF", true);
    row("continuation", "\x80", false);
    row("late continuation", "aaaaaaaaaaaaaaaa\xBF", false);
    row("overlong two", "\xC1\xBF", false);
    row("overlong three", "\xE0\x9F\xBF", false);
    row("overlong four", "\xF0\x8F\xBF\xBF", false);
    row("first surrogate", "\xED\xA0\x80", false);
    row("last surrogate", "\xED\xBF\xBF", false);
    row("too large", "\xF4\x90\x80\x80", false);
    row("five bytes", "\xF8\x88\x80\x80\x80", false);
    row("fe", "\xFE", false);
    row("cut two", "\xC2", false);
    row("cut three", "\xE2\x82", false);
    row("cut four", "\xF0\x9F\x98", false);
    row("cut by text", "\xE2\x82z", false);
    row("cut at a word", "aaaaaaa\xC2", false);
}

void TstBytes::utf8() {
    QFETCH(QByteArray, text);
    QFETCH(bool, good);
    QCOMPARE(isUtf8(text.toStdString()), good);
    QCOMPARE(isUtf8("12345678" + text.toStdString() + "12345678"), good);
}

void TstBytes::escapes() {
    QCOMPARE(escapeControls("a\0b\n\r\t\x1B[31m\x7F"s), "a\\u{0000}b\\u{000a}\\u{000d}\\u{0009}\\u{001b}[31m\\u{007f}");
    QCOMPARE(escapeControls("\u0085\u009B"), "\\u{0085}\\u{009b}");
    QCOMPARE(escapeControls("\u2028\u2029"), "\\u{2028}\\u{2029}");
    QCOMPARE(escapeControls("\u200B\u200D\u200E\u200F\u2060\uFEFF"),
             "\\u{200b}\\u{200d}\\u{200e}\\u{200f}\\u{2060}\\u{feff}");
    QCOMPARE(escapeControls("\u202A\u202E\u2066\u2069\u061C"), "\\u{202a}\\u{202e}\\u{2066}\\u{2069}\\u{061c}");
    QCOMPARE(escapeControls("\U000E0041"), "\\u{e0041}");
    QCOMPARE(escapeControls("a\xFF\xC3z\xED\xA0\x80"), "a\\xff\\xc3z\\xed\\xa0\\x80");
}

void TstBytes::escapesLeaveText() {
    const std::string text = "Zürich € 😀 \\ \" ' עברית ~";
    QCOMPARE(escapeControls(text), text);
}

void TstBytes::digests() {
    const std::string text = "00ff" + std::string(60, 'a');
    const auto digest = Digest::fromHex(text);
    QVERIFY(digest);
    QCOMPARE(digest->hex(), text);
    QCOMPARE(digest->bytes().size(), 32U);
    QVERIFY(Digest::fromBytes(digest->bytes()) == *digest);
    QVERIFY(*digest != Digest());
    QVERIFY(!Digest::fromHex(text.substr(2)));
    QVERIFY(!Digest::fromHex(text + "00"));
    QVERIFY(!Digest::fromHex("00FF" + std::string(60, 'a')));
    QVERIFY(!Digest::fromBytes(digest->bytes().first(31)));
    QCOMPARE(Digest::fromBytes({}).error().code, Code::InvalidArgument);
}

QTEST_APPLESS_MAIN(TstBytes)
#include "tst_bytes.moc"
