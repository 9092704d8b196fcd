#pragma once

#include "core/base/time.h"

#include <QString>

#include <string_view>
#include <vector>

/// Filters as text (core/audit/filter.h): how the bar colours, completes and combines what a person types.
namespace countersign::ui {

/// `agent = x`, quoted where that is needed.
[[nodiscard]] QString comparison(std::string_view field, std::string_view value);
/// Both of them; `filter` in parentheses where it is an `or`. Either may be empty. `filter` must be valid.
[[nodiscard]] QString bothOf(const QString& filter, const QString& condition);
/// `time >= … and time < …`.
[[nodiscard]] QString between(Timestamp from, Timestamp to);

/// What is dragged from a cell to the bar: a condition as text.
inline constexpr const char* kConditionType = "application/x-countersign-condition";

struct FilterWord {
    enum class Kind { Field, Operator, Keyword, Value, Mark };
    Kind kind = Kind::Value;
    int begin = 0;
    int end = 0;
    [[nodiscard]] bool operator==(const FilterWord&) const = default;
};
/// For any text, valid or not.
[[nodiscard]] std::vector<FilterWord> wordsOf(const QString& text);

/// What may stand at a place.
struct Expected {
    enum class What { Field, Operator, Value, Conjunction };
    What what = What::Field;
    /// The field whose operator or value it is.
    QString field;
    /// The word that is being typed there.
    int begin = 0;
    int end = 0;
    QString typed;
};
[[nodiscard]] Expected expectedAt(const QString& text, int cursor);

} // namespace countersign::ui
