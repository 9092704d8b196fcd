#pragma once

#include "core/ledger/verifier.h"
#include "core/ledger/verifier_explain_p.h"

#include <map>

namespace countersign::ledger {

class Verifier::State {
public:
    State(Expectation expectation, VerifierOptions options);

    void checkpoint(std::string_view note);
    void record(std::uint64_t seq, ByteView body);
    VerifierReport finish();

private:
    /// A tree, and the stored upper tiles that it must agree with.
    struct Line {
        Tree tree;
        std::vector<Tile> upperTiles;
        void append(const Digest& leaf);
    };

    void report(std::optional<std::uint64_t> seq, Part part, FindingCode code, std::string sentence);
    void report(Finding finding);

    Result<Checkpoint> readCheckpoint(std::string_view note);
    void checkHead(std::uint64_t seq, ByteView body);
    bool isLegalPair(std::string_view kindText, std::string_view outcomeText);
    bool checkNumber(std::uint64_t seq);
    void append(const Digest& leaf);
    const Digest* tileLeaf(std::uint64_t seq);
    void settle();
    void settleAt(const PinnedHead& head);
    void held();
    void compareUpperTiles();
    void comparePin();
    void explainBrokenTail();
    void checkEnd();
    void checkTilesBeyondEnd();
    void addBlindSpots();

    Expectation m_expect;
    VerifierOptions m_options;
    VerifierReport m_report;

    // The records as they are; and, while they differ from the tiles, as the tiles say they were.
    Line m_found;
    std::optional<Line> m_claimed;
    std::optional<Tile> m_tile;
    bool m_tileRead = false;
    std::vector<ChangedLeaf> m_suspects;
    std::vector<ChangedLeaf> m_changed;

    // Since the last checkpoint that held.
    BrokenTail m_sinceGood;
    // Where leaves are unknown, so that no root can be computed any more.
    std::optional<std::uint64_t> m_unknownFrom;

    std::map<std::uint64_t, Digest> m_heads;
    std::optional<std::uint64_t> m_newestSize;
    std::string m_newestNote;
    std::string m_latestTime;
    std::string_view m_legalKind;
    std::string_view m_legalOutcome;
};

} // namespace countersign::ledger
