#pragma once

#include "core/base/random.h"
#include "core/command/commands.h"

/// Commands as they are signed, sent and kept (core/design/formats-commands.md).
namespace countersign::wire {

/// `{type, members…}`. A text is `{"digest": hex, "label": …}`; of a grant and a delegation, what the engine sets
/// (`created`, `revoked`) is not written. Any thread.
[[nodiscard]] json::Value toJson(const command::Command& command);
/// InvalidRequest for a type that does not exist, members that are missing, unknown or of another type, and for a text
/// that stands open in what is signed; the values' own codes otherwise. commandFromJson(toJson(c)) is c without the
/// openings.
[[nodiscard]] Result<command::Command> commandFromJson(const json::Value& value);
/// The texts in the command, in the order of their labels' members.
[[nodiscard]] std::vector<command::Text> textsOf(const command::Command& command);

/// A command with who orders it, where and when: what is signed (domain `countersign/command/v1`).
struct Envelope {
    StoreId store;
    CommandId id;
    identity::OperatorId by;
    crypto::Thumbprint key;
    Timestamp at;
    command::Command command;
};
/// `{v: 1, id, store, operator, key, at, command}`.
[[nodiscard]] json::Value envelopeJson(const Envelope& envelope);
/// Form only: that the bytes were canonical, the signature and the rules are the service's. InvalidRequest besides the
/// values' own codes.
[[nodiscard]] Result<Envelope> parseEnvelope(const json::Value& value);

/// The command in an envelope with a new id, signed, its texts' openings beside it. InvalidArgument when a text of it
/// was erased.
[[nodiscard]] Result<command::SignedCommand> signCommand(command::Command command, const identity::OperatorId& by,
                                                         const crypto::SigningKey& key, const StoreId& store,
                                                         Timestamp now, Random& random);

/// The body of `POST /operator/v1/commands`: `{envelope: {…}, signature: base64, openings: [{label, salt, value}]}`.
[[nodiscard]] json::Value signedCommandJson(const command::SignedCommand& command);
/// `envelope` of the result is the canonical JSON of the object. Form only; InvalidRequest, SignatureInvalid.
[[nodiscard]] Result<command::SignedCommand> parseSignedCommand(const json::Value& value);

/// `{seq, leaf, at}`.
[[nodiscard]] json::Value toJson(const command::Receipt& receipt);
[[nodiscard]] Result<command::Receipt> parseReceipt(const json::Value& value);

} // namespace countersign::wire
