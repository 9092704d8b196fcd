#include "core/service/ledger_edge_p.h"

namespace countersign::service {

ledger::TileReader tileReader(store::ReadStore& store) {
    return [&store](const ledger::TileIndex& at) -> Result<ledger::Tile> {
        TRY(const auto bytes, store.tile(at.level, at.index));
        if (!bytes) {
            return fail(Code::NotFound, "the store has no such tile; run `countersignctl audit verify`");
        }
        return ledger::Tile::parse(at, *bytes);
    };
}

ledger::LeafReader leafReader(store::ReadStore& store) {
    return [&store](std::uint64_t first, std::size_t count) -> Result<std::vector<Digest>> {
        std::vector<Digest> leaves;
        leaves.reserve(count);
        CHECK(store.forEachRecord(first, first + count, [&leaves](std::uint64_t, std::string_view body) {
            leaves.push_back(ledger::leafHash(asBytes(body)));
            return true;
        }));
        return leaves;
    };
}

Result<ledger::Proof> proveInclusion(store::ReadStore& store, std::uint64_t seq, std::uint64_t size) {
    ledger::TileHashSource source(size, tileReader(store), leafReader(store));
    return ledger::inclusionProof(source, seq, size);
}

Result<ledger::Proof> proveConsistency(store::ReadStore& store, std::uint64_t from, std::uint64_t to) {
    ledger::TileHashSource source(to, tileReader(store), leafReader(store));
    return ledger::consistencyProof(source, from, to);
}

} // namespace countersign::service
