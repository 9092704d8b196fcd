#include "ui/access/access_words.h"

#include "ui/shell/effects.h"
#include "ui/support/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace countersign::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(countersign::ui::Access)
};
/// As many as the engine takes.
constexpr int kMostHops = 16;

QString minutesText(std::uint16_t minutes) {
    return QStringLiteral("%1:%2")
        .arg(minutes / 60, 2, 10, QLatin1Char('0'))
        .arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

template <class List, class F>
QString joined(const List& list, F text) {
    QStringList words;
    for (const auto& one : list) {
        words << text(one);
    }
    return words.join(QStringLiteral(", "));
}

/// The lines that make the verdict, before those that do not.
std::vector<const RightLine*> decidingFirst(std::vector<const RightLine*> about, CellAnswer::Verdict verdict) {
    std::ranges::stable_partition(about, [verdict](const RightLine* line) {
        const bool denies = line->permission.effect == delegation::Effect::Deny;
        switch (verdict) {
        case CellAnswer::Verdict::None:
            break;
        case CellAnswer::Verdict::Deny:
            return denies;
        case CellAnswer::Verdict::Hold:
            return !denies && line->permission.hold.has_value();
        case CellAnswer::Verdict::Allow:
            return !denies;
        }
        return false;
    });
    return about;
}

} // namespace

Look lookOf(CellAnswer::Verdict verdict) {
    switch (verdict) {
    case CellAnswer::Verdict::None:
        break;
    case CellAnswer::Verdict::Allow:
        return {Words::tr("allow"), Words::tr("A", "allow"), QStringLiteral("checkmark"), Tone::Allow};
    case CellAnswer::Verdict::Hold:
        return {Words::tr("hold"), Words::tr("H", "hold"), QStringLiteral("media-playback-pause"), Tone::Hold};
    case CellAnswer::Verdict::Deny:
        return {Words::tr("deny"), Words::tr("D", "deny"), QStringLiteral("dialog-cancel"), Tone::Deny};
    }
    return {Words::tr("nothing"), QStringLiteral("·"), {}, Tone::Neutral};
}

Look lookOf(delegation::Risk risk) {
    switch (risk) {
    case delegation::Risk::Low:
        return {Words::tr("low"), Words::tr("L", "low"), QStringLiteral("arrow-down"), Tone::Allow};
    case delegation::Risk::Medium:
        return {Words::tr("medium"), Words::tr("M", "medium"), QStringLiteral("arrow-right"), Tone::Info};
    case delegation::Risk::High:
        return {Words::tr("high"), Words::tr("H", "high"), QStringLiteral("arrow-up"), Tone::Hold};
    case delegation::Risk::Critical:
        break;
    }
    return {Words::tr("critical"), Words::tr("C", "critical"), QStringLiteral("arrow-up-double"), Tone::Deny};
}

Look lookOf(const delegation::Grant& grant, Timestamp now) {
    if (grant.revoked) {
        return {Words::tr("revoked"), {}, QStringLiteral("dialog-cancel"), Tone::Deny};
    }
    if (!isLive(grant, now)) {
        return {Words::tr("expired"), {}, QStringLiteral("clock"), Tone::Neutral};
    }
    return lookOf(grant.hold ? CellAnswer::Verdict::Hold : CellAnswer::Verdict::Allow);
}

Look lookOf(const delegation::Delegation& delegation, const AccessFacts& facts) {
    if (delegation.revoked) {
        return {Words::tr("revoked"), {}, QStringLiteral("dialog-cancel"), Tone::Deny};
    }
    if (!isLive(delegation, facts.at)) {
        return {Words::tr("expired"), {}, QStringLiteral("clock"), Tone::Neutral};
    }
    const auto* above = &delegation;
    for (int hops = 0; above->parent && hops < kMostHops; ++hops) {
        above = facts.delegation(above->parent->text());
        if (above == nullptr || !isLive(*above, facts.at)) {
            return {Words::tr("ended above"), {}, QStringLiteral("dialog-cancel"), Tone::Deny};
        }
    }
    return {Words::tr("live"), {}, QStringLiteral("checkmark"), Tone::Allow};
}

QString plain(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString subjectText(const QString& subject) {
    if (subject.startsWith(QStringLiteral("group:"))) {
        return Words::tr("group %1").arg(subject.mid(6));
    }
    if (subject.startsWith(QStringLiteral("role:"))) {
        return Words::tr("role %1").arg(subject.mid(5));
    }
    return subject.startsWith(QStringLiteral("agent:")) ? subject.mid(6) : subject;
}

QString scopesText(const std::vector<delegation::ScopePattern>& scopes) {
    return joined(scopes, [](const auto& scope) { return plain(scope.text()); });
}

QStringList conditionsText(const delegation::Conditions& c) {
    QStringList out;
    if (c.notBefore) {
        out << Words::tr("Not before %1.").arg(moment(*c.notBefore));
    }
    if (c.notAfter) {
        out << Words::tr("Not after %1.").arg(moment(*c.notAfter));
    }
    if (!c.days.empty()) {
        out << Words::tr("Only on %1.").arg(joined(c.days, [](int day) {
            return QLocale().standaloneDayName(day, QLocale::ShortFormat);
        }));
    }
    if (c.minutes) {
        out << Words::tr("Only from %1 to %2 (UTC).")
                   .arg(minutesText(c.minutes->first), minutesText(c.minutes->second));
    }
    if (!c.environments.empty()) {
        out << Words::tr("Only in %1.").arg(joined(c.environments, [](const auto& one) { return plain(one); }));
    }
    if (!c.networks.empty()) {
        out << Words::tr("Only from %1.").arg(joined(c.networks, [](const auto& one) { return plain(one.text()); }));
    }
    if (c.rate) {
        out << Words::tr("At most %n time(s) in %1.", nullptr, static_cast<int>(c.rate->count))
                   .arg(lasting(c.rate->window));
    }
    if (c.budget) {
        out << Words::tr("%1 uses in all.").arg(number(*c.budget));
    }
    return out;
}

QString originText(const RightLine& line) {
    const auto origin = plain(line.permission.origin);
    const bool grant = origin.startsWith(QStringLiteral("grant:"));
    const auto by = grant ? Words::tr("by grant %1").arg(origin.mid(6)) : Words::tr("by %1").arg(subjectText(origin));
    if (line.way.empty()) {
        return by;
    }
    QStringList way;
    for (const auto& step : line.way) {
        way << subjectText(plain(step));
    }
    if (!grant) {
        way.removeLast();
    }
    return way.isEmpty() ? by : Words::tr("%1, through %2").arg(by, way.join(QStringLiteral(" → ")));
}

QString lineText(const RightLine& line) {
    auto text = Words::tr("%1: %2").arg(permissionText(line.permission), originText(line));
    if (line.conditions != nullptr && *line.conditions != delegation::Conditions()) {
        text = Words::tr("%1; under conditions").arg(text);
    }
    return text;
}

QString whyText(const QString& subject, const delegation::Scope& scope, const CellAnswer& answer,
                const std::vector<RightLine>& lines) {
    const auto who = subjectText(subject);
    const auto what = plain(scope.text());
    const auto about = decidingFirst(linesAbout(lines, scope), answer.verdict);
    if (about.empty()) {
        return Words::tr("%1 may not do %2: no grant and no role gives it.").arg(who, what);
    }
    const auto& first = *about.front();
    const auto on = resourcesText(first.permission.resources);
    const auto by = originText(first);
    QString text;
    switch (answer.verdict) {
    case CellAnswer::Verdict::None:
        break;
    case CellAnswer::Verdict::Deny:
        text = Words::tr("%1 may not do %2 on %3: denied %4.").arg(who, what, on, by);
        break;
    case CellAnswer::Verdict::Hold:
        text = Words::tr("%1 may do %2 on %3 once it is approved (%4): %5.")
                   .arg(who, what, on, first.permission.hold ? holdText(*first.permission.hold) : QString(), by);
        break;
    case CellAnswer::Verdict::Allow:
        text = Words::tr("%1 may do %2 on %3: %4.").arg(who, what, on, by);
        break;
    }
    if (answer.partly) {
        text += QLatin1Char(' ') + Words::tr("Not on every resource.");
    }
    if (about.size() > 1) {
        text += QLatin1Char(' ') +
                Words::tr("%n further line(s) speak of it.", nullptr, static_cast<int>(about.size() - 1));
    }
    return text;
}

QString expiryText(const std::optional<Timestamp>& expires) {
    return expires ? moment(*expires) : Words::tr("never");
}

} // namespace countersign::ui
