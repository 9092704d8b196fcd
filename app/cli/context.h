#pragma once

#include "app/cli/arguments.h"
#include "app/cli/output.h"
#include "core/backend/open_backend.h"
#include "core/backend/seen_head.h"
#include "core/base/time.h"
#include "core/store/store_file.h"

#include <QFuture>

#include <algorithm>
#include <iterator>
#include <memory>

namespace countersign::cli {

/// What one invocation has at hand: its words, and the store once it is needed. One thread; waits for every answer.
class Context {
public:
    Context(const Arguments& arguments, const Output& output, const Clock& clock, Random& random)
        : m_arguments(arguments), m_output(output), m_clock(clock), m_random(random) {}
    /// Pins the newest head when this invocation wrote something.
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    [[nodiscard]] const Arguments& arguments() const { return m_arguments; }
    [[nodiscard]] const Output& output() const { return m_output; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    [[nodiscard]] Random& random() { return m_random; }

    /// `--store`, else COUNTERSIGN_STORE.
    [[nodiscard]] Outcome<std::string> store() const;
    /// The same, but a file of this machine.
    [[nodiscard]] Outcome<std::string> storeFile() const;
    /// The unlocked key of `--operator-key`, else COUNTERSIGN_OPERATOR_KEY.
    [[nodiscard]] Outcome<crypto::SigningKey> operatorKey() const;
    [[nodiscard]] bool hasOperatorKey() const;

    /// Opens the store as its operator, checks it against the pinned head; the same one at the next call.
    [[nodiscard]] Outcome<backend::Backend*> backend();
    /// What backend() saw of the store's head; none when it could not be asked for.
    [[nodiscard]] const std::optional<backend::SeenHead>& seenHead() const { return m_seen; }
    [[nodiscard]] const std::shared_ptr<const backend::Identity>& identity() const { return m_identity; }

    template <class Q>
    [[nodiscard]] Outcome<typename Q::Answer> ask(Q query) {
        TRY(auto* const store, backend());
        TRY(auto answer, backend::waited(backend::ask(*store, std::move(query))));
        return answer;
    }
    /// Every item of a list, whatever its number of pages.
    template <class Q>
    [[nodiscard]] auto askAll(Q query) -> Outcome<decltype(typename Q::Answer().items)> {
        decltype(typename Q::Answer().items) all;
        query.page.limit = 1000;
        do {
            TRY(auto page, ask(query));
            std::ranges::move(page.items, std::back_inserter(all));
            query.page.after = page.next;
        } while (!query.page.after.empty());
        return all;
    }
    [[nodiscard]] Outcome<command::Receipt> submit(command::Command command);
    /// Submits and says so: `what (record N)`, or the receipt with the extra members as JSON.
    [[nodiscard]] Outcome<Exit> order(command::Command command, const std::string& what, json::Object extra = {});

private:
    [[nodiscard]] Outcome<identity::OperatorId> operatorOf(const std::string& store,
                                                           const crypto::PublicKey& key) const;

    const Arguments& m_arguments;
    const Output& m_output;
    const Clock& m_clock;
    Random& m_random;
    std::shared_ptr<const backend::Identity> m_identity;
    std::unique_ptr<backend::Backend> m_backend;
    std::optional<backend::SeenHead> m_seen;
    bool m_wrote = false;
};

/// A sealed key file, opened with `--passphrase-file` or a passphrase asked for on the terminal.
[[nodiscard]] Outcome<crypto::SigningKey> openKey(const std::string& path, const Arguments& arguments);
/// Asked for twice when it is a new one. Refused when there is no terminal.
enum class Passphrase { Known, New };
[[nodiscard]] Outcome<crypto::SecretBytes> askPassphrase(const std::string& path, Passphrase which);
/// A public key as text, or the name of a file with one (a key file of ours as well).
[[nodiscard]] Outcome<crypto::PublicKey> readPublicKey(const std::string& fileOrText);
[[nodiscard]] Outcome<std::string> readTextFile(const std::string& path, std::size_t limit = 16 * 1024 * 1024);

} // namespace countersign::cli
