#include "core/backend/owner_p.h"

#include "core/backend/server_error.h"
#include "core/crypto/keys.h"

namespace countersign::backend {

namespace {

constexpr Duration kDeadline{5'000};

/// A listener names itself by number.
std::string loopbackUrl(std::string url) {
    constexpr std::string_view kName = "http://localhost:";
    return url.starts_with(kName) ? "http://127.0.0.1:" + url.substr(kName.size()) : url;
}

} // namespace

Result<StoreId> checkOwner(HttpClient& client, const std::optional<store::StoreMeta>& expected, Random& random) {
    Bytes fresh(32);
    random.fill(fresh);
    const auto nonce = toBase64Url(fresh);
    TRY(const auto answer,
        client.callAndWait(
            {.target = "/operator/v1/owner?nonce=" + nonce, .body = {}, .bearer = {}, .deadline = kDeadline}));
    TRY(const auto value, answerValue(answer));
    TRY(auto reader, json::Reader::of(value, "owner's proof"));
    TRY(const auto storeText, reader.string("store"));
    TRY(const auto store, StoreId::parse(storeText));
    TRY(const auto address, reader.string("address"));
    TRY(const auto keyText, reader.string("ledger_key"));
    TRY(const auto key, crypto::PublicKey::fromBase64(keyText));
    TRY(const auto signatureText, reader.string("signature"));
    TRY(const auto signature, crypto::Signature::fromBase64(signatureText));
    if (expected && (store != expected->id || key != expected->ledgerKey)) {
        return fail(Code::StoreMismatch, "the program at " + client.url() + " serves another store than this file");
    }
    // Over TLS the certificate says who answers; without it only the owner's word for its address does.
    const bool named = expected || client.url().starts_with("http://");
    if (named && address != (expected ? client.url() : loopbackUrl(client.url()))) {
        return fail(Code::StoreMismatch, "the program at " + client.url() + " says that it listens at `" + address +
                                             "`; somebody may be in between");
    }
    if (!crypto::verify(key, crypto::Domain::Owner, asBytes(nonce + "\n" + address + "\n" + store.text()), signature)) {
        return fail(Code::SignatureInvalid, "the program at " + client.url() + " did not prove that it owns the store");
    }
    return store;
}

} // namespace countersign::backend
