#pragma once

#include "core/backend/http_client.h"
#include "core/base/json.h"

namespace countersign::backend {

/// The JSON of an answer with a status of 2xx; else the error that its body names (design section 7), or Unavailable
/// when it names none that is known.
[[nodiscard]] Result<json::Value> answerValue(const HttpAnswer& answer);

} // namespace countersign::backend
