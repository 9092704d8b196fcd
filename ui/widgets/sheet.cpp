#include "ui/widgets/sheet.h"

#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/plain_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMainWindow>
#include <QPainter>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

/// The open store's part of the window; for what belongs to none, the part of the console below its bar, or all of it.
QWidget* hostOf(QWidget* over) {
    for (auto* widget = over; widget != nullptr; widget = widget->parentWidget()) {
        if (dynamic_cast<SheetHost*>(widget) != nullptr) {
            return widget;
        }
    }
    auto* window = over->window();
    const auto* main = qobject_cast<QMainWindow*>(window);
    return main != nullptr && main->centralWidget() != nullptr ? main->centralWidget() : window;
}

} // namespace

Sheet::Sheet(const QString& title, const QString& verb, QWidget* over)
    : QWidget(hostOf(over)), m_over(hostOf(over)), m_before(over->window()->focusWidget()),
      m_effects(new Card(tr("What changes"), this)), m_problem(new PlainLabel(PlainLabel::Look::Body, this)),
      m_detail(new PlainLabel(PlainLabel::Look::Muted, this)), m_accept(new Button(verb, ButtonKind::Primary, this)),
      m_cancel(new Button(tr("Cancel"), ButtonKind::Plain, this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(title);
    setFocusPolicy(Qt::ClickFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPagePadding, kCardPadding, kPagePadding, kCardPadding);
    column->setSpacing(12);
    column->addWidget(new PlainLabel(title, PlainLabel::Look::Title, this));
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    auto* content = new QWidget(scroll);
    m_body = new QVBoxLayout(content);
    m_body->setContentsMargins(2, 2, 2, 2);
    m_body->setSpacing(kGrid);
    m_body->setAlignment(Qt::AlignTop);
    scroll->setWidget(content);
    content->setAutoFillBackground(false); // setWidget() switches it on
    column->addWidget(scroll, 1);
    column->addWidget(m_effects);
    column->addWidget(m_problem);
    column->addWidget(m_detail);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_accept);
    column->addLayout(buttons);
    m_problem->setTone(Tone::Deny);
    m_effects->hide();
    m_problem->hide();
    m_detail->hide();
    connect(m_accept, &Button::clicked, this, &Sheet::accepted);
    connect(m_cancel, &Button::clicked, this, &Sheet::close);
    m_over->installEventFilter(this);
    for (auto* other : m_over->findChildren<Sheet*>(Qt::FindDirectChildrenOnly)) {
        if (other != this && other->isVisible() && other->accessibleName() == title) {
            other->close(); // the same, opened again
        }
    }
    place();
    show();
    raise();
}

void Sheet::addField(const QString& name, QWidget* field, const QString& hint) {
    auto* label = new PlainLabel(name, PlainLabel::Look::Strong, this);
    label->setBuddy(field);
    m_body->addWidget(label);
    m_body->addWidget(field);
    if (!hint.isEmpty()) {
        m_body->addWidget(new PlainLabel(hint, PlainLabel::Look::Muted, this));
        field->setAccessibleDescription(hint);
    }
    m_body->addSpacing(kGrid);
}

void Sheet::setEffects(const QStringList& effects) {
    while (m_effects->body()->count() > 1) {
        auto* item = m_effects->body()->takeAt(1);
        delete item->widget();
        delete item;
    }
    for (const auto& effect : effects) {
        m_effects->body()->addWidget(new PlainLabel(effect, PlainLabel::Look::Body, m_effects));
    }
    m_effects->setVisible(!effects.isEmpty());
}

void Sheet::setProblem(const QString& problem) {
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_detail->hide();
    m_accept->setEnabled(problem.isEmpty());
    m_cancel->setEnabled(true);
}

void Sheet::setBusy() {
    m_accept->setEnabled(false);
    m_problem->hide();
    m_detail->hide();
}

void Sheet::setFailed(const QString& sentence, const QString& detail) {
    setProblem(sentence);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    m_accept->setEnabled(true);
}

void Sheet::setWidth(int pixels) {
    m_width = pixels;
    place();
}

void Sheet::close() {
    Q_EMIT closed();
    const bool mine = isAncestorOf(window()->focusWidget());
    hide();
    if (mine && m_before && m_before->isVisible() && m_before->isEnabled()) {
        m_before->setFocus(Qt::OtherFocusReason);
    }
    deleteLater();
}

void Sheet::place() {
    const int width = std::min(m_width, m_over->width());
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    setGeometry(mirrored ? 0 : m_over->width() - width, 0, width, m_over->height());
}

void Sheet::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    // The fields come after the sheet is shown, and their layout shows them when it is back in the loop.
    const auto begin = [this] {
        if (!isVisible()) {
            return;
        }
        auto* first = orderByTab();
        if (!isAncestorOf(window()->focusWidget())) {
            (first == nullptr ? m_cancel : first)->setFocus(Qt::TabFocusReason);
        }
    };
    QTimer::singleShot(0, this, [this, begin] { QTimer::singleShot(0, this, begin); });
}

QWidget* Sheet::orderByTab() {
    const auto takesFocus = [this](const QWidget* widget) {
        return isAncestorOf(widget) && widget != m_cancel && widget != m_accept &&
               (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
    };
    QWidget* first = nullptr;
    QWidget* last = nullptr;
    for (auto* widget = nextInFocusChain(); widget != this; widget = widget->nextInFocusChain()) {
        if (!takesFocus(widget)) {
            continue;
        }
        first = first == nullptr && widget->isEnabled() && widget->isVisibleTo(this) ? widget : first;
        last = widget;
    }
    if (last != nullptr) {
        setTabOrder(last, m_cancel);
    }
    setTabOrder(m_cancel, m_accept);
    return first;
}

void Sheet::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        close();
    } else {
        QWidget::keyPressEvent(event);
    }
}

bool Sheet::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_over && event->type() == QEvent::Resize) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

void Sheet::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& colors = colorsOf(this);
    painter.fillRect(rect(), colors.raised);
    painter.fillRect(layoutDirection() == Qt::RightToLeft ? width() - 1 : 0, 0, 1, height(), colors.line);
}

} // namespace countersign::ui
