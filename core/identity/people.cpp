#include "core/identity/people.h"

#include <array>

namespace countersign::identity {

namespace {

constexpr std::array kRoles = {OperatorRole::Owner, OperatorRole::Admin, OperatorRole::PolicyAuthor,
                               OperatorRole::Approver, OperatorRole::Auditor};

} // namespace

std::string_view operatorRoleName(OperatorRole role) {
    switch (role) {
    case OperatorRole::Owner:
        return "owner";
    case OperatorRole::Admin:
        return "admin";
    case OperatorRole::PolicyAuthor:
        return "policy-author";
    case OperatorRole::Approver:
        return "approver";
    case OperatorRole::Auditor:
        return "auditor";
    }
    return "unknown";
}

Result<OperatorRole> operatorRoleFromName(std::string_view name) {
    for (const OperatorRole role : kRoles) {
        if (name == operatorRoleName(role)) {
            return role;
        }
    }
    return fail(Code::InvalidArgument, "`" + std::string(name.substr(0, 64)) +
                                           "` is no operator role: write owner, admin, policy-author, approver or "
                                           "auditor");
}

} // namespace countersign::identity
