// Verifying a ledger of a million records: from memory, from file, and all parts of `audit verify`.

#include "core/crypto/hash.h"
#include "core/ledger/checkpoint.h"
#include "core/ledger/verifier.h"
#include "core/service/create_store.h"
#include "core/service/ledger_edge_p.h"
#include "core/service/maintenance.h"
#include "tests/bench/big_store.h"

#include <QtCore/QCoreApplication>

namespace {

using namespace countersign;
using namespace countersign::bench;

struct InMemory {
    std::vector<std::string> notes;
    std::vector<std::string> bodies;
    std::map<ledger::TileIndex, ledger::Tile> tiles;
};

InMemory load(store::ReadStore& store) {
    InMemory loaded;
    must(store.forEachCheckpoint([&](std::uint64_t, std::string_view note) {
        loaded.notes.emplace_back(note);
        return true;
    }));
    loaded.bodies.reserve(must(store.size()));
    must(store.forEachRecord(0, UINT64_MAX, [&](std::uint64_t, std::string_view body) {
        loaded.bodies.emplace_back(body);
        return true;
    }));
    const auto read = service::tileReader(store);
    for (unsigned level = 0; level < 4; ++level) {
        for (std::uint64_t index = 0;; ++index) {
            auto tile = read({level, index});
            if (!tile) {
                break;
            }
            loaded.tiles.emplace(ledger::TileIndex{level, index}, *std::move(tile));
        }
    }
    return loaded;
}

using Signatures = ledger::VerifierOptions::Signatures;

ledger::Verifier verifier(const store::StoreMeta& meta, ledger::TileReader tiles, Signatures signatures) {
    const auto origin = must(ledger::checkpointOrigin(meta.trustDomain, meta.id));
    return ledger::Verifier({.store = meta.id,
                             .origin = origin,
                             .keys = ledger::KeyChain(meta.ledgerKey),
                             .pinned = std::nullopt,
                             .tiles = std::move(tiles)},
                            {.signatures = signatures});
}

void mustBeSound(ledger::Verifier& checked, std::uint64_t size) {
    const auto report = checked.finish();
    if (!report.sound() || report.records != size) {
        stopBench("the ledger does not verify: " + (report.findings.empty() ? "" : report.findings.front().sentence));
    }
}

double fromMemory(const InMemory& loaded, const store::StoreMeta& meta, Signatures signatures) {
    const double start = threadSeconds();
    const auto tiles = [&](const ledger::TileIndex& at) -> Result<ledger::Tile> {
        const auto found = loaded.tiles.find(at);
        return found == loaded.tiles.end() ? fail(Code::NotFound, "no such tile") : Result<ledger::Tile>(found->second);
    };
    auto checked = verifier(meta, tiles, signatures);
    for (const auto& note : loaded.notes) {
        checked.checkpoint(note);
    }
    for (std::size_t i = 0; i < loaded.bodies.size(); ++i) {
        checked.record(i, asBytes(loaded.bodies[i]));
    }
    mustBeSound(checked, loaded.bodies.size());
    return threadSeconds() - start;
}

double fromFile(store::ReadStore& store, const store::StoreMeta& meta, std::uint64_t size, Signatures signatures) {
    const double start = threadSeconds();
    auto checked = verifier(meta, service::tileReader(store), signatures);
    must(store.forEachCheckpoint([&](std::uint64_t, std::string_view note) {
        checked.checkpoint(note);
        return true;
    }));
    must(store.forEachRecord(0, UINT64_MAX, [&](std::uint64_t seq, std::string_view body) {
        checked.record(seq, asBytes(body));
        return true;
    }));
    mustBeSound(checked, size);
    return threadSeconds() - start;
}

/// What the hashes alone cost: a leaf and a node a record.
double hashes(const InMemory& loaded) {
    const double start = threadSeconds();
    Digest last;
    for (const auto& body : loaded.bodies) {
        last = ledger::nodeHash(last, ledger::leafHash(asBytes(body)));
    }
    const double spent = threadSeconds() - start;
    return last == Digest() ? 0 : spent;
}

void allParts(store::ReadStore& store, const store::StoreMeta& meta) {
    const double start = wallSeconds();
    const double processor = processSeconds();
    const auto report = must(service::verifyStore(store, meta, std::nullopt, {}));
    const double spent = wallSeconds() - start;
    const double bothThreads = processSeconds() - processor;
    if (!report.findings.empty()) {
        stopBench("the store does not verify: " + report.findings.front().detail);
    }
    auto figure = Figure("verify", "all parts of `audit verify`", spent, "s");
    for (const auto& part : report.parts) {
        figure.with(part.name, part.seconds);
    }
    figure.with("processor_s", bothThreads).with("records", static_cast<double>(report.size)).atMost(10).print();
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const auto options = parseOptions(argc, argv);
    const auto records = options.pick<std::uint64_t>(600, 1'000'000);
    const auto path = bigStore(options, records, 64);
    auto store = must(store::ReadStore::open(path));
    const auto meta = must(store->meta());
    {
        const auto loaded = load(*store);
        const auto rounds = options.pick<std::size_t>(1, 3);
        std::vector<double> limit;
        // Every root is compared; the newest signature vouches for all of them. By Signatures.
        std::map<Signatures, std::vector<double>> memory;
        std::map<Signatures, std::vector<double>> file;
        for (std::size_t i = 0; i < rounds; ++i) {
            limit.push_back(hashes(loaded));
            for (const auto signatures : {Signatures::Newest, Signatures::All}) {
                memory[signatures].push_back(fromMemory(loaded, meta, signatures));
                file[signatures].push_back(fromFile(*store, meta, loaded.bodies.size(), signatures));
            }
        }
        const auto describe = [&](Figure figure) {
            figure.with("checkpoints", static_cast<double>(loaded.notes.size()))
                .with("records", static_cast<double>(loaded.bodies.size()))
                .with("bytes_per_record", static_cast<double>(loaded.bodies.back().size()))
                .with("hashes_alone_s", median(limit));
            return figure;
        };
        const auto tell = [&](const char* name, std::map<Signatures, std::vector<double>>& spent, double most) {
            describe(Figure("verify", name, median(spent[Signatures::Newest]), "s"))
                .with("with_each_checkpoints_signature_s", median(spent[Signatures::All]))
                .atMost(most)
                .print();
        };
        tell("tree and checkpoints, from memory", memory, 1);
        tell("tree and checkpoints, from file", file, 3);
    }
    allParts(*store, meta);
    return 0;
}
