#include "ui/approvals/approvals_page.h"

#include "ui/approvals/approval_delegate.h"
#include "ui/approvals/approval_feed.h"
#include "ui/approvals/decision_bar.h"
#include "ui/approvals/decision_desk.h"
#include "ui/approvals/key_hints.h"
#include "ui/shell/action_registry.h"
#include "ui/support/format.h"
#include "ui/support/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_header.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QListView>
#include <QScrollBar>
#include <QStackedWidget>

namespace countersign::ui {

namespace {

constexpr int kListWidth = 340;
constexpr auto kTick = std::chrono::milliseconds(500);

} // namespace

ApprovalsPage::ApprovalsPage(const PageContext& context, QWidget* parent)
    : Page(context, parent), m_model(new ApprovalListModel(this)), m_feed(new ApprovalFeed(session(), this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    buildList();
    buildDesk();
    addActions();
    addDeciding();
    m_model->setMe(session().who());
    m_model->setNow(session().now());
    follow();
    connect(&session(), &Session::identityChanged, this, &ApprovalsPage::refreshEmpty);
    connect(m_model, &ApprovalListModel::selectionChanged, this, &ApprovalsPage::showWhatIsSelected);
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        change([this] { m_model->setNow(session().now()); });
        say();
        m_desk->tick();
    });
    refreshEmpty();
}

void ApprovalsPage::follow() {
    connect(m_feed, &ApprovalFeed::arrived, this, [this](const std::vector<approval::ApprovalRequest>& waiting) {
        change([&] {
            m_model->setNow(session().now());
            m_model->setRequests(waiting);
        });
        changed();
    });
    connect(m_feed, &ApprovalFeed::changed, this, [this](const std::vector<approval::ApprovalRequest>& requests) {
        change([&] {
            m_model->setNow(session().now());
            m_model->apply(requests);
        });
        changed();
    });
    connect(m_feed, &ApprovalFeed::ended, this, [this](const identity::AgentId& agent) {
        change([&] { m_model->drop(agent); });
        changed();
    });
    connect(m_feed, &ApprovalFeed::failed, this, &ApprovalsPage::refreshEmpty);
}

void ApprovalsPage::change(const std::function<void()>& change) {
    // What is looked at stays under the eye, whatever comes and goes above it.
    auto* bar = m_list->verticalScrollBar();
    const int scrolled = bar->value();
    const QPersistentModelIndex top = scrolled > 0 ? m_list->indexAt({1, 1}) : QModelIndex();
    const int offset = m_list->visualRect(top).top();
    m_quiet = true;
    change();
    m_quiet = false;
    select(m_currentId);
    bar->setValue(top.isValid() ? bar->value() + m_list->visualRect(top).top() - offset : scrolled);
}

void ApprovalsPage::buildList() {
    auto* left = new QWidget(this);
    left->setAutoFillBackground(true);
    left->setBackgroundRole(QPalette::Base);
    left->setFixedWidth(kListWidth);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_header = new PageHeader(tr("Approvals"), left);
    m_order = new QComboBox(left);
    m_order->addItems({tr("Risk"), tr("Newest"), tr("Lapses first")});
    m_order->setAccessibleName(tr("Order"));
    m_order->setFocusPolicy(Qt::TabFocus);
    connect(m_order, &QComboBox::currentIndexChanged, this,
            [this](int order) { change([&] { m_model->setOrder(static_cast<ApprovalListModel::Order>(order)); }); });
    m_header->addWidget(m_order);
    m_header->setContentsMargins(16, 0, 12, 0);
    m_header->setFixedHeight(56);
    column->addWidget(m_header);
    m_list = new QListView(left);
    m_list->setObjectName(QStringLiteral("approvals.list"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new ApprovalDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Waiting requests"));
    m_list->setTextElideMode(Qt::ElideRight);
    column->addWidget(m_list, 1);
    column->addWidget(new KeyHints(left));
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (!m_quiet) {
            showCurrent();
        }
    });
    connect(m_list, &QListView::doubleClicked, this, &ApprovalsPage::openOrClose);
    static_cast<QHBoxLayout*>(layout())->addWidget(left);
}

void ApprovalsPage::buildDesk() {
    m_right = new QStackedWidget(this);
    m_desk = new DecisionDesk(session(), m_list, m_right);
    m_empty =
        new EmptyState(QStringLiteral("cs-check"), tr("Nothing waits"),
                       tr("When an agent asks for something that needs a person, it appears here by itself."), m_right);
    m_locked = new EmptyState(QStringLiteral("object-locked"), tr("Your key is locked"),
                              tr("Unlock it to see what waits and to decide."), m_right);
    auto* unlock = m_locked->addButton(tr("Unlock"));
    connect(unlock, &QPushButton::clicked, this, [this] {
        navigator().unlock(tr("Unlock to see what waits."), [this](bool given) {
            if (given) {
                m_feed->refresh();
            }
        });
    });
    m_right->addWidget(m_desk);
    m_right->addWidget(m_empty);
    m_right->addWidget(m_locked);
    static_cast<QHBoxLayout*>(layout())->addWidget(m_right, 1);
    connect(m_desk, &DecisionDesk::decided, this, &ApprovalsPage::decided);
    connect(m_desk, &DecisionDesk::originClicked, this,
            [this](const QString& origin) { navigator().go(PageId::Access, origin); });
}

void ApprovalsPage::addActions() {
    const auto single = [this](const QString& id, const QString& words, QList<QKeySequence> keys,
                               std::function<void()> act) {
        auto* action = actions().add({.id = id,
                                      .text = words,
                                      .icon = {},
                                      .shortcuts = std::move(keys),
                                      .needs = {},
                                      .key = ActionRow::Key::Single},
                                     this, std::move(act));
        action->setAutoRepeat(id.endsWith(QLatin1String("next")) || id.endsWith(QLatin1String("previous")));
    };
    single(QStringLiteral("approvals.next"), tr("Next request"), {Qt::Key_J}, [this] { move(1); });
    single(QStringLiteral("approvals.previous"), tr("Previous request"), {Qt::Key_K}, [this] { move(-1); });
    single(QStringLiteral("approvals.select"), tr("Select this request or group"), {Qt::Key_X},
           [this] { m_model->toggle(m_list->currentIndex()); });
    single(QStringLiteral("approvals.unselect"), tr("Select nothing"), {Qt::Key_Escape},
           [this] { m_model->clearSelection(); });
    single(QStringLiteral("approvals.group"), tr("Open or close the group"), {Qt::Key_O},
           [this] { openOrClose(m_list->currentIndex()); });
}

void ApprovalsPage::addDeciding() {
    const auto add = [this](const QString& id, const QString& words, Qt::Key key, void (DecisionBar::*act)()) {
        auto* action =
            actions().add({.id = id,
                           .text = words,
                           .icon = {},
                           .shortcuts = {key},
                           .needs = {.roles = {}, .selection = Needs::Selection::None, .store = Needs::Store::Writable},
                           .key = ActionRow::Key::Single},
                          this, [this, act] { (m_desk->bar()->*act)(); });
        action->setAutoRepeat(false);
        actions().setBlocked(id, tr("There is nothing to decide."));
    };
    add(QStringLiteral("approvals.approve"), tr("Approve what is shown"), Qt::Key_A, &DecisionBar::approve);
    add(QStringLiteral("approvals.deny"), tr("Deny what is shown"), Qt::Key_D, &DecisionBar::deny);
    connect(m_desk, &DecisionDesk::aliveChanged, this, [this](const QString& why) {
        actions().setBlocked(QStringLiteral("approvals.approve"), why);
        actions().setBlocked(QStringLiteral("approvals.deny"), why);
    });
}

void ApprovalsPage::activated() {
    m_model->setNow(session().now());
    m_feed->follow();
    m_tick.start();
    if (window()->focusWidget() == this) {
        m_desk->bar()->focusDeny();
    }
}

void ApprovalsPage::hideEvent(QHideEvent* event) {
    m_feed->rest();
    m_tick.stop();
    Page::hideEvent(event);
}

bool ApprovalsPage::open(const QString& what) {
    if (what.startsWith(QLatin1String("req_"))) {
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const auto* request = m_model->at(m_model->index(row));
            if (request->request.text() == what.toStdString()) {
                select(QString::fromStdString(request->id.text()));
                return true;
            }
        }
        return false;
    }
    const auto id = ApprovalId::parse(what.toStdString());
    if (!id) {
        return false;
    }
    m_advanceFrom.reset();
    m_model->clearSelection();
    m_currentId = what;
    select(what);
    m_desk->showOne(*id);
    refreshEmpty();
    return true;
}

void ApprovalsPage::changed() {
    say();
    refreshEmpty();
    if (m_desk->isBusy() || m_advanceFrom) {
        return;
    }
    const bool nothing = m_desk->shown().empty() && m_model->selected().empty();
    if (m_currentId.isEmpty() || nothing) {
        selectRow(m_currentId.isEmpty() ? 0 : m_row);
    } else {
        m_desk->recheck();
    }
    refreshEmpty();
}

void ApprovalsPage::openOrClose(const QModelIndex& index) {
    change([&] { m_model->setOpen(index, !index.data(ApprovalListModel::OpenRole).toBool()); });
}

void ApprovalsPage::select(const QString& id) {
    // The card stays as it is: only the mark in the list follows the request to its new place.
    const auto index = m_model->indexOf(id);
    m_quiet = true;
    if (index.isValid()) {
        m_row = index.row();
        m_list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    } else {
        m_list->selectionModel()->clear();
    }
    m_quiet = false;
}

void ApprovalsPage::selectRow(int row) {
    const int rows = m_model->rowCount();
    if (rows == 0) {
        m_currentId.clear();
        m_desk->clear();
        return;
    }
    const auto index = m_model->index(std::clamp(row, 0, rows - 1));
    select(index.data(ApprovalListModel::IdRole).toString());
    m_list->scrollTo(m_list->currentIndex());
    showCurrent();
}

void ApprovalsPage::move(int rows) {
    m_advanceFrom.reset();
    const auto index = m_list->currentIndex();
    selectRow(index.isValid() ? index.row() + rows : m_row);
}

void ApprovalsPage::showCurrent() {
    const auto* request = m_model->at(m_list->currentIndex());
    if (request == nullptr || m_desk->isBusy()) {
        return;
    }
    m_currentId = QString::fromStdString(request->id.text());
    m_row = m_list->currentIndex().row();
    if (m_model->selected().empty()) {
        m_desk->showOne(request->id);
    }
    refreshEmpty();
}

void ApprovalsPage::showWhatIsSelected() {
    if (m_desk->isBusy() || m_advanceFrom) {
        return;
    }
    auto chosen = m_model->selected();
    say();
    if (chosen.empty()) {
        showCurrent();
    } else {
        m_desk->showMany(std::move(chosen));
    }
}

void ApprovalsPage::decided(const std::vector<ApprovalId>& shown) {
    m_advanceFrom = m_row;
    m_model->unselect(shown);
    m_feed->refresh(shown, [this] { advance(); });
}

void ApprovalsPage::advance() {
    if (!m_advanceFrom) {
        return;
    }
    const auto from = *std::exchange(m_advanceFrom, std::nullopt);
    if (m_model->selected().empty()) {
        const auto index = m_model->index(from);
        const bool stays = index.isValid() && index.data(ApprovalListModel::IdRole).toString() == m_currentId;
        m_currentId.clear();
        selectRow(stays ? from + 1 : from);
    } else {
        showWhatIsSelected();
    }
    m_desk->bar()->focusDeny();
    refreshEmpty();
}

void ApprovalsPage::say() {
    const auto waiting = static_cast<std::uint64_t>(m_model->requestCount());
    const auto chosen = m_model->selected().size();
    m_header->setCount(waiting == 0  ? QString()
                       : chosen == 0 ? tr("%1 wait").arg(number(waiting))
                                     : tr("%1 of %2 selected").arg(number(chosen), number(waiting)));
    actions().setSelected(QStringLiteral("approvals"), static_cast<int>(chosen));
}

void ApprovalsPage::refreshEmpty() {
    const bool something = m_model->rowCount() > 0 || !m_desk->shown().empty();
    QWidget* wanted = m_desk;
    if (!session().isUnlocked() && !something) {
        wanted = m_locked;
    } else if (!something) {
        wanted = m_empty;
    }
    m_right->setCurrentWidget(wanted);
}

} // namespace countersign::ui
