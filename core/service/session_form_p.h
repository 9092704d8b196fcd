#pragma once

#include "core/service/state.h"

namespace countersign::service {

/// A session as the `sessions` table holds it (canonical JSON).
[[nodiscard]] std::string sessionBody(const Session& session);
[[nodiscard]] Result<Session> parseSession(std::string_view body);

} // namespace countersign::service
