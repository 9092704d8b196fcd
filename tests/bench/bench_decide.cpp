// What a decision costs, and how little it depends on how many grants the store holds.

#include "core/crypto/secret.h"
#include "core/decision/decision.h"
#include "tests/bench/harness.h"

namespace {

using namespace countersign;
using namespace countersign::bench;

constexpr const char* kNow = "2026-11-23T10:00:00Z";

struct Shape {
    std::string name;
    std::size_t agents = 1;
    std::size_t grantsEach = 1;
};

struct Case {
    decision::World world;
    /// A few for the hot figure are taken from the front.
    std::vector<decision::Request> requests;
};

std::string repository(std::size_t agent, std::size_t grant) {
    return "acme/svc-" + std::to_string(agent) + "-" + std::to_string(grant);
}

identity::Agent makeAgent(std::size_t number, Random& random) {
    identity::Agent agent;
    agent.id = must(identity::AgentId::parse("agent-" + std::to_string(number)));
    agent.owner = must(identity::UserId::parse("user_9"));
    agent.environment = "prod";
    agent.state = identity::AgentState::Active;
    agent.epoch = 5;
    must(agent.keys.add(crypto::SigningKey::generate(random).publicKey(),
                        must(Timestamp::parse("2026-01-01T00:00:00Z"))));
    return agent;
}

delegation::Grant makeGrant(const identity::AgentId& agent, std::size_t number, std::size_t grant, Random& random) {
    // One in four covers a whole organisation by a pattern, the rest name one repository.
    const std::string resource =
        "repo=" + (grant % 4 == 3 ? "org-" + std::to_string(grant) + "/*" : repository(number, grant));
    return {.id = GrantId::generate(random),
            .to = must(delegation::Subject::parse("agent:" + agent.text())),
            .scopes = {must(delegation::ScopePattern::parse(grant % 2 == 0 ? "pr:write:draft" : "repo:read"))},
            .resources = delegation::ResourceSet({must(delegation::ResourcePattern::parse(resource))}),
            .conditions = {},
            .hold = {},
            .expires = {},
            .created = {}};
}

Case build(const Shape& shape, Random& random) {
    Case made;
    auto& world = made.world;
    world.store = StoreId::generate(random);
    world.trustDomain = "acme.example";
    identity::User owner;
    owner.id = must(identity::UserId::parse("user_9"));
    world.directory.setUser(owner);
    for (const auto* name : {"pr:write:draft", "repo:read", "pr:merge"}) {
        world.authority.setScope(
            {.scope = must(delegation::Scope::parse(name)), .risk = delegation::Risk::Medium, .description = {}});
    }
    world.authority.setAction("pr.create", must(delegation::Scope::parse("pr:write:draft")));
    for (std::size_t i = 0; i < shape.agents; ++i) {
        auto agent = makeAgent(i, random);
        for (std::size_t k = 0; k < shape.grantsEach; ++k) {
            world.authority.setGrant(makeGrant(agent.id, i, k, random));
        }
        made.requests.push_back({.agent = agent.id,
                                 .key = agent.keys.entries().front().thumbprint,
                                 .epoch = agent.epoch,
                                 .delegation = {},
                                 .action = "pr.create",
                                 .resource = {{"repo", repository(i, shape.grantsEach / 4 * 2)}},
                                 .arguments = json::Object{{"title", "Fix the build"}},
                                 .sourceAddress = "127.0.0.1"});
        world.directory.setAgent(std::move(agent));
    }
    return made;
}

/// Nanoseconds a decision, over as many different requests as asked for.
double cost(const Case& made, std::size_t different, std::size_t count) {
    const auto now = must(Timestamp::parse(kNow));
    const auto cycle = std::min(different, made.requests.size());
    std::size_t allowed = 0;
    const double start = threadSeconds();
    for (std::size_t i = 0; i < count; ++i) {
        // A stride that visits all of them in an order that no prefetcher foresees.
        const auto& request = made.requests[i * 7919 % cycle];
        allowed += decision::decide(made.world, request, now).verdict == decision::Verdict::Allow ? 1 : 0;
    }
    const double spent = threadSeconds() - start;
    if (allowed != count) {
        stopBench("a decision that should allow did not");
    }
    return spent / static_cast<double>(count) * 1e9;
}

} // namespace

int main(int argc, char** argv) {
    const auto options = parseOptions(argc, argv);
    crypto::SystemRandom random;
    const auto one = build({"1 grant", 1, 1}, random);
    std::vector<Shape> shapes = {{"10 agents, 30 grants", 10, 3},
                                 {"1,000 agents, 10,000 grants", 1000, 10},
                                 {"10,000 grants of one agent", 1, 10'000}};
    if (options.size == Size::Tiny) {
        shapes = {{"10 agents, 30 grants", 10, 3}};
    } else {
        shapes.push_back({"1,000 agents, 1,000,000 grants", 1000, 1000});
    }
    const auto rounds = options.pick<std::size_t>(1, 11);
    const auto count = options.pick<std::size_t>(100, 20'000);
    for (const auto& shape : shapes) {
        const auto made = build(shape, random);
        std::vector<double> base;
        std::vector<double> hot;
        std::vector<double> all;
        std::vector<double> ratios;
        for (std::size_t round = 0; round < rounds; ++round) {
            base.push_back(cost(one, 1, count));
            hot.push_back(cost(made, 10, count));
            all.push_back(cost(made, made.requests.size(), count));
            ratios.push_back(hot.back() / base.back());
        }
        Figure("decide", shape.name, median(hot), "ns")
            .with("ns_over_all_agents", median(all))
            .with("decisions_per_second", 1e9 / median(hot))
            .atMost(1000)
            .print();
        Figure("decide", shape.name + ", beside one grant", median(hot), "ns")
            .ratio(median(ratios))
            .anchor("one agent with one grant", median(base))
            .atMost(shape.agents * shape.grantsEach > 100'000 ? 2.0 : 1.3)
            .print();
    }
    return 0;
}
