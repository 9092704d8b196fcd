#include "ui/access/access_page.h"

#include "ui/access/access_feed.h"
#include "ui/access/access_words.h"
#include "ui/access/fact_rows.h"
#include "ui/access/inspect.h"
#include "ui/access/matrix_face.h"
#include "ui/access/matrix_view.h"
#include "ui/access/quiet_splitter.h"
#include "ui/access/scope_panel.h"
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
#include <QTabBar>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

constexpr int kCatalogueWidth = 232;
constexpr int kFilterWidth = 320;
constexpr int kAskedAtOnce = 4;
/// `agent:`.
constexpr int kAgentPrefix = 6;

enum Outer { kAsking, kThere };
enum Face { kList, kEmpty };

} // namespace

AccessPage::AccessPage(const PageContext& context, QWidget* parent)
    : Page(context, parent), m_verbs(new AccessActions(context, this)), m_feed(new AccessFeed(session(), this)),
      m_facts(std::make_shared<const AccessFacts>()), m_header(new PageHeader(tr("Access"), this)),
      m_banner(new Banner(this)), m_pane(new InspectorPane(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPagePadding, 12, kPagePadding, 12);
    column->setSpacing(12);
    makeHeader();
    column->addWidget(m_header);
    m_banner->hide();
    column->addWidget(m_banner);
    column->addWidget(makeBar());
    m_outer = new QStackedWidget(this);
    auto* asking = new QWidget(m_outer);
    auto* lines = new QVBoxLayout(asking);
    lines->setContentsMargins(0, 0, 0, 0);
    m_state = new PlainLabel(tr("Asking the store…"), PlainLabel::Look::Muted, asking);
    lines->addWidget(m_state);
    lines->addStretch(1);
    m_outer->addWidget(asking);
    auto* split = new QuietSplitter(m_outer);
    split->addWidget(makeCatalogue());
    split->addWidget(makeFaces());
    split->setStretchFactor(1, 1);
    split->setSizes({kCatalogueWidth, 4 * kCatalogueWidth});
    m_outer->addWidget(split);
    column->addWidget(m_outer, 1);
    m_pane->hide();
    connectAll();
    tell();
}

QWidget* AccessPage::inspector() {
    return m_pane;
}

void AccessPage::makeHeader() {
    const auto add = [this](const char* id) {
        auto* button = actionButton(actions().action(QLatin1String(id)), ButtonKind::Primary, this);
        m_header->addWidget(button);
        return button;
    };
    m_makers[Grants] = add("access.newGrant");
    m_makers[Matrix] = m_makers[Grants];
    m_makers[Roles] = add("access.newRole");
    m_makers[Delegations] = add("access.newDelegation");
    m_makers[Roles]->hide();
    m_makers[Delegations]->hide();
}

QWidget* AccessPage::makeBar() {
    auto* bar = new QWidget(this);
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(0, 0, 0, 0);
    m_tabs = new QTabBar(bar);
    m_tabs->setAccessibleName(tr("Views of access"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    for (const auto& title : {tr("Matrix"), tr("Grants"), tr("Roles"), tr("Delegations")}) {
        m_tabs->addTab(title);
    }
    line->addWidget(m_tabs);
    line->addStretch(1);
    m_words = new QLineEdit(bar);
    m_words->setPlaceholderText(tr("Filter by id, scope or state"));
    m_words->setAccessibleName(tr("Filter"));
    m_words->setClearButtonEnabled(true);
    m_words->setMaximumWidth(kFilterWidth);
    line->addWidget(m_words, 1);
    actions().add({.id = QStringLiteral("access.filter"),
                   .text = tr("Filter who may do what"),
                   .icon = QStringLiteral("view-filter"),
                   .shortcuts = {QKeySequence(QKeySequence::Find)},
                   .needs = {}},
                  this, [this] { m_words->setFocus(Qt::ShortcutFocusReason); });
    return bar;
}

QWidget* AccessPage::makeCatalogue() {
    auto* left = new QWidget(this);
    m_left = left;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGrid);
    auto* head = new QHBoxLayout;
    head->addWidget(new PlainLabel(tr("Scopes"), PlainLabel::Look::Heading, left), 1);
    auto* hint = new PlainLabel(tr("used by · risk"), PlainLabel::Look::Muted, left);
    hint->setFit(PlainLabel::Fit::Elide);
    hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head->addWidget(hint, 1);
    column->addLayout(head);
    m_catalogue = new ScopePanel(left);
    m_catalogue->setMinimumWidth(kCatalogueWidth);
    column->addWidget(m_catalogue, 1);
    for (const auto* id : {"access.addScope", "access.mapAction"}) {
        column->addWidget(actionButton(actions().action(QLatin1String(id)), ButtonKind::Plain, left));
    }
    return left;
}

void AccessPage::addTable(Tab tab, const QString& name, const char* icon, const QString& empty, const QString& sentence,
                          const char* action) {
    auto* stack = new QStackedWidget(m_faces);
    auto columns = tab == Grants ? grantColumns() : tab == Roles ? roleColumns() : delegationColumns();
    auto* table = new FactTable(name, std::move(columns), stack);
    stack->addWidget(table);
    auto* verb = actions().action(QLatin1String(action));
    auto* nothing = new EmptyState(QLatin1String(icon), empty, sentence, stack);
    connect(nothing->addButton(verb->text()), &Button::clicked, verb, &QAction::trigger);
    stack->addWidget(nothing);
    m_faces->addWidget(stack);
    m_tables[tab] = table;
    m_stacks[tab] = stack;
    connect(table, &FactTable::selectedChanged, this, [this, tab] {
        if (m_tabs->currentIndex() == tab) {
            m_ofScope = false;
            tell();
        }
    });
}

QWidget* AccessPage::makeFaces() {
    m_faces = new QStackedWidget(this);
    m_matrix = new MatrixFace(m_faces);
    m_faces->addWidget(m_matrix);
    addTable(Grants, tr("Grants"), "object-locked", tr("No grants yet"),
             tr("A grant lets an agent, a group or a role do something, on some resources, under conditions."),
             "access.newGrant");
    addTable(Roles, tr("Roles"), "tag", tr("No roles yet"),
             tr("A role is a named set of what is allowed and denied; agents and groups are given it."),
             "access.newRole");
    addTable(Delegations, tr("Delegations"), "network-connect", tr("No delegations yet"),
             tr("A user lends an agent a part of what it may do, for a while."), "access.newDelegation");
    return m_faces;
}

void AccessPage::connectAll() {
    connect(m_feed, &AccessFeed::loaded, this, &AccessPage::take);
    connect(m_feed, &AccessFeed::failed, this, [this](const Error& error) { m_state->setText(errorText(error)); });
    connect(&session(), &Session::identityChanged, m_feed, &AccessFeed::refresh);
    connect(m_verbs, &AccessActions::ordered, m_feed, &AccessFeed::refresh);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_faces->setCurrentIndex(tab);
        // Nothing there is narrowed by a scope, and a table of many columns wants the room.
        m_left->setVisible(tab != Delegations);
        for (auto* maker : m_makers) {
            maker->setVisible(maker == m_makers[static_cast<std::size_t>(tab)]);
        }
        m_ofScope = false;
        choose();
        tell();
    });
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString& words) {
        m_matrix->setWords(words);
        for (auto* one : m_tables) {
            if (one != nullptr) {
                one->setWords(words);
            }
        }
        tellCount();
    });
    connect(m_catalogue, &ScopePanel::chosen, this, [this] {
        m_matrix->setScope(m_catalogue->path());
        fillGrants();
        m_ofScope = m_catalogue->hasScope();
        tell();
    });
    connect(m_catalogue, &ScopePanel::opened, actions().action(QStringLiteral("access.editScope")), &QAction::trigger);
    connect(m_matrix, &MatrixFace::agentsWanted, this, [this] { navigator().go(PageId::Agents); });
    connect(m_matrix, &MatrixFace::scopeWanted, actions().action(QStringLiteral("access.addScope")), &QAction::trigger);
    connect(&m_matrix->view(), &MatrixView::cellChanged, this, [this](const QModelIndex&) {
        m_ofScope = m_ofScope && !m_matrix->view().hasFocus();
        tell();
    });
    connect(&m_matrix->view(), &MatrixView::opened, this, [this](const QModelIndex& index) {
        const auto about = linesAbout(m_matrix->model().lines(index.row()), m_matrix->model().scope(index.column()));
        if (!about.empty()) {
            want(QStringLiteral("open ") + plain(about.front()->permission.origin));
        }
    });
    connect(m_pane, &InspectorPane::wanted, this, &AccessPage::want);
    connect(&m_matrix->model(), &MatrixModel::linesWanted, this, &AccessPage::askLines);
}

void AccessPage::activated() {
    m_feed->watch();
}

void AccessPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    m_feed->rest();
}

FactTable* AccessPage::table(int tab) const {
    return m_tables[static_cast<std::size_t>(tab)];
}

void AccessPage::take(const AccessFactsPtr& facts) {
    const bool same = m_outer->currentIndex() == kThere && facts->sameRightsAs(*m_facts);
    m_facts = facts;
    table(Delegations)->setRows(delegationRows(*facts));
    // What did not change keeps its place, its folds and the pointer over it.
    if (same && m_wanted.isEmpty()) {
        return;
    }
    m_outer->setCurrentIndex(kThere);
    m_catalogue->setFacts(facts);
    m_verbs->setFacts(facts, m_catalogue->patterns());
    m_matrix->setFacts(facts);
    fillGrants();
    table(Roles)->setRows(roleRows(*facts));
    choose();
    tellMore();
    if (const auto wanted = std::exchange(m_wanted, {}); !wanted.isEmpty() && !openNow(wanted)) {
        m_words->setText(wanted);
    }
    tell();
}

void AccessPage::tellMore() {
    m_banner->setVisible(m_facts->moreGrants > 0);
    m_banner->say(Tone::Info, QStringLiteral("dialog-information"),
                  tr("%1 grants are listed, %2 are not. What agents may do is asked of the store all the same.")
                      .arg(number(m_facts->grants.size()), number(m_facts->moreGrants)));
}

void AccessPage::askLines() {
    while (m_askedLines < kAskedAtOnce) {
        const auto subject = m_matrix->model().nextWanted();
        const auto agent = identity::AgentId::parse(subject.mid(kAgentPrefix).toStdString());
        if (!agent) {
            return;
        }
        ++m_askedLines;
        session().ask(this, command::ListPermissions{*agent},
                      [this, subject](const Result<std::vector<decision::Permission>>& answer) {
                          --m_askedLines;
                          if (answer) {
                              m_matrix->model().setLines(subject, *answer);
                          }
                          askLines();
                      });
    }
}

void AccessPage::fillGrants() {
    table(Grants)->setRows(grantRows(*m_facts, m_catalogue->path()));
}

void AccessPage::choose() {
    const std::array<bool, 4> empty{false, m_facts->grants.empty(), m_facts->roles.empty(),
                                    m_facts->delegations.empty()};
    for (const auto tab : {Grants, Roles, Delegations}) {
        m_stacks[tab]->setCurrentIndex(empty[tab] ? kEmpty : kList);
    }
    tellCount();
}

void AccessPage::tellCount() {
    const auto* list = table(m_tabs->currentIndex());
    const auto all = list == nullptr ? m_matrix->model().principalCount() : list->total();
    const auto shown = list == nullptr ? m_matrix->model().rowCount() : list->shown();
    const auto count = number(static_cast<std::uint64_t>(all));
    m_header->setCount(all == shown ? count : tr("%1 of %2").arg(number(static_cast<std::uint64_t>(shown)), count));
}

void AccessPage::tell() {
    AccessSelection selection;
    const int tab = m_tabs->currentIndex();
    const auto cell = m_matrix->view().currentIndex();
    if (m_catalogue->hasScope()) {
        selection.scope = m_catalogue->path();
    }
    if (tab == Matrix && cell.isValid() && !m_ofScope) {
        selection.subject = cell.data(MatrixModel::SubjectRole).toString();
        selection.scope = cell.data(MatrixModel::ScopeRole).toString();
    } else if (const auto* list = table(tab)) {
        (tab == Grants ? selection.grant : tab == Roles ? selection.role : selection.delegation) = list->selectedId();
    }
    m_verbs->select(selection);
    const auto* grant = m_facts->grant(selection.grant.toStdString());
    const auto* role = m_facts->role(selection.role.toStdString());
    const auto* hop = m_facts->delegation(selection.delegation.toStdString());
    if (m_ofScope) {
        tellScope(*m_pane, *m_facts, selection.scope, actions());
    } else if (!selection.subject.isEmpty()) {
        tellCell(*m_pane, m_matrix->model(), cell);
    } else if (grant != nullptr) {
        tellGrant(*m_pane, *m_facts, *grant, actions());
    } else if (role != nullptr) {
        tellRole(*m_pane, *m_facts, *role, actions());
    } else if (hop != nullptr) {
        tellDelegation(*m_pane, *m_facts, *hop, actions());
    } else {
        m_pane->nothing(tr("Nothing selected"), tr("Choose a cell, a line or a scope to see by what right."));
    }
}

void AccessPage::want(const QString& what) {
    const auto verb = what.section(QLatin1Char(' '), 0, 0);
    const auto about = what.section(QLatin1Char(' '), 1);
    if (verb == QStringLiteral("unassign")) {
        m_verbs->unassign(about);
    } else if (about.startsWith(QStringLiteral("agent:"))) {
        navigator().go(PageId::Agents, about);
    } else {
        (void)openNow(about);
    }
}

bool AccessPage::open(const QString& what) {
    if (!openNow(what)) {
        // Perhaps it was made since.
        m_wanted = what;
        m_feed->refresh();
    }
    return true;
}

bool AccessPage::openNow(const QString& what) {
    const auto id = what.section(QLatin1Char(':'), 1);
    const auto rest = id.isEmpty() ? what : id;
    const auto show = [this](Tab tab, const QString& line) {
        m_tabs->setCurrentIndex(tab);
        if (!table(tab)->select(line)) {
            m_words->clear();
            m_catalogue->select({});
            (void)table(tab)->select(line);
        }
        table(tab)->setFocus();
        return true;
    };
    if (m_facts->grant(rest.toStdString()) != nullptr) {
        return show(Grants, rest);
    }
    if (m_facts->delegation(rest.toStdString()) != nullptr) {
        return show(Delegations, rest);
    }
    if (what.startsWith(QStringLiteral("role:")) && m_facts->role(rest.toStdString()) != nullptr) {
        return show(Roles, rest);
    }
    if (m_matrix->view().select(what, {})) {
        m_tabs->setCurrentIndex(Matrix);
        m_matrix->view().setFocus();
        return true;
    }
    const auto scope = what.startsWith(QStringLiteral("scope:")) ? rest : what;
    if (!scope.isEmpty() && m_catalogue->select(scope)) {
        m_catalogue->setFocus();
        return true;
    }
    return false;
}

} // namespace countersign::ui
