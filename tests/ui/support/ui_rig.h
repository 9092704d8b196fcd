#pragma once

#include "app/console/console_engine_room.h"
#include "core/backend/local_backend.h"
#include "tests/core/service/rig.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workspace.h"

#include <QAbstractButton>
#include <QImage>

namespace uirig {

using namespace countersign;

/// A store with people, agents, scopes and grants (one with a hold), its engine in this process, and the console's
/// window on it, as alice (all roles) with her key unlocked. The clock is the test's: `store.clock`.
class Rig {
public:
    enum class Content {
        /// Only alice, bob and two users.
        Empty,
        Sample,
        /// The sample, and whatever can be said about things is an attack: markup, local images, bidi, look-alikes, 2
        /// MB.
        Hostile
    };
    explicit Rig(Content content = Content::Sample);
    ~Rig();

    /// The window, made and shown (offscreen or under Xvfb) when first asked for.
    ui::MainWindow& window();
    /// The window without a store in it, for tests of what comes before one is open.
    ui::MainWindow& emptyWindow();
    /// The store as that person has it open.
    [[nodiscard]] ui::OpenedStore opened(const rig::Person& person);
    /// Waits until the session has its answers and the layouts stand.
    void settle();
    /// Waits until nothing on the screen changes any more: for pictures.
    void standStill();
    ui::Workspace& workspace();
    ui::Session& session() { return workspace().session(); }
    /// Shows the page and waits until it is there.
    ui::Page& page(ui::PageId id);
    /// A further operator's session on the same store, for what two people do.
    std::unique_ptr<ui::Session> sessionOf(const rig::Person& person);

    /// An agent asks for something that is held; the approval's id. Waits until it is in the ledger.
    ApprovalId hold(const rig::Agent& agent, json::Object arguments = {{"title", "Fix the build"}},
                    const std::string& repo = "acme/api");
    /// The same, allowed at once: `issue.read`.
    void allow(const rig::Agent& agent);
    /// The same, denied: `db.delete`.
    void deny(const rig::Agent& agent);

    /// The key file of alice, sealed with "correct horse" at low cost.
    [[nodiscard]] std::string keyFile() const;
    static constexpr std::string_view kPassphrase = "correct horse";

    /// What the window looks like; with COUNTERSIGN_SCREENSHOTS=FOLDER in the environment also written to
    /// FOLDER/name.png.
    QImage picture(const QString& name);

    /// Engine, clock, alice, bob and helpers to order and act.
    rig::Rig store;
    rig::Agent reviewer;
    rig::Agent release;
    rig::Agent triage;
    console::ConsoleEngineRoom room;
    QTemporaryDir folder;
    ui::ConsoleSettings settings;

private:
    void fill();
    void fillHostile();

    std::shared_ptr<service::Engine> m_engine;
    std::unique_ptr<ui::MainWindow> m_window;
};

/// A click in the middle of the widget, as a person does it. The widget must be visible.
void click(QWidget* widget, Qt::MouseButton button = Qt::LeftButton);
/// Gives the window the keyboard, also where no window manager runs that would.
void activate(QWidget& window);
/// The visible child of that class and accessible name or object name; fails the test when there is none.
template <class W>
W* find(QWidget& parent, const QString& name) {
    for (auto* child : parent.findChildren<W*>()) {
        if (child->isVisibleTo(&parent) && (child->accessibleName() == name || child->objectName() == name)) {
            return child;
        }
    }
    return nullptr;
}
/// The visible push button with that text (without `&`).
QAbstractButton* buttonWith(QWidget& parent, const QString& text);
/// Everything that is written on the visible labels, chips and buttons below `parent`, for tests of what is shown.
QStringList wordsOn(QWidget& parent);

} // namespace uirig
