#pragma once

#include "ui/audit/audit_model.h"

#include <QHash>

namespace countersign::ui {

/// Field names and the values that the newest records of the table have for them, as a filter spells them.
[[nodiscard]] QHash<QString, QStringList> knownValues(const AuditModel& model);

} // namespace countersign::ui
