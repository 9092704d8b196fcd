#pragma once

#include "core/policy/compiler.h"
#include "core/policy/engine.h"
#include "core/policy/evaluation.h"

#include <memory>
#include <span>
#include <string>

namespace countersign::policy {

/// A module as its author wrote it.
struct SourceFile {
    std::string name;
    std::string text;
};

/// The policy version in every record: SHA-256 over the canonical JSON `{"data", "modules": {name: text}, "package"}`
/// behind the line `countersign/bundle/v1`. The order of the modules does not matter.
[[nodiscard]] Digest bundleDigest(std::span<const SourceFile> modules, const Value& data, std::string_view package);

/// Parses (V1, or V0) and compiles; modules are named once each.
[[nodiscard]] Checked<std::shared_ptr<const Program>>
compileModules(std::span<const SourceFile> modules, const Value& data, const CompileOptions& options = {});

/// A bundle that decides: the rules `allow`, `deny` and `hold` of a package such as `agent.authz` (design section 4).
/// `allow` is a boolean, and undefined is false; `deny` is a set of reasons; `hold` is a set of `{reason, quorum, from,
/// expires_in}`. Of another type, or an error in any of the three: evaluate() fails, and a failure denies.
/// InvalidArgument when it does not compile: `detail` is every message, one a line.
[[nodiscard]] Result<std::shared_ptr<const Engine>> compileBundle(std::span<const SourceFile> modules,
                                                                  const Value& data, std::string_view package,
                                                                  const EvaluationLimits& limits = {});

} // namespace countersign::policy
