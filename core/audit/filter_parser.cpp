#include "core/audit/filter.h"
#include "core/audit/filter_lexer_p.h"
#include "core/audit/filter_p.h"
#include "core/audit/filter_time_p.h"
#include "core/base/bytes.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace countersign::audit {

namespace {

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

/// ", did you mean `deny`?" when one of the names is near, else ", use one of allow, deny …".
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
