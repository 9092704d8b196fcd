#include "app/cli/values.h"

#include <array>
#include <charconv>

namespace countersign::cli {

namespace {

std::pair<std::string, std::string> cut(const std::string& text) {
    const auto equals = text.find('=');
    return equals == std::string::npos ? std::pair(text, std::string())
                                       : std::pair(text.substr(0, equals), text.substr(equals + 1));
}

std::string clockText(std::uint16_t minutes) {
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return two(minutes / 60) + ":" + two(minutes % 60);
}

std::string durationText(Duration duration) {
    const auto seconds = duration.count() / 1000;
    for (const auto& [unit, name] : {std::pair<std::int64_t, const char*>{86400, "d"}, {3600, "h"}, {60, "m"}}) {
        if (seconds >= unit && seconds % unit == 0) {
            return std::to_string(seconds / unit) + name;
        }
    }
    return std::to_string(seconds) + "s";
}

} // namespace

Outcome<std::uint64_t> parseCount(std::string_view option, const std::string& text, std::uint64_t most) {
    std::uint64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end || value > most) {
        return wrongUsage(std::string(option) + ": `" + text + "` is no number from 0 to " + std::to_string(most));
    }
    return value;
}

Outcome<std::optional<std::uint64_t>> optionalCount(const Arguments& arguments, std::string_view option,
                                                    std::uint64_t most) {
    if (!arguments.has(option)) {
        return std::optional<std::uint64_t>();
    }
    TRY(const auto value, parseCount(option, arguments.text(option), most));
    return std::optional(value);
}

Outcome<Duration> parseDuration(std::string_view option, const std::string& text) {
    constexpr std::uint64_t kMost = 1'000'000;
    const char unit = text.empty() ? ' ' : text.back();
    const std::int64_t seconds = unit == 's' ? 1 : unit == 'm' ? 60 : unit == 'h' ? 3600 : unit == 'd' ? 86400 : 0;
    if (seconds == 0) {
        return wrongUsage(std::string(option) + ": `" + text + "` is no duration like 90s, 15m, 8h or 7d");
    }
    const auto count = parseCount(option, text.substr(0, text.size() - 1), kMost);
    if (!count) {
        return wrongUsage(std::string(option) + ": `" + text + "` is no duration like 90s, 15m, 8h or 7d");
    }
    return Duration(static_cast<std::int64_t>(*count) * seconds * 1000);
}

Outcome<Timestamp> parseTime(std::string_view option, const std::string& text, Timestamp now) {
    if (text.starts_with('+')) {
        TRY(const auto ahead, parseDuration(option, text.substr(1)));
        return now + ahead;
    }
    return Arguments::named(option, Timestamp::parse(text));
}

Outcome<std::optional<Timestamp>> optionalTime(const Context& context, std::string_view option) {
    if (!context.arguments().has(option)) {
        return std::optional<Timestamp>();
    }
    TRY(const auto time, parseTime(option, context.arguments().text(option), context.clock().wallNow()));
    return std::optional(time);
}

Outcome<std::map<std::string, std::string>> parsePairs(const Arguments& arguments, std::string_view option) {
    std::map<std::string, std::string> pairs;
    for (const auto& one : arguments.all(option)) {
        auto [key, value] = cut(one);
        if (key.empty() || one.find('=') == std::string::npos) {
            return wrongUsage(std::string(option) + ": `" + one + "` is not of the form key=value");
        }
        if (!pairs.emplace(key, std::move(value)).second) {
            return wrongUsage(std::string(option) + ": `" + key + "` is given twice");
        }
    }
    return pairs;
}

Outcome<delegation::ResourceSet> parseResources(const Arguments& arguments) {
    TRY(auto patterns, arguments.parsedAll<delegation::ResourcePattern>("--resource"));
    return delegation::ResourceSet(std::move(patterns));
}

Outcome<std::optional<approval::Hold>> parseHold(const Arguments& arguments) {
    constexpr std::uint64_t kMost = 100;
    TRY(const auto quorum, optionalCount(arguments, "--hold", kMost));
    if (!quorum) {
        return arguments.has("--from") ? Outcome<std::optional<approval::Hold>>(
                                             wrongUsage("`--from` says who approves; say with --hold how many"))
                                       : std::optional<approval::Hold>();
    }
    auto from = arguments.optional("--from").value_or("role:approver");
    if (from.find(':') == std::string::npos) {
        from.insert(0, identity::operatorRoleFromName(from) ? "role:" : "group:");
    }
    TRY(const auto pool, Arguments::named("--from", approval::ApproverPool::parse(from)));
    return approval::Hold{.quorum = static_cast<std::uint32_t>(*quorum), .from = pool, .expiresIn = std::nullopt};
}

Outcome<identity::Principal> parsePrincipal(std::string_view option, const std::string& text,
                                            identity::PrincipalType bare) {
    return Arguments::named(option, text.find(':') == std::string::npos ? identity::Principal::create(bare, text)
                                                                        : identity::Principal::parse(text));
}

std::optional<command::Text> textOf(Context& context, std::string_view option, std::string_view label) {
    const auto text = context.arguments().optional(option);
    return text ? std::optional(command::Text::create(label, *text, context.random())) : std::nullopt;
}

std::string shown(const delegation::ResourceSet& resources) {
    return resources.isAny() ? "any" : texts(resources.patterns());
}

std::string shown(const delegation::Conditions& conditions) {
    std::vector<std::string> parts;
    if (conditions.notBefore) {
        parts.push_back("from " + conditions.notBefore->text());
    }
    if (conditions.notAfter) {
        parts.push_back("until " + conditions.notAfter->text());
    }
    for (const auto day : conditions.days) {
        constexpr std::array kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
        parts.emplace_back(day >= 1 && day <= kDays.size() ? kDays[day - 1U] : "?");
    }
    if (conditions.minutes) {
        parts.push_back(clockText(conditions.minutes->first) + "-" + clockText(conditions.minutes->second) + " UTC");
    }
    for (const auto& environment : conditions.environments) {
        parts.push_back("environment " + environment);
    }
    for (const auto& network : conditions.networks) {
        parts.push_back("from " + network.text());
    }
    if (conditions.rate) {
        parts.push_back(std::to_string(conditions.rate->count) + " in " + durationText(conditions.rate->window));
    }
    if (conditions.budget) {
        parts.push_back(std::to_string(*conditions.budget) + " in all");
    }
    return parts.empty() ? "-" : joined(parts);
}

std::string shown(const std::optional<Timestamp>& time) {
    return time ? time->text() : "-";
}

std::string shown(const std::optional<approval::Hold>& hold) {
    return hold ? std::to_string(hold->quorum) + " of " + hold->from.text() : "-";
}

std::string shown(const std::optional<identity::TextRef>& text) {
    return text ? text->text.value_or("(erased)") : "-";
}

} // namespace countersign::cli
