#include "core/ledger/verifier.h"

#include "core/ledger/record_head_p.h"
#include "core/ledger/verifier_p.h"

#include <algorithm>

namespace countersign::ledger {

namespace {

/// Leaves, suspects and heads kept to explain what is wrong; beyond this much damage the names become ranges.
constexpr std::size_t kKept = 65'536;
/// A larger gap is a damaged number, not a thousand deletions.
constexpr std::uint64_t kMaximumGap = 1'000'000;
constexpr std::size_t kTimeSize = 24;

std::string quoted(std::string_view text) {
    return "`" + std::string(text) + "`";
}

} // namespace

Verifier::Verifier(Expectation expectation, VerifierOptions options)
    : m_state(std::make_unique<State>(std::move(expectation), options)) {}
Verifier::~Verifier() = default;
Verifier::Verifier(Verifier&&) noexcept = default;
Verifier& Verifier::operator=(Verifier&&) noexcept = default;

void Verifier::checkpoint(std::string_view note) {
    m_state->checkpoint(note);
}

void Verifier::record(std::uint64_t seq, ByteView body) {
    m_state->record(seq, body);
}

VerifierReport Verifier::finish() {
    return m_state->finish();
}

Verifier::State::State(Expectation expectation, VerifierOptions options)
    : m_expect(std::move(expectation)), m_options(options) {}

void Verifier::State::Line::append(const Digest& leaf) {
    tree.append(leaf);
    if (tree.size() % kTileWidth == 0) {
        for (Tile& tile : tree.takeTiles()) {
            // Level 0 is compared leaf by leaf.
            if (tile.at.level > 0) {
                upperTiles.push_back(std::move(tile));
            }
        }
    }
}

void Verifier::State::report(std::optional<std::uint64_t> seq, Part part, FindingCode code, std::string sentence) {
    report({.seq = seq, .part = part, .code = code, .sentence = std::move(sentence)});
}

void Verifier::State::report(Finding finding) {
    if (m_report.findings.size() < m_options.maximumFindings) {
        m_report.findings.push_back(std::move(finding));
    } else {
        ++m_report.omittedFindings;
    }
}

Result<Checkpoint> Verifier::State::readCheckpoint(std::string_view note) {
    if (m_options.signatures == VerifierOptions::Signatures::All) {
        return openCheckpoint(note, m_expect.origin, m_expect.keys);
    }
    TRY(const auto parsed, parseNote(note));
    TRY(auto checkpoint, Checkpoint::parse(parsed.text));
    if (checkpoint.origin != m_expect.origin) {
        return fail(Code::StoreMismatch, "the checkpoint is of " + quoted(checkpoint.origin));
    }
    return checkpoint;
}

void Verifier::State::checkpoint(std::string_view note) {
    ++m_report.checkpoints;
    const auto checkpoint = readCheckpoint(note);
    if (!checkpoint) {
        // Which one it is can only be read from a text that nobody vouches for.
        std::optional<std::uint64_t> claimed;
        if (const auto parsed = parseNote(note)) {
            if (const auto text = Checkpoint::parse(parsed->text)) {
                claimed = text->size;
            }
        }
        const Code code = checkpoint.error().code;
        report(claimed, Part::Checkpoint,
               code == Code::SignatureInvalid                            ? FindingCode::CheckpointSignature
               : code == Code::StoreMismatch || code == Code::KeyUnknown ? FindingCode::CheckpointForeign
                                                                         : FindingCode::CheckpointMalformed,
               "checkpoint " + std::to_string(m_report.checkpoints) +
                   (claimed ? " (size " + std::to_string(*claimed) + ")" : std::string()) +
                   " cannot be trusted: " + checkpoint.error().detail);
        return;
    }
    const std::uint64_t size = checkpoint->size;
    if (size < m_found.tree.size()) {
        report(size, Part::Checkpoint, FindingCode::CheckpointRepeated,
               "the checkpoint of size " + std::to_string(size) + " stands where a newer one belongs");
        return;
    }
    const auto [known, isNew] = m_heads.emplace(size, checkpoint->root);
    if (!isNew && known->second != checkpoint->root) {
        report(size, Part::Checkpoint, FindingCode::CheckpointContradicted,
               "two signed checkpoints of size " + std::to_string(size) +
                   " have different roots: the ledger was forked");
    }
    if (!m_newestSize || size > *m_newestSize) {
        m_newestSize = size;
        m_newestNote = note;
    }
    settle();
}

/// Most records are of the kind and outcome of the one before.
bool Verifier::State::isLegalPair(std::string_view kindText, std::string_view outcomeText) {
    if (kindText == m_legalKind && outcomeText == m_legalOutcome) {
        return true;
    }
    const auto kind = kindFromName(kindText);
    const auto outcome = outcomeFromName(outcomeText);
    if (!kind || !outcome || !isLegal(*kind, *outcome)) {
        return false;
    }
    m_legalKind = kindName(*kind);
    m_legalOutcome = outcomeName(*outcome);
    return true;
}

void Verifier::State::checkHead(std::uint64_t seq, ByteView body) {
    const auto name = [seq] { return "record " + std::to_string(seq); };
    const auto head = scanRecord(asText(body));
    if (!head || head->at.size() != kTimeSize) {
        report(seq, Part::Record, FindingCode::RecordMalformed, name() + " cannot be read: it is no record");
        return;
    }
    if (head->store != m_expect.store.text()) {
        report(seq, Part::Record, FindingCode::RecordForeign, name() + " is of the store " + quoted(head->store));
    }
    if (!isLegalPair(head->kind, head->outcome)) {
        report(seq, Part::Record, FindingCode::OutcomeIllegal,
               name() + " is of kind " + quoted(head->kind) + " and cannot have the outcome " + quoted(head->outcome));
    }
    // Of one length, so that text order is time order.
    if (head->at < m_latestTime) {
        report(seq, Part::Record, FindingCode::TimeBackwards,
               name() + " is of " + std::string(head->at) + ", earlier than " + m_latestTime + " before it");
    } else {
        m_latestTime = head->at;
    }
    if (m_options.depth == VerifierOptions::Depth::Records) {
        if (const auto parsed = Record::parse(asText(body)); !parsed) {
            report(seq, Part::Record, FindingCode::RecordMalformed,
                   name() + " is not one that this program writes: " + parsed.error().detail);
        }
    }
}

/// Whether the record is the next one, after noting a gap before it.
bool Verifier::State::checkNumber(std::uint64_t seq) {
    const std::uint64_t next = m_found.tree.size();
    if (seq < next || seq - next > kMaximumGap) {
        report(seq, Part::Record, FindingCode::RecordMisnumbered,
               "a record is numbered " + std::to_string(seq) + " where " + std::to_string(next) + " belongs");
        return false;
    }
    if (seq > next) {
        report(next, Part::Record, FindingCode::RecordMissing,
               recordsText(next, seq - next) + isOrAre(seq - next) + "missing");
    }
    for (std::uint64_t missing = next; missing < seq; ++missing) {
        const Digest* leaf = tileLeaf(missing);
        if (leaf == nullptr && !m_unknownFrom) {
            m_unknownFrom = missing;
        }
        append(leaf == nullptr ? Digest() : *leaf);
    }
    return true;
}

void Verifier::State::record(std::uint64_t seq, ByteView body) {
    if (!checkNumber(seq)) {
        return;
    }
    ++m_report.records;
    // Hashing first: it draws the bytes from memory as it goes, while the scan would wait for them.
    const Digest leaf = leafHash(body);
    checkHead(seq, body);
    append(leaf);
}

const Digest* Verifier::State::tileLeaf(std::uint64_t seq) {
    if (!m_expect.tiles) {
        return nullptr;
    }
    const TileIndex at{.level = 0, .index = seq / kTileWidth};
    if (!m_tileRead || (seq % kTileWidth == 0 && (!m_tile || m_tile->at != at))) {
        m_tileRead = true;
        m_tile.reset();
        if (auto read = m_expect.tiles(at); read && read->hashes.size() == kTileWidth) {
            ++m_report.tiles;
            m_tile = std::move(*read);
            m_tile->at = at;
        }
    }
    return m_tile && m_tile->at == at ? &m_tile->hashes[seq % kTileWidth] : nullptr;
}

void Verifier::State::append(const Digest& leaf) {
    settle();
    const std::uint64_t seq = m_found.tree.size();
    const Digest* expected = tileLeaf(seq);
    if (expected != nullptr && *expected != leaf) {
        if (!m_claimed) {
            m_claimed = m_found;
        }
        if (m_suspects.size() < kKept) {
            m_suspects.push_back({.seq = seq, .found = leaf, .expected = *expected});
        }
    }
    if (m_claimed) {
        m_claimed->append(expected == nullptr ? leaf : *expected);
    }
    m_found.append(leaf);
    if (m_sinceGood.leaves.size() < kKept) {
        m_sinceGood.leaves.push_back(leaf);
    }
    if (m_expect.tiles && (seq + 1) % kTileWidth == 0 && expected == nullptr) {
        report(seq + 1 - kTileWidth, Part::Tile, FindingCode::TileMissing,
               "the tile of " + recordsText(seq + 1 - kTileWidth, kTileWidth) + " is missing or cannot be read");
    }
    comparePin();
    settle();
}

/// Compares the tree with the checkpoint of its size, if there is one.
void Verifier::State::settle() {
    const auto head = m_heads.begin();
    if (head != m_heads.end() && head->first == m_found.tree.size()) {
        settleAt({.size = head->first, .root = head->second});
        m_heads.erase(head);
    }
}

void Verifier::State::settleAt(const PinnedHead& head) {
    if (m_found.tree.root() == head.root) {
        for (const ChangedLeaf& suspect : m_suspects) {
            report(suspect.seq, Part::Tile, FindingCode::TileChanged,
                   "the tile of record " + std::to_string(suspect.seq) +
                       " was changed: the record itself is as it was signed");
        }
        held();
    } else if (m_claimed && m_claimed->tree.root() == head.root) {
        const std::size_t room = kKept - std::min(kKept, m_changed.size());
        const auto kept = static_cast<std::ptrdiff_t>(std::min(room, m_suspects.size()));
        m_changed.insert(m_changed.end(), m_suspects.begin(), m_suspects.begin() + kept);
        m_found = std::move(*m_claimed);
        held();
    } else if (m_sinceGood.heads.size() < kKept) {
        m_sinceGood.heads.push_back(head);
    }
}

/// Everything up to here is proven.
void Verifier::State::held() {
    for (const PinnedHead& head : m_sinceGood.heads) {
        report(head.size, Part::Checkpoint, FindingCode::CheckpointContradicted,
               "the checkpoint of size " + std::to_string(head.size) +
                   " has another root than the records, which later checkpoints confirm");
    }
    m_suspects.clear();
    m_claimed.reset();
    m_sinceGood.good = m_found.tree;
    m_sinceGood.leaves.clear();
    m_sinceGood.heads.clear();
    compareUpperTiles();
}

void Verifier::State::compareUpperTiles() {
    for (const Tile& tile : m_found.upperTiles) {
        if (!m_expect.tiles) {
            break;
        }
        ++m_report.tiles;
        const auto stored = m_expect.tiles(tile.at);
        const std::uint64_t first = tile.at.index << (kTileHeight * (tile.at.level + 1));
        const std::string name = "tile " + std::to_string(tile.at.level) + "/" + std::to_string(tile.at.index);
        if (!stored) {
            report(first, Part::Tile, FindingCode::TileMissing, name + " is missing or cannot be read");
        } else if (stored->hashes != tile.hashes) {
            report(first, Part::Tile, FindingCode::TileChanged, name + " was changed: it does not fit the records");
        }
    }
    m_found.upperTiles.clear();
}

void Verifier::State::comparePin() {
    if (m_expect.pinned && m_expect.pinned->size == m_found.tree.size()) {
        const Digest& root = m_expect.pinned->root;
        if (m_found.tree.root() != root && !(m_claimed && m_claimed->tree.root() == root)) {
            report(m_expect.pinned->size, Part::Head, FindingCode::HeadForked,
                   "the records do not lead to the pinned head of size " + std::to_string(m_expect.pinned->size) +
                       ": history was rewritten since it was pinned, or this is a fork");
        }
    }
}

} // namespace countersign::ledger
