#include "core/audit/export_csv.h"
#include "core/audit/export_jsonl.h"
#include "core/audit/export_text.h"
#include "core/base/json.h"
#include "core/crypto/hash.h"
#include "core/ledger/record.h"

#include <QTest>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

using namespace countersign;
using namespace std::string_view_literals;

namespace {

const std::string kTail = "00000000000000000000000001";
constexpr std::string_view kHeader =
    "seq,time,kind,agent,user,action,resource,scope,outcome,reasons,approval,request,operator,policy,id,leaf\r\n";

ledger::RecordFields sample() {
    ledger::RecordFields fields;
    fields.store = *StoreId::parse("sto_" + kTail);
    fields.id = *ledger::RecordId::parse("rec_" + kTail);
    fields.kind = ledger::Kind::Decision;
    fields.outcome = ledger::Outcome::Deny;
    fields.at = *Timestamp::parse("2026-11-23T10:00:00Z");
    fields.agent = "agent-code-reviewer-01";
    fields.user = "user_123";
    fields.action = "pr.create";
    fields.resource = {{"repo", "acme/api"}, {"branch", "main"}};
    fields.scope = {"pr:write:draft", "repo:read"};
    fields.reasons = {{"scope_denied", ""}, {"resource_not_granted", "needs \"acme/*\", or more"}};
    fields.approval = *ApprovalId::parse("apr_" + kTail);
    fields.request = *RequestId::parse("req_" + kTail);
    fields.operatorId = "alice";
    fields.policy = Digest();
    return fields;
}

ledger::Record recordOf(const ledger::RecordFields& fields) {
    auto record = ledger::Record::create(fields);
    if (!record) {
        qFatal("%s", record.error().detail.c_str());
    }
    return *std::move(record);
}

std::string csvOf(const ledger::RecordFields& fields) {
    std::string out;
    audit::appendCsvRow(out, 7, Digest(), recordOf(fields));
    return out;
}

/// RFC 4180, strictly; nothing when the text is not one row.
std::optional<std::vector<std::string>> readRow(std::string_view row) {
    if (!row.ends_with("\r\n")) {
        return std::nullopt;
    }
    row.remove_suffix(2);
    std::vector<std::string> cells(1);
    for (std::size_t i = 0; i < row.size();) {
        if (row[i] == '"' && cells.back().empty()) {
            for (++i;; ++i) {
                if (i == row.size()) {
                    return std::nullopt;
                }
                if (row[i] == '"' && (i + 1 == row.size() || row[i + 1] != '"')) {
                    ++i;
                    break;
                }
                i += row[i] == '"' ? 1 : 0;
                cells.back() += row[i];
            }
            if (i < row.size() && row[i] != ',') {
                return std::nullopt;
            }
        } else if (row[i] == ',') {
            cells.emplace_back();
            ++i;
        } else if (row[i] == '"' || row[i] == '\r' || row[i] == '\n') {
            return std::nullopt;
        } else {
            cells.back() += row[i++];
        }
    }
    return cells;
}

} // namespace

class TstExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void csvRowHoldsTheFacts() {
        std::string out = "before ";
        audit::appendCsvHeader(out);
        QCOMPARE(out, "before " + std::string(kHeader));
        const std::string zeros(64, '0');
        const std::vector<std::string> expected = {"7",
                                                   "2026-11-23T10:00:00.000Z",
                                                   "decision",
                                                   "agent-code-reviewer-01",
                                                   "user_123",
                                                   "pr.create",
                                                   "branch=main; repo=acme/api",
                                                   "pr:write:draft; repo:read",
                                                   "deny",
                                                   "scope_denied; resource_not_granted: needs \"acme/*\", or more",
                                                   "apr_" + kTail,
                                                   "req_" + kTail,
                                                   "alice",
                                                   zeros,
                                                   "rec_" + kTail,
                                                   zeros};
        const auto cells = readRow(csvOf(sample()));
        QVERIFY(cells);
        QVERIFY(*cells == expected);
        QCOMPARE(expected.size(), static_cast<std::size_t>(std::ranges::count(kHeader, ',')) + 1);
    }

    void aCommandsActionIsItsType() {
        ledger::RecordFields fields;
        fields.store = *StoreId::parse("sto_" + kTail);
        fields.id = *ledger::RecordId::parse("rec_" + kTail);
        fields.kind = ledger::Kind::Command;
        fields.outcome = ledger::Outcome::Done;
        fields.at = *Timestamp::parse("2026-11-23T10:00:00Z");
        fields.operatorId = "alice";
        fields.command = json::Object{{"command", json::Object{{"type", "RegisterAgent"}}}};
        const auto cells = readRow(csvOf(fields));
        QVERIFY(cells);
        QCOMPARE((*cells)[5], std::string("RegisterAgent"));
        fields.command = json::Object{{"command", json::Object{{"type", json::Value::integer(3)}}}};
        QCOMPARE((*readRow(csvOf(fields)))[5], std::string());
    }

    void csvCells_data() {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<QByteArray>("cell");
        const auto row = [](const char* name, std::string_view action, std::string_view cell) {
            QTest::newRow(name) << QByteArray(action.data(), static_cast<qsizetype>(action.size()))
                                << QByteArray(cell.data(), static_cast<qsizetype>(cell.size()));
        };
        row("plain", "pr.create", "pr.create");
        row("empty", "", "");
        row("equals", "=1+1", "'=1+1");
        row("plus", "+1", "'+1");
        row("minus", "-1", "'-1");
        row("at", "@SUM(A1)", "'@SUM(A1)");
        row("tab", "\t=1", "'\\u{0009}=1");
        row("carriage return", "\r=1", "'\\u{000d}=1");
        row("line feed", "\n=1", "'\\u{000a}=1");
        row("full-width equals", "＝1", "'＝1");
        row("full-width plus", "＋1", "'＋1");
        row("full-width minus", "－1", "'－1");
        row("full-width at", "＠1", "'＠1");
        row("after a space", " =1", "' =1");
        row("after a wide space", "\u3000=1", "'\u3000=1");
        row("command", "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
        row("harmless inside", "a=b+c-d@e", "a=b+c-d@e");
        row("after a semicolon", "a;=1; -2;b;", "a;'=1;' -2;b;");
        row("semicolons alone", ";;", ";;");
        row("quote", "a\"b", "a\"b");
        row("quotes alone", "\"\"", "\"\"");
        row("a cell that ends early", "\",=1+1,\"", "\",=1+1,\"");
        row("line breaks", "a\r\nb\nc", "a\\u{000d}\\u{000a}b\\u{000a}c");
        row("NUL", "a\0b"sv, "a\\u{0000}b");
        row("escape", "\x1b[2Jx", "\\u{001b}[2Jx");
        row("bidi", "a\u202egpj.exe", "a\\u{202e}gpj.exe");
        row("zero width", "pay\u200bpal", "pay\\u{200b}pal");
        row("line separator", "a\u2028b", "a\\u{2028}b");
        row("letters", "Größe 東京", "Größe 東京");
    }

    void csvCells() {
        QFETCH(QByteArray, action);
        QFETCH(QByteArray, cell);
        ledger::RecordFields fields = sample();
        fields.action = action.toStdString();
        const auto cells = readRow(csvOf(fields));
        QVERIFY(cells);
        QCOMPARE(cells->size(), std::size_t{16});
        QCOMPARE(QByteArray::fromStdString((*cells)[5]), cell);
    }

    void everyTextCellIsGuarded() {
        ledger::RecordFields fields = sample();
        const std::string attack = "=HYPERLINK(\"http://x\",\"y\")\r\n";
        fields.agent = fields.user = fields.action = fields.operatorId = attack;
        fields.resource = {{attack, attack}};
        fields.scope = {attack, attack};
        fields.reasons = {{attack, attack}};
        const auto cells = readRow(csvOf(fields));
        QVERIFY(cells);
        QCOMPARE(cells->size(), std::size_t{16});
        for (const std::size_t column : {3U, 4U, 5U, 6U, 7U, 9U, 12U}) {
            QVERIFY((*cells)[column].starts_with("'="));
            QVERIFY((*cells)[column].find_first_of("\r\n") == std::string::npos);
        }
        QVERIFY((*cells)[7].find("; '=") != std::string::npos || (*cells)[7].find(";' =") != std::string::npos);
    }

    void jsonLineIsExactAndCanonical() {
        ledger::RecordFields fields = sample();
        fields.action = "a\"b\\c\r\n\0\u202e\u2028=1"sv;
        const ledger::Record record = recordOf(fields);
        const Digest leaf = crypto::sha256(asBytes("leaf"));
        std::string line = "before\n";
        audit::appendJsonLine(line, 9007199254740991, leaf, record);
        QVERIFY(line.starts_with("before\n{"));
        line.erase(0, 7);
        QCOMPARE(std::ranges::count(line, '\n'), 1);
        QVERIFY(line.ends_with("}\n"));
        line.pop_back();

        const auto value = json::parse(line);
        QVERIFY2(value, value ? "" : value.error().detail.c_str());
        QCOMPARE(json::canonical(*value), line);
        const json::Object* object = value->asObject();
        QVERIFY(object != nullptr);
        QCOMPARE(object->size(), std::size_t{3});
        QCOMPARE(object->find("seq")->asInteger(), std::optional<std::int64_t>(9007199254740991));
        QCOMPARE(*object->find("leaf")->asString(), leaf.hex());
        const std::string bytes = json::canonical(*object->find("record"));
        QCOMPARE(bytes, record.canonical());
        const auto again = ledger::Record::parse(bytes);
        QVERIFY(again && *again == record);
    }

    void anExportTellsWhatItGaveOut() {
        const ledger::Record record = recordOf(sample());
        for (const auto format : {audit::ExportFormat::Csv, audit::ExportFormat::JsonLines}) {
            QCOMPARE(audit::exportFormatFromName(audit::exportFormatName(format)), std::optional(format));
            audit::ExportText text(format);
            std::string whole = text.take();
            QCOMPARE(whole.empty(), format == audit::ExportFormat::JsonLines);
            for (std::uint64_t seq = 9; seq > 6; --seq) {
                text.add(seq, Digest(), record);
                whole += text.take();
            }
            QCOMPARE(text.records(), std::uint64_t{3});
            QCOMPARE(text.digest(), crypto::sha256(asBytes(whole)));
            text.add(6, Digest(), record);
            QVERIFY(text.size() > 0);
            // What nobody took was not given out.
            QCOMPARE(text.digest(), crypto::sha256(asBytes(whole)));
        }
        QVERIFY(!audit::exportFormatFromName("CSV") && !audit::exportFormatFromName(""));
    }

    void twoMegabytesGrowInProportion_data() {
        QTest::addColumn<QByteArray>("piece");
        QTest::newRow("letters") << QByteArray("a");
        QTest::newRow("quotes") << QByteArray("\"");
        QTest::newRow("semicolons and signs") << QByteArray(";=");
        QTest::newRow("spaces") << QByteArray(" ");
        QTest::newRow("control characters") << QByteArray("\x01");
        QTest::newRow("bidi") << QByteArray("\u202e");
    }

    void twoMegabytesGrowInProportion() {
        QFETCH(QByteArray, piece);
        constexpr std::size_t kSize = 2 * 1024 * 1024;
        ledger::RecordFields fields = sample();
        fields.action = piece.repeated(static_cast<qsizetype>(kSize) / piece.size()).toStdString();
        const std::string row = csvOf(fields);
        QVERIFY(row.size() >= fields.action.size());
        QVERIFY(row.size() < 9 * kSize);
        const auto cells = readRow(row);
        QVERIFY(cells);
        QCOMPARE(cells->size(), std::size_t{16});
        std::string line;
        audit::appendJsonLine(line, 0, Digest(), recordOf(fields));
        QVERIFY(line.size() >= fields.action.size());
        QVERIFY(line.size() < 9 * kSize);
    }
};

QTEST_APPLESS_MAIN(TstExport)
#include "tst_export.moc"
