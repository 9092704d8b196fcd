#include "core/http/host_policy.h"

#include "core/http/request.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace countersign::http {

namespace {

struct Authority {
    std::string_view host; // without the brackets of an IPv6 address
    std::optional<std::uint16_t> port;
};

std::optional<Authority> split(std::string_view text) {
    Authority authority;
    std::size_t end = 0;
    if (text.starts_with('[')) {
        end = text.find(']');
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        authority.host = text.substr(1, end - 1);
        ++end;
    } else {
        end = std::min(text.find(':'), text.size());
        authority.host = text.substr(0, end);
    }
    if (authority.host.empty()) {
        return std::nullopt;
    }
    if (end == text.size()) {
        return authority;
    }
    const std::string_view digits = text.substr(end + 1);
    std::uint16_t port = 0;
    const auto [last, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (text[end] != ':' || digits.empty() || error != std::errc() || last != digits.data() + digits.size()) {
        return std::nullopt;
    }
    authority.port = port;
    return authority;
}

} // namespace

HostPolicy::HostPolicy(Scheme scheme, std::vector<std::string> names) : m_scheme(scheme), m_names(std::move(names)) {}

bool HostPolicy::allowsHost(std::string_view authority, std::string_view local, std::uint16_t port) const {
    const auto parts = split(authority);
    if (!parts) {
        return false;
    }
    const auto same = [&](std::string_view name) { return equalsIgnoringCase(parts->host, name); };
    if (std::ranges::any_of(m_names, same)) {
        return true;
    }
    const bool loopback = local.starts_with("127.") || local == "::1";
    return (same(local) || (loopback && same("localhost"))) && parts->port.value_or(port) == port;
}

bool HostPolicy::allowsOrigin(std::string_view origin, std::string_view local, std::uint16_t port) const {
    const std::string_view prefix = m_scheme == Scheme::Https ? "https://" : "http://";
    return origin.starts_with(prefix) && allowsHost(origin.substr(prefix.size()), local, port);
}

} // namespace countersign::http
