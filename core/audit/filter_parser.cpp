#include "core/audit/filter.h"
#include "core/audit/filter_lexer_p.h"
#include "core/audit/filter_p.h"
#include "core/base/bytes.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace countersign::audit {

namespace {

constexpr std::uint64_t kMaxSeq = (std::uint64_t{1} << 53) - 1;
constexpr Timestamp kLastTime{253402300799999}; // 9999-12-31T23:59:59.999Z
constexpr Duration kDay = std::chrono::hours(24);

std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            diagonal = above;
        }
    }
    return row.back();
}

/// ", did you mean `deny`?" when one of the names is near, else ": one of allow, deny …".
template <class Names>
std::string suggestion(std::string_view word, const Names& names) {
    std::string_view nearest;
    std::size_t least = 3;
    std::string all;
    for (const std::string_view name : names) {
        all += all.empty() ? "" : ", ";
        all += name;
        if (word.size() > 2 * name.size()) {
            continue;
        }
        const bool sameStem = word.substr(0, 3) == name.substr(0, 3);
        const std::size_t edits = editDistance(word, name);
        const std::size_t distance = sameStem ? std::min<std::size_t>(edits, 2) : edits;
        if (distance < least && distance <= name.size() / 2) {
            least = distance;
            nearest = name;
        }
    }
    if (!nearest.empty()) {
        return ", did you mean `" + std::string(nearest) + "`?";
    }
    return ", use one of " + all;
}

/// A time as written: an instant, or a whole day beginning at `start`.
struct When {
    enum class Span : std::uint8_t { Instant, Day };

    Timestamp start;
    Span span = Span::Instant;
};

std::optional<Duration> unitOf(char letter) {
    switch (letter) {
    case 's':
        return std::chrono::seconds(1);
    case 'm':
        return std::chrono::minutes(1);
    case 'h':
        return std::chrono::hours(1);
    case 'd':
        return kDay;
    case 'w':
        return 7 * kDay;
    default:
        return std::nullopt;
    }
}

std::optional<std::uint64_t> parseNumber(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || number > kMaxSeq) {
        return std::nullopt;
    }
    return number;
}

Result<When> parseWhen(const Token& token, Timestamp now) {
    const std::string_view text = token.text;
    if (equalFolded(text, "now")) {
        return When{now};
    }
    if (text.size() > 2 && text.front() == '-' && unitOf(text.back())) {
        const auto count = parseNumber(text.substr(1, text.size() - 2));
        const std::int64_t unit = unitOf(text.back())->count();
        if (count && *count <= static_cast<std::uint64_t>(std::max<std::int64_t>(now.milliseconds(), 0) / unit)) {
            return When{now - Duration(static_cast<std::int64_t>(*count) * unit)};
        }
        if (count) {
            return refuse(token.offset, shown(text) + " lies before 1970");
        }
    }
    if (text.size() == 10) {
        if (const auto day = Timestamp::parse(std::string(text) + "T00:00:00Z")) {
            return When{*day, When::Span::Day};
        }
    } else if (const auto instant = Timestamp::parse(text)) {
        return When{*instant};
    }
    return refuse(token.offset, "expected a time in UTC such as 2026-11-23T10:00:00Z, 2026-11-23, now, -15m, -2h or "
                                "-7d, not " +
                                    describe(token));
}

bool isOrdering(Op op) {
    return op == Op::Less || op == Op::LessOrEqual || op == Op::Greater || op == Op::GreaterOrEqual;
}

bool suits(Op op, FieldType type) {
    const bool ordered = type == FieldType::Time || type == FieldType::Number;
    if (isOrdering(op)) {
        return ordered;
    }
    return !ordered || (op != Op::Matches && op != Op::NotMatches);
}

Node timeIs(Op op, Timestamp time) {
    return {Comparison{Field::Time, {}, op, {time}}};
}

/// A comparison with a whole day, spelt out with instants.
Node dayIs(Op op, Timestamp start) {
    const Timestamp next = start + kDay;
    switch (op) {
    case Op::Equal:
    case Op::In:
        return {And{{timeIs(Op::GreaterOrEqual, start), timeIs(Op::Less, next)}}};
    case Op::NotEqual:
        return {Or{{timeIs(Op::Less, start), timeIs(Op::GreaterOrEqual, next)}}};
    case Op::Less:
    case Op::GreaterOrEqual:
        return timeIs(op, start);
    case Op::LessOrEqual:
        return timeIs(Op::Less, next);
    case Op::Greater:
        return timeIs(Op::GreaterOrEqual, next);
    case Op::Matches:
    case Op::NotMatches:
        break;
    }
    std::unreachable();
}

template <class Joined>
void append(std::vector<Node>& parts, Node part) {
    if (auto* same = std::get_if<Joined>(&part.value)) {
        std::ranges::move(same->parts, std::back_inserter(parts));
    } else {
        parts.push_back(std::move(part));
    }
}

class Parser {
public:
    Parser(std::string_view text, Timestamp now) : m_lexer(text), m_now(now) {}

    Result<Node> parse() {
        CHECK(advance());
        if (m_token.type == Token::Type::End) {
            return Node{And{}};
        }
        TRY(Node node, parseOr());
        if (m_token.type != Token::Type::End) {
            return refuse(m_token.offset, "expected `and`, `or` or the end, not " + describe(m_token));
        }
        return node;
    }

private:
    Result<void> advance() {
        TRY(m_token, m_lexer.next());
        return {};
    }

    [[nodiscard]] bool atKeyword(std::string_view keyword) const {
        return m_token.type == Token::Type::Word && equalFolded(m_token.text, keyword);
    }

    Result<Node> parseOr() {
        std::vector<Node> parts;
        TRY(Node first, parseAnd());
        append<Or>(parts, std::move(first));
        while (atKeyword("or")) {
            CHECK(advance());
            TRY(Node part, parseAnd());
            append<Or>(parts, std::move(part));
        }
        return parts.size() == 1 ? std::move(parts.front()) : Node{Or{std::move(parts)}};
    }

    Result<Node> parseAnd() {
        std::vector<Node> parts;
        TRY(Node first, parseNot());
        append<And>(parts, std::move(first));
        while (atKeyword("and")) {
            CHECK(advance());
            TRY(Node part, parseNot());
            append<And>(parts, std::move(part));
        }
        return parts.size() == 1 ? std::move(parts.front()) : Node{And{std::move(parts)}};
    }

    Result<void> enter(std::size_t levels) {
        m_depth += levels;
        if (m_depth > Filter::kMaxDepth) {
            return fail(Code::TooLarge, "filter, byte " + std::to_string(m_token.offset) +
                                            ": parentheses and `not` are nested more than " +
                                            std::to_string(Filter::kMaxDepth) + " deep, simplify the filter");
        }
        return {};
    }

    Result<Node> parseNot() {
        if (atKeyword("not")) {
            CHECK(enter(1));
            CHECK(advance());
            TRY(Node part, parseNot());
            --m_depth;
            return Node{Not{std::make_shared<const Node>(std::move(part))}};
        }
        if (m_token.type != Token::Type::Open) {
            return parseComparison();
        }
        CHECK(enter(1));
        CHECK(advance());
        TRY(Node inner, parseOr());
        if (m_token.type != Token::Type::Close) {
            return refuse(m_token.offset, "expected `and`, `or` or `)`, not " + describe(m_token));
        }
        CHECK(advance());
        --m_depth;
        return inner;
    }

    Result<void> countComparisons(std::size_t count) {
        m_comparisons += count;
        if (m_comparisons > Filter::kMaxComparisons) {
            return fail(Code::TooLarge, "filter, byte " + std::to_string(m_token.offset) + ": more than " +
                                            std::to_string(Filter::kMaxComparisons) +
                                            " comparisons, use `in (...)` or several filters");
        }
        return {};
    }

    Result<Node> parseComparison() {
        Comparison comparison;
        TRY(const FieldInfo* info, parseField(comparison.key));
        comparison.field = info->field;
        TRY(comparison.op, parseOp(*info));
        CHECK(countComparisons(1));
        if (comparison.op == Op::In) {
            CHECK(parseList(comparison, *info));
            return Node{std::move(comparison)};
        }
        if (info->type == FieldType::Time) {
            return parseTimeComparison(comparison.op);
        }
        TRY(Operand operand, parseOperand(comparison.op, *info));
        comparison.operands.push_back(std::move(operand));
        return Node{std::move(comparison)};
    }

    Result<const FieldInfo*> parseField(std::string& key) {
        constexpr std::string_view kResource = "resource.";
        if (m_token.type != Token::Type::Word || isKeyword(m_token.text)) {
            return refuse(m_token.offset, "expected a field, `not` or `(`, not " + describe(m_token));
        }
        const Token word = m_token;
        CHECK(advance());
        if (word.text.size() >= kResource.size() && equalFolded(word.text.substr(0, kResource.size()), kResource)) {
            key = word.text.substr(kResource.size());
            if (key.empty() && m_token.type == Token::Type::Quoted && m_token.offset == word.end) {
                key = m_token.text;
                CHECK(advance());
            }
            if (key.empty()) {
                return refuse(word.end, "expected a resource key right after `resource.`");
            }
            return &fieldInfo(Field::Resource);
        }
        for (const FieldInfo& info : fields()) {
            if (equalFolded(info.name, word.text)) {
                return &info;
            }
        }
        std::vector<std::string_view> names;
        for (const FieldInfo& info : fields()) {
            names.push_back(info.name);
        }
        return refuse(word.offset, "there is no field " + shown(word.text) + suggestion(word.text, names));
    }

    Result<Op> parseOp(const FieldInfo& info) {
        std::string allowed;
        for (const Op op : {Op::Equal, Op::NotEqual, Op::Matches, Op::NotMatches, Op::Less, Op::LessOrEqual,
                            Op::Greater, Op::GreaterOrEqual, Op::In}) {
            if (!suits(op, info.type)) {
                continue;
            }
            allowed += std::string(allowed.empty() ? "" : ", ") + "`" + std::string(opText(op)) + "`";
            const bool operatorToken = m_token.type == Token::Type::Operator && m_token.text == opText(op);
            if (operatorToken || (op == Op::In && atKeyword("in"))) {
                CHECK(advance());
                return op;
            }
        }
        return refuse(m_token.offset, "expected an operator after `" + std::string(info.name) + "` (one of " + allowed +
                                          "), not " + describe(m_token));
    }

    /// The token that stands where a value must, consumed.
    Result<Token> takeValue() {
        if (m_token.type == Token::Type::Word && isKeyword(m_token.text)) {
            return refuse(m_token.offset, "expected a value, not the keyword " + describe(m_token) +
                                              "; put it in quotes if it is meant as a value");
        }
        if (m_token.type != Token::Type::Word && m_token.type != Token::Type::Quoted) {
            return refuse(m_token.offset, "expected a value, not " + describe(m_token));
        }
        Token value = std::move(m_token);
        CHECK(advance());
        return value;
    }

    Result<Node> parseTimeComparison(Op op) {
        TRY(const Token token, takeValue());
        TRY(const When when, parseWhen(token, m_now));
        if (when.span == When::Span::Instant) {
            return timeIs(op, when.start);
        }
        if (when.start + kDay > kLastTime) {
            return refuse(token.offset, "expected a day before 9999-12-31");
        }
        Node node = dayIs(op, when.start);
        if (!std::holds_alternative<Comparison>(node.value)) {
            CHECK(countComparisons(1));
            CHECK(enter(1));
            --m_depth;
        }
        return node;
    }

    Result<Operand> parseOperand(Op op, const FieldInfo& info) {
        TRY(Token token, takeValue());
        switch (info.type) {
        case FieldType::Text:
        case FieldType::TextSet:
            break;
        case FieldType::Name: {
            const auto names = info.field == Field::Outcome ? outcomeNames() : kindNames();
            const bool exact = op != Op::Matches && op != Op::NotMatches;
            if (exact && std::ranges::find(names, token.text) == names.end()) {
                return refuse(token.offset, "there is no " + std::string(info.name) + " " + shown(token.text) +
                                                suggestion(token.text, names));
            }
            break;
        }
        case FieldType::Time: {
            TRY(const When when, parseWhen(token, m_now));
            if (when.span == When::Span::Day) {
                return refuse(token.offset, "a list takes instants, not whole days; write `time = " + token.text +
                                                "` and join such comparisons by `or`");
            }
            return when.start;
        }
        case FieldType::Number: {
            const auto number = parseNumber(token.text);
            if (!number) {
                return refuse(token.offset, "expected a whole number up to 2^53-1, not " + describe(token));
            }
            return *number;
        }
        }
        return std::move(token.text);
    }

    Result<void> parseList(Comparison& comparison, const FieldInfo& info) {
        if (m_token.type != Token::Type::Open) {
            return refuse(m_token.offset, "expected `(` after `in`, not " + describe(m_token));
        }
        do {
            CHECK(advance());
            if (comparison.operands.size() == Filter::kMaxList) {
                return fail(Code::TooLarge, "filter, byte " + std::to_string(m_token.offset) + ": a list has at most " +
                                                std::to_string(Filter::kMaxList) + " values, split it");
            }
            TRY(Operand operand, parseOperand(Op::In, info));
            comparison.operands.push_back(std::move(operand));
        } while (m_token.type == Token::Type::Comma);
        if (m_token.type != Token::Type::Close) {
            return refuse(m_token.offset, "expected `,` or `)`, not " + describe(m_token));
        }
        return advance();
    }

    Lexer m_lexer;
    Timestamp m_now;
    Token m_token;
    std::size_t m_depth = 0;
    std::size_t m_comparisons = 0;
};

} // namespace

Result<Filter> Filter::parse(std::string_view text, Timestamp now) {
    const std::string tooLong = "a filter has at most " + std::to_string(kMaxBytes) + " bytes, shorten it";
    if (text.size() > kMaxBytes) {
        return fail(Code::TooLarge, tooLong);
    }
    if (!isUtf8(text)) {
        return fail(Code::TextNotUtf8, "the filter is not well-formed UTF-8");
    }
    TRY(Node root, Parser(text, now).parse());
    Filter filter(std::move(root));
    if (filter.text().size() > kMaxBytes) {
        return fail(Code::TooLarge, "with its times written in full " + tooLong);
    }
    return filter;
}

} // namespace countersign::audit
