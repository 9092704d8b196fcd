#pragma once

#include "core/base/json.h"

#include <string>

/// Refusals as they are sent (design section 7).
namespace countersign::wire {

/// The status (RFC 9110) of a refusal with this code: 400 the form, 401 who asks, 403 not allowed, 404, 405, 409 the
/// state of things, 413, 415, 429, 503 the store and its surroundings, 500.
[[nodiscard]] unsigned httpStatus(Code code);

/// `{error, error_description, request?}`.
struct ErrorBody {
    Error error;
    /// `req_…` of the request that was refused; empty when there is none.
    std::string request;
    friend bool operator==(const ErrorBody&, const ErrorBody&) = default;
};
[[nodiscard]] json::Value errorJson(const ErrorBody& body);
/// InvalidRequest when it is no such object. A code that this program does not know (of a newer engine) is Internal,
/// with its name in the detail: an unknown refusal stays a refusal.
[[nodiscard]] Result<ErrorBody> errorFromJson(const json::Value& value);

} // namespace countersign::wire
