#include "core/ledger/merkle.h"

#include "core/crypto/hash.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace countersign::ledger {

namespace {

constexpr std::array<std::uint8_t, 1> kLeafPrefix{0x00};

/// Root of a complete subtree whose 2^k hashes lie side by side.
Digest completeRoot(std::span<const Digest> hashes) {
    if (hashes.size() == 1) {
        return hashes.front();
    }
    std::vector<Digest> level;
    level.reserve(hashes.size() / 2);
    for (std::size_t i = 0; i < hashes.size(); i += 2) {
        level.push_back(nodeHash(hashes[i], hashes[i + 1]));
    }
    for (std::size_t width = level.size(); width > 1; width /= 2) {
        for (std::size_t i = 0; i < width; i += 2) {
            level[i / 2] = nodeHash(level[i], level[i + 1]);
        }
    }
    return level.front();
}

/// Leaves below one hash of a tile of that level; 0 when there are more than a 64-bit number holds.
std::uint64_t leavesBelow(unsigned tileLevel) {
    const unsigned shift = tileLevel * kTileHeight;
    return shift < 64 ? std::uint64_t{1} << shift : 0;
}

/// Root of leaves [first, last), of which `first` is a multiple of the largest power of two below last - first.
Result<Digest> rangeRoot(HashSource& source, std::uint64_t first, std::uint64_t last) {
    std::vector<Digest> peaks;
    while (first < last) {
        const auto level = static_cast<unsigned>(std::bit_width(last - first) - 1);
        TRY(const auto peak, source.node(level, first >> level));
        peaks.push_back(peak);
        first += std::uint64_t{1} << level;
    }
    Digest root = peaks.back();
    for (std::size_t i = peaks.size() - 1; i-- > 0;) {
        root = nodeHash(peaks[i], root);
    }
    return root;
}

/// Largest power of two below n, for n > 1 (RFC 6962's k).
std::uint64_t splitPoint(std::uint64_t n) {
    return std::bit_floor(n - 1);
}

} // namespace

Digest leafHash(ByteView record) {
    return crypto::sha256({ByteView(kLeafPrefix), record});
}

Digest nodeHash(const Digest& left, const Digest& right) {
    std::array<std::uint8_t, 1 + 2 * Digest::kSize> bytes;
    bytes[0] = 0x01;
    std::ranges::copy(left.raw(), bytes.begin() + 1);
    std::ranges::copy(right.raw(), bytes.begin() + 1 + Digest::kSize);
    return crypto::sha256(bytes);
}

Digest merkleRoot(std::span<const Digest> leaves) {
    Tree tree;
    for (const Digest& leaf : leaves) {
        tree.append(leaf);
    }
    return tree.root();
}

Result<Tile> Tile::parse(const TileIndex& at, ByteView bytes) {
    if (bytes.size() != kTileWidth * Digest::kSize) {
        return fail(Code::InvalidArgument, "a full tile has 8192 bytes, this one has `" + std::to_string(bytes.size()) +
                                               "`: read it again or rebuild it from the records");
    }
    Tile tile{.at = at, .hashes = std::vector<Digest>(kTileWidth)};
    for (std::size_t i = 0; i < kTileWidth; ++i) {
        std::ranges::copy(bytes.subspan(i * Digest::kSize, Digest::kSize), tile.hashes[i].raw().begin());
    }
    return tile;
}

Bytes Tile::bytes() const {
    Bytes out;
    out.reserve(hashes.size() * Digest::kSize);
    for (const Digest& hash : hashes) {
        out.insert(out.end(), hash.raw().begin(), hash.raw().end());
    }
    return out;
}

Result<Tree> Tree::resume(std::uint64_t size, const TileReader& tiles, const LeafReader& leaves) {
    TileHashSource source(size, tiles, leaves);
    Tree tree;
    tree.m_size = size;
    for (unsigned level = 0; leavesBelow(level) != 0 && size >= leavesBelow(level); ++level) {
        const std::uint64_t hashes = size / leavesBelow(level);
        const std::uint64_t first = hashes / kTileWidth * kTileWidth;
        auto& edge = tree.m_edge.emplace_back();
        edge.reserve(kTileWidth);
        TRY(auto row, source.row(level, first, static_cast<std::size_t>(hashes - first)));
        edge.insert(edge.end(), row.begin(), row.end());
        std::size_t begin = 0;
        for (unsigned bit = kTileHeight; bit-- > 0;) {
            const std::size_t width = std::size_t{1} << bit;
            if ((edge.size() & width) != 0) {
                tree.m_peaks[level * kTileHeight + bit] = completeRoot(std::span(edge).subspan(begin, width));
                begin += width;
            }
        }
    }
    return tree;
}

void Tree::append(const Digest& leaf) {
    keep(0, leaf);
    Digest hash = leaf;
    unsigned level = 0;
    for (; (m_size >> level & 1U) != 0; ++level) {
        hash = nodeHash(m_peaks[level], hash);
        if ((level + 1) % kTileHeight == 0) {
            keep((level + 1) / kTileHeight, hash);
        }
    }
    m_peaks[level] = hash;
    ++m_size;
}

void Tree::keep(unsigned level, const Digest& hash) {
    if (m_edge.size() <= level) {
        m_edge.resize(level + 1);
    }
    auto& edge = m_edge[level];
    if (edge.empty()) {
        edge.reserve(kTileWidth);
    }
    edge.push_back(hash);
    if (edge.size() == kTileWidth) {
        const std::uint64_t index = m_size >> (kTileHeight * (level + 1));
        m_full.push_back({.at = {.level = level, .index = index}, .hashes = std::exchange(edge, {})});
    }
}

Digest Tree::root() const {
    if (m_size == 0) {
        return crypto::sha256(ByteView{});
    }
    auto level = static_cast<unsigned>(std::countr_zero(m_size));
    Digest root = m_peaks[level];
    for (++level; level < 64; ++level) {
        if ((m_size >> level & 1U) != 0) {
            root = nodeHash(m_peaks[level], root);
        }
    }
    return root;
}

TileHashSource::TileHashSource(std::uint64_t size, TileReader tiles, LeafReader leaves)
    : m_size(size), m_readTile(std::move(tiles)), m_readLeaves(std::move(leaves)) {}

bool TileHashSource::isFull(const TileIndex& at) const {
    const unsigned shift = kTileHeight * (at.level + 1);
    return shift < 64 && at.index < m_size >> shift;
}

Result<const Tile*> TileHashSource::tile(const TileIndex& at) {
    constexpr std::size_t kKept = 32;
    if (const auto found = m_cache.find(at); found != m_cache.end()) {
        m_recent.splice(m_recent.begin(), m_recent, found->second);
        return &m_recent.front();
    }
    TRY(auto read, m_readTile(at));
    if (read.hashes.size() != kTileWidth) {
        return fail(Code::VerificationFailed, "tile `" + std::to_string(at.level) + "/" + std::to_string(at.index) +
                                                  "` has not 256 hashes: run `audit verify`");
    }
    m_recent.push_front(std::move(read));
    m_cache.emplace(at, m_recent.begin());
    if (m_recent.size() > kKept) {
        m_cache.erase(std::ranges::find_if(
            m_cache, [last = std::prev(m_recent.end())](const auto& entry) { return entry.second == last; }));
        m_recent.pop_back();
    }
    return &m_recent.front();
}

Result<std::vector<Digest>> TileHashSource::row(unsigned level, std::uint64_t first, std::size_t count) {
    if (count == 0) {
        return std::vector<Digest>();
    }
    const TileIndex at{.level = level, .index = first / kTileWidth};
    if (isFull(at)) {
        TRY(const Tile* full, tile(at));
        const auto begin = full->hashes.begin() + static_cast<std::ptrdiff_t>(first % kTileWidth);
        return std::vector<Digest>(begin, begin + static_cast<std::ptrdiff_t>(count));
    }
    if (level == 0) {
        TRY(auto leaves, m_readLeaves(first, count));
        if (leaves.size() != count) {
            return fail(Code::VerificationFailed,
                        "leaves from `" + std::to_string(first) + "` on are missing: run `audit verify`");
        }
        return leaves;
    }
    std::vector<Digest> hashes;
    for (std::uint64_t i = first; i < first + count; ++i) {
        TRY(const Tile* below, tile({.level = level - 1, .index = i}));
        hashes.push_back(completeRoot(below->hashes));
    }
    return hashes;
}

Result<Digest> TileHashSource::node(unsigned level, std::uint64_t index) {
    if (level >= 64 || index >= m_size >> level) {
        return fail(Code::InvalidArgument,
                    "the subtree is not complete at size `" + std::to_string(m_size) + "`: ask for a smaller one");
    }
    const unsigned inTile = level % kTileHeight;
    TRY(auto hashes, row(level / kTileHeight, index << inTile, std::size_t{1} << inTile));
    return completeRoot(hashes);
}

Result<Digest> rootAt(HashSource& source, std::uint64_t size) {
    if (size == 0) {
        return crypto::sha256(ByteView{});
    }
    return rangeRoot(source, 0, size);
}

Result<Proof> inclusionProof(HashSource& source, std::uint64_t index, std::uint64_t size) {
    if (index >= size) {
        return fail(Code::InvalidArgument, "leaf `" + std::to_string(index) + "` is not in a tree of `" +
                                               std::to_string(size) + "`: ask for a later checkpoint");
    }
    Proof proof;
    std::uint64_t first = 0;
    std::uint64_t last = size;
    while (last - first > 1) {
        const std::uint64_t middle = first + splitPoint(last - first);
        if (index < middle) {
            TRY(const auto right, rangeRoot(source, middle, last));
            proof.push_back(right);
            last = middle;
        } else {
            TRY(const auto left, rangeRoot(source, first, middle));
            proof.push_back(left);
            first = middle;
        }
    }
    std::ranges::reverse(proof);
    return proof;
}

Result<Proof> consistencyProof(HashSource& source, std::uint64_t size1, std::uint64_t size2) {
    if (size1 > size2) {
        return fail(Code::InvalidArgument, "size `" + std::to_string(size1) + "` is larger than `" +
                                               std::to_string(size2) + "`: give the older size first");
    }
    Proof proof;
    if (size1 == 0 || size1 == size2) {
        return proof;
    }
    std::uint64_t first = 0;
    std::uint64_t last = size2;
    while (last != size1) {
        const std::uint64_t middle = first + splitPoint(last - first);
        if (size1 <= middle) {
            TRY(const auto right, rangeRoot(source, middle, last));
            proof.push_back(right);
            last = middle;
        } else {
            TRY(const auto left, rangeRoot(source, first, middle));
            proof.push_back(left);
            first = middle;
        }
    }
    // The verifier has root1 itself when the old tree is one complete subtree.
    if (first != 0) {
        TRY(const auto old, rangeRoot(source, first, last));
        proof.push_back(old);
    }
    std::ranges::reverse(proof);
    return proof;
}

Result<void> verifyInclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size, std::span<const Digest> proof,
                             const Digest& root) {
    if (index >= size) {
        return fail(Code::VerificationFailed, "the proof is for leaf `" + std::to_string(index) +
                                                  "`, beyond the tree's size `" + std::to_string(size) + "`");
    }
    std::uint64_t node = index;
    std::uint64_t lastNode = size - 1;
    Digest hash = leaf;
    for (const Digest& sibling : proof) {
        if (lastNode == 0) {
            return fail(Code::VerificationFailed, "the inclusion proof is longer than the tree is high");
        }
        if ((node & 1U) != 0 || node == lastNode) {
            hash = nodeHash(sibling, hash);
            while ((node & 1U) == 0 && node != 0) {
                node >>= 1U;
                lastNode >>= 1U;
            }
        } else {
            hash = nodeHash(hash, sibling);
        }
        node >>= 1U;
        lastNode >>= 1U;
    }
    if (lastNode != 0) {
        return fail(Code::VerificationFailed, "the inclusion proof is shorter than the tree is high");
    }
    if (hash != root) {
        return fail(Code::VerificationFailed, "the inclusion proof does not lead to the root: the record or the "
                                              "checkpoint is not the one that was signed");
    }
    return {};
}

Result<void> verifyConsistency(std::uint64_t size1, const Digest& root1, std::uint64_t size2, const Digest& root2,
                               std::span<const Digest> proof) {
    if (size1 > size2) {
        return fail(Code::VerificationFailed, "the newer tree is smaller than the older one");
    }
    if (size1 == size2 || size1 == 0) {
        const Digest& expected = size1 == size2 ? root2 : crypto::sha256(ByteView{});
        if (!proof.empty() || root1 != expected) {
            return fail(Code::VerificationFailed, "no proof is needed here, and the roots do not fit");
        }
        return {};
    }
    std::uint64_t node = size1 - 1;
    std::uint64_t lastNode = size2 - 1;
    while ((node & 1U) != 0) {
        node >>= 1U;
        lastNode >>= 1U;
    }
    // A complete old tree is its own first hash.
    const bool complete = node == 0;
    if (!complete && proof.empty()) {
        return fail(Code::VerificationFailed, "the consistency proof is empty");
    }
    Digest old = complete ? root1 : proof.front();
    Digest now = old;
    for (const Digest& sibling : proof.subspan(complete ? 0 : 1)) {
        if (lastNode == 0) {
            return fail(Code::VerificationFailed, "the consistency proof is longer than the tree is high");
        }
        if ((node & 1U) != 0 || node == lastNode) {
            old = nodeHash(sibling, old);
            now = nodeHash(sibling, now);
            while ((node & 1U) == 0 && node != 0) {
                node >>= 1U;
                lastNode >>= 1U;
            }
        } else {
            now = nodeHash(now, sibling);
        }
        node >>= 1U;
        lastNode >>= 1U;
    }
    if (lastNode != 0) {
        return fail(Code::VerificationFailed, "the consistency proof is shorter than the tree is high");
    }
    if (old != root1 || now != root2) {
        return fail(Code::VerificationFailed, "the newer tree does not extend the older one: history was rewritten");
    }
    return {};
}

} // namespace countersign::ledger
