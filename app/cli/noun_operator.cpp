#include "app/cli/values.h"
#include "app/cli/verbs.h"

namespace countersign::cli {

namespace {

Outcome<std::set<identity::OperatorRole>> rolesOf(const Arguments& arguments) {
    std::set<identity::OperatorRole> roles;
    for (const auto& name : arguments.all("--role")) {
        TRY(const auto role, Arguments::named("--role", identity::operatorRoleFromName(name)));
        roles.insert(role);
    }
    return roles;
}

Outcome<Exit> add(Context& context) {
    const auto& arguments = context.arguments();
    TRY(const auto id, arguments.parsed<identity::OperatorId>("--id"));
    TRY(const auto person, parsePrincipal("--person", arguments.text("--person"), identity::PrincipalType::User));
    if (person.type() != identity::PrincipalType::User) {
        return wrongUsage("--person: an operator is a user, so user:ID");
    }
    TRY(const auto user, Arguments::named("--person", identity::UserId::parse(person.id())));
    TRY(const auto key, readPublicKey(arguments.text("--public-key")));
    TRY(auto roles, rolesOf(arguments));
    return context.order(command::AddOperator{.id = id, .person = user, .key = key, .roles = std::move(roles)},
                         "operator `" + id.text() + "` added");
}

Outcome<Exit> disable(Context& context) {
    TRY(const auto id, context.arguments().operand<identity::OperatorId>(0));
    return context.order(command::DisableOperator{id}, "operator `" + id.text() + "` disabled");
}

Outcome<Exit> rotateKey(Context& context) {
    TRY(const auto id, context.arguments().operand<identity::OperatorId>(0));
    TRY(const auto key, readPublicKey(context.arguments().text("--public-key")));
    return context.order(command::RotateOperatorKey{.id = id, .key = key},
                         "operator `" + id.text() + "` has the key " + key.thumbprint().text());
}

Outcome<Exit> list(Context& context) {
    TRY(auto operators, context.askAll(command::ListOperators{}));
    printList<command::ListOperators>(context.output(), std::move(operators),
                                      {"OPERATOR", "PERSON", "ROLES", "KEY", "STATE"},
                                      [](const identity::Operator& one) -> std::vector<std::string> {
                                          std::vector<std::string> roles;
                                          for (const auto role : one.roles) {
                                              roles.emplace_back(identity::operatorRoleName(role));
                                          }
                                          std::vector<std::string> keys;
                                          for (const auto& entry : one.keys.entries()) {
                                              if (entry.status == identity::KeyStatus::Active) {
                                                  keys.push_back(entry.thumbprint.text());
                                              }
                                          }
                                          return {one.id.text(), "user:" + one.person.text(), joined(roles),
                                                  joined(keys), one.disabled ? "disabled" : "active"};
                                      });
    return Exit::Done;
}

constexpr Option kKey{"--public-key", "FILE|TEXT", "base64, JWK, PEM, OpenSSH line, or a key file",
                      Option::Need::Required};

} // namespace

std::vector<Verb> operatorVerbs() {
    return {
        {"operator",
         "add",
         {},
         {{"--id", "ID", "name of the operator", Option::Need::Required},
          {"--person", "user:ID", "the user who is the same person", Option::Need::Required},
          kKey,
          {"--role", "ROLE", "owner, admin, policy-author, approver or auditor; repeat it", Option::Need::Required}},
         "Adds a person who gives orders with a key of their own.",
         "operator add --id bob --person user:bob --public-key bob.key --role approver",
         add},
        {"operator", "disable", {"ID"}, {}, "Ends what this operator may do.", "operator disable bob", disable},
        {"operator",
         "rotate-key",
         {"ID"},
         {kKey},
         "Gives an operator a new key; the old one is retired.",
         "operator rotate-key bob --public-key bob-2.key",
         rotateKey},
        {"operator", "list", {}, {}, "Lists operators with their roles and keys.", "operator list", list}};
}

} // namespace countersign::cli
