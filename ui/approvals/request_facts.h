#pragma once

#include "core/approval/approval_request.h"

#include <QString>

/// What the list of waiting requests says of one.
namespace countersign::ui {

/// How urgently a risk asks for attention: critical 4 … low 1, unknown 5 (what nobody can rate comes first).
[[nodiscard]] int riskRank(std::string_view risk);
/// The same for requests that one look can judge together. Made of what never changes.
[[nodiscard]] QString alikeKey(const approval::ApprovalRequest& request);
/// People who approved already.
[[nodiscard]] int signedBy(const approval::ApprovalRequest& request);
/// People who are needed.
[[nodiscard]] int quorumOf(const approval::ApprovalRequest& request);
[[nodiscard]] bool hasDecided(const approval::ApprovalRequest& request, const identity::OperatorId& who);

} // namespace countersign::ui
