#include "app/daemon/options.h"

#include <charconv>

namespace countersign::daemon {

namespace {

template <class Number>
Result<Number> wholeNumber(const std::string& text, std::string_view option) {
    Number value = 0;
    const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || last != text.data() + text.size()) {
        return fail(Code::InvalidArgument, "`" + text + "` is no number that " + std::string(option) + " can take");
    }
    return value;
}

/// `ADDRESS:PORT`, `[V6]:PORT`.
Result<void> takeListen(const std::string& text, Options& options) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0) {
        return fail(Code::InvalidArgument, "`" + text + "` must be ADDRESS:PORT, such as 127.0.0.1:8440");
    }
    options.address = text.substr(0, colon);
    if (options.address.starts_with('[') && options.address.ends_with(']')) {
        options.address = options.address.substr(1, options.address.size() - 2);
    }
    TRY(options.port, wholeNumber<std::uint16_t>(text.substr(colon + 1), "--listen"));
    return {};
}

Result<void> takeOption(const std::string& name, const std::string& value, Options& options) {
    if (name == "--store") {
        options.store = value;
    } else if (name == "--listen") {
        CHECK(takeListen(value, options));
    } else if (name == "--tls-cert") {
        options.tlsCertificate = value;
    } else if (name == "--tls-key") {
        options.tlsKey = value;
    } else if (name == "--unlock-file") {
        options.unlockFile = value;
    } else if (name == "--threads") {
        TRY(options.threads, wholeNumber<unsigned>(value, "--threads"));
    } else if (name == "--allow-host") {
        options.allowedHosts.push_back(value);
    } else {
        return fail(Code::InvalidArgument, "`" + name + "` is no option; see --help");
    }
    return {};
}

Result<void> check(const Options& options) {
    if (options.store.empty()) {
        return fail(Code::InvalidArgument, "say which store to serve: --store FILE (make one with `countersignctl "
                                           "store init`)");
    }
    if (options.tlsCertificate.has_value() != options.tlsKey.has_value()) {
        return fail(Code::InvalidArgument, "--tls-cert and --tls-key belong together; give both or none");
    }
    if (options.threads < 1 || options.threads > 64) {
        return fail(Code::InvalidArgument, "--threads takes 1 to 64");
    }
    return {};
}

} // namespace

Result<Options> parseOptions(const std::vector<std::string>& arguments) {
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::string name = arguments[i];
        if (name == "--help" || name == "-h") {
            options.help = true;
            return options;
        }
        if (name == "--version") {
            options.version = true;
            return options;
        }
        std::string value;
        if (const std::size_t equals = name.find('='); name.starts_with("--") && equals != std::string::npos) {
            value = name.substr(equals + 1);
            name.resize(equals);
        } else if (!name.starts_with("--")) {
            return fail(Code::InvalidArgument, "`" + name + "` stands alone; see --help");
        } else if (i + 1 < arguments.size()) {
            value = arguments[++i];
        } else {
            return fail(Code::InvalidArgument, "`" + name + "` needs a value, or is no option; see --help");
        }
        CHECK(takeOption(name, value, options));
    }
    CHECK(check(options));
    return options;
}

std::string helpText() {
    return R"(countersignd - serves one Countersign store to agents and operators

usage: countersignd --store FILE [--listen ADDRESS:PORT] [options]

  --store FILE          the store; `countersignctl store init` makes one
  --listen ADDRESS:PORT where to listen, 127.0.0.1:8440 unless said; port 0
                        takes any free one. An address that is not loopback
                        needs TLS.
  --tls-cert FILE       PEM certificate chain, leaf first
  --tls-key FILE        its PEM key
  --unlock-file FILE    the store's service key, FILE.key unless said; may be
                        a systemd credential
  --threads N           threads for connections, 1 unless said
  --allow-host NAME     answer to this Host too, beside the address and
                        localhost; for a name or a proxy before the daemon.
                        May be given several times.
  --help, --version

It prints `listening on URL` once it serves, and tells systemd (Type=notify).
SIGTERM or SIGINT: no new connections, what is in flight is finished, exit 0.

Agents:     POST URL/v1/challenges, /v1/sessions, /v1/actions
Operators:  countersignctl --store URL ...   (or --store FILE on this machine)
Operations: GET URL/healthz, /readyz, /metrics

Exit codes: 0 ended as asked, 1 failed, 2 wrong usage.
)";
}

} // namespace countersign::daemon
