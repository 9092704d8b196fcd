#include "core/http/request.h"

#include <algorithm>

namespace countersign::http {

namespace {

int hexValue(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The target's form was checked when the request was read: every `%` is followed by two hex digits.
std::string percentDecoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            out.push_back(static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2])));
            i += 2;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::string_view methodName(Method method) {
    switch (method) {
    case Method::Get:
        return "GET";
    case Method::Head:
        return "HEAD";
    case Method::Post:
        return "POST";
    case Method::Put:
        return "PUT";
    case Method::Patch:
        return "PATCH";
    case Method::Delete:
        return "DELETE";
    case Method::Options:
        return "OPTIONS";
    }
    return {};
}

bool equalsIgnoringCase(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lowered, lowered);
}

Result<std::optional<std::string>> Request::parameter(std::string_view name) const {
    std::optional<std::string> found;
    std::string_view rest = query();
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        const std::size_t equals = pair.find('=');
        if (pair.substr(0, equals) != name) {
            continue;
        }
        if (found) {
            return fail(Code::InvalidRequest, "the query parameter `" + std::string(name) + "` is there twice");
        }
        found = equals == std::string_view::npos ? std::string() : percentDecoded(pair.substr(equals + 1));
    }
    return found;
}

std::optional<std::string_view> Request::field(std::string_view name) const {
    for (const Field& entry : m_fields) {
        if (equalsIgnoringCase(view(entry.name), name)) {
            return view(entry.value);
        }
    }
    return std::nullopt;
}

std::size_t Request::fieldCount(std::string_view name) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        m_fields, [&](const Field& entry) { return equalsIgnoringCase(view(entry.name), name); }));
}

} // namespace countersign::http
