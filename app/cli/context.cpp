#include "app/cli/context.h"

#include "core/crypto/key_import.h"
#include "core/crypto/sealed.h"
#include "core/crypto/secret_file.h"
#include "core/store/read_store.h"
#include "core/wire/commands.h"
#include "core/wire/entities.h"

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <termios.h>
#include <unistd.h>

namespace countersign::cli {

namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : value;
}

bool isUrl(std::string_view store) {
    return store.find("://") != std::string_view::npos;
}

/// Nothing here can tell a restore from a fraud: a person has to.
std::string warningOf(const Error& error) {
    return error.code == Code::VerificationFailed
               ? "WARNING: " + error.detail +
                     ". Do not trust what this store says before you know why. If it was restored, and you know by "
                     "whom, run `countersignctl store accept-head`: from then on the head of today is the one to "
                     "compare with."
               : "WARNING: the store could not be compared with what was seen of it before: " + error.detail;
}

/// The terminal with its echo off for as long as this lives.
class HiddenInput {
public:
    HiddenInput() : m_terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {
        if (m_terminal >= 0 && ::tcgetattr(m_terminal, &m_before) == 0) {
            auto hidden = m_before;
            hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
            static_cast<void>(::tcsetattr(m_terminal, TCSAFLUSH, &hidden));
        }
    }
    ~HiddenInput() {
        if (m_terminal >= 0) {
            static_cast<void>(::tcsetattr(m_terminal, TCSAFLUSH, &m_before));
            ::close(m_terminal);
        }
    }
    HiddenInput(const HiddenInput&) = delete;
    HiddenInput& operator=(const HiddenInput&) = delete;

    [[nodiscard]] bool present() const { return m_terminal >= 0; }
    [[nodiscard]] Outcome<crypto::SecretBytes> ask(const std::string& prompt) const {
        say(prompt);
        crypto::SecretBytes line(1024);
        const auto count = ::read(m_terminal, line.bytes().data(), line.size());
        say("\n");
        if (count <= 0) {
            return std::unexpected(Failure(Error{Code::Cancelled, "no passphrase was given"}));
        }
        auto text = line.bytes().first(static_cast<std::size_t>(count));
        if (text.back() == '\n') {
            text = text.first(text.size() - 1);
        }
        return crypto::SecretBytes::copyOf(text);
    }

private:
    void say(const std::string& text) const { static_cast<void>(!::write(m_terminal, text.data(), text.size())); }
    int m_terminal;
    termios m_before{};
};

} // namespace

Context::~Context() {
    if (m_wrote && m_backend) {
        if (const auto warning = backend::compareWithSeen(*m_backend, backend::Pins::ofUser()).warning) {
            m_output.warn(warningOf(*warning));
        }
    }
}

Outcome<std::string> Context::store() const {
    auto store = m_arguments.optional("--store").value_or(environment("COUNTERSIGN_STORE"));
    if (store.empty()) {
        return wrongUsage("which store? give --store FILE|URL, or set COUNTERSIGN_STORE");
    }
    return store;
}

Outcome<std::string> Context::storeFile() const {
    TRY(auto path, store());
    if (isUrl(path)) {
        return wrongUsage("this works on a store file of this machine, not on a URL");
    }
    return path;
}

bool Context::hasOperatorKey() const {
    return m_arguments.has("--operator-key") || !environment("COUNTERSIGN_OPERATOR_KEY").empty();
}

Outcome<crypto::SigningKey> Context::operatorKey() const {
    const auto path = m_arguments.optional("--operator-key").value_or(environment("COUNTERSIGN_OPERATOR_KEY"));
    if (path.empty()) {
        return wrongUsage("who orders this? give --operator-key KEYFILE, or set COUNTERSIGN_OPERATOR_KEY");
    }
    return openKey(path, m_arguments);
}

Outcome<identity::OperatorId> Context::operatorOf(const std::string& store, const crypto::PublicKey& key) const {
    if (m_arguments.has("--operator")) {
        return m_arguments.parsed<identity::OperatorId>("--operator");
    }
    if (isUrl(store)) {
        return wrongUsage("with a URL, say who you are: --operator ID");
    }
    TRY(auto file, store::ReadStore::open(store));
    TRY(const auto rows, file->entities(store::EntityKind::Operator));
    for (const auto& row : rows) {
        TRY(const auto value, json::parse(row.body));
        TRY(const auto candidate, wire::fromJson<identity::Operator>(value));
        const auto* entry = candidate.keys.find(key.thumbprint());
        if (entry != nullptr && entry->status == identity::KeyStatus::Active) {
            return candidate.id;
        }
    }
    return std::unexpected(
        Failure(Error{Code::OperatorUnknown, "the key " + key.thumbprint().text() + " belongs to no operator of `" +
                                                 store + "`; use the key that was added with `operator add`"}));
}

Outcome<backend::Backend*> Context::backend() {
    if (m_backend) {
        return m_backend.get();
    }
    TRY(const auto path, store());
    TRY(auto key, operatorKey());
    TRY(const auto id, operatorOf(path, key.publicKey()));
    if (const auto meta = isUrl(path) ? Result<store::StoreMeta>(fail(Code::NotFound, "")) : store::readMeta(path);
        meta && meta->schema > store::kSchemaVersion) {
        m_output.warn("`" + path + "` was made by a newer version of this program: here it can only be read");
    }
    m_identity = std::make_shared<const backend::Identity>(backend::Identity{.id = id, .key = std::move(key)});
    TRY(m_backend, backend::openBackend({.store = path,
                                         .identity = m_identity,
                                         .unlockFile = m_arguments.text("--unlock-file"),
                                         .trustFile = m_arguments.text("--tls-trust")},
                                        m_clock, m_random));
    auto compared = backend::compareWithSeen(*m_backend, backend::Pins::ofUser());
    m_seen = std::move(compared.seen);
    if (compared.warning) {
        m_output.warn(warningOf(*compared.warning));
    }
    return m_backend.get();
}

Outcome<command::Receipt> Context::submit(command::Command command) {
    TRY(auto* const store, backend());
    TRY(auto receipt, backend::waited(store->submit(std::move(command))));
    m_wrote = true;
    return receipt;
}

Outcome<Exit> Context::order(command::Command command, const std::string& what, json::Object extra) {
    TRY(const auto receipt, submit(std::move(command)));
    m_output.note(what + " (record " + std::to_string(receipt.seq) + ")");
    const auto value = wire::toJson(receipt);
    for (const auto& [name, member] : *value.asObject()) {
        extra.set(name, member);
    }
    m_output.json(extra);
    return Exit::Done;
}

Outcome<crypto::SecretBytes> askPassphrase(const std::string& path, Passphrase which) {
    const HiddenInput input;
    if (!input.present()) {
        return wrongUsage("there is no terminal to ask for the passphrase of `" + path +
                          "`; give --passphrase-file FILE");
    }
    TRY(auto passphrase, input.ask("Passphrase of " + escapeControls(path) + ": "));
    if (which == Passphrase::New) {
        TRY(const auto again, input.ask("Once more: "));
        if (asText(again.bytes()) != asText(passphrase.bytes())) {
            return wrongUsage("the two passphrases differ");
        }
        if (passphrase.empty()) {
            return wrongUsage("an empty passphrase protects nothing; say --no-passphrase if you mean it");
        }
    }
    return passphrase;
}

Outcome<crypto::SigningKey> openKey(const std::string& path, const Arguments& arguments) {
    TRY(const auto text, crypto::readPrivateText(path));
    TRY(const auto isSealed, crypto::keyFileIsSealed(text));
    crypto::SecretBytes passphrase;
    if (isSealed && arguments.has("--passphrase-file")) {
        TRY(passphrase, crypto::readPassphraseFile(arguments.text("--passphrase-file")));
    } else if (isSealed) {
        TRY(passphrase, askPassphrase(path, Passphrase::Known));
    }
    TRY(auto key, crypto::openKeyFile(text, passphrase));
    return key;
}

Outcome<crypto::PublicKey> readPublicKey(const std::string& fileOrText) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(fileOrText, error)) {
        TRY(const auto imported, crypto::importPublicKey(fileOrText));
        return imported.key;
    }
    TRY(const auto text, readTextFile(fileOrText, 64 * 1024));
    if (auto own = crypto::keyFilePublicKey(text)) {
        return *own;
    }
    TRY(const auto imported, crypto::importPublicKey(text));
    return imported.key;
}

Outcome<std::string> readTextFile(const std::string& path, std::size_t limit) {
    std::ifstream file(path, std::ios::binary);
    std::string text;
    text.resize(limit + 1);
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!file.is_open() || file.bad()) {
        return std::unexpected(Failure(Error{Code::NotFound, "`" + path + "` cannot be read"}));
    }
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > limit) {
        return std::unexpected(Failure(Error{Code::TooLarge, "`" + path + "` is too large"}));
    }
    return text;
}

} // namespace countersign::cli
