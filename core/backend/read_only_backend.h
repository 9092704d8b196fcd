#pragma once

#include "core/backend/backend.h"
#include "core/store/read_store.h"

#include <mutex>

namespace boost::asio {
class thread_pool;
}

namespace countersign::backend {

class PendingSet;

/// A store that can be read but not written: made by a newer program, on a read-only disk, or without a key that
/// unseals it. Answers queries from the file; every command is StoreReadOnly with the reason. Follows nothing.
class ReadOnlyBackend final : public Backend {
public:
    /// `why` it cannot be written. StoreUnreadable when it cannot even be read. `clock` outlives the backend.
    static Result<std::unique_ptr<Backend>> open(const std::string& path, const store::StoreMeta& meta,
                                                 std::shared_ptr<const Identity> identity, const Error& why,
                                                 const Clock& clock);
    ~ReadOnlyBackend() override;
    ReadOnlyBackend(const ReadOnlyBackend&) = delete;
    ReadOnlyBackend& operator=(const ReadOnlyBackend&) = delete;

    /// Why it cannot be written, as a sentence.
    [[nodiscard]] const std::string& why() const { return m_why; }
    [[nodiscard]] StoreId store() const override { return m_meta.id; }
    [[nodiscard]] QFuture<Result<command::Answer>> ask(command::Query query) override;
    [[nodiscard]] QFuture<Result<command::Receipt>> submit(command::Command command) override;
    [[nodiscard]] QFuture<Result<command::Receipt>> decide(command::ApprovalView shown, approval::Verdict verdict,
                                                           std::string reason) override;
    [[nodiscard]] std::shared_ptr<void> follow(std::uint64_t from, std::function<void(const Batch&)> receive) override;
    [[nodiscard]] std::shared_ptr<void> onLink(std::function<void(const LinkState&)> receive) override;
    void unlock(std::shared_ptr<const Identity> identity) override;

private:
    ReadOnlyBackend(std::string path, store::StoreMeta meta, std::shared_ptr<const Identity> identity, std::string why,
                    const Clock& clock);

    const std::string m_path;
    const store::StoreMeta m_meta;
    const std::string m_why;
    const Clock& m_clock;
    std::mutex m_mutex;
    std::shared_ptr<const Identity> m_identity;
    std::unique_ptr<PendingSet> m_pending;
    /// One thread; last, so that it is joined first.
    std::unique_ptr<boost::asio::thread_pool> m_worker;
};

} // namespace countersign::backend
