#include "core/audit/filter.h"

#include <QTest>

#include <random>
#include <string>
#include <vector>

using namespace countersign;
using namespace countersign::audit;

namespace {

const Timestamp kNow = *Timestamp::parse("2026-11-23T10:00:00Z");

QString shown(const std::string& text) {
    return QString::fromStdString(text);
}

/// Trees in the normal form that parse() promises.
class RandomTree {
public:
    explicit RandomTree(unsigned seed) : m_engine(seed) {}

    Node node(std::size_t depth) {
        const std::size_t shape = depth == 0 ? 0 : below(4);
        switch (shape) {
        case 1:
            return {And{parts<And>(depth)}};
        case 2:
            return {Or{parts<Or>(depth)}};
        case 3:
            return {Not{std::make_shared<const Node>(node(depth - 1))}};
        default:
            return {comparison()};
        }
    }

    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_engine); }

private:
    template <class Same>
    std::vector<Node> parts(std::size_t depth) {
        std::vector<Node> out;
        const std::size_t count = 2 + below(2);
        while (out.size() < count) {
            Node part = node(depth - 1);
            if (!std::holds_alternative<Same>(part.value)) {
                out.push_back(std::move(part));
            }
        }
        return out;
    }

    std::string text() {
        static const std::vector<std::string> kPieces = {"a",  "B", "*", "\"", "\\", " ", "\n", "and",  "NOT",   "in",
                                                         "or", "(", ")", ",",  "=",  "~", "é",  "\x7f", "-7d",   "now",
                                                         ":",  ".", "'", "`",  "!",  "<", "&",  ";",    "\u202e"};
        std::string out;
        for (std::size_t count = below(5); count > 0; --count) {
            out += kPieces[below(kPieces.size())];
        }
        return out;
    }

    Operand operand(const FieldInfo& info, Op op) {
        switch (info.type) {
        case FieldType::Text:
        case FieldType::TextSet:
            return text();
        case FieldType::Name: {
            const auto names = info.field == Field::Outcome ? outcomeNames() : kindNames();
            return op == Op::Matches || op == Op::NotMatches ? text() : std::string(names[below(names.size())]);
        }
        case FieldType::Time:
            return Timestamp(static_cast<std::int64_t>(below(253402300800000)));
        case FieldType::Number:
            return std::uint64_t{below(std::size_t{1} << 53)};
        }
        return {};
    }

    Comparison comparison() {
        const FieldInfo& info = fields()[below(fields().size())];
        const bool ordered = info.type == FieldType::Time || info.type == FieldType::Number;
        static const std::vector<Op> kOrdered = {Op::Equal,   Op::NotEqual,       Op::Less, Op::LessOrEqual,
                                                 Op::Greater, Op::GreaterOrEqual, Op::In};
        static const std::vector<Op> kTexts = {Op::Equal, Op::NotEqual, Op::Matches, Op::NotMatches, Op::In};
        const std::vector<Op>& ops = ordered ? kOrdered : kTexts;
        Comparison out{info.field, {}, ops[below(ops.size())], {}};
        if (info.field == Field::Resource) {
            out.key = text();
        }
        const std::size_t count = out.op == Op::In ? 1 + below(3) : 1;
        while (out.operands.size() < count) {
            out.operands.push_back(operand(info, out.op));
        }
        return out;
    }

    std::mt19937 m_engine;
};

} // namespace

class TstFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void accepts_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        const auto row = [](const char* text, const char* canonical) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(canonical);
        };
        row("", "");
        row(" \t\r\n", "");
        row("agent=a", "agent = a");
        row("Agent = A", "agent = A");
        row("agent = \"a b\"", "agent = \"a b\"");
        row("agent = \"ab\"", "agent = ab");
        row("agent = \"\"", "agent = \"\"");
        row("agent = \"and\"", "agent = \"and\"");
        row("agent = \"q\\\"b\\\\\"", "agent = \"q\\\"b\\\\\"");
        row("agent = android", "agent = android");
        row("user = \"ü\"", "user = \"ü\"");
        row("not not user ~ u*", "not not user ~ u*");
        row("user !~ u* AND (kind=command Or kind = token)", "user !~ u* and (kind = command or kind = token)");
        row("user = a and (user = b and user = c)", "user = a and user = b and user = c");
        row("(user = a) or ((user = b or user = c))", "user = a or user = b or user = c");
        row("user = a or user = b and user = c", "user = a or user = b and user = c");
        row("not user = a and user = b", "not user = a and user = b");
        row("not (user = a and user = b)", "not (user = a and user = b)");
        row("not (user = a)", "not user = a");
        row("outcome in (allow,deny , hold)", "outcome in (allow, deny, hold)");
        row("outcome ~ a*", "outcome ~ a*");
        row("kind = audit.read", "kind = audit.read");
        row("resource = acme/api", "resource = acme/api");
        row("resource.repo ~ acme/*", "resource.repo ~ acme/*");
        row("RESOURCE.Repo.x = y", "resource.Repo.x = y");
        row("resource.\"a b\" = y", "resource.\"a b\" = y");
        row("resource.\"ab\" = y", "resource.ab = y");
        row("resource.in = y", "resource.in = y");
        row("reason=scope_not_granted", "reason = scope_not_granted");
        row("scope ~ pr:write:*", "scope ~ pr:write:*");
        row("seq>=7", "seq >= 7");
        row("seq in (1, 9007199254740991)", "seq in (1, 9007199254740991)");
        row("time > now", "time > 2026-11-23T10:00:00.000Z");
        row("time<=-30s", "time <= 2026-11-23T09:59:30.000Z");
        row("time > -15m", "time > 2026-11-23T09:45:00.000Z");
        row("time > -2h", "time > 2026-11-23T08:00:00.000Z");
        row("time > -7d", "time > 2026-11-16T10:00:00.000Z");
        row("time > -1w", "time > 2026-11-16T10:00:00.000Z");
        row("time = 2026-01-02T03:04:05.678Z", "time = 2026-01-02T03:04:05.678Z");
        row("time = \"2026-01-02T03:04:05Z\"", "time = 2026-01-02T03:04:05.000Z");
        row("time >= 2026-11-20", "time >= 2026-11-20T00:00:00.000Z");
        row("time < 2026-11-20", "time < 2026-11-20T00:00:00.000Z");
        row("time > 2026-11-20", "time >= 2026-11-21T00:00:00.000Z");
        row("time <= 2026-11-20", "time < 2026-11-21T00:00:00.000Z");
        row("time = 2026-11-20", "time >= 2026-11-20T00:00:00.000Z and time < 2026-11-21T00:00:00.000Z");
        row("user = a and time = 2026-11-20",
            "user = a and time >= 2026-11-20T00:00:00.000Z and time < 2026-11-21T00:00:00.000Z");
        row("user = a and time != 2026-11-20",
            "user = a and (time < 2026-11-20T00:00:00.000Z or time >= 2026-11-21T00:00:00.000Z)");
        row("time in (now, -1d)", "time in (2026-11-23T10:00:00.000Z, 2026-11-22T10:00:00.000Z)");
        row("outcome = deny and agent ~ \"code-*\" and time > -7d and not action = mcp.ping",
            "outcome = deny and agent ~ code-* and time > 2026-11-16T10:00:00.000Z and not action = mcp.ping");
    }

    void accepts() {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        const auto filter = Filter::parse(text.toStdString(), kNow);
        QVERIFY2(filter, filter ? "" : filter.error().detail.c_str());
        QCOMPARE(shown(filter->text()), canonical);
        const auto again = Filter::parse(filter->text(), Timestamp(0));
        QVERIFY(again);
        QVERIFY(*again == *filter);
    }

    void refuses_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("offset");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* text, int offset, const char* says) {
            QTest::newRow(text) << QString::fromUtf8(text) << offset << QString::fromUtf8(says);
        };
        row("agent", 5, "expected an operator");
        row("agent =", 7, "expected a value, not the end");
        row("agent == a", 7, "expected a value");
        row("agent = and", 8, "quotes");
        row("= a", 0, "expected a field");
        row("and agent = a", 0, "expected a field");
        row("agnet = a", 0, "did you mean `agent`?");
        row("x = red", 0, "use one of agent, user");
        row("colour = red", 0, "use one of agent, user");
        row("agent < a", 6, "one of `=`, `!=`, `~`, `!~`, `in`");
        row("seq ~ 1*", 4, "expected an operator after `seq`");
        row("agent = a agent = b", 10, "expected `and`, `or` or the end");
        row("agent = a and", 13, "expected a field");
        row("agent = a && user = b", 10, "words `and` and `or`");
        row("agent ! a", 6, "`!=` or `!~`");
        row("agent = 'a'", 8, "quoted with `\"`");
        row("agent = ü", 8, "quoted value");
        row("agent = \"a", 8, "no closing");
        row("agent = \"a\\n\"", 10, "after a backslash");
        row("agent = \"a\\", 10, "after a backslash");
        row("agent = a\\", 9, "quoted value");
        row("(agent = a", 10, "`)`");
        row("agent = a)", 9, "the end");
        row("()", 1, "expected a field");
        row("not", 3, "expected a field");
        row("agent in a", 9, "expected `(`");
        row("agent in ()", 10, "expected a value");
        row("agent in (a", 11, "`,` or `)`");
        row("agent in (a,)", 12, "expected a value");
        row("agent in (a b)", 12, "`,` or `)`");
        row("outcome = denied", 10, "did you mean `deny`?");
        row("outcome = Deny", 10, "did you mean `deny`?");
        row("outcome = banana", 10, "use one of allow, deny");
        row("outcome in (allow, denny)", 19, "did you mean `deny`?");
        row("kind = descision", 7, "did you mean `decision`?");
        row("resource. = a", 9, "expected a resource key");
        row("resource.\"\" = a", 9, "expected a resource key");
        row("resource. \"a\" = a", 9, "expected a resource key");
        row("agent.x = a", 0, "there is no field");
        row("seq = -1", 6, "whole number");
        row("seq = 1.5", 6, "whole number");
        row("seq = 9007199254740992", 6, "whole number");
        row("seq = 99999999999999999999999", 6, "whole number");
        row("time > yesterday", 7, "expected a time");
        row("time > -7x", 7, "expected a time");
        row("time > -d", 7, "expected a time");
        row("time > 7d", 7, "expected a time");
        row("time > 2026-13-01", 7, "expected a time");
        row("time > 2026-11-23T10:00:00+01:00", 7, "expected a time in UTC");
        row("time > -9999999w", 7, "before 1970");
        row("time > -9007199254740991w", 7, "before 1970");
        row("time = 9999-12-31", 7, "before 9999-12-31");
        row("time in (2026-11-23)", 9, "not whole days");
    }

    void refuses() {
        QFETCH(QString, text);
        QFETCH(int, offset);
        QFETCH(QString, says);
        const auto filter = Filter::parse(text.toStdString(), kNow);
        QVERIFY(!filter);
        QCOMPARE(filter.error().code, Code::InvalidArgument);
        const QString detail = shown(filter.error().detail);
        QVERIFY2(detail.startsWith(QStringLiteral("filter, byte %1: ").arg(offset)), qPrintable(detail));
        QVERIFY2(detail.contains(says), qPrintable(detail));
    }

    void limits_data() {
        QTest::addColumn<QString>("fits");
        QTest::addColumn<QString>("tooLarge");
        const auto repeated = [](const char* text, std::size_t count) {
            return QString::fromUtf8(text).repeated(static_cast<qsizetype>(count));
        };
        const QString one = QStringLiteral("user = a");
        QTest::newRow("parentheses") << repeated("(", Filter::kMaxDepth) + one + repeated(")", Filter::kMaxDepth)
                                     << repeated("(", 4000) + one + repeated(")", 4000);
        QTest::newRow("not") << repeated("not ", Filter::kMaxDepth) + one
                             << repeated("not ", Filter::kMaxDepth + 1) + one;
        QTest::newRow("a day within not")
            << repeated("not ", Filter::kMaxDepth - 1) + QStringLiteral("time = 2026-11-23")
            << repeated("not ", Filter::kMaxDepth) + QStringLiteral("time = 2026-11-23");
        QTest::newRow("list") << QStringLiteral("user in (a") + repeated(",a", Filter::kMaxList - 1) +
                                     QStringLiteral(")")
                              << QStringLiteral("user in (a") + repeated(",a", Filter::kMaxList) + QStringLiteral(")");
        QTest::newRow("comparisons") << one + repeated(" or user = a", Filter::kMaxComparisons - 1)
                                     << one + repeated(" or user = a", Filter::kMaxComparisons);
        QTest::newRow("bytes") << one + repeated("a", Filter::kMaxBytes - 8)
                               << one + repeated("a", Filter::kMaxBytes - 7);
        const QString times = QStringLiteral("time in (-1d") + repeated(",-1d", 99) + QStringLiteral(")");
        QTest::newRow("canonical bytes") << times << times + (QStringLiteral(" or ") + times).repeated(4);
    }

    void limits() {
        QFETCH(QString, fits);
        QFETCH(QString, tooLarge);
        const auto good = Filter::parse(fits.toStdString(), kNow);
        QVERIFY2(good, good ? "" : good.error().detail.c_str());
        QVERIFY(Filter::parse(good->text(), kNow) == good);
        const auto bad = Filter::parse(tooLarge.toStdString(), kNow);
        QVERIFY(!bad);
        QCOMPARE(bad.error().code, Code::TooLarge);
    }

    void refusesIllFormedText() {
        const auto filter = Filter::parse("agent = \"\xff\"", kNow);
        QVERIFY(!filter);
        QCOMPARE(filter.error().code, Code::TextNotUtf8);
        using namespace std::string_view_literals;
        QVERIFY(!Filter::parse("agent = \"a\0b\""sv, kNow));
        QVERIFY(!Filter::parse("agent = a\0"sv, kNow));
    }

    void messagesQuoteLittle() {
        const std::string junk = "x = \"" + std::string(39, 'a') + "é" + std::string(4000, 'a') + "\"";
        for (const std::string& text : {junk, "agent " + junk.substr(4), "seq = " + junk.substr(4)}) {
            const auto filter = Filter::parse(text, kNow);
            QVERIFY(!filter);
            QVERIFY(filter.error().detail.size() < 250);
            QVERIFY(QString::fromStdString(filter.error().detail).toStdString() == filter.error().detail);
        }
    }

    void randomTreesSurviveTheirText() {
        RandomTree random(20261123);
        int compared = 0;
        for (int round = 0; round < 4000; ++round) {
            const Node tree = random.node(random.below(5));
            const std::string text = nodeText(tree);
            if (text.size() > Filter::kMaxBytes) {
                continue;
            }
            const auto filter = Filter::parse(text, kNow);
            if (!filter && filter.error().code == Code::TooLarge) {
                continue;
            }
            QVERIFY2(filter, (filter ? text : filter.error().detail + "\n" + text).c_str());
            QVERIFY2(filter->root() == tree, text.c_str());
            QCOMPARE(filter->text(), text);
            ++compared;
        }
        QVERIFY(compared > 3000);
    }

    void anyBytesAreAcceptedOrRefusedStably() {
        RandomTree random(7);
        static const std::vector<std::string> kTokens = {
            "agent", "seq", "time", "resource.", "outcome", "=",   "!=",   "~",          "in", "(", ")", ",",
            "and",   "or",  "not",  "\"",        "\\",      "-7d", "deny", "2026-11-23", " ",  "é", "7", "<"};
        int accepted = 0;
        for (int round = 0; round < 50000; ++round) {
            std::string text;
            for (std::size_t count = 1 + random.below(9); count > 0; --count) {
                text += kTokens[random.below(kTokens.size())] + (random.below(2) == 0 ? " " : "");
            }
            const auto filter = Filter::parse(text, kNow);
            if (!filter) {
                QVERIFY(!filter.error().detail.empty());
                continue;
            }
            ++accepted;
            QVERIFY2(Filter::parse(filter->text(), Timestamp(0)) == filter, text.c_str());
        }
        QVERIFY(accepted > 50);
    }

    void tableNamesEveryField() {
        for (std::size_t i = 0; i < fields().size(); ++i) {
            QCOMPARE(static_cast<std::size_t>(fields()[i].field), i);
            QVERIFY(!fields()[i].help.empty());
            QVERIFY(&fieldInfo(fields()[i].field) == &fields()[i]);
        }
        QCOMPARE(fields().back().field, Field::Seq);
    }
};

QTEST_APPLESS_MAIN(TstFilter)
#include "tst_filter.moc"
