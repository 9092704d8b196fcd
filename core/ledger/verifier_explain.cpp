#include "core/ledger/verifier_explain_p.h"

#include <algorithm>
#include <map>

namespace countersign::ledger {

namespace {

/// Hashes that trying explanations may cost; some tenths of a second.
constexpr std::size_t kMaximumWork = 2'000'000;

/// Looks at leaves that differ from their tiles as moves of records from one place to another.
class Moves {
public:
    explicit Moves(std::span<const ChangedLeaf> changed) : m_changed(changed) {
        for (std::size_t i = 0; i < changed.size(); ++i) {
            m_bySeq.emplace(changed[i].seq, i);
            m_byExpected.emplace(changed[i].expected, i);
            m_byFound.emplace(changed[i].found, i);
        }
    }

    /// Where the record that stands at i belongs.
    std::optional<std::size_t> origin(std::size_t i) const { return lookUp(m_byExpected, m_changed[i].found); }
    /// Where the record that belongs at i stands.
    std::optional<std::size_t> target(std::size_t i) const { return lookUp(m_byFound, m_changed[i].expected); }
    std::optional<std::size_t> at(std::uint64_t seq) const { return lookUp(m_bySeq, seq); }

private:
    template <class Map, class Key>
    static std::optional<std::size_t> lookUp(const Map& map, const Key& key) {
        const auto found = map.find(key);
        return found == map.end() ? std::nullopt : std::optional(found->second);
    }

    std::span<const ChangedLeaf> m_changed;
    std::map<std::uint64_t, std::size_t> m_bySeq;
    std::map<Digest, std::size_t> m_byExpected;
    std::map<Digest, std::size_t> m_byFound;
};

/// Length of the run from `first` on, seq by seq, in which each record stands `offset` places from where it belongs.
/// The last |offset| records of a shifted range come from beyond it: they end the run and belong to it.
std::size_t shiftedRun(std::span<const ChangedLeaf> changed, const Moves& moves, std::size_t first,
                       std::int64_t offset) {
    std::size_t i = first;
    const auto follows = [&] { return i < changed.size() && changed[i].seq == changed[first].seq + (i - first); };
    for (; follows(); ++i) {
        const auto origin = moves.origin(i);
        if (!origin || static_cast<std::int64_t>(changed[*origin].seq - changed[i].seq) != offset) {
            break;
        }
    }
    for (std::int64_t extra = 0; extra < offset && follows() && !moves.origin(i); ++extra) {
        ++i;
    }
    return i - first;
}

Finding finding(std::uint64_t seq, FindingCode code, std::string sentence) {
    return {.seq = seq, .part = Part::Record, .code = code, .sentence = std::move(sentence)};
}

/// The insertion of `count` records at `first`, when what belongs there stands `count` places further down.
std::optional<std::size_t> insertedRun(std::span<const ChangedLeaf> changed, const Moves& moves, std::size_t first) {
    const auto target = moves.target(first);
    if (!target || changed[*target].seq <= changed[first].seq) {
        return {};
    }
    const std::uint64_t count = changed[*target].seq - changed[first].seq;
    if (*target - first != count) {
        return {};
    }
    return count + shiftedRun(changed, moves, *target, -static_cast<std::int64_t>(count));
}

Tree extended(Tree tree, std::span<const Digest> leaves) {
    for (const Digest& leaf : leaves) {
        tree.append(leaf);
    }
    return tree;
}

class TailExplanations {
public:
    explicit TailExplanations(const BrokenTail& tail)
        : m_tail(tail), m_width(static_cast<std::size_t>(tail.heads.front().size - tail.good.size())) {}

    bool affordable() const {
        return m_width <= m_tail.leaves.size() && m_width * m_width * m_tail.leaves.size() <= kMaximumWork;
    }

    std::optional<std::pair<std::size_t, std::size_t>> swap() const {
        std::vector<Digest> leaves = m_tail.leaves;
        for (std::size_t i = 0; i < m_width; ++i) {
            for (std::size_t j = i + 1; j < leaves.size(); ++j) {
                std::swap(leaves[i], leaves[j]);
                const bool fits = holds(leaves);
                std::swap(leaves[i], leaves[j]);
                if (fits) {
                    return std::pair(i, j);
                }
            }
        }
        return {};
    }

    std::optional<std::size_t> insertion() const {
        for (std::size_t i = 0; i < m_width && m_width < m_tail.leaves.size(); ++i) {
            std::vector<Digest> leaves = m_tail.leaves;
            leaves.erase(leaves.begin() + static_cast<std::ptrdiff_t>(i));
            if (holds(leaves)) {
                return i;
            }
        }
        return {};
    }

private:
    bool holds(std::span<const Digest> leaves) const {
        return extended(m_tail.good, leaves.first(m_width)).root() == m_tail.heads.front().root;
    }

    const BrokenTail& m_tail;
    std::size_t m_width;
};

/// How many of the checkpoints, from the first one on, these leaves lead to.
std::size_t headsHeld(const BrokenTail& tail, std::span<const Digest> leaves) {
    Tree tree = tail.good;
    auto head = tail.heads.begin();
    for (const Digest& leaf : leaves) {
        tree.append(leaf);
        if (head != tail.heads.end() && head->size == tree.size()) {
            if (head->root != tree.root()) {
                break;
            }
            ++head;
        }
    }
    return static_cast<std::size_t>(head - tail.heads.begin());
}

} // namespace

std::string recordsText(std::uint64_t first, std::uint64_t count) {
    if (count == 1) {
        return "record " + std::to_string(first);
    }
    return "records " + std::to_string(first) + " to " + std::to_string(first + count - 1);
}

std::string isOrAre(std::uint64_t count) {
    return count == 1 ? " is " : " are ";
}

void explainChanged(std::span<const ChangedLeaf> changed, const Report& report) {
    const Moves moves(changed);
    for (std::size_t i = 0; i < changed.size();) {
        const std::uint64_t seq = changed[i].seq;
        const auto origin = moves.origin(i);
        const auto target = moves.target(i);
        if (origin && target && *origin == *target) {
            if (*origin > i) {
                report(finding(seq, FindingCode::RecordsSwapped,
                               "records " + std::to_string(seq) + " and " + std::to_string(changed[*origin].seq) +
                                   " were swapped"));
            }
            ++i;
            continue;
        }
        if (origin && target) {
            std::size_t end = i;
            while (end < changed.size() && changed[end].seq == seq + (end - i) && moves.origin(end) &&
                   moves.target(end)) {
                ++end;
            }
            report(
                finding(seq, FindingCode::RecordsSwapped, recordsText(seq, end - i) + " were put into another order"));
            i = end;
            continue;
        }
        if (origin && *origin > i) {
            const auto offset = static_cast<std::int64_t>(changed[*origin].seq - seq);
            report(finding(seq, FindingCode::RecordMissing,
                           recordsText(seq, changed[*origin].seq - seq) + isOrAre(changed[*origin].seq - seq) +
                               "missing: those that follow were renumbered to hide it"));
            i += shiftedRun(changed, moves, i, offset);
            continue;
        }
        if (const auto run = insertedRun(changed, moves, i)) {
            report(finding(seq, FindingCode::RecordInserted,
                           recordsText(seq, changed[*target].seq - seq) + isOrAre(changed[*target].seq - seq) +
                               "not of this ledger but inserted: those that follow were renumbered to make room"));
            i += *run;
            continue;
        }
        report(finding(seq, FindingCode::RecordChanged,
                       origin ? "record " + std::to_string(seq) + " was replaced by the one that belongs at " +
                                    std::to_string(changed[*origin].seq)
                              : "record " + std::to_string(seq) + " was changed"));
        ++i;
    }
}

std::optional<TailExplanation> explainTail(const BrokenTail& tail) {
    const TailExplanations explanations(tail);
    if (!explanations.affordable()) {
        return {};
    }
    std::optional<TailExplanation> best;
    const auto consider = [&](std::vector<Digest> leaves, Finding what) {
        const std::size_t heads = headsHeld(tail, leaves);
        // One that explains a single checkpoint by chance of order loses to one that explains them all.
        if (!best || heads > best->headsHeld) {
            best = {.what = std::move(what), .headsHeld = heads};
        }
    };
    const std::uint64_t first = tail.good.size();
    if (const auto insertion = explanations.insertion()) {
        std::vector<Digest> leaves = tail.leaves;
        leaves.erase(leaves.begin() + static_cast<std::ptrdiff_t>(*insertion));
        consider(std::move(leaves), finding(first + *insertion, FindingCode::RecordInserted,
                                            "record " + std::to_string(first + *insertion) +
                                                " is not of this ledger but inserted: those that follow were "
                                                "renumbered to make room"));
    }
    if (const auto swap = explanations.swap()) {
        std::vector<Digest> leaves = tail.leaves;
        std::swap(leaves[swap->first], leaves[swap->second]);
        consider(std::move(leaves), finding(first + swap->first, FindingCode::RecordsSwapped,
                                            "records " + std::to_string(first + swap->first) + " and " +
                                                std::to_string(first + swap->second) + " were swapped"));
    }
    return best;
}

} // namespace countersign::ledger
