#pragma once

#include "ui/shell/page.h"

namespace countersign::ui {

class OverviewPage final : public Page {
    Q_OBJECT
public:
    explicit OverviewPage(const PageContext& context, QWidget* parent = nullptr);
};

} // namespace countersign::ui
