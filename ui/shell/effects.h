#pragma once

#include "core/command/queries.h"

#include <QStringList>

/// What changes for whom, as sentences.
namespace countersign::ui {

/// `pr:create on repo=acme/*, held for 1 approval`; foreign text in it is not escaped yet.
[[nodiscard]] QString permissionText(const decision::Permission& permission);
[[nodiscard]] QString resourcesText(const delegation::ResourceSet& resources);
/// `held for 2 approvals (role:approver)`.
[[nodiscard]] QString holdText(const approval::Hold& hold);

/// At most about a dozen lines; what is left out is counted. Empty when nothing changes for anybody.
[[nodiscard]] QStringList effectsOf(const command::CommandPreview& preview);

} // namespace countersign::ui
