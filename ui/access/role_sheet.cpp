#include "ui/access/role_sheet.h"

#include "ui/access/access_words.h"
#include "ui/access/rule_editor.h"
#include "ui/access/term_fields.h"
#include "ui/access/token_field.h"
#include "ui/widgets/button.h"

#include <QCompleter>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::ui {

namespace {

Result<void> checkRoleName(const std::string& text) {
    CHECK(delegation::RoleId::parse(text));
    return {};
}

QCompleter* completerOf(const QStringList& all, QObject* parent) {
    auto* completer = new QCompleter(all, parent);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    return completer;
}

} // namespace

RoleSheet::RoleSheet(Session& session, AccessFactsPtr facts, const QStringList& patterns, const delegation::Role* role,
                     QWidget* over)
    : DraftSheet(session, role == nullptr ? tr("New role") : tr("Change the role %1").arg(plain(role->id.text())),
                 role == nullptr ? tr("Make the role") : tr("Change it"), over),
      m_facts(std::move(facts)), m_patterns(patterns), m_before(role == nullptr ? std::nullopt : std::optional(*role)),
      m_id(new QLineEdit(this)), m_inherits(new TokenField(tr("Inherits"), tr("Another role"), &checkRoleName, this)),
      m_list(new QWidget(this)) {
    m_id->setAccessibleName(tr("Name of the role"));
    m_id->setPlaceholderText(tr("reviewer"));
    auto* list = new QVBoxLayout(m_list);
    list->setContentsMargins(0, 0, 0, 0);
    QStringList others;
    for (const auto& one : m_facts->roles) {
        if (!m_before || one.id != m_before->id) {
            others << plain(one.id.text());
        }
    }
    m_inherits->setSuggestions(others);
    addField(tr("Name"), m_id);
    addField(tr("Inherits"), m_inherits, tr("Their rules count as well, denials included."));
    body()->addWidget(m_list);
    auto* more = new Button(tr("Add a rule"), ButtonKind::Plain, this);
    body()->addWidget(more, 0, Qt::AlignLeft);
    if (m_before) {
        m_id->setText(plain(m_before->id.text()));
        m_id->setReadOnly(true);
        QStringList inherits;
        for (const auto& one : m_before->inherits) {
            inherits << plain(one.text());
        }
        m_inherits->setTokens(inherits);
        for (const auto& rule : m_before->rules) {
            addRule()->setRule(rule);
        }
    } else {
        addRule();
    }
    connect(m_id, &QLineEdit::textChanged, this, &RoleSheet::changed);
    connect(m_inherits, &TokenField::changed, this, &RoleSheet::changed);
    connect(more, &Button::clicked, this, [this] {
        addRule()->setFocus(Qt::OtherFocusReason);
        changed();
    });
    addOutcome();
    setTabOrder(more, acceptButton());
    auto* first = m_before ? static_cast<QWidget*>(m_inherits->edit()) : m_id;
    QTimer::singleShot(0, first, [first] { first->setFocus(Qt::OtherFocusReason); });
}

RuleEditor* RoleSheet::addRule() {
    auto* editor = new RuleEditor(session(), m_facts->groups, m_patterns, ++m_count, m_list);
    m_list->layout()->addWidget(editor);
    editor->show();
    m_rules.push_back(editor);
    connect(editor, &RuleEditor::changed, this, &RoleSheet::changed);
    connect(editor, &RuleEditor::removed, this, [this, editor] { removeRule(editor); });
    return editor;
}

void RoleSheet::removeRule(RuleEditor* editor) {
    std::erase(m_rules, editor);
    editor->hide();
    editor->deleteLater();
    changed();
}

QString RoleSheet::missing() const {
    if (m_id->text().isEmpty()) {
        return tr("Name the role.");
    }
    if (const auto problem = m_inherits->problem(); !problem.isEmpty()) {
        return problem;
    }
    for (const auto* rule : m_rules) {
        if (auto what = rule->missing(); !what.isEmpty()) {
            return what;
        }
    }
    return {};
}

Result<Order> RoleSheet::draft() const {
    TRY(auto id, delegation::RoleId::parse(m_id->text().toStdString()));
    delegation::Role role{.id = id, .rules = {}, .inherits = {}};
    for (const auto* editor : m_rules) {
        TRY(auto rule, editor->rule());
        role.rules.push_back(std::move(rule));
    }
    for (const auto& token : m_inherits->tokens()) {
        TRY(auto inherited, delegation::RoleId::parse(token.toStdString()));
        role.inherits.push_back(std::move(inherited));
    }
    const auto name = plain(id.text());
    const bool known = m_before || m_facts->role(id.text()) != nullptr;
    if (!m_before && known) {
        return fail(Code::AlreadyExists, "there is a role `" + id.text() + "`; change it instead");
    }
    return Order{.command = command::SetRole{std::move(role)},
                 .title = m_before ? tr("Change the role %1").arg(name) : tr("Make the role %1").arg(name),
                 .effects = {},
                 .done = m_before ? tr("The role %1 is changed").arg(name) : tr("The role %1 is made").arg(name),
                 .undo = command::SetRole{
                     m_before ? *m_before : delegation::Role{.id = std::move(id), .rules = {}, .inherits = {}}}};
}

QStringList RoleSheet::remarks() const {
    return m_before ? QStringList() : QStringList{tr("Nobody has it yet. Undo empties it; its name stays.")};
}

AssignSheet::AssignSheet(Session& session, const AccessFactsPtr& facts, const delegation::RoleId& role, QWidget* over)
    : DraftSheet(session, tr("Give the role %1").arg(plain(role.text())), tr("Give it"), over), m_role(role),
      m_to(new QLineEdit(this)),
      m_expires(new MomentField(tr("Expires"), session.clock(), MomentField::Never::Offered, this)) {
    m_to->setAccessibleName(tr("To whom"));
    m_to->setPlaceholderText(tr("agent:agent-triage or group:…"));
    QStringList subjects;
    for (const auto& agent : facts->agents) {
        if (agent.state != identity::AgentState::Revoked) {
            subjects << QStringLiteral("agent:") + plain(agent.id.text());
        }
    }
    for (const auto& group : facts->groups) {
        subjects << QStringLiteral("group:") + plain(group.id.text());
    }
    m_to->setCompleter(completerOf(subjects, this));
    addField(tr("To whom"), m_to);
    addField(tr("Expires"), m_expires);
    connect(m_to, &QLineEdit::textChanged, this, &AssignSheet::changed);
    connect(m_expires, &MomentField::changed, this, &AssignSheet::changed);
    addOutcome();
    setTabOrder(m_expires, acceptButton());
    QTimer::singleShot(0, m_to, [this] { m_to->setFocus(Qt::OtherFocusReason); });
}

QString AssignSheet::missing() const {
    return m_to->text().trimmed().isEmpty() ? tr("Say to whom.") : QString();
}

Result<Order> AssignSheet::draft() const {
    TRY(auto to, delegation::Subject::parse(m_to->text().trimmed().toStdString()));
    const auto whom = subjectText(plain(to.text()));
    const auto role = plain(m_role.text());
    return Order{.command = command::AssignRole{{.role = m_role, .to = to, .expires = m_expires->moment()}},
                 .title = tr("Give %1 the role %2").arg(whom, role),
                 .effects = {},
                 .done = tr("%1 has the role %2").arg(whom, role),
                 .undo = command::UnassignRole{m_role, to}};
}

} // namespace countersign::ui
