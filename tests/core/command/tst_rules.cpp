#include "core/command/commands.h"
#include "core/command/queries.h"

#include <QTest>

#include <algorithm>

using namespace countersign;
using identity::OperatorRole;

namespace {

template <std::size_t... I>
std::vector<command::Command> commands(std::index_sequence<I...>) {
    return {command::Command(std::in_place_index<I>)...};
}
std::vector<command::Command> everyCommand() {
    return commands(std::make_index_sequence<std::variant_size_v<command::Command>>());
}

} // namespace

class TstRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names();
    void roles();
    void whatOnlyRestricts();
    void onlyADenyRestricts();
};

void TstRules::names() {
    const auto commandNames = command::commandNames();
    QCOMPARE(std::set<std::string_view>(commandNames.begin(), commandNames.end()).size(), everyCommand().size());
    QCOMPARE(command::commandName(command::InitStore{}), std::string_view("InitStore"));
    QCOMPARE(command::commandName(command::RegisterAgent{}), std::string_view("RegisterAgent"));
    QCOMPARE(command::commandName(command::RotateAgentKey{}), std::string_view("RotateAgentKey"));
    QCOMPARE(command::commandName(command::UnassignRole{}), std::string_view("UnassignRole"));
    QCOMPARE(command::commandName(command::RevokeDelegation{}), std::string_view("RevokeDelegation"));
    QCOMPARE(command::commandName(command::DecideApproval{}), std::string_view("DecideApproval"));

    const auto queryNames = command::queryNames();
    QCOMPARE(std::set<std::string_view>(queryNames.begin(), queryNames.end()).size(),
             std::variant_size_v<command::Query>);
    QCOMPARE(command::queryName(command::GetStore{}), std::string_view("store"));
    QCOMPARE(command::queryName(command::ListPermissions{}), std::string_view("permissions"));
    QCOMPARE(command::queryName(command::PreviewRevoke{}), std::string_view("revoke_preview"));
    QCOMPARE(command::queryName(command::ListAudit{}), std::string_view("audit"));
    QCOMPARE(command::queryName(command::ProveConsistency{}), std::string_view("consistency"));
    QCOMPARE(command::queryName(command::Simulate{}), std::string_view("simulate"));
}

void TstRules::roles() {
    const std::set<std::string_view> owners{"InitStore", "SetSettings", "AddOperator", "DisableOperator",
                                            "RotateOperatorKey"};
    for (const auto& command : everyCommand()) {
        const auto name = command::commandName(command);
        const auto roles = command::rolesFor(command);
        if (owners.contains(name)) {
            QVERIFY2(roles == std::set{OperatorRole::Owner}, name.data());
        } else if (name == "DecideApproval") {
            QVERIFY2(roles == std::set{OperatorRole::Approver}, name.data());
        } else {
            QVERIFY2((roles == std::set{OperatorRole::Owner, OperatorRole::Admin}), name.data());
        }
    }
}

void TstRules::whatOnlyRestricts() {
    const std::set<std::string_view> restricting{"AcceptClock",  "DisableUser",     "DisableOperator",
                                                 "SuspendAgent", "RevokeAgent",     "RejectEnrolment",
                                                 "RevokeGrant",  "RevokeDelegation"};
    for (const auto& command : everyCommand()) {
        const auto name = command::commandName(command);
        QVERIFY2(command::onlyRestricts(command) == restricting.contains(name), name.data());
    }
}

void TstRules::onlyADenyRestricts() {
    const auto restricts = [](std::string payload) {
        command::DecideApproval decide;
        decide.payload = std::move(payload);
        return command::onlyRestricts(decide);
    };
    QVERIFY(restricts(R"({"decision":"deny","v":1})"));
    QVERIFY(!restricts(R"({"decision":"approve","v":1})"));
    QVERIFY(!restricts(R"({"decision":"approve","decision":"deny"})"));
    QVERIFY(!restricts(R"({"decision":["deny"]})"));
    QVERIFY(!restricts(R"({"reason":"deny"})"));
    QVERIFY(!restricts(R"("deny")"));
    QVERIFY(!restricts(""));
}

QTEST_APPLESS_MAIN(TstRules)
#include "tst_rules.moc"
