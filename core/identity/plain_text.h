#pragma once

#include <string_view>

namespace countersign::identity {

/// Whether UTF-8 text holds a C0 control, DEL or a C1 control (U+0080 to U+009F).
[[nodiscard]] bool hasControls(std::string_view text);

} // namespace countersign::identity
