#include "core/service/fold_p.h"
#include "core/wire/commands.h"
#include "core/wire/entities.h"

#include <algorithm>
#include <span>
#include <thread>
#include <utility>

namespace countersign::service {

namespace {

using store::EntityKind;

constexpr json::Limits kRowLimits{.bytes = 16 * 1024 * 1024, .depth = 80};

std::unexpected<Error> badRow(EntityKind kind, const store::Entity& row, const Error& why) {
    return fail(Code::StoreUnreadable, "row `" + row.id + "` of table `" + std::string(store::entityTable(kind)) +
                                           "` cannot be read (" + why.detail + "); run `countersignctl store rebuild`");
}

/// Calls `take(id, value)` for each row of a table.
template <class F>
Result<void> forEachRow(store::ReadStore& store, EntityKind kind, F&& take) {
    TRY(const auto rows, store.entities(kind));
    for (const auto& row : rows) {
        const auto value = json::parse(row.body, kRowLimits);
        if (!value) {
            return badRow(kind, row, value.error());
        }
        if (Result<void> taken = take(row.id, *value); !taken) {
            return badRow(kind, row, taken.error());
        }
    }
    return {};
}

template <class T>
void readEntities(std::span<const store::Entity> rows, std::span<Result<T>> out) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        out[i] = [&]() -> Result<T> {
            TRY(const auto value, json::parse(rows[i].body, kRowLimits));
            return wire::fromJson<T>(value);
        }();
    }
}

/// Calls `take(entity)` for each row of a table whose rows are a T. Reading one takes ten times as long as taking it in
/// (a public key is shown to be a point of its curve), so a second thread reads half of what is many.
template <class T, class F>
Result<void> forEachEntity(store::ReadStore& store, EntityKind kind, F&& take) {
    constexpr std::size_t kAtOnce = 2048;
    constexpr std::size_t kMany = 64;
    TRY(const auto rows, store.entities(kind));
    for (std::size_t from = 0; from < rows.size(); from += kAtOnce) {
        const auto part = std::span(rows).subspan(from, std::min(kAtOnce, rows.size() - from));
        std::vector<Result<T>> read(part.size(), fail(Code::Internal, "the row was not read"));
        const std::size_t half = part.size() < kMany ? part.size() : part.size() / 2;
        {
            std::jthread second;
            if (half < part.size()) {
                second = std::jthread([&] { readEntities<T>(part.subspan(half), std::span(read).subspan(half)); });
            }
            readEntities<T>(part.first(half), std::span(read).first(half));
        }
        for (std::size_t i = 0; i < part.size(); ++i) {
            if (!read[i]) {
                return badRow(kind, part[i], read[i].error());
            }
            take(*std::move(read[i]));
        }
    }
    return {};
}

Result<void> loadDirectory(store::ReadStore& store, identity::Directory& directory) {
    CHECK(forEachEntity<identity::User>(store, EntityKind::User,
                                        [&](identity::User user) { directory.setUser(std::move(user)); }));
    CHECK(forEachEntity<identity::Operator>(store, EntityKind::Operator,
                                            [&](identity::Operator one) { directory.setOperator(std::move(one)); }));
    CHECK(forEachEntity<identity::Group>(store, EntityKind::Group,
                                         [&](identity::Group group) { directory.setGroup(std::move(group)); }));
    return forEachEntity<identity::Agent>(store, EntityKind::Agent,
                                          [&](identity::Agent agent) { directory.setAgent(std::move(agent)); });
}

/// Rows come in id order, roles must come after those that they inherit from.
Result<void> loadRoles(store::ReadStore& store, delegation::Authority& authority) {
    std::vector<delegation::Role> waiting;
    CHECK(forEachEntity<delegation::Role>(store, EntityKind::Role,
                                          [&](delegation::Role role) { waiting.push_back(std::move(role)); }));
    const auto known = [&authority](const delegation::RoleId& id) { return authority.role(id) != nullptr; };
    while (!waiting.empty()) {
        const auto ready = std::ranges::stable_partition(
            waiting, [&](const delegation::Role& role) { return !std::ranges::all_of(role.inherits, known); });
        if (ready.empty()) {
            return fail(Code::StoreUnreadable,
                        "the stored roles inherit in a circle; run `countersignctl store rebuild`");
        }
        for (auto& role : ready) {
            CHECK(authority.setRole(std::move(role)));
        }
        waiting.erase(ready.begin(), ready.end());
    }
    return {};
}

Result<void> loadAuthority(store::ReadStore& store, delegation::Authority& authority) {
    CHECK(forEachEntity<delegation::CatalogueEntry>(
        store, EntityKind::Scope, [&](delegation::CatalogueEntry entry) { authority.setScope(std::move(entry)); }));
    CHECK(forEachRow(store, EntityKind::Action, [&](const std::string&, const json::Value& value) -> Result<void> {
        TRY(auto mapping, readActionRow(value));
        authority.setAction(mapping.first, std::move(mapping.second));
        return {};
    }));
    CHECK(loadRoles(store, authority));
    CHECK(forEachEntity<delegation::RoleAssignment>(store, EntityKind::Assignment, [&](delegation::RoleAssignment one) {
        authority.setAssignment(std::move(one));
    }));
    CHECK(forEachEntity<delegation::Grant>(store, EntityKind::Grant,
                                           [&](delegation::Grant grant) { authority.setGrant(std::move(grant)); }));
    return forEachEntity<delegation::Delegation>(
        store, EntityKind::Delegation, [&](delegation::Delegation one) { authority.setDelegation(std::move(one)); });
}

Result<void> loadApprovals(store::ReadStore& store, State& state) {
    std::vector<std::shared_ptr<const approval::ApprovalRequest>> open;
    CHECK(forEachEntity<approval::ApprovalRequest>(store, EntityKind::Approval, [&](approval::ApprovalRequest request) {
        const auto shared = std::make_shared<const approval::ApprovalRequest>(std::move(request));
        state.approvals.set(shared->id, shared);
        state.approvalOfRequest.set(shared->request, shared->id);
        if (isOpen(*shared)) {
            open.push_back(shared);
        }
    }));
    // As they were asked, which is the order in which fold() lists them.
    std::ranges::sort(open, {}, [](const auto& request) { return request->record; });
    for (const auto& request : open) {
        const auto* found = state.openOfAgent.find(request->agent);
        auto list = found == nullptr ? std::vector<ApprovalId>() : *found;
        list.push_back(request->id);
        state.openOfAgent.set(request->agent, std::move(list));
    }
    return {};
}

Result<void> loadSetting(State& state, const std::string& id, const json::Value& value) {
    if (id == setting::kDeciding) {
        TRY(state.world.settings, wire::fromJson<decision::Settings>(value));
        return {};
    }
    if (id == setting::kLedgerKeys) {
        TRY(state.ledgerKeys, ledger::KeyChain::parse(value));
        return {};
    }
    TRY(const auto text, readTextRow(value));
    if (id == setting::kTrustDomain) {
        state.world.trustDomain = text;
    } else if (id == setting::kRestored) {
        TRY(state.restored, Timestamp::parse(text));
    }
    return {};
}

Result<void> loadRest(store::ReadStore& store, State& state) {
    CHECK(forEachEntity<identity::Enrolment>(store, EntityKind::Enrolment, [&](identity::Enrolment enrolment) {
        const auto id = enrolment.id;
        state.enrolments.set(id, std::make_shared<const identity::Enrolment>(std::move(enrolment)));
    }));
    CHECK(forEachRow(store, EntityKind::Counter, [&](const std::string& id, const json::Value& value) -> Result<void> {
        TRY(auto counter, readCounterRow(value));
        state.counters.set(id, std::move(counter));
        return {};
    }));
    CHECK(forEachRow(store, EntityKind::Outcome, [&](const std::string& id, const json::Value& value) -> Result<void> {
        TRY(const auto request, RequestId::parse(id));
        TRY(auto name, readOutcomeRow(value));
        state.outcomes.set(request, std::move(name));
        return {};
    }));
    return forEachRow(store, EntityKind::Setting,
                      [&](const std::string& id, const json::Value& value) { return loadSetting(state, id, value); });
}

Result<ledger::Record> readRecord(store::ReadStore& store, std::uint64_t seq) {
    TRY(const auto stored, store.record(seq));
    return ledger::Record::parse(stored.body);
}

Result<ledger::KeyChain> firstLedgerKey(store::ReadStore& store) {
    TRY(const auto first, readRecord(store, 0));
    TRY(const auto envelope, wire::parseEnvelope(first->command));
    const auto* init = std::get_if<command::InitStore>(&envelope.command);
    if (init == nullptr) {
        return fail(Code::StoreUnreadable, "the ledger does not begin with the store");
    }
    return ledger::KeyChain(init->ledgerKey);
}

/// The row says where to look; which keys count, the records say, each change of them signed by the key before. So
/// whoever can write the file but has no ledger key cannot make the store go on with one of theirs.
Result<void> checkLedgerKeys(store::ReadStore& store, State& state) {
    TRY(auto first, firstLedgerKey(store));
    const auto named = std::exchange(state.ledgerKeys, std::move(first));
    const auto follow = [&](std::uint64_t seq) -> Result<void> {
        TRY(const auto record, readRecord(store, seq));
        TRY(const auto change, ledger::readKeyChange(record->data, seq));
        CHECK(ledger::checkKeyChange(change, state.world.store));
        return state.ledgerKeys.add(change);
    };
    const auto untold = fail(Code::VerificationFailed, "the ledger keys that the store names are not those that its "
                                                       "ledger tells of; run `countersignctl audit verify`");
    for (std::size_t i = 1; i < named.entries().size(); ++i) {
        if (!follow(named.entries()[i].from - 1)) {
            return untold;
        }
    }
    return named.empty() || named == state.ledgerKeys ? Result<void>() : untold;
}

} // namespace

Result<State> loadState(store::ReadStore& store) {
    State state;
    TRY(state.size, store.size());
    if (state.size == 0) {
        return state;
    }
    TRY(const auto stored, store.record(state.size - 1));
    TRY(const auto last, ledger::Record::parse(stored.body));
    state.lastAt = last->at;
    state.world.store = last->store;
    state.world.version = state.size;
    CHECK(loadDirectory(store, state.world.directory));
    CHECK(loadAuthority(store, state.world.authority));
    CHECK(loadApprovals(store, state));
    CHECK(loadRest(store, state));
    CHECK(checkLedgerKeys(store, state));
    return state;
}

} // namespace countersign::service
