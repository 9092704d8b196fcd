#pragma once

#include "core/decision/decision.h"
#include "core/ledger/commitment.h"
#include "core/ledger/record.h"

#include <map>
#include <span>

/// What our records say in `data`, and how a decision becomes a record (core/design/formats-records.md).
namespace countersign::service {

/// `data.consumes`: [{kind, id, window_ms?}].
[[nodiscard]] json::Value consumesData(const std::vector<decision::Consumption>& consumes);
[[nodiscard]] Result<std::vector<decision::Consumption>> readConsumes(const ledger::RecordFields& fields);

/// `data.gates`: [[gate, verdict, origin?, looked?]], `looked` only where the gate did not pass.
[[nodiscard]] json::Value gatesData(const decision::Explanation& explanation);

[[nodiscard]] std::vector<ledger::ChainLink> recordChain(const approval::Chain& chain);
[[nodiscard]] std::vector<ledger::Reason> recordReasons(std::span<const decision::Reason> reasons);

/// The erasable side of a record: {"args": …, "texts": {label: …}}.
class Values {
public:
    void setArguments(const ledger::CommittedArguments& arguments);
    void add(const ledger::CommittedText& text);
    /// Canonical bytes; empty when there is nothing in it.
    [[nodiscard]] std::string body() const;

    /// The arguments' openings in a stored body; of no arguments when the body has none.
    static Result<ledger::CommittedArguments> arguments(std::string_view body);
    /// A text by its label, none when it is not there or was erased.
    static Result<std::optional<std::string>> text(std::string_view body, std::string_view label);
    /// The same, of which the ledger has this commitment: CommitmentMismatch for another text. Values lie beside the
    /// records, where whoever writes the file can change them.
    static Result<std::optional<std::string>> text(std::string_view body, std::string_view label,
                                                   const Digest& commitment);
    /// CommitmentMismatch unless `record` (its canonical bytes) has the commitment of all that the body opens.
    static Result<void> check(std::string_view body, std::string_view record);

private:
    std::string m_arguments;
    /// By label, which is plain ASCII of our own.
    std::map<std::string, std::string, std::less<>> m_texts;
};

} // namespace countersign::service
