#include "core/http/head_p.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <charconv>

namespace countersign::http {

namespace {

namespace beast = boost::beast;

std::unexpected<Refusal> refuse(int status, Code code, std::string detail) {
    return std::unexpected(Refusal{status, Error{code, std::move(detail)}});
}

std::unexpected<Refusal> malformed(std::string detail) {
    return refuse(400, Code::InvalidRequest, std::move(detail));
}

/// Beast's grammar of RFC 9112, its fields handed on as views.
class Parser final : public beast::http::basic_parser<true> {
public:
    explicit Parser(Head& head) : m_head(head) {}

    [[nodiscard]] std::string_view target() const { return m_target; }
    [[nodiscard]] std::string_view methodText() const { return m_methodText; }
    [[nodiscard]] int version() const { return m_version; }

private:
    void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version,
                         beast::error_code&) override {
        m_methodText = {method.data(), method.size()};
        m_target = {target.data(), target.size()};
        m_version = version;
    }
    void on_response_impl(int, beast::string_view, int, beast::error_code&) override {}
    void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                       beast::error_code&) override {
        m_head.fields.emplace_back(std::string_view(name.data(), name.size()),
                                   std::string_view(value.data(), value.size()));
    }
    void on_header_impl(beast::error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, beast::error_code&) override {}
    std::size_t on_body_impl(beast::string_view, beast::error_code&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view, beast::error_code&) override { return 0; }
    void on_finish_impl(beast::error_code&) override {}

    Head& m_head;
    std::string_view m_methodText;
    std::string_view m_target;
    int m_version = 0;
};

bool isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isTargetChar(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~!$&'()*+,;=:@/?").find(c) != std::string_view::npos;
}

/// RFC 3986 `path-absolute ["?" query]`, and nothing that two readers could take for two different things.
std::expected<void, Refusal> splitTarget(std::string_view target, Head& head) {
    if (!target.starts_with('/')) {
        return malformed("the request target must be a path that starts with `/`");
    }
    for (std::size_t i = 0; i < target.size(); ++i) {
        const bool escape = target[i] == '%' && i + 2 < target.size() && isHex(target[i + 1]) && isHex(target[i + 2]);
        if (!escape && !isTargetChar(target[i])) {
            return malformed("the request target holds a character that a URI must not hold; percent-encode it");
        }
    }
    const std::size_t mark = std::min(target.find('?'), target.size());
    head.path = target.substr(0, mark);
    head.query = target.substr(std::min(target.size(), mark + 1));
    if (head.path.find('%') != std::string_view::npos || head.path.find("//") != std::string_view::npos) {
        return malformed("the path holds `%` or an empty segment; no path here needs either");
    }
    for (std::string_view rest = head.path.substr(1); !rest.empty();) {
        const std::string_view segment = rest.substr(0, rest.find('/'));
        if (segment == "." || segment == "..") {
            return malformed("the path holds a `.` or `..` segment; send it resolved");
        }
        rest.remove_prefix(std::min(rest.size(), segment.size() + 1));
    }
    return {};
}

std::expected<void, Refusal> takeTarget(std::string_view target, const HostPolicy& policy, const LocalEnd& local,
                                        Head& head) {
    const std::string_view scheme = policy.scheme() == Scheme::Https ? "https://" : "http://";
    if (target.size() > scheme.size() && equalsIgnoringCase(target.substr(0, scheme.size()), scheme)) {
        const std::size_t end = std::min(target.find('/', scheme.size()), target.size());
        if (!policy.allowsHost(target.substr(scheme.size(), end - scheme.size()), local.address, local.port)) {
            return refuse(403, Code::Forbidden, "the absolute request target names another host");
        }
        target.remove_prefix(end);
    }
    return splitTarget(target, head);
}

std::expected<void, Refusal> takeMethod(std::string_view text, Head& head) {
    for (const Method method :
         {Method::Get, Method::Post, Method::Delete, Method::Head, Method::Put, Method::Patch, Method::Options}) {
        if (text == methodName(method)) {
            head.method = method;
            return {};
        }
    }
    return refuse(501, Code::MethodNotAllowed, "this server has no such method");
}

std::expected<void, Refusal> takeLength(std::string_view text, const Limits& limits, Head& head) {
    const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), head.contentLength);
    const bool digits = !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits) {
        return malformed("Content-Length must be one plain decimal number");
    }
    if (error != std::errc() || last != text.data() + text.size() || head.contentLength > limits.bodyBytes) {
        return refuse(413, Code::TooLarge,
                      "the body is larger than the " + std::to_string(limits.bodyBytes) + " bytes allowed");
    }
    return {};
}

/// `close` among the connection options; the other options change nothing here.
bool asksToClose(std::string_view options) {
    while (!options.empty()) {
        std::string_view option = options.substr(0, options.find(','));
        options.remove_prefix(std::min(options.size(), option.size() + 1));
        const std::size_t first = option.find_first_not_of(" \t");
        if (first != std::string_view::npos) {
            option = option.substr(first, option.find_last_not_of(" \t") - first + 1);
            if (equalsIgnoringCase(option, "close")) {
                return true;
            }
        }
    }
    return false;
}

struct Seen {
    std::size_t hosts = 0;
    std::size_t lengths = 0;
    std::size_t origins = 0;
};

std::expected<void, Refusal> takeField(std::string_view name, std::string_view value, const Limits& limits,
                                       const HostPolicy& policy, const LocalEnd& local, Seen& seen, Head& head) {
    if (equalsIgnoringCase(name, "host")) {
        if (++seen.hosts > 1) {
            return malformed("the Host field is there twice");
        }
        if (!policy.allowsHost(value, local.address, local.port)) {
            return refuse(403, Code::Forbidden,
                          "this server does not answer to that Host; use its address, or allow the name where it runs");
        }
    } else if (equalsIgnoringCase(name, "content-length")) {
        if (++seen.lengths > 1) {
            return malformed("the Content-Length field is there twice");
        }
        return takeLength(value, limits, head);
    } else if (equalsIgnoringCase(name, "transfer-encoding")) {
        return refuse(501, Code::InvalidRequest,
                      "Transfer-Encoding is not taken in requests; send the body with Content-Length");
    } else if (equalsIgnoringCase(name, "origin")) {
        if (++seen.origins > 1 || !policy.allowsOrigin(value, local.address, local.port)) {
            return refuse(403, Code::Forbidden, "requests from pages of another origin are refused");
        }
    } else if (equalsIgnoringCase(name, "connection")) {
        head.close = head.close || asksToClose(value);
    } else if (equalsIgnoringCase(name, "expect")) {
        if (!equalsIgnoringCase(value, "100-continue")) {
            return refuse(417, Code::InvalidRequest, "the only expectation taken is `100-continue`");
        }
        head.expectsContinue = true;
    }
    return {};
}

std::expected<void, Refusal> parserRefusal(const beast::error_code& error) {
    using enum beast::http::error;
    if (error == bad_version) {
        return refuse(505, Code::InvalidRequest, "speak HTTP/1.1");
    }
    if (error == bad_method) {
        return malformed("the request does not start with a method");
    }
    if (error == bad_content_length || error == multiple_content_length) {
        return malformed("Content-Length must be there once, as one plain decimal number");
    }
    if (error == bad_transfer_encoding) {
        return refuse(501, Code::InvalidRequest,
                      "Transfer-Encoding is not taken in requests; send the body with Content-Length");
    }
    return malformed("the request line or a header field is not well-formed (RFC 9112)");
}

/// The first place in [at, end) where something else stands than a printable character of ASCII, or `end`.
std::size_t skipVisible(std::string_view bytes, std::size_t at, std::size_t end) {
    while (at < end && bytes[at] >= 0x20 && bytes[at] < 0x7f) {
        ++at;
    }
    return at;
}

} // namespace

std::expected<void, Refusal> HeadScanner::take(char c, const Limits& limits) {
    const auto byte = static_cast<unsigned char>(c);
    const bool lineFeed = c == '\n';
    if (m_afterReturn != lineFeed) {
        return malformed("a line must end with CR LF, and neither stands alone");
    }
    m_afterReturn = c == '\r';
    if (lineFeed) {
        m_ended = m_position == m_lineStart + 1;
        m_lineStart = m_position + 1;
        if (++m_lines > limits.fields + 2) {
            return refuse(431, Code::TooLarge,
                          "more than the " + std::to_string(limits.fields) + " header fields allowed");
        }
        return m_ended && m_lines == 1
                   ? std::expected<void, Refusal>(malformed("an empty line stands before the request"))
                   : std::expected<void, Refusal>();
    }
    if (m_position == m_lineStart && (c == ' ' || c == '\t')) {
        return malformed("a line starts with white space (folded header fields are refused)");
    }
    if ((byte < 0x20 && c != '\t' && c != '\r') || byte >= 0x7f) {
        return malformed("the header holds a control character or a byte that is not ASCII");
    }
    return {};
}

std::expected<std::size_t, Refusal> HeadScanner::scan(std::string_view bytes, const Limits& limits) {
    for (; m_position < bytes.size(); ++m_position) {
        if (!m_afterReturn && m_position > m_lineStart) {
            const std::size_t most =
                m_lines == 0 ? std::min(limits.headerBytes, limits.targetBytes) : limits.headerBytes;
            m_position = skipVisible(bytes, m_position, std::min(bytes.size(), most));
            if (m_position == bytes.size()) {
                return 0;
            }
        }
        if (m_position >= limits.headerBytes) {
            return refuse(431, Code::TooLarge,
                          "the header is larger than the " + std::to_string(limits.headerBytes) + " bytes allowed");
        }
        if (m_lines == 0 && m_position > limits.targetBytes + 32) {
            return refuse(414, Code::TooLarge, "the request line is too long");
        }
        if (auto taken = take(bytes[m_position], limits); !taken) {
            return std::unexpected(std::move(taken).error());
        }
        if (m_ended) {
            return ++m_position;
        }
    }
    return 0;
}

std::expected<void, Refusal> parseHead(std::string_view bytes, const Limits& limits, const HostPolicy& policy,
                                       const LocalEnd& local, Head& head) {
    head.fields.clear();
    head.contentLength = 0;
    head.close = false;
    head.expectsContinue = false;
    Parser parser(head);
    parser.header_limit(static_cast<std::uint32_t>(limits.headerBytes + 1));
    parser.body_limit(boost::none);
    beast::error_code error;
    parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
    if (!error && !parser.is_header_done()) {
        error = beast::http::error::partial_message;
    }
    if (error && error != beast::http::error::need_more) {
        return parserRefusal(error);
    }
    if (parser.version() != 11) {
        return refuse(505, Code::InvalidRequest, "speak HTTP/1.1");
    }
    if (parser.target().size() > limits.targetBytes) {
        return refuse(414, Code::TooLarge, "the request target is too long");
    }
    Seen seen;
    for (const auto& [name, value] : head.fields) {
        if (auto taken = takeField(name, value, limits, policy, local, seen, head); !taken) {
            return taken;
        }
    }
    if (seen.hosts != 1) {
        return malformed("the Host field is missing");
    }
    if (auto taken = takeMethod(parser.methodText(), head); !taken) {
        return taken;
    }
    return takeTarget(parser.target(), policy, local, head);
}

Request RequestBuilder::build(std::string_view bytes, std::size_t headSize, const Head& head,
                              const std::string& source) {
    const auto spanOf = [&](std::string_view part) {
        return part.empty() ? Request::Span{}
                            : Request::Span{static_cast<std::size_t>(part.data() - bytes.data()), part.size()};
    };
    Request request;
    request.m_method = head.method;
    request.m_bytes = bytes;
    request.m_path = spanOf(head.path);
    request.m_query = spanOf(head.query);
    request.m_body = {headSize, bytes.size() - headSize};
    request.m_fields.reserve(head.fields.size());
    for (const auto& [name, value] : head.fields) {
        request.m_fields.push_back({spanOf(name), spanOf(value)});
    }
    request.m_source = source;
    return request;
}

} // namespace countersign::http
