#pragma once

#include "tests/bench/child.h"
#include "tests/bench/client.h"

namespace countersign::bench {

/// The real daemon on a store, on processor 0.
class Served {
public:
    explicit Served(const std::string& store);

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] Child& process() { return m_process; }
    /// From exec to the printed address.
    [[nodiscard]] double startSeconds() const { return m_startSeconds; }

private:
    double m_started = wallSeconds();
    Child m_process;
    std::uint16_t m_port = 0;
    double m_startSeconds = 0;
};

/// What one run of the load generator saw, and what it cost the server.
struct LoadResult {
    double requests = 0;
    double wallRate = 0;
    /// Requests a second of the server's processor time.
    double processorRate = 0;
    double p50 = 0;
    double p99 = 0;
};
/// Runs bench_load on processor 1 against a server on this port; ends the bench when an answer is wrong. `eachSecond`
/// is called meanwhile.
[[nodiscard]] LoadResult runLoad(const Folder& folder, Child& server, std::uint16_t port, std::size_t connections,
                                 double seconds, const std::string& request, const std::string& expected,
                                 const std::function<void()>& eachSecond = {});

} // namespace countersign::bench
