#include "ui/shell/status_bar.h"

#include "ui/support/format.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace countersign::ui {

namespace {

std::pair<QString, Tone> linkText(const backend::LinkState& state) {
    switch (state.link) {
    case backend::Link::Connecting:
        return {StatusBar::tr("connecting"), Tone::Hold};
    case backend::Link::Connected:
        return {StatusBar::tr("connected"), Tone::Allow};
    case backend::Link::Lost:
        return {StatusBar::tr("connection lost"), Tone::Hold};
    case backend::Link::Closed:
        return {StatusBar::tr("closed"), Tone::Neutral};
    }
    return {};
}

QString verificationText(const Verification& verification, Timestamp now) {
    switch (verification.state) {
    case Verification::State::None:
        return StatusBar::tr("not verified yet");
    case Verification::State::Running:
        return StatusBar::tr("verifying");
    case Verification::State::Sound:
        return verification.wholeAt ? StatusBar::tr("all records verified %1").arg(ago(now - *verification.wholeAt))
                                    : StatusBar::tr("head signed, checked %1").arg(ago(now - verification.at));
    case Verification::State::Broken:
        return verification.record
                   ? StatusBar::tr("VERIFICATION FAILED at record %1: %2")
                         .arg(number(*verification.record), QString::fromStdString(verification.detail))
                   : StatusBar::tr("VERIFICATION FAILED: %1").arg(QString::fromStdString(verification.detail));
    }
    return {};
}

} // namespace

StatusBar::StatusBar(QWidget* parent)
    : QWidget(parent), m_link(new PlainLabel(PlainLabel::Look::Muted, this)),
      m_ledger(new PlainLabel(PlainLabel::Look::MutedMono, this)),
      m_waiting(new PlainLabel(PlainLabel::Look::Muted, this)) {
    setFixedHeight(28);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(32, 0, 16, 0);
    row->setSpacing(16);
    row->addWidget(m_link);
    row->addWidget(m_ledger, 1);
    row->addWidget(m_waiting);
    for (auto* label : {m_link, m_ledger, m_waiting}) {
        label->setFit(PlainLabel::Fit::Elide);
        label->setFont(scaled(font(), 0.92));
    }
    m_tick.setInterval(std::chrono::seconds(5));
    connect(&m_tick, &QTimer::timeout, this, &StatusBar::refresh);
    m_tick.start();
}

void StatusBar::setSession(Session* session) {
    if (m_session) {
        m_session->disconnect(this);
    }
    m_session = session;
    if (session != nullptr) {
        connect(session, &Session::infoChanged, this, &StatusBar::refresh);
        connect(session, &Session::linkChanged, this, &StatusBar::refresh);
        connect(session, &Session::verificationChanged, this, &StatusBar::refresh);
        connect(session, &Session::waitingChanged, this, &StatusBar::refresh);
    }
    refresh();
}

QString StatusBar::text() const {
    return m_link->shown() + QLatin1Char(' ') + m_ledger->shown() + QLatin1Char(' ') + m_waiting->shown();
}

void StatusBar::refresh() {
    if (!m_session) {
        m_link->setText(tr("no store"));
        m_ledger->setText(QString());
        m_waiting->setText(QString());
        m_tone = Tone::Neutral;
        return;
    }
    const auto [link, tone] = linkText(m_session->link());
    m_link->setText(link);
    m_tone = tone;
    const bool broken = m_session->verification().state == Verification::State::Broken;
    if (const auto& info = m_session->info()) {
        const auto ledger = tr("ledger %1 records · root %2 · %3")
                                .arg(number(info->ledgerSize), shortDigest(info->root),
                                     verificationText(m_session->verification(), m_session->now()));
        m_ledger->setText(m_session->store().kind == StoreKind::Sample ? tr("Sample · %1").arg(ledger) : ledger);
    }
    m_ledger->setTone(broken ? std::optional(Tone::Deny) : std::nullopt);
    m_waiting->setText(m_session->waiting() == 0
                           ? QString()
                           : tr("%n approval(s) wait", nullptr, static_cast<int>(m_session->waiting())));
    update();
}

void StatusBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& c = colorsOf(this);
    const bool broken = m_session && m_session->verification().state == Verification::State::Broken;
    painter.fillRect(rect(), broken ? c.denySoft : c.surface);
    painter.fillRect(0, 0, width(), 1, c.line);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(inkOf(c, m_tone));
    painter.drawEllipse(QRectF(layoutDirection() == Qt::RightToLeft ? width() - 24 : 16, height() / 2.0 - 4, 8, 8));
}

} // namespace countersign::ui
