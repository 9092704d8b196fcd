#include "core/policy/builtins/operands_p.h"

#include <algorithm>
#include <iterator>

namespace countersign::policy::detail {

namespace {

std::string joined(Words words, std::string_view separator) {
    std::string text;
    for (const std::string_view word : words) {
        if (!text.empty()) {
            text += separator;
        }
        text += word;
    }
    return text;
}

} // namespace

std::unexpected<Error> operandError(std::size_t position, std::string_view what) {
    return fail(Code::InvalidArgument, "operand " + std::to_string(position + 1) + " " + std::string(what));
}

std::unexpected<Error> operandTypeError(std::size_t position, const Value& got, Words expected) {
    const std::string list =
        expected.size() == 1 ? std::string(expected.front()) : "one of {" + joined(expected, ", ") + "}";
    return operandError(position, "must be " + list + " but got " + std::string(kindName(got.kind())));
}

std::unexpected<Error> operandElementError(std::size_t position, const Value& collection, const Value& element,
                                           Words expected) {
    const std::string kind(kindName(collection.kind()));
    const std::string list =
        expected.size() == 1 ? std::string(expected.front()) + "s" : "(any of) " + joined(expected, " or ");
    return operandError(position, "must be " + kind + " of " + list + " but got " + kind + " containing " +
                                      std::string(kindName(element.kind())));
}

std::unexpected<Error> builtinError(std::string detail) {
    return fail(Code::PolicyError, std::move(detail));
}

Result<void> wants(Arguments arguments, std::size_t position, Kind kind) {
    if (arguments[position].kind() != kind) {
        return operandTypeError(position, arguments[position], {kindName(kind)});
    }
    return {};
}

Result<void> wants(Arguments arguments, std::size_t position, std::initializer_list<Kind> kinds) {
    if (std::ranges::find(kinds, arguments[position].kind()) != kinds.end()) {
        return {};
    }
    std::vector<std::string_view> names;
    std::ranges::transform(kinds, std::back_inserter(names), kindName);
    return operandTypeError(position, arguments[position], Words(names));
}

Result<std::string_view> stringOperand(Arguments arguments, std::size_t position) {
    CHECK(wants(arguments, position, Kind::String));
    return arguments[position].asString();
}

Result<std::int64_t> integerOperand(Arguments arguments, std::size_t position) {
    CHECK(wants(arguments, position, Kind::Number));
    if (const auto integer = arguments[position].asInteger()) {
        return *integer;
    }
    return operandError(position, "must be integer number but got floating-point number");
}

Result<bool> booleanOperand(Arguments arguments, std::size_t position) {
    CHECK(wants(arguments, position, Kind::Boolean));
    return arguments[position].isTrue();
}

Result<std::vector<std::string_view>> stringsOperand(Arguments arguments, std::size_t position) {
    CHECK(wants(arguments, position, {Kind::Set, Kind::Array}));
    std::vector<std::string_view> strings;
    strings.reserve(arguments[position].size());
    for (const Value& element : arguments[position].elements()) {
        if (!element.isString()) {
            return operandElementError(position, arguments[position], element, {"string"});
        }
        strings.push_back(element.asString());
    }
    return strings;
}

BuiltinResult madeString(BuiltinContext& context, std::string_view text) {
    CHECK(context.charge(text.size()));
    return Value::string(text);
}

BuiltinResult madeStrings(BuiltinContext& context, std::span<const std::string_view> texts) {
    std::vector<Value> strings;
    strings.reserve(texts.size());
    for (const std::string_view text : texts) {
        CHECK(context.charge(text.size() + sizeof(Value) * 2));
        strings.push_back(Value::string(text));
    }
    return Value::array(strings);
}

} // namespace countersign::policy::detail
