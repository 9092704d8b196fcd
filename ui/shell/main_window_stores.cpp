#include "ui/shell/main_window.h"

#include "ui/shell/first_start.h"
#include "ui/shell/store_menu.h"
#include "ui/shell/store_opener.h"
#include "ui/shell/store_sheets.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/workspace.h"
#include "ui/support/await.h"
#include "ui/support/error_text.h"
#include "ui/support/hostile_text.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QSet>

namespace countersign::ui {

namespace {

bool isUrl(const QString& place) {
    return place.contains(QStringLiteral("://"));
}

} // namespace

RecentStore MainWindow::recentOf(const Workspace* workspace) const {
    const auto& session = workspace->session();
    RecentStore store{.place = QString::fromStdString(session.store().place),
                      .keyFile = QString::fromStdString(session.keyFile()),
                      .name = session.name(),
                      .who = QString::fromStdString(session.who().text()),
                      .band = 0};
    if (session.store().kind == StoreKind::Sample) {
        store.band = kSampleBand;
        return store;
    }
    QSet<int> taken;
    for (const auto& known : m_parts.settings.recentStores()) {
        if (known.place == store.place) {
            store.band = known.band;
            return store;
        }
        taken.insert(known.band);
    }
    while (store.band < kBands - 1 && taken.contains(store.band)) {
        ++store.band;
    }
    return store;
}

void MainWindow::remember(Workspace* workspace, int band) {
    if (workspace->session().store().kind == StoreKind::Sample) {
        return; // it is gone once it is closed
    }
    auto store = recentOf(workspace);
    store.band = band;
    m_parts.settings.remember(store);
}

void MainWindow::showBand() {
    auto* front = workspace();
    m_top->setBand(front == nullptr ? QColor() : bandColor(palette(), recentOf(front).band));
    setWindowTitle(front == nullptr ? tr("Countersign") : tr("%1 – Countersign").arg(front->session().name()));
}

void MainWindow::showStoreMenu() {
    auto* menu = new StoreMenu(workspaces(), workspace(), m_parts.settings, this);
    connect(menu, &StoreMenu::frontWanted, this, &MainWindow::bringToFront);
    connect(menu, &StoreMenu::closeWanted, this, [this](Workspace* closed) { close(closed); });
    connect(menu, &StoreMenu::newWanted, this, &MainWindow::askNewStore);
    connect(menu, &StoreMenu::sampleWanted, this, &MainWindow::openSample);
    connect(menu, &StoreMenu::openWanted, this, [this] { askOpen({}); });
    connect(menu, &StoreMenu::connectWanted, this, [this] { askConnect({}); });
    connect(menu, &StoreMenu::recentWanted, this, [this](const RecentStore& store) {
        if (isUrl(store.place)) {
            askConnect(store);
        } else {
            askOpen(store);
        }
    });
    connect(menu, &StoreMenu::bandWanted, this, [this](int band) {
        if (auto* front = workspace()) {
            remember(front, band);
            showBand();
        }
    });
    menu->popup(m_top->mapToGlobal(QPoint(kGrid, m_top->height())));
}

void MainWindow::openSample() {
    for (auto* each : workspaces()) {
        if (each->session().store().kind == StoreKind::Sample) {
            bringToFront(each);
            return;
        }
    }
    if (m_sampleComing) {
        return;
    }
    m_sampleComing = true;
    m_firstStart->setSampleComing();
    await(this, m_parts.room.openSample(), [this](const Result<OpenedSample>& sample) {
        m_sampleComing = false;
        m_firstStart->setSampleReady();
        if (sample) {
            add(sample->store, sample->keyFile);
        } else {
            say({Notice::Kind::Error, errorText(sample.error()), visible(sample.error().detail)});
        }
    });
}

void MainWindow::askNewStore() {
    new NewStoreSheet(QDir::homePath(), *m_opener, this);
}

void MainWindow::askOpen(const RecentStore& known) {
    new OpenStoreSheet(OpenStoreSheet::Kind::File, known, *m_opener, this);
}

void MainWindow::askConnect(const RecentStore& known) {
    new OpenStoreSheet(OpenStoreSheet::Kind::Remote, known, *m_opener, this);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    RecentStore store{.place = event->mimeData()->urls().value(0).toLocalFile(), .keyFile = {}, .name = {}, .who = {}};
    for (const auto& known : m_parts.settings.recentStores()) {
        if (known.place == store.place) {
            store = known;
        }
    }
    event->acceptProposedAction();
    askOpen(store);
}

void MainWindow::serveAgain(Session& session) {
    const auto port = m_parts.settings.agentPort(QString::fromStdString(session.store().place));
    if (!port || session.store().kind != StoreKind::Own) {
        return;
    }
    await(&session, m_parts.room.serveAgents(session.store().place, *port), [this](const Result<ServingState>& state) {
        if (!state) {
            say({Notice::Kind::Error, tr("Agents are not served. %1").arg(errorText(state.error())),
                 visible(state.error().detail)});
        }
    });
}

} // namespace countersign::ui
