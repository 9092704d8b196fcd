#include "core/wire/shape_p.h"

#include <charconv>

namespace countersign::wire {

namespace {

constexpr std::uint64_t kLargestNumber = (std::uint64_t(1) << 53) - 1;

/// Names are quoted from input that may be hostile and long.
std::string quoted(std::string_view name) {
    return "`" + std::string(name.substr(0, 128)) + "`";
}

} // namespace

std::unexpected<Error> wrongType(std::string_view wanted) {
    return fail(Code::InvalidRequest, "must be " + std::string(wanted));
}

std::unexpected<Error> inMember(std::string_view name, std::string_view what, Error error) {
    error.detail = "member " + quoted(name) + " of the " + std::string(what) + ": " + error.detail;
    return std::unexpected(std::move(error));
}

std::unexpected<Error> missing(std::string_view name, std::string_view what) {
    return fail(Code::InvalidRequest, "member " + quoted(name) + " of the " + std::string(what) + " is missing");
}

Result<const std::string*> readText(const json::Value& value) {
    if (value.asString() == nullptr) {
        return wrongType("a string");
    }
    return value.asString();
}

json::Value writeInteger(std::uint64_t value) {
    if (value > kLargestNumber) {
        return std::to_string(value);
    }
    return json::Value::integer(static_cast<std::int64_t>(value));
}

Result<std::uint64_t> readInteger(const json::Value& value, std::uint64_t most) {
    std::uint64_t integer = 0;
    if (const std::string* text = value.asString()) {
        const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), integer);
        if (error != std::errc() || integer <= kLargestNumber || std::to_string(integer) != *text) {
            return wrongType("an integer, as a number up to 2^53-1 and as a string beyond");
        }
    } else if (const auto number = value.asInteger()) {
        if (*number < 0) {
            return wrongType("between 0 and " + std::to_string(most));
        }
        integer = static_cast<std::uint64_t>(*number);
    } else {
        return wrongType("an integer");
    }
    if (integer > most) {
        return wrongType("between 0 and " + std::to_string(most));
    }
    return integer;
}

Result<const json::Array*> readArray(const json::Value& value) {
    if (value.asArray() == nullptr) {
        return wrongType("an array");
    }
    return value.asArray();
}

Result<const json::Object*> readObject(const json::Value& value) {
    if (value.asObject() == nullptr) {
        return wrongType("an object");
    }
    return value.asObject();
}

json::Value writeCommitment(const ledger::CommittedText& text) {
    return json::Object{{"digest", text.digest().hex()}, {"label", text.label()}};
}

Result<ledger::CommittedText> readCommitment(const json::Value& value, std::string_view label) {
    TRY(auto text, ledger::CommittedText::parse(value));
    if (text.text() != nullptr) {
        return fail(Code::InvalidRequest, "the text itself never stands in what is signed: send its digest here and "
                                          "its opening beside the envelope");
    }
    if (text.label() != label) {
        return fail(Code::InvalidRequest, "the label must be `" + std::string(label) + "`");
    }
    return text;
}

} // namespace countersign::wire
