#include "ui/agents/bulk_run.h"

#include "ui/support/await.h"

namespace countersign::ui {

BulkRun::BulkRun(Session& session, std::vector<command::Command> commands, QObject* parent)
    : QObject(parent), m_session(session), m_commands(std::move(commands)) {}

void BulkRun::start() {
    if (m_session.isUnlocked()) {
        next();
        return;
    }
    Q_EMIT m_session.unlockWanted(tr("Many changes are signed with your key."), [run = QPointer(this)](bool given) {
        if (run && given) {
            run->next();
        } else if (run) {
            Q_EMIT run->finished();
        }
    });
}

void BulkRun::stop() {
    m_stopped = true;
}

void BulkRun::next() {
    if (m_stopped || m_next == m_commands.size()) {
        Q_EMIT finished();
        return;
    }
    m_session.touch();
    const auto index = static_cast<int>(m_next);
    await(this, m_session.store().backend->submit(m_commands[m_next++]),
          [this, index](const Result<command::Receipt>& result) {
              if (result) {
                  Q_EMIT done(index, result->seq);
              } else {
                  Q_EMIT failed(index, result.error());
              }
              next();
          });
}

} // namespace countersign::ui
