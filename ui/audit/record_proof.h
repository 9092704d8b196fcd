#pragma once

#include "core/command/queries.h"

namespace countersign::ui {

/// What a record's proof proves: the record is number `seq` of the `size` records under a root that the ledger signed.
struct RecordProof {
    std::uint64_t size = 0;
    Digest root;
    std::size_t hashes = 0;
};

/// Checks here, without asking anybody, what the store said about a record: its bytes are the record that is shown and
/// its openings are those that it commits to, the inclusion proof leads from them to the checkpoint's root, and the
/// checkpoint is signed with the ledger's key. NotFound while no checkpoint covers the record yet.
[[nodiscard]] Result<RecordProof> checkProof(const command::RecordView& view, const command::StoreInfo& store);

/// The opened arguments, or nothing when the record has none; names of erased ones in `erased`.
struct OpenedArguments {
    json::Object values;
    std::vector<std::string> erased;
};
[[nodiscard]] std::optional<OpenedArguments> argumentsOf(const json::Value& values);
/// The agent's reason, if it was not erased.
[[nodiscard]] std::optional<std::string> askedReasonOf(const json::Value& values);

} // namespace countersign::ui
