#pragma once

#include "ui/shell/page.h"

namespace countersign::ui {

class AccessPage final : public Page {
    Q_OBJECT
public:
    explicit AccessPage(const PageContext& context, QWidget* parent = nullptr);
};

} // namespace countersign::ui
