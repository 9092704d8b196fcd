#pragma once

#include "core/http/exchange_p.h"
#include "core/http/long_polls_p.h"

/// What agents ask (design section 7). Each either took the exchange, or says why it is refused.
namespace countersign::http {

[[nodiscard]] Result<void> postEnrolment(Exchange& exchange);
[[nodiscard]] Result<void> getEnrolment(Exchange& exchange);
[[nodiscard]] Result<void> postChallenge(Exchange& exchange);
[[nodiscard]] Result<void> postSession(Exchange& exchange);
[[nodiscard]] Result<void> postAction(Exchange& exchange);
[[nodiscard]] Result<void> getAction(Exchange& exchange, LongPolls& polls);
[[nodiscard]] Result<void> deleteAction(Exchange& exchange);
[[nodiscard]] Result<void> postOutcome(Exchange& exchange);

/// The trace id of a W3C `traceparent` field of version 00; empty when it is not well-formed.
[[nodiscard]] std::string traceId(std::string_view traceparent);

} // namespace countersign::http
