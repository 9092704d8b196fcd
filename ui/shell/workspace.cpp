#include "ui/shell/workspace.h"

#include "ui/shell/action_registry.h"
#include "ui/support/theme.h"

#include <QHBoxLayout>
#include <QStackedWidget>

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr int kInspectorWidth = 360;

} // namespace

Workspace::Workspace(std::unique_ptr<Session> session, const PageTable& pages, ConsoleSettings& settings,
                     QWidget* parent)
    : QWidget(parent), m_session(std::move(session)), m_pages(pages), m_settings(settings),
      m_actions(new ActionRegistry(*m_session, this)), m_splitter(new QSplitter(this)),
      m_stack(new QStackedWidget(m_splitter)), m_inspector(new QStackedWidget(m_splitter)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_inspector->setMinimumWidth(280);
    m_inspector->setAutoFillBackground(true);
    m_inspector->setBackgroundRole(QPalette::Base);
    m_inspector->setAccessibleName(tr("Inspector"));
    m_inspector->hide();
    connect(m_session.get(), &Session::waitingChanged, this,
            [this](quint64 count) { Q_EMIT badgeChanged(PageId::Approvals, static_cast<int>(count)); });
}

Workspace::~Workspace() {
    // Pages hold on to the session: they go first.
    delete m_splitter;
}

Page* Workspace::page(PageId id) const {
    const auto found = m_made.find(id);
    return found == m_made.end() ? nullptr : found->second;
}

Page* Workspace::make(PageId id) {
    if (auto* made = page(id)) {
        return made;
    }
    const auto entry = std::ranges::find(m_pages, id, &PageEntry::id);
    if (entry == m_pages.end()) {
        return nullptr;
    }
    auto* made = entry->create({*m_session, *m_actions, m_settings, *this}, m_stack);
    m_stack->addWidget(made);
    m_made[id] = made;
    connect(made, &Page::inspectorChanged, this, [this, made] {
        if (m_stack->currentWidget() == made) {
            showInspector();
        }
    });
    connect(made, &Page::badgeChanged, this, [this, id](int count) { Q_EMIT badgeChanged(id, count); });
    return made;
}

void Workspace::go(PageId id, const QString& what) {
    auto* shown = make(id);
    if (shown == nullptr) {
        return;
    }
    m_current = id;
    m_stack->setCurrentWidget(shown);
    showInspector();
    shown->activated();
    if (!what.isEmpty()) {
        shown->open(what);
    }
    Q_EMIT pageShown(id);
}

void Workspace::unlock(const QString& why, std::function<void(bool)> then) {
    if (m_session->isUnlocked()) {
        then(true);
    } else {
        Q_EMIT m_session->unlockWanted(why, std::move(then));
    }
}

void Workspace::toggleInspector() {
    m_inspectorWanted = !m_inspectorWanted;
    showInspector();
}

void Workspace::showInspector() {
    auto* shown = page(m_current);
    auto* wanted = shown == nullptr ? nullptr : shown->inspector();
    if (wanted == nullptr || !m_inspectorWanted) {
        m_inspector->hide();
        return;
    }
    if (m_inspector->indexOf(wanted) < 0) {
        m_inspector->addWidget(wanted);
    }
    m_inspector->setCurrentWidget(wanted);
    if (m_inspector->isHidden()) {
        m_inspector->show();
        m_splitter->setSizes({std::max(1, width() - kInspectorWidth), kInspectorWidth});
    }
}

} // namespace countersign::ui
