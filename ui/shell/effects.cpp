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

void tellLines(QStringList& out, const QString& agent, const std::vector<const decision::Permission*>& lines,
               const QString& sentence, const QString& more) {
    for (std::size_t i = 0; i < std::min(lines.size(), kLinesTold); ++i) {
        out << sentence.arg(agent, permissionText(*lines[i]));
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
    const auto told = changedRights(change);
    // By which less stands between the agent and what it may do comes first.
    for (const auto& right : told.heldOtherwise) {
        out << QStringLiteral("%1: %2").arg(agent, heldOtherwiseText(right));
    }
    const auto rest = [](const auto& lines) {
        return static_cast<int>(std::max(lines.size(), kLinesTold) - kLinesTold);
    };
    tellLines(out, agent, told.gained, Words::tr("%1 gains %2."),
              Words::tr("%1 gains %n further permission(s).", nullptr, rest(told.gained)).arg(agent));
    tellLines(out, agent, told.lost, Words::tr("%1 loses %2."),
              Words::tr("%1 loses %n further permission(s).", nullptr, rest(told.lost)).arg(agent));
}

QString whatText(const decision::Permission& permission) {
    return Words::tr("%1 on %2").arg(plain(permission.scope.text()), resourcesText(permission.resources));
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
    const auto what = whatText(permission);
    if (permission.effect == delegation::Effect::Deny) {
        return Words::tr("a denial of %1").arg(what);
    }
    return permission.hold ? Words::tr("%1, %2").arg(what, holdText(*permission.hold)) : what;
}

ChangedRights changedRights(const command::AgentChange& change) {
    ChangedRights out;
    const auto isAgain = [](const decision::Permission& right) {
        return [&right](const decision::Permission& other) {
            return other.effect == right.effect && other.scope == right.scope && other.resources == right.resources;
        };
    };
    for (const auto& right : change.gained) {
        const auto before = std::ranges::find_if(change.lost, isAgain(right));
        if (before == change.lost.end()) {
            out.gained.push_back(&right);
        } else {
            out.heldOtherwise.push_back({.before = &*before, .after = &right});
        }
    }
    for (const auto& right : change.lost) {
        if (std::ranges::none_of(change.gained, isAgain(right))) {
            out.lost.push_back(&right);
        }
    }
    std::ranges::stable_sort(out.heldOtherwise, {}, [](const auto& right) { return right.after->hold.has_value(); });
    return out;
}

QString heldOtherwiseText(const HeldOtherwise& right) {
    const auto what = whatText(*right.after);
    if (!right.after->hold) {
        return Words::tr("no approval is needed any more for %1.").arg(what);
    }
    if (!right.before->hold) {
        return Words::tr("from now on %1 is %2.").arg(what, holdText(*right.after->hold));
    }
    return Words::tr("%1 is %2; until now it is %3.")
        .arg(what, holdText(*right.after->hold), holdText(*right.before->hold));
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
