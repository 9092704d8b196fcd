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

void DiffCard::addLine(const QString& icon, Tone tone, const QString& text) {
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(new IconView(icon, kIcon, tone, row), 0, Qt::AlignTop);
    line->addWidget(new PlainLabel(text, PlainLabel::Look::Body, row), 1);
    body()->addWidget(row);
    m_lines << row;
}

void DiffCard::addAgent(const command::AgentChange& change) {
    auto* name = new PlainLabel(plain(change.agent.text()), PlainLabel::Look::Strong, this);
    body()->addWidget(name);
    m_lines << name;
    std::size_t told = 0;
    const auto tell = [&](const QString& icon, Tone tone, const QString& text) {
        if (told++ < kLines) {
            addLine(icon, tone, text);
        }
    };
    const auto toneOf = [](const decision::Permission& right, bool gained) {
        return (right.effect == delegation::Effect::Deny) == gained ? Tone::Deny : Tone::Allow;
    };
    const auto rights = changedRights(change);
    for (const auto& right : rights.heldOtherwise) {
        tell(QStringLiteral("dialog-warning"), right.after->hold ? Tone::Hold : Tone::Deny, heldOtherwiseText(right));
    }
    for (const auto* right : rights.gained) {
        tell(QStringLiteral("list-add"), toneOf(*right, true), tr("gains %1").arg(permissionText(*right)));
    }
    for (const auto* right : rights.lost) {
        tell(QStringLiteral("list-remove"), toneOf(*right, false), tr("loses %1").arg(permissionText(*right)));
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
