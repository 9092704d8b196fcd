#include "core/policy/builtins/json_path_p.h"

#include <charconv>

namespace countersign::policy::detail {

namespace {

/// A segment of a JSON pointer, its `~1` and `~0` resolved.
std::string unescaped(std::string_view segment) {
    std::string out;
    for (std::size_t at = 0; at < segment.size(); ++at) {
        const std::string_view two = segment.substr(at, 2);
        if (two == "~1" || two == "~0") {
            out += two == "~1" ? '/' : '~';
            ++at;
        } else {
            out += segment[at];
        }
    }
    return out;
}

} // namespace

std::optional<Path> pathOf(const Value& value) {
    if (value.isArray()) {
        return Path(value.elements().begin(), value.elements().end());
    }
    if (!value.isString()) {
        return std::nullopt;
    }
    std::string_view text = value.asString();
    Path path;
    if (text.empty()) {
        return path;
    }
    text.remove_prefix(std::min(text.find_first_not_of('/'), text.size()));
    for (;;) {
        const std::size_t slash = text.find('/');
        path.push_back(Value::string(unescaped(text.substr(0, slash))));
        if (slash == std::string_view::npos) {
            return path;
        }
        text.remove_prefix(slash + 1);
    }
}

std::optional<std::size_t> indexOf(const Value& key) {
    std::int64_t index = -1;
    if (key.isString()) {
        const std::string_view text = key.asString();
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
        if (error != std::errc() || end != text.data() + text.size() || (text.size() > 1 && text.front() == '0')) {
            return std::nullopt;
        }
    } else {
        index = key.asInteger().value_or(-1);
    }
    return index >= 0 ? std::optional(static_cast<std::size_t>(index)) : std::nullopt;
}

} // namespace countersign::policy::detail
