#include "core/http/response.h"

#include "core/base/bytes.h"
#include "core/base/json.h"

#include <array>
#include <charconv>
#include <ctime>

namespace countersign::http {

namespace {

void appendNumber(std::string& out, std::size_t number, int base) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr;
    out.append(digits.data(), end);
}

/// RFC 9110 section 5.6.7, made once a second and thread.
std::string_view dateText() {
    thread_local std::time_t made = -1;
    thread_local std::array<char, 40> text{};
    thread_local std::size_t size = 0;
    const std::time_t now = std::time(nullptr);
    if (now != made) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        made = now;
    }
    return {text.data(), size};
}

void appendStatusLine(std::string& out, int status) {
    out += "HTTP/1.1 ";
    appendNumber(out, static_cast<std::size_t>(status), 10);
    out += ' ';
    out += statusText(status);
    out += "\r\nDate: ";
    out += dateText();
    out += "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
}

} // namespace

Response errorResponse(int status, const Error& error) {
    Response response;
    response.status = status;
    response.body = json::canonical(
        json::Object{{"error", codeName(error.code)}, {"error_description", escapeControls(error.detail)}});
    return response;
}

std::string_view statusText(int status) {
    switch (status) {
    case 100:
        return "Continue";
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    case 505:
        return "HTTP Version Not Supported";
    case 507:
        return "Insufficient Storage";
    default:
        return {};
    }
}

void appendResponse(std::string& out, const Response& response, KeepAlive keepAlive, Content content) {
    out.reserve(out.size() + response.body.size() + 384);
    appendStatusLine(out, response.status);
    for (const auto& [name, value] : response.fields) {
        out += name;
        out += ": ";
        out += value;
        out += "\r\n";
    }
    if (!response.body.empty()) {
        out += "Content-Type: ";
        out += response.contentType;
        out += "\r\n";
    }
    if (keepAlive == KeepAlive::No) {
        out += "Connection: close\r\n";
    }
    out += "Content-Length: ";
    appendNumber(out, response.body.size(), 10);
    out += "\r\n\r\n";
    if (content == Content::WithBody) {
        out += response.body;
    }
}

void appendStreamHead(std::string& out, std::string_view contentType) {
    appendStatusLine(out, 200);
    out += "Content-Type: ";
    out += contentType;
    out += "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
}

void appendChunk(std::string& out, std::string_view data) {
    if (data.empty()) {
        return; // an empty chunk would end the stream
    }
    appendNumber(out, data.size(), 16);
    out += "\r\n";
    out += data;
    out += "\r\n";
}

void appendLastChunk(std::string& out) {
    out += "0\r\n\r\n";
}

} // namespace countersign::http
