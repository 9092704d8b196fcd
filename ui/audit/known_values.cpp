#include "ui/audit/known_values.h"

#include "ui/audit/filter_text.h"

#include <array>

namespace countersign::ui {

namespace {

constexpr int kLookedAt = 200;

struct Source {
    QString name;
    std::string ledger::RecordFields::* member;
};

} // namespace

QHash<QString, QStringList> knownValues(const AuditModel& model) {
    const std::array<Source, 4> sources{Source{QStringLiteral("agent"), &ledger::RecordFields::agent},
                                        Source{QStringLiteral("user"), &ledger::RecordFields::user},
                                        Source{QStringLiteral("action"), &ledger::RecordFields::action},
                                        Source{QStringLiteral("operator"), &ledger::RecordFields::operatorId}};
    const auto skipped = comparison("agent", "x").size() - 1;
    QHash<QString, QStringList> out;
    for (int i = 0; i < std::min(kLookedAt, model.rowCount()); ++i) {
        const auto row = model.row(i);
        if (!row) {
            break;
        }
        for (const auto& source : sources) {
            const auto& value = row->record.fields().*source.member;
            const auto spelt = comparison("agent", value).mid(skipped);
            if (auto& values = out[source.name]; !value.empty() && !values.contains(spelt)) {
                values.append(spelt);
            }
        }
    }
    for (auto& values : out) {
        values.sort();
    }
    return out;
}

} // namespace countersign::ui
