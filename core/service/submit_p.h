#pragma once

#include "core/service/engine.h"
#include "core/service/writer_p.h"

namespace countersign::service {

/// A signed command, taken apart and verified against the keys of a state (once more in the transaction).
struct OpenedCommand {
    command::SignedCommand signedCommand;
    command::Command command;
    json::Object envelope;
    CommandId id;
    identity::OperatorId by;
    crypto::Thumbprint key;
    Timestamp at;
};

/// Form, store, signature and openings. InvalidRequest, StoreMismatch, OperatorUnknown, KeyUnknown, SignatureInvalid,
/// CommitmentMismatch.
[[nodiscard]] Result<OpenedCommand> openCommand(command::SignedCommand command, const State& state);

/// Checks time, single use, rules; records the command as done or refused. The error is what the record says.
[[nodiscard]] Result<command::Receipt> perform(Transaction& transaction, const OpenedCommand& opened,
                                               const std::string& sourceAddress);

} // namespace countersign::service
