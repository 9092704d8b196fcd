#include "ui/shell/main_window.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/first_start.h"
#include "ui/shell/order_sheet.h"
#include "ui/shell/rail.h"
#include "ui/shell/shortcuts_sheet.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/store_opener.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/unlock_dialog.h"
#include "ui/shell/workspace.h"
#include "ui/widgets/toast.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QScreen>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::ui {

namespace {

/// In a narrower window the pages need what the words of the rail take.
constexpr int kRoomForWords = 1100;

} // namespace

MainWindow::MainWindow(Parts parts, QWidget* parent)
    : QMainWindow(parent), m_parts(std::move(parts)), m_opener(new StoreOpener(m_parts.room, this)), m_top(new TopBar),
      m_rail(new Rail(m_parts.pages)), m_stack(new QStackedWidget), m_firstStart(new FirstStart(m_parts.settings)),
      m_status(new StatusBar), m_toasts(nullptr) {
    setWindowTitle(tr("Countersign"));
    setMinimumSize(QSize(960, 600).boundedTo(screen()->availableSize()));
    if (!restoreGeometry(m_parts.settings.geometry())) {
        resize(QSize(1440, 900).boundedTo(screen()->availableSize()));
    }
    setAcceptDrops(true);
    build();
    addShortcuts();
    connect(m_opener, &StoreOpener::opened, this,
            [this](const OpenedStore& store, const QString& keyFile) { add(store, keyFile.toStdString()); });
    connect(&m_parts.settings, &ConsoleSettings::autoLockChanged, this, [this] {
        for (auto* each : workspaces()) {
            each->session().setAutoLock(m_parts.settings.autoLock());
        }
    });
    // Whoever types or clicks anywhere in the program is there.
    qApp->installEventFilter(this);
    m_status->setSession(nullptr);
    m_rail->setEnabled(false);
}

MainWindow::~MainWindow() {
    // Workspaces say things to rail and bars while they go.
    delete m_stack;
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    if (width() < kRoomForWords) {
        m_rail->hideWords();
    } else {
        m_rail->showWords();
    }
}

void MainWindow::build() {
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_top);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_stack, 1);
    column->addLayout(row, 1);
    column->addWidget(m_status);
    setCentralWidget(body);
    m_toasts = new ToastStack(body);
    m_stack->addWidget(m_firstStart);
    connect(m_firstStart, &FirstStart::newWanted, this, &MainWindow::askNewStore);
    connect(m_firstStart, &FirstStart::openWanted, this, &MainWindow::askOpen);
    connect(m_firstStart, &FirstStart::connectWanted, this, &MainWindow::askConnect);
    connect(m_firstStart, &FirstStart::sampleWanted, this, &MainWindow::openSample);
    connect(m_top, &TopBar::searchClicked, this, &MainWindow::showPalette);
    connect(m_top, &TopBar::storeClicked, this, &MainWindow::showStoreMenu);
    connect(m_top, &TopBar::lockClicked, this, &MainWindow::toggleLock);
    connect(m_rail, &Rail::chosen, this, [this](PageId page) {
        if (auto* front = workspace()) {
            front->go(page);
        }
    });
}

void MainWindow::addShortcuts() {
    const auto on = [this](const QKeySequence& keys, auto act) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, act);
    };
    for (std::size_t i = 0; i < m_parts.pages.size() && i < 9; ++i) {
        on(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i))),
           [this, page = m_parts.pages[i].id] { Q_EMIT m_rail->chosen(page); });
    }
    on(QKeySequence(Qt::CTRL | Qt::Key_K), [this] { showPalette(); });
    on(QKeySequence(Qt::CTRL | Qt::Key_O), [this] { askOpen({}); });
    on(QKeySequence(Qt::Key_F1), [this] { showShortcuts(); });
    on(QKeySequence(QStringLiteral("?")), [this] {
        if (m_parts.settings.singleKeys()) {
            showShortcuts();
        }
    });
}

void MainWindow::addActions(Workspace* workspace) {
    auto& actions = workspace->actions();
    auto* session = &workspace->session();
    actions.addToWindow({.id = QStringLiteral("shell.undo"),
                         .text = tr("Undo the last change"),
                         .icon = QStringLiteral("edit-undo"),
                         .shortcuts = {QKeySequence::Undo},
                         .needs = {}},
                        workspace, [session] { session->undo(); });
    actions.addToWindow({.id = QStringLiteral("shell.inspector"),
                         .text = tr("Show or hide the inspector"),
                         .icon = QStringLiteral("view-right-new"),
                         .shortcuts = {Qt::Key_F4},
                         .needs = {}},
                        workspace, [workspace] { workspace->toggleInspector(); });
    actions.addToWindow({.id = QStringLiteral("shell.verify"),
                         .text = tr("Verify the whole ledger"),
                         .icon = QStringLiteral("security-high"),
                         .shortcuts = {},
                         .needs = {}},
                        workspace, [session] { session->verify(); });
    actions.addToWindow({.id = QStringLiteral("shell.lock"),
                         .text = tr("Lock or unlock the key"),
                         .icon = QStringLiteral("lock"),
                         .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_L)},
                         .needs = {}},
                        workspace, [this] { toggleLock(); });
    actions.addToWindow({.id = QStringLiteral("shell.close"),
                         .text = tr("Close this store"),
                         .icon = QStringLiteral("window-close"),
                         .shortcuts = {},
                         .needs = {}},
                        workspace, [this, workspace] { close(workspace); });
    actions.addToWindow({.id = QStringLiteral("shell.keys"),
                         .text = tr("Show all keys"),
                         .icon = QStringLiteral("input-keyboard"),
                         .shortcuts = {},
                         .needs = {}},
                        workspace, [this] { showShortcuts(); });
}

Workspace* MainWindow::workspace() const {
    return qobject_cast<Workspace*>(m_stack->currentWidget());
}

QList<Workspace*> MainWindow::workspaces() const {
    QList<Workspace*> all;
    for (int i = 0; i < m_stack->count(); ++i) {
        if (auto* each = qobject_cast<Workspace*>(m_stack->widget(i))) {
            all.push_back(each);
        }
    }
    return all;
}

Workspace* MainWindow::add(OpenedStore store, const std::string& keyFile) {
    auto session = std::make_unique<Session>(Session::Options{.store = std::move(store), .keyFile = keyFile},
                                             m_parts.room, m_parts.clock);
    session->setAutoLock(m_parts.settings.autoLock());
    auto* workspace = new Workspace(std::move(session), m_parts.pages, m_parts.settings, m_stack);
    m_stack->addWidget(workspace);
    wire(workspace);
    wireOrders(workspace);
    addActions(workspace);
    bringToFront(workspace);
    workspace->go(m_parts.pages.front().id);
    Q_EMIT workspaceAdded(workspace);
    serveAgain(workspace->session());
    return workspace;
}

void MainWindow::say(const Notice& notice) {
    m_toasts->say(notice);
}

void MainWindow::showInFront() {
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::wire(Workspace* workspace) {
    connect(workspace, &Workspace::pageShown, this, [this, workspace](PageId page) {
        if (workspace == this->workspace()) {
            m_rail->setCurrent(page);
        }
    });
    connect(workspace, &Workspace::badgeChanged, this, [this, workspace](PageId page, int count) {
        if (workspace == this->workspace()) {
            m_rail->setBadge(page, count);
        }
    });
    // The name is known with the first answer.
    connect(
        &workspace->session(), &Session::infoChanged, this,
        [this, workspace] {
            remember(workspace, recentOf(workspace).band);
            showBand();
        },
        Qt::SingleShotConnection);
}

void MainWindow::wireOrders(Workspace* workspace) {
    auto* session = &workspace->session();
    connect(session, &Session::notice, this, [this, session](const Notice& notice) {
        auto* toast = m_toasts->say(notice);
        connect(toast, &Toast::undoClicked, session, [session, id = notice.undo] { session->undo(id); });
        connect(session, &Session::undoGone, toast, [toast, id = notice.undo](quint64 gone) {
            if (gone == id) {
                toast->deleteLater();
            }
        });
    });
    connect(session, &Session::fuseLit, this,
            [this](const QString& title, const QStringList& effects, const std::function<void()>& stop,
                   const std::function<void()>& now) {
                auto* toast = m_toasts->burn(title, effects);
                connect(toast, &Toast::stopClicked, toast, stop);
                connect(toast, &Toast::sendNowClicked, toast, now);
            });
    connect(session, &Session::reviewWanted, this,
            [workspace](const Order& order, const std::function<void()>& proceed, const std::function<void()>& cancel) {
                new OrderSheet(order, proceed, cancel, workspace);
            });
    connect(session, &Session::unlockWanted, this,
            [this, session](const QString& why, const std::function<void(bool)>& done) {
                auto* dialog = new UnlockDialog(*session, why, done, this);
                dialog->open();
            });
}

void MainWindow::bringToFront(Workspace* workspace) {
    m_stack->setCurrentWidget(workspace == nullptr ? static_cast<QWidget*>(m_firstStart) : workspace);
    auto* session = workspace == nullptr ? nullptr : &workspace->session();
    m_top->setSession(session);
    m_status->setSession(session);
    m_rail->setEnabled(workspace != nullptr);
    m_rail->setBadge(PageId::Approvals, session == nullptr ? 0 : static_cast<int>(session->waiting()));
    if (workspace != nullptr) {
        m_rail->setCurrent(workspace->current());
        workspace->comeBack();
    }
    showBand();
}

bool MainWindow::holdsBack(const Workspace* workspace) {
    if (!workspace->session().isFuseBurning()) {
        return false;
    }
    say({Notice::Kind::Info, tr("An order waits to be sent. Stop it or send it now, then close."), {}});
    return true;
}

void MainWindow::close(Workspace* workspace) {
    if (holdsBack(workspace)) {
        return;
    }
    m_stack->removeWidget(workspace);
    workspace->deleteLater();
    const auto rest = workspaces();
    bringToFront(rest.isEmpty() ? nullptr : rest.back());
    Q_EMIT workspaceClosed();
}

void MainWindow::showPalette() {
    auto* palette = new CommandPalette(workspace(), m_parts.pages, centralWidget());
    for (auto* each : workspaces()) {
        if (each != workspace()) {
            palette->add({.icon = QStringLiteral("document-open"),
                          .text = tr("Switch to %1").arg(each->session().name()),
                          .hint = tr("store"),
                          .state = CommandPalette::Entry::State::Possible,
                          .act = [this, each] { bringToFront(each); }});
        }
    }
    palette->add({.icon = QStringLiteral("document-open"),
                  .text = tr("Open a store…"),
                  .hint = tr("Ctrl+O"),
                  .state = CommandPalette::Entry::State::Possible,
                  .act = [this] { askOpen({}); }});
    palette->add({.icon = QStringLiteral("media-playback-start"),
                  .text = tr("Open the sample workspace"),
                  .hint = tr("store"),
                  .state = CommandPalette::Entry::State::Possible,
                  .act = [this] { openSample(); }});
}

void MainWindow::showShortcuts() {
    auto* front = workspace();
    new ShortcutsSheet(front == nullptr ? nullptr : &front->actions(), this);
}

void MainWindow::toggleLock() {
    auto* front = workspace();
    if (front == nullptr) {
        return;
    }
    if (front->session().isUnlocked()) {
        front->session().lock();
    } else {
        front->unlock(tr("To see what is new and to decide, your key is needed."), [](bool) {});
    }
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::MouseButtonPress ||
        event->type() == QEvent::Wheel) {
        for (auto* each : workspaces()) {
            each->session().touch();
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (std::ranges::any_of(workspaces(), [this](const auto* each) { return holdsBack(each); })) {
        event->ignore();
        return;
    }
    m_parts.settings.setGeometry(saveGeometry());
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_top != nullptr) {
        showBand();
    }
}

} // namespace countersign::ui
