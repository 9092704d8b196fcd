#pragma once

#include <QString>

#include <string_view>

namespace countersign::ui {

/// A text of the core. Foreign: only for widgets that show it as it is.
[[nodiscard]] inline QString fromUtf8(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

} // namespace countersign::ui
