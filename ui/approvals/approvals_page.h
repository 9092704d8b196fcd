#pragma once

#include "ui/shell/page.h"

namespace countersign::ui {

class ApprovalsPage final : public Page {
    Q_OBJECT
public:
    explicit ApprovalsPage(const PageContext& context, QWidget* parent = nullptr);
};

} // namespace countersign::ui
