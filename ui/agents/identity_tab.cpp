#include "ui/agents/identity_tab.h"

#include "ui/shell/action_button.h"
#include "ui/support/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/facts.h"
#include "ui/widgets/key_glyph.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <ranges>

namespace countersign::ui {

namespace {

QString plain(const std::string& text) {
    return QString::fromStdString(text);
}

QWidget* keyCard(const identity::KeyEntry& key, Timestamp now, QWidget* parent) {
    auto* card = new Card(parent);
    auto* line = new QHBoxLayout;
    auto* glyph = new KeyGlyph(card);
    glyph->setSide(28);
    glyph->setThumbprint(key.thumbprint);
    line->addWidget(glyph);
    line->addWidget(new PlainLabel(shortThumbprint(key.thumbprint), PlainLabel::Look::Mono, card), 1);
    const auto look = lookOf(key, now);
    auto* chip = new Chip(look.word, look.tone, card);
    chip->setIconName(look.icon);
    line->addWidget(chip);
    card->body()->addLayout(line);
    auto* facts = new Facts(card);
    facts->add(KeysTab::tr("Thumbprint"), plain(key.thumbprint.text()), PlainLabel::Look::Mono);
    facts->add(KeysTab::tr("From"), moment(key.validFrom));
    facts->add(KeysTab::tr("Until"), key.validUntil ? moment(*key.validUntil) : KeysTab::tr("open"));
    card->body()->addWidget(facts);
    return card;
}

} // namespace

IdentityTab::IdentityTab(const PageContext& context, QWidget* parent)
    : AgentTab(context, tr("Identity"), parent), m_facts(new Facts(this)) {
    column()->addWidget(m_facts);
}

void IdentityTab::tell(const AgentRow& row) {
    const auto& agent = row.view.agent;
    QStringList capabilities;
    for (const auto& capability : agent.capabilities) {
        capabilities << plain(capability);
    }
    QList<std::pair<QString, QString>> facts{
        {tr("Owner"), plain(agent.owner.text())},
        {tr("Environment"), plain(agent.environment)},
        {tr("Groups"), groupsOf(row.view)},
        {tr("Last seen"), row.lastSeen ? ago(session().now() - *row.lastSeen) : tr("never")},
        {tr("Pending"), number(row.view.pending)},
        {tr("Denied 24 h"), number(row.denied)},
        {tr("Registered"), moment(agent.registered)},
        {tr("Came in"), agent.origin == identity::Origin::Registered ? tr("registered") : tr("enrolled by itself")},
        {tr("Expires"), agent.expires ? moment(*agent.expires) : tr("never")},
        {tr("Capabilities"), capabilities.join(QStringLiteral(", "))},
        {tr("SPIFFE id"), plain(row.view.spiffeId)},
    };
    for (const auto& [key, value] : agent.tags) {
        facts.append({tr("Tag %1").arg(plain(key)), plain(value)});
    }
    for (const auto& [key, value] : agent.metadata) {
        facts.append({plain(key), plain(value)});
    }
    QStringList told;
    for (const auto& [name, value] : facts) {
        told << name << value;
    }
    if (told == m_told) {
        return;
    }
    m_told = told;
    m_facts->start();
    for (const auto& [name, value] : facts) {
        m_facts->add(name, value.isEmpty() ? QStringLiteral("–") : value);
    }
}

KeysTab::KeysTab(const PageContext& context, QAction* rotate, QWidget* parent)
    : AgentTab(context, tr("Keys"), parent), m_keys(new QVBoxLayout) {
    m_keys->setSpacing(kGrid);
    column()->addWidget(actionButton(rotate, ButtonKind::Plain, this), 0, Qt::AlignLeft);
    column()->addLayout(m_keys);
}

void KeysTab::tell(const AgentRow& row) {
    const auto& keys = row.view.agent.keys.entries();
    if (m_agent == row.name() && m_told == keys) {
        return;
    }
    m_agent = row.name();
    m_told = keys;
    empty(*m_keys);
    for (const auto& key : std::views::reverse(keys)) {
        m_keys->addWidget(keyCard(key, session().now(), this));
    }
}

} // namespace countersign::ui
