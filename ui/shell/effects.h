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

/// A right that an agent has before and after, held otherwise.
struct HeldOtherwise {
    const decision::Permission* before;
    const decision::Permission* after;
};
/// One agent's change, a right in one of these at most; looks into `change`. What is no longer held comes first.
struct ChangedRights {
    std::vector<HeldOtherwise> heldOtherwise;
    std::vector<const decision::Permission*> gained;
    std::vector<const decision::Permission*> lost;
};
[[nodiscard]] ChangedRights changedRights(const command::AgentChange& change);
/// `no approval is needed any more for pr:merge on repo=acme/*.`; foreign text in it is not escaped yet.
[[nodiscard]] QString heldOtherwiseText(const HeldOtherwise& right);

/// At most about a dozen lines; what is left out is counted. Empty when nothing changes for anybody.
[[nodiscard]] QStringList effectsOf(const command::CommandPreview& preview);

} // namespace countersign::ui
