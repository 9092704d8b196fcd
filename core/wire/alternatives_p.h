#pragma once

#include <utility>
#include <variant>

namespace countersign::wire {

/// Calls `visitor` with the std::integral_constant of each alternative's index, until it returns true.
template <class Variant, class F>
bool anyAlternative(F&& visitor) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return (visitor(std::integral_constant<std::size_t, I>()) || ...);
    }(std::make_index_sequence<std::variant_size_v<Variant>>());
}

} // namespace countersign::wire
