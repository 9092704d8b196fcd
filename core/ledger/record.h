#pragma once

#include "core/base/bytes.h"
#include "core/base/id.h"
#include "core/base/json.h"
#include "core/base/time.h"
#include "core/crypto/keys.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace countersign::ledger {

COUNTERSIGN_GENERATED_ID(RecordId, "rec_");

/// What a record tells of.
enum class Kind : std::uint8_t { Command, Authentication, Token, Decision, Redemption, Outcome, AuditRead, System };
/// How it ended. The default is Error: a forgotten outcome never looks like success.
enum class Outcome : std::uint8_t {
    Error,
    Done,
    Refused,
    Issued,
    Revoked,
    Allow,
    Deny,
    Hold,
    Success,
    Failure,
    Unknown
};

/// Wire names: `command`, `audit.read` …; `done`, `hold` ….
[[nodiscard]] std::string_view kindName(Kind kind);
[[nodiscard]] std::string_view outcomeName(Outcome outcome);
/// InvalidArgument for a name that is not in the table.
[[nodiscard]] Result<Kind> kindFromName(std::string_view name);
[[nodiscard]] Result<Outcome> outcomeFromName(std::string_view name);
/// command: done, refused · authentication: done, refused · token: issued, refused, revoked · decision: allow, deny,
/// hold, error · redemption: allow, deny · outcome: success, failure, unknown · audit.read: done, refused · system:
/// done, error.
[[nodiscard]] bool isLegal(Kind kind, Outcome outcome);

/// One hop of a chain, from the delegating user to the acting agent.
struct ChainLink {
    std::string type;
    std::string id;
    /// Delegation that made this hop; empty at the first one.
    std::string delegation;
    friend bool operator==(const ChainLink&, const ChainLink&) = default;
};

struct Reason {
    /// A wire name of Code, or a name of the rule's own.
    std::string code;
    /// One sentence; may be empty.
    std::string text;
    friend bool operator==(const Reason&, const Reason&) = default;
};

/// The facts of one record (core/design/formats-ledger.md). An empty field is not written. Texts are UTF-8 and may
/// quote hostile input: whoever displays them escapes them.
struct RecordFields {
    StoreId store;
    RecordId id;
    Kind kind = Kind::System;
    Timestamp at;
    std::string agent;
    crypto::Thumbprint agentKey;
    SessionId session;
    std::string user;
    std::vector<ChainLink> chain;
    std::string action;
    std::map<std::string, std::string> resource;
    std::vector<std::string> scope;
    Outcome outcome = Outcome::Error;
    std::vector<Reason> reasons;
    ApprovalId approval;
    RequestId request;
    /// Digest of the policy bundle.
    std::optional<Digest> policy;
    /// Merkle root of the arguments (CommittedArguments::root).
    std::optional<Digest> args;
    /// Commitment to the reason that the agent gave (CommittedText::digest).
    std::optional<Digest> askedReason;
    /// Commitment to the caller's address.
    std::optional<Digest> source;
    /// W3C trace id: 32 lower-case hex characters.
    std::string trace;
    std::string operatorId;
    /// Principal `type:id` that vouches for what the record says, when that is not the engine itself.
    std::string assertedBy;
    /// The signed command envelope.
    json::Object command;
    /// Over the command envelope, or the approval's.
    std::optional<crypto::Signature> signature;
    /// Facts of the record's kind (gates, result digest …).
    json::Object data;

    friend bool operator==(const RecordFields&, const RecordFields&) = default;
};

/// One record of the ledger: a value that can be written and read back byte for byte.
/// Canonical form is RFC 8785 JSON whose numbers are integers; the leaf of the tree is leafHash() of those bytes.
class Record {
public:
    static constexpr std::int64_t kVersion = 1;

    /// Refused: no store or id, an outcome that the kind may not have, a trace that is no trace id, an empty scope,
    /// chain type or id, or reason code (InvalidArgument); text that is not UTF-8 (TextNotUtf8); a number that is no
    /// integer (NumberNotExact); nesting beyond the parser's limit (JsonTooDeep).
    static Result<Record> create(RecordFields fields);
    /// The inverse of canonical(). Refused besides: unknown members, wrong types, another version, and any bytes that
    /// are not the canonical ones (InvalidRequest or a Json code).
    static Result<Record> parse(std::string_view bytes);

    [[nodiscard]] const RecordFields& fields() const { return m_fields; }
    [[nodiscard]] const RecordFields* operator->() const { return &m_fields; }
    [[nodiscard]] std::string canonical() const;
    [[nodiscard]] json::Value toJson() const;

    friend bool operator==(const Record&, const Record&) = default;

private:
    explicit Record(RecordFields fields) : m_fields(std::move(fields)) {}
    RecordFields m_fields;
};

/// Appends the canonical bytes, without building a json::Value.
void appendCanonical(std::string& out, const Record& record);

} // namespace countersign::ledger
