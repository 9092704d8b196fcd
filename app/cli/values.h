#pragma once

#include "app/cli/context.h"
#include "core/wire/queries.h"

#include <map>

/// Values as they are written on a command line. What does not parse is wrong usage.
namespace countersign::cli {

/// RFC 3339, or from now on: `+30m`, `+8h`, `+7d`.
[[nodiscard]] Outcome<Timestamp> parseTime(std::string_view option, const std::string& text, Timestamp now);
[[nodiscard]] Outcome<std::optional<Timestamp>> optionalTime(const Context& context, std::string_view option);
/// `90s`, `15m`, `8h`, `7d`.
[[nodiscard]] Outcome<Duration> parseDuration(std::string_view option, const std::string& text);
[[nodiscard]] Outcome<std::uint64_t> parseCount(std::string_view option, const std::string& text, std::uint64_t most);
[[nodiscard]] Outcome<std::optional<std::uint64_t>> optionalCount(const Arguments& arguments, std::string_view option,
                                                                  std::uint64_t most);
/// Every `k=v` of that option.
[[nodiscard]] Outcome<std::map<std::string, std::string>> parsePairs(const Arguments& arguments,
                                                                     std::string_view option);
/// `--resource key=pattern` …
[[nodiscard]] Outcome<delegation::ResourceSet> parseResources(const Arguments& arguments);
/// `--hold K --from ROLE|GROUP`, none without `--hold`.
[[nodiscard]] Outcome<std::optional<approval::Hold>> parseHold(const Arguments& arguments);
/// `agent:ID`, or a bare ID as that type.
[[nodiscard]] Outcome<identity::Principal> parsePrincipal(std::string_view option, const std::string& text,
                                                          identity::PrincipalType bare);
[[nodiscard]] std::optional<command::Text> textOf(Context& context, std::string_view option, std::string_view label);

[[nodiscard]] std::string shown(const delegation::ResourceSet& resources);
/// `-` for none; else each of them: `22:00-06:00 UTC, 10 in 1m, env prod`.
[[nodiscard]] std::string shown(const delegation::Conditions& conditions);
[[nodiscard]] std::string shown(const std::optional<Timestamp>& time);
[[nodiscard]] std::string shown(const std::optional<approval::Hold>& hold);
[[nodiscard]] std::string shown(const std::optional<identity::TextRef>& text);
/// Their text() joined.
template <class T>
[[nodiscard]] std::string texts(const T& values) {
    std::vector<std::string> parts;
    for (const auto& value : values) {
        parts.push_back(value.text());
    }
    return joined(parts);
}

/// The JSON form of an answer to Q, as on the wire.
template <class Q>
[[nodiscard]] json::Value answerJson(typename Q::Answer answer) {
    return wire::answerJson(command::Answer(std::in_place_index<backend::kQueryIndex<Q>>, std::move(answer)));
}

/// A list for both kinds of readers: one array, or a table whose cells `cells(item)` gives.
template <class Q, class T, class Cells>
void printList(const Output& output, std::vector<T> items, std::vector<std::string> titles, Cells cells) {
    Table table(std::move(titles));
    for (const auto& item : items) {
        table.row(cells(item));
    }
    table.print(output);
    if constexpr (requires(typename Q::Answer answer) { answer.items; }) {
        typename Q::Answer page;
        page.items = std::move(items);
        const auto value = answerJson<Q>(std::move(page));
        output.json(value.asObject() == nullptr ? value : *value.asObject()->find("items"));
    } else {
        output.json(answerJson<Q>(std::move(items)));
    }
}

} // namespace countersign::cli
