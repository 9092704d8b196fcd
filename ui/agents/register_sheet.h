#pragma once

#include "ui/support/session.h"
#include "ui/widgets/sheet.h"

class QComboBox;
class QLineEdit;

namespace countersign::ui {

class KeyField;

/// A new agent in one sheet: id, owner, key, and what it starts with.
class RegisterSheet final : public Sheet {
    Q_OBJECT
public:
    RegisterSheet(Session& session, QWidget* over);

Q_SIGNALS:
    void registered(const QString& id);

private:
    void addFields();
    void askChoices();
    void changed();
    void preview();
    void showEffects(const command::CommandPreview& preview);
    void send();
    void placeStart(const identity::AgentId& agent);
    [[nodiscard]] Result<command::RegisterAgent> draft() const;

    Session& m_session;
    QLineEdit* m_id;
    KeyField* m_key;
    QComboBox* m_owner;
    QLineEdit* m_environment;
    QLineEdit* m_tags;
    QComboBox* m_role;
    QComboBox* m_group;
    QTimer m_soon;
    std::vector<identity::Group> m_groups;
    std::vector<delegation::Role> m_roles;
    quint64 m_version = 0;
};

} // namespace countersign::ui
