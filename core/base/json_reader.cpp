#include "core/base/json.h"

#include <algorithm>

namespace countersign::json {

namespace {

std::unexpected<Error> refuse(std::string_view name, std::string_view what, std::string_view problem) {
    std::string detail = "member `";
    detail.append(name.substr(0, 128)).append("` of the ").append(what).append(" ").append(problem);
    return fail(Code::InvalidRequest, std::move(detail));
}

} // namespace

Result<Reader> Reader::of(const Value& value, std::string_view what) {
    if (const Object* object = value.asObject()) {
        Reader reader(*object, what);
        reader.m_seen.reserve(2 * object->size() + 8); // absent members are asked for as well
        return reader;
    }
    return fail(Code::InvalidRequest, "the " + std::string(what) + " must be a JSON object");
}

const Value* Reader::optional(std::string_view name) {
    const Value* value = m_object->find(name);
    m_seen.push_back(name);
    return value == nullptr || value->isNull() ? nullptr : value;
}

Result<std::optional<std::string>> Reader::optionalString(std::string_view name) {
    const Value* value = optional(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    const std::string* text = value->asString();
    if (text == nullptr) {
        return refuse(name, m_what, "must be a string");
    }
    return *text;
}

Result<std::string> Reader::string(std::string_view name) {
    TRY(auto text, optionalString(name));
    if (!text) {
        return refuse(name, m_what, "is missing: send a string");
    }
    return *std::move(text);
}

Result<std::optional<std::int64_t>> Reader::optionalInteger(std::string_view name) {
    const Value* value = optional(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    const auto integer = value->asInteger();
    if (!integer) {
        return refuse(name, m_what, "must be an integer");
    }
    return integer;
}

Result<std::int64_t> Reader::integer(std::string_view name) {
    TRY(const auto value, optionalInteger(name));
    if (!value) {
        return refuse(name, m_what, "is missing: send an integer");
    }
    return *value;
}

Result<std::optional<bool>> Reader::optionalBool(std::string_view name) {
    const Value* value = optional(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    const bool* boolean = value->asBool();
    if (boolean == nullptr) {
        return refuse(name, m_what, "must be true or false");
    }
    return *boolean;
}

Result<const Object*> Reader::object(std::string_view name) {
    const Value* value = optional(name);
    if (value == nullptr) {
        return refuse(name, m_what, "is missing: send an object");
    }
    const Object* found = value->asObject();
    if (found == nullptr) {
        return refuse(name, m_what, "must be an object");
    }
    return found;
}

Result<const Array*> Reader::array(std::string_view name) {
    const Value* value = optional(name);
    if (value == nullptr) {
        return refuse(name, m_what, "is missing: send an array");
    }
    const Array* found = value->asArray();
    if (found == nullptr) {
        return refuse(name, m_what, "must be an array");
    }
    return found;
}

Result<void> Reader::finish() const {
    for (const auto& [name, value] : *m_object) {
        if (std::ranges::find(m_seen, std::string_view(name)) == m_seen.end()) {
            return refuse(name, m_what, "is unknown: leave it out");
        }
    }
    return {};
}

} // namespace countersign::json
