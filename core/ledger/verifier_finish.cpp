#include "core/ledger/verifier_p.h"

#include <algorithm>

namespace countersign::ledger {

VerifierReport Verifier::State::finish() {
    settle();
    explainBrokenTail();
    m_changed.insert(m_changed.end(), m_suspects.begin(), m_suspects.end());
    explainChanged(m_changed, [this](Finding finding) { report(std::move(finding)); });
    if (m_sinceGood.heads.empty() && m_suspects.empty() && !m_unknownFrom) {
        compareUpperTiles();
    }
    checkEnd();
    checkTilesBeyondEnd();
    addBlindSpots();
    std::ranges::stable_sort(m_report.findings, [](const Finding& a, const Finding& b) {
        return a.seq.value_or(UINT64_MAX) < b.seq.value_or(UINT64_MAX);
    });
    m_report.head = {.size = m_found.tree.size(), .root = m_found.tree.root()};
    return std::move(m_report);
}

/// The checkpoints after the last one that held do not: says as exactly as can be why.
void Verifier::State::explainBrokenTail() {
    if (m_sinceGood.heads.empty()) {
        return;
    }
    const std::uint64_t good = m_sinceGood.good.size();
    std::size_t unproven = m_unknownFrom ? 0 : 1;
    const bool complete = m_sinceGood.leaves.size() == m_found.tree.size() - good;
    std::optional<TailExplanation> explanation;
    if (!m_unknownFrom && complete && m_suspects.empty()) {
        explanation = explainTail(m_sinceGood);
    }
    if (explanation) {
        unproven = explanation->headsHeld;
        report(std::move(explanation->what));
    } else if (!m_unknownFrom) {
        const std::uint64_t size = m_sinceGood.heads.front().size;
        const std::string which = size - good == 1 ? "record " + std::to_string(good) + " is"
                                                   : "one or more of the " + recordsText(good, size - good) + " are";
        report(good, Part::Record, FindingCode::RecordChanged,
               which + " not what was signed in the checkpoint of size " + std::to_string(size) +
                   ": changed, removed or put elsewhere");
    }
    if (unproven < m_sinceGood.heads.size()) {
        const std::uint64_t from =
            m_unknownFrom && unproven == 0 ? *m_unknownFrom : m_sinceGood.heads[unproven - 1].size;
        if (from < m_found.tree.size()) {
            report(from, Part::Record, FindingCode::RecordsUnproven,
                   recordsText(from, m_found.tree.size() - from) +
                       " cannot be proven, because of what is wrong before: compare with a backup");
        }
    }
}

void Verifier::State::checkEnd() {
    const std::uint64_t size = m_found.tree.size();
    if (!m_newestSize) {
        report(std::nullopt, Part::Checkpoint, FindingCode::CheckpointMissing,
               "there is no trustworthy checkpoint: nothing proves these records");
    } else {
        if (m_options.signatures == VerifierOptions::Signatures::Newest) {
            if (const auto opened = openCheckpoint(m_newestNote, m_expect.origin, m_expect.keys); !opened) {
                report(*m_newestSize, Part::Checkpoint, FindingCode::CheckpointSignature,
                       "the newest checkpoint cannot be trusted: " + opened.error().detail);
            }
        }
        if (size < *m_newestSize) {
            report(size, Part::Record, FindingCode::RecordsMissingAtEnd,
                   recordsText(size, *m_newestSize - size) + isOrAre(*m_newestSize - size) +
                       "missing at the end: the newest checkpoint counts " + std::to_string(*m_newestSize));
            const std::uint64_t good = m_sinceGood.good.size();
            if (m_sinceGood.heads.empty() && good < size) {
                report(good, Part::Record, FindingCode::RecordsUnproven,
                       recordsText(good, size - good) +
                           " cannot be proven: the next checkpoint counts records that are "
                           "missing");
            }
        } else if (size > *m_newestSize) {
            report(*m_newestSize, Part::Record, FindingCode::RecordsUnsigned,
                   recordsText(*m_newestSize, size - *m_newestSize) + isOrAre(size - *m_newestSize) +
                       "not covered by any checkpoint");
        }
    }
    if (m_expect.pinned && m_expect.pinned->size > size) {
        report(m_expect.pinned->size, Part::Head, FindingCode::HeadOlder,
               "the store has " + std::to_string(size) + " records, but a head of " +
                   std::to_string(m_expect.pinned->size) +
                   " was pinned: this is an older copy, or its end was cut off");
    } else if (m_expect.pinned && m_expect.pinned->size == 0) {
        comparePin();
    }
}

/// A stored tile that the records do not fill proves that there were more.
void Verifier::State::checkTilesBeyondEnd() {
    const std::uint64_t size = m_found.tree.size();
    const bool known = m_newestSize && *m_newestSize > size;
    if (!known && tileLeaf(size) != nullptr) {
        const std::uint64_t end = (size / kTileWidth + 1) * kTileWidth;
        report(size, Part::Record, FindingCode::RecordsMissingAtEnd,
               recordsText(size, end - size) + isOrAre(end - size) + "missing at the end: a stored tile counts " +
                   std::to_string(end));
    }
}

void Verifier::State::addBlindSpots() {
    auto& spots = m_report.blindSpots;
    if (!m_expect.pinned) {
        spots.emplace_back(
            "a whole older copy of the store, or history rewritten by whoever holds its ledger key, looks "
            "like the real one: only a head pinned elsewhere tells them apart");
    } else {
        spots.emplace_back("what came after the pinned head could be cut off or rewritten by whoever holds the ledger "
                           "key: pin heads often");
    }
    if (!m_expect.tiles) {
        spots.emplace_back(
            "stored tiles were not compared, so a changed record is named only as exactly as checkpoints "
            "allow");
    }
    if (m_options.signatures == VerifierOptions::Signatures::Newest) {
        spots.emplace_back("signatures of checkpoints older than the newest were not checked; their roots were");
    }
}

} // namespace countersign::ledger
