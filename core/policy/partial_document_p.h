#pragma once

#include "core/policy/value.h"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace countersign::policy {

/// A document that several rules fill: objects in objects, with values or sets at their ends.
class PartialDocument {
public:
    /// Nothing is there yet, or the same value; false: something else is.
    [[nodiscard]] bool put(std::span<const Value> path, const Value& value);
    /// Adds to the set there; false: there is no set.
    [[nodiscard]] bool add(std::span<const Value> path, const Value& element);
    [[nodiscard]] Value value() &&;

private:
    PartialDocument* at(std::span<const Value> path);

    std::optional<Value> m_value;
    std::optional<std::vector<Value>> m_elements;
    std::map<Value, std::unique_ptr<PartialDocument>> m_members;
};

} // namespace countersign::policy
