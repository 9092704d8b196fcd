#include "core/ledger/key_chain.h"

#include "core/base/json.h"

#include <algorithm>

namespace countersign::ledger {

namespace {

/// Its own domain line, as all that is signed with signRaw() has.
std::string signedText(const KeyChange& change, const StoreId& store) {
    return "countersign/ledger-key/v1\n" +
           json::canonical(json::Object{{"key", change.key.base64()},
                                        {"previous", change.previous.base64()},
                                        {"seq", json::Value::integer(static_cast<std::int64_t>(change.seq))},
                                        {"store", store.text()},
                                        {"v", json::Value::integer(1)}});
}

} // namespace

KeyChange signKeyChange(const StoreId& store, std::uint64_t seq, const crypto::SigningKey& previous,
                        const crypto::SigningKey& next) {
    KeyChange change{
        .seq = seq, .previous = previous.publicKey(), .key = next.publicKey(), .byPrevious = {}, .byKey = {}};
    const auto text = signedText(change, store);
    change.byPrevious = previous.signRaw(asBytes(text));
    change.byKey = next.signRaw(asBytes(text));
    return change;
}

Result<void> checkKeyChange(const KeyChange& change, const StoreId& store) {
    const auto text = signedText(change, store);
    if (!crypto::verifyRaw(change.previous, asBytes(text), change.byPrevious)) {
        return fail(Code::SignatureInvalid, "the change of the ledger key is not signed by the key before it");
    }
    if (!crypto::verifyRaw(change.key, asBytes(text), change.byKey)) {
        return fail(Code::SignatureInvalid, "the change of the ledger key is not signed by the new key");
    }
    return {};
}

json::Object keyChangeData(const KeyChange& change) {
    return {{"event", kKeyChangeEvent},
            {"key", change.key.base64()},
            {"previous", change.previous.base64()},
            {"signature", change.byKey.base64()},
            {"signature_previous", change.byPrevious.base64()}};
}

Result<KeyChange> readKeyChange(const json::Object& data, std::uint64_t seq) {
    const json::Value value(data);
    TRY(auto reader, json::Reader::of(value, "change of the ledger key"));
    TRY(const auto event, reader.string("event"));
    if (event != kKeyChangeEvent) {
        return fail(Code::InvalidRequest, "the record tells of no change of the ledger key");
    }
    KeyChange change;
    change.seq = seq;
    TRY(const auto key, reader.string("key"));
    TRY(change.key, crypto::PublicKey::fromBase64(key));
    TRY(const auto previous, reader.string("previous"));
    TRY(change.previous, crypto::PublicKey::fromBase64(previous));
    TRY(const auto byKey, reader.string("signature"));
    TRY(change.byKey, crypto::Signature::fromBase64(byKey));
    TRY(const auto byPrevious, reader.string("signature_previous"));
    TRY(change.byPrevious, crypto::Signature::fromBase64(byPrevious));
    CHECK(reader.finish());
    return change;
}

Result<KeyChain> KeyChain::parse(const json::Value& value) {
    const auto* list = value.asArray();
    KeyChain chain;
    if (list == nullptr) {
        return fail(Code::InvalidRequest, "the ledger's keys must be a list");
    }
    for (const auto& one : *list) {
        TRY(auto reader, json::Reader::of(one, "key of the ledger"));
        TRY(const auto from, reader.integer("from"));
        TRY(const auto text, reader.string("key"));
        TRY(const auto key, crypto::PublicKey::fromBase64(text));
        CHECK(reader.finish());
        const bool follows = chain.empty() ? from == 0 : from > static_cast<std::int64_t>(chain.m_entries.back().from);
        if (!follows) {
            return fail(Code::InvalidRequest, "the ledger's keys do not follow one after the other");
        }
        chain.m_entries.push_back({key, static_cast<std::uint64_t>(from)});
    }
    return chain;
}

json::Value KeyChain::toJson() const {
    json::Array list;
    for (const auto& entry : m_entries) {
        list.emplace_back(json::Object{{"from", json::Value::integer(static_cast<std::int64_t>(entry.from))},
                                       {"key", entry.key.base64()}});
    }
    return list;
}

Result<void> KeyChain::add(const KeyChange& change) {
    if (empty() || change.previous != newest() || change.seq < m_entries.back().from) {
        return fail(Code::IllegalTransition, "the ledger key that is changed is not the newest one");
    }
    if (std::ranges::find(m_entries, change.key, &Entry::key) != m_entries.end()) {
        return fail(Code::IllegalTransition, "the new ledger key was one before");
    }
    m_entries.push_back({change.key, change.seq + 1});
    return {};
}

const crypto::PublicKey& KeyChain::keyAt(std::uint64_t size) const {
    const auto after = std::ranges::upper_bound(m_entries, size, {}, &Entry::from);
    return after == m_entries.begin() ? after->key : std::prev(after)->key;
}

Result<Checkpoint> openCheckpoint(std::string_view note, std::string_view origin, const KeyChain& keys) {
    TRY(const auto parsed, parseNote(note));
    TRY(const auto stated, Checkpoint::parse(parsed.text));
    TRY(const auto key, NoteKey::create(origin, keys.keyAt(stated.size)));
    return openCheckpoint(note, std::span(&key, 1));
}

} // namespace countersign::ledger
