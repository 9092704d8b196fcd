#include "ui/access/rule_editor.h"

#include "ui/access/term_fields.h"
#include "ui/support/icons.h"
#include "ui/widgets/button.h"
#include "ui/widgets/plain_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace countersign::ui {

RuleEditor::RuleEditor(Session& session, const std::vector<identity::Group>& groups, const QStringList& patterns,
                       int number, QWidget* parent)
    : Card(tr("Rule %1").arg(number), parent), m_effect(new QComboBox(this)), m_scopes(scopeField(patterns, this)),
      m_resources(new ResourceField(session, this)), m_hold(new HoldField(groups, this)) {
    m_effect->setAccessibleName(tr("What rule %1 says").arg(number));
    m_effect->addItem(icon(QStringLiteral("checkmark")), tr("allows"), static_cast<int>(delegation::Effect::Allow));
    m_effect->addItem(icon(QStringLiteral("dialog-cancel")), tr("denies"), static_cast<int>(delegation::Effect::Deny));
    body()->setSpacing(6);
    auto* head = new QHBoxLayout;
    head->addWidget(m_effect, 1);
    auto* away = new Button(tr("Remove the rule"), ButtonKind::Quiet, this);
    head->addWidget(away);
    body()->addLayout(head);
    body()->addWidget(new PlainLabel(tr("Scopes"), PlainLabel::Look::Muted, this));
    body()->addWidget(m_scopes);
    body()->addWidget(new PlainLabel(tr("On"), PlainLabel::Look::Muted, this));
    body()->addWidget(m_resources);
    body()->addWidget(m_hold);
    connect(away, &Button::clicked, this, &RuleEditor::removed);
    connect(m_effect, &QComboBox::currentIndexChanged, this, [this] {
        m_hold->setVisible(m_effect->currentData().toInt() == static_cast<int>(delegation::Effect::Allow));
        Q_EMIT changed();
    });
    connect(m_scopes, &TokenField::changed, this, &RuleEditor::changed);
    connect(m_resources, &ResourceField::changed, this, &RuleEditor::changed);
    connect(m_hold, &HoldField::changed, this, &RuleEditor::changed);
    setFocusProxy(m_effect);
}

void RuleEditor::setRule(const delegation::RoleRule& rule) {
    m_effect->setCurrentIndex(m_effect->findData(static_cast<int>(rule.effect)));
    m_scopes->setTokens(tokensOf(rule.scopes));
    m_resources->setResources(rule.resources);
    m_hold->setHold(rule.hold);
}

Result<delegation::RoleRule> RuleEditor::rule() const {
    const auto effect = static_cast<delegation::Effect>(m_effect->currentData().toInt());
    TRY(auto scopes, scopesOf(*m_scopes));
    TRY(auto resources, m_resources->resources());
    TRY(auto hold, m_hold->hold());
    return delegation::RoleRule{.effect = effect,
                                .scopes = std::move(scopes),
                                .resources = std::move(resources),
                                .hold = effect == delegation::Effect::Deny ? std::nullopt : std::move(hold)};
}

QString RuleEditor::missing() const {
    for (const auto& problem : {m_scopes->problem(), m_resources->problem()}) {
        if (!problem.isEmpty()) {
            return problem;
        }
    }
    return m_scopes->tokens().isEmpty() ? tr("Name the scopes of each rule.") : QString();
}

} // namespace countersign::ui
