#include "ui/approvals/reason_cards.h"

#include "ui/approvals/approval_delegate.h"
#include "ui/approvals/from_utf8.h"
#include "ui/support/format.h"
#include "ui/support/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <map>

namespace countersign::ui {

namespace {

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
        return ReasonCards::tr("waiting");
    case approval::State::Approved:
        return ReasonCards::tr("approved, not used yet");
    case approval::State::Denied:
        return ReasonCards::tr("denied");
    case approval::State::Lapsed:
        return ReasonCards::tr("lapsed");
    case approval::State::Withdrawn:
        return ReasonCards::tr("withdrawn");
    case approval::State::Consumed:
        return ReasonCards::tr("approved and started");
    case approval::State::Executed:
        return ReasonCards::tr("approved and done");
    case approval::State::Failed:
        return ReasonCards::tr("approved, but failed");
    }
    return {};
}

ReasonCards::ReasonCards(QWidget* parent)
    : QWidget(parent), m_why(new Card(tr("Why it is held"), this)), m_history(new Card(tr("Risk and history"), this)) {
    auto* pair = new QHBoxLayout(this);
    pair->setContentsMargins(0, 0, 0, 0);
    pair->setSpacing(12);
    pair->addWidget(m_why, 1);
    pair->addWidget(m_history, 1);
}

void ReasonCards::setView(const command::ApprovalView& view) {
    fillHolds(view.request);
    for (const auto& decision : view.request.decisions) {
        const bool yes = decision.verdict == approval::Verdict::Approve;
        auto words = (yes ? tr("%1 approved at %2") : tr("%1 denied at %2"))
                         .arg(fromUtf8(decision.by.text()), timeOfDay(decision.at).left(8));
        if (!decision.reason.empty()) {
            words = tr("%1: \u201c%2\u201d").arg(words, fromUtf8(decision.reason));
        }
        say(m_why, PlainLabel::Look::Body, words)->setTone(yes ? Tone::Allow : Tone::Deny);
    }
    m_why->body()->addStretch(1);
    fillRisk(view);
}

void ReasonCards::setAlike(const std::vector<command::ApprovalView>& views) {
    fillHolds(views.front().request);
    std::map<identity::OperatorId, int> approved;
    for (const auto& view : views) {
        for (const auto& decision : view.request.decisions) {
            approved[decision.by] += decision.verdict == approval::Verdict::Approve ? 1 : 0;
        }
    }
    for (const auto& [who, count] : approved) {
        say(m_why, PlainLabel::Look::Body, tr("%1 approved %n of these", nullptr, count).arg(fromUtf8(who.text())))
            ->setTone(Tone::Allow);
    }
    m_why->body()->addStretch(1);
    fillRisk(views.front());
}

void ReasonCards::fillHolds(const approval::ApprovalRequest& request) {
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
    if (request.separation == "none") {
        say(m_why, PlainLabel::Look::Body, tr("This store has one operator only: nobody else can check this decision."))
            ->setTone(Tone::Hold);
    }
}

void ReasonCards::fillRisk(const command::ApprovalView& view) {
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
