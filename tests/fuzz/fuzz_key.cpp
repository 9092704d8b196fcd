#include "core/crypto/key_import.h"
#include "core/crypto/sealed.h"
#include "tests/fuzz/fuzz.h"

/// Public keys in every form, and key files. A key that is taken is a point that signatures can be checked with, and
/// comes back from its own text.
void countersign::fuzz::run(std::string_view bytes) {
    if (const auto imported = crypto::importPublicKey(bytes)) {
        const auto again = crypto::PublicKey::fromBase64(imported->key.base64());
        hold(again && *again == imported->key, "an imported key comes back from base64");
        const auto raw = crypto::importPublicKey(imported->key.base64());
        hold(raw && raw->key == imported->key, "and from the importer");
    }
    const auto own = crypto::keyFilePublicKey(bytes);
    const auto sealed = crypto::keyFileIsSealed(bytes);
    if (sealed && !*sealed) {
        const auto key = crypto::openKeyFile(bytes, {});
        hold(!key || (own && key->publicKey() == *own), "a key file names the key that it holds");
    }
}
