#include "ui/shell/page.h"

#include <QCoreApplication>
#include <QShowEvent>

namespace countersign::ui {

Page::Page(const PageContext& context, QWidget* parent) : QWidget(parent), m_context(context) {
    setFocusPolicy(Qt::ClickFocus); // its shortcuts act while the focus is in it
}

bool Page::open(const QString& what) {
    return what.isEmpty();
}

void Page::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (event->spontaneous()) {
        activated();
    }
}

QString pageTitle(const PageEntry& entry) {
    return QCoreApplication::translate("countersign::ui::Pages", entry.title);
}

} // namespace countersign::ui
