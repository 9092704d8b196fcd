#pragma once

#include "core/service/engine.h"
#include "core/service/enrolment_sources_p.h"
#include "core/service/writer_p.h"

/// What an agent does besides asking to act. Each function runs inside the writer's transaction.
namespace countersign::service {

[[nodiscard]] Result<identity::Enrolment> enrol(Transaction& transaction, const EnrolmentCall& call,
                                                EnrolmentSources& sources);
[[nodiscard]] Result<ActionAnswer> withdraw(Transaction& transaction, const Session& session, const RequestId& request);
[[nodiscard]] Result<RecordRef> report(Transaction& transaction, const OutcomeCall& call);

/// How the request stands, from its record (NotFound unless it is this agent's) and the approvals of the state.
[[nodiscard]] Result<ActionAnswer> describeRequest(store::ReadStore& store, const State& state,
                                                   const identity::AgentId& agent, const RequestId& request,
                                                   Timestamp now);

} // namespace countersign::service
