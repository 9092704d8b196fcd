#include "ui/access/rights.h"

#include <algorithm>
#include <deque>
#include <set>
#include <tuple>

namespace countersign::ui {

using delegation::Effect;

Rights::Rights(AccessFactsPtr facts) : m_facts(std::move(facts)) {
    for (const auto& grant : m_facts->grants) {
        if (isLive(grant, m_facts->at)) {
            m_grants[grant.to.text()].push_back(&grant);
        }
    }
    for (const auto& assignment : m_facts->assignments) {
        if (isLive(assignment, m_facts->at)) {
            m_roles[assignment.to.text()].push_back("role:" + assignment.role.text());
        }
    }
    for (const auto& group : m_facts->groups) {
        for (const auto& member : group.members) {
            m_groups[member.text()].push_back("group:" + group.id.text());
        }
    }
}

std::vector<std::string> Rights::nextOf(const std::string& subject) const {
    std::vector<std::string> next;
    const auto take = [&](const auto& map) {
        if (const auto found = map.find(subject); found != map.end()) {
            next.insert(next.end(), found->second.begin(), found->second.end());
        }
    };
    take(m_groups);
    take(m_roles);
    if (subject.starts_with("role:")) {
        if (const auto* role = m_facts->role(std::string_view(subject).substr(5))) {
            for (const auto& inherited : role->inherits) {
                next.push_back("role:" + inherited.text());
            }
        }
    }
    return next;
}

std::vector<Rights::Step> Rights::stepsFrom(const std::string& subject) const {
    std::vector<Step> steps{{subject, {}}};
    std::set<std::string> seen{subject};
    for (std::size_t at = 0; at < steps.size(); ++at) {
        for (auto& next : nextOf(steps[at].subject)) {
            if (seen.insert(next).second) {
                auto way = steps[at].way;
                way.push_back(next);
                steps.push_back({std::move(next), std::move(way)});
            }
        }
    }
    return steps;
}

void Rights::addRole(const Step& step, std::vector<RightLine>& out) const {
    const auto* role = m_facts->role(std::string_view(step.subject).substr(5));
    if (role == nullptr) {
        return;
    }
    for (const auto& rule : role->rules) {
        for (const auto& scope : rule.scopes) {
            out.push_back({.permission = {.scope = scope,
                                          .resources = rule.resources,
                                          .effect = rule.effect,
                                          .hold = rule.hold,
                                          .origin = step.subject},
                           .way = step.way,
                           .conditions = nullptr,
                           .expires = {}});
        }
    }
}

std::vector<RightLine> Rights::of(const std::string& subject) const {
    std::vector<RightLine> out;
    for (const auto& step : stepsFrom(subject)) {
        if (step.subject.starts_with("role:")) {
            addRole(step, out);
        }
        const auto found = m_grants.find(step.subject);
        if (found == m_grants.end()) {
            continue;
        }
        for (const auto* grant : found->second) {
            for (const auto& scope : grant->scopes) {
                out.push_back({.permission = {.scope = scope,
                                              .resources = grant->resources,
                                              .effect = Effect::Allow,
                                              .hold = grant->hold,
                                              .origin = "grant:" + grant->id.text()},
                               .way = step.way,
                               .conditions = &grant->conditions,
                               .expires = grant->expires});
            }
        }
    }
    std::ranges::stable_sort(out, [](const RightLine& a, const RightLine& b) {
        return std::tie(a.permission.scope, a.permission.effect, a.permission.origin) <
               std::tie(b.permission.scope, b.permission.effect, b.permission.origin);
    });
    return out;
}

std::vector<const RightLine*> linesAbout(const std::vector<RightLine>& lines, const delegation::Scope& scope) {
    std::vector<const RightLine*> about;
    for (const auto& line : lines) {
        if (line.permission.scope.matches(scope)) {
            about.push_back(&line);
        }
    }
    return about;
}

CellAnswer judge(const std::vector<RightLine>& lines, const delegation::Scope& scope) {
    using Lines = std::vector<const RightLine*>;
    const auto covered = [](const RightLine* line, const Lines& by) {
        return std::ranges::any_of(
            by, [&](const RightLine* one) { return one->permission.resources.covers(line->permission.resources); });
    };
    const auto inherited = [](const Lines& deciding) {
        return std::ranges::none_of(deciding, [](const RightLine* line) { return line->way.empty(); });
    };
    Lines denied;
    Lines allowed;
    for (const auto* line : linesAbout(lines, scope)) {
        (line->permission.effect == Effect::Deny ? denied : allowed).push_back(line);
    }
    std::erase_if(allowed, [&](const RightLine* line) { return covered(line, denied); });
    if (allowed.empty()) {
        return denied.empty() ? CellAnswer() : CellAnswer{CellAnswer::Verdict::Deny, inherited(denied), false};
    }
    Lines held;
    Lines free;
    for (const auto* line : allowed) {
        (line->permission.hold ? held : free).push_back(line);
    }
    if (held.empty()) {
        return {CellAnswer::Verdict::Allow, inherited(free), !denied.empty()};
    }
    const bool freeElsewhere = std::ranges::any_of(free, [&](const RightLine* line) { return !covered(line, held); });
    return {CellAnswer::Verdict::Hold, inherited(held), freeElsewhere || !denied.empty()};
}

} // namespace countersign::ui
