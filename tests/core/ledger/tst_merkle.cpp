#include "core/crypto/hash.h"
#include "core/ledger/merkle.h"
#include "tests/support/source_dir.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <bit>
#include <map>

using namespace countersign;
using namespace countersign::ledger;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::uint64_t kSizes = 130;

Digest sample(std::uint64_t i) {
    const std::string text = "leaf " + std::to_string(i);
    return leafHash(asBytes(text));
}

std::vector<Digest> samples(std::uint64_t count) {
    std::vector<Digest> leaves;
    for (std::uint64_t i = 0; i < count; ++i) {
        leaves.push_back(sample(i));
    }
    return leaves;
}

/// The definitions of RFC 6962 section 2.1, word for word.
Digest naiveRoot(std::span<const Digest> d) {
    if (d.empty()) {
        return crypto::sha256(ByteView{});
    }
    if (d.size() == 1) {
        return d.front();
    }
    const std::size_t k = std::bit_floor(d.size() - 1);
    return nodeHash(naiveRoot(d.first(k)), naiveRoot(d.subspan(k)));
}

Proof naivePath(std::size_t m, std::span<const Digest> d) {
    if (d.size() == 1) {
        return {};
    }
    const std::size_t k = std::bit_floor(d.size() - 1);
    Proof path = m < k ? naivePath(m, d.first(k)) : naivePath(m - k, d.subspan(k));
    path.push_back(m < k ? naiveRoot(d.subspan(k)) : naiveRoot(d.first(k)));
    return path;
}

Proof naiveSubproof(std::size_t m, std::span<const Digest> d, bool whole) {
    if (m == d.size()) {
        return whole ? Proof{} : Proof{naiveRoot(d)};
    }
    const std::size_t k = std::bit_floor(d.size() - 1);
    if (m <= k) {
        Proof proof = naiveSubproof(m, d.first(k), whole);
        proof.push_back(naiveRoot(d.subspan(k)));
        return proof;
    }
    Proof proof = naiveSubproof(m - k, d.subspan(k), false);
    proof.push_back(naiveRoot(d.first(k)));
    return proof;
}

/// A store of full tiles and leaves, as a ledger file would hold them.
class Stored {
public:
    void append(const Digest& leaf) {
        m_leaves.push_back(leaf);
        m_tree.append(leaf);
        for (Tile& tile : m_tree.takeTiles()) {
            const TileIndex at = tile.at;
            m_tiles.emplace(at, std::move(tile));
        }
    }
    TileReader tiles() {
        return [this](const TileIndex& at) -> Result<Tile> {
            ++m_tilesRead;
            const auto found = m_tiles.find(at);
            if (found == m_tiles.end()) {
                return fail(Code::NotFound, "no such tile");
            }
            return found->second;
        };
    }
    LeafReader leaves() {
        return [this](std::uint64_t first, std::size_t count) -> Result<std::vector<Digest>> {
            m_leavesRead += count;
            const auto begin = m_leaves.begin() + static_cast<std::ptrdiff_t>(first);
            return std::vector<Digest>(begin, begin + static_cast<std::ptrdiff_t>(count));
        };
    }

    Tree m_tree;
    std::vector<Digest> m_leaves;
    std::map<TileIndex, Tile> m_tiles;
    std::size_t m_tilesRead = 0;
    std::size_t m_leavesRead = 0;
};

QJsonObject readJson(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return QJsonDocument::fromJson(file.readAll()).object();
}

Result<Digest> digestOf(const QJsonValue& base64) {
    TRY(const auto bytes, fromBase64(base64.toString().toStdString()));
    return Digest::fromBytes(bytes);
}

Result<Proof> proofOf(const QJsonValue& value) {
    Proof proof;
    for (const auto& hash : value.toArray()) {
        TRY(const auto digest, digestOf(hash));
        proof.push_back(digest);
    }
    return proof;
}

Result<void> judgeInclusion(const QJsonObject& vector) {
    TRY(const auto leaf, digestOf(vector["leafHash"_L1]));
    TRY(const auto root, digestOf(vector["root"_L1]));
    TRY(const auto proof, proofOf(vector["proof"_L1]));
    return verifyInclusion(leaf, vector["leafIdx"_L1].toVariant().toULongLong(),
                           vector["treeSize"_L1].toVariant().toULongLong(), proof, root);
}

Result<void> judgeConsistency(const QJsonObject& vector) {
    TRY(const auto root1, digestOf(vector["root1"_L1]));
    TRY(const auto root2, digestOf(vector["root2"_L1]));
    TRY(const auto proof, proofOf(vector["proof"_L1]));
    return verifyConsistency(vector["size1"_L1].toVariant().toULongLong(), root1,
                             vector["size2"_L1].toVariant().toULongLong(), root2, proof);
}

} // namespace

class TstMerkle : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hashesTheKnownRoots();
    void judgesThePublishedProofs_data();
    void judgesThePublishedProofs();
    void agreesWithTheDefinitionAtEverySize();
    void provesEveryLeafAtEverySize();
    void provesEveryPairOfSizes();
    void refusesEveryBitFlipInAProof();
    void handsOutTilesAndResumesAtAnySize();
    void provesFromTilesWithFewReads();
    void tilesGoThroughBytes();
    void resumeRefusesShortReads();
};

void TstMerkle::hashesTheKnownRoots() {
    const char* const leaves[] = {
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
    const char* const roots[] = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                 "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                 "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                 "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                 "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                 "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                 "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                 "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    Tree tree;
    QCOMPARE(tree.root().hex(), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    for (std::size_t i = 0; i < std::size(leaves); ++i) {
        const QByteArray leaf = QByteArray::fromHex(leaves[i]);
        tree.append(leafHash(asBytes(leaf.toStdString())));
        QCOMPARE(tree.root().hex(), std::string(roots[i]));
    }
}

void TstMerkle::judgesThePublishedProofs_data() {
    QTest::addColumn<QString>("path");
    QDirIterator files(sourcePath("tests/data/merkle"), {QStringLiteral("*.json")}, QDir::Files,
                       QDirIterator::Subdirectories);
    int count = 0;
    while (files.hasNext()) {
        const QString path = files.next();
        QTest::newRow(qPrintable(path.section(QLatin1Char('/'), -3))) << path;
        ++count;
    }
    QVERIFY(count >= 50);
}

void TstMerkle::judgesThePublishedProofs() {
    QFETCH(QString, path);
    const QJsonObject vector = readJson(path);
    QVERIFY(vector.contains("wantErr"_L1));
    const auto verdict = vector.contains("leafIdx"_L1) ? judgeInclusion(vector) : judgeConsistency(vector);
    QCOMPARE(!verdict.has_value(), vector["wantErr"_L1].toBool());
}

void TstMerkle::agreesWithTheDefinitionAtEverySize() {
    Stored stored;
    for (std::uint64_t size = 1; size <= kSizes; ++size) {
        stored.append(sample(size - 1));
        const Digest expected = naiveRoot(stored.m_leaves);
        QCOMPARE(stored.m_tree.size(), size);
        QVERIFY(stored.m_tree.root() == expected);
        QVERIFY(merkleRoot(stored.m_leaves) == expected);
        TileHashSource source(size, stored.tiles(), stored.leaves());
        for (std::uint64_t older = 0; older <= size; ++older) {
            QVERIFY(rootAt(source, older) == naiveRoot(std::span(stored.m_leaves).first(older)));
        }
    }
}

void TstMerkle::provesEveryLeafAtEverySize() {
    const auto leaves = samples(kSizes);
    Stored stored;
    for (const Digest& leaf : leaves) {
        stored.append(leaf);
    }
    TileHashSource source(kSizes, stored.tiles(), stored.leaves());
    for (std::uint64_t size = 1; size <= kSizes; ++size) {
        const auto tree = std::span(leaves).first(size);
        const Digest root = naiveRoot(tree);
        for (std::uint64_t index = 0; index < size; ++index) {
            const auto proof = inclusionProof(source, index, size);
            QVERIFY(proof.has_value());
            QVERIFY(*proof == naivePath(index, tree));
            QVERIFY(verifyInclusion(leaves[index], index, size, *proof, root).has_value());
            QVERIFY(!verifyInclusion(leaves[index], index + 1, size, *proof, root).has_value());
            QVERIFY(!verifyInclusion(sample(kSizes), index, size, *proof, root).has_value());
        }
        QCOMPARE(inclusionProof(source, size, size).error().code, Code::InvalidArgument);
    }
}

void TstMerkle::provesEveryPairOfSizes() {
    const auto leaves = samples(kSizes);
    Stored stored;
    std::vector<Digest> roots{naiveRoot({})};
    for (const Digest& leaf : leaves) {
        stored.append(leaf);
        roots.push_back(naiveRoot(stored.m_leaves));
    }
    TileHashSource source(kSizes, stored.tiles(), stored.leaves());
    for (std::uint64_t newer = 0; newer <= kSizes; ++newer) {
        for (std::uint64_t older = 0; older <= newer; ++older) {
            const auto proof = consistencyProof(source, older, newer);
            QVERIFY(proof.has_value());
            if (older > 0) {
                QVERIFY(*proof == naiveSubproof(older, std::span(leaves).first(newer), true));
            }
            QVERIFY(verifyConsistency(older, roots[older], newer, roots[newer], *proof).has_value());
            QVERIFY(!verifyConsistency(older, sample(0xbad), newer, roots[newer], *proof).has_value());
            if (older != 0) {
                QVERIFY(!verifyConsistency(older, roots[older], newer, sample(0xbad), *proof).has_value());
            }
        }
    }
    QCOMPARE(consistencyProof(source, 3, 2).error().code, Code::InvalidArgument);
    QVERIFY(!verifyConsistency(3, roots[3], 2, roots[2], {}).has_value());
}

void TstMerkle::refusesEveryBitFlipInAProof() {
    const auto leaves = samples(77);
    Stored stored;
    for (const Digest& leaf : leaves) {
        stored.append(leaf);
    }
    TileHashSource source(77, stored.tiles(), stored.leaves());
    const Proof inclusion = *inclusionProof(source, 41, 77);
    const Proof consistency = *consistencyProof(source, 41, 77);
    const Digest root = stored.m_tree.root();
    const Digest older = *rootAt(source, 41);
    const auto eachFlip = [](const Proof& proof, const auto& accepts) {
        for (std::size_t hash = 0; hash < proof.size(); ++hash) {
            for (std::size_t bit = 0; bit < 256; ++bit) {
                Proof broken = proof;
                broken[hash].raw()[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
                if (accepts(broken)) {
                    return false;
                }
            }
        }
        return true;
    };
    QVERIFY(
        eachFlip(inclusion, [&](const Proof& p) { return verifyInclusion(leaves[41], 41, 77, p, root).has_value(); }));
    QVERIFY(
        eachFlip(consistency, [&](const Proof& p) { return verifyConsistency(41, older, 77, root, p).has_value(); }));
}

void TstMerkle::handsOutTilesAndResumesAtAnySize() {
    constexpr std::uint64_t kLeaves = 256 * 256 + 700;
    Stored stored;
    std::vector<std::uint64_t> stops{0, 1, 255, 256, 257, 511, 512, 1000, 65535, 65536, 65537, 66000, kLeaves};
    for (std::uint64_t size = 0; size <= kLeaves; ++size) {
        if (size == stops.front()) {
            stops.erase(stops.begin());
            auto resumed = Tree::resume(size, stored.tiles(), stored.leaves());
            QVERIFY(resumed.has_value());
            QCOMPARE(resumed->size(), size);
            QVERIFY(resumed->root() == stored.m_tree.root());
            // Both go on alike, tiles included.
            Tree original = stored.m_tree;
            for (std::uint64_t more = 0; more < 600; ++more) {
                original.append(sample(more));
                resumed->append(sample(more));
            }
            QVERIFY(original.root() == resumed->root());
            QVERIFY(original.takeTiles() == resumed->takeTiles());
        }
        if (size < kLeaves) {
            stored.append(sample(size));
        }
    }
    QCOMPARE(stored.m_tiles.size(), std::size_t{258 + 1});
    for (const auto& [at, tile] : stored.m_tiles) {
        QCOMPARE(tile.hashes.size(), std::size_t{256});
        for (std::size_t i = 0; i < 256; ++i) {
            const auto leaves = std::span(stored.m_leaves);
            const std::size_t seq = at.index * 256 + i;
            QVERIFY(tile.hashes[i] == (at.level == 0 ? leaves[seq] : naiveRoot(leaves.subspan(seq * 256, 256))));
        }
    }
}

void TstMerkle::provesFromTilesWithFewReads() {
    constexpr std::uint64_t kLeaves = 70'000;
    Stored stored;
    for (std::uint64_t i = 0; i < kLeaves; ++i) {
        stored.append(sample(i));
    }
    for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{65535}, std::uint64_t{65536}, kLeaves - 1}) {
        stored.m_tilesRead = 0;
        stored.m_leavesRead = 0;
        TileHashSource source(kLeaves, stored.tiles(), stored.leaves());
        const auto proof = inclusionProof(source, index, kLeaves);
        QVERIFY(proof.has_value());
        QVERIFY(verifyInclusion(stored.m_leaves[index], index, kLeaves, *proof, stored.m_tree.root()).has_value());
        QVERIFY(stored.m_tilesRead < 40);
        QVERIFY(stored.m_leavesRead < 256 * 2);
    }
    TileHashSource source(kLeaves, stored.tiles(), stored.leaves());
    QVERIFY(!source.node(17, 0).has_value());
    QVERIFY(!source.node(64, 0).has_value());
    QVERIFY(!source.node(0, kLeaves).has_value());
}

void TstMerkle::tilesGoThroughBytes() {
    Stored stored;
    for (std::uint64_t i = 0; i < 256; ++i) {
        stored.append(sample(i));
    }
    const Tile& tile = stored.m_tiles.at({.level = 0, .index = 0});
    const Bytes bytes = tile.bytes();
    QCOMPARE(bytes.size(), std::size_t{8192});
    QVERIFY(Tile::parse(tile.at, bytes) == tile);
    QVERIFY(!Tile::parse(tile.at, ByteView(bytes).first(8191)).has_value());
}

void TstMerkle::resumeRefusesShortReads() {
    Stored stored;
    for (std::uint64_t i = 0; i < 300; ++i) {
        stored.append(sample(i));
    }
    const auto shortLeaves = [](std::uint64_t, std::size_t) -> Result<std::vector<Digest>> {
        return std::vector<Digest>{};
    };
    QCOMPARE(Tree::resume(300, stored.tiles(), shortLeaves).error().code, Code::VerificationFailed);
    const auto noTiles = [](const TileIndex&) -> Result<Tile> { return fail(Code::NotFound, "gone"); };
    QCOMPARE(Tree::resume(300, noTiles, stored.leaves()).error().code, Code::NotFound);
}

QTEST_APPLESS_MAIN(TstMerkle)
#include "tst_merkle.moc"
