#include "ui/access/grant_sheet.h"

#include "ui/access/access_words.h"
#include "ui/access/conditions_field.h"
#include "ui/access/term_fields.h"
#include "ui/support/format.h"
#include "ui/widgets/button.h"

#include <QCompleter>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

constexpr int kMostHops = 16;

} // namespace

QStringList subjectsOf(const AccessFacts& facts) {
    QStringList all;
    for (const auto& agent : facts.agents) {
        if (agent.state != identity::AgentState::Revoked) {
            all << QStringLiteral("agent:") + plain(agent.id.text());
        }
    }
    for (const auto& group : facts.groups) {
        all << QStringLiteral("group:") + plain(group.id.text());
    }
    for (const auto& role : facts.roles) {
        all << QStringLiteral("role:") + plain(role.id.text());
    }
    return all;
}

GrantSheet::GrantSheet(Session& session, Random& random, AccessFactsPtr facts, const QStringList& patterns,
                       const Start& start, QWidget* over)
    : DraftSheet(session, tr("New grant"), tr("Grant it"), over), m_facts(std::move(facts)),
      m_id(GrantId::generate(random)), m_to(new QLineEdit(this)), m_scopes(scopeField(patterns, this)),
      m_resources(new ResourceField(session, this)), m_hold(new HoldField(m_facts->groups, this)),
      m_conditions(new ConditionsField(this)),
      m_expires(new MomentField(tr("Expires"), session.clock(), MomentField::Never::Offered, this)),
      m_depth(new QSpinBox(this)) {
    addFields();
    m_to->setText(start.subject);
    m_scopes->setTokens(start.scopes);
    connect(m_to, &QLineEdit::textChanged, this, &GrantSheet::changed);
    connect(m_scopes, &TokenField::changed, this, &GrantSheet::changed);
    connect(m_resources, &ResourceField::changed, this, &GrantSheet::changed);
    connect(m_hold, &HoldField::changed, this, &GrantSheet::changed);
    connect(m_conditions, &ConditionsField::changed, this, &GrantSheet::changed);
    connect(m_expires, &MomentField::changed, this, &GrantSheet::changed);
    connect(m_depth, &QSpinBox::valueChanged, this, &GrantSheet::changed);
    addOutcome();
    setTabOrder(m_depth, acceptButton());
    // After the sheet has looked for its first field: its buttons stand before ours in the order.
    auto* first = start.subject.isEmpty() ? static_cast<QWidget*>(m_to) : m_scopes->edit();
    QTimer::singleShot(0, first, [first] { first->setFocus(Qt::OtherFocusReason); });
}

void GrantSheet::addFields() {
    m_to->setAccessibleName(tr("For whom"));
    m_to->setPlaceholderText(tr("agent:agent-triage, group:… or role:…"));
    auto* completer = new QCompleter(subjectsOf(*m_facts), this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_to->setCompleter(completer);
    QStringList environments;
    for (const auto& agent : m_facts->agents) {
        environments << plain(agent.environment);
    }
    environments.removeDuplicates();
    m_conditions->setEnvironments(environments);
    m_depth->setRange(0, kMostHops);
    m_depth->setAccessibleName(tr("May be lent on"));
    m_depth->setSpecialValueText(tr("not at all"));
    m_depth->setSuffix(tr(" hop(s)"));
    addField(tr("For whom"), m_to);
    addField(tr("Scopes"), m_scopes, tr("Type and press Enter, or drag from the catalogue."));
    addField(tr("On"), m_resources);
    addField(tr("Approval"), m_hold, tr("A grant only allows. What is to be denied is a rule of a role."));
    addField(tr("Conditions"), m_conditions);
    addField(tr("Expires"), m_expires);
    addField(tr("May be lent on"), m_depth);
}

void GrantSheet::copy(const delegation::Grant& grant) {
    m_to->setText(plain(grant.to.text()));
    m_scopes->setTokens(tokensOf(grant.scopes));
    m_resources->setResources(grant.resources);
    m_hold->setHold(grant.hold);
    m_conditions->setConditions(grant.conditions);
    m_expires->setMoment(grant.expires);
    m_depth->setValue(grant.delegateDepth);
}

QString GrantSheet::missing() const {
    if (m_to->text().trimmed().isEmpty()) {
        return tr("Say for whom it is.");
    }
    for (const auto& problem : {m_scopes->problem(), m_resources->problem(), m_conditions->problem()}) {
        if (!problem.isEmpty()) {
            return problem;
        }
    }
    return m_scopes->tokens().isEmpty() ? tr("Name a scope.") : QString();
}

Result<delegation::Grant> GrantSheet::grant() const {
    TRY(auto to, delegation::Subject::parse(m_to->text().trimmed().toStdString()));
    TRY(auto scopes, scopesOf(*m_scopes));
    TRY(auto resources, m_resources->resources());
    TRY(auto hold, m_hold->hold());
    TRY(auto conditions, m_conditions->conditions());
    return delegation::Grant{.id = m_id,
                             .to = std::move(to),
                             .scopes = std::move(scopes),
                             .resources = std::move(resources),
                             .conditions = std::move(conditions),
                             .hold = std::move(hold),
                             .expires = m_expires->moment(),
                             .delegateDepth = static_cast<std::uint8_t>(m_depth->value()),
                             .created = {}};
}

Result<Order> GrantSheet::draft() const {
    TRY(auto grant, grant());
    const auto whom = subjectText(plain(grant.to.text()));
    const auto what = scopesText(grant.scopes);
    return Order{.command = command::CreateGrant{std::move(grant)},
                 .title = tr("Grant %1 to %2").arg(what, whom),
                 .effects = {},
                 .done = tr("%1 is granted to %2").arg(what, whom),
                 .undo = command::RevokeGrant{m_id}};
}

QStringList GrantSheet::remarks() const {
    const auto draft = grant();
    if (!draft) {
        return {};
    }
    return conditionsText(draft->conditions);
}

QString GrantSheet::replayText(const ReplayRun::Total& total) const {
    const auto sum = [](const command::VerdictCounts& counts) { return counts.allow + counts.hold + counts.deny; };
    if (sum(total.recorded) == 0) {
        return tr("No recorded request of the last 30 days comes from those it is for.");
    }
    const auto draft = grant();
    const auto text =
        draft && draft->hold
            ? tr("Would have held %1 of %2 recorded requests of the last 30 days, %3 of them denied then.")
            : tr("Would have allowed %1 of %2 recorded requests of the last 30 days, %3 of them denied then.");
    return text.arg(number(sum(total.covered)), number(sum(total.recorded)), number(total.covered.deny));
}

} // namespace countersign::ui
