#include "tests/core/wire/command_samples.h"
#include "tests/core/wire/query_samples.h"
#include "tests/support/source_dir.h"

#include <QFile>
#include <QTest>

using namespace countersign;
using namespace countersign::wire::test;

/// core/design/commands.md and queries.md say what the code says.
class TstTables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void commandRows();
    void queryRows();
};

namespace {

using Row = QList<QByteArray>;

/// The cells of each row whose first cell is a name in backticks.
QList<Row> rows(const QString& name) {
    QFile file(sourcePath("core/design/") + name);
    QList<Row> out;
    if (!file.open(QIODevice::ReadOnly)) {
        return out;
    }
    for (const auto& line : file.readAll().split('\n')) {
        Row cells;
        for (const auto& cell : line.split('|')) {
            cells.append(cell.trimmed());
        }
        if (cells.size() > 5 && cells[1].startsWith('`')) {
            out.append(cells.mid(1));
        }
    }
    return out;
}

QByteArray name(std::string_view text) {
    return QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
}

/// As the tables write it: `a`, `b?`, texts as `c?{…}`.
QSet<QByteArray> members(const json::Value& full, const json::Object& bare) {
    QSet<QByteArray> out;
    for (const auto& [member, value] : *full.asObject()) {
        const bool committed = value.asObject() != nullptr && value.asObject()->find("label") != nullptr;
        if (member != "type") {
            out.insert("`" + name(member) + (bare.find(member) == nullptr ? "?" : "") + (committed ? "{…}" : "") + "`");
        }
    }
    return out;
}
QSet<QByteArray> cellMembers(const QByteArray& cell) {
    QSet<QByteArray> out;
    for (const auto& member : cell.split(',')) {
        if (!member.trimmed().isEmpty()) {
            out.insert(member.trimmed());
        }
    }
    return out;
}

} // namespace

void TstTables::commandRows() {
    const auto table = rows(QStringLiteral("commands.md"));
    const auto all = commands();
    QCOMPARE(std::size_t(table.size()), all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& [full, bare] = all[i];
        const auto& row = table[qsizetype(i)];
        QCOMPARE(row[0], "`" + name(command::commandName(full)) + "`");
        const auto least = wire::toJson(bare);
        QCOMPARE(cellMembers(row[1]), members(wire::toJson(full), *least.asObject()));
        QSet<QByteArray> roles;
        for (const auto role : command::rolesFor(full)) {
            roles.insert(name(identity::operatorRoleName(role)));
        }
        QCOMPARE(cellMembers(row[2]), roles);
        if (row[3] != "deny") {
            QCOMPARE(row[3] == "yes", command::onlyRestricts(full));
        }
    }
}

void TstTables::queryRows() {
    const auto table = rows(QStringLiteral("queries.md"));
    const auto all = queries();
    QCOMPARE(std::size_t(table.size()), all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& [full, bare] = all[i];
        const auto& row = table[qsizetype(i)];
        QCOMPARE(row[0], "`" + name(command::queryName(full)) + "`");
        // What has a default may be left out although it is always written.
        auto least = wire::toJson(bare);
        for (const auto* defaulted : {"limit", "epoch", "arguments", "buckets"}) {
            least.asObject()->erase(defaulted);
        }
        QCOMPARE(cellMembers(row[1]), members(wire::toJson(full), *least.asObject()));
        QSet<QByteArray> asks;
        for (const auto role :
             {identity::OperatorRole::Owner, identity::OperatorRole::Admin, identity::OperatorRole::PolicyAuthor,
              identity::OperatorRole::Approver, identity::OperatorRole::Auditor}) {
            auto who = bareOperator();
            who.roles = {role};
            if (command::mayAsk(who, full)) {
                asks.insert(name(identity::operatorRoleName(role)));
            }
        }
        const QSet<QByteArray> always{"owner", "auditor"};
        const auto said = row[2] == "everybody" ? QSet<QByteArray>{"admin", "approver", "policy-author"}
                          : row[2] == "nobody"  ? QSet<QByteArray>()
                                                : cellMembers(row[2]);
        QCOMPARE(asks, said + always);
    }
}

QTEST_APPLESS_MAIN(TstTables)
#include "tst_tables.moc"
