#include "core/policy/diagnostic.h"

namespace countersign::policy {

std::string_view faultName(Fault fault) {
    switch (fault) {
    case Fault::Parse:
        return "rego_parse_error";
    case Fault::Compile:
        return "rego_compile_error";
    case Fault::Type:
        return "rego_type_error";
    case Fault::UnsafeVariable:
        return "rego_unsafe_var_error";
    case Fault::Recursion:
        return "rego_recursion_error";
    }
    return {};
}

std::string Diagnostic::text() const {
    std::string out = file;
    out.append(":").append(std::to_string(at.row)).append(":").append(std::to_string(at.column)).append(": ");
    return out.append(faultName(fault)).append(": ").append(message);
}

} // namespace countersign::policy
