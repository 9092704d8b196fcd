#include "core/policy/evaluator_p.h"

namespace countersign::policy {

const Value* Evaluator::callBuiltin(const Builtin& builtin, std::uint32_t row, std::span<const Value> arguments,
                                    Value& scratch) {
    auto made = policy::callBuiltin(builtin, m_builtins, arguments);
    if (made) {
        if (!*made) {
            return nullptr;
        }
        scratch = **std::move(made);
        return &scratch;
    }
    const auto& error = made.error();
    if (error.code == Code::TooLarge) {
        return fail(row, "eval_limit_error", error.detail);
    }
    if (m_options.builtinErrors == BuiltinErrors::Strict) {
        fail(row, error.code == Code::InvalidArgument ? "eval_type_error" : "eval_builtin_error", error.detail);
    }
    return nullptr;
}

} // namespace countersign::policy
