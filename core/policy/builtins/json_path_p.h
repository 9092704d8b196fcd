#pragma once

#include "core/policy/builtins/operands_p.h"

namespace countersign::policy::detail {

/// The keys on the way to a value inside another.
using Path = std::vector<Value>;

/// A path as json.filter, json.remove and json.patch take it: a JSON pointer (RFC 6901, the first `/` may be missing),
/// or an array of keys. Nothing for anything else.
[[nodiscard]] std::optional<Path> pathOf(const Value& value);

/// The index that a key of a path means in an array: a number, or a string of digits.
[[nodiscard]] std::optional<std::size_t> indexOf(const Value& key);

/// json.patch: RFC 6902, which may also name elements of sets. Nothing when an operation does not fit.
[[nodiscard]] BuiltinResult patched(BuiltinContext& context, Arguments arguments);

} // namespace countersign::policy::detail
