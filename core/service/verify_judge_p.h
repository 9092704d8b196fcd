#pragma once

#include "core/command/queries.h"
#include "core/service/projections_p.h"
#include "core/service/verify_signatures_p.h"

#include <chrono>

namespace countersign::service {

/// Some records that follow each other, and the rows of the audit index over the same stretch, as far as it is
/// compared.
struct VerifyBatch {
    std::vector<store::StoredRecord> records;
    /// What parse() made of them; empty before.
    std::vector<store::ParsedRecord> parsed;
    std::optional<store::IndexRows> index;

    void parse();
};

/// What verifyStore() says of the texts, until verifyTexts() has looked.
inline constexpr std::string_view kTextsNotSeen =
    "texts and arguments beside the records: each is compared with its record when it is shown or used, all of them by "
    "`store fsck`; one that was erased looks like one that was never there";

/// What no part of a verification looks at.
inline constexpr std::string_view kRestNotSeen =
    "what does not follow from the ledger: sessions, marks of single use, stored answers, the sealed keys; and whether "
    "single checkpoints between others were taken away";

/// Adds up how long a part of the work takes.
class Stopwatch {
public:
    template <class F>
    decltype(auto) run(F&& work) {
        struct Lap {
            Stopwatch& watch;
            std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
            ~Lap() {
                watch.m_seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            }
        } const lap{*this};
        return work();
    }
    [[nodiscard]] double seconds() const { return m_seconds; }

private:
    double m_seconds = 0;
};

/// What `audit verify` says of the records beyond the tree: signatures and rights, and whether the audit index is of
/// them. Each record is parsed once for both. Feed all records in order, in one thread at a time.
class Judge {
public:
    explicit Judge(const StoreId& store);

    /// Parses what is not parsed yet.
    void judge(VerifyBatch batch);

    /// Of signatures and rights.
    [[nodiscard]] const std::vector<command::VerifyFinding>& findings() const { return m_findings; }
    [[nodiscard]] std::uint64_t signaturesChecked() const { return m_checked; }
    /// The tables that the records make; none when they could not be replayed to their end.
    [[nodiscard]] std::optional<Tables>& tables() { return m_tables; }
    /// That sign the ledger, as its records tell; complete where tables() are.
    [[nodiscard]] const ledger::KeyChain& ledgerKeys() const { return m_state.ledgerKeys; }
    [[nodiscard]] const std::optional<store::IndexRows::Difference>& difference() const { return m_difference; }
    [[nodiscard]] double signatureSeconds() const { return m_signatureTime.seconds(); }
    [[nodiscard]] double indexSeconds() const { return m_indexTime.seconds(); }

private:
    void judgeRecord(const store::ParsedRecord& one);
    void note(std::uint64_t seq, const Error& error);

    State m_state;
    Signatures m_signatures;
    std::optional<Tables> m_tables;
    std::uint64_t m_checked = 0;
    std::vector<command::VerifyFinding> m_findings;
    std::optional<store::IndexRows::Difference> m_difference;
    Stopwatch m_signatureTime;
    Stopwatch m_indexTime;
};

} // namespace countersign::service
