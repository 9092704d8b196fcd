#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace countersign::http {

enum class Scheme { Http, Https };

/// Which `Host` and `Origin` a server answers to, so that no web page can reach it under a name of its own (DNS
/// rebinding): the address on which the connection came in, `localhost` when that is loopback, and configured names.
/// An address or `localhost` may carry no other port than the listening one; a configured name may carry any, because a
/// proxy may stand before it.
class HostPolicy {
public:
    HostPolicy(Scheme scheme, std::vector<std::string> names);

    /// `authority` is HOST[:PORT] (RFC 3986 section 3.2, no user info), `local` the numeric address on which the
    /// connection came in.
    [[nodiscard]] bool allowsHost(std::string_view authority, std::string_view local, std::uint16_t port) const;
    /// `http://HOST[:PORT]` of this server itself; `null` and everything else is foreign.
    [[nodiscard]] bool allowsOrigin(std::string_view origin, std::string_view local, std::uint16_t port) const;
    [[nodiscard]] Scheme scheme() const { return m_scheme; }

private:
    Scheme m_scheme;
    std::vector<std::string> m_names;
};

} // namespace countersign::http
