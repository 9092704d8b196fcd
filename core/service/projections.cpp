#include "core/service/projections_p.h"

namespace countersign::service {

void applyChanges(Tables& tables, const std::vector<Change>& changes) {
    for (const auto& change : changes) {
        if (change.body) {
            tables[change.kind][change.id] = *change.body;
        } else {
            tables[change.kind].erase(change.id);
        }
    }
}

Result<void> compareTables(store::ReadStore& store, Tables& tables, RebuildReport& report) {
    for (const auto kind : store::entityKinds()) {
        const auto name = std::string(store::entityTable(kind));
        auto wanted = tables[kind];
        report.rows[name] = wanted.size();
        TRY(const auto stored, store.entities(kind));
        for (const auto& row : stored) {
            const auto it = wanted.find(row.id);
            if (it == wanted.end()) {
                report.changed.push_back(name + " `" + row.id + "` is in the table, but not in the ledger");
                continue;
            }
            if (it->second != row.body) {
                report.changed.push_back(name + " `" + row.id + "` is not what the ledger says");
            }
            wanted.erase(it);
        }
        for (const auto& [id, body] : wanted) {
            report.changed.push_back(name + " `" + id + "` is in the ledger, but not in the table");
        }
    }
    return {};
}

} // namespace countersign::service
