#pragma once

#include "ui/support/session.h"

namespace countersign::ui {

/// Decides the recorded requests of the last 30 days again, as if a draft had been ordered: slice after slice, until it
/// is through or another draft comes.
class ReplayRun final : public QObject {
    Q_OBJECT
public:
    struct Total {
        command::VerdictCounts recorded;
        command::VerdictCounts covered;
        std::uint64_t changed = 0;
        bool complete = false;
    };
    ReplayRun(Session& session, QObject* parent);
    /// Stops what runs and begins anew.
    void start(command::Command draft);
    void stop();
    /// Absent until the first slice has been counted.
    [[nodiscard]] const std::optional<Total>& total() const { return m_total; }

Q_SIGNALS:
    void progressed();

private:
    void next(std::shared_ptr<const command::Command> draft, Timestamp since, const std::string& after);

    Session& m_session;
    std::optional<Total> m_total;
    quint64 m_run = 0;
};

} // namespace countersign::ui
