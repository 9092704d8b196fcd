#pragma once

#include "core/base/json.h"
#include "core/decision/decision.h"

#include <stdexcept>
#include <string>

/// Reads worlds and requests out of the decision case files (tests/data/decision). Short ids (`g1`) are filled up to
/// generated ones. A file that cannot be read throws: it is a mistake of the test's author.
namespace countersign::decision::cases {

[[nodiscard]] json::Value load(const std::string& file);
[[nodiscard]] std::string generated(std::string_view prefix, std::string_view shortId);
/// Adds everything in `description` to the world; an id that is there already is replaced.
void apply(World& world, const json::Object& description);
/// Changes the members of the request that `description` names.
void apply(Request& request, const json::Object& description);
[[nodiscard]] Request baseRequest();
[[nodiscard]] Timestamp time(std::string_view text);

} // namespace countersign::decision::cases
