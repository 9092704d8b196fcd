#pragma once

#include "app/cli/output.h"
#include "core/policy/bundle.h"

#include <optional>

namespace countersign::cli {

/// Modules as they lie on disk: files, and every `.rego` file below a folder, in the order of their names.
[[nodiscard]] Outcome<std::vector<policy::SourceFile>> readSources(const std::vector<std::string>& paths);

/// The JSON documents of these files, merged into one object (an empty one without files). InvalidArgument when two of
/// them say different things at the same place.
[[nodiscard]] Outcome<policy::Value> readData(const std::vector<std::string>& paths);

/// All modules, or everything that is wrong with them, also across files.
[[nodiscard]] policy::Checked<std::vector<policy::Module>> parseSources(const std::vector<policy::SourceFile>& sources,
                                                                        policy::Syntax syntax);

/// Puts the text in the place of the file, whole or not at all; its permissions stay.
[[nodiscard]] Outcome<void> replaceText(const std::string& path, const std::string& text);

/// `file:row:column: …` a line on standard error; for programs `{"errors": [{file, row, column, code, message}]}`.
void printDiagnostics(const Output& output, const std::vector<policy::Diagnostic>& problems);

} // namespace countersign::cli
