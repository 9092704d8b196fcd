#include "core/backend/server_error.h"

namespace countersign::backend {

namespace {

constexpr json::Limits kLimits{.bytes = 64 * 1024 * 1024, .depth = 64};

std::string member(const json::Value& value, std::string_view name) {
    const auto* found = value.asObject() == nullptr ? nullptr : value.asObject()->find(name);
    return found == nullptr || found->asString() == nullptr ? std::string() : *found->asString();
}

} // namespace

Result<json::Value> answerValue(const HttpAnswer& answer) {
    auto value = json::parse(answer.body, kLimits);
    const bool good = answer.status >= 200 && answer.status < 300;
    if (good && value) {
        return value;
    }
    if (value) {
        Code code = Code::Unavailable;
        if (codeFromName(member(*value, "error"), code)) {
            return fail(code, member(*value, "error_description"));
        }
    }
    return fail(Code::Unavailable, "the server answered " + std::to_string(answer.status) +
                                       " with something that is no answer of a Countersign store; check the address");
}

} // namespace countersign::backend
