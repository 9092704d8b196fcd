#pragma once

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QObject>

#include <algorithm>

namespace uirig {

/// How long the GUI thread's loop was busy at one stretch, between waking and waiting again: what a person feels as a
/// window that does not answer. It measures; only whoever sets COUNTERSIGN_STALL_LIMIT (milliseconds, on a machine with
/// nothing else to do) makes it a verdict.
class StallWatch final : public QObject {
public:
    StallWatch() {
        auto* loop = QAbstractEventDispatcher::instance();
        connect(loop, &QAbstractEventDispatcher::awake, this, [this] { m_busy.start(); });
        connect(loop, &QAbstractEventDispatcher::aboutToBlock, this, [this] { note(); });
        m_busy.start();
    }

    [[nodiscard]] qint64 longest() {
        note();
        return m_longest;
    }
    /// Whether the limit holds, if there is one.
    [[nodiscard]] bool isSmooth() {
        bool given = false;
        const int limit = qEnvironmentVariableIntValue("COUNTERSIGN_STALL_LIMIT", &given);
        return !given || longest() <= limit;
    }

private:
    void note() {
        if (m_busy.isValid()) {
            m_longest = std::max(m_longest, m_busy.elapsed());
            m_busy.invalidate();
        }
    }

    QElapsedTimer m_busy;
    qint64 m_longest = 0;
};

} // namespace uirig
