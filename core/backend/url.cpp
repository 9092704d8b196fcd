#include "core/backend/url_p.h"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace countersign::backend {

namespace {

bool isLoopback(const std::string& host) {
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(host, error);
    return host == "localhost" || (!error && address.is_loopback());
}

bool isPort(const std::string& text) {
    const bool digits =
        !text.empty() && text.size() <= 5 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return digits && std::stoul(text) <= 65535;
}

bool isHostCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == ':';
}

} // namespace

Result<ServerAddress> ServerAddress::parse(const std::string& url) {
    ServerAddress out;
    const auto wrong = fail(Code::InvalidArgument,
                            "`" + url + "` is no address of a store: use https://HOST[:PORT], or http:// on loopback");
    const bool plain = url.starts_with("http://");
    if (!plain && !url.starts_with("https://")) {
        return wrong;
    }
    out.tls = !plain;
    auto rest = url.substr(plain ? 7 : 8);
    if (rest.ends_with('/')) {
        rest.pop_back();
    }
    out.authority = rest;
    out.url = (plain ? "http://" : "https://") + rest;
    if (rest.starts_with('[')) {
        const auto end = rest.find(']');
        if (end == std::string::npos) {
            return wrong;
        }
        out.host = rest.substr(1, end - 1);
        rest = rest.substr(end + 1);
    } else {
        const auto colon = rest.find(':');
        out.host = rest.substr(0, colon);
        rest = colon == std::string::npos ? std::string() : rest.substr(colon);
    }
    out.port = rest.empty() ? (plain ? "80" : "443") : rest.substr(1);
    if (out.host.empty() || !std::ranges::all_of(out.host, isHostCharacter) || (!rest.empty() && rest[0] != ':') ||
        !isPort(out.port)) {
        return wrong;
    }
    if (plain && !isLoopback(out.host)) {
        return fail(Code::InvalidArgument, "`" + url +
                                               "` is not on this machine: without TLS everybody on the way "
                                               "could read and change what is sent; use https://");
    }
    return out;
}

} // namespace countersign::backend
