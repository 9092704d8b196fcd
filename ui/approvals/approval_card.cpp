#include "ui/approvals/approval_card.h"

#include "ui/approvals/approval_delegate.h"
#include "ui/approvals/arguments_card.h"
#include "ui/approvals/chain_view.h"
#include "ui/approvals/from_utf8.h"
#include "ui/support/format.h"
#include "ui/support/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>

#include <map>

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

/// Everything below the heading goes.
void clear(Card* card) {
    auto* body = card->body();
    while (body->count() > 1) {
        const std::unique_ptr<QLayoutItem> item(body->takeAt(1));
        if (auto* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
    }
}

PlainLabel* say(Card* card, PlainLabel::Look look, const QString& words) {
    auto* label = new PlainLabel(words, look, card);
    card->body()->addWidget(label);
    return label;
}

} // namespace

QString stateWord(approval::State state) {
    switch (state) {
    case approval::State::Pending:
        return ApprovalCard::tr("waiting");
    case approval::State::Approved:
        return ApprovalCard::tr("approved, not used yet");
    case approval::State::Denied:
        return ApprovalCard::tr("denied");
    case approval::State::Lapsed:
        return ApprovalCard::tr("lapsed");
    case approval::State::Withdrawn:
        return ApprovalCard::tr("withdrawn");
    case approval::State::Consumed:
        return ApprovalCard::tr("approved and started");
    case approval::State::Executed:
        return ApprovalCard::tr("approved and done");
    case approval::State::Failed:
        return ApprovalCard::tr("approved, but failed");
    }
    return {};
}

ApprovalCard::ApprovalCard(QWidget* parent)
    : QWidget(parent), m_title(new PlainLabel(PlainLabel::Look::Title, this)), m_risk(new Chip(this)),
      m_lapses(new Chip(this)), m_facts(new PlainLabel(PlainLabel::Look::MutedMono, this)),
      m_chain(new ChainView(this)), m_asked(new PlainLabel(PlainLabel::Look::Body, this)),
      m_why(new Card(tr("Why it is held"), this)), m_history(new Card(tr("Risk and history"), this)),
      m_arguments(new ArgumentsCard(this)), m_yes(new PlainLabel(PlainLabel::Look::Muted, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    buildHead(column);
    auto* who = new Card(tr("Who, for whom"), this);
    who->body()->addWidget(m_chain);
    who->body()->addWidget(m_asked);
    column->addWidget(who);
    auto* pair = new QHBoxLayout;
    pair->setSpacing(12);
    pair->addWidget(m_why, 1);
    pair->addWidget(m_history, 1);
    column->addLayout(pair);
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
    fillHolds(m_request);
    fillRisk(view);
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

void ApprovalCard::fillHolds(const approval::ApprovalRequest& request) {
    clear(m_why);
    for (const auto& hold : request.holds) {
        const auto origin = fromUtf8(hold.origin);
        const auto kind = origin.section(QLatin1Char(':'), 0, 0);
        const auto name = origin.section(QLatin1Char(':'), 1);
        const auto words = kind == QLatin1String("grant")  ? tr("Grant %1").arg(name)
                           : kind == QLatin1String("role") ? tr("Role %1").arg(name)
                                                           : tr("Policy rule %1").arg(name);
        auto* open = new Button(visible(words), ButtonKind::Link, m_why);
        setPlainToolTip(open, tr("Open %1").arg(origin));
        connect(open, &QPushButton::clicked, this, [this, name] { Q_EMIT originClicked(name); });
        m_why->body()->addWidget(open, 0, Qt::AlignLeft);
        if (!hold.reason.empty()) {
            say(m_why, PlainLabel::Look::Body, fromUtf8(hold.reason));
        }
        say(m_why, PlainLabel::Look::Muted,
            tr("Needs %n of %1.", nullptr, static_cast<int>(hold.hold.quorum)).arg(fromUtf8(hold.hold.from.text())));
    }
    addSignatures(request);
    if (request.separation == "none") {
        say(m_why, PlainLabel::Look::Body, tr("This store has one operator only: nobody else can check this decision."))
            ->setTone(Tone::Hold);
    }
    m_why->body()->addStretch(1);
}

void ApprovalCard::addSignatures(const approval::ApprovalRequest& request) {
    for (const auto& decision : request.decisions) {
        const bool yes = decision.verdict == approval::Verdict::Approve;
        auto words = (yes ? tr("%1 approved at %2") : tr("%1 denied at %2"))
                         .arg(fromUtf8(decision.by.text()), timeOfDay(decision.at).left(8));
        if (!decision.reason.empty()) {
            words = tr("%1: \u201c%2\u201d").arg(words, fromUtf8(decision.reason));
        }
        say(m_why, PlainLabel::Look::Body, words)->setTone(yes ? Tone::Allow : Tone::Deny);
    }
}

void ApprovalCard::fillRisk(const command::ApprovalView& view) {
    clear(m_history);
    const auto& request = view.request;
    say(m_history, PlainLabel::Look::Body,
        tr("%1 is of %2 risk").arg(fromUtf8(request.requiredScope), riskWord(fromUtf8(request.risk))));
    if (request.chain.size() > 1) {
        say(m_history, PlainLabel::Look::Body,
            tr("Hands that the right passes through: %n", nullptr, static_cast<int>(request.chain.size())));
    }
    if (view.history.empty()) {
        say(m_history, PlainLabel::Look::Body, tr("The first time that this agent asks for this"))->setTone(Tone::Hold);
    } else {
        std::map<approval::State, int> counts;
        for (const auto& [id, state] : view.history) {
            ++counts[state];
        }
        QStringList parts;
        for (const auto& [state, count] : counts) {
            parts << tr("%1 %2").arg(number(static_cast<std::uint64_t>(count)), stateWord(state));
        }
        say(m_history, PlainLabel::Look::Muted,
            tr("The last %n: %1.", nullptr, static_cast<int>(view.history.size()))
                .arg(parts.join(QStringLiteral(", "))));
    }
    m_history->body()->addStretch(1);
}

} // namespace countersign::ui
