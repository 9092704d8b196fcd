#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace countersign {

/// One page of a longer list, in keyset order.
template <class T>
struct Page {
    std::vector<T> items;
    /// Opaque; hand it back to get the next page. Empty: this was the last one.
    std::string next;
    /// Size of the whole list, where it is known without walking it.
    std::optional<std::uint64_t> total;
};

} // namespace countersign
