#pragma once

#include "ui/support/session.h"

namespace countersign::ui {

/// Submits many commands, one after the other, under the unlocked key, and says how each one ended. One that fails does
/// not stop the others.
class BulkRun final : public QObject {
    Q_OBJECT
public:
    BulkRun(Session& session, std::vector<command::Command> commands, QObject* parent);
    /// Asks for the key if need be.
    void start();
    /// Sends no further one; the one that is under way ends as it ends.
    void stop();
    [[nodiscard]] std::size_t size() const { return m_commands.size(); }

Q_SIGNALS:
    void done(int index, quint64 record);
    void failed(int index, const countersign::Error& error);
    void finished();

private:
    void next();

    Session& m_session;
    std::vector<command::Command> m_commands;
    std::size_t m_next = 0;
    bool m_stopped = false;
};

} // namespace countersign::ui
