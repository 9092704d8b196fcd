#include "core/approval/hold.h"

#include "core/identity/people.h"

namespace countersign::approval {

namespace {
constexpr std::string_view kRole = "role:";
constexpr std::string_view kGroup = "group:";
} // namespace

Result<ApproverPool> ApproverPool::parse(std::string_view text) {
    ApproverPool pool;
    if (text.starts_with(kRole)) {
        const std::string_view name = text.substr(kRole.size());
        CHECK(identity::operatorRoleFromName(name));
        pool.m_kind = Kind::Role;
        pool.m_name = name;
        return pool;
    }
    if (text.starts_with(kGroup)) {
        TRY(const auto group, identity::GroupId::parse(text.substr(kGroup.size())));
        pool.m_kind = Kind::Group;
        pool.m_name = group.text();
        return pool;
    }
    return fail(Code::InvalidArgument,
                "`" + std::string(text.substr(0, 80)) + "` names no approvers; write `role:approver` or `group:NAME`");
}

std::string ApproverPool::text() const {
    switch (m_kind) {
    case Kind::Role:
        return std::string(kRole) + m_name;
    case Kind::Group:
        return std::string(kGroup) + m_name;
    }
    return {};
}

} // namespace countersign::approval
