// What hashing adds to an append, and how near the store comes to bare group commits of rows of the same size.

#include "core/ledger/checkpoint.h"
#include "core/ledger/merkle.h"
#include "core/store/write_store.h"
#include "tests/bench/bare_rows.h"
#include "tests/bench/desk.h"

#include <QtCore/QCoreApplication>

namespace {

using namespace countersign;
using namespace countersign::bench;

enum class Hashing { None, Tree, TreeAndCheckpoint };

struct Spent {
    double wall = 0;
    double processor = 0;
};

/// A store that is appended to in one of three ways.
class Appender {
public:
    Appender(const std::string& path, SampleRecord sample, Hashing hashing)
        : m_sample(std::move(sample)), m_hashing(hashing), m_key(crypto::SigningKey::generate(m_random)) {
        m_sample.fields.store = StoreId::generate(m_random);
        m_origin = must(ledger::checkpointOrigin("acme.example", m_sample.fields.store));
        m_store = must(store::WriteStore::create(path, {.id = m_sample.fields.store,
                                                        .trustDomain = "acme.example",
                                                        .ledgerKey = m_key.publicKey(),
                                                        .schema = store::kSchemaVersion}));
    }

    Spent run(std::size_t batches, std::size_t batch) {
        const double wall = wallSeconds();
        const double processor = threadSeconds();
        for (std::size_t i = 0; i < batches; ++i) {
            must(m_store->begin());
            for (std::size_t k = 0; k < batch; ++k) {
                append();
            }
            if (m_hashing != Hashing::None) {
                seal();
            }
            must(m_store->commit());
        }
        const auto rows = static_cast<double>(batches * batch);
        return {(wallSeconds() - wall) / rows, (threadSeconds() - processor) / rows};
    }

private:
    void append() {
        auto fields = m_sample.fields;
        fields.id = ledger::RecordId::generate(m_random);
        m_body.clear();
        ledger::appendCanonical(m_body, must(ledger::Record::create(std::move(fields))));
        must(m_store->appendRecord(m_seq, m_body));
        must(m_store->putValues(m_seq, m_sample.values));
        if (m_hashing != Hashing::None) {
            m_tree.append(ledger::leafHash(asBytes(m_body)));
        }
        ++m_seq;
    }

    void seal() {
        for (const auto& tile : m_tree.takeTiles()) {
            must(m_store->putTile(tile.at.level, tile.at.index, tile.bytes()));
        }
        const auto root = m_tree.root();
        if (m_hashing == Hashing::TreeAndCheckpoint) {
            const auto note = must(
                ledger::signCheckpoint({.origin = m_origin, .size = m_seq, .root = root, .extensions = {}}, m_key));
            must(m_store->putCheckpoint(m_seq, note));
        }
    }

    crypto::SystemRandom m_random;
    SampleRecord m_sample;
    Hashing m_hashing;
    crypto::SigningKey m_key;
    std::string m_origin;
    std::unique_ptr<store::WriteStore> m_store;
    ledger::Tree m_tree;
    std::string m_body;
    std::uint64_t m_seq = 0;
};

void measure(const Options& options, const SampleRecord& sample, std::size_t batch) {
    const Folder folder(options.cache);
    Appender plain(folder.file("plain"), sample, Hashing::None);
    Appender hashed(folder.file("hashed"), sample, Hashing::Tree);
    Appender sealed(folder.file("sealed"), sample, Hashing::TreeAndCheckpoint);
    const auto size = must(ledger::Record::create(sample.fields)).canonical().size() + sample.values.size();
    BareRows bare(folder.file("bare"), size);
    const auto rounds = options.pick<std::size_t>(1, 15);
    const auto batches = options.pick<std::size_t>(1, std::max<std::size_t>(4, 300 / (batch / 10 + 1)));
    std::vector<double> rate;
    std::vector<double> limit;
    std::vector<double> byWall;
    std::vector<double> byProcessor;
    std::vector<double> sealedWall;
    std::vector<double> ofLimit;
    std::vector<double> micros;
    for (std::size_t round = 0; round < rounds; ++round) {
        const auto without = plain.run(batches, batch);
        const auto with = hashed.run(batches, batch);
        const auto full = sealed.run(batches, batch);
        const double row = bare.run(batches, batch);
        rate.push_back(1 / full.wall);
        limit.push_back(1 / row);
        byWall.push_back(with.wall / without.wall);
        byProcessor.push_back(with.processor / without.processor);
        sealedWall.push_back(full.wall / without.wall);
        ofLimit.push_back(row / full.wall);
        micros.push_back((with.processor - without.processor) * 1e6);
    }
    const auto name = "batches of " + std::to_string(batch);
    Figure("append", "with Merkle hashing, " + name, median(byWall), "times the same without")
        .with("processor_ratio", median(byProcessor))
        .with("with_signed_checkpoint", median(sealedWall))
        .with("hashing_us_per_record", median(micros))
        .atMost(1.1)
        .print();
    Figure("append", "records, tree and checkpoint, " + name, median(rate), "records/s")
        .ratio(median(ofLimit))
        .anchor("bare rows of the same bytes, same commits", median(limit))
        .with("bytes_per_record", static_cast<double>(size))
        .print();
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const auto options = parseOptions(argc, argv);
    const Folder folder(options.cache);
    Desk desk(folder.file("desk.countersign"), 0);
    const auto sample = sampleRecord(desk);
    desk.close();
    for (const std::size_t batch : {1UL, 10UL, 100UL, 1000UL}) {
        measure(options, sample, batch);
    }
    return 0;
}
