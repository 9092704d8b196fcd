#include "core/service/rules.h"

#include "core/service/rules_p.h"

#include <algorithm>

namespace countersign::service {

namespace {

Result<void> checkMayOrder(const identity::Operator& by, const command::Command& command) {
    if (const auto* rotate = std::get_if<command::RotateOperatorKey>(&command);
        rotate != nullptr && rotate->id == by.id) {
        return {};
    }
    const auto roles = command::rolesFor(command);
    if (std::ranges::any_of(roles, [&by](auto role) { return by.has(role); })) {
        return {};
    }
    std::string wanted;
    for (const auto role : roles) {
        wanted += wanted.empty() ? "" : " or ";
        wanted += identity::operatorRoleName(role);
    }
    return fail(Code::Forbidden, "operator `" + by.id.text() + "` may not order " +
                                     std::string(command::commandName(command)) + "; it takes the role " + wanted);
}

} // namespace

Result<void> checkCommand(const State& state, const command::Command& command, const identity::OperatorId& by,
                          const crypto::Thumbprint& key, Timestamp now) {
    TRY(const auto orders, findOperator(state, by));
    if (orders.disabled) {
        return fail(Code::OperatorDisabled, "operator `" + by.text() + "` is disabled");
    }
    if (isDisabled(state.world.directory, orders.person)) {
        return fail(Code::UserDisabled, "the person behind operator `" + by.text() + "` is disabled");
    }
    if (orders.keys.validAt(key, now) == nullptr) {
        return fail(Code::KeyNotValidNow, "the key is not valid now for operator `" + by.text() + "`");
    }
    CHECK(checkMayOrder(orders, command));
    return std::visit(Rules(state, by, now), command);
}

} // namespace countersign::service
