#include "core/identity/principal.h"

#include <algorithm>
#include <array>

namespace countersign::identity {

namespace {

constexpr std::array kTypes = {PrincipalType::User, PrincipalType::Agent, PrincipalType::Operator,
                               PrincipalType::Service};

Result<void> checkId(PrincipalType type, std::string_view id) {
    switch (type) {
    case PrincipalType::User:
        return UserIdTag::check(id);
    case PrincipalType::Agent:
        return AgentIdTag::check(id);
    case PrincipalType::Operator:
        return OperatorIdTag::check(id);
    case PrincipalType::Service:
        return detail::checkName(id, "service id", false);
    }
    return fail(Code::Internal, "principal type out of range");
}

} // namespace

std::string_view principalTypeName(PrincipalType type) {
    switch (type) {
    case PrincipalType::User:
        return "user";
    case PrincipalType::Agent:
        return "agent";
    case PrincipalType::Operator:
        return "operator";
    case PrincipalType::Service:
        return "service";
    }
    return "unknown";
}

Result<Principal> Principal::create(PrincipalType type, std::string_view id) {
    CHECK(checkId(type, id));
    return Principal(type, std::string(id));
}

Result<Principal> Principal::parse(std::string_view text) {
    const auto colon = text.find(':');
    if (colon != std::string_view::npos) {
        for (const PrincipalType type : kTypes) {
            if (text.substr(0, colon) == principalTypeName(type)) {
                return create(type, text.substr(colon + 1));
            }
        }
    }
    return fail(Code::InvalidArgument, "`" + std::string(text.substr(0, 160)) +
                                           "` is no principal: write `user:`, `agent:`, `operator:` or `service:` and "
                                           "an id");
}

std::string Principal::text() const {
    std::string out(principalTypeName(m_type));
    out += ':';
    out += m_id;
    return out;
}

std::string spiffeId(std::string_view trustDomain, const AgentId& agent) {
    std::string out = "spiffe://";
    out += trustDomain;
    out += "/agent/";
    out += agent.text();
    return out;
}

Result<void> checkTrustDomain(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    };
    if (text.empty() || text.size() > 255 || !std::ranges::all_of(text, allowed)) {
        return fail(Code::InvalidArgument, "`" + std::string(text.substr(0, 255)) +
                                               "` is no trust domain: write 1 to 255 lower-case letters, digits, `.`, "
                                               "`-` or `_`");
    }
    return {};
}

bool looksPersonal(std::string_view id) {
    const auto at = id.find('@');
    return at != std::string_view::npos && at > 0 && id.find('.', at) != std::string_view::npos;
}

} // namespace countersign::identity
