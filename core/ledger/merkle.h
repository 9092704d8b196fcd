#pragma once

#include "core/base/bytes.h"

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <span>
#include <utility>
#include <vector>

/// The Merkle tree of the ledger (RFC 6962 section 2.1, RFC 9162 section 2.1) and its proofs. Pure values: whoever owns
/// one uses it from one thread at a time.
namespace countersign::ledger {

/// SHA-256(0x00 ‖ record bytes).
[[nodiscard]] Digest leafHash(ByteView record);
/// SHA-256(0x01 ‖ left ‖ right).
[[nodiscard]] Digest nodeHash(const Digest& left, const Digest& right);
/// Root over leaf hashes that are all at hand; SHA-256 of nothing when there are none.
[[nodiscard]] Digest merkleRoot(std::span<const Digest> leaves);

/// Hashes in one tile, and the binary levels that it spans (C2SP tlog-tiles).
inline constexpr std::uint64_t kTileWidth = 256;
inline constexpr unsigned kTileHeight = 8;

/// Names a tile: at `level` L its hashes are the roots of complete subtrees of 256^L leaves, the first of them
/// beginning at leaf index * 256^(L+1).
struct TileIndex {
    unsigned level = 0;
    std::uint64_t index = 0;
    friend auto operator<=>(const TileIndex&, const TileIndex&) = default;
};

/// A full tile. Stored and sent as its 256 hashes one after the other (8,192 bytes).
struct Tile {
    TileIndex at;
    std::vector<Digest> hashes;

    /// InvalidArgument unless exactly 8,192 bytes.
    static Result<Tile> parse(const TileIndex& at, ByteView bytes);
    [[nodiscard]] Bytes bytes() const;
    friend bool operator==(const Tile&, const Tile&) = default;
};

/// Reads a stored full tile; NotFound when there is none.
using TileReader = std::function<Result<Tile>(const TileIndex& at)>;
/// Reads the leaf hashes first … first + count - 1 (from the record bodies: only full tiles are stored).
using LeafReader = std::function<Result<std::vector<Digest>>(std::uint64_t first, std::size_t count)>;

/// The growing tree: its right edge (under 256 hashes a level) and nothing else. Appending costs one node hash on
/// average. Copies are cheap (a few kilobytes): keep one before a transaction and put it back when the commit fails.
class Tree {
public:
    Tree() = default;
    /// The tree of `size` leaves as the store holds it: at most 255 tiles a level are read, and the leaves after the
    /// last full tile. Passes on the readers' errors; VerificationFailed when they give another count than asked for.
    static Result<Tree> resume(std::uint64_t size, const TileReader& tiles, const LeafReader& leaves);

    void append(const Digest& leaf);
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    [[nodiscard]] Digest root() const;
    /// The tiles that appending has filled since the last call, lower levels first; store them with the leaves.
    [[nodiscard]] std::vector<Tile> takeTiles() { return std::exchange(m_full, {}); }

private:
    void keep(unsigned level, const Digest& hash);

    std::uint64_t m_size = 0;
    // INVARIANT: m_peaks[k] is the root of a complete subtree of 2^k leaves exactly when bit k of m_size is set.
    std::array<Digest, 64> m_peaks{};
    // INVARIANT: m_edge[L] holds (m_size / 256^L) % 256 hashes.
    std::vector<std::vector<Digest>> m_edge;
    std::vector<Tile> m_full;
};

/// Gives the roots of complete subtrees, for proofs.
class HashSource {
public:
    virtual ~HashSource() = default;
    /// Root of the 2^level leaves from index * 2^level on; only asked for subtrees that are complete.
    [[nodiscard]] virtual Result<Digest> node(unsigned level, std::uint64_t index) = 0;
};

/// Subtree roots from stored tiles, and from leaves where no full tile exists yet. Keeps the last few tiles read.
/// Serves the tree of `size` leaves and every smaller one. Not thread-safe: one for each thread (or each snapshot) that
/// proves.
class TileHashSource final : public HashSource {
public:
    TileHashSource(std::uint64_t size, TileReader tiles, LeafReader leaves);
    [[nodiscard]] Result<Digest> node(unsigned level, std::uint64_t index) override;
    /// Hashes first … first + count - 1 of a tile level (C2SP tlog-tiles); they must lie within one tile.
    [[nodiscard]] Result<std::vector<Digest>> row(unsigned level, std::uint64_t first, std::size_t count);

private:
    [[nodiscard]] bool isFull(const TileIndex& at) const;
    Result<const Tile*> tile(const TileIndex& at);

    std::uint64_t m_size;
    TileReader m_readTile;
    LeafReader m_readLeaves;
    std::list<Tile> m_recent;
    std::map<TileIndex, std::list<Tile>::iterator> m_cache;
};

using Proof = std::vector<Digest>;

/// Root of the first `size` leaves.
[[nodiscard]] Result<Digest> rootAt(HashSource& source, std::uint64_t size);
/// PATH(index, D[size]) of RFC 6962 section 2.1.1. InvalidArgument unless index < size.
[[nodiscard]] Result<Proof> inclusionProof(HashSource& source, std::uint64_t index, std::uint64_t size);
/// PROOF(size1, D[size2]) of RFC 6962 section 2.1.2; empty when size1 is 0 or equals size2. InvalidArgument when
/// size1 > size2.
[[nodiscard]] Result<Proof> consistencyProof(HashSource& source, std::uint64_t size1, std::uint64_t size2);

/// RFC 9162 section 2.1.3.2. VerificationFailed unless the proof has exactly the needed hashes and leads to `root`.
[[nodiscard]] Result<void> verifyInclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                                           std::span<const Digest> proof, const Digest& root);
/// RFC 9162 section 2.1.4.2. VerificationFailed unless the tree of size2 extends the tree of size1. From size1 = 0 only
/// an empty proof and the root of the empty tree are accepted.
[[nodiscard]] Result<void> verifyConsistency(std::uint64_t size1, const Digest& root1, std::uint64_t size2,
                                             const Digest& root2, std::span<const Digest> proof);

} // namespace countersign::ledger
