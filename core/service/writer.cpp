#include "core/service/writer_p.h"

#include "core/base/together.h"
#include "core/ledger/checkpoint.h"
#include "core/service/engine.h"
#include "core/service/ledger_seals_p.h"
#include "core/service/session_form_p.h"

#include <algorithm>
#include <future>

namespace countersign::service {

namespace {

/// How much waiting work shares one commit.
constexpr std::size_t kBatch = 512;
/// A commit waits for work that is expected, but no longer than this once none has come, and not for ever.
constexpr std::chrono::microseconds kGap{200};
constexpr std::chrono::microseconds kLongestGathering{5000};
/// The audit index may lag this far behind before its rows ride along with the commits of a busy writer.
constexpr std::uint64_t kTolerableLag = 32'768;
constexpr std::size_t kIndexBatch = 512;
/// Of rows that ride along: everybody in that commit waits for them.
constexpr std::size_t kIndexRiding = 256;
/// What is kept in memory of records that are not indexed: those that may lag, and the batches under way.
constexpr std::size_t kRemembered = kTolerableLag + 2 * kBatch + 2 * kIndexBatch;
/// How long nobody must want anything before the index is caught up with: under load the queue is empty for a moment
/// after each commit, and a transaction of the index's own would then make everybody wait.
constexpr Duration kQuiet{20};

} // namespace

class Writer::Batch final : public Transaction {
public:
    Batch(Writer& writer, WriterMode mode, Timestamp now) : m_writer(writer), m_mode(mode), m_now(now) {}

    State& state() override { return m_writer.m_state; }
    store::WriteStore& store() override { return *m_writer.m_store; }
    Random& random() override { return m_writer.m_random; }
    [[nodiscard]] WriterMode mode() const override { return m_mode; }
    [[nodiscard]] Timestamp now() const override { return m_now; }
    void spoil(const Error& error) override { m_failure = error; }
    [[nodiscard]] Result<void> acceptClock(Timestamp wall) override {
        CHECK(m_writer.m_clock.checkAcceptable(wall));
        m_acceptsClock = true;
        return {};
    }
    [[nodiscard]] bool acceptsClock() const { return m_acceptsClock; }
    [[nodiscard]] std::uint64_t nextSeq() const override { return m_writer.m_state.size; }

    Result<RecordRef> append(ledger::RecordFields fields, std::string_view values) override {
        const auto seq = nextSeq();
        fields.store = state().world.store;
        fields.id = ledger::RecordId::generate(m_writer.m_random);
        fields.at = m_now;
        // Until here nothing is written: a record that cannot be is this job's failure, not everybody's.
        TRY(const auto record, ledger::Record::create(std::move(fields)));
        TRY(const auto changes, fold(state(), seq, record));
        auto written = write(seq, record, values, changes);
        if (!written) {
            m_failure = written.error();
        }
        return written;
    }

    /// Another ledger key when somebody who had this one is no owner any more, after all jobs of the batch. From here
    /// on the writer signs with it; whoever rolls back puts the old one back.
    [[nodiscard]] Result<void> changeKeyIfOwnerLeft() {
        if (!m_ownerLeft || !m_writer.m_serviceKey) {
            return {};
        }
        const auto next = std::make_shared<const crypto::SigningKey>(crypto::SigningKey::generate(m_writer.m_random));
        ledger::RecordFields fields;
        fields.kind = ledger::Kind::System;
        fields.outcome = ledger::Outcome::Done;
        fields.reasons = {{std::string(ledger::kKeyChangeEvent), "somebody who had the ledger key owns it no more"}};
        fields.data =
            ledger::keyChangeData(ledger::signKeyChange(state().world.store, nextSeq(), *m_writer.m_ledgerKey, *next));
        CHECK(append(std::move(fields), {}));
        CHECK(sealAnew(store(), state().world.directory, *m_writer.m_serviceKey, *next, m_now));
        m_writer.m_ledgerKey = next;
        return {};
    }

    [[nodiscard]] const std::optional<Error>& failure() const { return m_failure; }
    [[nodiscard]] bool wrote() const { return m_appended > 0; }
    /// Approval requests that changed.
    [[nodiscard]] const std::vector<ApprovalId>& moved() const { return m_moved; }

private:
    Result<RecordRef> write(std::uint64_t seq, const ledger::Record& record, std::string_view values,
                            const std::vector<Change>& changes) {
        m_body.clear();
        ledger::appendCanonical(m_body, record);
        const auto leaf = ledger::leafHash(asBytes(m_body));
        CHECK(store().appendRecord(seq, m_body));
        if (!values.empty()) {
            CHECK(store().putValues(seq, values));
        }
        for (const auto& change : changes) {
            if (change.kind == store::EntityKind::Approval) {
                TRY(m_moved.emplace_back(), ApprovalId::parse(change.id));
            }
            if (change.body) {
                CHECK(store().putEntity(change.kind, change.id, *change.body));
            } else {
                CHECK(store().eraseEntity(change.kind, change.id));
            }
        }
        if (touchesPeople(changes)) {
            TRY(const auto seals, sealToOwners(store(), state().world.directory, *m_writer.m_ledgerKey, m_now));
            m_ownerLeft = m_ownerLeft || seals == Seals::TakenAway;
        }
        m_writer.m_tree.append(leaf);
        m_writer.remember({seq, record});
        ++m_appended;
        return RecordRef{seq, leaf};
    }

    Writer& m_writer;
    WriterMode m_mode;
    Timestamp m_now;
    std::string m_body;
    std::size_t m_appended = 0;
    bool m_acceptsClock = false;
    bool m_ownerLeft = false;
    std::vector<ApprovalId> m_moved;
    std::optional<Error> m_failure;
};

Writer::Writer(Parts parts, const Clock& clock, Random& random)
    : m_tree(std::move(parts.tree)), m_origin(std::move(parts.origin)), m_ledgerKey(std::move(parts.ledgerKey)),
      m_serviceKey(std::move(parts.serviceKey)), m_approvalsMoved(std::move(parts.approvalsMoved)), m_random(random),
      m_state(std::move(parts.state)), m_clock(clock, m_state.lastAt),
      m_published(std::make_shared<const State>(m_state)), m_publishedKey(m_ledgerKey) {}

Result<std::unique_ptr<Writer>> Writer::start(Parts parts, const Clock& clock, Random& random) {
    const std::string path = parts.path;
    auto writer = std::unique_ptr<Writer>(new Writer(std::move(parts), clock, random));
    std::promise<Result<void>> opened;
    auto result = opened.get_future();
    writer->m_thread = std::jthread([self = writer.get(), path, &opened](const std::stop_token& stop) {
        auto done = self->openStore(path);
        const bool ready = done.has_value();
        opened.set_value(std::move(done));
        if (ready) {
            self->run(stop);
        }
        if (self->m_beforeClosing) {
            self->m_beforeClosing();
        }
        if (ready && self->m_mode == WriterMode::Full) {
            self->m_store->holdReserve();
        }
        self->m_store.reset();
    });
    CHECK(result.get());
    return writer;
}

Writer::~Writer() {
    stop();
}

void Writer::stop(std::function<void()> beforeClosing) {
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_stopped) {
            m_beforeClosing = std::move(beforeClosing);
        }
        m_stopped = true;
    }
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_wake.notify_all();
        m_thread.join();
    }
}

Result<void> Writer::openStore(const std::string& path) {
    TRY(m_store, store::WriteStore::open(path));
    TRY(m_watch, store::FileWatch::of(path));
    CHECK(m_watch->addLog());
    TRY(m_indexed, m_store->read().indexed());
    TRY(const auto rows, m_store->sessions(m_clock.read().now));
    std::vector<std::pair<std::string, Session>> sessions;
    for (const auto& row : rows) {
        TRY(auto session, parseSession(row.body));
        sessions.emplace_back(row.id, std::move(session));
    }
    std::ranges::sort(sessions, {}, [](const auto& one) { return std::pair(one.second.opened, one.first); });
    for (auto& [hash, session] : sessions) {
        m_state.addSession(hash, std::move(session));
    }
    m_published.store(std::make_shared<const State>(m_state), std::memory_order_release);
    return {};
}

void Writer::post(std::unique_ptr<Job> job) {
    bool awaited = false;
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_stopped) {
            m_queue.push_back(std::move(job));
            awaited = m_queue.size() >= m_awaited;
        }
    }
    if (job) {
        job->finish(fail(Code::Unavailable, "the store is being closed"));
    } else if (awaited) {
        m_wake.notify_one();
    }
}

std::optional<Error> Writer::broken() {
    const std::scoped_lock lock(m_mutex);
    const bool passing = m_broken && (m_broken->code == Code::StoreReplaced || m_broken->code == Code::StoreReadOnly);
    if (passing && checkFiles()) {
        m_broken.reset();
    }
    return m_broken;
}

std::shared_ptr<void> Writer::onCommit(std::function<void(std::uint64_t)> notify) {
    auto listener = std::make_shared<Listener>();
    listener->notify = std::move(notify);
    {
        const std::scoped_lock lock(m_mutex);
        m_listeners.push_back(listener);
    }
    // The handle's end silences the listener even while a notification is on its way.
    return {listener.get(), [listener](void*) {
                const std::scoped_lock lock(listener->mutex);
                listener->notify = nullptr;
            }};
}

void Writer::notifyAll(std::uint64_t size) {
    std::vector<std::shared_ptr<Listener>> live;
    {
        const std::scoped_lock lock(m_mutex);
        std::erase_if(m_listeners, [](const auto& weak) { return weak.expired(); });
        for (const auto& weak : m_listeners) {
            if (auto listener = weak.lock()) {
                live.push_back(std::move(listener));
            }
        }
    }
    for (const auto& listener : live) {
        const std::scoped_lock lock(listener->mutex);
        if (listener->notify) {
            listener->notify(size);
        }
    }
}

void Writer::run(const std::stop_token& stop) {
    while (true) {
        if (auto jobs = take(stop); !jobs.empty()) {
            perform(std::move(jobs));
            m_patience = kQuiet;
        } else if (stop.stop_requested()) {
            return;
        } else if (idleWorkLeft()) {
            indexSome();
            m_patience = Duration(0);
        } else {
            recoverReserve();
        }
    }
}

Writer::Jobs Writer::take(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    // Those who were just answered are likely to ask again, as those did who came meanwhile. That all of them share a
    // commit is cheaper than that they take turns; somebody who is alone never waits for others.
    const std::size_t expected = std::min(std::exchange(m_answered, 0) + m_queue.size(), kBatch);
    const auto since = std::chrono::steady_clock::now();
    if (m_mode == WriterMode::Full) {
        // Woken now and then, to notice that the disk has room again.
        m_wake.wait_for(lock, stop, std::chrono::seconds(1), [this] { return !m_queue.empty(); });
    } else if (idleWorkLeft()) {
        m_wake.wait_for(lock, stop, m_patience, [this] { return !m_queue.empty(); });
    } else {
        m_wake.wait(lock, stop, [this] { return !m_queue.empty(); });
    }
    if (std::chrono::steady_clock::now() - since < kLongestGathering) {
        gather(lock, stop, expected);
    }
    Jobs jobs;
    if (m_queue.size() <= kBatch) {
        jobs.swap(m_queue);
        return jobs;
    }
    const auto end = m_queue.begin() + static_cast<std::ptrdiff_t>(kBatch);
    jobs.assign(std::make_move_iterator(m_queue.begin()), std::make_move_iterator(end));
    m_queue.erase(m_queue.begin(), end);
    return jobs;
}

void Writer::gather(std::unique_lock<std::mutex>& lock, const std::stop_token& stop, std::size_t expected) {
    const auto end = std::chrono::steady_clock::now() + kLongestGathering;
    m_awaited = expected;
    for (std::size_t seen = 0; seen < m_queue.size() && m_queue.size() < expected;) {
        seen = m_queue.size();
        m_wake.wait_until(lock, stop, std::min(end, std::chrono::steady_clock::now() + kGap),
                          [this, expected] { return m_queue.size() >= expected; });
    }
    m_awaited = 1;
}

void Writer::perform(Jobs jobs) {
    m_answered = jobs.size();
    const Together together;
    recoverReserve();
    auto committed = tryBatch(jobs);
    if (!committed && committed.error().code == Code::StoreFull && m_mode == WriterMode::Open) {
        // Refusals and whatever takes rights away must still fit: run the batch again in that mode.
        m_store->releaseReserve();
        m_mode = WriterMode::Full;
        committed = tryBatch(jobs);
    }
    if (!committed && jobs.size() > 1 && !broken()) {
        // One job spoiled the transaction of all: each on its own.
        for (auto& job : jobs) {
            job->finish(tryBatch({&job, 1}));
        }
    } else {
        for (auto& job : jobs) {
            job->finish(committed);
        }
    }
    notifyAll(m_state.size);
}

Result<Commit> Writer::tryBatch(std::span<std::unique_ptr<Job>> jobs) {
    const State before = m_state;
    const ledger::Tree treeBefore = m_tree;
    const auto keyBefore = m_ledgerKey;
    const auto time = m_clock.read();
    const auto mode = m_mode == WriterMode::Full ? WriterMode::Full
                      : time.suspect             ? WriterMode::ClockSuspect
                                                 : WriterMode::Open;
    Batch batch(*this, mode, time.now);
    auto committed = [&]() -> Result<Commit> {
        CHECK(m_store->begin());
        for (auto& job : jobs) {
            job->run(batch);
            if (batch.failure()) {
                break;
            }
        }
        if (!batch.failure()) {
            CHECK(batch.changeKeyIfOwnerLeft());
        }
        return commitBatch(batch);
    }();
    if (!committed) {
        m_store->rollback();
        m_state = before;
        m_tree = treeBefore;
        m_ledgerKey = keyBefore;
        forgetFrom(m_state.size);
        noteFailure(committed.error());
        return committed;
    }
    if (batch.wrote()) {
        m_clock.recorded(m_state.lastAt);
    }
    if (batch.acceptsClock()) {
        m_clock.accept();
    }
    m_commits.fetch_add(1, std::memory_order_relaxed);
    if (m_ledgerKey != keyBefore) {
        m_publishedKey.store(m_ledgerKey, std::memory_order_release);
    }
    m_published.store(std::make_shared<const State>(m_state), std::memory_order_release);
    if (!batch.moved().empty()) {
        m_approvalsMoved(m_state, batch.moved());
    }
    return committed;
}

Result<Commit> Writer::commitBatch(Batch& batch) {
    if (batch.failure()) {
        return std::unexpected(*batch.failure());
    }
    Commit commit{m_state.size, {}, &m_store->read()};
    std::uint64_t indexed = m_indexed;
    if (batch.wrote()) {
        for (const auto& tile : m_tree.takeTiles()) {
            CHECK(m_store->putTile(tile.at.level, tile.at.index, tile.bytes()));
        }
        const ledger::Checkpoint head{
            .origin = m_origin, .size = m_state.size, .root = m_tree.root(), .extensions = {}};
        TRY(commit.checkpoint, ledger::signCheckpoint(head, *m_ledgerKey));
        CHECK(m_store->putCheckpoint(m_state.size, commit.checkpoint));
        if (m_mode == WriterMode::Open && m_state.size - indexed > kTolerableLag) {
            TRY(indexed, indexBatch(kIndexRiding));
        }
    }
    CHECK(m_store->commit());
    m_indexed = indexed;
    return commit;
}

void Writer::noteFailure(const Error& failure) {
    if (failure.code == Code::StoreReplaced || failure.code == Code::StoreReadOnly ||
        failure.code == Code::StoreUnreadable) {
        const std::scoped_lock lock(m_mutex);
        m_broken = failure;
    }
}

void Writer::indexSome() {
    const auto done = [this]() -> Result<std::uint64_t> {
        CHECK(m_store->begin());
        TRY(const auto indexed, indexBatch(kIndexBatch));
        CHECK(m_store->commit());
        return indexed;
    }();
    if (!done) {
        m_store->rollback();
        noteFailure(done.error());
    }
    // After a failure not again until there is something new: queries read the tail that is not indexed.
    m_indexed = done.value_or(m_state.size);
}

Result<std::uint64_t> Writer::indexBatch(std::size_t most) {
    TRY(const auto from, m_store->read().indexed());
    TRY(const auto rows, nextRows(from, most));
    CHECK(m_store->index(rows));
    return from + rows.size();
}

Result<std::vector<store::IndexRow>> Writer::nextRows(std::uint64_t from, std::size_t most) {
    while (!m_unindexed.empty() && m_unindexed.front().seq() < from) {
        m_unindexed.pop_front();
    }
    std::vector<store::IndexRow> rows;
    rows.reserve(most);
    if (!m_unindexed.empty() && m_unindexed.front().seq() == from) {
        // Should this index not become durable, they are read from the ledger.
        for (; !m_unindexed.empty() && rows.size() < most; m_unindexed.pop_front()) {
            rows.push_back(std::move(m_unindexed.front()));
        }
        return rows;
    }
    TRY(const auto bodies, m_store->read().records(from, most));
    for (const auto& stored : bodies) {
        TRY(const auto record, ledger::Record::parse(stored.body));
        rows.emplace_back(stored.seq, record);
    }
    return rows;
}

void Writer::remember(store::IndexRow row) {
    if (m_unindexed.size() >= kRemembered) {
        m_unindexed.clear(); // nothing is indexed now, as on a full disk
    }
    m_unindexed.push_back(std::move(row));
}

void Writer::forgetFrom(std::uint64_t size) {
    while (!m_unindexed.empty() && m_unindexed.back().seq() >= size) {
        m_unindexed.pop_back();
    }
}

void Writer::recoverReserve() {
    if (m_mode == WriterMode::Full && m_store->restoreReserve()) {
        m_mode = WriterMode::Open;
    }
}

} // namespace countersign::service
