#include "ui/widgets/focus_ring.h"

#include "ui/support/style_parts.h"
#include "ui/support/theme.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <QPainter>

namespace countersign::ui {

FocusRing::FocusRing(QAbstractScrollArea* view) : QWidget(view), m_view(view) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    view->setFocusPolicy(Qt::TabFocus);
    view->installEventFilter(this);
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::FocusIn:
    case QEvent::Resize:
        setGeometry(m_view->rect());
        raise();
        setVisible(m_view->hasFocus());
        break;
    case QEvent::FocusOut:
        hide();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void FocusRing::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintFocus(painter, rect(), colorsOf(this), kRadius);
}

} // namespace countersign::ui
