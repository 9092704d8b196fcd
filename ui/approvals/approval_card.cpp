#include "ui/approvals/approval_card.h"

#include "ui/approvals/approval_delegate.h"
#include "ui/approvals/arguments_card.h"
#include "ui/approvals/chain_view.h"
#include "ui/approvals/from_utf8.h"
#include "ui/approvals/reason_cards.h"
#include "ui/support/format.h"
#include "ui/support/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>

namespace countersign::ui {

namespace {

QString titleOf(const approval::ApprovalRequest& request) {
    QStringList parts;
    for (const auto& [name, value] : request.resource) {
        parts << (request.resource.size() == 1 ? fromUtf8(value) : fromUtf8(name) + QLatin1Char('=') + fromUtf8(value));
    }
    return parts.isEmpty()
               ? fromUtf8(request.action)
               : ApprovalCard::tr("%1 on %2").arg(fromUtf8(request.action), parts.join(QStringLiteral(", ")));
}

} // namespace

ApprovalCard::ApprovalCard(QWidget* parent)
    : QWidget(parent), m_title(new PlainLabel(PlainLabel::Look::Title, this)), m_risk(new Chip(this)),
      m_lapses(new Chip(this)), m_facts(new PlainLabel(PlainLabel::Look::MutedMono, this)),
      m_chain(new ChainView(this)), m_asked(new PlainLabel(PlainLabel::Look::Body, this)),
      m_reasons(new ReasonCards(this)), m_arguments(new ArgumentsCard(this)),
      m_yes(new PlainLabel(PlainLabel::Look::Muted, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    buildHead(column);
    auto* who = new Card(tr("Who, for whom"), this);
    who->body()->addWidget(m_chain);
    who->body()->addWidget(m_asked);
    column->addWidget(who);
    column->addWidget(m_reasons);
    connect(m_reasons, &ReasonCards::originClicked, this, &ApprovalCard::originClicked);
    column->addWidget(m_arguments);
    column->addWidget(m_yes);
    column->addStretch(1);
}

void ApprovalCard::buildHead(QVBoxLayout* column) {
    auto* head = new QHBoxLayout;
    head->setSpacing(kGrid);
    head->addWidget(m_title, 1);
    head->addWidget(m_risk, 0, Qt::AlignTop);
    head->addWidget(m_lapses, 0, Qt::AlignTop);
    column->addLayout(head);
    column->addWidget(m_facts);
}

void ApprovalCard::setView(const command::ApprovalView& view, Timestamp now) {
    m_request = view.request;
    const auto risk = fromUtf8(m_request.risk);
    m_title->setText(titleOf(m_request));
    m_risk->setText(tr("%1 risk").arg(riskWord(risk)));
    m_risk->setTone(toneOfRisk(risk));
    m_chain->setChain(m_request.chain, m_request.agentKey);
    m_asked->setText(view.askedReason ? tr("The agent says: \u201c%1\u201d").arg(fromUtf8(*view.askedReason))
                                      : tr("The agent gave no reason."));
    m_reasons->setView(view);
    m_arguments->setArguments(view.arguments, m_request.args);
    m_yes->setText(tr("Approved in full, %1 may run exactly this, once, until %2 at the latest.")
                       .arg(fromUtf8(m_request.agent.text()), moment(m_request.ticketExpires)));
    setAccessibleName(m_title->shown());
    setNow(now);
}

void ApprovalCard::setNow(Timestamp now) {
    m_facts->setText(
        tr("%1 · needs %2 · asked %3")
            .arg(fromUtf8(m_request.request.text()), fromUtf8(m_request.requiredScope), ago(now - m_request.created)));
    const auto left = m_request.pendingUntil - now;
    const bool waits = m_request.state == approval::State::Pending && left.count() > 0;
    m_lapses->setText(waits                                         ? tr("lapses in %1").arg(countdown(left))
                      : m_request.state == approval::State::Pending ? tr("lapsed")
                                                                    : stateWord(m_request.state));
    m_lapses->setTone(waits ? Tone::Hold : Tone::Neutral);
}

} // namespace countersign::ui
