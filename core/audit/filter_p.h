#pragma once

#include <string_view>

namespace countersign::audit {

/// Whether the byte may stand in an unquoted word of the filter language.
[[nodiscard]] bool isWordByte(char c);

/// `and`, `or`, `not`, `in`, in any case.
[[nodiscard]] bool isKeyword(std::string_view word);

/// Equal but for the case of ASCII letters.
[[nodiscard]] bool equalFolded(std::string_view a, std::string_view b);

} // namespace countersign::audit
