#include "ui/approvals/decision_bar.h"

#include "ui/support/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/key_glyph.h"
#include "ui/widgets/plain_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>

namespace countersign::ui {

namespace {

constexpr int kReasonLimit = 1000;

} // namespace

DecisionBar::DecisionBar(const Clock& clock, QWidget* rest, QWidget* parent)
    : QWidget(parent), m_clock(clock), m_rest(rest), m_deny(new Button(tr("Deny"), ButtonKind::Danger, this)),
      m_approve(new Button(tr("Approve"), ButtonKind::Approve, this)), m_reason(new QComboBox(this)),
      m_note(new PlainLabel(PlainLabel::Look::Body, this)), m_signer(new PlainLabel(PlainLabel::Look::Muted, this)),
      m_glyph(new KeyGlyph(this)), m_thumbprint(new PlainLabel(PlainLabel::Look::MutedMono, this)) {
    m_deny->setKeyCap(QStringLiteral("D"));
    m_approve->setKeyCap(QStringLiteral("A"));
    m_deny->setObjectName(QStringLiteral("approvals.deny.button"));
    m_approve->setObjectName(QStringLiteral("approvals.approve.button"));
    buildReason();
    m_signer->setText(tr("You sign with"));
    m_signer->setFit(PlainLabel::Fit::Elide);
    m_thumbprint->setFit(PlainLabel::Fit::Elide);
    m_glyph->setAccessibleName(tr("Your key"));
    m_note->setObjectName(QStringLiteral("approvals.note"));
    auto policy = m_note->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_note->setSizePolicy(policy);
    m_note->hide();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGrid);
    column->addWidget(m_note);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGrid);
    row->addWidget(m_deny);
    row->addWidget(m_reason, 1);
    row->addSpacing(kGrid);
    row->addWidget(m_signer);
    row->addWidget(m_glyph);
    row->addWidget(m_thumbprint);
    row->addWidget(m_approve);
    column->addLayout(row);
    connect(m_deny, &QPushButton::clicked, this, &DecisionBar::deny);
    connect(m_approve, &QPushButton::clicked, this, &DecisionBar::approve);
    enable(false);
}

void DecisionBar::buildReason() {
    m_reason->setEditable(true);
    m_reason->setInsertPolicy(QComboBox::NoInsert);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setMinimumWidth(160);
    m_reason->addItems({QString(), tr("As agreed"), tr("Checked the arguments"), tr("Not expected from this agent"),
                        tr("Wrong arguments"), tr("Too risky now"), tr("Ask me first")});
    m_reason->lineEdit()->setPlaceholderText(tr("Reason (optional, signed and recorded)"));
    m_reason->lineEdit()->setMaxLength(kReasonLimit);
    m_reason->setCurrentIndex(0);
}

void DecisionBar::arm(int requests) {
    m_shownAt = m_clock.bootNow();
    m_dead = false;
    m_approve->setText(requests == 1 ? tr("Approve") : tr("Approve %n", nullptr, requests));
    m_deny->setText(requests == 1 ? tr("Deny") : tr("Deny %n", nullptr, requests));
    fitSigner();
    m_heldBack.clear();
    setNote({});
    enable(true);
}

void DecisionBar::holdBack(const QString& why) {
    m_heldBack = why;
    setNote(why);
}

void DecisionBar::setDead(const QString& why) {
    m_dead = true;
    m_note->setText(why);
    m_note->setTone(Tone::Hold);
    m_note->setVisible(!why.isEmpty());
    enable(false);
}

void DecisionBar::enable(bool alive) {
    if (!alive && (m_deny->hasFocus() || m_approve->hasFocus())) {
        m_rest->setFocus();
        m_wantsFocus = true;
    }
    m_deny->setEnabled(alive);
    m_approve->setEnabled(alive);
    m_reason->setEnabled(alive);
    if (alive && std::exchange(m_wantsFocus, false) && m_rest->hasFocus()) {
        m_deny->setFocus(Qt::OtherFocusReason);
    }
}

void DecisionBar::setSigner(const crypto::Thumbprint& key) {
    const bool known = !key.empty();
    m_glyph->setThumbprint(key);
    m_thumbprint->setText(known ? shortThumbprint(key) : QString());
    setPlainToolTip(m_glyph, QString::fromStdString(key.text()));
    m_signerKnown = known;
    m_glyph->setVisible(known);
    fitSigner();
}

void DecisionBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitSigner();
}

void DecisionBar::fitSigner() {
    const auto wide = [](const QWidget* widget) { return widget->sizeHint().width() + kGrid; };
    const int room = width() - wide(m_deny) - wide(m_approve) - wide(m_glyph) - m_reason->minimumWidth() - 2 * kGrid;
    const bool thumbprint = m_signerKnown && room >= wide(m_thumbprint);
    m_thumbprint->setVisible(thumbprint);
    m_signer->setVisible(thumbprint && room >= wide(m_thumbprint) + wide(m_signer));
}

void DecisionBar::setNote(const QString& note) {
    m_note->setText(note);
    m_note->setTone(std::nullopt);
    m_note->setVisible(!note.isEmpty());
}

void DecisionBar::focusDeny() {
    if (m_dead) {
        m_rest->setFocus(Qt::OtherFocusReason);
        m_wantsFocus = true;
    } else {
        m_deny->setFocus(Qt::OtherFocusReason);
    }
}

void DecisionBar::clearReason() {
    m_reason->setCurrentIndex(0);
    m_reason->clearEditText();
}

void DecisionBar::approve() {
    if (m_dead) {
        return;
    }
    if (m_clock.bootNow() - m_shownAt < kGuard) {
        setNote(tr("This was shown or changed just now. Look at it, then approve."));
        return;
    }
    if (!m_heldBack.isEmpty()) {
        setNote(m_heldBack);
        return;
    }
    decide(approval::Verdict::Approve);
}

void DecisionBar::deny() {
    if (m_dead || (m_decidedAt && m_clock.bootNow() - *m_decidedAt < kGuard)) {
        return;
    }
    decide(approval::Verdict::Deny);
}

void DecisionBar::decide(approval::Verdict verdict) {
    m_decidedAt = m_clock.bootNow();
    const auto reason = m_reason->currentText().trimmed();
    setDead(tr("Signing your decision\u2026"));
    Q_EMIT decided(verdict, reason);
}

} // namespace countersign::ui
