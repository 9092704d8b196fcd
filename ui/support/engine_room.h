#pragma once

#include "core/backend/seen_head.h"

#include <QFuture>

#include <memory>
#include <string>

/// What the console needs besides a Backend and the screens must not do themselves: files, keys, doors.
namespace countersign::ui {

using Passphrase = std::shared_ptr<const crypto::SecretBytes>;
using UnlockedKey = std::shared_ptr<const crypto::SigningKey>;

/// A key file as it looks without its passphrase.
struct KeyFileInfo {
    std::string path;
    crypto::PublicKey key;
    bool sealed = true;
};

struct NewStoreOptions {
    std::string path;
    std::string trustDomain;
    identity::OperatorId firstOperator;
    UnlockedKey key;
};

struct OpenStoreOptions {
    /// A store file, or a URL.
    std::string place;
    UnlockedKey key;
    /// Who that key belongs to; only a URL needs it, a file knows.
    std::optional<identity::OperatorId> who;
};

/// How an open store is reached.
enum class StoreKind {
    /// This process owns the file.
    Own,
    /// Another program owns the file; it is reached through that one.
    Foreign,
    Remote,
    ReadOnly,
    /// Made by this process for trying out, with agents that act by themselves; gone when it is closed.
    Sample,
};

struct OpenedStore {
    std::shared_ptr<backend::Backend> backend;
    std::shared_ptr<const backend::Identity> identity;
    StoreKind kind = StoreKind::Remote;
    std::string place;
    /// The newest head, signed, when it could be asked for; pinned unless there is a warning.
    std::optional<backend::Pins::Pin> head{};
    /// As backend::Comparison has it.
    std::optional<Error> warning{};
    /// Why it can only be read, for ReadOnly.
    std::string whyReadOnly{};
};

/// The sample workspace, with the key file of whoever it is opened as.
struct OpenedSample {
    OpenedStore store;
    std::string keyFile;
};
/// Opens that key file, which guards nothing.
inline constexpr std::string_view kSamplePassphrase = "sample";

/// Whether agents are served from a store that this process owns.
struct ServingState {
    /// This process owns the store, so it could.
    bool own = false;
    /// `http://127.0.0.1:8440`; empty: they are not served.
    std::string agents;
};

/// Calls return at once, the work is done on other threads, futures finish exactly once. Called on the GUI thread.
class EngineRoom {
public:
    virtual ~EngineRoom() = default;

    [[nodiscard]] virtual QFuture<Result<KeyFileInfo>> inspectKey(std::string path) = 0;
    /// WrongPassphrase, KeyFileInvalid, NotFound.
    [[nodiscard]] virtual QFuture<Result<UnlockedKey>> openKey(std::string path, Passphrase passphrase) = 0;
    /// Makes a new key file (0600) and opens it. AlreadyExists: nothing is ever overwritten.
    [[nodiscard]] virtual QFuture<Result<UnlockedKey>> makeKey(std::string path, Passphrase passphrase) = 0;
    [[nodiscard]] virtual QFuture<Result<void>> createStore(NewStoreOptions options) = 0;
    [[nodiscard]] virtual QFuture<Result<OpenedStore>> open(OpenStoreOptions options) = 0;
    /// Pins a head that was found to continue `before`.
    [[nodiscard]] virtual QFuture<Result<void>> pinHead(StoreId store, std::optional<backend::Pins::Pin> before,
                                                        backend::Pins::Pin head) = 0;
    /// Pins it whatever was pinned before, because a person said so.
    [[nodiscard]] virtual QFuture<Result<void>> acceptHead(StoreId store, backend::Pins::Pin head) = 0;
    /// Makes a new sample workspace in a temporary folder and opens it. Whoever holds its backend last ends it.
    [[nodiscard]] virtual QFuture<Result<OpenedSample>> openSample() = 0;

    /// How agents reach the store at that place.
    [[nodiscard]] virtual ServingState serving(const std::string& place) const = 0;
    /// From now on, agents are served at that port of loopback (0: any), or no longer. Unavailable: the port is taken.
    [[nodiscard]] virtual QFuture<Result<ServingState>> serveAgents(std::string place, std::uint16_t port) = 0;
    [[nodiscard]] virtual QFuture<Result<ServingState>> stopServingAgents(std::string place) = 0;
};

} // namespace countersign::ui
