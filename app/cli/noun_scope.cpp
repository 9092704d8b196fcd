#include "app/cli/values.h"
#include "app/cli/verbs.h"

namespace countersign::cli {

namespace {

Outcome<Exit> setScope(Context& context) {
    TRY(const auto scope, context.arguments().operand<delegation::Scope>(0));
    TRY(const auto risk, Arguments::named("--risk", delegation::riskFromName(context.arguments().text("--risk"))));
    return context.order(
        command::SetScope{.scope = scope, .risk = risk, .description = context.arguments().text("--description")},
        "scope `" + scope.text() + "` is " + std::string(delegation::riskName(risk)));
}

Outcome<Exit> listScopes(Context& context) {
    TRY(auto scopes, context.ask(command::ListScopes{}));
    printList<command::ListScopes>(context.output(), std::move(scopes), {"SCOPE", "RISK", "DESCRIPTION"},
                                   [](const delegation::CatalogueEntry& entry) -> std::vector<std::string> {
                                       return {entry.scope.text(), std::string(delegation::riskName(entry.risk)),
                                               entry.description};
                                   });
    return Exit::Done;
}

Outcome<Exit> mapAction(Context& context) {
    const auto& action = context.arguments().operands().front();
    if (const auto sound = delegation::checkAction(action); !sound) {
        return wrongUsage(sound.error().detail);
    }
    TRY(const auto scope, context.arguments().operand<delegation::Scope>(1));
    return context.order(command::MapAction{.action = action, .scope = scope},
                         "action `" + action + "` needs `" + scope.text() + "`");
}

Outcome<Exit> listActions(Context& context) {
    TRY(const auto actions, context.ask(command::ListActions{}));
    Table table({"ACTION", "SCOPE"});
    for (const auto& [action, scope] : actions) {
        table.row({action, scope.text()});
    }
    table.print(context.output());
    context.output().json(answerJson<command::ListActions>(actions));
    return Exit::Done;
}

} // namespace

std::vector<Verb> scopeVerbs() {
    return {{"scope",
             "set",
             {"NAME"},
             {{"--risk", "RISK", "low, medium, high or critical", Option::Need::Required},
              {"--description", "TEXT", "what it is for"}},
             "Puts a scope into the catalogue.",
             "scope set pr:merge --risk high --description 'Merge a pull request'",
             setScope},
            {"scope", "list", {}, {}, "Lists the catalogue.", "scope list", listScopes},
            {"action",
             "map",
             {"ACTION", "SCOPE"},
             {},
             "Says which scope an action needs.",
             "action map pr.create pr:write:draft",
             mapAction},
            {"action", "list", {}, {}, "Lists the actions that are mapped.", "action list", listActions}};
}

} // namespace countersign::cli
