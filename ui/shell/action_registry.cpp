#include "ui/shell/action_registry.h"

#include "ui/support/icons.h"
#include "ui/widgets/plain_label.h"

#include <QWidget>

#include <algorithm>

namespace countersign::ui {

ActionRegistry::ActionRegistry(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    connect(&session, &Session::identityChanged, this, &ActionRegistry::refresh);
    connect(&session, &Session::infoChanged, this, &ActionRegistry::refresh);
    connect(&session, &Session::linkChanged, this, &ActionRegistry::refresh);
}

QAction* ActionRegistry::add(const ActionRow& row, QWidget* owner, std::function<void()> act) {
    auto* action = new QAction(row.icon.isEmpty() ? QIcon() : icon(row.icon), row.text, owner);
    action->setObjectName(row.id);
    action->setShortcuts(row.shortcuts);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    owner->addAction(action);
    connect(action, &QAction::triggered, owner, [act = std::move(act)] { act(); });
    std::erase_if(m_rows, [](const Row& old) { return !old.action; });
    m_rows.push_back({.row = row, .action = action, .blocked = {}});
    refresh();
    return action;
}

QAction* ActionRegistry::addToWindow(const ActionRow& row, QWidget* owner, std::function<void()> act) {
    auto* action = add(row, owner, std::move(act));
    action->setShortcutContext(Qt::WindowShortcut);
    return action;
}

QAction* ActionRegistry::action(const QString& id) const {
    const auto found = std::ranges::find_if(m_rows, [&id](const Row& row) { return row.action && row.row.id == id; });
    return found == m_rows.end() ? nullptr : found->action.data();
}

QList<QAction*> ActionRegistry::actions() const {
    QList<QAction*> all;
    for (const auto& row : m_rows) {
        if (row.action) {
            all.push_back(row.action);
        }
    }
    return all;
}

void ActionRegistry::setSelected(const QString& page, int count) {
    m_selected[page] = count;
    refresh();
}

void ActionRegistry::setBlocked(const QString& id, const QString& reason) {
    for (auto& row : m_rows) {
        if (row.row.id == id) {
            row.blocked = reason;
        }
    }
    refresh();
}

QString ActionRegistry::whyNot(const QString& id) const {
    const auto found = std::ranges::find_if(m_rows, [&id](const Row& row) { return row.row.id == id; });
    return found == m_rows.end() ? QString() : missing(*found);
}

void ActionRegistry::allowSingleKeys() {
    m_singleKeys = true;
    refresh();
}

void ActionRegistry::forbidSingleKeys() {
    m_singleKeys = false;
    refresh();
}

QString ActionRegistry::missing(const Row& row) const {
    const auto& needs = row.row.needs;
    if (needs.selection == Needs::Selection::Some &&
        m_selected.value(row.row.id.section(QLatin1Char('.'), 0, 0)) == 0) {
        return tr("Select something first.");
    }
    if (needs.store == Needs::Store::Writable && m_session.store().kind == StoreKind::ReadOnly) {
        return tr("This store can only be read.");
    }
    // A locked key is asked for when the action is taken; a missing role is not to be had.
    if (!needs.roles.empty() && m_session.isUnlocked() && !m_session.roles().empty() &&
        std::ranges::none_of(needs.roles, [this](auto role) { return m_session.has(role); })) {
        QStringList names;
        for (const auto role : needs.roles) {
            const auto name = identity::operatorRoleName(role);
            names << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        }
        return tr("This needs one of the roles: %1.").arg(names.join(QStringLiteral(", ")));
    }
    return row.blocked;
}

void ActionRegistry::refresh() {
    for (const auto& row : m_rows) {
        if (!row.action) {
            continue;
        }
        const auto why = missing(row);
        row.action->setEnabled(why.isEmpty());
        row.action->setStatusTip(why);
        row.action->setShortcuts(row.row.key == ActionRow::Key::Single && !m_singleKeys ? QList<QKeySequence>()
                                                                                        : row.row.shortcuts);
    }
}

} // namespace countersign::ui
