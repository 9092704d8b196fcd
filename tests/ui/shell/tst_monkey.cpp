#include "tests/ui/support/ui_rig.h"
#include "ui/pages/pages.h"
#include "ui/shell/workspace.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLineEdit>
#include <QWheelEvent>

#include <array>
#include <random>

using namespace countersign;
using rig::must;

namespace {

/// With every commit; the whole half hour with COUNTERSIGN_MONKEY_SECONDS=1800 (label t1).
constexpr int kSteps = 1500;

/// Somebody who knows nothing and tries everything: clicks, drags, wheels and keys, at random but the same with the
/// same seed.
class Monkey : public QObject {
public:
    Monkey(uirig::Rig& rig, std::uint32_t seed) : m_rig(rig), m_random(seed) {}

    /// Whether it was something that a person does; otherwise the agents did something meanwhile.
    bool step() {
        ++m_steps;
        // Nobody lets it loose on the files of this computer.
        for (auto* dialog : m_rig.window().findChildren<QFileDialog*>()) {
            dialog->reject();
        }
        switch (below(12)) {
        case 0:
            press(Qt::Key(Qt::Key_1 + static_cast<int>(below(6))), Qt::ControlModifier);
            break;
        case 1:
            press(kKeys[below(kKeys.size())], Qt::NoModifier);
            break;
        case 2:
            press(kKeys[below(kKeys.size())], Qt::ControlModifier);
            break;
        case 3:
            type();
            break;
        case 4:
            wheel();
            break;
        case 5:
            resize();
            break;
        case 6:
            act();
            return false;
        default:
            click();
        }
        return true;
    }
    [[nodiscard]] int steps() const { return m_steps; }

private:
    static constexpr std::array kKeys{
        Qt::Key_Tab,  Qt::Key_Backtab, Qt::Key_Return, Qt::Key_Escape, Qt::Key_Space,  Qt::Key_Up,   Qt::Key_Down,
        Qt::Key_Left, Qt::Key_Right,   Qt::Key_Home,   Qt::Key_End,    Qt::Key_PageUp, Qt::Key_A,    Qt::Key_D,
        Qt::Key_J,    Qt::Key_K,       Qt::Key_X,      Qt::Key_F4,     Qt::Key_Z,      Qt::Key_Menu, Qt::Key_Question};

    std::size_t below(std::size_t limit) { return m_random() % limit; }
    /// Where an event goes now: what is modal or popped up hides the rest.
    QWidget& top() {
        auto* popup = QApplication::activePopupWidget();
        auto* modal = QApplication::activeModalWidget();
        return popup != nullptr ? *popup : modal != nullptr ? *modal : static_cast<QWidget&>(m_rig.window());
    }
    QWidget* any() {
        QList<QWidget*> seen;
        for (auto* widget : top().findChildren<QWidget*>()) {
            if (widget->isVisible() && widget->isEnabled() && !widget->size().isEmpty()) {
                seen << widget;
            }
        }
        return seen.isEmpty() ? &top() : seen[static_cast<qsizetype>(below(static_cast<std::size_t>(seen.size())))];
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers) {
        auto* focus = QApplication::focusWidget();
        QTest::keyClick(focus == nullptr ? &top() : focus, key, modifiers);
    }
    void type() {
        static const std::array kTexts{QStringLiteral("agent-x"),
                                       QStringLiteral("outcome = deny and"),
                                       QStringLiteral("<img src=file:///etc/passwd>"),
                                       QString::fromUtf8("\u202egpj.exe\u200b"),
                                       QString(3000, QLatin1Char('w')),
                                       QStringLiteral("repo=**/../*")};
        if (auto* edit = qobject_cast<QLineEdit*>(any())) {
            edit->setFocus();
            edit->insert(kTexts[below(kTexts.size())]);
        }
    }
    void click() {
        auto* widget = any();
        const QPoint at(static_cast<int>(below(static_cast<std::size_t>(widget->width()))),
                        static_cast<int>(below(static_cast<std::size_t>(widget->height()))));
        const auto button = below(8) == 0 ? Qt::RightButton : Qt::LeftButton;
        if (below(6) == 0) {
            QTest::mouseDClick(widget, button, {}, at);
        } else {
            QTest::mouseClick(widget, button, {}, at);
        }
    }
    void wheel() {
        auto* widget = any();
        const QPointF at = widget->rect().center();
        QWheelEvent event(at, widget->mapToGlobal(at), {}, QPoint(0, below(2) == 0 ? 480 : -480), Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(widget, &event);
    }
    void resize() { m_rig.window().resize(800 + static_cast<int>(below(1200)), 600 + static_cast<int>(below(600))); }
    /// Whoever was suspended or revoked meanwhile gets nowhere.
    void act() {
        const auto& agent = below(2) == 0 ? m_rig.reviewer : m_rig.release;
        const auto opened = m_rig.store.openSession(agent);
        const auto session = opened ? m_rig.store.engine->findSession(opened->token.bytes())
                                    : Result<std::shared_ptr<const service::Session>>(std::unexpected(opened.error()));
        if (session) {
            static_cast<void>(m_rig.store.act(*session, {.action = below(2) == 0 ? "pr.create" : "secrets.read"}));
        }
    }

    uirig::Rig& m_rig;
    std::mt19937 m_random;
    int m_steps = 0;
};

} // namespace

class TestMonkey : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingBreaksWhateverIsPressed() {
        const auto seconds = qEnvironmentVariableIntValue("COUNTERSIGN_MONKEY_SECONDS");
        const auto seed =
            static_cast<std::uint32_t>(std::max(1, qEnvironmentVariableIntValue("COUNTERSIGN_MONKEY_SEED")));
        uirig::Rig rig(uirig::Rig::Content::Hostile);
        rig.settle();
        uirig::activate(rig.window());
        Monkey monkey(rig, seed);
        QElapsedTimer since;
        since.start();
        qint64 worst = 0;
        const auto over = [&] { return seconds > 0 ? since.elapsed() > seconds * 1000LL : monkey.steps() >= kSteps; };
        while (!over()) {
            QElapsedTimer step;
            step.start();
            const bool ours = monkey.step();
            QCoreApplication::processEvents();
            worst = ours ? std::max(worst, step.elapsed()) : worst;
        }
        qInfo("{\"figure\":\"monkey\",\"seed\":%u,\"steps\":%d,\"worst_stall_ms\":%lld}", seed, monkey.steps(),
              static_cast<long long>(worst));
        while (auto* open = QApplication::activePopupWidget()) {
            open->close();
        }
        QVERIFY(rig.window().isVisible());
        // Whatever was pressed: every order in the ledger is signed, and nothing runs that nobody approved.
        const auto report = must(rig.store.ask(rig.store.alice, command::Verify{}));
        QVERIFY2(report.findings.empty(), report.findings.empty() ? "" : report.findings.front().detail.c_str());
        rig.picture(QStringLiteral("monkey"));
    }
};

QTEST_MAIN(TestMonkey)
#include "tst_monkey.moc"
