#pragma once

#include "ui/support/order.h"
#include "ui/widgets/sheet.h"

namespace countersign::ui {

/// Shows what an order changes for whom before it is sent. Deletes itself.
class OrderSheet final : public Sheet {
    Q_OBJECT
public:
    /// One of the two is called, once.
    OrderSheet(const Order& order, std::function<void()> proceed, std::function<void()> cancel, QWidget* over);
};

} // namespace countersign::ui
