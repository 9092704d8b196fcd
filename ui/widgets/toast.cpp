#include "ui/widgets/toast.h"

#include "ui/support/format.h"
#include "ui/support/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/icon_view.h"
#include "ui/widgets/plain_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr auto kShort = std::chrono::seconds(6);
constexpr auto kLong = std::chrono::seconds(12);
constexpr auto kTick = std::chrono::milliseconds(200);
constexpr int kWidest = 560;
/// From the bottom of the window: above the status bar and what a page has to decide with.
constexpr int kMargin = 112;
constexpr qsizetype kMost = 4;

Tone toneOf(Notice::Kind kind) {
    switch (kind) {
    case Notice::Kind::Done:
    case Notice::Kind::Undoable:
        return Tone::Allow;
    case Notice::Kind::Error:
        return Tone::Deny;
    case Notice::Kind::Info:
        return Tone::Info;
    }
    return Tone::Info;
}

QString iconOf(Notice::Kind kind) {
    switch (kind) {
    case Notice::Kind::Done:
    case Notice::Kind::Undoable:
        return QStringLiteral("cs-check");
    case Notice::Kind::Error:
        return QStringLiteral("cs-error");
    case Notice::Kind::Info:
        return QStringLiteral("cs-info");
    }
    return {};
}

} // namespace

Toast::Toast(Tone tone, const QString& iconName, QWidget* parent) : QWidget(parent), m_tone(tone) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kCardPadding, 10, 10, 10);
    row->setSpacing(12);
    row->addWidget(new IconView(iconName, 16, tone, this));
    m_texts = new QVBoxLayout;
    m_texts->setSpacing(2);
    row->addLayout(m_texts, 1);
    m_buttons = new QWidget(this);
    auto* buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_buttons);
    m_life.setSingleShot(true);
    connect(&m_life, &QTimer::timeout, this, &QObject::deleteLater);
}

Toast::Toast(const Notice& notice, QWidget* parent) : Toast(toneOf(notice.kind), iconOf(notice.kind), parent) {
    m_texts->addWidget(new PlainLabel(notice.text, PlainLabel::Look::Body, this));
    if (!notice.detail.isEmpty()) {
        m_texts->addWidget(new PlainLabel(notice.detail, PlainLabel::Look::Muted, this));
    }
    setAccessibleName(notice.text);
    if (notice.kind == Notice::Kind::Undoable) {
        auto* undo = new Button(tr("Undo"), ButtonKind::Plain, m_buttons);
        undo->setKeyCap(tr("Ctrl Z"));
        m_buttons->layout()->addWidget(undo);
        connect(undo, &Button::clicked, this, &Toast::undoClicked);
    }
    auto* close = new Button({}, ButtonKind::Quiet, m_buttons);
    close->setText(QStringLiteral("✕"));
    close->setAccessibleName(tr("Dismiss"));
    close->setFixedWidth(32);
    m_buttons->layout()->addWidget(close);
    connect(close, &Button::clicked, this, &QObject::deleteLater);
    stay(notice.kind == Notice::Kind::Error || notice.kind == Notice::Kind::Undoable ? kLong : kShort);
}

Toast::Toast(const QString& title, const QStringList& effects, QWidget* parent)
    : Toast(Tone::Hold, QStringLiteral("cs-clock"), parent) {
    m_texts->addWidget(new PlainLabel(title, PlainLabel::Look::Strong, this));
    for (const auto& effect : effects.mid(0, 4)) {
        m_texts->addWidget(new PlainLabel(effect, PlainLabel::Look::Muted, this));
    }
    setAccessibleName(tr("%1 happens in ten seconds").arg(title));
    m_stop = new Button(tr("Stop"), ButtonKind::Danger, m_buttons);
    auto* now = new Button(tr("Now"), ButtonKind::Plain, m_buttons);
    now->setAccessibleName(tr("Do it now"));
    m_buttons->layout()->addWidget(m_stop);
    m_buttons->layout()->addWidget(now);
    connect(m_stop, &Button::clicked, this, [this] {
        Q_EMIT stopClicked();
        deleteLater();
    });
    connect(now, &Button::clicked, this, [this] {
        Q_EMIT sendNowClicked();
        deleteLater();
    });
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_stop->setText(tr("Stop · %1").arg(countdown(m_life.remainingTimeAsDuration())));
        update();
    });
    m_tick.start();
    stay(kFuse);
    m_stop->setText(tr("Stop · %1").arg(countdown(kFuse)));
}

void Toast::stay(std::chrono::milliseconds time) {
    m_life.start(time);
}

void Toast::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& colors = colorsOf(this);
    paintPanel(painter, rect(), colors.raised, inkOf(colors, m_tone), kRadius);
    if (m_stop != nullptr) {
        const auto left = m_life.remainingTimeAsDuration();
        const auto share = static_cast<double>(left.count()) / static_cast<double>(kFuse.count());
        painter.fillRect(QRect(kRadius, height() - 4, qRound((width() - 2 * kRadius) * share), 2),
                         inkOf(colors, m_tone));
    }
}

void Toast::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_stop != nullptr) {
        m_stop->click();
    } else {
        deleteLater();
    }
}

ToastStack::ToastStack(QWidget* over) : QObject(over), m_over(over) {
    over->installEventFilter(this);
}

Toast* ToastStack::say(const Notice& notice) {
    auto* toast = new Toast(notice, m_over);
    add(toast);
    return toast;
}

Toast* ToastStack::burn(const QString& title, const QStringList& effects) {
    auto* toast = new Toast(title, effects, m_over);
    add(toast);
    return toast;
}

void ToastStack::add(Toast* toast) {
    m_toasts.push_back(toast);
    connect(toast, &QObject::destroyed, this, [this, toast] {
        m_toasts.removeOne(toast);
        arrange();
    });
    for (auto extra = m_toasts.size() - kMost; extra > 0; --extra) {
        const auto oldest = std::ranges::find_if(m_toasts, [](const Toast* each) { return !each->isFuse(); });
        if (oldest != m_toasts.end() && *oldest != toast) {
            (*oldest)->deleteLater();
            m_toasts.erase(oldest);
        }
    }
    toast->show();
    arrange();
}

void ToastStack::arrange() {
    int bottom = m_over->height() - kMargin;
    for (auto toast = m_toasts.crbegin(); toast != m_toasts.crend(); ++toast) {
        const int width = std::min(kWidest, m_over->width() - 4 * kGrid);
        const int height = (*toast)->layout()->hasHeightForWidth() ? (*toast)->layout()->totalHeightForWidth(width)
                                                                   : (*toast)->sizeHint().height();
        bottom -= height;
        (*toast)->setGeometry((m_over->width() - width) / 2, bottom, width, height);
        (*toast)->raise();
        bottom -= kGrid;
    }
}

bool ToastStack::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) {
        arrange();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace countersign::ui
