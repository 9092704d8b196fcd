#include "ui/access/access_actions.h"

#include "ui/access/access_verbs.h"
#include "ui/access/delegation_sheet.h"
#include "ui/access/grant_sheet.h"
#include "ui/access/role_sheet.h"
#include "ui/access/scope_sheets.h"
#include "ui/shell/action_registry.h"

#include <algorithm>

namespace countersign::ui {

AccessActions::AccessActions(const PageContext& context, QWidget* page)
    : QObject(page), m_context(context), m_page(page), m_verbs(new AccessVerbs(context.session, m_random, this)),
      m_facts(std::make_shared<const AccessFacts>()) {
    addAll();
    connect(m_verbs, &AccessVerbs::ordered, this, &AccessActions::ordered);
    select({});
}

void AccessActions::add(const char* id, const QString& text, const char* icon, void (AccessActions::*act)(),
                        const QKeySequence& shortcut) {
    m_context.actions.add({.id = QLatin1String(id),
                           .text = text,
                           .icon = QLatin1String(icon),
                           .shortcuts = shortcut.isEmpty() ? QList<QKeySequence>() : QList{shortcut},
                           .needs = {.roles = {identity::OperatorRole::Owner, identity::OperatorRole::Admin},
                                     .selection = Needs::Selection::None,
                                     .store = Needs::Store::Writable}},
                          m_page, [this, act, text] {
                              // What a locked key cannot ask, a sheet cannot show: it is unlocked before one opens.
                              if (m_context.session.isUnlocked()) {
                                  (this->*act)();
                                  return;
                              }
                              m_context.navigator.unlock(text, [guard = QPointer(this), act](bool given) {
                                  if (guard && given) {
                                      (guard.data()->*act)();
                                  }
                              });
                          });
}

void AccessActions::addAll() {
    add("access.newGrant", tr("New grant…"), "list-add", &AccessActions::newGrant, Qt::CTRL | Qt::Key_N);
    add("access.newRole", tr("New role…"), "tag-new", &AccessActions::newRole);
    add("access.newDelegation", tr("New delegation…"), "list-add", &AccessActions::newDelegation);
    add("access.addScope", tr("Add a scope…"), "list-add", &AccessActions::addScope);
    add("access.mapAction", tr("Map an action…"), "go-next", &AccessActions::mapAction);
    add("access.editScope", tr("Change the scope…"), "document-edit", &AccessActions::editScope);
    add("access.replaceGrant", tr("Another like it…"), "edit-copy", &AccessActions::replaceGrant);
    add("access.revokeGrant", tr("Revoke the grant…"), "dialog-cancel", &AccessActions::revokeGrant);
    add("access.editRole", tr("Change the role…"), "document-edit", &AccessActions::editRole);
    add("access.assignRole", tr("Give the role…"), "list-add", &AccessActions::assignRole);
    add("access.revokeDelegation", tr("Revoke the delegation…"), "dialog-cancel", &AccessActions::revokeDelegation);
    for (const auto* id : {"access.revokeGrant", "access.revokeDelegation"}) {
        m_context.actions.action(QLatin1String(id))->setProperty("ends", true);
    }
}

void AccessActions::setFacts(AccessFactsPtr facts, const QStringList& patterns) {
    m_facts = std::move(facts);
    m_patterns = patterns;
    select(m_selection);
}

const delegation::Grant* AccessActions::grant() const {
    return m_facts->grant(m_selection.grant.toStdString());
}

const delegation::Role* AccessActions::role() const {
    return m_facts->role(m_selection.role.toStdString());
}

const delegation::Delegation* AccessActions::hop() const {
    return m_facts->delegation(m_selection.delegation.toStdString());
}

void AccessActions::select(const AccessSelection& selection) {
    m_selection = selection;
    const auto block = [this](const char* id, const QString& why) {
        m_context.actions.setBlocked(QLatin1String(id), why);
    };
    const auto noGrant = grant() == nullptr ? tr("Select a grant.") : QString();
    block("access.replaceGrant", noGrant);
    block("access.revokeGrant", grant() != nullptr && grant()->revoked ? tr("It is revoked already.") : noGrant);
    const auto noRole = role() == nullptr ? tr("Select a role.") : QString();
    block("access.editRole", noRole);
    block("access.assignRole", noRole);
    block("access.revokeDelegation", hop() == nullptr ? tr("Select a delegation.")
                                     : hop()->revoked ? tr("It is revoked already.")
                                                      : QString());
    block("access.editScope", m_selection.scope.isEmpty() ? tr("Select a scope.") : QString());
}

void AccessActions::open(DraftSheet* sheet) {
    connect(sheet, &DraftSheet::ordered, this, &AccessActions::ordered);
}

void AccessActions::newGrant() {
    const GrantSheet::Start start{.subject = m_selection.subject,
                                  .scopes =
                                      m_selection.scope.isEmpty() ? QStringList() : QStringList{m_selection.scope}};
    open(new GrantSheet(m_context.session, m_random, m_facts, m_patterns, start, m_page));
}

void AccessActions::replaceGrant() {
    if (const auto* old = grant()) {
        auto* sheet = new GrantSheet(m_context.session, m_random, m_facts, m_patterns, {}, m_page);
        sheet->copy(*old);
        open(sheet);
    }
}

void AccessActions::revokeGrant() {
    if (const auto* one = grant()) {
        m_verbs->revokeGrant(*one);
    }
}

void AccessActions::newRole() {
    open(new RoleSheet(m_context.session, m_facts, m_patterns, nullptr, m_page));
}

void AccessActions::editRole() {
    if (const auto* one = role()) {
        open(new RoleSheet(m_context.session, m_facts, m_patterns, one, m_page));
    }
}

void AccessActions::assignRole() {
    if (const auto* one = role()) {
        open(new AssignSheet(m_context.session, m_facts, one->id, m_page));
    }
}

void AccessActions::unassign(const QString& subject) {
    const auto to = subject.toStdString();
    const auto* one = role();
    const auto found = std::ranges::find_if(m_facts->assignments, [&](const auto& assignment) {
        return one != nullptr && assignment.role == one->id && assignment.to.text() == to;
    });
    if (found != m_facts->assignments.end()) {
        m_verbs->unassign(*found);
    }
}

void AccessActions::newDelegation() {
    open(new DelegationSheet(m_context.session, m_random, m_facts, m_patterns, m_page));
}

void AccessActions::revokeDelegation() {
    if (const auto* one = hop()) {
        m_verbs->revokeDelegation(m_facts, *one);
    }
}

void AccessActions::addScope() {
    open(new ScopeSheet(m_context.session, m_facts, {}, m_page));
}

void AccessActions::editScope() {
    open(new ScopeSheet(m_context.session, m_facts, m_selection.scope, m_page));
}

void AccessActions::mapAction() {
    open(new ActionSheet(m_context.session, m_facts, m_selection.scope, m_page));
}

} // namespace countersign::ui
