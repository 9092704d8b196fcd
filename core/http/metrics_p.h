#pragma once

#include "core/service/engine.h"

#include <string>

namespace countersign::http {

/// The Prometheus text format, version 0.0.4.
[[nodiscard]] std::string metricsText(const service::Health& health);

} // namespace countersign::http
