#include "tests/ui/support/ui_rig.h"

namespace uirig {

using rig::must;

namespace {

/// What is said about things in the hostile store.
constexpr std::array kAttacks{
    "<img src='file:///etc/hostname'><b>bold</b>",
    "<a href='https://evil.example/'>click</a><script>1</script>",
    "admin\xE2\x80\xAE gnp.exe \xE2\x81\xA6 hidden",
    "p\xD0\xB0"
    "ypal int\xD0\xB5"
    "rnal \xEF\xBD\x81"
    "dmin",
    "& &amp; &#60; %1 %n %s \\n",
};

void orderScopes(rig::Rig& store) {
    const auto known = [&store](const char* scope, delegation::Risk risk, const char* description) {
        store.order(store.alice, command::SetScope{must(delegation::Scope::parse(scope)), risk, description});
    };
    known("issue:read", delegation::Risk::Low, "Read issues");
    known("pr:create", delegation::Risk::Medium, "Open a pull request");
    known("pr:merge", delegation::Risk::High, "Merge a pull request");
    known("deploy:start", delegation::Risk::High, "Start a deployment");
    known("db:delete", delegation::Risk::Critical, "Delete rows");
}

} // namespace

void Rig::fill() {
    orderScopes(store);
    for (auto* agent : {&reviewer, &release, &triage}) {
        command::RegisterAgent command;
        command.id = agent->id;
        command.owner = must(identity::UserId::parse("user_9"));
        command.key = agent->key.publicKey();
        command.displayName = command::Text::create("display_name", "Sample agent", store.random);
        command.environment = "production";
        command.tags = {{"team", "platform"}};
        store.order(store.alice, command);
    }
    for (auto* agent : {&reviewer, &release, &triage}) {
        store.grant(*agent, "issue:read", "repo=acme/*");
        must(store.openSession(*agent)); // proves its key: active from now on
    }
    store.grant(reviewer, "pr:create", "repo=acme/*", rig::Rig::held());
    store.grant(release, "pr:*", "repo=acme/*", rig::Rig::held(1));
    store.grant(triage, "db:delete", "repo=acme/*", rig::Rig::held(2));
}

void Rig::fillHostile() {
    int index = 0;
    for (const auto* attack : kAttacks) {
        const auto number = std::to_string(index++);
        rig::Agent agent{must(identity::AgentId::parse("hostile-" + number)),
                         crypto::SigningKey::generate(store.random)};
        command::RegisterAgent command;
        command.id = agent.id;
        command.owner = must(identity::UserId::parse("user_9"));
        command.key = agent.key.publicKey();
        command.displayName = command::Text::create("display_name", attack, store.random);
        command.description = command::Text::create("description", attack, store.random);
        command.environment = attack;
        command.tags = {{"team", attack}};
        command.metadata = {{"note", attack}};
        if (!store.submit(store.alice, command)) {
            command.environment.clear();
            command.tags.clear();
            command.metadata.clear();
            store.order(store.alice, command);
        }
        must(store.openSession(agent));
        static_cast<void>(
            store.submit(store.alice, command::SetScope{must(delegation::Scope::parse("hostile:s" + number)),
                                                        delegation::Risk::Critical, attack}));
        store.grant(agent, "pr:create", "repo=*", rig::Rig::held());
        static_cast<void>(store.act(store.session(agent), {.action = "pr.create",
                                                           .resource = {{"repo", attack}},
                                                           .arguments = {{"title", attack}, {attack, attack}}}));
    }
    hold(reviewer, {{"body", std::string(2'000'000, 'x')}, {"html", kAttacks.front()}});
}

} // namespace uirig
