#pragma once

#include "ui/access/rights.h"
#include "ui/support/theme.h"

#include <QString>

/// Rights in words and signs. Foreign text in them is not escaped yet.
namespace countersign::ui {

struct Look {
    QString word;
    /// Where a word does not fit.
    QString letter;
    QString icon;
    Tone tone = Tone::Neutral;
};
[[nodiscard]] Look lookOf(CellAnswer::Verdict verdict);
[[nodiscard]] Look lookOf(delegation::Risk risk);
[[nodiscard]] Look lookOf(const delegation::Grant& grant, Timestamp now);
/// With what it was lent on: a hop below one that ended has ended as well.
[[nodiscard]] Look lookOf(const delegation::Delegation& delegation, const AccessFacts& facts);

[[nodiscard]] QString plain(std::string_view text);
/// `agent-triage`, `group dev`, `role reader`.
[[nodiscard]] QString subjectText(const QString& subject);
[[nodiscard]] QString scopesText(const std::vector<delegation::ScopePattern>& scopes);
/// A sentence each; none where nothing restricts.
[[nodiscard]] QStringList conditionsText(const delegation::Conditions& conditions);
/// `by grant grt_…, made for role reviewer, which it has through group dev`.
[[nodiscard]] QString originText(const RightLine& line);
/// `issue:read on repo=acme/*, held for 1 approval(s) of role:approver: by grant grt_…`.
[[nodiscard]] QString lineText(const RightLine& line);
/// Why a cell says what it says, in one sentence or two.
[[nodiscard]] QString whyText(const QString& subject, const delegation::Scope& scope, const CellAnswer& answer,
                              const std::vector<RightLine>& lines);
/// `2026-11-23 10:00` or `never`.
[[nodiscard]] QString expiryText(const std::optional<Timestamp>& expires);

} // namespace countersign::ui
