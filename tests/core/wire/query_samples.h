#pragma once

#include "tests/core/wire/samples.h"

#include "core/wire/queries.h"

namespace countersign::wire::test {

/// Every query, with every parameter and with none that may be left out.
inline std::vector<std::pair<command::Query, command::Query>> queries() {
    const command::PageRequest page{.after = "k", .limit = 1000};
    const auto agent = id<identity::AgentId>("agent-code-reviewer-01");
    const auto once = [](const command::Query& query) { return std::pair(query, query); };
    decision::Request bare{.agent = agent,
                           .key = {},
                           .epoch = 0,
                           .delegation = {},
                           .action = "pr.create",
                           .resource = {{"repo", "acme/api"}},
                           .arguments = {},
                           .sourceAddress = {}};
    auto full = bare;
    full.key = signingKey().publicKey().thumbprint();
    full.epoch = 7;
    full.delegation = generated<DelegationId>();
    full.arguments = json::Object{{"title", nullptr}};
    full.sourceAddress = "10.0.0.7";
    return {once(command::GetStore{}),
            {command::ListUsers{page}, command::ListUsers{}},
            {command::ListOperators{page}, command::ListOperators{}},
            {command::ListGroups{page}, command::ListGroups{}},
            {command::ListAgents{page}, command::ListAgents{}},
            once(command::GetAgent{agent}),
            {command::ListEnrolments{page}, command::ListEnrolments{}},
            once(command::ListPermissions{agent}),
            once(command::ListScopes{}),
            once(command::ListActions{}),
            once(command::ListRoles{}),
            once(command::ListAssignments{}),
            {command::ListGrants{page, *delegation::Subject::parse("group:reviewers")}, command::ListGrants{}},
            {command::ListDelegations{page}, command::ListDelegations{}},
            once(command::PreviewRevoke{generated<DelegationId>()}),
            {command::ListSessions{page}, command::ListSessions{}},
            {command::ListApprovals{page, approval::State::Lapsed}, command::ListApprovals{}},
            once(command::GetApproval{generated<ApprovalId>()}),
            {command::ListAudit{"outcome = deny", page, 9, 7}, command::ListAudit{}},
            once(command::GetRecord{9}),
            once(command::GetCheckpoint{}),
            once(command::ProveConsistency{1, 2}),
            once(command::ProveInclusion{1, 2}),
            {command::Verify{"note"}, command::Verify{}},
            {command::Simulate{full}, command::Simulate{bare}},
            {command::OpenAudit{"outcome = deny"}, command::OpenAudit{}},
            {command::CountAudit{"outcome = deny", 9, "7"}, command::CountAudit{{}, 9}},
            once(command::PreviewCommand{command::SuspendAgent{agent}}),
            {command::Replay{command::SuspendAgent{agent}, noon(), "7"},
             command::Replay{command::SuspendAgent{agent}, noon()}},
            {command::AuditHistogram{"outcome = deny", 9, noon(), later(), 7, "7"}, command::AuditHistogram{{}, 9}},
            {command::RecordExport{"outcome = deny", 9, "csv", 3, digest(1)},
             command::RecordExport{{}, 9, "csv", 3, digest(1)}},
            {command::ListActivity{page}, command::ListActivity{}},
            once(command::MatchResources{*delegation::ResourcePattern::parse("repo=acme/*")}),
            once(command::GetSelf{}),
            once(command::ListKeyChanges{})};
}

} // namespace countersign::wire::test
