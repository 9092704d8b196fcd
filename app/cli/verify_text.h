#pragma once

#include "app/cli/output.h"
#include "core/command/queries.h"

namespace countersign::cli {

/// Every part with its count and time, what is wrong, and what cannot be seen.
void printVerification(const Output& output, const command::VerifyReport& report);

} // namespace countersign::cli
