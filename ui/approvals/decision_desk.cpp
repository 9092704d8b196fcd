#include "ui/approvals/decision_desk.h"

#include "ui/approvals/approval_card.h"
#include "ui/approvals/arguments_card.h"
#include "ui/approvals/batch_card.h"
#include "ui/approvals/chain_view.h"
#include "ui/approvals/decision_bar.h"
#include "ui/approvals/from_utf8.h"
#include "ui/support/error_text.h"
#include "ui/support/hostile_text.h"
#include "ui/support/theme.h"
#include "ui/widgets/focus_ring.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

/// Whether an approver would have to look again.
bool looksTheSame(const command::ApprovalView& a, const command::ApprovalView& b) {
    return a.request == b.request && a.reviewDigest == b.reviewDigest && a.mayDecide == b.mayDecide &&
           a.whyNot == b.whyNot;
}

} // namespace

DecisionDesk::DecisionDesk(Session& session, QWidget* rest, QWidget* parent)
    : QWidget(parent), m_session(session), m_stack(new QStackedWidget(this)), m_scroll(new QScrollArea(this)),
      m_card(new ApprovalCard), m_batch(new BatchCard), m_bar(new DecisionBar(session.clock(), rest, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPagePadding, 16, kPagePadding, 12);
    column->setSpacing(12);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setAccessibleName(tr("Request"));
    m_scroll->viewport()->setAutoFillBackground(false);
    new FocusRing(m_scroll);
    m_stack->addWidget(m_card);
    m_stack->addWidget(m_batch);
    m_scroll->setWidget(m_stack);
    m_stack->setAutoFillBackground(false);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_bar);
    m_bar->setSigner(session.keyThumbprint());
    connect(m_bar, &DecisionBar::decided, this, &DecisionDesk::sign);
    connect(m_card, &ApprovalCard::originClicked, this, &DecisionDesk::originClicked);
    connect(m_batch, &BatchCard::originClicked, this, &DecisionDesk::originClicked);
    connect(m_card->arguments(), &ArgumentsCard::wholeShown, this, [this] {
        if (!m_busy && !m_id.empty() && !m_views.empty() && !m_bar->isDead() && m_bar->isHeldBack()) {
            judge(); // what has come to be seen is looked at before it is approved
        }
    });
    connect(&session, &Session::identityChanged, this, [this] {
        m_bar->setSigner(m_session.keyThumbprint());
        followLink();
    });
    connect(&session, &Session::linkChanged, this, &DecisionDesk::followLink);
}

void DecisionDesk::showOne(const ApprovalId& id) {
    if (m_busy) {
        return;
    }
    const bool other = id != m_id;
    m_id = id;
    const auto round = ++m_round;
    if (other) {
        kill({});
        m_views.clear();
        m_stack->hide(); // no card rather than an empty one
    }
    m_session.ask(this, command::GetApproval{id}, [this, round](const Result<command::ApprovalView>& answer) {
        if (round != m_round || m_busy) {
            return;
        }
        if (answer) {
            take(*answer);
        } else {
            kill(errorText(answer.error()));
        }
    });
}

void DecisionDesk::take(command::ApprovalView view) {
    const bool fresh = m_views.size() != 1 || m_views.front().request.id != view.request.id;
    const bool same = !fresh && looksTheSame(m_views.front(), view);
    if (same && m_views.front().history == view.history) {
        if (m_bar->isDead()) {
            judge(); // it was dead for what is over now: a store that could not be reached
        }
        return;
    }
    m_stack->setCurrentWidget(m_card);
    m_stack->show();
    m_views.assign(1, std::move(view));
    m_card->setView(m_views.front(), m_session.now());
    enrich(m_views.front().request);
    if (fresh) {
        m_bar->clearReason();
        toTop();
    }
    if (!same || m_bar->isDead()) {
        judge();
    }
}

void DecisionDesk::enrich(const approval::ApprovalRequest& request) {
    const auto round = m_round;
    bool hops = false;
    for (const auto& link : request.chain) {
        hops = hops || link.delegation.has_value();
        if (link.principal.type() != identity::PrincipalType::Agent || link.principal.id() == request.agent.text()) {
            continue;
        }
        const auto id = identity::AgentId::parse(link.principal.id());
        if (!id) {
            continue;
        }
        m_session.ask(this, command::GetAgent{*id}, [this, round](const Result<command::AgentView>& answer) {
            if (answer && round == m_round && !answer->agent.keys.entries().empty()) {
                m_card->chain()->setKey(answer->agent.id.text(), answer->agent.keys.entries().back().key.thumbprint());
            }
        });
    }
    if (!hops) {
        return;
    }
    command::ListDelegations query;
    query.page.limit = 1000;
    m_session.ask(this, query, [this, round](const Result<Rows<delegation::Delegation>>& answer) {
        if (!answer || round != m_round || m_views.empty()) {
            return;
        }
        for (const auto& link : m_views.front().request.chain) {
            const auto hop = std::ranges::find_if(
                answer->items, [&link](const auto& delegation) { return link.delegation == delegation.id; });
            if (hop != answer->items.end()) {
                m_card->chain()->setHop(*hop);
            }
        }
    });
}

void DecisionDesk::showMany(std::vector<ApprovalId> ids) {
    if (m_busy || ids.empty()) {
        return;
    }
    m_leftOut = ids.size() - std::min(ids.size(), kBatchLimit);
    ids.resize(ids.size() - m_leftOut);
    m_id = {};
    m_views.clear();
    kill(tr("Fetching all %n\u2026", nullptr, static_cast<int>(ids.size())));
    fetchFrom(std::move(ids), 0, ++m_round);
}

void DecisionDesk::fetchFrom(std::vector<ApprovalId> ids, std::size_t at, quint64 round) {
    const auto id = ids[at];
    m_session.ask(this, command::GetApproval{id},
                  [this, ids = std::move(ids), at, round](const Result<command::ApprovalView>& answer) {
                      takeOne(ids, at, round, answer);
                  });
}

void DecisionDesk::takeOne(std::vector<ApprovalId> ids, std::size_t at, quint64 round,
                           const Result<command::ApprovalView>& answer) {
    if (round != m_round || m_busy) {
        return;
    }
    if (!answer) {
        kill(errorText(answer.error()));
        return;
    }
    m_views.push_back(*answer);
    if (at + 1 < ids.size()) {
        fetchFrom(std::move(ids), at + 1, round);
        return;
    }
    m_batch->setViews(m_views, m_leftOut);
    m_stack->setCurrentWidget(m_batch);
    m_stack->show();
    m_bar->clearReason();
    toTop();
    judge();
}

void DecisionDesk::clear() {
    if (m_busy) {
        return;
    }
    ++m_round;
    m_id = {};
    m_views.clear();
    kill({});
}

void DecisionDesk::recheck() {
    if (!m_busy && !m_id.empty()) {
        showOne(m_id);
    }
}

bool DecisionDesk::isLost() const {
    // A locked session has no connection either: whoever decides unlocks it first.
    return m_session.isUnlocked() && m_session.link().link == backend::Link::Lost;
}

void DecisionDesk::followLink() {
    if (m_busy) {
        return;
    }
    if (!isLost()) {
        if (m_id.empty() && !m_views.empty() && m_bar->isDead()) {
            judge();
        } else if (m_bar->isDead()) {
            recheck();
        }
    } else if (!m_views.empty() && !m_bar->isDead()) {
        judge();
    }
}

void DecisionDesk::tick() {
    if (m_views.empty()) {
        return;
    }
    if (!m_id.empty()) {
        m_card->setNow(m_session.now());
    }
    if (!m_busy && !m_bar->isDead()) {
        for (const auto& view : m_views) {
            if (const auto why = whyDead(view); !why.isEmpty()) {
                kill(why);
                return;
            }
        }
    }
}

QString DecisionDesk::whyDead(const command::ApprovalView& view) const {
    if (isLost()) {
        return tr("The connection to the store is lost: nothing can be decided until it is back.");
    }
    const auto& request = view.request;
    const auto* last = request.decisions.empty() ? nullptr : &request.decisions.back();
    switch (request.state) {
    case approval::State::Pending:
        break;
    case approval::State::Approved:
    case approval::State::Denied:
        if (last != nullptr) {
            return (last->verdict == approval::Verdict::Approve ? tr("Taken: %1 approved it.")
                                                                : tr("Taken: %1 denied it."))
                .arg(fromUtf8(last->by.text()));
        }
        return tr("It is decided already.");
    case approval::State::Lapsed:
        return tr("It lapsed: nobody decided in time, or the agent may no longer act.");
    case approval::State::Withdrawn:
        return tr("The agent has withdrawn it.");
    case approval::State::Consumed:
    case approval::State::Executed:
    case approval::State::Failed:
        return tr("It was approved, and the agent has used the approval.");
    }
    if (request.pendingUntil <= m_session.now()) {
        return tr("It lapsed: nobody decided in time.");
    }
    if (!view.mayDecide) {
        return tr("You cannot decide this: %1").arg(fromUtf8(view.whyNot));
    }
    return {};
}

void DecisionDesk::judge() {
    for (const auto& view : m_views) {
        if (const auto why = whyDead(view); !why.isEmpty()) {
            kill(why);
            return;
        }
    }
    m_bar->arm(static_cast<int>(m_views.size()));
    if (m_id.empty() ? !m_batch->isWhole() : !m_card->arguments()->isWhole()) {
        m_bar->holdBack(m_id.empty() ? tr("These arguments are too long to be approved together: open each by itself.")
                                     : tr("Not all of the arguments are shown: show all of them to approve."));
    }
    Q_EMIT aliveChanged({});
}

void DecisionDesk::kill(const QString& why) {
    m_bar->setDead(why);
    Q_EMIT aliveChanged(why.isEmpty() ? tr("There is nothing to decide.") : why);
}

void DecisionDesk::sign(approval::Verdict verdict, const QString& reason) {
    m_busy = true;
    m_work = {.left = {m_views.begin(), m_views.end()},
              .verdict = verdict,
              .reason = reason.toStdString(),
              .all = static_cast<int>(m_views.size()),
              .done = 0,
              .failed = 0,
              .problem = {}};
    Q_EMIT aliveChanged(tr("Signing\u2026"));
    signNext();
}

void DecisionDesk::signNext() {
    if (m_work.left.empty()) {
        finish();
        return;
    }
    auto view = std::move(m_work.left.front());
    m_work.left.pop_front();
    if (m_work.all > 1) {
        m_bar->setDead(tr("Signing %1 of %2\u2026").arg(m_work.done + m_work.failed + 1).arg(m_work.all));
    }
    m_session.decide(std::move(view), m_work.verdict, m_work.reason, this,
                     [this](const Result<command::Receipt>& result) {
                         if (result) {
                             ++m_work.done;
                         } else {
                             ++m_work.failed;
                             if (result.error().code == Code::Cancelled) {
                                 m_work.left.clear();
                             } else {
                                 m_work.problem = errorText(result.error());
                             }
                         }
                         signNext();
                     });
}

void DecisionDesk::finish() {
    m_busy = false;
    const bool yes = m_work.verdict == approval::Verdict::Approve;
    const auto action = fromUtf8(m_views.front().request.action);
    const auto agent = fromUtf8(m_views.front().request.agent.text());
    if (m_work.done > 0) {
        auto words = m_work.all == 1
                         ? (yes ? tr("You approved %1 of %2.") : tr("You denied %1 of %2.")).arg(action, agent)
                         : (yes ? tr("You approved %n alike of %1.", nullptr, m_work.done)
                                : tr("You denied %n alike of %1.", nullptr, m_work.done))
                               .arg(agent);
        Q_EMIT m_session.notice({Notice::Kind::Done, words, {}});
    }
    if (!m_work.problem.isEmpty()) {
        Q_EMIT m_session.notice(
            {Notice::Kind::Error, tr("Not decided: %n. %1", nullptr, m_work.failed).arg(m_work.problem), {}});
    }
    if (m_work.done > 0) {
        m_bar->clearReason();
        std::vector<ApprovalId> shown;
        std::ranges::transform(m_views, std::back_inserter(shown), [](const auto& view) { return view.request.id; });
        Q_EMIT decided(shown);
        return;
    }
    // Still to be decided, or dead for a reason that the store knows.
    judge();
    recheck();
}

void DecisionDesk::toTop() {
    m_scroll->verticalScrollBar()->setValue(0);
}

} // namespace countersign::ui
