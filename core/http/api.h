#pragma once

#include "core/base/random.h"
#include "core/http/server.h"
#include "core/service/engine.h"

namespace countersign::http {

/// Everything that a server serves for one store (design section 7): agents at /v1, operators at /operator/v1, and
/// /healthz, /readyz, /metrics. What stands in core/design/http.md is what other programs rely on.
///
/// `engine` and `random` must outlive the server that is given the handler and every answer that is under way: stop the
/// server, then destroy the engine, then the handler's last owner may go.
[[nodiscard]] std::shared_ptr<Handler> createApi(service::Engine& engine, Random& random);

} // namespace countersign::http
