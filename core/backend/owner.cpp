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

std::string freshNonce(Random& random) {
    Bytes fresh(32);
    random.fill(fresh);
    return toBase64Url(fresh);
}

HttpRequest question(const std::string& nonce) {
    return {.target = "/operator/v1/owner?nonce=" + nonce, .body = {}, .bearer = {}, .deadline = kDeadline};
}

struct Proof {
    StoreId store;
    crypto::PublicKey key;
    std::string address;
};

/// Whoever answered holds the key that they name, for the store and the address that they name.
Result<Proof> readProof(const HttpClient& client, const std::string& nonce, const HttpAnswer& answer) {
    TRY(const auto value, answerValue(answer));
    TRY(auto reader, json::Reader::of(value, "owner's proof"));
    TRY(const auto storeText, reader.string("store"));
    TRY(const auto store, StoreId::parse(storeText));
    TRY(const auto address, reader.string("address"));
    TRY(const auto keyText, reader.string("ledger_key"));
    TRY(const auto key, crypto::PublicKey::fromBase64(keyText));
    TRY(const auto signatureText, reader.string("signature"));
    TRY(const auto signature, crypto::Signature::fromBase64(signatureText));
    if (!crypto::verify(key, crypto::Domain::Owner, asBytes(nonce + "\n" + address + "\n" + store.text()), signature)) {
        return fail(Code::SignatureInvalid, "the program at " + client.url() + " did not prove that it owns the store");
    }
    return Proof{.store = store, .key = key, .address = address};
}

Result<void> checkAddress(const HttpClient& client, const std::string& expected, const std::string& address) {
    return address == expected
               ? Result<void>()
               : fail(Code::StoreMismatch, "the program at " + client.url() + " says that it listens at `" + address +
                                               "`; somebody may be in between");
}

} // namespace

Result<Owner> checkOwner(HttpClient& client, const std::optional<store::StoreMeta>& expected, Random& random) {
    const auto nonce = freshNonce(random);
    TRY(const auto answer, client.callAndWait(question(nonce)));
    TRY(const auto proof, readProof(client, nonce, answer));
    if (expected && (proof.store != expected->id || proof.key != expected->ledgerKey)) {
        return fail(Code::StoreMismatch, "the program at " + client.url() + " serves another store than this file");
    }
    const bool named = expected || client.url().starts_with("http://");
    if (named) {
        CHECK(checkAddress(client, expected ? client.url() : loopbackUrl(client.url()), proof.address));
    }
    return Owner{.store = proof.store, .ledgerKey = proof.key, .named = named};
}

void checkStillOwner(HttpClient& client, const Owner& owner, Random& random, std::function<void(Result<void>)> done) {
    const auto nonce = freshNonce(random);
    const auto judge = [&client, owner, nonce](const Result<HttpAnswer>& answer) -> Result<void> {
        if (!answer) {
            return std::unexpected(answer.error());
        }
        TRY(const auto proof, readProof(client, nonce, *answer));
        if (proof.store != owner.store || proof.key != owner.ledgerKey) {
            return fail(Code::StoreMismatch, "the program at " + client.url() +
                                                 " no longer has the store and the ledger key that this connection "
                                                 "began with; open it again");
        }
        return owner.named ? checkAddress(client, loopbackUrl(client.url()), proof.address) : Result<void>();
    };
    client.call(question(nonce),
                [judge, done = std::move(done)](const Result<HttpAnswer>& answer) { done(judge(answer)); });
}

} // namespace countersign::backend
