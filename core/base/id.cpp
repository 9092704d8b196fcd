#include "core/base/id.h"

#include <array>
#include <cstdint>

namespace countersign::detail {

namespace {

constexpr std::string_view kCrockford = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kRandomSize = 16;
constexpr std::size_t kTextSize = 26;

bool isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string quoted(std::string_view text) {
    return "`" + std::string(text.substr(0, 160)) + "`";
}

} // namespace

Result<void> checkName(std::string_view text, std::string_view what, bool at) {
    constexpr std::size_t kMaximum = 128;
    bool good = !text.empty() && text.size() <= kMaximum && isAlphanumeric(text.front());
    for (const char c : text) {
        good = good && (isAlphanumeric(c) || c == '.' || c == '_' || c == '-' || (at && c == '@'));
    }
    if (good) {
        return {};
    }
    return fail(Code::InvalidArgument, quoted(text) + " is no " + std::string(what) +
                                           ": use 1 to 128 letters, digits, `.`, `_`, `-`" + (at ? " or `@`" : "") +
                                           " and begin with a letter or digit");
}

Result<void> checkGenerated(std::string_view text, std::string_view prefix) {
    bool good = text.size() == prefix.size() + kTextSize && text.starts_with(prefix);
    if (good) {
        const std::string_view digits = text.substr(prefix.size());
        // 26 digits hold 130 bits: the two above the 128 are zero, or one value would have several texts.
        good = digits.front() >= '0' && digits.front() <= '7' &&
               digits.find_first_not_of(kCrockford) == std::string_view::npos;
    }
    if (good) {
        return {};
    }
    return fail(Code::InvalidArgument, quoted(text) + " is no id of the form `" + std::string(prefix) +
                                           "` and 26 characters: copy it as it was given");
}

std::string generate(std::string_view prefix, Random& random) {
    std::array<std::uint8_t, kRandomSize> bytes{};
    random.fill(bytes);
    std::string out(prefix);
    out.reserve(prefix.size() + kTextSize);
    std::uint32_t buffer = 0;
    unsigned bits = 2;
    for (const std::uint8_t byte : bytes) {
        buffer = (buffer << 8U) | byte;
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            out += kCrockford[(buffer >> bits) & 0x1FU];
        }
    }
    return out;
}

} // namespace countersign::detail
