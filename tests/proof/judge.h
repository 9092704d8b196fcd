#pragma once

#include "tests/core/service/rig.h"
#include "tests/proof/recording.h"

/// What every store must be after whatever was done to it.
namespace countersign::proof {

struct Judgement {
    std::uint64_t records = 0;
    /// Acknowledged records that are not there, byte for byte.
    std::uint64_t lost = 0;
    /// Tickets that ran more than once.
    std::uint64_t twice = 0;
    /// What else is wrong, as a sentence; empty when nothing is. A store that cannot be read loses everything.
    std::string wrong;

    [[nodiscard]] bool good() const { return lost == 0 && twice == 0 && wrong.empty(); }
};

/// Reads the file as it lies, as an auditor would: the whole of `audit verify`, and `acknowledged` against the ledger.
[[nodiscard]] Judgement judge(const std::string& store, const std::vector<Acknowledged>& acknowledged);

template <class T>
Acknowledged acknowledgedBy(const T& answer) {
    if constexpr (requires { answer.record; }) {
        return {answer.record.seq, answer.record.leaf};
    } else {
        return {answer.seq, answer.leaf};
    }
}

} // namespace countersign::proof
