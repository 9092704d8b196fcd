#pragma once

#include "core/base/bytes.h"
#include "core/base/json.h"
#include "core/base/random.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Salted commitments: the ledger holds a digest for ever, the value with its salt lies elsewhere and can be erased;
/// every proof still holds, and without the salt nobody can guess the value from the digest (design section 4).
namespace countersign::ledger {

using Salt = std::array<std::uint8_t, 16>;

/// What opens one commitment: digest = SHA-256(0x00 ‖ salt ‖ canonical [name, value]).
struct Opening {
    Salt salt{};
    json::Value value;
    friend bool operator==(const Opening&, const Opening&) = default;
};

[[nodiscard]] Digest commit(std::string_view name, const Opening& opening);

/// The arguments of an action. Root = Merkle root (nodes as in RFC 6962) over the members' commitments in canonical
/// order of their names; SHA-256 of nothing when there are no members.
class CommittedArguments {
public:
    struct Member {
        std::string name;
        /// Empty once erased.
        std::optional<Opening> opening;
        Digest leaf;
        friend bool operator==(const Member&, const Member&) = default;
    };

    /// Of no arguments.
    CommittedArguments() = default;
    /// One fill() of `random` for all salts.
    static CommittedArguments create(const json::Object& arguments, Random& random);
    /// The form of toJson(); InvalidRequest otherwise. Leaves of open members are recomputed, so a changed value shows
    /// as another root.
    static Result<CommittedArguments> parse(const json::Value& value);

    [[nodiscard]] Digest root() const;
    /// CommitmentMismatch unless this root is the one in the ledger.
    [[nodiscard]] Result<void> verify(const Digest& root) const;
    /// The root that these arguments have under these salts; how a redemption is compared with what was approved.
    /// CommitmentMismatch when the names differ; NotFound when a member was erased and cannot be compared.
    [[nodiscard]] Result<Digest> rootOf(const json::Object& arguments) const;

    /// In canonical order of names.
    [[nodiscard]] const std::vector<Member>& members() const { return m_members; }
    /// The arguments that are not erased.
    [[nodiscard]] json::Object values() const;
    /// Forgets salt and value, keeps name and leaf; NotFound when there is no such member. Erasing twice is no error.
    [[nodiscard]] Result<void> eraseMember(std::string_view name);
    /// `{name: {"salt": base64, "value": …} | {"leaf": hex}}`.
    [[nodiscard]] json::Value toJson() const;

    friend bool operator==(const CommittedArguments&, const CommittedArguments&) = default;

private:
    // INVARIANT: names are unique and in RFC 8785 order; leaf is the commitment of opening where there is one.
    std::vector<Member> m_members;
};

/// One text: the agent's reason, a source address, a display name. The label says which, and is part of what is hashed.
class CommittedText {
public:
    static CommittedText create(std::string_view label, std::string_view text, Random& random);
    /// The form of toJson(); InvalidRequest otherwise.
    static Result<CommittedText> parse(const json::Value& value);

    [[nodiscard]] const Digest& digest() const { return m_digest; }
    /// CommitmentMismatch unless this is the digest in the ledger.
    [[nodiscard]] Result<void> verify(const Digest& digest) const;
    [[nodiscard]] const std::string& label() const { return m_label; }
    /// Null once erased.
    [[nodiscard]] const std::string* text() const;
    void erase() { m_opening.reset(); }
    /// `{"label": …, "salt": base64, "value": …}` or `{"digest": hex, "label": …}`.
    [[nodiscard]] json::Value toJson() const;

    friend bool operator==(const CommittedText&, const CommittedText&) = default;

private:
    CommittedText(std::string label, std::optional<Opening> opening, const Digest& digest)
        : m_label(std::move(label)), m_opening(std::move(opening)), m_digest(digest) {}
    std::string m_label;
    std::optional<Opening> m_opening;
    Digest m_digest;
};

} // namespace countersign::ledger
