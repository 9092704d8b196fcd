#include "core/policy/builtins/template_p.h"

#include "core/policy/builtins/numbers_p.h"
#include "core/policy/builtins/sprintf_p.h"

#include <algorithm>
#include <memory>

namespace countersign::policy::detail {

namespace {

std::unexpected<Error> malformed(std::string_view what) {
    return builtinError("template: " + std::string(what));
}

/// What stands between `{{` and `}}`, or between two of them.
struct Token {
    bool isAction = false;
    std::string text;
};

constexpr std::string_view kBlanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
    const std::size_t first = std::min(text.find_first_not_of(kBlanks), text.size());
    text.remove_prefix(first);
    return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

Result<std::vector<Token>> tokens(std::string_view text) {
    std::vector<Token> out;
    bool trimsNext = false;
    for (;;) {
        const std::size_t open = std::min(text.find("{{"), text.size());
        std::string_view literal = text.substr(0, open);
        if (trimsNext) {
            literal.remove_prefix(std::min(literal.find_first_not_of(kBlanks), literal.size()));
        }
        text.remove_prefix(open);
        const bool trimsBefore = text.size() > 3 && text[2] == '-' && kBlanks.find(text[3]) != std::string_view::npos;
        if (trimsBefore) {
            literal = literal.substr(0, literal.find_last_not_of(kBlanks) + 1);
        }
        out.push_back({false, std::string(literal)});
        if (text.empty()) {
            return out;
        }
        const std::size_t close = text.find("}}");
        if (close == std::string_view::npos) {
            return malformed("unclosed action");
        }
        std::string_view action = text.substr(2, close - 2);
        text.remove_prefix(close + 2);
        if (trimsBefore) {
            action.remove_prefix(1);
        }
        trimsNext = action.size() > 1 && action.ends_with('-') &&
                    kBlanks.find(action[action.size() - 2]) != std::string_view::npos;
        if (trimsNext) {
            action.remove_suffix(1);
        }
        action = trimmed(action);
        if (!action.starts_with("/*")) {
            out.push_back({true, std::string(action)});
        }
    }
}

/// Words of an action: names, `.a.b`, `$x.a`, quoted strings, numbers, `(`, `)`, `|`, `,`, `:=`, `=`.
Result<std::vector<std::string>> words(std::string_view action) {
    std::vector<std::string> out;
    while (!(action = trimmed(action)).empty()) {
        std::size_t length = 1;
        if (action.front() == '"') {
            while (length < action.size() && action[length] != '"') {
                length += action[length] == '\\' ? 2 : 1;
            }
            if (length >= action.size()) {
                return malformed("unterminated quoted string");
            }
            ++length;
        } else if (action.front() == '`') {
            const std::size_t end = action.find('`', 1);
            if (end == std::string_view::npos) {
                return malformed("unterminated raw quoted string");
            }
            length = end + 1;
        } else if (action.starts_with(":=")) {
            length = 2;
        } else if (std::string_view("()|,=").find(action.front()) == std::string_view::npos) {
            length = std::min(action.find_first_of(" \t\r\n()|,=:\"`"), action.size());
            length = std::max<std::size_t>(length, 1);
        }
        out.emplace_back(action.substr(0, length));
        action.remove_prefix(length);
    }
    return out;
}

enum class Block : std::uint8_t { Text, Output, If, With, Range };

struct Node {
    Block block = Block::Text;
    /// Of Text.
    std::string text;
    /// Variables that the pipeline is assigned to, and whether they are new.
    std::vector<std::string> variables;
    bool declares = false;
    std::vector<std::string> pipeline;
    std::vector<Node> body;
    std::vector<Node> otherwise;
};

class Parser {
public:
    explicit Parser(std::vector<Token> tokens) : m_tokens(std::move(tokens)) {}

    Result<std::vector<Node>> run() {
        TRY(auto nodes, list(0));
        if (m_at < m_tokens.size()) {
            return malformed("unexpected {{" + m_tokens[m_at].text + "}}");
        }
        return nodes;
    }

private:
    static constexpr unsigned kMostDepth = 50;

    static std::string firstWord(std::string_view action) {
        return std::string(action.substr(0, action.find_first_of(kBlanks)));
    }

    Result<std::vector<Node>> list(unsigned depth) {
        if (depth > kMostDepth) {
            return malformed("nested too deeply");
        }
        std::vector<Node> nodes;
        for (; m_at < m_tokens.size(); ++m_at) {
            const Token& token = m_tokens[m_at];
            if (!token.isAction) {
                nodes.emplace_back();
                nodes.back().text = token.text;
                continue;
            }
            const std::string word = firstWord(token.text);
            if (word == "end" || word == "else") {
                return nodes;
            }
            TRY(Node node, action(token.text, word, depth));
            nodes.push_back(std::move(node));
        }
        if (depth > 0) {
            return malformed("unexpected EOF");
        }
        return nodes;
    }

    Result<Node> action(const std::string& text, const std::string& word, unsigned depth) {
        Node node;
        node.block = word == "if"      ? Block::If
                     : word == "with"  ? Block::With
                     : word == "range" ? Block::Range
                                       : Block::Output;
        if (node.block == Block::Output) {
            CHECK(pipeline(node, text));
            return node;
        }
        CHECK(pipeline(node, std::string_view(text).substr(word.size())));
        ++m_at;
        TRY(node.body, list(depth + 1));
        const std::string after(trimmed(m_tokens[m_at].text));
        if (firstWord(after) == "else") {
            const std::string rest(trimmed(std::string_view(after).substr(4)));
            if (rest.empty()) {
                ++m_at;
                TRY(node.otherwise, list(depth + 1));
                if (m_tokens[m_at].text != "end") {
                    return malformed("expected end; found {{" + m_tokens[m_at].text + "}}");
                }
            } else {
                // `else if`: a block of its own, which the same end closes.
                TRY(Node inner, action(rest, firstWord(rest), depth + 1));
                node.otherwise.push_back(std::move(inner));
            }
        }
        return node;
    }

    static Result<void> pipeline(Node& node, std::string_view text) {
        TRY(node.pipeline, words(text));
        auto& list = node.pipeline;
        const auto assigns =
            std::ranges::find_if(list, [](const std::string& word) { return word == ":=" || word == "="; });
        if (assigns != list.end()) {
            node.declares = *assigns == ":=";
            for (auto word = list.begin(); word != assigns; ++word) {
                if (word->starts_with('$')) {
                    node.variables.push_back(*word);
                } else if (*word != ",") {
                    return malformed("unexpected \"" + *word + "\" in a declaration");
                }
            }
            list.erase(list.begin(), assigns + 1);
        }
        if (list.empty()) {
            return malformed("missing value for command");
        }
        return {};
    }

    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
};

/// Whether a condition holds. A number of the data is true whatever it is: Go sees its text.
struct Item {
    Value value;
    /// An index or a literal of the template.
    bool isNative = false;

    [[nodiscard]] bool isTrue() const {
        switch (value.kind()) {
        case Kind::Null:
            return false;
        case Kind::Boolean:
            return value.isTrue();
        case Kind::Number:
            return !isNative || value != Value::integer(0);
        case Kind::String:
            return !value.asString().empty();
        case Kind::Array:
        case Kind::Object:
        case Kind::Set:
            return value.size() != 0;
        }
        std::unreachable();
    }
};

void appendItem(std::string& out, const Value& value) {
    switch (value.kind()) {
    case Kind::Null:
        out += "<no value>";
        return;
    case Kind::String:
        out += value.asString();
        return;
    case Kind::Array:
    case Kind::Set:
        out += '[';
        for (const Value& element : value.elements()) {
            out += &element == value.elements().data() ? "" : " ";
            appendItem(out, element);
        }
        out += ']';
        return;
    case Kind::Object:
        out += "map[";
        for (const Member& member : value.members()) {
            out += &member == value.members().data() ? "" : " ";
            appendItem(out, member.key);
            out += ':';
            appendItem(out, member.value);
        }
        out += ']';
        return;
    case Kind::Boolean:
    case Kind::Number:
        value.appendText(out);
        return;
    }
}

class Renderer {
public:
    Renderer(BuiltinContext& context, const Value& data) : m_context(context), m_variables{{"$", {data, false}}} {}

    Result<std::string> run(const std::vector<Node>& nodes) {
        const Item dot = m_variables.front().second;
        CHECK(list(nodes, dot));
        return std::move(m_out);
    }

private:
    using Words = std::span<const std::string>;

    Result<void> list(const std::vector<Node>& nodes, const Item& dot) {
        const std::size_t scope = m_variables.size();
        for (const Node& node : nodes) {
            CHECK(one(node, dot));
        }
        m_variables.resize(scope, {"", {}});
        return {};
    }

    Result<void> one(const Node& node, const Item& dot) {
        const std::size_t before = m_out.size();
        if (node.block == Block::Text) {
            m_out += node.text;
            return m_context.charge(node.text.size());
        }
        TRY(const Item item, pipeline(node.pipeline, dot));
        if (node.block == Block::Output) {
            if (node.variables.empty()) {
                appendItem(m_out, item.value);
            }
            CHECK(assign(node, item));
            return m_context.charge(m_out.size() - before);
        }
        const std::size_t scope = m_variables.size();
        if (node.block == Block::Range) {
            CHECK(range(node, item, dot));
        } else {
            CHECK(assign(node, item));
            CHECK(item.isTrue() ? list(node.body, node.block == Block::With ? item : dot) : list(node.otherwise, dot));
        }
        m_variables.resize(scope, {"", {}});
        return {};
    }

    Result<void> assign(const Node& node, const Item& item) {
        return node.variables.empty() ? Result<void>() : assign(node.variables.front(), node.declares, item);
    }

    Result<void> assign(const std::string& name, bool declares, const Item& item) {
        if (declares) {
            m_variables.emplace_back(name, item);
            return {};
        }
        Item* known = variable(name);
        if (known == nullptr) {
            return malformed("undefined variable \"" + name + "\"");
        }
        *known = item;
        return {};
    }

    Item* variable(std::string_view name) {
        const auto found =
            std::find_if(m_variables.rbegin(), m_variables.rend(), [&](const auto& row) { return row.first == name; });
        return found != m_variables.rend() ? &found->second : nullptr;
    }

    Result<void> range(const Node& node, const Item& item, const Item& dot) {
        if (item.value.size() == 0) {
            return list(node.otherwise, dot);
        }
        std::int64_t index = 0;
        for (const Value& element : item.value.elements()) {
            CHECK(round(node, {Value::integer(index++), true}, {element, false}));
        }
        for (const Member& member : item.value.members()) {
            CHECK(round(node, {member.key, false}, {member.value, false}));
        }
        return {};
    }

    Result<void> round(const Node& node, const Item& key, const Item& value) {
        const std::size_t scope = m_variables.size();
        CHECK(m_context.step(1));
        if (node.variables.size() == 1) {
            CHECK(assign(node.variables[0], node.declares, value));
        } else if (node.variables.size() == 2) {
            CHECK(assign(node.variables[0], node.declares, key));
            CHECK(assign(node.variables[1], node.declares, value));
        }
        CHECK(list(node.body, value));
        m_variables.resize(scope, {"", {}});
        return {};
    }

    /// Commands with `|` between them: what one says is the last argument of the next.
    Result<Item> pipeline(Words words, const Item& dot) {
        std::optional<Item> piped;
        for (;;) {
            std::size_t depth = 0;
            const auto bar = std::ranges::find_if(words, [&](const std::string& word) {
                depth += word == "(" ? 1 : 0;
                depth -= word == ")" && depth > 0 ? 1 : 0;
                return word == "|" && depth == 0;
            });
            const auto length = static_cast<std::size_t>(bar - words.begin());
            TRY(piped, command(words.first(length), dot, piped));
            if (bar == words.end()) {
                return *piped;
            }
            words = words.subspan(length + 1);
        }
    }

    Result<Item> command(Words words, const Item& dot, const std::optional<Item>& piped) {
        if (words.empty()) {
            return malformed("missing value for command");
        }
        const std::string& first = words.front();
        const bool isFunction =
            (first.front() >= 'a' && first.front() <= 'z') && first != "true" && first != "false" && first != "nil";
        Words rest = isFunction ? words.subspan(1) : words;
        std::vector<Item> items;
        while (!rest.empty()) {
            TRY(Item item, operand(rest, dot));
            items.push_back(std::move(item));
        }
        if (piped) {
            items.push_back(*piped);
        }
        if (isFunction) {
            return call(first, items);
        }
        if (items.size() != 1) {
            return malformed("can't give argument to non-function " + first);
        }
        return items.front();
    }

    /// Takes one operand off the front.
    Result<Item> operand(Words& words, const Item& dot) {
        const std::string word = words.front();
        words = words.subspan(1);
        if (word == "(") {
            std::size_t depth = 1;
            std::size_t at = 0;
            for (; at < words.size() && depth > 0; ++at) {
                depth += words[at] == "(" ? 1 : 0;
                depth -= words[at] == ")" ? 1 : 0;
            }
            if (depth != 0 || at < 2) {
                return malformed("unclosed left paren");
            }
            const Words inner = words.first(at - 1);
            words = words.subspan(at);
            TRY(const Item item, pipeline(inner, dot));
            if (!words.empty() && words.front().starts_with('.') && words.front().size() > 1) {
                const std::string path = words.front();
                words = words.subspan(1);
                return fields(item, path);
            }
            return item;
        }
        if (word.starts_with('.')) {
            return word == "." ? Result<Item>(dot) : fields(dot, word);
        }
        if (word.starts_with('$')) {
            const std::size_t end = std::min(word.find('.'), word.size());
            const Item* known = variable(word.substr(0, end));
            if (known == nullptr) {
                return malformed("undefined variable \"" + word.substr(0, end) + "\"");
            }
            return fields(*known, std::string_view(word).substr(end));
        }
        if (word.starts_with('`')) {
            return Item{Value::string(std::string_view(word).substr(1, word.size() - 2)), true};
        }
        auto literal = word == "nil" ? Result<Value>(Value()) : parseJson(word);
        if (!literal) {
            return malformed("unexpected \"" + word + "\" in operand");
        }
        return Item{*std::move(literal), true};
    }

    /// `.a.b` of a value.
    static Result<Item> fields(Item item, std::string_view path) {
        while (!path.empty()) {
            path.remove_prefix(1);
            const std::size_t end = std::min(path.find('.'), path.size());
            const std::string_view name = path.substr(0, end);
            if (!item.value.isObject()) {
                return malformed("can't evaluate field " + std::string(name) + " in a value that is no object");
            }
            const Value* member = item.value.find(name);
            if (member == nullptr) {
                return malformed("map has no entry for key \"" + std::string(name) + "\"");
            }
            item = {*member, false};
            path.remove_prefix(end);
        }
        return item;
    }

    Result<Item> call(const std::string& name, const std::vector<Item>& items) {
        if (items.empty()) {
            return name == "print" ? Result<Item>(Item{Value::string(""), true})
                                   : malformed("wrong number of args for " + name);
        }
        const auto truth = [](bool value) { return Item{Value::boolean(value), true}; };
        if (name == "not") {
            return truth(!items.front().isTrue());
        }
        if (name == "and" || name == "or") {
            const auto decides = std::ranges::find(items, name == "or", &Item::isTrue);
            return decides != items.end() ? *decides : items.back();
        }
        if (name == "len") {
            const Value& value = items.front().value;
            const std::size_t size = value.isString() ? value.asString().size() : value.size();
            return Item{Value::integer(static_cast<std::int64_t>(size)), true};
        }
        if (name == "index") {
            return index(items);
        }
        if (name == "print" || name == "println" || name == "printf") {
            return printed(name, items);
        }
        if (items.size() < 2) {
            return malformed("wrong number of args for " + name);
        }
        const auto order = items[0].value <=> items[1].value;
        if (name == "eq") {
            return truth(std::any_of(items.begin() + 1, items.end(),
                                     [&](const Item& item) { return item.value == items.front().value; }));
        }
        if (name == "ne") {
            return truth(order != 0);
        }
        if (name == "lt" || name == "le") {
            return truth(order < 0 || (name == "le" && order == 0));
        }
        if (name == "gt" || name == "ge") {
            return truth(order > 0 || (name == "ge" && order == 0));
        }
        return malformed("function \"" + name + "\" not defined");
    }

    static Result<Item> index(const std::vector<Item>& items) {
        Item item = items.front();
        for (std::size_t i = 1; i < items.size(); ++i) {
            const Value* found = item.value.find(items[i].value);
            if (found == nullptr && !item.value.isObject()) {
                return malformed("error calling index: index out of range");
            }
            item = {found != nullptr ? *found : Value(), false};
        }
        return item;
    }

    Result<Item> printed(const std::string& name, const std::vector<Item>& items) {
        if (name == "printf") {
            std::vector<Value> values;
            std::transform(items.begin() + 1, items.end(), std::back_inserter(values),
                           [](const Item& item) { return item.value; });
            TRY(const std::string text, formatted(m_context, items.front().value.asString(), values));
            return Item{Value::string(text), true};
        }
        std::string text;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const bool isSpaced =
                name == "println" || (i > 0 && !items[i].value.isString() && !items[i - 1].value.isString());
            text += i > 0 && isSpaced ? " " : "";
            appendItem(text, items[i].value);
        }
        text += name == "println" ? "\n" : "";
        CHECK(m_context.charge(text.size()));
        return Item{Value::string(text), true};
    }

    BuiltinContext& m_context;
    std::vector<std::pair<std::string, Item>> m_variables;
    std::string m_out;
};

} // namespace

Result<std::string> render(BuiltinContext& context, std::string_view text, const Value& data) {
    TRY(auto parts, tokens(text));
    TRY(const auto nodes, Parser(std::move(parts)).run());
    return Renderer(context, data).run(nodes);
}

} // namespace countersign::policy::detail
