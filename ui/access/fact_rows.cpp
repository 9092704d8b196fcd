#include "ui/access/fact_rows.h"

#include "ui/access/access_words.h"
#include "ui/shell/effects.h"
#include "ui/support/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace countersign::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::ui::AccessTables)
};
using Face = FactCell::Face;

FactCell words(const QString& text, Face face = Face::Plain) {
    return {.text = text, .face = face};
}

FactCell count(std::size_t value) {
    return {.text = value == 0 ? QStringLiteral("–") : number(value),
            .face = value == 0 ? Face::Quiet : Face::Plain,
            .order = static_cast<qint64>(value)};
}

FactCell chip(const Look& look) {
    return {.text = look.word, .chip = look.tone, .icon = look.icon};
}

FactCell until(const std::optional<Timestamp>& expires) {
    return {.text = expiryText(expires),
            .face = Face::Quiet,
            .order = expires ? expires->milliseconds() : std::numeric_limits<qint64>::max()};
}

/// The known scopes at or below a place in the catalogue.
std::vector<delegation::Scope> scopesBelow(const AccessFacts& facts, const QString& place) {
    auto scopes = facts.knownScopes();
    std::erase_if(scopes, [&](const delegation::Scope& scope) {
        const auto text = plain(scope.text());
        return text != place && !text.startsWith(place + QLatin1Char(':'));
    });
    return scopes;
}

bool speaksOf(const delegation::Grant& grant, const std::vector<delegation::Scope>& scopes) {
    return std::ranges::any_of(grant.scopes, [&](const auto& pattern) {
        return std::ranges::any_of(scopes, [&](const auto& scope) { return pattern.matches(scope); });
    });
}

} // namespace

std::vector<FactColumn> grantColumns() {
    return {{Words::tr("For"), 24},     {Words::tr("Scopes"), 0},      {Words::tr("Says"), 12}, {Words::tr("On"), 0},
            {Words::tr("Expires"), 22}, {Words::tr("Conditions"), 12}, {Words::tr("Grant"), 34}};
}

std::vector<FactRow> grantRows(const AccessFacts& facts, const QString& below) {
    std::vector<FactRow> rows;
    const auto scopes = below.isEmpty() ? std::vector<delegation::Scope>() : scopesBelow(facts, below);
    for (const auto& grant : facts.grants) {
        if (!below.isEmpty() && !speaksOf(grant, scopes)) {
            continue;
        }
        const auto id = plain(grant.id.text());
        rows.push_back({.id = id,
                        .cells = {words(subjectText(plain(grant.to.text())), Face::Strong),
                                  words(scopesText(grant.scopes), Face::Mono), chip(lookOf(grant, facts.at)),
                                  words(resourcesText(grant.resources), Face::Mono), until(grant.expires),
                                  count(static_cast<std::size_t>(conditionsText(grant.conditions).size())),
                                  words(id, Face::Mono)}});
    }
    return rows;
}

std::vector<FactColumn> roleColumns() {
    return {{Words::tr("Role"), 24},     {Words::tr("May do"), 0},  {Words::tr("Denied"), 0},
            {Words::tr("Inherits"), 18}, {Words::tr("Had by"), 10}, {Words::tr("Grants"), 10}};
}

std::vector<FactRow> roleRows(const AccessFacts& facts) {
    std::vector<FactRow> rows;
    for (const auto& role : facts.roles) {
        QStringList allowed;
        QStringList denied;
        for (const auto& rule : role.rules) {
            (rule.effect == delegation::Effect::Deny ? denied : allowed) << scopesText(rule.scopes);
        }
        QStringList inherited;
        for (const auto& one : role.inherits) {
            inherited << plain(one.text());
        }
        const auto id = plain(role.id.text());
        const auto subject = "role:" + role.id.text();
        const auto had = std::ranges::count_if(
            facts.assignments, [&](const auto& one) { return one.role == role.id && isLive(one, facts.at); });
        const auto grants = std::ranges::count_if(
            facts.grants, [&](const auto& one) { return one.to.text() == subject && isLive(one, facts.at); });
        const auto list = [](const QStringList& all, Face face) {
            return all.isEmpty() ? words(QStringLiteral("–"), Face::Quiet)
                                 : words(all.join(QStringLiteral(", ")), face);
        };
        rows.push_back({.id = id,
                        .cells = {words(id, Face::Strong), list(allowed, Face::Mono), list(denied, Face::Mono),
                                  list(inherited, Face::Plain), count(static_cast<std::size_t>(had)),
                                  count(static_cast<std::size_t>(grants))}});
    }
    return rows;
}

std::vector<FactColumn> delegationColumns() {
    return {{Words::tr("From"), 20},     {Words::tr("To"), 24},        {Words::tr("State"), 16},
            {Words::tr("Scopes"), 0},    {Words::tr("On"), 0},         {Words::tr("Expires"), 22},
            {Words::tr("Sessions"), 10}, {Words::tr("Most uses"), 10}, {Words::tr("Delegation"), 34}};
}

std::vector<FactRow> delegationRows(const AccessFacts& facts) {
    std::vector<FactRow> rows;
    for (const auto& hop : facts.delegations) {
        const auto sessions =
            std::ranges::count_if(facts.sessions, [&](const auto& one) { return one.delegation == hop.id; });
        const auto id = plain(hop.id.text());
        rows.push_back(
            {.id = id,
             .cells = {words(plain(hop.from.id())), words(plain(hop.to.text()), Face::Strong), chip(lookOf(hop, facts)),
                       words(scopesText(hop.scopes), Face::Mono), words(resourcesText(hop.resources), Face::Mono),
                       until(hop.expires), count(static_cast<std::size_t>(sessions)),
                       count(hop.maxUses ? static_cast<std::size_t>(*hop.maxUses) : 0), words(id, Face::Mono)}});
    }
    return rows;
}

} // namespace countersign::ui
