#include "tests/bench/desk.h"

#include "core/wire/commands.h"

namespace countersign::bench {

Desk::Desk(std::string path, std::size_t furtherGrants)
    : m_path(std::move(path)), m_ownerKey(crypto::SigningKey::generate(m_random)),
      m_owner(must(identity::OperatorId::parse("alice"))), m_agent(fixedAgent()), m_agentKey(fixedAgentKey()) {
    must(service::createStore(
        {.path = m_path, .trustDomain = "acme.example", .firstOperator = m_owner, .operatorKey = &m_ownerKey}, m_clock,
        m_random));
    const auto unlock = must(service::readServiceKey(m_path + ".key"));
    m_engine = must(service::Engine::open(
        {.path = m_path, .unlock = &unlock, .clock = &m_clock, .random = &m_random, .readers = 1}));
    populate(furtherGrants);
}

crypto::SigningKey Desk::fixedAgentKey() {
    return must(crypto::SigningKey::fromSeed(Bytes(32, 7)));
}

identity::AgentId Desk::fixedAgent() {
    return must(identity::AgentId::parse("agent-code-reviewer-01"));
}

void Desk::order(command::Command command) {
    auto ordered = must(wire::signCommand(std::move(command), m_owner, m_ownerKey, m_engine->state()->world.store,
                                          m_clock.wallNow(), m_random));
    auto answer = std::make_shared<std::promise<Result<command::Receipt>>>();
    m_ordered.push_back(answer->get_future());
    m_engine->submit(std::move(ordered), "127.0.0.1",
                     [answer](Result<command::Receipt> receipt) { answer->set_value(std::move(receipt)); });
}

void Desk::settle() {
    for (auto& answer : m_ordered) {
        must(answer.get());
    }
    m_ordered.clear();
}

void Desk::populate(std::size_t furtherGrants) {
    order(command::AddUser{.id = must(identity::UserId::parse("user_9")), .displayName = {}, .aliasOf = {}});
    order(command::SetScope{.scope = must(delegation::Scope::parse("pr:write:draft")),
                            .risk = delegation::Risk::Medium,
                            .description = "Open a draft pull request"});
    order(command::MapAction{"pr.create", must(delegation::Scope::parse("pr:write:draft"))});
    registerAgent(m_agent, m_agentKey.publicKey());
    settle();
    addGrant(m_agent, "repo=acme/*");
    constexpr std::size_t kEach = 10;
    identity::AgentId holder;
    for (std::size_t i = 0; i < furtherGrants; ++i) {
        if (i % kEach == 0) {
            holder = must(identity::AgentId::parse("agent-" + std::to_string(i / kEach)));
            registerAgent(holder, crypto::SigningKey::generate(m_random).publicKey());
            settle();
        }
        addGrant(holder, "repo=acme/svc-" + std::to_string(i));
    }
    settle();
}

void Desk::registerAgent(const identity::AgentId& id, const crypto::PublicKey& key) {
    command::RegisterAgent command;
    command.id = id;
    command.owner = must(identity::UserId::parse("user_9"));
    command.key = key;
    command.displayName = command::Text::create("display_name", "Code reviewer", m_random);
    command.tags = {{"team", "platform"}};
    order(std::move(command));
}

void Desk::addGrant(const identity::AgentId& to, const std::string& resource) {
    order(command::CreateGrant{
        {.id = GrantId::generate(m_random),
         .to = must(delegation::Subject::parse("agent:" + to.text())),
         .scopes = {must(delegation::ScopePattern::parse("pr:write:draft"))},
         .resources = delegation::ResourceSet({must(delegation::ResourcePattern::parse(resource))}),
         .conditions = {},
         .hold = {},
         .expires = {},
         .created = {}}});
}

std::shared_ptr<const service::Session> Desk::session() {
    const auto challenge = must(m_engine->challenge(m_agent));
    const auto opened = must(await<service::SessionAnswer>([&](auto done) {
        m_engine->openSession({.agent = m_agent,
                               .message = challenge.message,
                               .signature = m_agentKey.signRaw(challenge.message),
                               .delegation = {},
                               .sourceAddress = "127.0.0.1"},
                              std::move(done));
    }));
    return must(m_engine->findSession(opened.token.bytes()));
}

service::ActionCall Desk::call(std::shared_ptr<const service::Session> session, std::size_t number) {
    return {.session = std::move(session),
            .action = "pr.create",
            .resource = {{"repo", "acme/api"}},
            .arguments = json::Object{{"base", "main"},
                                      {"branch", "fix/" + std::to_string(number)},
                                      {"title", "Fix the build of the payment service"}},
            .reason = "The nightly build has failed twice",
            .idempotencyKey = {},
            .approval = {},
            .sourceAddress = "127.0.0.1",
            .trace = {}};
}

SampleRecord sampleRecord(Desk& desk) {
    const auto answer = must(await<service::ActionAnswer>(
        [&](auto done) { desk.engine().act(Desk::call(desk.session(), 1), std::move(done)); }));
    if (answer.decision != decision::Verdict::Allow) {
        stopBench("the sample action was not allowed");
    }
    auto store = must(store::ReadStore::open(desk.path()));
    const auto stored = must(store->record(answer.record.seq));
    auto record = must(ledger::Record::parse(stored.body));
    return {record.fields(), must(store->values(answer.record.seq)).value_or(std::string())};
}

} // namespace countersign::bench
