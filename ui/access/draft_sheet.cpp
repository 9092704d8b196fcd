#include "ui/access/draft_sheet.h"

#include "ui/access/diff_card.h"
#include "ui/shell/effects.h"
#include "ui/support/error_text.h"
#include "ui/support/format.h"
#include "ui/support/hostile_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/plain_label.h"

#include <QVBoxLayout>

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr int kTypingPause = 200;
constexpr int kWidth = 560;
constexpr std::size_t kFewLines = 4;

QString refusalText(const Error& error) {
    return DraftSheet::tr("%1 (%2)").arg(errorText(error), visible(error.detail));
}

/// Few enough to stand above the buttons; more have a card of their own.
bool fewLines(const command::CommandPreview& preview) {
    std::size_t lines = preview.moreAgents;
    for (const auto& agent : preview.agents) {
        lines += agent.gained.size() + agent.lost.size();
    }
    return lines <= kFewLines;
}

} // namespace

DraftSheet::DraftSheet(Session& session, const QString& title, const QString& verb, QWidget* over)
    : Sheet(title, verb, over), m_session(session), m_replay(new ReplayRun(session, this)), m_diff(new DiffCard(this)),
      m_missing(new PlainLabel(PlainLabel::Look::Muted, this)) {
    setWidth(kWidth);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kTypingPause);
    connect(&m_soon, &QTimer::timeout, this, &DraftSheet::look);
    connect(m_replay, &ReplayRun::progressed, this, &DraftSheet::tell);
    connect(this, &Sheet::accepted, this, &DraftSheet::send);
    acceptButton()->setEnabled(false);
}

void DraftSheet::addOutcome() {
    body()->addWidget(m_missing);
    body()->addWidget(m_diff);
    changed();
}

void DraftSheet::changed() {
    ++m_version;
    m_replay->stop();
    m_preview.reset();
    setProblem({});
    acceptButton()->setEnabled(false);
    m_soon.start();
}

void DraftSheet::look() {
    const auto what = missing();
    m_missing->setText(what);
    m_missing->setVisible(!what.isEmpty());
    const auto order = what.isEmpty() ? draft() : Result<Order>(fail(Code::InvalidArgument, {}));
    if (!order) {
        setEffects({});
        m_diff->clear();
        if (what.isEmpty()) {
            setProblem(refusalText(order.error()));
        }
        acceptButton()->setEnabled(false);
        return;
    }
    m_session.ask(this, command::PreviewCommand{order->command},
                  [this, version = m_version, command = order->command](const Result<command::CommandPreview>& answer) {
                      if (version != m_version) {
                          return;
                      }
                      if (answer && !answer->refusal) {
                          take(*answer, command);
                          return;
                      }
                      setEffects({});
                      m_diff->clear();
                      setProblem(
                          refusalText(answer ? Error{answer->refusal->code, answer->refusal->text} : answer.error()));
                  });
}

void DraftSheet::take(const command::CommandPreview& preview, const command::Command& command) {
    m_preview = preview;
    setProblem({});
    if (fewLines(preview)) {
        m_diff->clear();
    } else {
        m_diff->tell(preview);
    }
    m_replay->start(command);
    tell();
}

QString DraftSheet::replayText(const ReplayRun::Total& total) const {
    const auto all = total.recorded.allow + total.recorded.hold + total.recorded.deny;
    if (all == 0) {
        return tr("No request of the last 30 days is touched by it.");
    }
    return tr("Of %1 recorded requests of the last 30 days, %2 would be decided otherwise.")
        .arg(number(all), number(total.changed));
}

void DraftSheet::tell() {
    if (!m_preview) {
        return;
    }
    auto effects = remarks();
    if (const auto& total = m_replay->total()) {
        const auto text = replayText(*total);
        effects << (total->complete ? text : tr("%1 Still counting…").arg(text));
    } else {
        effects << tr("Looking at what was recorded…");
    }
    auto told = *m_preview;
    if (told.agents.empty() && told.moreAgents == 0) {
        effects << tr("No agent's own permissions change.");
    } else if (!fewLines(told)) {
        effects << tr("Something changes for %n agent(s), listed below the form.", nullptr,
                      static_cast<int>(told.agents.size() + told.moreAgents));
        told.agents.clear();
        told.moreAgents = 0;
    }
    setEffects(effects + effectsOf(told));
}

void DraftSheet::send() {
    auto order = draft();
    if (!order) {
        setProblem(refusalText(order.error()));
        return;
    }
    setBusy();
    order->effects = m_preview ? effectsOf(*m_preview) : QStringList();
    m_session.order(*std::move(order), this, [this](const Result<command::Receipt>& result) {
        if (!result) {
            setFailed(errorText(result.error()), visible(result.error().detail));
            return;
        }
        Q_EMIT ordered();
        close();
    });
}

} // namespace countersign::ui
