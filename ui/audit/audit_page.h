#pragma once

#include "ui/shell/page.h"

namespace countersign::ui {

class AuditPage final : public Page {
    Q_OBJECT
public:
    explicit AuditPage(const PageContext& context, QWidget* parent = nullptr);
};

} // namespace countersign::ui
