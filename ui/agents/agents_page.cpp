#include "ui/agents/agents_page.h"

#include "ui/agents/agent_inspector.h"
#include "ui/agents/agent_verbs.h"
#include "ui/agents/agents_feed.h"
#include "ui/agents/agents_table.h"
#include "ui/agents/enrolment_sheet.h"
#include "ui/agents/import_sheet.h"
#include "ui/agents/register_sheet.h"
#include "ui/agents/rotate_sheet.h"
#include "ui/shell/action_button.h"
#include "ui/shell/action_registry.h"
#include "ui/support/error_text.h"
#include "ui/support/format.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr std::chrono::seconds kAgesPass{30};
enum Face { kAsking, kNone, kNothingFits, kTable };

} // namespace

AgentsPage::AgentsPage(const PageContext& context, QWidget* parent)
    : Page(context, parent), m_model(new AgentsModel(session().clock(), this)),
      m_filter(new AgentsFilter(*m_model, this)), m_feed(new AgentsFeed(session(), this)),
      m_verbs(new AgentVerbs(session(), this)), m_header(new PageHeader(tr("Agents"), this)),
      m_banner(new Banner(this)) {
    addActions();
    addVerbs();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPagePadding, 12, kPagePadding, 12);
    column->setSpacing(12);
    auto& all = actions();
    m_header->addWidget(actionButton(all.action(QStringLiteral("agents.import")), ButtonKind::Plain, this));
    m_header->addWidget(actionButton(all.action(QStringLiteral("agents.register")), ButtonKind::Primary, this));
    column->addWidget(m_header);
    m_banner->hide();
    column->addWidget(m_banner);
    column->addWidget(makeBar());
    column->addWidget(makeFaces(), 1);
    m_inspector = new AgentInspector(context, this);
    m_inspector->hide();
    connectFeed();
    m_ages.setInterval(kAgesPass);
    connect(&m_ages, &QTimer::timeout, m_model, &AgentsModel::passTime);
    connect(m_banner, &Banner::actionClicked, this, [this] {
        withKey(tr("Accept an agent"), [this] {
            auto* sheet = new EnrolmentSheet(session(), m_waiting, this);
            connect(sheet, &EnrolmentSheet::ordered, m_feed, &AgentsFeed::refresh);
        });
    });
    connect(m_verbs, &AgentVerbs::ordered, m_feed, &AgentsFeed::refresh);
    selectionChanged();
}

QWidget* AgentsPage::inspector() {
    return m_inspector;
}

void AgentsPage::addActions() {
    const Needs admin{.roles = {identity::OperatorRole::Owner, identity::OperatorRole::Admin},
                      .selection = Needs::Selection::None,
                      .store = Needs::Store::Writable};
    actions().add({.id = QStringLiteral("agents.register"),
                   .text = tr("Register an agent…"),
                   .icon = QStringLiteral("list-add"),
                   .shortcuts = {QKeySequence(Qt::CTRL | Qt::Key_N)},
                   .needs = admin},
                  this, [this] { withKey(tr("Register an agent"), [this] { registerAgent(); }); });
    actions().add({.id = QStringLiteral("agents.import"),
                   .text = tr("Import…"),
                   .icon = QStringLiteral("document-import"),
                   .shortcuts = {},
                   .needs = admin},
                  this, [this] {
                      withKey(tr("Import agents"), [this] {
                          auto* sheet = new ImportSheet(session(), this);
                          connect(sheet, &ImportSheet::progressed, m_feed, &AgentsFeed::refresh);
                      });
                  });
    actions().add({.id = QStringLiteral("agents.filter"),
                   .text = tr("Filter the agents"),
                   .icon = QStringLiteral("view-filter"),
                   .shortcuts = {QKeySequence(QKeySequence::Find)},
                   .needs = {}},
                  this, [this] { m_words->setFocus(Qt::ShortcutFocusReason); });
}

void AgentsPage::withKey(const QString& why, const std::function<void()>& act) {
    if (session().isUnlocked()) {
        act();
        return;
    }
    navigator().unlock(why, [page = QPointer(this), act](bool given) {
        if (page && given) {
            act();
        }
    });
}

void AgentsPage::addVerbs() {
    const Needs some{.roles = {identity::OperatorRole::Owner, identity::OperatorRole::Admin},
                     .selection = Needs::Selection::Some,
                     .store = Needs::Store::Writable};
    const auto add = [&](const char* id, const QString& text, const char* icon, std::function<void()> act) {
        actions().add(
            {.id = QLatin1String(id), .text = text, .icon = QLatin1String(icon), .shortcuts = {}, .needs = some}, this,
            std::move(act));
    };
    add("agents.suspend", tr("Suspend now"), "media-playback-pause", [this] { m_verbs->suspend(m_table->selected()); });
    add("agents.resume", tr("Resume"), "media-playback-start", [this] { m_verbs->resume(m_table->selected()); });
    add("agents.revoke", tr("Revoke…"), "dialog-cancel", [this] {
        if (const auto* row = m_table->shown()) {
            m_verbs->revoke(row->id());
        }
    });
    add("agents.rotate", tr("Another key…"), "view-refresh", [this] {
        if (const auto* row = m_table->shown()) {
            new RotateSheet(session(), row->id(), this);
        }
    });
}

QWidget* AgentsPage::makeBar() {
    auto* bar = new QWidget(this);
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(0, 0, 0, 0);
    m_words = new QLineEdit(bar);
    m_words->setPlaceholderText(tr("Filter by id, state, owner, environment, group or tag"));
    m_words->setAccessibleName(tr("Filter"));
    m_words->setClearButtonEnabled(true);
    line->addWidget(m_words, 1);
    m_bulk = new QWidget(bar);
    auto* bulk = new QHBoxLayout(m_bulk);
    bulk->setContentsMargins(0, 0, 0, 0);
    m_selected = new PlainLabel(PlainLabel::Look::Strong, m_bulk);
    bulk->addWidget(m_selected);
    auto* suspend = new Button(tr("Suspend selected…"), ButtonKind::Danger, m_bulk);
    auto* resume = new Button(tr("Resume selected…"), ButtonKind::Plain, m_bulk);
    bulk->addWidget(suspend);
    bulk->addWidget(resume);
    connect(suspend, &Button::clicked, actions().action(QStringLiteral("agents.suspend")), &QAction::trigger);
    connect(resume, &Button::clicked, actions().action(QStringLiteral("agents.resume")), &QAction::trigger);
    line->addWidget(m_bulk);
    connect(m_words, &QLineEdit::textChanged, this, &AgentsPage::filterChanged);
    return bar;
}

QWidget* AgentsPage::makeFaces() {
    m_faces = new QStackedWidget(this);
    auto* asking = new QWidget(m_faces);
    auto* column = new QVBoxLayout(asking);
    column->setContentsMargins(0, 0, 0, 0);
    m_state = new PlainLabel(tr("Asking the store…"), PlainLabel::Look::Muted, asking);
    column->addWidget(m_state);
    column->addStretch(1);
    m_faces->addWidget(asking);
    auto* none = new EmptyState(QStringLiteral("group"), tr("No agents yet"),
                                tr("An agent acts in this store once its key is registered."), m_faces);
    connect(none->addButton(tr("Register the first agent…")), &Button::clicked,
            actions().action(QStringLiteral("agents.register")), &QAction::trigger);
    m_faces->addWidget(none);
    auto* nothing =
        new EmptyState(QStringLiteral("view-filter"), tr("No agent fits the filter"),
                       tr("Every word must occur in the id, state, owner, environment, a group or a tag."), m_faces);
    connect(nothing->addButton(tr("Show all agents")), &Button::clicked, m_words, &QLineEdit::clear);
    m_faces->addWidget(nothing);
    m_table = new AgentsTable(*m_filter, m_faces);
    m_faces->addWidget(m_table);
    return m_faces;
}

void AgentsPage::connectFeed() {
    connect(m_feed, &AgentsFeed::loaded, this, &AgentsPage::take);
    connect(m_feed, &AgentsFeed::enrolmentsChanged, this, &AgentsPage::takeEnrolments);
    connect(m_feed, &AgentsFeed::failed, this, [this](const Error& error) { m_state->setText(errorText(error)); });
    connect(m_table, &AgentsTable::selectedChanged, this, &AgentsPage::selectionChanged);
    connect(&session(), &Session::identityChanged, m_feed, &AgentsFeed::refresh);
}

void AgentsPage::activated() {
    m_feed->watch();
    m_model->passTime();
    m_ages.start();
}

void AgentsPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    m_feed->rest();
    m_ages.stop();
}

bool AgentsPage::open(const QString& what) {
    const auto id = what.startsWith(QStringLiteral("agent:")) ? what.mid(6) : what;
    if (m_model->indexOf(id) >= 0) {
        if (!m_table->select(id)) {
            m_words->clear();
            m_table->select(id);
        }
        m_table->setFocus();
        return true;
    }
    if (what != id || m_model->rowCount() == 0) {
        m_wanted = id;
        m_feed->refresh();
        return true;
    }
    m_words->setText(what);
    return true;
}

void AgentsPage::take(const std::vector<AgentRow>& rows) {
    m_model->setRows(rows);
    filterChanged();
    if (const auto wanted = std::exchange(m_wanted, {}); !wanted.isEmpty() && !m_table->select(wanted)) {
        m_words->setText(wanted);
    }
    selectionChanged();
}

void AgentsPage::takeEnrolments(const std::vector<identity::Enrolment>& waiting) {
    m_waiting = waiting;
    m_banner->say(Tone::Info, QStringLiteral("list-add"),
                  tr("%n agent(s) ask to be registered.", nullptr, static_cast<int>(waiting.size())));
    m_banner->setAction(tr("Look at them…"));
    m_banner->setVisible(!waiting.empty());
}

void AgentsPage::filterChanged() {
    m_filter->setWords(m_words->text());
    tellCount();
    m_faces->setCurrentIndex(m_model->rowCount() == 0 ? kNone : m_filter->rowCount() == 0 ? kNothingFits : kTable);
}

void AgentsPage::tellCount() {
    const auto all = static_cast<std::uint64_t>(m_model->rowCount());
    const auto shown = static_cast<std::uint64_t>(m_filter->rowCount());
    m_header->setCount(shown == all ? number(all) : tr("%1 of %2").arg(number(shown), number(all)));
}

void AgentsPage::selectionChanged() {
    const auto count = static_cast<int>(m_table->selectionModel()->selectedRows().size());
    m_selected->setText(tr("%n selected", nullptr, count));
    m_bulk->setVisible(count > 1);
    const auto* row = m_table->shown();
    actions().setSelected(QStringLiteral("agents"), count);
    const auto state = row == nullptr ? identity::AgentState::Active : row->view.agent.state;
    const bool one = count == 1;
    const auto block = [this](const char* id, bool blocked, const QString& why) {
        actions().setBlocked(QLatin1String(id), blocked ? why : QString());
    };
    block("agents.suspend", one && state != identity::AgentState::Active, tr("Only an active agent can be suspended."));
    block("agents.resume", one && state != identity::AgentState::Suspended,
          tr("Only a suspended agent can be resumed."));
    block("agents.revoke", count > 1 || state == identity::AgentState::Revoked,
          count > 1 ? tr("Agents are revoked one at a time.") : tr("It is revoked already."));
    block("agents.rotate", count > 1 || state == identity::AgentState::Revoked,
          count > 1 ? tr("Select one agent.") : tr("A revoked agent gets no other key."));
    m_inspector->tell(row);
}

void AgentsPage::registerAgent() {
    auto* sheet = new RegisterSheet(session(), this);
    connect(sheet, &RegisterSheet::registered, this, [this](const QString& id) {
        m_words->clear();
        m_wanted = id;
        m_feed->refresh();
    });
}

} // namespace countersign::ui
