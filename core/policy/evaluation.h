#pragma once

#include "core/policy/compiler.h"
#include "core/policy/value.h"

#include <chrono>
#include <map>

namespace countersign::policy {

/// Beyond any of these an evaluation ends with an error. Steps are counted, so that the same evaluation ends the same
/// way everywhere; the time is for what takes long in a few steps.
struct EvaluationLimits {
    std::uint64_t steps = 1'000'000;
    /// Bytes of results of built-in functions.
    std::uint64_t memory = std::uint64_t{64} * 1024 * 1024;
    /// Bytes of the stack of the calling thread.
    std::size_t stack = std::size_t{512} * 1024;
    std::chrono::milliseconds time{1000};
};

/// Told what an evaluation does. Rows are those of the module's file.
class Watcher {
public:
    virtual ~Watcher() = default;
    /// An expression is about to be evaluated.
    virtual void visited(std::string_view file, std::uint32_t row) = 0;
    /// An expression was undefined or false.
    virtual void failed(std::string_view rule, std::string_view file, std::uint32_t row) = 0;
    /// A rule gave this value (of a set: this element).
    virtual void decided(std::string_view rule, std::string_view file, std::uint32_t row, const Value& value) = 0;
    /// A line of `print`.
    virtual void printed(std::string_view file, std::uint32_t row, std::string_view text) = 0;
};

/// Whether an error of a built-in function ends the evaluation, or makes its expression undefined.
enum class BuiltinErrors : std::uint8_t { Undefined, Strict };

struct EvaluationOptions {
    EvaluationLimits limits;
    BuiltinErrors builtinErrors = BuiltinErrors::Undefined;
    /// What `time.now_ns` says all the time that the evaluation takes.
    std::int64_t nowNanoseconds = 0;
    /// What `rand.intn` and `uuid.rfc4122` are made of.
    std::uint64_t seed = 0;
    Watcher* watcher = nullptr;
};

/// One answer of a query: its variables and their values.
using Bindings = std::map<std::string, Value>;

/// All answers, in the order in which they are found; none: undefined. Without `input`, `input` is undefined.
/// PolicyError: `detail` is `file:row: eval_conflict_error: …`, as OPA words it. Any thread.
[[nodiscard]] Result<std::vector<Bindings>> evaluate(const Program& program, const Query& query,
                                                     const std::optional<Value>& input,
                                                     const EvaluationOptions& options = {});

} // namespace countersign::policy
