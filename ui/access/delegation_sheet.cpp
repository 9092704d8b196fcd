#include "ui/access/delegation_sheet.h"

#include "ui/access/access_words.h"
#include "ui/access/term_fields.h"
#include "ui/shell/effects.h"
#include "ui/support/format.h"
#include "ui/widgets/button.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QSpinBox>

#include <limits>

namespace countersign::ui {

namespace {

constexpr int kMostHops = 16;

} // namespace

DelegationSheet::DelegationSheet(Session& session, Random& random, AccessFactsPtr facts, const QStringList& patterns,
                                 QWidget* over)
    : DraftSheet(session, tr("New delegation"), tr("Lend it"), over), m_random(random), m_facts(std::move(facts)),
      m_id(DelegationId::generate(random)), m_from(new QComboBox(this)), m_to(new QLineEdit(this)),
      m_scopes(scopeField(patterns, this)), m_resources(new ResourceField(session, this)),
      m_purpose(new QLineEdit(this)),
      m_expires(new MomentField(tr("Expires"), session.clock(), MomentField::Never::NotOffered, this)),
      m_depth(new QSpinBox(this)), m_uses(new QSpinBox(this)) {
    addFields();
    connect(m_from, &QComboBox::currentIndexChanged, this, &DelegationSheet::changed);
    connect(m_to, &QLineEdit::textChanged, this, &DelegationSheet::changed);
    connect(m_purpose, &QLineEdit::textChanged, this, &DelegationSheet::changed);
    connect(m_scopes, &TokenField::changed, this, &DelegationSheet::changed);
    connect(m_resources, &ResourceField::changed, this, &DelegationSheet::changed);
    connect(m_expires, &MomentField::changed, this, &DelegationSheet::changed);
    for (auto* field : {m_depth, m_uses}) {
        connect(field, &QSpinBox::valueChanged, this, &DelegationSheet::changed);
    }
    addOutcome();
    setTabOrder(m_purpose, acceptButton());
    QTimer::singleShot(0, m_from, [this] { m_from->setFocus(Qt::OtherFocusReason); });
}

void DelegationSheet::addFields() {
    m_from->setAccessibleName(tr("Who lends"));
    for (const auto& user : m_facts->users) {
        if (!user.disabled) {
            m_from->addItem(plain(user.id.text()), QStringLiteral("user:") + plain(user.id.text()));
        }
    }
    for (const auto& hop : m_facts->delegations) {
        if (isLive(hop, m_facts->at) && hop.maxDepth > 0) {
            m_from->addItem(tr("%1, on what %2 lent it").arg(plain(hop.to.text()), plain(hop.from.id())),
                            plain(hop.id.text()));
        }
    }
    QStringList agents;
    for (const auto& agent : m_facts->agents) {
        agents << plain(agent.id.text());
    }
    m_to->setAccessibleName(tr("To which agent"));
    m_to->setPlaceholderText(tr("agent-triage"));
    auto* completer = new QCompleter(agents, this);
    completer->setFilterMode(Qt::MatchContains);
    m_to->setCompleter(completer);
    m_purpose->setAccessibleName(tr("Purpose"));
    m_depth->setRange(0, kMostHops);
    m_depth->setSpecialValueText(tr("not at all"));
    m_depth->setSuffix(tr(" hop(s)"));
    m_depth->setAccessibleName(tr("May be lent on"));
    m_uses->setRange(0, std::numeric_limits<int>::max());
    m_uses->setSpecialValueText(tr("any number"));
    m_uses->setAccessibleName(tr("Most uses"));
    addField(tr("Who lends"), m_from);
    addField(tr("To which agent"), m_to);
    addField(tr("Scopes"), m_scopes, tr("It never gives more than the agent's own grants and every hop allow."));
    addField(tr("On"), m_resources);
    addField(tr("Expires"), m_expires);
    addField(tr("Most uses"), m_uses);
    addField(tr("May be lent on"), m_depth);
    addField(tr("Purpose"), m_purpose);
}

QString DelegationSheet::missing() const {
    if (m_from->currentIndex() < 0) {
        return tr("There is no user who could lend.");
    }
    if (m_to->text().trimmed().isEmpty()) {
        return tr("Say to which agent.");
    }
    if (const auto problem = m_scopes->problem(); !problem.isEmpty()) {
        return problem;
    }
    if (const auto problem = m_resources->problem(); !problem.isEmpty()) {
        return problem;
    }
    return m_scopes->tokens().isEmpty() ? tr("Name a scope.") : QString();
}

Result<delegation::Delegation> DelegationSheet::delegation() const {
    delegation::Delegation hop{.id = m_id,
                               .to = {},
                               .parent = {},
                               .scopes = {},
                               .resources = {},
                               .audience = {},
                               .purpose = {},
                               .expires = m_expires->moment().value_or(session().now()),
                               .maxDepth = static_cast<std::uint8_t>(m_depth->value()),
                               .maxUses = {},
                               .allowedTargets = {},
                               .created = {}};
    const auto from = m_from->currentData().toString().toStdString();
    if (const auto* parent = m_facts->delegation(from)) {
        hop.parent = parent->id;
        hop.from = identity::Principal::of(parent->to);
    } else {
        TRY(auto user, identity::Principal::parse(from));
        hop.from = std::move(user);
    }
    TRY(hop.to, identity::AgentId::parse(m_to->text().trimmed().toStdString()));
    TRY(hop.scopes, scopesOf(*m_scopes));
    TRY(hop.resources, m_resources->resources());
    if (m_uses->value() > 0) {
        hop.maxUses = static_cast<std::uint64_t>(m_uses->value());
    }
    return hop;
}

QStringList DelegationSheet::remarks() const {
    const auto hop = delegation();
    if (!hop) {
        return {};
    }
    return {tr("%1 may act for %2 with %3 on %4, as far as its own grants go, until %5.")
                .arg(plain(hop->to.text()), plain(hop->from.id()), scopesText(hop->scopes),
                     resourcesText(hop->resources), moment(hop->expires))};
}

Result<Order> DelegationSheet::draft() const {
    TRY(auto hop, delegation());
    std::optional<command::Text> purpose;
    if (const auto text = m_purpose->text().trimmed(); !text.isEmpty()) {
        purpose = command::Text::create("purpose", text.toStdString(), m_random);
    }
    const auto from = plain(hop.from.id());
    const auto to = plain(hop.to.text());
    const auto what = scopesText(hop.scopes);
    return Order{.command = command::CreateDelegation{std::move(hop), std::move(purpose)},
                 .title = tr("Lend %1 from %2 to %3").arg(what, from, to),
                 .effects = {},
                 .done = tr("%1 lends %2 to %3").arg(from, what, to),
                 .undo = command::RevokeDelegation{m_id}};
}

} // namespace countersign::ui
