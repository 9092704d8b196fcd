#include "core/policy/builtins/operands_p.h"
#include "core/policy/builtins/registry_p.h"

#include <algorithm>
#include <map>
#include <yaml.h>

namespace countersign::policy::detail {

namespace {

bool isAmong(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, text) != words.end();
}

bool isDigits(std::string_view text, std::string_view digits) {
    return !text.empty() && text.find_first_not_of(digits) == std::string_view::npos;
}

/// What a plain scalar of digits with a prefix for its base is worth; nothing when it is no such integer.
std::optional<Value> basedInteger(bool isNegative, std::string_view text) {
    int base = 0;
    if (text.starts_with("0x")) {
        base = 16;
    } else if (text.starts_with("0o")) {
        base = 8;
    } else if (text.starts_with("0b")) {
        base = 2;
    } else if (text.size() > 1 && text.starts_with('0')) {
        base = 8;
    } else {
        return std::nullopt;
    }
    const std::string digits(text.substr(text.size() > 1 && (text[1] < '0' || text[1] > '9') ? 2 : 1));
    constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
    const std::string_view allowed = base == 16 ? kDigits : kDigits.substr(0, static_cast<std::size_t>(base));
    if (!isDigits(digits, allowed) || digits.size() > 15) {
        return std::nullopt;
    }
    const std::int64_t value = std::stoll(digits, nullptr, base);
    return Value::integer(isNegative ? -value : value);
}

/// A plain scalar as JSON means it, with YAML 1.1's words, as the libraries of Kubernetes read it.
Result<Value> resolved(std::string_view text) {
    if (isAmong(text, {"", "~", "null", "Null", "NULL"})) {
        return Value();
    }
    if (isAmong(text, {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"})) {
        return Value::boolean(true);
    }
    if (isAmong(text, {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"})) {
        return Value::boolean(false);
    }
    std::string_view rest = text;
    const bool isNegative = rest.starts_with('-');
    if (isNegative || rest.starts_with('+')) {
        rest.remove_prefix(1);
    }
    if (isAmong(rest, {".inf", ".Inf", ".INF"}) || isAmong(text, {".nan", ".NaN", ".NAN"})) {
        return builtinError("yaml: JSON has no " + std::string(text));
    }
    std::string plain(rest);
    std::erase(plain, '_');
    if (plain.empty() || (plain.front() != '.' && (plain.front() < '0' || plain.front() > '9'))) {
        return Value::string(text);
    }
    if (auto integer = basedInteger(isNegative, plain)) {
        return *std::move(integer);
    }
    if (plain.starts_with('.')) {
        plain.insert(plain.begin(), '0');
    }
    if (const std::size_t dot = plain.find('.');
        dot != std::string::npos && (dot + 1 == plain.size() || plain[dot + 1] == 'e' || plain[dot + 1] == 'E')) {
        plain.erase(dot, 1);
    }
    if (isNegative) {
        plain.insert(plain.begin(), '-');
    }
    auto number = Value::number(plain);
    return number ? *std::move(number) : Value::string(text);
}

/// libyaml's events, with an owner.
class Events {
public:
    explicit Events(std::string_view text) {
        yaml_parser_initialize(&m_parser);
        yaml_parser_set_input_string(&m_parser, reinterpret_cast<const unsigned char*>(text.empty() ? "" : text.data()),
                                     text.size());
    }
    ~Events() {
        yaml_event_delete(&m_event);
        yaml_parser_delete(&m_parser);
    }
    Events(const Events&) = delete;
    Events& operator=(const Events&) = delete;

    Result<const yaml_event_t*> next() {
        yaml_event_delete(&m_event);
        if (yaml_parser_parse(&m_parser, &m_event) != 1) {
            return builtinError("yaml: line " + std::to_string(m_parser.problem_mark.line + 1) + ": " +
                                (m_parser.problem != nullptr ? m_parser.problem : "malformed"));
        }
        return &m_event;
    }

private:
    yaml_parser_t m_parser{};
    yaml_event_t m_event{};
};

class Loader {
public:
    Loader(BuiltinContext& context, std::string_view text) : m_context(context), m_events(text) {}

    /// The first document; null for none.
    Result<Value> run() {
        for (;;) {
            TRY(const yaml_event_t* event, m_events.next());
            if (event->type == YAML_STREAM_END_EVENT) {
                return Value();
            }
            if (event->type == YAML_DOCUMENT_START_EVENT) {
                break;
            }
        }
        TRY(const yaml_event_t* event, m_events.next());
        TRY(Value value, node(event, 0));
        // What follows must be well-formed up to the end of the document.
        CHECK(m_events.next());
        return value;
    }

private:
    static constexpr std::size_t kMostDepth = 200;

    static std::string textOf(const unsigned char* text) {
        return text == nullptr ? "" : reinterpret_cast<const char*>(text);
    }

    void remember(const std::string& anchor, const Value& value) {
        if (!anchor.empty()) {
            m_anchors.insert_or_assign(anchor, value);
        }
    }

    Result<Value> node(const yaml_event_t* event, std::size_t depth) {
        if (depth > kMostDepth) {
            return builtinError("yaml: nested deeper than " + std::to_string(kMostDepth));
        }
        CHECK(m_context.charge(sizeof(Member)));
        switch (event->type) {
        case YAML_SCALAR_EVENT:
            return scalar(*event);
        case YAML_SEQUENCE_START_EVENT:
            return sequence(textOf(event->data.sequence_start.anchor), depth);
        case YAML_MAPPING_START_EVENT:
            return mapping(textOf(event->data.mapping_start.anchor), depth);
        case YAML_ALIAS_EVENT:
            return alias(textOf(event->data.alias.anchor));
        default:
            return builtinError("yaml: malformed");
        }
    }

    Result<Value> scalar(const yaml_event_t& event) {
        const std::string_view text(reinterpret_cast<const char*>(event.data.scalar.value), event.data.scalar.length);
        CHECK(m_context.charge(text.size()));
        const std::string tag = textOf(event.data.scalar.tag);
        const bool isText = tag == YAML_STR_TAG || (tag.empty() && event.data.scalar.style != YAML_PLAIN_SCALAR_STYLE);
        const std::string anchor = textOf(event.data.scalar.anchor);
        TRY(Value value, isText ? Result<Value>(Value::string(text)) : resolved(text));
        remember(anchor, value);
        return value;
    }

    /// A value that is there twice is shared in memory, but whoever writes it out would write all of it: it is paid
    /// for.
    Result<Value> alias(const std::string& anchor) {
        const auto found = m_anchors.find(anchor);
        if (found == m_anchors.end()) {
            return builtinError("yaml: unknown anchor '" + anchor + "' referenced");
        }
        CHECK(m_context.charge(weightOf(found->second)));
        return found->second;
    }

    static std::size_t weightOf(const Value& value) {
        std::size_t weight = sizeof(Member) + value.asString().size();
        for (const Value& element : value.elements()) {
            weight += weightOf(element);
        }
        for (const Member& member : value.members()) {
            weight += weightOf(member.key) + weightOf(member.value);
        }
        return weight;
    }

    Result<Value> sequence(const std::string& anchor, std::size_t depth) {
        std::vector<Value> elements;
        for (;;) {
            TRY(const yaml_event_t* event, m_events.next());
            if (event->type == YAML_SEQUENCE_END_EVENT) {
                break;
            }
            TRY(Value element, node(event, depth + 1));
            elements.push_back(std::move(element));
        }
        Value value = Value::array(elements);
        remember(anchor, value);
        return value;
    }

    Result<Value> mapping(const std::string& anchor, std::size_t depth) {
        std::vector<Member> merged;
        std::vector<Member> members;
        for (;;) {
            TRY(const yaml_event_t* event, m_events.next());
            if (event->type == YAML_MAPPING_END_EVENT) {
                break;
            }
            const bool isPlain =
                event->type == YAML_SCALAR_EVENT && event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
            TRY(const Value key, node(event, depth + 1));
            TRY(event, m_events.next());
            TRY(Value value, node(event, depth + 1));
            if (isPlain && key.asString() == "<<") {
                CHECK(merge(merged, value));
                continue;
            }
            if (key.isArray() || key.isObject()) {
                return builtinError("yaml: a key that is no scalar");
            }
            members.push_back({key.isString() ? key : Value::string(toJson(key)), std::move(value)});
        }
        // What is merged yields to what is written.
        merged.insert(merged.end(), members.begin(), members.end());
        Value value = Value::object(std::move(merged));
        remember(anchor, value);
        return value;
    }

    /// `<<: *anchor` or a list of them, of which the first counts most.
    static Result<void> merge(std::vector<Member>& out, const Value& value) {
        std::vector<Value> sources(value.elements().rbegin(), value.elements().rend());
        if (value.isObject()) {
            sources.push_back(value);
        }
        for (const Value& source : sources) {
            if (!source.isObject()) {
                return builtinError("yaml: map merge requires map or sequence of maps as the value");
            }
            out.insert(out.end(), source.members().begin(), source.members().end());
        }
        return sources.empty() ? builtinError("yaml: map merge requires map or sequence of maps as the value")
                               : Result<void>();
    }

    BuiltinContext& m_context;
    Events m_events;
    std::map<std::string, Value> m_anchors;
};

/// Writes events to a string.
class Emitter {
public:
    Emitter() {
        yaml_emitter_initialize(&m_emitter);
        yaml_emitter_set_unicode(&m_emitter, 1);
        yaml_emitter_set_width(&m_emitter, -1);
        yaml_emitter_set_output(
            &m_emitter,
            [](void* out, unsigned char* data, std::size_t size) {
                static_cast<std::string*>(out)->append(reinterpret_cast<char*>(data), size);
                return 1;
            },
            &m_out);
    }
    ~Emitter() { yaml_emitter_delete(&m_emitter); }
    Emitter(const Emitter&) = delete;
    Emitter& operator=(const Emitter&) = delete;

    std::string document(const Value& value) {
        emit([](yaml_event_t* event) { yaml_stream_start_event_initialize(event, YAML_UTF8_ENCODING); });
        emit([](yaml_event_t* event) { yaml_document_start_event_initialize(event, nullptr, nullptr, nullptr, 1); });
        node(value);
        emit([](yaml_event_t* event) { yaml_document_end_event_initialize(event, 1); });
        emit([](yaml_event_t* event) { yaml_stream_end_event_initialize(event); });
        return m_out;
    }

private:
    template <class Initialize>
    void emit(const Initialize& initialize) {
        yaml_event_t event{};
        initialize(&event);
        yaml_emitter_emit(&m_emitter, &event);
    }

    void scalar(std::string_view text, yaml_scalar_style_t style) {
        emit([&](yaml_event_t* event) {
            yaml_scalar_event_initialize(event, nullptr, nullptr, reinterpret_cast<const unsigned char*>(text.data()),
                                         static_cast<int>(text.size()), 1, 1, style);
        });
    }

    void text(std::string_view text) {
        const auto meaning = resolved(text);
        if (!meaning || !meaning->isString()) {
            scalar(text, YAML_DOUBLE_QUOTED_SCALAR_STYLE);
        } else {
            scalar(text,
                   text.find('\n') != std::string_view::npos ? YAML_LITERAL_SCALAR_STYLE : YAML_PLAIN_SCALAR_STYLE);
        }
    }

    void node(const Value& value) {
        switch (value.kind()) {
        case Kind::Null:
        case Kind::Boolean:
        case Kind::Number:
            scalar(toJson(value), YAML_PLAIN_SCALAR_STYLE);
            return;
        case Kind::String:
            text(value.asString());
            return;
        case Kind::Array:
        case Kind::Set:
            emit([&](yaml_event_t* event) {
                yaml_sequence_start_event_initialize(event, nullptr, nullptr, 1, YAML_BLOCK_SEQUENCE_STYLE);
            });
            for (const Value& element : value.elements()) {
                node(element);
            }
            emit([](yaml_event_t* event) { yaml_sequence_end_event_initialize(event); });
            return;
        case Kind::Object:
            emit([&](yaml_event_t* event) {
                yaml_mapping_start_event_initialize(event, nullptr, nullptr, 1, YAML_BLOCK_MAPPING_STYLE);
            });
            for (const Member& member : value.members()) {
                text(member.key.isString() ? member.key.asString() : toJson(member.key));
                node(member.value);
            }
            emit([](yaml_event_t* event) { yaml_mapping_end_event_initialize(event); });
            return;
        }
    }

    yaml_emitter_t m_emitter{};
    std::string m_out;
};

BuiltinResult marshal(BuiltinContext& context, Arguments arguments) {
    // By way of JSON, which costs at most as much again and says what is too much.
    CHECK(context.charge(toJson(arguments[0]).size()));
    return madeString(context, Emitter().document(arguments[0]));
}

BuiltinResult unmarshal(BuiltinContext& context, Arguments arguments) {
    TRY(const std::string_view text, stringOperand(arguments, 0));
    TRY(Value value, Loader(context, text).run());
    return value;
}

BuiltinResult isValid(BuiltinContext& context, Arguments arguments) {
    if (!arguments[0].isString()) {
        return Value::boolean(false);
    }
    const auto value = Loader(context, arguments[0].asString()).run();
    if (!value && value.error().code == Code::TooLarge) {
        return std::unexpected(value.error());
    }
    return Value::boolean(value.has_value());
}

constexpr std::array kTable = std::to_array<Builtin>({
    {"yaml.marshal", takes({kAny}, kString), marshal, "The value as YAML; sets become lists."},
    {"yaml.unmarshal", takes({kString}, kAny), unmarshal, "The value that a YAML text stands for."},
    {"yaml.is_valid", takes({kAny}, kBoolean), isValid, "Whether the string is YAML."},
});

} // namespace

std::span<const Builtin> yamlBuiltins() {
    return kTable;
}

} // namespace countersign::policy::detail
