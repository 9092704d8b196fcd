#pragma once

#include "core/backend/local_backend.h"
#include "tests/bench/desk.h"
#include "tests/ui/support/ui_rig.h"

#include <QApplication>

#include <functional>

namespace countersign::bench {

/// An application that knows how long the longest of its events took: what a person feels as a stall.
class Watched final : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override;
    /// Seconds, since the last call.
    [[nodiscard]] double takeWorst();

private:
    int m_depth = 0;
    double m_worst = 0;
};

/// Lets events happen until that is so; ends the bench when it takes too long.
void waitUntil(const std::function<bool()>& so, const char* what);
/// The same for a while.
void letPass(double seconds);

/// The console's window on a store that stands: engine and window in this process, as its owner.
class Console {
public:
    explicit Console(const std::string& store);
    [[nodiscard]] ui::MainWindow& window() { return *m_window; }
    [[nodiscard]] ui::Workspace& workspace() { return *m_window->workspace(); }

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    console::ConsoleEngineRoom m_room{m_clock, m_random,
                                      backend::Pins(m_folder.filePath(QStringLiteral("pins.json")).toStdString())};
    ui::ConsoleSettings m_settings{m_folder.filePath(QStringLiteral("console.ini"))};
    std::shared_ptr<service::Engine> m_engine;
    std::unique_ptr<ui::MainWindow> m_window;
};

/// What a child process does: an empty window, or the console on a store. Says when it was painted, and then lives
/// until it is ended.
[[nodiscard]] int runChild(const std::string& store);

void measureAudit(Watched& application, const Options& options, const std::string& store);
void measureApprovals(Watched& application, const Options& options);

} // namespace countersign::bench
