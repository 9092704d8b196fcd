#pragma once

#include "core/identity/people.h"
#include "ui/support/session.h"
#include "ui/widgets/sheet.h"

class QCheckBox;
class QLineEdit;

namespace countersign::ui {

class KeyField;

/// A further operator: id, person, public key, roles.
class AddOperatorSheet final : public Sheet {
    Q_OBJECT
public:
    AddOperatorSheet(Session& session, QWidget* over);

private:
    void check();
    void send();
    void sendOperator();

    Session& m_session;
    QLineEdit* m_id;
    KeyField* m_key;
    std::map<identity::OperatorRole, QCheckBox*> m_roles;
};

/// Another key for an operator; the old one is retired at once.
class RotateOperatorSheet final : public Sheet {
    Q_OBJECT
public:
    RotateOperatorSheet(Session& session, const identity::Operator& entry, QWidget* over);

private:
    void send();

    Session& m_session;
    const identity::OperatorId m_id;
    KeyField* m_key;
};

} // namespace countersign::ui
