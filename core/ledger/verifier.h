#pragma once

#include "core/ledger/key_chain.h"
#include "core/ledger/merkle.h"
#include "core/ledger/record.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace countersign::ledger {

/// Which part of the store a finding is about.
enum class Part : std::uint8_t { Record, Tile, Checkpoint, Head };

enum class FindingCode : std::uint8_t {
    RecordChanged,
    RecordMissing,
    RecordsSwapped,
    RecordInserted,
    RecordMisnumbered,
    RecordMalformed,
    RecordForeign,
    OutcomeIllegal,
    TimeBackwards,
    RecordsMissingAtEnd,
    RecordsUnsigned,
    RecordsUnproven,
    TileChanged,
    TileMissing,
    CheckpointMalformed,
    CheckpointSignature,
    CheckpointForeign,
    CheckpointContradicted,
    CheckpointMissing,
    CheckpointRepeated,
    HeadOlder,
    HeadForked,
};

/// Wire names, e.g. `record`, `record_changed`.
[[nodiscard]] std::string_view partName(Part part);
[[nodiscard]] std::string_view findingName(FindingCode code);

/// One thing that is wrong.
struct Finding {
    /// First record concerned; for Part::Checkpoint and Part::Head the size that they state; for Part::Tile the first
    /// leaf below it. Empty when nothing more exact is known.
    std::optional<std::uint64_t> seq;
    Part part = Part::Record;
    FindingCode code = FindingCode::RecordChanged;
    /// One English sentence.
    std::string sentence;
};

/// A tree head that somebody kept outside the store.
struct PinnedHead {
    std::uint64_t size = 0;
    Digest root;
    friend bool operator==(const PinnedHead&, const PinnedHead&) = default;
};

struct VerifierOptions {
    /// All: each checkpoint's signature is checked (about 70 µs each). Newest: only the newest one's; the roots of the
    /// others are compared all the same, so every record is proven either way.
    enum class Signatures : std::uint8_t { All, Newest };
    /// Tree: leaves, roots, order, time, outcomes. Records: besides, each body is parsed in full (Record::parse).
    enum class Depth : std::uint8_t { Tree, Records };

    Signatures signatures = Signatures::All;
    Depth depth = Depth::Tree;
    /// Findings kept; the rest is only counted.
    std::size_t maximumFindings = 1000;
};

struct VerifierReport {
    std::vector<Finding> findings;
    /// Findings beyond VerifierOptions::maximumFindings.
    std::uint64_t omittedFindings = 0;
    std::uint64_t records = 0;
    std::uint64_t checkpoints = 0;
    std::uint64_t tiles = 0;
    /// Size and root of the records as they were read.
    PinnedHead head;
    /// What this run could not see, one sentence each.
    std::vector<std::string> blindSpots;

    /// Nothing found; says nothing about the blind spots.
    [[nodiscard]] bool sound() const { return findings.empty() && omittedFindings == 0; }
};

/// Checks a whole ledger in one pass: feed checkpoints and records, then finish(). Records come in the order of their
/// sequence; a checkpoint of size n at any time before record n is fed (so: all checkpoints first, or interleaved).
/// Command and approval signatures are not checked here (the service does that). One thread; memory does not grow with
/// the ledger unless much is wrong with it.
class Verifier {
public:
    struct Expectation {
        StoreId store;
        /// Under this name, with the key that the chain has for its size, each checkpoint must be signed.
        std::string origin;
        KeyChain keys;
        std::optional<PinnedHead> pinned;
        /// Stored tiles; without it changed records are named only as exactly as checkpoints allow.
        TileReader tiles;
    };

    explicit Verifier(Expectation expectation, VerifierOptions options = {});
    ~Verifier();
    Verifier(Verifier&&) noexcept;
    Verifier& operator=(Verifier&&) noexcept;
    Verifier(const Verifier&) = delete;
    Verifier& operator=(const Verifier&) = delete;

    void checkpoint(std::string_view note);
    /// `seq` as the store numbers it. Neither argument is kept.
    void record(std::uint64_t seq, ByteView body);
    /// Call once, last.
    [[nodiscard]] VerifierReport finish();

private:
    class State;
    std::unique_ptr<State> m_state;
};

} // namespace countersign::ledger
