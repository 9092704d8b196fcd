#include "ui/access/inspect.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/effects.h"
#include "ui/support/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace countersign::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::ui::AccessInspector)
};
constexpr std::size_t kMostLines = 60;

QString word(const std::string& text) {
    return plain(text);
}

Look lookOf(const decision::Permission& permission) {
    using enum CellAnswer::Verdict;
    return lookOf(permission.effect == delegation::Effect::Deny ? Deny : permission.hold ? Hold : Allow);
}

/// `open grant:…` with the words of its button.
InspectorPane::Line lineOf(const RightLine& line) {
    const auto& permission = line.permission;
    InspectorPane::Line out{.head = word(permission.scope.text()),
                            .look = lookOf(permission),
                            .sentences = {Words::tr("on %1").arg(resourcesText(permission.resources))},
                            .button = permission.origin.starts_with("grant:") ? Words::tr("Open the grant")
                                                                              : Words::tr("Open the role"),
                            .want = QStringLiteral("open ") + word(permission.origin)};
    if (permission.hold) {
        out.sentences << holdText(*permission.hold);
    }
    out.sentences << originText(line);
    if (line.conditions != nullptr) {
        out.sentences << conditionsText(*line.conditions);
    }
    if (line.expires) {
        out.sentences << Words::tr("until %1").arg(expiryText(line.expires));
    }
    return out;
}

void tellTerms(InspectorPane& pane, const std::vector<delegation::ScopePattern>& scopes,
               const delegation::ResourceSet& resources) {
    pane.addFact(Words::tr("Scopes"), scopesText(scopes), PlainLabel::Look::Mono);
    pane.addFact(Words::tr("On"), resourcesText(resources),
                 resources.isAny() ? PlainLabel::Look::Body : PlainLabel::Look::Mono);
}

void tellRules(InspectorPane& pane, const delegation::Role& role) {
    for (const auto& rule : role.rules) {
        InspectorPane::Line line{.head = scopesText(rule.scopes),
                                 .look = lookOf(rule.effect == delegation::Effect::Deny ? CellAnswer::Verdict::Deny
                                                : rule.hold                             ? CellAnswer::Verdict::Hold
                                                                                        : CellAnswer::Verdict::Allow),
                                 .sentences = {Words::tr("on %1").arg(resourcesText(rule.resources))},
                                 .button = {},
                                 .want = {}};
        if (rule.hold) {
            line.sentences << holdText(*rule.hold);
        }
        pane.addLine(line);
    }
}

void tellHolders(InspectorPane& pane, const AccessFacts& facts, const delegation::Role& role) {
    bool any = false;
    for (const auto& assignment : facts.assignments) {
        if (assignment.role != role.id) {
            continue;
        }
        if (!std::exchange(any, true)) {
            pane.addHeading(Words::tr("Had by"));
        }
        const auto to = word(assignment.to.text());
        pane.addLine({.head = subjectText(to),
                      .look = isLive(assignment, facts.at)
                                  ? Look()
                                  : Look{Words::tr("expired"), {}, QStringLiteral("clock"), Tone::Neutral},
                      .sentences = {assignment.expires ? Words::tr("until %1").arg(expiryText(assignment.expires))
                                                       : Words::tr("for as long as it is not taken away")},
                      .button = Words::tr("Take the role away…"),
                      .want = QStringLiteral("unassign ") + to});
    }
    if (!any) {
        pane.addSentence(Words::tr("Nobody has this role."), PlainLabel::Look::Muted);
    }
}

} // namespace

void tellCell(InspectorPane& pane, const MatrixModel& matrix, const QModelIndex& index) {
    const auto& lines = matrix.lines(index.row());
    const auto& scope = matrix.scope(index.column());
    const auto& answer = matrix.cell(index.row(), index.column());
    const auto subject = matrix.subject(index.row());
    pane.start(word(scope.text()), subjectText(subject));
    auto look = lookOf(answer.verdict);
    look.word = index.data().toString();
    pane.addChip(look);
    pane.addSentence(whyText(subject, scope, answer, lines));
    auto about = linesAbout(lines, scope);
    if (!about.empty()) {
        pane.addHeading(Words::tr("By what right"));
    }
    // What denies first: it outweighs the others.
    std::ranges::stable_sort(about, std::greater(), [](const auto* line) { return line->permission.effect; });
    for (std::size_t i = 0; i < std::min(about.size(), kMostLines); ++i) {
        pane.addLine(lineOf(*about[i]));
    }
    if (about.size() > kMostLines) {
        pane.addSentence(Words::tr("%n further line(s).", nullptr, static_cast<int>(about.size() - kMostLines)));
    }
}

void tellGrant(InspectorPane& pane, const AccessFacts& facts, const delegation::Grant& grant,
               const ActionRegistry& actions) {
    pane.start(Words::tr("Grant"), subjectText(word(grant.to.text())));
    pane.addChip(lookOf(grant, facts.at));
    pane.addVerb(actions.action(QStringLiteral("access.replaceGrant")));
    pane.addVerb(actions.action(QStringLiteral("access.revokeGrant")));
    tellTerms(pane, grant.scopes, grant.resources);
    pane.addFact(Words::tr("Hold"), grant.hold ? holdText(*grant.hold) : Words::tr("none"));
    pane.addFact(Words::tr("Made"), moment(grant.created));
    pane.addFact(Words::tr("Expires"), expiryText(grant.expires));
    pane.addFact(Words::tr("Delegation"), grant.delegateDepth == 0
                                              ? Words::tr("may not be lent on")
                                              : Words::tr("%n hop(s)", nullptr, grant.delegateDepth));
    pane.addFact(Words::tr("Id"), word(grant.id.text()), PlainLabel::Look::Mono);
    const auto conditions = conditionsText(grant.conditions);
    pane.addHeading(Words::tr("Conditions"));
    pane.addSentence(conditions.isEmpty() ? Words::tr("None.") : conditions.join(QLatin1Char('\n')));
}

void tellRole(InspectorPane& pane, const AccessFacts& facts, const delegation::Role& role,
              const ActionRegistry& actions) {
    pane.start(Words::tr("Role"), word(role.id.text()));
    pane.addVerb(actions.action(QStringLiteral("access.assignRole")));
    pane.addVerb(actions.action(QStringLiteral("access.editRole")));
    if (!role.inherits.empty()) {
        pane.addHeading(Words::tr("Inherits"));
    }
    for (const auto& inherited : role.inherits) {
        pane.addLine({.head = word(inherited.text()),
                      .look = {},
                      .sentences = {},
                      .button = Words::tr("Open the role"),
                      .want = QStringLiteral("open role:") + word(inherited.text())});
    }
    pane.addHeading(Words::tr("Rules"));
    if (role.rules.empty()) {
        pane.addSentence(Words::tr("None of its own."), PlainLabel::Look::Muted);
    }
    tellRules(pane, role);
    tellHolders(pane, facts, role);
}

void tellDelegation(InspectorPane& pane, const AccessFacts& facts, const delegation::Delegation& hop,
                    const ActionRegistry& actions) {
    pane.start(Words::tr("Delegation"), Words::tr("%1 → %2").arg(word(hop.from.id()), word(hop.to.text())));
    pane.addChip(lookOf(hop, facts));
    pane.addVerb(actions.action(QStringLiteral("access.revokeDelegation")));
    tellTerms(pane, hop.scopes, hop.resources);
    if (hop.purpose) {
        pane.addFact(Words::tr("Purpose"), hop.purpose->text ? word(*hop.purpose->text) : Words::tr("erased"));
    }
    pane.addFact(Words::tr("Made"), moment(hop.created));
    pane.addFact(Words::tr("Expires"), moment(hop.expires));
    pane.addFact(Words::tr("Uses"), hop.maxUses ? Words::tr("at most %1").arg(number(*hop.maxUses)) : Words::tr("any"));
    pane.addFact(Words::tr("Lent on"),
                 hop.maxDepth == 0 ? Words::tr("no") : Words::tr("%n hop(s)", nullptr, hop.maxDepth));
    const auto sessions =
        std::ranges::count_if(facts.sessions, [&](const auto& one) { return one.delegation == hop.id; });
    pane.addFact(Words::tr("Sessions"), number(static_cast<std::uint64_t>(sessions)));
    pane.addFact(Words::tr("Id"), word(hop.id.text()), PlainLabel::Look::Mono);
    if (hop.parent) {
        pane.addLine({.head = word(hop.parent->text()),
                      .look = {},
                      .sentences = {Words::tr("This hop lends on what that one lent.")},
                      .button = Words::tr("Open the hop above"),
                      .want = QStringLiteral("open delegation:") + word(hop.parent->text())});
    }
    pane.addLine({.head = word(hop.to.text()),
                  .look = {},
                  .sentences = {},
                  .button = Words::tr("Open the agent"),
                  .want = QStringLiteral("open agent:") + word(hop.to.text())});
}

void tellScope(InspectorPane& pane, const AccessFacts& facts, const QString& scope, const ActionRegistry& actions) {
    const auto* entry = facts.scope(scope.toStdString());
    pane.start(Words::tr("Scope"), scope);
    pane.addChip(lookOf(entry == nullptr ? delegation::Risk::High : entry->risk));
    pane.addVerb(actions.action(QStringLiteral("access.editScope")));
    pane.addSentence(entry == nullptr             ? Words::tr("Not in the catalogue: it counts as high.")
                     : entry->description.empty() ? Words::tr("Without a description.")
                                                  : word(entry->description));
    pane.addHeading(Words::tr("Actions that need it"));
    QStringList mapped;
    for (const auto& [action, needs] : facts.actions) {
        if (plain(needs.text()) == scope) {
            mapped << word(action);
        }
    }
    auto unmapped = scope;
    pane.addSentence(mapped.isEmpty()
                         ? Words::tr("%1, by its name.").arg(unmapped.replace(QLatin1Char(':'), QLatin1Char('.')))
                         : mapped.join(QStringLiteral(", ")),
                     PlainLabel::Look::Mono);
    const auto parsed = delegation::Scope::parse(scope.toStdString());
    if (!parsed) {
        return;
    }
    std::uint64_t grants = 0;
    for (const auto& grant : facts.grants) {
        grants += isLive(grant, facts.at) &&
                          std::ranges::any_of(grant.scopes, [&](const auto& one) { return one.matches(*parsed); })
                      ? 1
                      : 0;
    }
    pane.addHeading(Words::tr("In use"));
    pane.addFact(Words::tr("Grants"), number(grants));
    for (const auto& role : facts.roles) {
        const bool speaks = std::ranges::any_of(role.rules, [&](const auto& rule) {
            return std::ranges::any_of(rule.scopes, [&](const auto& one) { return one.matches(*parsed); });
        });
        if (speaks) {
            pane.addLine({.head = word(role.id.text()),
                          .look = {},
                          .sentences = {},
                          .button = Words::tr("Open the role"),
                          .want = QStringLiteral("open role:") + word(role.id.text())});
        }
    }
}

} // namespace countersign::ui
