#pragma once

#include "core/base/error.h"

#include <QString>

namespace countersign::ui {

/// A sentence or two in the user's language: what was not done and what to do. Without the detail, which is English and
/// may quote foreign text.
[[nodiscard]] QString errorText(const Error& error);
[[nodiscard]] QString errorText(Code code);

} // namespace countersign::ui
