#include "ui/shell/main_window.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/rail.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/workspace.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/toast.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace countersign::ui {

MainWindow::MainWindow(Parts parts, QWidget* parent)
    : QMainWindow(parent), m_parts(std::move(parts)), m_top(new TopBar), m_rail(new Rail(m_parts.pages)),
      m_stack(new QStackedWidget), m_status(new StatusBar), m_toasts(nullptr) {
    setWindowTitle(tr("Countersign"));
    resize(1440, 900);
    setMinimumSize(960, 600);
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
    m_stack->addWidget(new EmptyState(QStringLiteral("document-open"), tr("No store is open"),
                                      tr("Open a store file, or connect to one.")));
    connect(m_rail, &Rail::chosen, this, [this](PageId page) {
        if (auto* front = workspace()) {
            front->go(page);
        }
    });
    for (std::size_t i = 0; i < m_parts.pages.size() && i < 9; ++i) {
        const QKeySequence keys(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i)));
        connect(new QShortcut(keys, this), &QShortcut::activated, m_rail,
                [this, page = m_parts.pages[i].id] { Q_EMIT m_rail->chosen(page); });
    }
    connect(new QShortcut(Qt::Key_F4, this), &QShortcut::activated, this, [this] {
        if (auto* front = workspace()) {
            front->toggleInspector();
        }
    });
    connect(new QShortcut(QKeySequence::Undo, this), &QShortcut::activated, this, [this] {
        if (auto* front = workspace()) {
            front->session().undo();
        }
    });
    m_status->setSession(nullptr);
}

MainWindow::~MainWindow() {
    // Workspaces say things to rail and bars while they go.
    delete m_stack;
}

Workspace* MainWindow::workspace() const {
    return qobject_cast<Workspace*>(m_stack->currentWidget());
}

Workspace* MainWindow::add(OpenedStore store, const std::string& keyFile) {
    auto session = std::make_unique<Session>(Session::Options{.store = std::move(store), .keyFile = keyFile},
                                             m_parts.room, m_parts.clock);
    session->setAutoLock(m_parts.settings.autoLock());
    auto* workspace = new Workspace(std::move(session), m_parts.pages, m_parts.settings, m_stack);
    m_stack->addWidget(workspace);
    wire(workspace);
    bringToFront(workspace);
    workspace->go(m_parts.pages.front().id);
    return workspace;
}

void MainWindow::say(const Notice& notice) {
    m_toasts->say(notice);
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
    auto* session = &workspace->session();
    connect(session, &Session::notice, this, [this, session](const Notice& notice) {
        auto* toast = m_toasts->say(notice);
        connect(toast, &Toast::undoClicked, session, &Session::undo);
    });
    connect(session, &Session::fuseLit, this,
            [this](const QString& title, const QStringList& effects, const std::function<void()>& stop,
                   const std::function<void()>& now) {
                auto* toast = m_toasts->burn(title, effects);
                connect(toast, &Toast::stopClicked, toast, stop);
                connect(toast, &Toast::sendNowClicked, toast, now);
            });
}

void MainWindow::bringToFront(Workspace* workspace) {
    m_stack->setCurrentWidget(workspace);
    m_top->setSession(&workspace->session());
    m_status->setSession(&workspace->session());
    m_rail->setCurrent(workspace->current());
    m_rail->setBadge(PageId::Approvals, static_cast<int>(workspace->session().waiting()));
}

} // namespace countersign::ui
