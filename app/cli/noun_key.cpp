#include "app/cli/verbs.h"
#include "core/crypto/sealed.h"
#include "core/crypto/secret_file.h"

namespace countersign::cli {

namespace {

Outcome<crypto::SecretBytes> newPassphrase(const Context& context, const std::string& path) {
    const auto& arguments = context.arguments();
    if (arguments.has("--no-passphrase")) {
        return crypto::SecretBytes();
    }
    if (!arguments.has("--passphrase-file")) {
        return askPassphrase(path, Passphrase::New);
    }
    TRY(auto passphrase, crypto::readPassphraseFile(arguments.text("--passphrase-file")));
    if (passphrase.empty()) {
        return wrongUsage("the passphrase file is empty; an empty passphrase protects nothing, say --no-passphrase if "
                          "you mean it");
    }
    return passphrase;
}

Outcome<Exit> keygen(Context& context) {
    const auto path = context.arguments().text("--out");
    TRY(const auto passphrase, newPassphrase(context, path));
    const auto key = crypto::SigningKey::generate(context.random());
    CHECK(crypto::writePrivateFile(path, asBytes(crypto::sealKeyFile(key, passphrase, context.random()))));
    const auto& shown = key.publicKey();
    context.output().line("public key  " + shown.base64());
    context.output().line("thumbprint  " + shown.thumbprint().text());
    context.output().note("The private key is in " + path +
                          (passphrase.empty() ? ", without a passphrase: whoever reads the file has it."
                                              : ", sealed with the passphrase."));
    context.output().json(json::Object{{"file", path},
                                       {"public_key", shown.base64()},
                                       {"sealed", json::Value(!passphrase.empty())},
                                       {"thumbprint", shown.thumbprint().text()}});
    return Exit::Done;
}

} // namespace

std::vector<Verb> keyVerbs() {
    return {{"keygen",
             "",
             {},
             {{"--out", "FILE", "where the sealed private key goes; never overwritten", Option::Need::Required},
              {"--no-passphrase", "", "do not seal it (tests, machines)"}},
             "Makes an Ed25519 key; prints the public half and its thumbprint.",
             "keygen --out alice.key",
             keygen}};
}

} // namespace countersign::cli
