#include "core/service/readers_p.h"

#include <future>

namespace countersign::service {

Result<std::unique_ptr<Readers>> Readers::start(const std::string& path, unsigned threads) {
    auto readers = std::unique_ptr<Readers>(new Readers());
    for (unsigned i = 0; i < threads; ++i) {
        std::promise<Result<void>> opened;
        auto result = opened.get_future();
        readers->m_threads.emplace_back([self = readers.get(), path, &opened](const std::stop_token& stop) {
            // A connection belongs to the thread that opened it.
            auto store = store::ReadStore::open(path);
            if (!store) {
                opened.set_value(std::unexpected(std::move(store).error()));
                return;
            }
            opened.set_value({});
            self->run(stop, **store);
        });
        CHECK(result.get());
    }
    return readers;
}

Readers::~Readers() {
    for (auto& thread : m_threads) {
        thread.request_stop();
    }
    m_wake.notify_all();
    for (auto& thread : m_threads) {
        thread.join();
    }
    for (auto& work : m_queue) {
        work(fail(Code::Unavailable, "the store is being closed"));
    }
}

void Readers::post(Work work) {
    {
        const std::scoped_lock lock(m_mutex);
        m_queue.push_back(std::move(work));
    }
    m_wake.notify_one();
}

void Readers::run(const std::stop_token& stop, store::ReadStore& store) {
    while (true) {
        Work work;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, stop, [this] { return !m_queue.empty(); });
            if (stop.stop_requested() || m_queue.empty()) {
                return;
            }
            work = std::move(m_queue.front());
            m_queue.pop_front();
        }
        work(&store);
    }
}

} // namespace countersign::service
