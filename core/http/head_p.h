#pragma once

#include "core/base/error.h"
#include "core/http/host_policy.h"
#include "core/http/limits.h"
#include "core/http/request.h"

#include <expected>

namespace countersign::http {

/// Why a request is not heard; the connection is closed after the answer.
struct Refusal {
    int status = 400;
    Error error;
};

/// Looks for the end of a request's fields in bytes that arrive piece by piece, and refuses on the way what no correct
/// client sends: bare LF or CR, folded lines, control characters and bytes beyond ASCII, too many bytes or fields.
class HeadScanner {
public:
    /// `bytes` is everything since the request began. The size of the head with its last empty line, or 0 when it is
    /// not complete.
    [[nodiscard]] std::expected<std::size_t, Refusal> scan(std::string_view bytes, const Limits& limits);
    void reset() { *this = HeadScanner(); }

private:
    [[nodiscard]] std::expected<void, Refusal> take(char c, const Limits& limits);

    std::size_t m_position = 0;
    std::size_t m_lineStart = 0;
    std::size_t m_lines = 0;
    bool m_afterReturn = false;
    bool m_ended = false;
};

/// What a head says; views into the bytes it was parsed from.
struct Head {
    Method method = Method::Get;
    std::string_view path;
    std::string_view query;
    std::vector<std::pair<std::string_view, std::string_view>> fields;
    std::size_t contentLength = 0;
    bool close = false;
    bool expectsContinue = false;
};

/// Where the connection came in.
struct LocalEnd {
    std::string address;
    std::uint16_t port = 0;
};

/// Parses a complete head (Beast's parser for RFC 9112's grammar), then refuses what is ambiguous or not for us: any
/// version but 1.1, Transfer-Encoding, Content-Length that is not one plain number, Host missing, doubled or foreign,
/// absolute targets of others, targets with `.` segments, broken `%` or `#`, an Origin that is not this server.
/// `head` is reused.
[[nodiscard]] std::expected<void, Refusal> parseHead(std::string_view bytes, const Limits& limits,
                                                     const HostPolicy& policy, const LocalEnd& local, Head& head);

/// Makes the request out of a parsed head and its bytes.
class RequestBuilder {
public:
    /// `bytes` is head and body as they came; `head` views into them.
    [[nodiscard]] static Request build(std::string_view bytes, std::size_t headSize, const Head& head,
                                       const std::string& source);
};

} // namespace countersign::http
