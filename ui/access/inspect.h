#pragma once

#include "ui/access/inspector_pane.h"
#include "ui/access/matrix_model.h"

namespace countersign::ui {

class ActionRegistry;

/// What the inspector says of each kind of thing.
void tellCell(InspectorPane& pane, const MatrixModel& matrix, const QModelIndex& index);
void tellGrant(InspectorPane& pane, const AccessFacts& facts, const delegation::Grant& grant,
               const ActionRegistry& actions);
void tellRole(InspectorPane& pane, const AccessFacts& facts, const delegation::Role& role,
              const ActionRegistry& actions);
void tellDelegation(InspectorPane& pane, const AccessFacts& facts, const delegation::Delegation& hop,
                    const ActionRegistry& actions);
void tellScope(InspectorPane& pane, const AccessFacts& facts, const QString& scope, const ActionRegistry& actions);

} // namespace countersign::ui
