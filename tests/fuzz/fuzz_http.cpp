#include "core/http/head_p.h"
#include "tests/fuzz/fuzz.h"

/// The head of a request: found at the same place however the bytes arrive, refused the same way, and what it says are
/// views into these bytes.
void countersign::fuzz::run(std::string_view bytes) {
    const http::Limits limits;
    http::HeadScanner whole;
    const auto size = whole.scan(bytes, limits);
    http::HeadScanner slow;
    std::expected<std::size_t, http::Refusal> last = std::size_t{0};
    for (std::size_t i = 1; i <= bytes.size() && last && *last == 0; ++i) {
        last = slow.scan(bytes.substr(0, i), limits);
    }
    hold(size.has_value() == last.has_value(), "byte by byte it is refused exactly when it is at once");
    hold(!size || *size == *last, "and ends at the same place");
    if (!size || *size == 0) {
        return;
    }
    hold(bytes.substr(0, *size).ends_with("\r\n\r\n"), "a head ends with an empty line");
    const auto policy = http::HostPolicy(http::Scheme::Http, {});
    http::Head head;
    const http::LocalEnd local{"127.0.0.1", 8440};
    if (!http::parseHead(bytes.substr(0, *size), limits, policy, local, head)) {
        return;
    }
    const auto inside = [&](std::string_view part) {
        return part.empty() || (part.data() >= bytes.data() && part.data() + part.size() <= bytes.data() + *size);
    };
    hold(inside(head.path) && inside(head.query), "the target lies in the head");
    for (const auto& [name, value] : head.fields) {
        hold(inside(name) && inside(value), "so does every field");
        hold(value.find_first_of("\r\n") == std::string_view::npos, "no field runs over its line");
    }
    hold(head.contentLength <= limits.bodyBytes, "no longer body is announced than is taken");
}
