#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace countersign::http {

enum class Method { Get, Head, Post, Put, Patch, Delete, Options };
[[nodiscard]] std::string_view methodName(Method method);

/// One complete request (RFC 9112), strictly read. Owns its bytes; views into it live as long as it is not moved.
class Request {
public:
    [[nodiscard]] Method method() const { return m_method; }
    /// Starts with `/`; `%` never decoded; no `.` or `..` segments.
    [[nodiscard]] std::string_view path() const { return view(m_path); }
    /// After the `?`, or empty.
    [[nodiscard]] std::string_view query() const { return view(m_query); }
    /// Value of the query parameter, percent-decoded. None when absent; InvalidRequest when it is there twice.
    [[nodiscard]] Result<std::optional<std::string>> parameter(std::string_view name) const;
    /// Value of the first field of that name (without regard to case), or none.
    [[nodiscard]] std::optional<std::string_view> field(std::string_view name) const;
    [[nodiscard]] std::size_t fieldCount(std::string_view name) const;
    [[nodiscard]] std::string_view body() const { return view(m_body); }
    /// Numeric address of the peer, without port.
    [[nodiscard]] const std::string& source() const { return m_source; }

private:
    friend class RequestBuilder;
    struct Span {
        std::size_t offset = 0;
        std::size_t size = 0;
    };
    struct Field {
        Span name;
        Span value;
    };
    [[nodiscard]] std::string_view view(Span span) const {
        return std::string_view(m_bytes).substr(span.offset, span.size);
    }

    Method m_method = Method::Get;
    std::string m_bytes;
    Span m_path;
    Span m_query;
    Span m_body;
    std::vector<Field> m_fields;
    std::string m_source;
};

/// ASCII only.
[[nodiscard]] bool equalsIgnoringCase(std::string_view a, std::string_view b);

} // namespace countersign::http
