#include "ui/shell/effects.h"

#include <QCoreApplication>

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr std::size_t kAgentsTold = 5;
constexpr std::size_t kLinesTold = 4;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::ui::Effects)
};

QString plain(const std::string& text) {
    return QString::fromStdString(text);
}

void tellLines(QStringList& out, const QString& agent, const std::vector<decision::Permission>& lines,
               const QString& sentence, const QString& more) {
    for (std::size_t i = 0; i < std::min(lines.size(), kLinesTold); ++i) {
        out << sentence.arg(agent, permissionText(lines[i]));
    }
    if (lines.size() > kLinesTold) {
        out << more;
    }
}

void tellAgent(QStringList& out, const command::AgentChange& change) {
    const auto agent = plain(change.agent.text());
    if (change.actsBefore && !change.actsAfter) {
        out << Words::tr("%1 may not act any more.").arg(agent);
    } else if (!change.actsBefore && change.actsAfter) {
        out << Words::tr("%1 may act.").arg(agent);
    }
    const auto rest = [](const auto& lines) {
        return static_cast<int>(std::max(lines.size(), kLinesTold) - kLinesTold);
    };
    tellLines(out, agent, change.gained, Words::tr("%1 gains %2."),
              Words::tr("%1 gains %n further permission(s).", nullptr, rest(change.gained)).arg(agent));
    tellLines(out, agent, change.lost, Words::tr("%1 loses %2."),
              Words::tr("%1 loses %n further permission(s).", nullptr, rest(change.lost)).arg(agent));
}

} // namespace

QString resourcesText(const delegation::ResourceSet& resources) {
    if (resources.isAny()) {
        return Words::tr("anything");
    }
    QStringList patterns;
    for (const auto& pattern : resources.patterns()) {
        patterns << plain(pattern.text());
    }
    return patterns.join(QStringLiteral(", "));
}

QString holdText(const approval::Hold& hold) {
    return Words::tr("held for %n approval(s) of %1", nullptr, static_cast<int>(hold.quorum))
        .arg(plain(hold.from.text()));
}

QString permissionText(const decision::Permission& permission) {
    const auto what = Words::tr("%1 on %2").arg(plain(permission.scope.text()), resourcesText(permission.resources));
    if (permission.effect == delegation::Effect::Deny) {
        return Words::tr("a denial of %1").arg(what);
    }
    return permission.hold ? Words::tr("%1, %2").arg(what, holdText(*permission.hold)) : what;
}

QStringList effectsOf(const command::CommandPreview& preview) {
    QStringList out;
    for (std::size_t i = 0; i < std::min(preview.agents.size(), kAgentsTold); ++i) {
        tellAgent(out, preview.agents[i]);
    }
    const auto more = preview.moreAgents + std::max(preview.agents.size(), kAgentsTold) - kAgentsTold;
    if (more > 0) {
        out << Words::tr("Something changes for %n further agent(s).", nullptr, static_cast<int>(more));
    }
    if (!preview.sessions.empty()) {
        out << Words::tr("%n session(s) end.", nullptr, static_cast<int>(preview.sessions.size()));
    }
    if (!preview.approvals.empty()) {
        out << Words::tr("%n waiting request(s) can no longer be approved.", nullptr,
                         static_cast<int>(preview.approvals.size()));
    }
    if (!preview.tickets.empty()) {
        out << Words::tr("%n approved request(s) can no longer run.", nullptr,
                         static_cast<int>(preview.tickets.size()));
    }
    if (!preview.delegations.empty()) {
        out << Words::tr("%n delegation(s) end.", nullptr, static_cast<int>(preview.delegations.size()));
    }
    if (preview.moreEnded > 0) {
        out << Words::tr("%n further session(s), request(s) or delegation(s) end.", nullptr,
                         static_cast<int>(preview.moreEnded));
    }
    return out;
}

} // namespace countersign::ui
