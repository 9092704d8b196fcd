#include "ui/agents/agent_row.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <ranges>

namespace countersign::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::ui::AgentRow)
};

} // namespace

const identity::KeyEntry* AgentRow::key() const {
    const auto& keys = view.agent.keys.entries();
    for (const auto& entry : std::views::reverse(keys)) {
        if (entry.status == identity::KeyStatus::Active) {
            return &entry;
        }
    }
    return nullptr;
}

bool sameFacts(const AgentRow& one, const AgentRow& other) {
    return one.view.agent == other.view.agent && one.view.groups == other.view.groups &&
           one.view.pending == other.view.pending && one.lastSeen == other.lastSeen && one.denied == other.denied;
}

StateLook lookOf(const identity::Agent& agent, Timestamp now) {
    switch (agent.state) {
    case identity::AgentState::Pending:
        return {Words::tr("pending"), Tone::Info, QStringLiteral("cs-clock")};
    case identity::AgentState::Active:
        if (agent.expiredAt(now)) {
            return {Words::tr("expired"), Tone::Hold, QStringLiteral("cs-clock")};
        }
        return {Words::tr("active"), Tone::Allow, QStringLiteral("cs-check")};
    case identity::AgentState::Suspended:
        return {Words::tr("suspended"), Tone::Hold, QStringLiteral("cs-hold")};
    case identity::AgentState::Revoked:
        return {Words::tr("revoked"), Tone::Deny, QStringLiteral("cs-cross")};
    }
    return {};
}

StateLook lookOf(const identity::KeyEntry& key, Timestamp now) {
    switch (key.status) {
    case identity::KeyStatus::Active:
        return {Words::tr("in use"), Tone::Allow, QStringLiteral("cs-check")};
    case identity::KeyStatus::Retired:
        if (key.validUntil && *key.validUntil > now) {
            return {Words::tr("ends soon"), Tone::Hold, QStringLiteral("cs-clock")};
        }
        return {Words::tr("retired"), Tone::Neutral, QStringLiteral("cs-clock")};
    case identity::KeyStatus::Revoked:
        return {Words::tr("revoked"), Tone::Deny, QStringLiteral("cs-cross")};
    }
    return {};
}

QString groupsOf(const command::AgentView& view) {
    QStringList names;
    for (const auto& group : view.groups) {
        names << QString::fromStdString(group.text());
    }
    return names.join(QStringLiteral(", "));
}

QString tagsOf(const identity::Agent& agent) {
    QStringList tags;
    for (const auto& [key, value] : agent.tags) {
        tags << QString::fromStdString(key) + QLatin1Char('=') + QString::fromStdString(value);
    }
    return tags.join(QStringLiteral(", "));
}

} // namespace countersign::ui
