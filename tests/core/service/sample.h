#pragma once

#include "core/approval/review.h"
#include "core/service/fold_p.h"
#include "core/service/record_data_p.h"
#include "core/service/rules.h"
#include "core/wire/commands.h"
#include "core/wire/entities.h"

#include <map>
#include <random>

namespace countersign::service::test {

/// Reproducible; the same sequence in every run and on every machine.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : m_engine(seed) {}
    void fill(std::span<std::uint8_t> out) override {
        for (auto& byte : out) {
            byte = static_cast<std::uint8_t>(m_engine() & 0xFFU);
        }
    }
    /// 0 to count - 1.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(m_engine() % count); }
    bool oneIn(std::size_t count) { return below(count) == 0; }
    template <class T>
    const T& of(const std::vector<T>& items) {
        return items[below(items.size())];
    }

private:
    std::mt19937_64 m_engine;
};

template <class Id>
Id id(std::string_view text) {
    return Id::parse(text).value();
}
inline identity::AgentId agentId(std::string_view text) {
    return id<identity::AgentId>(text);
}
inline identity::UserId userId(std::string_view text) {
    return id<identity::UserId>(text);
}
inline identity::OperatorId operatorId(std::string_view text) {
    return id<identity::OperatorId>(text);
}
inline identity::GroupId groupId(std::string_view text) {
    return id<identity::GroupId>(text);
}
inline delegation::RoleId roleId(std::string_view text) {
    return id<delegation::RoleId>(text);
}
inline delegation::Subject subject(std::string_view text) {
    return delegation::Subject::parse(text).value();
}
inline std::vector<delegation::ScopePattern> scopes(std::string_view text) {
    return {delegation::ScopePattern::parse(text).value()};
}
/// A key of its own for each number.
inline crypto::SigningKey signingKey(std::uint32_t number) {
    Bytes seed(32, 7);
    for (std::size_t i = 0; i < 4; ++i) {
        seed[i] = static_cast<std::uint8_t>(number >> (8 * i));
    }
    return crypto::SigningKey::fromSeed(seed).value();
}
inline crypto::PublicKey publicKey(std::uint32_t number) {
    return signingKey(number).publicKey();
}

/// The code of a failure; Internal stands for success, which no function here fails with.
template <class T>
Code codeOf(const Result<T>& result) {
    return result ? Code::Internal : result.error().code;
}

/// Ledger and projection tables in memory; everything else is empty.
class MemoryStore final : public store::ReadStore {
public:
    std::vector<std::string> ledger;
    std::map<store::EntityKind, std::map<std::string, std::string>> tables;

    void write(const std::vector<Change>& changes) {
        for (const auto& change : changes) {
            if (change.body) {
                tables[change.kind][change.id] = *change.body;
            } else {
                tables[change.kind].erase(change.id);
            }
        }
    }

    Result<store::StoreMeta> meta() override { return fail(Code::NotFound, "no file"); }
    Result<void> checkFile() override { return {}; }
    Result<void> backupTo(const std::string&) override { return fail(Code::NotFound, "no file"); }
    Result<std::uint64_t> size() override { return ledger.size(); }
    Result<std::vector<store::StoredRecord>> records(std::uint64_t, std::size_t) override {
        return std::vector<store::StoredRecord>();
    }
    Result<void> forEachRecord(std::uint64_t, std::uint64_t,
                               const std::function<bool(std::uint64_t, std::string_view)>&) override {
        return {};
    }
    Result<store::StoredRecord> record(std::uint64_t seq) override {
        if (seq >= ledger.size()) {
            return fail(Code::NotFound, "no such record");
        }
        return store::StoredRecord{seq, ledger[seq]};
    }
    Result<std::optional<std::string>> values(std::uint64_t) override { return std::nullopt; }
    Result<std::optional<Bytes>> tile(unsigned, std::uint64_t) override { return std::nullopt; }
    Result<std::optional<std::string>> checkpoint(std::uint64_t) override { return std::nullopt; }
    Result<void> forEachCheckpoint(const std::function<bool(std::uint64_t, std::string_view)>&) override { return {}; }
    Result<std::vector<store::Entity>> entities(store::EntityKind kind) override {
        std::vector<store::Entity> out;
        for (const auto& [key, body] : tables[kind]) {
            out.push_back({key, body});
        }
        return out;
    }
    Result<std::optional<std::string>> entity(store::EntityKind kind, std::string_view key) override {
        const auto& table = tables[kind];
        const auto it = table.find(std::string(key));
        return it == table.end() ? std::nullopt : std::optional(it->second);
    }
    Result<std::vector<store::Entity>> secrets(std::string_view) override { return std::vector<store::Entity>(); }
    Result<std::uint64_t> indexed() override { return 0; }
    Result<std::vector<store::StoredRecord>> search(const audit::Filter&, std::uint64_t, std::size_t) override {
        return std::vector<store::StoredRecord>();
    }
    Result<std::optional<std::uint64_t>> nth(const audit::Filter&, std::uint64_t, std::uint64_t) override {
        return std::nullopt;
    }
    Result<std::vector<store::OutcomeTally>> tally(const audit::Filter&, std::span<const std::uint64_t>) override {
        return std::vector<store::OutcomeTally>();
    }
    Result<std::optional<store::LastSeen>> lastSeen(std::string_view) override { return std::nullopt; }
    Result<std::map<std::string, std::uint64_t>> denials(std::uint64_t, std::uint64_t) override {
        return std::map<std::string, std::uint64_t>();
    }
    Result<ResourceValues> resourceValues(std::string_view, std::string_view, std::size_t) override {
        return ResourceValues();
    }
    Result<std::uint64_t> firstSince(Timestamp, std::uint64_t before) override { return before; }
    Result<std::optional<store::IndexRows::Difference>> compareIndex(std::uint64_t, std::uint64_t) override {
        return std::nullopt;
    }
    Result<store::IndexRows> indexRows(std::uint64_t, std::uint64_t) override {
        return fail(Code::NotFound, "this store keeps no index");
    }
};

inline constexpr Timestamp kStart{1'795'428'000'000};

/// A store's engine without its edges: orders and records go through rules and fold() into state and tables.
class SampleStore {
public:
    explicit SampleStore(std::uint64_t seed = 1) : random(seed), m_id(StoreId::generate(random)) {
        keys.emplace(operatorId("alice"), signingKey(1));
        command::InitStore init{.trustDomain = "acme.example",
                                .person = userId("alice"),
                                .firstOperator = operatorId("alice"),
                                .operatorKey = publicKey(1),
                                .ledgerKey = publicKey(2)};
        begun = force(init).has_value();
    }

    /// Rules, then the record; both must agree.
    Result<void> order(const command::Command& command, const identity::OperatorId& by = operatorId("alice")) {
        CHECK(checkCommand(state, command, by, keys.at(by).publicKey().thumbprint(), now));
        auto forced = force(command, by);
        if (!forced) {
            return fail(Code::Internal, "the rules allowed what fold() refused: " + forced.error().detail);
        }
        return {};
    }

    /// The record of a command that nobody checked.
    Result<void> force(const command::Command& command, const identity::OperatorId& by = operatorId("alice")) {
        return append(commandFields(command, by));
    }

    ledger::RecordFields commandFields(const command::Command& command, const identity::OperatorId& by) {
        const wire::Envelope envelope{.store = m_id,
                                      .id = CommandId::generate(random),
                                      .by = by,
                                      .key = keys.at(by).publicKey().thumbprint(),
                                      .at = now,
                                      .command = command};
        ledger::RecordFields fields;
        fields.kind = ledger::Kind::Command;
        fields.outcome = ledger::Outcome::Done;
        fields.operatorId = by.text();
        const auto json = wire::envelopeJson(envelope);
        fields.command = *json.asObject();
        return fields;
    }

    Result<void> append(ledger::RecordFields fields) {
        fields.store = m_id;
        fields.id = ledger::RecordId::generate(random);
        fields.at = now;
        auto made = ledger::Record::create(std::move(fields));
        if (!made) {
            return std::unexpected(made.error());
        }
        TRY(const auto changes, fold(state, state.size, *made));
        store.ledger.push_back(made->canonical());
        store.write(changes);
        last = changes;
        return {};
    }

    ledger::RecordFields fieldsOf(ledger::Kind kind, ledger::Outcome outcome, const identity::AgentId& agent) const {
        ledger::RecordFields fields;
        fields.kind = kind;
        fields.outcome = outcome;
        fields.agent = agent.text();
        if (const auto* found = state.world.directory.agent(agent);
            found != nullptr && !found->keys.entries().empty()) {
            fields.agentKey = found->keys.entries().back().thumbprint;
        }
        return fields;
    }

    /// As the writer records a first or later session.
    Result<void> openSession(const identity::AgentId& agent) {
        return append(fieldsOf(ledger::Kind::Authentication, ledger::Outcome::Done, agent));
    }

    Result<void> registerAgent(std::string_view agent, std::uint32_t key) {
        command::RegisterAgent c;
        c.id = agentId(agent);
        c.owner = userId("alice");
        c.key = publicKey(key);
        return order(c);
    }

    Result<void> addApprover(std::string_view name, std::uint32_t key) {
        keys.insert_or_assign(operatorId(name), signingKey(key));
        CHECK(order(command::AddUser{.id = userId(name), .displayName = std::nullopt, .aliasOf = std::nullopt}));
        return order(command::AddOperator{.id = operatorId(name),
                                          .person = userId(name),
                                          .key = publicKey(key),
                                          .roles = {identity::OperatorRole::Approver}});
    }

    approval::ApprovalRequest request(const identity::AgentId& agent, std::uint32_t quorum = 1) {
        approval::ApprovalRequest held;
        held.id = ApprovalId::generate(random);
        held.request = RequestId::generate(random);
        held.agent = agent;
        const auto* found = state.world.directory.agent(agent);
        held.agentKey = found->keys.entries().back().thumbprint;
        held.epoch = found->epoch;
        held.chain = {
            {.principal = identity::Principal::of(agent), .delegation = std::nullopt, .digest = std::nullopt}};
        held.action = "pr.merge";
        held.resource = {{"repo", "acme/api"}};
        held.holds = {{.hold = {.quorum = quorum,
                                .from = approval::ApproverPool::parse("role:approver").value(),
                                .expiresIn = std::nullopt},
                       .origin = "role:releaser",
                       .reason = "merging needs a person"}};
        held.requiredScope = "pr:merge";
        held.risk = "high";
        held.nonce = "00112233445566778899aabbccddeeff";
        held.created = now;
        held.pendingUntil = now + state.world.settings.pendingLifetime;
        held.ticketLifetime = state.world.settings.ticketLifetime;
        held.ticketExpires = held.pendingUntil + held.ticketLifetime;
        held.record = state.size;
        return held;
    }

    Result<void> hold(const approval::ApprovalRequest& held) {
        auto fields = fieldsOf(ledger::Kind::Decision, ledger::Outcome::Hold, held.agent);
        fields.approval = held.id;
        fields.request = held.request;
        fields.data.set("hold", wire::toJson(held));
        return append(std::move(fields));
    }

    command::DecideApproval decision(const approval::ApprovalRequest& held, const identity::OperatorId& by,
                                     approval::Verdict verdict) const {
        const auto& key = keys.at(by);
        auto payload = json::canonical(
            approval::decisionPayload(held, m_id, by, key.publicKey().thumbprint(), now, Digest(), verdict, "looked"));
        const auto signature = key.sign(crypto::Domain::Approval, asBytes(payload));
        return {.approval = held.id, .payload = std::move(payload), .signature = signature};
    }

    Result<void> redeem(const approval::ApprovalRequest& held, ledger::Outcome outcome, std::string_view event = {}) {
        auto fields = fieldsOf(ledger::Kind::Redemption, outcome, held.agent);
        fields.approval = held.id;
        fields.request = held.request;
        if (!event.empty()) {
            fields.data.set("event", event);
        }
        return append(std::move(fields));
    }

    Result<void> allow(const identity::AgentId& agent, const std::vector<decision::Consumption>& consumes) {
        auto fields = fieldsOf(ledger::Kind::Decision, ledger::Outcome::Allow, agent);
        fields.request = RequestId::generate(random);
        if (!consumes.empty()) {
            fields.data.set("consumes", consumesData(consumes));
        }
        return append(std::move(fields));
    }

    [[nodiscard]] approval::State stateOf(const ApprovalId& approval) const {
        return (*state.approvals.find(approval))->state;
    }
    [[nodiscard]] std::size_t openOf(const identity::AgentId& agent) const {
        const auto* open = state.openOfAgent.find(agent);
        return open == nullptr ? 0 : open->size();
    }

    SeededRandom random;
    State state;
    MemoryStore store;
    Timestamp now = kStart;
    std::map<identity::OperatorId, crypto::SigningKey> keys;
    std::vector<Change> last;
    bool begun = false;

private:
    StoreId m_id;
};

/// Everything in a state that anybody can see, but world.version, as text.
inline std::string describe(const State& state) {
    json::Object out;
    const auto list = [&out](const char* name, const auto& items) {
        json::Array array;
        for (const auto& item : items) {
            array.push_back(wire::toJson(*item));
        }
        out.set(name, std::move(array));
    };
    const auto& directory = state.world.directory;
    const auto& authority = state.world.authority;
    list("users", directory.users());
    list("operators", directory.operators());
    list("groups", directory.groups());
    list("agents", directory.agents());
    list("roles", authority.roles());
    list("grants", authority.grants());
    list("delegations", authority.delegations());
    json::Array rest;
    for (const auto& entry : authority.scopes()) {
        rest.push_back(wire::toJson(entry));
    }
    for (const auto& [action, scope] : authority.actions()) {
        rest.push_back(actionRow(action, scope));
    }
    for (const auto& assignment : authority.allAssignments()) {
        rest.push_back(wire::toJson(assignment));
    }
    rest.push_back(wire::toJson(state.world.settings));
    rest.emplace_back(state.world.trustDomain);
    rest.emplace_back(state.world.store.text());
    rest.emplace_back(state.lastAt.text());
    rest.emplace_back(state.restored ? state.restored->text() : std::string("never"));
    rest.push_back(json::Value::integer(static_cast<std::int64_t>(state.size)));
    for (const auto& agent : directory.agents()) {
        json::Array groups{agent->id.text()};
        for (const auto& group : directory.groupsOf(identity::Principal::of(agent->id))) {
            groups.emplace_back(group.text());
        }
        for (const auto& entry : agent->keys.entries()) {
            groups.emplace_back(directory.keyHolder(entry.thumbprint)->text());
        }
        rest.emplace_back(std::move(groups));
    }
    out.set("rest", std::move(rest));

    json::Object moving;
    state.approvals.forEach(
        [&](const ApprovalId& key, const auto& held) { moving.set(key.text(), wire::toJson(*held)); });
    state.approvalOfRequest.forEach(
        [&](const RequestId& key, const ApprovalId& held) { moving.set(key.text(), held.text()); });
    state.openOfAgent.forEach([&](const identity::AgentId& key, const auto& open) {
        json::Array ids;
        for (const auto& one : open) {
            ids.emplace_back(one.text());
        }
        moving.set("open of " + key.text(), std::move(ids));
    });
    state.enrolments.forEach(
        [&](const EnrolmentId& key, const auto& one) { moving.set(key.text(), wire::toJson(*one)); });
    state.counters.forEach(
        [&](const std::string& key, const Counter& counter) { moving.set(key, counterRow(counter)); });
    state.outcomes.forEach(
        [&](const RequestId& key, const std::string& name) { moving.set("outcome " + key.text(), name); });
    out.set("moving", std::move(moving));
    return json::canonical(std::move(out));
}

} // namespace countersign::service::test
