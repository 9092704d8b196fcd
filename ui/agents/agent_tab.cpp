#include "ui/agents/agent_tab.h"

#include "ui/widgets/focus_ring.h"

#include <QVBoxLayout>

namespace countersign::ui {

AgentTab::AgentTab(const PageContext& context, const QString& title, QWidget* parent)
    : QScrollArea(parent), m_context(context) {
    setAccessibleName(title);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    new FocusRing(this);
    auto* content = new QWidget(this);
    content->setAutoFillBackground(false);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(kCardPadding, 12, kCardPadding, kCardPadding);
    m_column->setSpacing(kGrid);
    m_column->setAlignment(Qt::AlignTop);
    setWidget(content);
}

void empty(QVBoxLayout& layout) {
    while (layout.count() > 0) {
        auto* item = layout.takeAt(0);
        if (auto* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

} // namespace countersign::ui
