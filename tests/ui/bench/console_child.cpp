#include "tests/ui/bench/watched.h"

#include "ui/overview/tile.h"

#include <QChartView>
#include <QMainWindow>

namespace countersign::bench {

namespace {

/// Tells once the widget has been painted while that was so.
class FirstPaint final : public QObject {
public:
    FirstPaint(QWidget& watched, std::function<bool()> ready) : m_ready(std::move(ready)) {
        watched.installEventFilter(this);
    }
    [[nodiscard]] bool told() const { return m_told; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint && !m_told && m_ready()) {
            m_told = true;
            // Behind the paint that is about to happen.
            QMetaObject::invokeMethod(
                watched,
                [] {
                    std::printf("painted %.6f\n", wallSeconds());
                    std::fflush(stdout);
                },
                Qt::QueuedConnection);
        }
        return QObject::eventFilter(watched, event);
    }

private:
    const std::function<bool()> m_ready;
    bool m_told = false;
};

} // namespace

int runChild(const std::string& store) {
    if (store == "empty") {
        QMainWindow window;
        auto* view = new QChartView(&window);
        window.setCentralWidget(view);
        const FirstPaint paint(*view->viewport(), [] { return true; });
        window.resize(1440, 900);
        window.show();
        return QApplication::exec();
    }
    Console console(store);
    auto* page = console.workspace().page(ui::PageId::Overview);
    const auto tiles = page->findChildren<ui::Tile*>();
    const FirstPaint paint(*tiles.value(1), [&tiles] { return tiles.value(1)->value().has_value(); });
    return QApplication::exec();
}

} // namespace countersign::bench
