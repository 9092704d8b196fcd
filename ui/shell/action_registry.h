#pragma once

#include "ui/support/session.h"

#include <QAction>
#include <QHash>

namespace countersign::ui {

/// What must be so for an action to be possible.
struct Needs {
    /// One of these roles; empty: none is needed.
    std::set<identity::OperatorRole> roles;
    /// Something is selected: the page that owns the action says so with setSelected().
    enum class Selection { None, Some } selection = Selection::None;
    /// The store can be written.
    enum class Store { Any, Writable } store = Store::Any;
};

/// One row: everything about an action but what it does.
struct ActionRow {
    /// `agents.suspend`: the page, a dot, the verb.
    QString id;
    QString text;
    QString icon;
    QList<QKeySequence> shortcuts;
    Needs needs;
    /// A shortcut without a modifier, which the settings can switch off.
    enum class Key { Ordinary, Single } key = Key::Ordinary;
};

/// All actions of one open store. Only this enables and disables them; a disabled one says why in its tooltip and in
/// the palette.
class ActionRegistry final : public QObject {
    Q_OBJECT
public:
    explicit ActionRegistry(Session& session, QObject* parent = nullptr);

    /// The action lives as long as `owner` (a page, or the window) and its shortcuts act where the owner has the focus.
    QAction* add(const ActionRow& row, QWidget* owner, std::function<void()> act);
    /// The same for an action whose shortcuts act in all of a window, as long as `owner` is what is shown there.
    QAction* addToWindow(const ActionRow& row, QWidget* owner, std::function<void()> act);
    [[nodiscard]] QAction* action(const QString& id) const;
    /// In the order in which they were added; of owners that live.
    [[nodiscard]] QList<QAction*> actions() const;
    /// Whether something is selected on the page whose actions begin with `page.`.
    void setSelected(const QString& page, int count);
    /// For actions with further conditions of their own: an empty reason allows it.
    void setBlocked(const QString& id, const QString& reason);
    /// Empty when it is enabled.
    [[nodiscard]] QString whyNot(const QString& id) const;
    void allowSingleKeys();
    void forbidSingleKeys();

private:
    struct Row {
        ActionRow row;
        QPointer<QAction> action;
        QString blocked;
    };
    void refresh();
    [[nodiscard]] QString missing(const Row& row) const;

    Session& m_session;
    std::vector<Row> m_rows;
    QHash<QString, int> m_selected;
    bool m_singleKeys = true;
};

} // namespace countersign::ui
