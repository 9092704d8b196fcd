#include "core/ledger/commitment.h"

#include "core/crypto/hash.h"
#include "core/ledger/merkle.h"

#include <algorithm>
#include <span>

namespace countersign::ledger {

namespace {

constexpr std::array<std::uint8_t, 1> kLeafPrefix{0x00};

Result<Opening> parseOpening(json::Reader& reader, const json::Object& object, std::string_view name) {
    TRY(const auto text, reader.string("salt"));
    TRY(const auto salt, fromBase64(text));
    const json::Value* value = object.find("value");
    if (salt.size() != Salt().size() || value == nullptr) {
        return fail(Code::InvalidRequest,
                    "the commitment of `" + std::string(name) + "` needs a salt of 16 bytes in base64 and a value");
    }
    // Asked for, so that finish() knows it; a JSON null is a value here.
    static_cast<void>(reader.optional("value"));
    Opening opening{.salt = {}, .value = *value};
    std::ranges::copy(salt, opening.salt.begin());
    return opening;
}

void setOpening(json::Object& out, const Opening& opening) {
    out.set("salt", toBase64(opening.salt));
    out.set("value", opening.value);
}

Digest rootOfMembers(const std::vector<CommittedArguments::Member>& members) {
    std::vector<Digest> leaves;
    leaves.reserve(members.size());
    for (const auto& member : members) {
        leaves.push_back(member.leaf);
    }
    return merkleRoot(leaves);
}

std::unexpected<Error> mismatch(std::string_view what) {
    return fail(Code::CommitmentMismatch,
                std::string(what) + " not what the ledger committed to: the values or salts were changed");
}

} // namespace

Digest commit(std::string_view name, const Opening& opening) {
    std::string bytes = "[";
    json::appendString(bytes, name);
    bytes += ',';
    json::appendCanonical(bytes, opening.value);
    bytes += ']';
    return crypto::sha256({ByteView(kLeafPrefix), ByteView(opening.salt), asBytes(bytes)});
}

CommittedArguments CommittedArguments::create(const json::Object& arguments, Random& random) {
    constexpr std::size_t kSaltSize = Salt().size();
    Bytes salts(arguments.size() * kSaltSize);
    if (!salts.empty()) {
        random.fill(salts);
    }
    CommittedArguments out;
    out.m_members.reserve(arguments.size());
    std::size_t next = 0;
    for (const auto& [name, value] : arguments) {
        Opening opening{.salt = {}, .value = value};
        std::ranges::copy(std::span(salts).subspan(next, kSaltSize), opening.salt.begin());
        next += kSaltSize;
        const Digest leaf = commit(name, opening);
        out.m_members.push_back({.name = name, .opening = std::move(opening), .leaf = leaf});
    }
    return out;
}

Result<CommittedArguments> CommittedArguments::parse(const json::Value& value) {
    if (value.asObject() == nullptr) {
        return fail(Code::InvalidRequest, "committed arguments are an object with one member for each argument");
    }
    CommittedArguments out;
    for (const auto& [name, entry] : *value.asObject()) {
        TRY(auto reader, json::Reader::of(entry, "committed argument"));
        TRY(const auto leaf, reader.optionalString("leaf"));
        Member member{.name = name, .opening = {}, .leaf = {}};
        if (leaf) {
            TRY(member.leaf, Digest::fromHex(*leaf));
        } else {
            TRY(member.opening, parseOpening(reader, *entry.asObject(), name));
            member.leaf = commit(name, *member.opening);
        }
        CHECK(reader.finish());
        out.m_members.push_back(std::move(member));
    }
    return out;
}

Digest CommittedArguments::root() const {
    return rootOfMembers(m_members);
}

Result<void> CommittedArguments::verify(const Digest& expected) const {
    if (root() != expected) {
        return mismatch("the arguments are");
    }
    return {};
}

Result<Digest> CommittedArguments::rootOf(const json::Object& arguments) const {
    if (arguments.size() != m_members.size()) {
        return mismatch("the arguments' names are");
    }
    std::vector<Digest> leaves;
    leaves.reserve(m_members.size());
    auto member = m_members.begin();
    for (const auto& [name, value] : arguments) {
        if (name != member->name) {
            return mismatch("the arguments' names are");
        }
        if (!member->opening) {
            return fail(Code::NotFound, "the argument `" + name + "` was erased and cannot be compared any more");
        }
        leaves.push_back(commit(name, {.salt = member->opening->salt, .value = value}));
        ++member;
    }
    return merkleRoot(leaves);
}

json::Object CommittedArguments::values() const {
    json::Object out;
    for (const Member& member : m_members) {
        if (member.opening) {
            out.set(member.name, member.opening->value);
        }
    }
    return out;
}

Result<void> CommittedArguments::eraseMember(std::string_view name) {
    const auto member = std::ranges::find(m_members, name, &Member::name);
    if (member == m_members.end()) {
        return fail(Code::NotFound, "there is no argument `" + std::string(name) + "`");
    }
    member->opening.reset();
    return {};
}

json::Value CommittedArguments::toJson() const {
    json::Object out;
    for (const Member& member : m_members) {
        json::Object entry;
        if (member.opening) {
            setOpening(entry, *member.opening);
        } else {
            entry.set("leaf", member.leaf.hex());
        }
        out.set(member.name, std::move(entry));
    }
    return out;
}

CommittedText CommittedText::create(std::string_view label, std::string_view text, Random& random) {
    Opening opening{.salt = {}, .value = text};
    random.fill(opening.salt);
    const Digest digest = commit(label, opening);
    return {std::string(label), std::move(opening), digest};
}

Result<CommittedText> CommittedText::parse(const json::Value& value) {
    TRY(auto reader, json::Reader::of(value, "committed text"));
    TRY(auto label, reader.string("label"));
    TRY(const auto erased, reader.optionalString("digest"));
    if (erased) {
        TRY(const auto digest, Digest::fromHex(*erased));
        CHECK(reader.finish());
        return CommittedText(std::move(label), {}, digest);
    }
    TRY(auto opening, parseOpening(reader, *value.asObject(), label));
    CHECK(reader.finish());
    if (opening.value.asString() == nullptr) {
        return fail(Code::InvalidRequest, "the value of the committed text `" + label + "` is no string");
    }
    const Digest digest = commit(label, opening);
    return CommittedText(std::move(label), std::move(opening), digest);
}

Result<void> CommittedText::verify(const Digest& digest) const {
    if (m_digest != digest) {
        return mismatch("the text `" + m_label + "` is");
    }
    return {};
}

const std::string* CommittedText::text() const {
    return m_opening ? m_opening->value.asString() : nullptr;
}

json::Value CommittedText::toJson() const {
    json::Object out{{"label", m_label}};
    if (m_opening) {
        setOpening(out, *m_opening);
    } else {
        out.set("digest", m_digest.hex());
    }
    return out;
}

} // namespace countersign::ledger
