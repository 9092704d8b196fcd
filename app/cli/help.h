#pragma once

#include "app/cli/verbs.h"

namespace countersign::cli {

/// Options that every verb has.
[[nodiscard]] std::span<const Option> globalOptions();

/// `--help` without a noun, of a noun, of a verb.
[[nodiscard]] std::string overview(const std::vector<Verb>& verbs);
[[nodiscard]] std::string helpOf(std::string_view noun, const std::vector<Verb>& verbs);
[[nodiscard]] std::string helpOf(const Verb& verb);

} // namespace countersign::cli
