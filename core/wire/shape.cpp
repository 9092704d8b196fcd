#include "core/wire/shape_p.h"

namespace countersign::wire {

namespace {

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

Result<std::string> readText(const json::Value& value) {
    if (value.asString() == nullptr) {
        return wrongType("a string");
    }
    return *value.asString();
}

Result<std::uint64_t> readInteger(const json::Value& value, std::uint64_t most) {
    const auto integer = value.asInteger();
    if (!integer) {
        return wrongType("an integer");
    }
    if (*integer < 0 || static_cast<std::uint64_t>(*integer) > most) {
        return wrongType("between 0 and " + std::to_string(most));
    }
    return static_cast<std::uint64_t>(*integer);
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
