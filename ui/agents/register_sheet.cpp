#include "ui/agents/register_sheet.h"

#include "ui/agents/agent_draft.h"
#include "ui/shell/effects.h"
#include "ui/support/error_text.h"
#include "ui/support/hostile_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/key_field.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr int kTypingPause = 150;

QString plain(const std::string& text) {
    return QString::fromStdString(text);
}

} // namespace

RegisterSheet::RegisterSheet(Session& session, QWidget* over)
    : Sheet(tr("Register an agent"), tr("Register"), over), m_session(session), m_id(new QLineEdit(this)),
      m_key(new KeyField(this)), m_owner(new QComboBox(this)), m_environment(new QLineEdit(this)),
      m_tags(new QLineEdit(this)), m_role(new QComboBox(this)), m_group(new QComboBox(this)) {
    addFields();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kTypingPause);
    connect(&m_soon, &QTimer::timeout, this, &RegisterSheet::preview);
    for (auto* edit : {m_id, m_environment, m_tags}) {
        connect(edit, &QLineEdit::textEdited, this, &RegisterSheet::changed);
    }
    for (auto* box : {m_owner, m_role, m_group}) {
        connect(box, &QComboBox::currentIndexChanged, this, &RegisterSheet::changed);
    }
    connect(m_key, &KeyField::changed, this, [this] {
        if (m_id->text().isEmpty() && !m_key->agentId().isEmpty()) {
            m_id->setText(m_key->agentId());
        }
        changed();
    });
    connect(this, &Sheet::accepted, this, &RegisterSheet::send);
    acceptButton()->setEnabled(false);
    askChoices();
    setTabOrder(m_group, acceptButton());
    // After the sheet has looked for its first field: its buttons stand before ours in the order.
    QTimer::singleShot(0, m_id, [this] { m_id->setFocus(Qt::OtherFocusReason); });
}

void RegisterSheet::addFields() {
    m_id->setAccessibleName(tr("Agent id"));
    m_id->setPlaceholderText(tr("agent-code-reviewer-02"));
    m_environment->setAccessibleName(tr("Environment"));
    m_environment->setPlaceholderText(tr("production"));
    m_tags->setAccessibleName(tr("Tags"));
    m_tags->setPlaceholderText(tr("team=platform, tier=1"));
    addField(tr("Agent id"), m_id);
    addField(tr("Public key"), m_key);
    addField(tr("Owner"), m_owner, tr("Who answers for it."));
    addField(tr("Environment"), m_environment);
    addField(tr("Tags"), m_tags);
    addField(tr("Starting role"), m_role, tr("Without a role or a grant it may do nothing."));
    addField(tr("Group"), m_group);
    m_role->addItem(tr("None"));
    m_group->addItem(tr("None"));
}

void RegisterSheet::askChoices() {
    m_session.ask(this, command::ListUsers{.page = {.after = {}, .limit = 1000}},
                  [this](const Result<Rows<identity::User>>& answer) {
                      if (!answer) {
                          setProblem(errorText(answer.error()));
                          return;
                      }
                      for (const auto& user : answer->items) {
                          if (!user.disabled && !user.aliasOf) {
                              m_owner->addItem(plain(user.id.text()));
                          }
                      }
                      m_owner->setCurrentIndex(std::max(0, m_owner->findText(plain(m_session.who().text()))));
                  });
    m_session.ask(this, command::ListRoles{}, [this](const Result<std::vector<delegation::Role>>& answer) {
        m_roles = answer.value_or(std::vector<delegation::Role>());
        for (const auto& role : m_roles) {
            m_role->addItem(plain(role.id.text()));
        }
        m_role->setEnabled(!m_roles.empty());
    });
    m_session.ask(this, command::ListGroups{.page = {.after = {}, .limit = 1000}},
                  [this](const Result<Rows<identity::Group>>& answer) {
                      m_groups = answer ? answer->items : std::vector<identity::Group>();
                      for (const auto& group : m_groups) {
                          m_group->addItem(plain(group.id.text()));
                      }
                      m_group->setEnabled(!m_groups.empty());
                  });
}

Result<command::RegisterAgent> RegisterSheet::draft() const {
    TRY(auto command, toCommand({.id = m_id->text(),
                                 .owner = m_owner->currentText(),
                                 .key = m_key->key() ? plain(m_key->key()->base64()) : m_key->text(),
                                 .environment = m_environment->text(),
                                 .tags = m_tags->text()}));
    return command;
}

void RegisterSheet::changed() {
    ++m_version;
    setProblem({});
    setEffects({});
    acceptButton()->setEnabled(false);
    m_soon.start();
}

void RegisterSheet::preview() {
    // The key field tells itself what is wrong with the key; what is empty is not wrong yet.
    if (m_id->text().isEmpty() || !m_key->key() || m_owner->currentText().isEmpty()) {
        return;
    }
    const auto command = draft();
    if (!command) {
        setProblem(tr("%1 (%2)").arg(errorText(command.error()), visible(command.error().detail)));
        return;
    }
    m_session.ask(this, command::PreviewCommand{*command},
                  [this, version = m_version](const Result<command::CommandPreview>& answer) {
                      if (version != m_version) {
                          return;
                      }
                      if (!answer) {
                          setProblem(errorText(answer.error()));
                      } else if (answer->refusal) {
                          setProblem(
                              tr("%1 (%2)").arg(errorText(answer->refusal->code), visible(answer->refusal->text)));
                      } else {
                          showEffects(*answer);
                      }
                  });
}

void RegisterSheet::showEffects(const command::CommandPreview& preview) {
    auto effects = effectsOf(preview);
    effects.prepend(tr("%1 is registered. It may act once it has proven that it holds this key.").arg(m_id->text()));
    if (m_role->currentIndex() > 0) {
        const auto& role = m_roles[static_cast<std::size_t>(m_role->currentIndex() - 1)];
        effects << tr("It gets the role %1.").arg(m_role->currentText());
        for (const auto& rule : role.rules) {
            for (const auto& scope : rule.scopes) {
                effects << tr("It gains %1.")
                               .arg(permissionText({.scope = scope,
                                                    .resources = rule.resources,
                                                    .effect = rule.effect,
                                                    .hold = rule.hold,
                                                    .origin = {}}));
            }
        }
    } else if (m_group->currentIndex() <= 0) {
        effects << tr("Without a role or a grant it may do nothing yet.");
    }
    if (m_group->currentIndex() > 0) {
        effects << tr("It joins the group %1 and gains what that may do.").arg(m_group->currentText());
    }
    effects << tr("Undo revokes it; its id and key stay used.");
    setEffects(effects);
    setProblem({});
}

void RegisterSheet::send() {
    const auto command = draft();
    if (!command) {
        setProblem(errorText(command.error()));
        return;
    }
    setBusy();
    const auto name = plain(command->id.text());
    m_session.order({.command = *command,
                     .title = tr("Register %1").arg(name),
                     .effects = {},
                     .done = tr("%1 is registered").arg(name),
                     .undo = command::RevokeAgent{command->id}},
                    this, [this, id = command->id, name](const Result<command::Receipt>& result) {
                        if (!result) {
                            setFailed(errorText(result.error()), visible(result.error().detail));
                            return;
                        }
                        Q_EMIT registered(name);
                        placeStart(id);
                        close();
                    });
}

void RegisterSheet::placeStart(const identity::AgentId& agent) {
    const auto name = plain(agent.text());
    if (m_role->currentIndex() > 0) {
        const auto& role = m_roles[static_cast<std::size_t>(m_role->currentIndex() - 1)].id;
        if (auto to = delegation::Subject::parse("agent:" + agent.text())) {
            m_session.order({.command = command::AssignRole{{.role = role, .to = *to, .expires = {}}},
                             .title = tr("Give %1 the role %2").arg(name, m_role->currentText()),
                             .effects = {},
                             .done = tr("%1 has the role %2").arg(name, m_role->currentText()),
                             .undo = command::UnassignRole{role, *to}},
                            nullptr);
        }
    }
    if (m_group->currentIndex() > 0) {
        const auto& group = m_groups[static_cast<std::size_t>(m_group->currentIndex() - 1)];
        auto members = group.members;
        members.insert(identity::Principal::of(agent));
        m_session.order({.command = command::SetGroup{group.id, std::move(members)},
                         .title = tr("Put %1 into %2").arg(name, m_group->currentText()),
                         .effects = {},
                         .done = tr("%1 is in %2").arg(name, m_group->currentText()),
                         .undo = command::SetGroup{group.id, group.members}},
                        nullptr);
    }
}

} // namespace countersign::ui
