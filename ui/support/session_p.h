#pragma once

#include "ui/support/session.h"

namespace countersign::ui {

inline constexpr std::size_t kUndoLimit = 50;

/// One order on its way.
struct Session::Pending {
    Order order;
    QPointer<QObject> context;
    bool hadContext = false;
    OrderDone then;
    bool over = false;
};

} // namespace countersign::ui
