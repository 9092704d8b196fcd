#pragma once

#include "ui/shell/page.h"

namespace countersign::ui {

/// The pages of the console, in the order of the rail: one row each.
[[nodiscard]] PageTable consolePages();

} // namespace countersign::ui
