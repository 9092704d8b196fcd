#include "ui/access/replay_run.h"

namespace countersign::ui {

namespace {

constexpr Duration kLookBack = std::chrono::days{30};

void add(command::VerdictCounts& sum, const command::VerdictCounts& more) {
    sum.allow += more.allow;
    sum.hold += more.hold;
    sum.deny += more.deny;
}

} // namespace

ReplayRun::ReplayRun(Session& session, QObject* parent) : QObject(parent), m_session(session) {}

void ReplayRun::start(command::Command draft) {
    stop();
    next(std::make_shared<const command::Command>(std::move(draft)), m_session.now() - kLookBack, {});
}

void ReplayRun::stop() {
    ++m_run;
    m_total.reset();
}

void ReplayRun::next(std::shared_ptr<const command::Command> draft, Timestamp since, const std::string& after) {
    m_session.ask(this, command::Replay{.command = *draft, .since = since, .after = after},
                  [this, run = m_run, draft, since](const Result<command::ReplaySlice>& slice) {
                      if (run != m_run || !slice) {
                          return;
                      }
                      auto& total = m_total ? *m_total : m_total.emplace();
                      add(total.recorded, slice->recorded);
                      add(total.covered, slice->covered);
                      total.changed += slice->flips.size() + slice->moreFlips;
                      total.complete = slice->next.empty();
                      Q_EMIT progressed();
                      if (!total.complete) {
                          next(draft, since, slice->next);
                      }
                  });
}

} // namespace countersign::ui
