#include "ui/shell/top_bar.h"

#include "ui/shell/lock_button.h"
#include "ui/shell/search_button.h"
#include "ui/shell/store_button.h"
#include "ui/support/format.h"
#include "ui/support/hostile_text.h"
#include "ui/widgets/key_glyph.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace countersign::ui {

namespace {

QString kindText(StoreKind kind) {
    switch (kind) {
    case StoreKind::Own:
        return TopBar::tr("local file");
    case StoreKind::Foreign:
        return TopBar::tr("local file, owned by another program");
    case StoreKind::Remote:
        return TopBar::tr("remote");
    case StoreKind::ReadOnly:
        return TopBar::tr("read only");
    case StoreKind::Sample:
        return TopBar::tr("Sample");
    }
    return {};
}

QString roleText(const std::set<identity::OperatorRole>& roles) {
    using identity::OperatorRole;
    for (const auto& [role, text] : {std::pair(OperatorRole::Owner, TopBar::tr("owner")),
                                     {OperatorRole::Admin, TopBar::tr("admin")},
                                     {OperatorRole::PolicyAuthor, TopBar::tr("policy author")},
                                     {OperatorRole::Approver, TopBar::tr("approver")},
                                     {OperatorRole::Auditor, TopBar::tr("auditor")}}) {
        if (roles.contains(role)) {
            return text;
        }
    }
    return {};
}

} // namespace

TopBar::TopBar(QWidget* parent)
    : QWidget(parent), m_store(new StoreButton(this)), m_search(new SearchButton(this)), m_glyph(new KeyGlyph(this)),
      m_who(new PlainLabel(PlainLabel::Look::Muted, this)), m_lock(new LockButton(this)) {
    setFixedHeight(48);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(24, 0, kCardPadding, 0);
    row->setSpacing(kGrid);
    row->addWidget(m_store);
    row->addStretch(1);
    row->addWidget(m_search);
    row->addStretch(1);
    row->addWidget(m_glyph);
    m_who->setFit(PlainLabel::Fit::Elide);
    row->addWidget(m_who);
    row->addWidget(m_lock);
    m_store->setAccessibleName(tr("Store"));
    connect(m_store, &Button::clicked, this, &TopBar::storeClicked);
    connect(m_search, &SearchButton::clicked, this, &TopBar::searchClicked);
    connect(m_lock, &Button::clicked, this, &TopBar::lockClicked);
    m_tick.setInterval(std::chrono::seconds(10));
    connect(&m_tick, &QTimer::timeout, this, &TopBar::refresh);
    m_tick.start();
    refresh();
}

void TopBar::setSession(Session* session) {
    if (m_session) {
        m_session->disconnect(this);
    }
    m_session = session;
    if (session != nullptr) {
        connect(session, &Session::infoChanged, this, &TopBar::refresh);
        connect(session, &Session::identityChanged, this, &TopBar::refresh);
    }
    refresh();
}

void TopBar::setBand(const QColor& color) {
    m_band = color;
    update();
}

void TopBar::refresh() {
    const bool open = m_session != nullptr;
    m_glyph->setVisible(open);
    m_who->setVisible(open);
    m_lock->setVisible(open);
    if (!open) {
        m_store->say(tr("No store open"), {});
        return;
    }
    m_store->say(m_session->name(), kindText(m_session->store().kind));
    m_glyph->setThumbprint(m_session->keyThumbprint());
    const auto role = roleText(m_session->roles());
    m_who->setText(role.isEmpty() ? QString::fromStdString(m_session->who().text())
                                  : tr("%1 · %2").arg(QString::fromStdString(m_session->who().text()), role));
    const auto left = m_session->untilLock();
    const auto state = m_session->isUnlocked() ? LockButton::State::Unlocked : LockButton::State::Locked;
    if (state == LockButton::State::Locked) {
        m_lock->say(tr("Key locked"), state);
    } else if (left.count() == 0) {
        m_lock->say(tr("Key unlocked"), state);
    } else {
        m_lock->say(tr("Key unlocked · %1").arg(lasting(left)), state);
    }
}

void TopBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& c = colorsOf(this);
    painter.fillRect(rect(), c.surface);
    painter.fillRect(0, height() - 1, width(), 1, c.line);
    if (m_band.isValid()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_band);
        const int left = layoutDirection() == Qt::RightToLeft ? width() - 20 : 16;
        painter.drawRoundedRect(QRectF(left, 12, 4, height() - 24), 2, 2);
    }
}

} // namespace countersign::ui
