#include "app/cli/values.h"
#include "app/cli/verbs.h"

namespace countersign::cli {

namespace {

Outcome<Exit> add(Context& context) {
    TRY(const auto id, context.arguments().operand<identity::UserId>(0));
    TRY(const auto alias, context.arguments().parsedOptional<identity::UserId>("--alias-of"));
    if (identity::looksPersonal(id.text())) {
        context.output().warn("`" + id.text() +
                              "` looks like a mail address; ids stay in the ledger for ever, a pseudonym is better");
    }
    return context.order(
        command::AddUser{.id = id, .displayName = textOf(context, "--display-name", "display_name"), .aliasOf = alias},
        "user `" + id.text() + "` added");
}

Outcome<Exit> disable(Context& context) {
    TRY(const auto id, context.arguments().operand<identity::UserId>(0));
    return context.order(command::DisableUser{id}, "user `" + id.text() + "` disabled");
}

Outcome<Exit> list(Context& context) {
    TRY(auto users, context.askAll(command::ListUsers{}));
    printList<command::ListUsers>(context.output(), std::move(users), {"USER", "NAME", "SAME PERSON AS", "STATE"},
                                  [](const identity::User& user) -> std::vector<std::string> {
                                      return {user.id.text(), shown(user.displayName),
                                              user.aliasOf ? user.aliasOf->text() : "-",
                                              user.disabled ? "disabled" : "active"};
                                  });
    return Exit::Done;
}

} // namespace

std::vector<Verb> userVerbs() {
    return {{"user",
             "add",
             {"ID"},
             {{"--display-name", "TEXT", "shown beside the id; lies beside the ledger, not in it"},
              {"--alias-of", "USER", "another id of the same person"}},
             "Adds a person for whom agents act or who owns agents.",
             "user add user_123 --display-name 'Alice Example'",
             add},
            {"user", "disable", {"ID"}, {}, "Ends everything in this person's name.", "user disable user_123", disable},
            {"user", "list", {}, {}, "Lists people.", "user list", list}};
}

} // namespace countersign::cli
