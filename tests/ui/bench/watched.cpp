#include "tests/ui/bench/watched.h"

#include "ui/pages/pages.h"
#include "ui/support/style.h"

#include <QElapsedTimer>

namespace countersign::bench {

namespace {

constexpr qint64 kPatience = 120'000;

} // namespace

bool Watched::notify(QObject* receiver, QEvent* event) {
    const double start = m_depth++ == 0 ? wallSeconds() : 0;
    const bool taken = QApplication::notify(receiver, event);
    if (--m_depth == 0) {
        m_worst = std::max(m_worst, wallSeconds() - start);
    }
    return taken;
}

double Watched::takeWorst() {
    return std::exchange(m_worst, 0);
}

void waitUntil(const std::function<bool()>& so, const char* what) {
    QElapsedTimer timer;
    timer.start();
    while (!so()) {
        if (timer.elapsed() > kPatience) {
            stopBench(std::string("waited too long for ") + what);
        }
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    }
}

void letPass(double seconds) {
    const double end = wallSeconds() + seconds;
    waitUntil([end] { return wallSeconds() > end; }, "time to pass");
}

Console::Console(const std::string& store) {
    const auto unlock = must(service::readServiceKey(store + ".key"));
    m_engine = must(service::Engine::open({.path = store, .unlock = &unlock, .clock = &m_clock, .random = &m_random}));
    // Reading needs no signature here: whoever holds the engine says who asks.
    auto identity = std::make_shared<const backend::Identity>(
        backend::Identity{must(identity::OperatorId::parse("alice")), crypto::SigningKey::generate(m_random)});
    ui::dress(*qApp, ui::Scheme::Light);
    m_window = std::make_unique<ui::MainWindow>(
        ui::MainWindow::Parts{.room = m_room, .settings = m_settings, .clock = m_clock, .pages = ui::consolePages()});
    m_window->resize(1440, 900);
    m_window->add({.backend = std::make_shared<backend::LocalBackend>(m_engine, identity, m_random),
                   .identity = identity,
                   .kind = ui::StoreKind::Own,
                   .place = store},
                  {});
    m_window->show();
}

} // namespace countersign::bench
