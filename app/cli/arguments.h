#pragma once

#include "app/cli/failure.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace countersign::cli {

/// One `--name`. Flags have no value name.
struct Option {
    std::string_view name;
    std::string_view value;
    std::string_view help;
    enum class Need { Optional, Required } need = Need::Optional;
};

/// What follows the verb: operands, and options in any order among them (`--name value` or `--name=value`; after `--`
/// everything is an operand).
class Arguments {
public:
    /// Refuses an unknown option with the nearest known one, a missing value, a missing required option.
    static Outcome<Arguments> parse(std::span<const std::string> words, std::span<const Option> known);

    [[nodiscard]] const std::vector<std::string>& operands() const { return m_operands; }
    [[nodiscard]] bool has(std::string_view name) const { return m_values.contains(name); }
    /// The last value given; empty when there is none.
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] std::optional<std::string> optional(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;

    /// `T::parse` of the value; what it refuses is wrong usage, named with the option.
    template <class T>
    [[nodiscard]] Outcome<T> parsed(std::string_view name) const {
        return named(name, T::parse(text(name)));
    }
    template <class T>
    [[nodiscard]] Outcome<std::optional<T>> parsedOptional(std::string_view name) const {
        if (!has(name)) {
            return std::optional<T>();
        }
        TRY(auto value, parsed<T>(name));
        return std::optional<T>(std::move(value));
    }
    template <class T>
    [[nodiscard]] Outcome<std::vector<T>> parsedAll(std::string_view name) const {
        std::vector<T> values;
        for (const auto& one : all(name)) {
            TRY(auto value, named(name, T::parse(one)));
            values.push_back(std::move(value));
        }
        return values;
    }
    template <class T>
    [[nodiscard]] Outcome<T> operand(std::size_t index) const {
        return named("argument", T::parse(m_operands.at(index)));
    }
    /// The error as wrong usage of that option.
    template <class T>
    [[nodiscard]] static Outcome<T> named(std::string_view name, Result<T> value) {
        if (!value) {
            return wrongUsage(std::string(name) + ": " + value.error().detail);
        }
        return *std::move(value);
    }

private:
    std::vector<std::string> m_operands;
    std::map<std::string, std::vector<std::string>, std::less<>> m_values;
};

/// The nearest of the names, none when none is near.
[[nodiscard]] std::string nearest(std::string_view word, std::span<const std::string_view> names);

} // namespace countersign::cli
