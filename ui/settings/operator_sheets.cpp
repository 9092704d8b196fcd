#include "ui/settings/operator_sheets.h"

#include "ui/settings/operators_card.h"
#include "ui/support/error_text.h"
#include "ui/support/format.h"
#include "ui/support/hostile_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/key_field.h"
#include "ui/widgets/plain_label.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

using identity::OperatorRole;

QString purposeOf(OperatorRole role) {
    switch (role) {
    case OperatorRole::Owner:
        return AddOperatorSheet::tr("owner: adds operators, changes the store's settings");
    case OperatorRole::Admin:
        return AddOperatorSheet::tr("admin: registers agents, gives permissions");
    case OperatorRole::PolicyAuthor:
        return AddOperatorSheet::tr("policy author: writes policies");
    case OperatorRole::Approver:
        return AddOperatorSheet::tr("approver: decides what is held");
    case OperatorRole::Auditor:
        return AddOperatorSheet::tr("auditor: reads everything, changes nothing");
    }
    return {};
}

} // namespace

AddOperatorSheet::AddOperatorSheet(Session& session, QWidget* over)
    : Sheet(tr("Add an operator"), tr("Add"), over), m_session(session), m_id(new QLineEdit(this)),
      m_key(new KeyField(this)) {
    addField(tr("Id"), m_id, tr("Also the person's user id. It stays in the ledger for good: no mail address."));
    addField(tr("Their public key"), m_key, tr("Made on their own computer: nobody else has the private half."));
    body()->addWidget(new PlainLabel(tr("Roles"), PlainLabel::Look::Strong, this));
    for (const auto role : {OperatorRole::Approver, OperatorRole::Admin, OperatorRole::Auditor,
                            OperatorRole::PolicyAuthor, OperatorRole::Owner}) {
        auto* box = new QCheckBox(purposeOf(role), this);
        body()->addWidget(box);
        m_roles[role] = box;
        connect(box, &QCheckBox::toggled, this, &AddOperatorSheet::check);
    }
    m_roles[OperatorRole::Approver]->setChecked(true);
    connect(m_id, &QLineEdit::textChanged, this, &AddOperatorSheet::check);
    connect(m_key, &KeyField::changed, this, &AddOperatorSheet::check);
    connect(this, &Sheet::accepted, this, &AddOperatorSheet::send);
    m_id->setFocus();
    check();
}

void AddOperatorSheet::check() {
    const auto id = identity::OperatorId::parse(m_id->text().toStdString());
    const bool named = !m_id->text().isEmpty();
    QStringList roles;
    for (const auto& [role, box] : m_roles) {
        if (box->isChecked()) {
            roles << roleName(role);
        }
    }
    setProblem(named && !id ? tr("An id begins with a letter or digit and goes on with letters, digits, dots, dashes, "
                                 "underscores and @.")
                            : QString());
    const bool complete = id && m_key->key() && !roles.isEmpty();
    acceptButton()->setEnabled(complete);
    setEffects(complete
                   ? QStringList{tr("%1 becomes an operator: %2.").arg(m_id->text(), roles.join(QStringLiteral(", "))),
                                 tr("Orders signed with the key %1 count as theirs.")
                                     .arg(shortThumbprint(m_key->key()->thumbprint()))}
                   : QStringList());
}

void AddOperatorSheet::send() {
    setBusy();
    const auto person = identity::UserId::parse(m_id->text().toStdString());
    if (!person) {
        setFailed(errorText(person.error()), visible(person.error().detail));
        return;
    }
    command::ListUsers query;
    query.page.limit = 1000;
    m_session.ask(this, query, [this, person = *person](const Result<Rows<identity::User>>& users) {
        const bool known =
            users && std::ranges::any_of(users->items, [&](const auto& user) { return user.id == person; });
        if (known) {
            sendOperator();
            return;
        }
        m_session.order({.command = command::AddUser{.id = person, .displayName = {}, .aliasOf = {}},
                         .title = tr("Add user %1").arg(m_id->text()),
                         .effects = {},
                         .done = tr("%1 is a user.").arg(m_id->text()),
                         .undo = command::DisableUser{person}},
                        this, [this](const Result<command::Receipt>& receipt) {
                            if (receipt) {
                                sendOperator();
                            } else {
                                setFailed(errorText(receipt.error()), visible(receipt.error().detail));
                            }
                        });
    });
}

void AddOperatorSheet::sendOperator() {
    const auto text = m_id->text().toStdString();
    command::AddOperator add{.id = *identity::OperatorId::parse(text),
                             .person = *identity::UserId::parse(text),
                             .key = *m_key->key(),
                             .roles = {}};
    for (const auto& [role, box] : m_roles) {
        if (box->isChecked()) {
            add.roles.insert(role);
        }
    }
    m_session.order({.command = add,
                     .title = tr("Add operator %1").arg(m_id->text()),
                     .effects = {},
                     .done = tr("%1 is an operator.").arg(m_id->text()),
                     .undo = command::DisableOperator{add.id}},
                    this, [this](const Result<command::Receipt>& receipt) {
                        if (receipt) {
                            close();
                        } else {
                            setFailed(errorText(receipt.error()), visible(receipt.error().detail));
                        }
                    });
}

RotateOperatorSheet::RotateOperatorSheet(Session& session, const identity::Operator& entry, QWidget* over)
    : Sheet(tr("Another key for %1").arg(QString::fromStdString(entry.id.text())), tr("Change the key"), over),
      m_session(session), m_id(entry.id), m_key(new KeyField(this)) {
    addField(tr("The new public key"), m_key);
    acceptButton()->setEnabled(false);
    connect(m_key, &KeyField::changed, this, [this] {
        acceptButton()->setEnabled(m_key->key().has_value());
        setEffects(m_key->key() ? QStringList{tr("The old key no longer signs, its sessions end at once."),
                                              tr("What was signed with the old key before stays valid in the ledger.")}
                                : QStringList());
    });
    connect(this, &Sheet::accepted, this, &RotateOperatorSheet::send);
}

void RotateOperatorSheet::send() {
    const auto id = QString::fromStdString(m_id.text());
    m_session.order({.command = command::RotateOperatorKey{.id = m_id, .key = *m_key->key()},
                     .title = tr("Change the key of %1").arg(id),
                     .effects = {tr("The old key of %1 is retired.").arg(id)},
                     .done = tr("%1 has another key.").arg(id),
                     .undo = {}},
                    nullptr);
    close();
}

} // namespace countersign::ui
