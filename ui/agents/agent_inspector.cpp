#include "ui/agents/agent_inspector.h"

#include "ui/agents/activity_tab.h"
#include "ui/agents/identity_tab.h"
#include "ui/agents/rights_tabs.h"
#include "ui/shell/action_button.h"
#include "ui/shell/action_registry.h"
#include "ui/support/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/key_glyph.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace countersign::ui {

AgentInspector::AgentInspector(const PageContext& context, QWidget* parent)
    : QWidget(parent), m_clock(context.session.clock()), m_faces(new QStackedWidget(this)), m_glyph(new KeyGlyph(this)),
      m_name(new PlainLabel(PlainLabel::Look::Title, this)), m_key(new PlainLabel(PlainLabel::Look::MutedMono, this)),
      m_state(new Chip(this)), m_bar(new QTabBar(this)), m_tabs(new QStackedWidget(this)) {
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_faces);
    m_faces->addWidget(new EmptyState(QStringLiteral("group"), tr("No agent selected"),
                                      tr("Choose one to see its keys, its rights and what it did."), this));
    auto* face = new QWidget(this);
    auto* column = new QVBoxLayout(face);
    column->setContentsMargins(0, kCardPadding, 0, 0);
    column->setSpacing(12);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(kCardPadding, 0, kCardPadding, 0);
    head->setSpacing(12);
    m_glyph->setSide(35);
    head->addWidget(m_glyph, 0, Qt::AlignTop);
    auto* names = new QVBoxLayout;
    names->setSpacing(4);
    names->addWidget(m_name);
    auto* second = new QHBoxLayout;
    second->addWidget(m_state);
    second->addWidget(m_key, 1);
    names->addLayout(second);
    head->addLayout(names, 1);
    column->addLayout(head);
    auto* verbs = new QHBoxLayout;
    verbs->setContentsMargins(kCardPadding, 0, kCardPadding, 0);
    auto& actions = context.actions;
    m_suspend = actionButton(actions.action(QStringLiteral("agents.suspend")), ButtonKind::Danger, face);
    m_resume = actionButton(actions.action(QStringLiteral("agents.resume")), ButtonKind::Plain, face);
    verbs->addWidget(m_suspend);
    verbs->addWidget(m_resume);
    verbs->addWidget(actionButton(actions.action(QStringLiteral("agents.revoke")), ButtonKind::Plain, face));
    verbs->addStretch(1);
    column->addLayout(verbs);
    m_bar->setAccessibleName(tr("Facts about the agent"));
    m_bar->setExpanding(false);
    m_bar->setUsesScrollButtons(true);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(kGrid, 0, 0, 0); // the words stand over what they open
    bar->addWidget(m_bar, 1);
    column->addLayout(bar);
    column->addWidget(m_tabs, 1);
    addTab(tr("Identity"), new IdentityTab(context, this));
    addTab(tr("Keys"), new KeysTab(context, actions.action(QStringLiteral("agents.rotate")), this));
    addTab(tr("May do"), new MayDoTab(context, this));
    addTab(tr("Acts for"), new ActsForTab(context, this));
    addTab(tr("Activity"), new ActivityTab(context, this));
    m_faces->addWidget(face);
    connect(m_bar, &QTabBar::currentChanged, this, [this](int index) {
        m_tabs->setCurrentIndex(index);
        tellTab();
    });
}

void AgentInspector::addTab(const QString& title, AgentTab* tab) {
    m_all.push_back(tab);
    m_tabs->addWidget(tab);
    m_bar->addTab(title);
}

void AgentInspector::tell(const AgentRow* row) {
    m_faces->setCurrentIndex(row == nullptr ? 0 : 1);
    m_row = row == nullptr ? std::nullopt : std::optional(*row);
    if (row == nullptr) {
        return;
    }
    const auto* key = row->key();
    const auto thumbprint = key == nullptr ? crypto::Thumbprint() : key->thumbprint;
    m_glyph->setThumbprint(thumbprint);
    m_name->setText(row->name());
    m_key->setText(key == nullptr ? tr("no key") : shortThumbprint(thumbprint));
    const auto look = lookOf(row->view.agent, m_clock.wallNow());
    m_state->setText(look.word);
    m_state->setTone(look.tone);
    m_state->setIconName(look.icon);
    const bool suspended = row->view.agent.state == identity::AgentState::Suspended;
    m_suspend->setVisible(!suspended);
    m_resume->setVisible(suspended);
    tellTab();
}

void AgentInspector::tellTab() {
    const auto index = static_cast<std::size_t>(m_bar->currentIndex());
    if (m_row && index < m_all.size()) {
        m_all[index]->tell(*m_row);
    }
}

} // namespace countersign::ui
