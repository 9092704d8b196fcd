#include "ui/shell/order_sheet.h"

#include "ui/widgets/plain_label.h"

#include <QVBoxLayout>

namespace countersign::ui {

OrderSheet::OrderSheet(const Order& order, std::function<void()> proceed, std::function<void()> cancel, QWidget* over)
    : Sheet(order.title, tr("Do it"), over) {
    body()->addWidget(new PlainLabel(order.undo ? tr("This can be undone.")
                                                : tr("This cannot be undone. It waits ten seconds before it is sent."),
                                     PlainLabel::Look::Muted, this));
    setEffects(order.effects);
    setWidth(420);
    auto proceeded = std::make_shared<bool>(false);
    connect(this, &Sheet::accepted, this, [this, proceed = std::move(proceed), proceeded] {
        *proceeded = true;
        proceed();
        close();
    });
    connect(this, &Sheet::closed, this, [cancel = std::move(cancel), proceeded] {
        if (!*proceeded) {
            cancel();
        }
    });
}

} // namespace countersign::ui
