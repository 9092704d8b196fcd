#include "ui/access/diff_card.h"

#include "ui/access/access_words.h"
#include "ui/shell/effects.h"
#include "ui/widgets/icon_view.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr std::size_t kAgents = 12;
constexpr std::size_t kLines = 8;
constexpr int kIcon = 14;

} // namespace

DiffCard::DiffCard(QWidget* parent) : Card(tr("Effective permissions"), parent) {
    body()->setSpacing(4);
    hide();
}

void DiffCard::clear() {
    for (auto* line : std::exchange(m_lines, {})) {
        line->hide();
        line->deleteLater();
    }
    hide();
}

void DiffCard::addLine(bool gained, const decision::Permission& permission) {
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    const bool denies = permission.effect == delegation::Effect::Deny;
    const auto tone = denies == gained ? Tone::Deny : Tone::Allow;
    line->addWidget(new IconView(gained ? QStringLiteral("list-add") : QStringLiteral("list-remove"), kIcon, tone, row),
                    0, Qt::AlignTop);
    const auto text = permissionText(permission);
    line->addWidget(
        new PlainLabel(gained ? tr("gains %1").arg(text) : tr("loses %1").arg(text), PlainLabel::Look::Body, row), 1);
    body()->addWidget(row);
    m_lines << row;
}

void DiffCard::addAgent(const command::AgentChange& change) {
    auto* name = new PlainLabel(plain(change.agent.text()), PlainLabel::Look::Strong, this);
    body()->addWidget(name);
    m_lines << name;
    std::size_t told = 0;
    for (const auto gained : {true, false}) {
        for (const auto& permission : gained ? change.gained : change.lost) {
            if (told++ < kLines) {
                addLine(gained, permission);
            }
        }
    }
    if (told > kLines) {
        auto* more = new PlainLabel(tr("and %n further line(s)", nullptr, static_cast<int>(told - kLines)),
                                    PlainLabel::Look::Muted, this);
        body()->addWidget(more);
        m_lines << more;
    }
}

void DiffCard::tell(const command::CommandPreview& preview) {
    clear();
    for (std::size_t i = 0; i < std::min(preview.agents.size(), kAgents); ++i) {
        addAgent(preview.agents[i]);
    }
    const auto left = preview.moreAgents + std::max(preview.agents.size(), kAgents) - kAgents;
    if (left > 0) {
        auto* more = new PlainLabel(tr("and %n further agent(s)", nullptr, static_cast<int>(left)),
                                    PlainLabel::Look::Muted, this);
        body()->addWidget(more);
        m_lines << more;
    }
    setVisible(!m_lines.isEmpty());
}

} // namespace countersign::ui
