#include "tests/bench/big_store.h"

#include "core/ledger/checkpoint.h"
#include "core/ledger/merkle.h"
#include "core/service/ledger_edge_p.h"
#include "core/service/open_parts_p.h"
#include "core/service/request_id_p.h"

#include <filesystem>

namespace countersign::bench {

namespace {

constexpr std::size_t kIndexBatch = 4096;

class Filler {
public:
    Filler(const std::string& path, SampleRecord sample) : m_sample(std::move(sample)) {
        const auto unlock = must(service::readServiceKey(path + ".key"));
        m_store = must(store::WriteStore::open(path));
        auto& reader = m_store->read();
        const auto meta = must(reader.meta());
        m_key.emplace(must(service::unsealLedgerKey(reader, unlock, meta.ledgerKey)));
        m_origin = must(ledger::checkpointOrigin(meta.trustDomain, meta.id));
        m_size = must(reader.size());
        m_tree = must(ledger::Tree::resume(m_size, service::tileReader(reader), service::leafReader(reader)));
    }

    void fill(std::uint64_t records, std::size_t batch) {
        while (m_size < records) {
            must(m_store->begin());
            for (std::size_t i = 0; i < batch; ++i) {
                append();
            }
            for (const auto& tile : m_tree.takeTiles()) {
                must(m_store->putTile(tile.at.level, tile.at.index, tile.bytes()));
            }
            const auto note = must(ledger::signCheckpoint(
                {.origin = m_origin, .size = m_size, .root = m_tree.root(), .extensions = {}}, *m_key));
            must(m_store->putCheckpoint(m_size, note));
            must(m_store->commit());
        }
    }

    void index() {
        while (true) {
            const auto from = must(m_store->read().indexed());
            std::vector<store::IndexRow> rows;
            for (const auto& stored : must(m_store->read().records(from, kIndexBatch))) {
                rows.emplace_back(stored.seq, must(ledger::Record::parse(stored.body)));
            }
            if (rows.empty()) {
                return;
            }
            must(m_store->begin());
            must(m_store->index(rows));
            must(m_store->commit());
        }
    }

private:
    void append() {
        auto fields = m_sample.fields;
        fields.id = ledger::RecordId::generate(m_random);
        fields.at = m_sample.fields.at + Duration(static_cast<std::int64_t>(m_size / 10));
        fields.request = service::makeRequestId(m_size, m_random);
        fields.resource["repo"] = "acme/svc-" + std::to_string(m_size * 31 % 997);
        Digest root;
        m_random.fill(root.raw());
        fields.args = root;
        m_body.clear();
        ledger::appendCanonical(m_body, must(ledger::Record::create(std::move(fields))));
        must(m_store->appendRecord(m_size, m_body));
        must(m_store->putValues(m_size, m_sample.values));
        m_tree.append(ledger::leafHash(asBytes(m_body)));
        ++m_size;
    }

    crypto::SystemRandom m_random;
    SampleRecord m_sample;
    std::unique_ptr<store::WriteStore> m_store;
    std::optional<crypto::SigningKey> m_key;
    std::string m_origin;
    ledger::Tree m_tree;
    std::string m_body;
    std::uint64_t m_size = 0;
};

} // namespace

std::string bigStore(const Options& options, std::uint64_t records, std::size_t batch) {
    const auto folder = options.cache + "/ledger-" + std::to_string(records) + "-" + std::to_string(batch);
    const auto path = folder + "/made.countersign";
    if (std::filesystem::exists(folder + "/complete")) {
        return path;
    }
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    std::fprintf(stderr, "bench: making a ledger of %llu records in %s\n", static_cast<unsigned long long>(records),
                 folder.c_str());
    Desk desk(path, 0);
    const auto sample = sampleRecord(desk);
    desk.close();
    {
        Filler filler(path, sample);
        filler.fill(records, batch);
        filler.index();
    }
    std::filesystem::create_directory(folder + "/complete");
    return path;
}

} // namespace countersign::bench
