#pragma once

#include "ui/shell/page.h"

namespace countersign::ui {

class AgentsPage final : public Page {
    Q_OBJECT
public:
    explicit AgentsPage(const PageContext& context, QWidget* parent = nullptr);
};

} // namespace countersign::ui
