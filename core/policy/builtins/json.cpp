#include "core/policy/builtins/json_path_p.h"
#include "core/policy/builtins/registry_p.h"

#include <algorithm>

namespace countersign::policy::detail {

namespace {

/// As Go's encoder does it, so that JSON can stand in HTML.
std::string escapedForHtml(const std::string& json) {
    std::string out;
    out.reserve(json.size());
    for (const char c : json) {
        switch (c) {
        case '<':
            out += "\\u003c";
            break;
        case '>':
            out += "\\u003e";
            break;
        case '&':
            out += "\\u0026";
            break;
        default:
            out += c;
        }
    }
    return out;
}

BuiltinResult marshal(BuiltinContext& context, Arguments arguments) {
    return madeString(context, escapedForHtml(toJson(arguments[0])));
}

struct Layout {
    bool isPretty = false;
    std::string prefix;
    std::string indent = "\t";
};

Result<Layout> layoutOperand(Arguments arguments) {
    CHECK(wants(arguments, 1, Kind::Object));
    Layout layout;
    const Value* pretty = nullptr;
    for (const Member& member : arguments[1].members()) {
        const std::string_view key = member.key.asString();
        if (key == "pretty") {
            if (!member.value.isBoolean()) {
                return operandError(1, "key \"pretty\" failed cast to bool");
            }
            pretty = &member.value;
        } else if (key == "prefix" || key == "indent") {
            if (!member.value.isString()) {
                return operandError(1, "key " + member.key.text() + " failed cast to string");
            }
            (key == "prefix" ? layout.prefix : layout.indent) = member.value.asString();
            layout.isPretty = true;
        } else {
            return operandError(1, "object contained unknown key " + member.key.text());
        }
    }
    if (pretty != nullptr) {
        layout.isPretty = pretty->isTrue();
    }
    return layout;
}

/// Compact JSON with line ends and indents put in.
Result<std::string> laidOut(BuiltinContext& context, std::string_view json, const Layout& layout) {
    std::string out = layout.prefix;
    std::size_t depth = 0;
    bool isQuoted = false;
    const auto newLine = [&]() -> Result<void> {
        CHECK(context.charge(layout.prefix.size() + depth * layout.indent.size()));
        out += "\n" + layout.prefix;
        for (std::size_t i = 0; i < depth; ++i) {
            out += layout.indent;
        }
        return {};
    };
    for (std::size_t at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (isQuoted || c == '"') {
            out += c;
            if (c == '\\') {
                out += json[++at];
            } else if (c == '"') {
                isQuoted = !isQuoted;
            }
        } else if (c == '[' || c == '{') {
            out += c;
            if (json[at + 1] == ']' || json[at + 1] == '}') {
                out += json[++at];
            } else {
                ++depth;
                CHECK(newLine());
            }
        } else if (c == ']' || c == '}') {
            --depth;
            CHECK(newLine());
            out += c;
        } else {
            out += c;
            if (c == ',') {
                CHECK(newLine());
            } else if (c == ':') {
                out += ' ';
            }
        }
    }
    return out;
}

BuiltinResult marshalWithOptions(BuiltinContext& context, Arguments arguments) {
    TRY(const Layout layout, layoutOperand(arguments));
    const std::string json = escapedForHtml(toJson(arguments[0]));
    if (!layout.isPretty) {
        return madeString(context, json);
    }
    TRY(const std::string text, laidOut(context, json, layout));
    return madeString(context, text);
}

BuiltinResult unmarshal(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    CHECK(context.charge(text.size() * 4));
    auto value = parseJson(text);
    if (!value) {
        return builtinError(value.error().detail);
    }
    return *std::move(value);
}

BuiltinResult isValid(BuiltinContext& context, Arguments arguments) {
    if (!arguments[0].isString()) {
        return Value::boolean(false);
    }
    CHECK(context.charge(arguments[0].asString().size() * 4));
    return Value::boolean(parseJson(arguments[0].asString()).has_value());
}

/// Paths as a tree of objects: null at their ends.
Value treeWith(const Value& tree, std::span<const Value> path) {
    if (tree.isNull() || path.empty()) {
        return {};
    }
    const Value* child = tree.find(path.front());
    return tree.withMember(path.front(), treeWith(child != nullptr ? *child : Value::emptyObject(), path.subspan(1)));
}

Result<Value> pathsOperand(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 1, {Kind::Set, Kind::Array}));
    Value tree = Value::emptyObject();
    for (const Value& element : arguments[1].elements()) {
        const auto path = pathOf(element);
        if (!path) {
            return operandError(
                1, "must be one of {set, array} containing string paths or array of path segments but got " +
                       std::string(kindName(element.kind())));
        }
        CHECK(context.step(path->size() + tree.size()));
        if (!path->empty()) {
            tree = treeWith(tree, *path);
        }
    }
    return tree;
}

Value indexKey(std::size_t index) {
    return Value::string(std::to_string(index));
}

/// A value of the same kind made of these parts; what has no parts is as it was.
Value madeOf(const Value& value, std::vector<Value> elements, std::vector<Member> members) {
    switch (value.kind()) {
    case Kind::Array:
        return Value::array(elements);
    case Kind::Set:
        return Value::set(std::move(elements));
    case Kind::Object:
        return Value::object(std::move(members));
    case Kind::Null:
    case Kind::Boolean:
    case Kind::Number:
    case Kind::String:
        return value;
    }
    std::unreachable();
}

/// What the tree names of a value.
Value filtered(const Value& value, const Value& tree) {
    if (tree.isNull()) {
        return value;
    }
    std::vector<Value> elements;
    std::vector<Member> members;
    std::size_t index = 0;
    for (const Value& element : value.elements()) {
        if (const Value* below = tree.find(value.isArray() ? indexKey(index++) : element)) {
            elements.push_back(filtered(element, *below));
        }
    }
    for (const Member& member : value.members()) {
        if (const Value* below = tree.find(member.key)) {
            members.push_back({member.key, filtered(member.value, *below)});
        }
    }
    return madeOf(value, std::move(elements), std::move(members));
}

/// All but what the tree names.
Value stripped(const Value& value, const Value& tree) {
    std::vector<Value> elements;
    std::vector<Member> members;
    std::size_t index = 0;
    for (const Value& element : value.elements()) {
        const Value* below = tree.find(value.isArray() ? indexKey(index++) : element);
        if (below == nullptr || !below->isNull()) {
            elements.push_back(below == nullptr ? element : stripped(element, *below));
        }
    }
    for (const Member& member : value.members()) {
        const Value* below = tree.find(member.key);
        if (below == nullptr || !below->isNull()) {
            members.push_back({member.key, below == nullptr ? member.value : stripped(member.value, *below)});
        }
    }
    return madeOf(value, std::move(elements), std::move(members));
}

template <Value (*select)(const Value&, const Value&)>
BuiltinResult bySelection(BuiltinContext& context, Arguments arguments) {
    CHECK(wants(arguments, 0, Kind::Object));
    TRY(const Value tree, pathsOperand(context, arguments));
    CHECK(context.charge(arguments[0].size() * sizeof(Member)));
    return select(arguments[0], tree);
}

constexpr std::array kTable = std::to_array<Builtin>({
    {"json.marshal", takes({kAny}, kString), marshal, "The value as JSON; sets become arrays."},
    {"json.marshal_with_options", takes({kAny, kObject}, kString), marshalWithOptions,
     "The value as JSON, laid out as the options pretty, prefix and indent say."},
    {"json.unmarshal", takes({kString}, kAny), unmarshal, "The value that a JSON text stands for."},
    {"json.is_valid", takes({kAny}, kBoolean), isValid, "Whether the string is JSON."},
    {"json.filter", takes({kObject, kList}, kAny), bySelection<filtered>, "Only what the paths name, e.g. `a/b/0`."},
    {"json.remove", takes({kObject, kList}, kAny), bySelection<stripped>, "All but what the paths name, e.g. `a/b/0`."},
    {"json.patch", takes({kAny, of(kArray, kObject)}, kAny), patched,
     "The value after the operations of a JSON patch; undefined when one does not fit."},
});

} // namespace

std::span<const Builtin> jsonBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
