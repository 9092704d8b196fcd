#include "app/cli/values.h"
#include "app/cli/verbs.h"

namespace countersign::cli {

namespace {

Outcome<Exit> set(Context& context) {
    TRY(const auto id, context.arguments().operand<identity::GroupId>(0));
    TRY(const auto members, context.arguments().parsedAll<identity::Principal>("--member"));
    return context.order(command::SetGroup{.id = id, .members = {members.begin(), members.end()}},
                         "group `" + id.text() + "` has " + std::to_string(members.size()) +
                             (members.size() == 1 ? " member" : " members"));
}

Outcome<Exit> list(Context& context) {
    TRY(auto groups, context.askAll(command::ListGroups{}));
    printList<command::ListGroups>(context.output(), std::move(groups), {"GROUP", "MEMBERS"},
                                   [](const identity::Group& group) -> std::vector<std::string> {
                                       return {group.id.text(), texts(group.members)};
                                   });
    return Exit::Done;
}

} // namespace

std::vector<Verb> groupVerbs() {
    return {{"group",
             "set",
             {"ID"},
             {{"--member", "agent:ID|operator:ID", "repeat it; these replace the members before"}},
             "Makes a group, or replaces its members.",
             "group set release-managers --member operator:bob --member operator:alice",
             set},
            {"group", "list", {}, {}, "Lists groups.", "group list", list}};
}

} // namespace countersign::cli
