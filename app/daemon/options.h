#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace countersign::daemon {

/// What the command line asked for.
struct Options {
    std::string store;
    std::string address = "127.0.0.1";
    std::uint16_t port = 8440;
    std::optional<std::string> tlsCertificate;
    std::optional<std::string> tlsKey;
    /// The service key; FILE.key when absent.
    std::optional<std::string> unlockFile;
    unsigned threads = 1;
    std::vector<std::string> allowedHosts;
    bool help = false;
    bool version = false;
};

/// InvalidArgument: a sentence about what is wrong. With --help or --version, nothing else is looked at.
[[nodiscard]] Result<Options> parseOptions(const std::vector<std::string>& arguments);
[[nodiscard]] std::string helpText();

} // namespace countersign::daemon
