#pragma once

#include "core/base/random.h"
#include "core/ledger/merkle.h"
#include "core/service/engine_clock.h"
#include "core/service/state.h"
#include "core/store/store_file.h"
#include "core/store/write_store.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <span>
#include <thread>

namespace countersign::service {

struct RecordRef;

/// What a batch may do: everything, or (clock suspect, disk full) only take rights away and refuse.
enum class WriterMode { Open, ClockSuspect, Full };

/// What finished work learns: the batch is durable, as part of this checkpoint.
struct Commit {
    std::uint64_t size = 0;
    std::string checkpoint;
    /// The writer's connection, for proofs; only during finish().
    store::ReadStore* store = nullptr;
};

/// The open transaction, as one piece of work sees it. Lives on the writer's thread.
class Transaction {
public:
    virtual ~Transaction() = default;
    [[nodiscard]] virtual State& state() = 0;
    [[nodiscard]] virtual store::WriteStore& store() = 0;
    [[nodiscard]] virtual Random& random() = 0;
    [[nodiscard]] virtual WriterMode mode() const = 0;
    /// Engine time of the batch; every record of it carries this `at`.
    [[nodiscard]] virtual Timestamp now() const = 0;
    /// The wall clock is trusted again once this transaction is durable; `wall` is what the admin says that it is.
    [[nodiscard]] virtual Result<void> acceptClock(Timestamp wall) = 0;
    /// A write of this job failed after others of it succeeded: nothing of the transaction may stand.
    virtual void spoil(const Error& error) = 0;
    /// Passes on a result; a failure spoils the transaction.
    template <class T>
    [[nodiscard]] Result<T> kept(Result<T> written) {
        if (!written) {
            spoil(written.error());
        }
        return written;
    }
    /// The sequence number that the next append() gets.
    [[nodiscard]] virtual std::uint64_t nextSeq() const = 0;
    /// Completes the fields (store, id, at), appends the record with its erasable values (canonical, or none),
    /// folds it into the state and writes the changed rows. A record that cannot be (form, fold) fails alone; a failure
    /// of the store spoils the whole transaction. Pass either on.
    [[nodiscard]] virtual Result<RecordRef> append(ledger::RecordFields fields, std::string_view values) = 0;
};

/// A piece of work for the writer. Its run() may be called again from the start, after the transaction of its first run
/// was rolled back, so it keeps what it was given and resets what it made.
class Job {
public:
    virtual ~Job() = default;
    /// On the writer's thread, inside the transaction.
    virtual void run(Transaction& transaction) = 0;
    /// On the writer's thread, once: the batch is durable, or why it is not (then nothing of the job happened, and
    /// run() may not have been called at all). Must not block.
    virtual void finish(Result<Commit> commit) = 0;
};

/// The one thread that writes: takes queued jobs in order, runs as many as are waiting in one transaction, makes it
/// durable, publishes the new state, and only then lets the jobs answer.
class Writer {
public:
    struct Parts {
        std::string path;
        ledger::Tree tree;
        State state;
        std::string origin;
        std::shared_ptr<const crypto::SigningKey> ledgerKey;
        /// To which the ledger key is sealed beside the owners; without it the ledger key is never changed.
        std::optional<crypto::PublicKey> serviceKey;
        /// Runs on the writer's thread after a commit in which these approval requests moved.
        std::function<void(const State&, const std::vector<ApprovalId>&)> approvalsMoved;
    };
    /// Opens the writing connection on the new thread and loads the live sessions; fails as WriteStore::open does.
    static Result<std::unique_ptr<Writer>> start(Parts parts, const Clock& clock, Random& random);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Any thread. After stop(): finishes the job with Unavailable at once.
    void post(std::unique_ptr<Job> job);
    /// Finishes what is queued, runs `beforeClosing` on the writer's thread, closes the connection and ends the thread;
    /// state() keeps the last state.
    void stop(std::function<void()> beforeClosing = {});
    [[nodiscard]] std::shared_ptr<const State> state() const { return m_published.load(std::memory_order_acquire); }
    /// The key that signed the last commit. Any thread.
    [[nodiscard]] std::shared_ptr<const crypto::SigningKey> ledgerKey() const {
        return m_publishedKey.load(std::memory_order_acquire);
    }
    [[nodiscard]] EngineClock& clock() { return m_clock; }
    [[nodiscard]] WriterMode mode() const { return m_mode.load(std::memory_order_relaxed); }
    /// Why nothing can be written any more (StoreReplaced, StoreReadOnly, StoreUnreadable), none while all is well. A
    /// file that was away and is back at its place ends the first two.
    [[nodiscard]] std::optional<Error> broken();
    /// Looks now whether the store's files are still those that were opened: StoreReplaced, StoreReadOnly.
    [[nodiscard]] Result<void> checkFiles() const { return m_watch->check(); }
    [[nodiscard]] std::uint64_t indexed() const { return m_indexed.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t commits() const { return m_commits.load(std::memory_order_relaxed); }
    /// `notify` runs on the writer's thread after each commit with the new size, until the handle dies.
    [[nodiscard]] std::shared_ptr<void> onCommit(std::function<void(std::uint64_t)> notify);

private:
    class Batch;
    using Jobs = std::vector<std::unique_ptr<Job>>;
    Writer(Parts parts, const Clock& clock, Random& random);
    Result<void> openStore(const std::string& path);
    void run(const std::stop_token& stop);
    [[nodiscard]] bool idleWorkLeft() const { return m_mode == WriterMode::Open && m_indexed < m_state.size; }
    Jobs take(const std::stop_token& stop);
    /// Waits until that many jobs are there, or no more seem to come.
    void gather(std::unique_lock<std::mutex>& lock, const std::stop_token& stop, std::size_t expected);
    void perform(Jobs jobs);
    /// Runs, commits, publishes; on failure everything is as before.
    Result<Commit> tryBatch(std::span<std::unique_ptr<Job>> jobs);
    Result<Commit> commitBatch(Batch& batch);
    void noteFailure(const Error& failure);
    void indexSome();
    Result<std::uint64_t> indexBatch(std::size_t most);
    /// The next rows of the index, from memory as far as they are there.
    Result<std::vector<store::IndexRow>> nextRows(std::uint64_t from, std::size_t most);
    void remember(store::IndexRow row);
    void forgetFrom(std::uint64_t size);
    void recoverReserve();
    void notifyAll(std::uint64_t size);

    /// Set before start() returns, constant from then on.
    std::optional<store::FileWatch> m_watch;

    // Owned by the writer's thread.
    std::unique_ptr<store::WriteStore> m_store;
    ledger::Tree m_tree;
    std::string m_origin;
    std::shared_ptr<const crypto::SigningKey> m_ledgerKey;
    std::optional<crypto::PublicKey> m_serviceKey;
    std::function<void(const State&, const std::vector<ApprovalId>&)> m_approvalsMoved;
    Random& m_random;
    State m_state;
    /// Rows of the latest records without a gap, so that the index need not read what was just written. A cache: what
    /// is not in it is read from the ledger.
    std::deque<store::IndexRow> m_unindexed;
    /// How long to wait for work before idle work is done.
    Duration m_patience{0};
    /// By the last commit.
    std::size_t m_answered = 0;

    EngineClock m_clock;
    std::atomic<std::shared_ptr<const State>> m_published;
    std::atomic<std::shared_ptr<const crypto::SigningKey>> m_publishedKey;
    std::atomic<WriterMode> m_mode = WriterMode::Open;
    std::atomic<std::uint64_t> m_indexed = 0;
    std::atomic<std::uint64_t> m_commits = 0;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    Jobs m_queue;
    /// How many jobs wake the writer.
    std::size_t m_awaited = 1;
    bool m_stopped = false;
    std::function<void()> m_beforeClosing;
    std::optional<Error> m_broken;
    struct Listener {
        std::mutex mutex;
        std::function<void(std::uint64_t)> notify;
    };
    std::vector<std::weak_ptr<Listener>> m_listeners;

    std::jthread m_thread;
};

} // namespace countersign::service
