// What a policy costs: a decision in-process, its allocations, how little it depends on the number of rules, and
// compiling ten thousand of them.

#include "core/policy/bundle.h"
#include "tests/bench/harness.h"

#include <atomic>
#include <malloc.h>
#include <new>

namespace {

// Every allocation of the process is counted, and the most that lived at a time.
std::atomic<std::size_t> allocations{0};
std::atomic<std::size_t> living{0};
std::atomic<std::size_t> most{0};

void* counted(void* memory) {
    if (memory == nullptr) {
        std::abort();
    }
    allocations.fetch_add(1, std::memory_order_relaxed);
    const auto now = living.fetch_add(::malloc_usable_size(memory), std::memory_order_relaxed);
    if (now > most.load(std::memory_order_relaxed)) {
        most.store(now, std::memory_order_relaxed);
    }
    return memory;
}

void released(void* memory) {
    living.fetch_sub(::malloc_usable_size(memory), std::memory_order_relaxed);
    std::free(memory);
}

} // namespace

void* operator new(std::size_t size) {
    return counted(std::malloc(size));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    const auto unit = static_cast<std::size_t>(alignment);
    return counted(std::aligned_alloc(unit, (size + unit - 1) / unit * unit));
}
void operator delete(void* memory) noexcept {
    released(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    released(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
    released(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    released(memory);
}

namespace {

using namespace countersign;
using namespace countersign::bench;

/// The policy of the article that the product began with.
constexpr const char* kSample = R"(package agent.authz

default allow = false

allow {
  input.actor.type == "agent"
  input.actor.id == "agent-code-reviewer-01"
  input.on_behalf_of.user_id == "user_123"
  input.action == "pr.create"
  input.resource.repo == "acme/api"
  input.scope[_] == "pr:write:draft"
}
)";

constexpr const char* kInput = R"({
"actor": {"type": "agent", "id": "agent-code-reviewer-01", "owner": "user_9", "tags": {}, "groups": [],
          "environment": "prod"},
"on_behalf_of": {"user_id": "user_123"},
"chain": [{"type": "user", "id": "user_123"}, {"type": "agent", "id": "agent-code-reviewer-01"}],
"action": "pr.create", "resource": {"repo": "acme/api"}, "scope": ["pr:write:draft"], "arguments": {},
"context": {"time": "2026-11-23T10:00:00Z", "source_ip": "10.0.0.7", "required_scope": "pr:write:draft",
            "approval": null}})";

std::string manyRules(std::size_t count) {
    std::string out = "package agent.authz\n\ndefault allow := false\n";
    for (std::size_t i = 0; i < count; ++i) {
        const auto id = i == count / 2 ? std::string("agent-code-reviewer-01") : "agent-" + std::to_string(i);
        out += "\nallow if {\n\tinput.actor.id == \"" + id + "\"\n\tinput.action == \"pr.create\"\n" +
               "\tinput.resource.repo == \"acme/api\"\n\t\"pr:write:draft\" in input.scope\n}\n";
    }
    return out;
}

std::shared_ptr<const policy::Engine> engineOf(const std::string& text) {
    const policy::SourceFile file{.name = "policy.rego", .text = text};
    return must(policy::compileBundle(std::span(&file, 1), policy::Value::emptyObject(), "agent.authz"));
}

double cost(const policy::Engine& engine, const json::Value& input, std::size_t count) {
    std::size_t allowed = 0;
    const double start = threadSeconds();
    for (std::size_t i = 0; i < count; ++i) {
        allowed += must(engine.evaluate(input)).allow ? 1 : 0;
    }
    const double spent = threadSeconds() - start;
    if (allowed != count) {
        stopBench("a decision that should allow did not");
    }
    return spent / static_cast<double>(count) * 1e9;
}

void compileFigures(std::size_t rules) {
    const auto text = manyRules(rules);
    const auto before = living.load();
    most = before;
    const double start = threadSeconds();
    const auto engine = engineOf(text);
    const double spent = threadSeconds() - start;
    const double megabytes = static_cast<double>(most.load() - before) / 1e6;
    const double kept = static_cast<double>(living.load() - before) / 1e6;
    const auto name = "compile " + std::to_string(rules) + " rules";
    Figure("policy", name, spent, "s").atMost(2.0).print();
    Figure("policy", name + ", memory", megabytes, "MB").with("kept_mb", kept).atMost(64.0).print();
}

} // namespace

int main(int argc, char** argv) {
    const auto options = parseOptions(argc, argv);
    const auto input = must(json::parse(kInput));
    const auto rounds = options.pick<std::size_t>(1, 11);
    const auto count = options.pick<std::size_t>(100, 20'000);
    const auto many = options.pick<std::size_t>(100, 10'000);
    const auto sample = engineOf(kSample);
    const auto few = engineOf(manyRules(10));
    const auto lots = engineOf(manyRules(many));
    std::vector<double> ofSample;
    std::vector<double> ofFew;
    std::vector<double> ofLots;
    std::vector<double> ratios;
    for (std::size_t round = 0; round < rounds; ++round) {
        ofSample.push_back(cost(*sample, input, count));
        ofFew.push_back(cost(*few, input, count));
        ofLots.push_back(cost(*lots, input, count));
        ratios.push_back(ofLots.back() / ofFew.back());
    }
    const auto before = allocations.load();
    cost(*sample, input, 100);
    const auto each = static_cast<double>(allocations.load() - before) / 100;
    Figure("policy", "sample policy", median(ofSample), "ns").with("allocations", each).atMost(3000).print();
    Figure("policy", std::to_string(many) + " rules", median(ofLots), "ns")
        .ratio(median(ratios))
        .anchor("10 rules", median(ofFew))
        .atMost(1.3)
        .print();
    compileFigures(many);
    return 0;
}
