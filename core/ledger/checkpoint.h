#pragma once

#include "core/base/id.h"
#include "core/crypto/keys.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Signed tree heads: C2SP tlog-checkpoint in a C2SP signed-note, Ed25519 (signature type 0x01).
namespace countersign::ledger {

/// `<trust-domain>/countersign/<store-id>`: origin of a store's checkpoints and name of the key that signs them.
/// InvalidArgument unless the trust domain is made of a-z, 0-9, `.`, `-`, `_` (SPIFFE ID section 2.1).
[[nodiscard]] Result<std::string> checkpointOrigin(std::string_view trustDomain, const StoreId& store);

/// What a checkpoint says: the log of that origin had that root at that size.
struct Checkpoint {
    std::string origin;
    std::uint64_t size = 0;
    Digest root;
    /// Extension lines, in order, kept but not understood.
    std::vector<std::string> extensions;

    /// The signed text: origin, decimal size, base64 root, extensions; every line ends with a newline.
    [[nodiscard]] std::string text() const;
    /// Strict: InvalidArgument for a missing line, a size with a leading zero or sign, a root that is not the canonical
    /// base64 of 32 bytes, an empty line, a missing last newline.
    static Result<Checkpoint> parse(std::string_view text);
    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// A note key: its name and Ed25519 public key. Text form (vkey) is `name+keyid+base64(0x01 ‖ key)`; the key id is the
/// first four bytes of SHA-256(name ‖ "\n" ‖ 0x01 ‖ key), in hex.
class NoteKey {
public:
    using KeyId = std::array<std::uint8_t, 4>;

    /// InvalidArgument when the name is empty, is not UTF-8, or has white space, a control character or `+`.
    static Result<NoteKey> create(std::string_view name, const crypto::PublicKey& key);
    /// InvalidArgument or KeyInvalid; a key id that does not fit the name and the key is refused.
    static Result<NoteKey> parse(std::string_view vkey);

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] const crypto::PublicKey& key() const { return m_key; }
    [[nodiscard]] const KeyId& keyId() const { return m_keyId; }
    [[nodiscard]] std::string text() const;
    friend bool operator==(const NoteKey&, const NoteKey&) = default;

private:
    NoteKey(std::string name, const crypto::PublicKey& key);
    std::string m_name;
    crypto::PublicKey m_key;
    KeyId m_keyId{};
};

/// One `— name base64` line of a note.
struct NoteSignature {
    std::string name;
    NoteKey::KeyId keyId{};
    Bytes signature;
    friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

/// A note taken apart; nothing verified yet.
struct Note {
    /// Ends with a newline.
    std::string text;
    /// At least one.
    std::vector<NoteSignature> signatures;
};

/// Strict: UTF-8, no control character but newline, a blank line before 1 to 100 signature lines, nothing after them;
/// InvalidArgument otherwise.
[[nodiscard]] Result<Note> parseNote(std::string_view note);

/// The text when at least one of the keys signed it. Lines of unknown keys (witnesses) are passed over; a line of a
/// known key that does not verify refuses the note (SignatureInvalid), as does having no line of a known key
/// (KeyUnknown).
[[nodiscard]] Result<std::string> verifyNote(std::string_view note, std::span<const NoteKey> keys);

/// The note `text` + one signature of `name`. InvalidArgument when the text cannot be one (no last newline, control
/// character, not UTF-8) or the name is not a key name.
[[nodiscard]] Result<std::string> signNote(std::string_view text, std::string_view name, const crypto::SigningKey& key);

/// The signed checkpoint; the key's name is the origin.
[[nodiscard]] Result<std::string> signCheckpoint(const Checkpoint& checkpoint, const crypto::SigningKey& key);
/// The checkpoint of a note that one of the keys signed and whose origin is that key's name (StoreMismatch otherwise).
[[nodiscard]] Result<Checkpoint> openCheckpoint(std::string_view note, std::span<const NoteKey> keys);

} // namespace countersign::ledger
