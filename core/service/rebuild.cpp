#include "core/service/maintenance.h"

#include "core/service/projections_p.h"

namespace countersign::service {

namespace {

constexpr std::uint64_t kStep = 4096;
constexpr std::size_t kIndexBatch = 2048;

/// Every projection row, out of the ledger alone.
Result<Tables> replay(store::ReadStore& store, const Progress& progress, std::uint64_t& records) {
    Tables tables;
    State state;
    TRY(const auto meta, store.meta());
    state.world.store = meta.id;
    TRY(const auto size, store.size());
    std::optional<Error> failure;
    CHECK(store.forEachRecord(0, UINT64_MAX, [&](std::uint64_t seq, std::string_view body) {
        const auto step = [&]() -> Result<void> {
            TRY(const auto record, ledger::Record::parse(body));
            TRY(const auto changes, fold(state, seq, record));
            applyChanges(tables, changes);
            return {};
        };
        if (auto done = step(); !done) {
            failure = Error{done.error().code, "record " + std::to_string(seq) + ": " + done.error().detail};
            return false;
        }
        records = seq + 1;
        if (progress && seq % kStep == 0) {
            progress("replay", seq, size);
        }
        return true;
    }));
    if (failure) {
        return std::unexpected(*failure);
    }
    return tables;
}

Result<void> indexAll(store::WriteStore& store, const Progress& progress, std::uint64_t size) {
    for (std::uint64_t from = 0; from < size;) {
        TRY(const auto bodies, store.read().records(from, kIndexBatch));
        std::vector<store::IndexRow> rows;
        rows.reserve(bodies.size());
        for (const auto& stored : bodies) {
            TRY(const auto record, ledger::Record::parse(stored.body));
            rows.emplace_back(stored.seq, record);
        }
        CHECK(store.index(rows));
        from += bodies.size();
        if (progress) {
            progress("index", from, size);
        }
        if (bodies.empty()) {
            return fail(Code::StoreUnreadable, "the ledger has a gap at record " + std::to_string(from));
        }
    }
    return {};
}

} // namespace

Result<RebuildReport> compareProjections(store::ReadStore& store, const Progress& progress) {
    RebuildReport report;
    TRY(auto tables, replay(store, progress, report.records));
    CHECK(compareTables(store, tables, report));
    return report;
}

Result<RebuildReport> rebuildStore(const std::string& path, const Progress& progress) {
    TRY(const auto lock, store::OwnerLock::take(path));
    TRY(const auto store, store::WriteStore::open(path));
    RebuildReport report;
    TRY(auto tables, replay(store->read(), progress, report.records));
    CHECK(compareTables(store->read(), tables, report));
    const auto rewrite = [&]() -> Result<void> {
        CHECK(store->begin());
        CHECK(store->dropProjections());
        for (const auto& [kind, rows] : tables) {
            for (const auto& [id, body] : rows) {
                CHECK(store->putEntity(kind, id, body));
            }
        }
        CHECK(indexAll(*store, progress, report.records));
        return store->commit();
    };
    if (auto done = rewrite(); !done) {
        store->rollback();
        return std::unexpected(std::move(done).error());
    }
    return report;
}

} // namespace countersign::service
