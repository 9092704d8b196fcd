#pragma once

#include "ui/access/access_facts.h"
#include "ui/access/fact_table.h"

/// The lists of the page as rows of a table.
namespace countersign::ui {

[[nodiscard]] std::vector<FactColumn> grantColumns();
/// `below`: only grants that speak of a scope there; empty: all.
[[nodiscard]] std::vector<FactRow> grantRows(const AccessFacts& facts, const QString& below);
[[nodiscard]] std::vector<FactColumn> roleColumns();
[[nodiscard]] std::vector<FactRow> roleRows(const AccessFacts& facts);
[[nodiscard]] std::vector<FactColumn> delegationColumns();
[[nodiscard]] std::vector<FactRow> delegationRows(const AccessFacts& facts);

} // namespace countersign::ui
