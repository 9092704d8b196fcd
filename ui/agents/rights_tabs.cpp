#include "ui/agents/rights_tabs.h"

#include "ui/shell/effects.h"
#include "ui/support/error_text.h"
#include "ui/support/format.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

QString plain(const std::string& text) {
    return QString::fromStdString(text);
}

/// `grant:grt_…`, `role:reviewer`, in words.
QString originText(const std::string& origin) {
    const auto text = plain(origin);
    if (text.startsWith(QStringLiteral("grant:"))) {
        return MayDoTab::tr("by grant %1").arg(text.mid(6));
    }
    if (text.startsWith(QStringLiteral("role:"))) {
        return MayDoTab::tr("by role %1").arg(text.mid(5));
    }
    return MayDoTab::tr("by %1").arg(text);
}

QHBoxLayout* head(const QString& text, Chip* chip, QWidget* parent) {
    auto* line = new QHBoxLayout;
    line->addWidget(new PlainLabel(text, PlainLabel::Look::Mono, parent), 1);
    line->addWidget(chip, 0, Qt::AlignTop);
    return line;
}

QWidget* permissionCard(const decision::Permission& permission, QWidget* parent) {
    auto* card = new Card(parent);
    auto* chip = new Chip(card);
    if (permission.effect == delegation::Effect::Deny) {
        chip->setText(MayDoTab::tr("deny"));
        chip->setTone(Tone::Deny);
        chip->setIconName(QStringLiteral("cs-cross"));
    } else if (permission.hold) {
        chip->setText(MayDoTab::tr("hold"));
        chip->setTone(Tone::Hold);
        chip->setIconName(QStringLiteral("cs-hold"));
    } else {
        chip->setText(MayDoTab::tr("allow"));
        chip->setTone(Tone::Allow);
        chip->setIconName(QStringLiteral("cs-check"));
    }
    card->body()->addLayout(head(plain(permission.scope.text()), chip, card));
    card->body()->addWidget(
        new PlainLabel(MayDoTab::tr("on %1").arg(resourcesText(permission.resources)), PlainLabel::Look::Body, card));
    if (permission.hold) {
        card->body()->addWidget(new PlainLabel(holdText(*permission.hold), PlainLabel::Look::Muted, card));
    }
    card->body()->addWidget(new PlainLabel(originText(permission.origin), PlainLabel::Look::Muted, card));
    return card;
}

QWidget* delegationCard(const delegation::Delegation& hop, Timestamp now, QWidget* parent) {
    auto* card = new Card(parent);
    auto* chip = new Chip(card);
    if (hop.revoked) {
        chip->setText(ActsForTab::tr("revoked"));
        chip->setTone(Tone::Deny);
        chip->setIconName(QStringLiteral("cs-cross"));
    } else if (hop.expires <= now) {
        chip->setText(ActsForTab::tr("expired"));
        chip->setTone(Tone::Neutral);
        chip->setIconName(QStringLiteral("cs-clock"));
    } else {
        chip->setText(ActsForTab::tr("live"));
        chip->setTone(Tone::Allow);
        chip->setIconName(QStringLiteral("cs-check"));
    }
    card->body()->addLayout(
        head(ActsForTab::tr("%1 → %2").arg(plain(hop.from.id()), plain(hop.to.text())), chip, card));
    QStringList scopes;
    for (const auto& scope : hop.scopes) {
        scopes << plain(scope.text());
    }
    card->body()->addWidget(new PlainLabel(
        ActsForTab::tr("lends %1 on %2").arg(scopes.join(QStringLiteral(", ")), resourcesText(hop.resources)),
        PlainLabel::Look::Body, card));
    card->body()->addWidget(new PlainLabel(
        hop.maxDepth == 0
            ? ActsForTab::tr("until %1, not to be passed on").arg(moment(hop.expires))
            : ActsForTab::tr("until %1, to be passed on %n time(s)", nullptr, hop.maxDepth).arg(moment(hop.expires)),
        PlainLabel::Look::Muted, card));
    card->body()->addWidget(new PlainLabel(plain(hop.id.text()), PlainLabel::Look::MutedMono, card));
    return card;
}

} // namespace

MayDoTab::MayDoTab(const PageContext& context, QWidget* parent)
    : AgentTab(context, tr("May do"), parent), m_state(new PlainLabel(PlainLabel::Look::Muted, this)),
      m_lines(new QVBoxLayout) {
    m_lines->setSpacing(kGrid);
    column()->addWidget(m_state);
    column()->addLayout(m_lines);
}

void MayDoTab::tell(const AgentRow& row) {
    if (m_agent != row.id()) {
        m_agent = row.id();
        m_told.reset();
        empty(*m_lines);
        m_state->setText(tr("Asking the store…"));
    }
    session().ask(this, command::ListPermissions{m_agent},
                  [this, agent = m_agent](const Result<std::vector<decision::Permission>>& answer) {
                      if (agent != m_agent) {
                          return;
                      }
                      if (answer) {
                          show(*answer);
                      } else {
                          m_state->setText(errorText(answer.error()));
                      }
                  });
}

void MayDoTab::show(const std::vector<decision::Permission>& permissions) {
    if (m_told == permissions) {
        return;
    }
    m_told = permissions;
    m_state->setText(permissions.empty() ? tr("Nothing. Whatever it asks for is denied.")
                                         : tr("%n line(s); a denial outweighs what is allowed.", nullptr,
                                              static_cast<int>(permissions.size())));
    empty(*m_lines);
    for (const auto& permission : permissions) {
        m_lines->addWidget(permissionCard(permission, this));
    }
}

ActsForTab::ActsForTab(const PageContext& context, QWidget* parent)
    : AgentTab(context, tr("Acts for"), parent), m_state(new PlainLabel(PlainLabel::Look::Muted, this)),
      m_lines(new QVBoxLayout) {
    m_lines->setSpacing(kGrid);
    column()->addWidget(m_state);
    column()->addLayout(m_lines);
}

void ActsForTab::tell(const AgentRow& row) {
    if (m_agent != row.id()) {
        m_agent = row.id();
        m_told.reset();
        empty(*m_lines);
        m_state->setText(tr("Asking the store…"));
    }
    ask(m_agent, {}, {});
}

void ActsForTab::ask(const identity::AgentId& agent, const std::string& after,
                     std::vector<delegation::Delegation> found) {
    session().ask(this, command::ListDelegations{.page = {.after = after, .limit = 1000}},
                  [this, agent, found = std::move(found)](const Result<Rows<delegation::Delegation>>& answer) mutable {
                      if (agent != m_agent) {
                          return;
                      }
                      if (!answer) {
                          m_state->setText(errorText(answer.error()));
                          return;
                      }
                      for (const auto& hop : answer->items) {
                          if (hop.to == agent || hop.from == identity::Principal::of(agent)) {
                              found.push_back(hop);
                          }
                      }
                      if (answer->next.empty()) {
                          show(found);
                      } else {
                          ask(agent, answer->next, std::move(found));
                      }
                  });
}

void ActsForTab::show(const std::vector<delegation::Delegation>& delegations) {
    if (m_told == delegations) {
        return;
    }
    m_told = delegations;
    m_state->setText(delegations.empty() ? tr("Nobody lends it anything: it acts for itself alone.") : QString());
    m_state->setVisible(delegations.empty());
    empty(*m_lines);
    for (const auto& hop : delegations) {
        m_lines->addWidget(delegationCard(hop, session().now(), this));
    }
}

} // namespace countersign::ui
