#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace countersign::http {

/// One answer. Content-Length, Date, Connection, Cache-Control and X-Content-Type-Options are added when it is sent.
struct Response {
    int status = 200;
    std::string contentType = "application/json";
    std::string body;
    /// Further fields; names and values are the program's own, never a peer's text.
    std::vector<std::pair<std::string, std::string>> fields;
};

/// `{"error": code, "error_description": detail}` with that status; what the peer sent is quoted escaped.
[[nodiscard]] Response errorResponse(int status, const Error& error);
/// The reason phrase of RFC 9110 section 15; empty for a status that this server does not use.
[[nodiscard]] std::string_view statusText(int status);

enum class KeepAlive { Yes, No };
enum class Content { WithBody, HeadOnly };
/// Appends the bytes of the answer.
void appendResponse(std::string& out, const Response& response, KeepAlive keepAlive, Content content);
/// Appends the fields of an answer whose chunks follow (Transfer-Encoding: chunked).
void appendStreamHead(std::string& out, std::string_view contentType);
void appendChunk(std::string& out, std::string_view data);
void appendLastChunk(std::string& out);

} // namespace countersign::http
