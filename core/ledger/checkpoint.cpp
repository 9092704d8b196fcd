#include "core/ledger/checkpoint.h"

#include "core/crypto/hash.h"

#include <algorithm>
#include <charconv>

namespace countersign::ledger {

namespace {

constexpr std::string_view kSignatureStart = "\u2014 ";
constexpr std::size_t kMaximumSignatures = 100;
constexpr std::size_t kMaximumNote = 1024 * 1024;
constexpr std::uint8_t kEd25519 = 0x01;

bool hasControl(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
}

bool hasUnicodeSpace(std::string_view text) {
    using namespace std::string_view_literals;
    constexpr std::string_view kSpaces[] = {" "sv,      "\u0085"sv, "\u00a0"sv, "\u1680"sv, "\u2000"sv,
                                            "\u2001"sv, "\u2002"sv, "\u2003"sv, "\u2004"sv, "\u2005"sv,
                                            "\u2006"sv, "\u2007"sv, "\u2008"sv, "\u2009"sv, "\u200a"sv,
                                            "\u2028"sv, "\u2029"sv, "\u202f"sv, "\u205f"sv, "\u3000"sv};
    return std::ranges::any_of(kSpaces, [text](std::string_view space) { return text.contains(space); });
}

Result<void> checkKeyName(std::string_view name) {
    const bool control = std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (name.empty() || control || name.contains('+') || !isUtf8(name) || hasUnicodeSpace(name)) {
        return fail(Code::InvalidArgument,
                    "`" + std::string(name) + "` is no key name: use text without white space and without `+`");
    }
    return {};
}

Result<void> checkNoteText(std::string_view text) {
    if (!text.ends_with('\n') || hasControl(text) || !isUtf8(text)) {
        return fail(Code::InvalidArgument, "the text of a note is UTF-8 without control characters and ends with a "
                                           "newline: this one was damaged or is something else");
    }
    return {};
}

Bytes typedKey(const crypto::PublicKey& key) {
    Bytes bytes{kEd25519};
    bytes.insert(bytes.end(), key.bytes().begin(), key.bytes().end());
    return bytes;
}

NoteKey::KeyId keyIdOf(std::string_view name, const crypto::PublicKey& key) {
    const Bytes typed = typedKey(key);
    const Digest digest = crypto::sha256({asBytes(name), asBytes("\n"), ByteView(typed)});
    NoteKey::KeyId id{};
    std::copy_n(digest.raw().begin(), id.size(), id.begin());
    return id;
}

Result<NoteSignature> parseSignatureLine(std::string_view line) {
    if (!line.starts_with(kSignatureStart)) {
        return fail(Code::InvalidArgument,
                    "a signature line of the note does not begin with a dash: `" + std::string(line) + "`");
    }
    line.remove_prefix(kSignatureStart.size());
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) {
        return fail(Code::InvalidArgument,
                    "a signature line of the note has no signature: `" + std::string(line) + "`");
    }
    NoteSignature signature{.name = std::string(line.substr(0, space)), .keyId = {}, .signature = {}};
    CHECK(checkKeyName(signature.name));
    TRY(const Bytes bytes, fromBase64(line.substr(space + 1)));
    if (bytes.size() <= signature.keyId.size()) {
        return fail(Code::InvalidArgument, "the signature of `" + signature.name + "` is too short");
    }
    const auto body = bytes.begin() + static_cast<std::ptrdiff_t>(signature.keyId.size());
    std::copy(bytes.begin(), body, signature.keyId.begin());
    signature.signature.assign(body, bytes.end());
    return signature;
}

/// The first line, cut off `rest`; the newline is dropped.
Result<std::string_view> takeLine(std::string_view& rest, std::string_view what) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos || end == 0) {
        return fail(Code::InvalidArgument, "the checkpoint has no line for its " + std::string(what));
    }
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return line;
}

Result<std::uint64_t> parseSize(std::string_view text) {
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error != std::errc() || end != text.data() + text.size() || (text.size() > 1 && text.front() == '0')) {
        return fail(Code::InvalidArgument, "`" + std::string(text) + "` is no tree size: use decimal digits");
    }
    return size;
}

/// The keys that signed the note; at least one.
Result<std::vector<const NoteKey*>> signersOf(const Note& note, std::span<const NoteKey> keys) {
    std::vector<const NoteKey*> signers;
    for (const NoteSignature& line : note.signatures) {
        const auto key = std::ranges::find_if(
            keys, [&](const NoteKey& k) { return k.name() == line.name && k.keyId() == line.keyId; });
        if (key == keys.end()) {
            continue;
        }
        const auto signature = crypto::Signature::fromBytes(line.signature);
        if (!signature || !crypto::verifyRaw(key->key(), asBytes(note.text), *signature)) {
            return fail(Code::SignatureInvalid,
                        "the signature of `" + line.name + "` is not one over this text: the note was changed");
        }
        signers.push_back(&*key);
    }
    if (signers.empty()) {
        return fail(Code::KeyUnknown, "none of the known keys signed this note: give the key of the log it is from");
    }
    return signers;
}

} // namespace

Result<std::string> checkpointOrigin(std::string_view trustDomain, const StoreId& store) {
    const bool good = std::ranges::all_of(trustDomain, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    });
    if (!good || trustDomain.empty() || trustDomain.size() > 255) {
        return fail(Code::InvalidArgument, "`" + std::string(trustDomain) +
                                               "` is no trust domain: use a-z, 0-9, `.`, `-` and `_`, at most 255");
    }
    return std::string(trustDomain) + "/countersign/" + store.text();
}

std::string Checkpoint::text() const {
    std::string out = origin + "\n" + std::to_string(size) + "\n" + toBase64(root.bytes()) + "\n";
    for (const std::string& line : extensions) {
        out += line + "\n";
    }
    return out;
}

Result<Checkpoint> Checkpoint::parse(std::string_view text) {
    CHECK(checkNoteText(text));
    Checkpoint checkpoint;
    TRY(checkpoint.origin, takeLine(text, "origin"));
    TRY(const auto size, takeLine(text, "size"));
    TRY(checkpoint.size, parseSize(size));
    TRY(const auto root, takeLine(text, "root"));
    TRY(const auto rootBytes, fromBase64(root));
    TRY(checkpoint.root, Digest::fromBytes(rootBytes));
    while (!text.empty()) {
        TRY(const auto line, takeLine(text, "extension"));
        checkpoint.extensions.emplace_back(line);
    }
    return checkpoint;
}

NoteKey::NoteKey(std::string name, const crypto::PublicKey& key)
    : m_name(std::move(name)), m_key(key), m_keyId(keyIdOf(m_name, key)) {}

Result<NoteKey> NoteKey::create(std::string_view name, const crypto::PublicKey& key) {
    CHECK(checkKeyName(name));
    return NoteKey(std::string(name), key);
}

Result<NoteKey> NoteKey::parse(std::string_view vkey) {
    const std::size_t first = vkey.find('+');
    const std::size_t second = first == std::string_view::npos ? first : vkey.find('+', first + 1);
    if (second == std::string_view::npos) {
        return fail(Code::InvalidArgument, "a note key has three parts, `name+keyid+key`: this has fewer");
    }
    TRY(const Bytes typed, fromBase64(vkey.substr(second + 1)));
    if (typed.size() != 1 + crypto::PublicKey::kSize || typed.front() != kEd25519) {
        return fail(Code::KeyInvalid, "only Ed25519 note keys (type 1, 32 bytes) are known: give the log's own key");
    }
    TRY(const auto key, crypto::PublicKey::fromBytes(ByteView(typed).subspan(1)));
    TRY(auto noteKey, create(vkey.substr(0, first), key));
    if (toHex(noteKey.keyId()) != vkey.substr(first + 1, second - first - 1)) {
        return fail(Code::InvalidArgument, "the key id does not fit the name and the key: copy the note key again");
    }
    return noteKey;
}

std::string NoteKey::text() const {
    return m_name + "+" + toHex(m_keyId) + "+" + toBase64(typedKey(m_key));
}

Result<Note> parseNote(std::string_view note) {
    if (note.size() > kMaximumNote) {
        return fail(Code::TooLarge, "the note has more than 1 MiB: it is none of ours");
    }
    CHECK(checkNoteText(note));
    const std::size_t blank = note.rfind("\n\n");
    if (blank == std::string_view::npos) {
        return fail(Code::InvalidArgument, "the note has no blank line before its signatures");
    }
    Note out{.text = std::string(note.substr(0, blank + 1)), .signatures = {}};
    std::string_view rest = note.substr(blank + 2);
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        TRY(auto signature, parseSignatureLine(rest.substr(0, end)));
        out.signatures.push_back(std::move(signature));
        rest.remove_prefix(end + 1);
    }
    if (out.signatures.empty() || out.signatures.size() > kMaximumSignatures) {
        return fail(Code::InvalidArgument,
                    "a note has 1 to 100 signatures, this one has `" + std::to_string(out.signatures.size()) + "`");
    }
    return out;
}

Result<std::string> verifyNote(std::string_view note, std::span<const NoteKey> keys) {
    TRY(auto parsed, parseNote(note));
    CHECK(signersOf(parsed, keys));
    return std::move(parsed.text);
}

Result<std::string> signNote(std::string_view text, std::string_view name, const crypto::SigningKey& key) {
    CHECK(checkNoteText(text));
    TRY(const auto noteKey, NoteKey::create(name, key.publicKey()));
    const auto signature = key.signRaw(asBytes(text));
    Bytes bytes(noteKey.keyId().begin(), noteKey.keyId().end());
    bytes.insert(bytes.end(), signature.bytes().begin(), signature.bytes().end());
    std::string out(text);
    out += "\n";
    out += kSignatureStart;
    out += noteKey.name() + " " + toBase64(bytes) + "\n";
    return out;
}

Result<std::string> signCheckpoint(const Checkpoint& checkpoint, const crypto::SigningKey& key) {
    return signNote(checkpoint.text(), checkpoint.origin, key);
}

Result<Checkpoint> openCheckpoint(std::string_view note, std::span<const NoteKey> keys) {
    TRY(const auto parsed, parseNote(note));
    TRY(const auto signers, signersOf(parsed, keys));
    TRY(auto checkpoint, Checkpoint::parse(parsed.text));
    if (std::ranges::none_of(signers, [&](const NoteKey* key) { return key->name() == checkpoint.origin; })) {
        return fail(Code::StoreMismatch, "the checkpoint is of `" + checkpoint.origin + "`, not of the key's own log");
    }
    return checkpoint;
}

} // namespace countersign::ledger
