#pragma once

#include "core/base/result.h"

#include <string>

namespace countersign::backend {

/// Where a server is.
struct ServerAddress {
    bool tls = true;
    /// Without the brackets of an IPv6 address.
    std::string host;
    std::string port;
    /// `host[:port]` as the Host header says it.
    std::string authority;
    std::string url;

    /// `https://host[:port][/]`; `http://` only to 127.0.0.0/8, `[::1]` and `localhost`. InvalidArgument.
    static Result<ServerAddress> parse(const std::string& url);
};

} // namespace countersign::backend
