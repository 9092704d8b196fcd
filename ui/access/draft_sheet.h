#pragma once

#include "ui/access/access_facts.h"
#include "ui/access/replay_run.h"
#include "ui/widgets/sheet.h"

namespace countersign::ui {

class DiffCard;
class PlainLabel;

/// A sheet whose draft is tried while it is written: refused by the engine's own rules, or told what it changes for
/// whom and what it would have done with what was recorded.
class DraftSheet : public Sheet {
    Q_OBJECT
public:
    DraftSheet(Session& session, const QString& title, const QString& verb, QWidget* over);

Q_SIGNALS:
    /// The store has it: what is shown is old.
    void ordered();

protected:
    /// What is not there yet, as a request: `Say for whom.`; empty when there is something to try.
    [[nodiscard]] virtual QString missing() const = 0;
    [[nodiscard]] virtual Result<Order> draft() const = 0;
    /// Said above what the engine tells.
    [[nodiscard]] virtual QStringList remarks() const { return {}; }
    /// One sentence about what was recorded; by default how many decisions would be others.
    [[nodiscard]] virtual QString replayText(const ReplayRun::Total& total) const;

    /// Something was edited.
    void changed();
    /// Below the fields; call once they are there.
    void addOutcome();
    [[nodiscard]] Session& session() const { return m_session; }

private:
    void look();
    void take(const command::CommandPreview& preview, const command::Command& command);
    void tell();
    void send();

    Session& m_session;
    ReplayRun* m_replay;
    DiffCard* m_diff;
    PlainLabel* m_missing;
    QTimer m_soon;
    std::optional<command::CommandPreview> m_preview;
    quint64 m_version = 0;
};

} // namespace countersign::ui
