#include "app/cli/arguments.h"

#include <algorithm>
#include <numeric>

namespace countersign::cli {

namespace {

/// Levenshtein distance.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
        }
    }
    return row.back();
}

std::unexpected<Failure> unknown(std::string_view name, std::span<const Option> known) {
    std::vector<std::string_view> names{"--help"};
    for (const auto& option : known) {
        names.push_back(option.name);
    }
    const auto near = nearest(name, names);
    return wrongUsage("there is no option `" + std::string(name) + "`" +
                      (near.empty() ? "; see --help" : "; did you mean `" + near + "`?"));
}

} // namespace

std::string nearest(std::string_view word, std::span<const std::string_view> names) {
    if (word.size() > 64) {
        return {};
    }
    std::string best;
    std::size_t least = std::max<std::size_t>(2, word.size() / 2);
    for (const auto name : names) {
        const auto apart = distance(word, name);
        if (apart <= least) {
            least = apart == 0 ? 0 : apart - 1;
            best = name;
        }
    }
    return best;
}

Outcome<Arguments> Arguments::parse(std::span<const std::string> words, std::span<const Option> known) {
    Arguments out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        if (word == "--") {
            out.m_operands.insert(out.m_operands.end(), words.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                  words.end());
            break;
        }
        if (!word.starts_with("--")) {
            out.m_operands.push_back(word);
            continue;
        }
        const auto equals = word.find('=');
        const auto name = word.substr(0, equals);
        const auto option = std::ranges::find(known, name, &Option::name);
        if (option == known.end()) {
            return unknown(name, known);
        }
        auto& values = out.m_values[name];
        if (option->value.empty()) {
            if (equals != std::string::npos) {
                return wrongUsage("`" + name + "` takes no value");
            }
            values.emplace_back();
        } else if (equals != std::string::npos) {
            values.push_back(word.substr(equals + 1));
        } else if (i + 1 < words.size()) {
            values.push_back(words[++i]);
        } else {
            return wrongUsage("`" + name + "` needs a value: " + name + " " + std::string(option->value));
        }
    }
    for (const auto& option : known) {
        if (option.need == Option::Need::Required && !out.has(option.name)) {
            return wrongUsage("`" + std::string(option.name) + " " + std::string(option.value) + "` is missing");
        }
    }
    return out;
}

std::string Arguments::text(std::string_view name) const {
    const auto found = m_values.find(name);
    return found == m_values.end() ? std::string() : found->second.back();
}

std::optional<std::string> Arguments::optional(std::string_view name) const {
    return has(name) ? std::optional(text(name)) : std::nullopt;
}

std::vector<std::string> Arguments::all(std::string_view name) const {
    const auto found = m_values.find(name);
    return found == m_values.end() ? std::vector<std::string>() : found->second;
}

} // namespace countersign::cli
