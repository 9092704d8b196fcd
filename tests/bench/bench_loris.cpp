// What a thousand connections that send a byte a second cost a good client, and when they are closed.

#include "tests/bench/served.h"

#include "core/http/limits.h"

#include <QtCore/QCoreApplication>

#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using namespace countersign;
using namespace countersign::bench;

constexpr double kGrace = 10;

/// Connections that never finish their request. Driven from the good client's own thread, between its requests, so that
/// nothing but the server can be slow.
class Slow {
public:
    Slow(std::uint16_t port, std::size_t count, const std::string& beginning) : m_started(wallSeconds()) {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        for (std::size_t i = 0; i < count; ++i) {
            const int one = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            if (one < 0 || ::connect(one, reinterpret_cast<const sockaddr*>(&to), sizeof(to)) != 0 ||
                ::send(one, beginning.data(), beginning.size(), MSG_NOSIGNAL) !=
                    static_cast<ssize_t>(beginning.size())) {
                stopBench("only " + std::to_string(i) + " slow connections could be opened");
            }
            m_sockets.push_back(one);
        }
    }
    Slow(const Slow&) = delete;
    Slow& operator=(const Slow&) = delete;
    ~Slow() {
        for (const int one : m_sockets) {
            ::close(one);
        }
    }

    /// Sends what is due by now: a byte a second on each.
    void drip() {
        const auto total = static_cast<double>(m_sockets.size() + m_closed);
        const auto due = static_cast<std::size_t>((wallSeconds() - m_started) * total);
        for (; m_visited < due && !m_sockets.empty(); ++m_visited) {
            visit(m_visited % m_sockets.size());
        }
    }
    [[nodiscard]] bool anyOpen() const { return !m_sockets.empty(); }
    [[nodiscard]] std::size_t answered() const { return m_answered; }
    [[nodiscard]] double lastClosed() const { return m_lastClosed - m_started; }

private:
    void visit(std::size_t which) {
        const int socket = m_sockets[which];
        char answer[512];
        const auto got = ::recv(socket, answer, sizeof(answer), MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            static_cast<void>(::send(socket, "x", 1, MSG_NOSIGNAL));
            return;
        }
        m_answered +=
            std::string_view(answer, static_cast<std::size_t>(std::max<ssize_t>(got, 0))).starts_with("HTTP/1.1 408 ")
                ? 1
                : 0;
        ::close(socket);
        m_sockets[which] = m_sockets.back();
        m_sockets.pop_back();
        ++m_closed;
        m_lastClosed = wallSeconds();
    }

    std::vector<int> m_sockets;
    double m_started;
    double m_lastClosed = 0;
    std::size_t m_visited = 0;
    std::size_t m_closed = 0;
    std::size_t m_answered = 0;
};

class Bench {
public:
    Bench(const Options& options, Desk& desk)
        : m_options(options), m_served(desk.path()), m_client(m_served.port()),
          m_request(postRequest(m_served.port(), "/v1/actions", actionBody(),
                                openSession(m_served.port(), desk.agent(), desk.agentKey()))) {
        stayOn(1);
    }

    /// `beginning` of a request whose rest never comes; the server ends it after `deadline` seconds.
    void run(const std::string& name, const std::string& beginning, double deadline) {
        auto alone = quiet();
        std::vector<double> beside;
        const auto count = m_options.pick<std::size_t>(20, 1000);
        Slow slow(m_served.port(), count, beginning);
        const double end = wallSeconds() + deadline + kGrace;
        while (slow.anyOpen()) {
            if (wallSeconds() > end) {
                stopBench("slow connections are still open " + std::to_string(deadline + kGrace) + " s later");
            }
            beside.push_back(once());
            slow.drip();
        }
        std::ranges::copy(quiet(), std::back_inserter(alone));
        const double with = quantile(beside, 0.99) * 1e3;
        const double without = quantile(alone, 0.99) * 1e3;
        Figure("loris", "good client beside " + name + ", p99", with, "ms")
            .anchor("the same client alone, p99", without)
            .ratio(with / without)
            .with("p50_alone", quantile(alone, 0.5) * 1e3)
            .with("p50", quantile(beside, 0.5) * 1e3)
            .with("connections", static_cast<double>(count))
            .atMost(2)
            .print();
        Figure("loris", name + ": the last one closed after", slow.lastClosed(), "s")
            .with("answered_408", static_cast<double>(slow.answered()))
            .with("deadline_s", deadline)
            .atMost(deadline + 2) // a closed one is noticed when its next byte is due
            .print();
    }

private:
    double once() {
        const double start = wallSeconds();
        if (m_client.exchange(m_request).find(R"("decision":"allow")") == std::string::npos) {
            stopBench("an action was not allowed");
        }
        return wallSeconds() - start;
    }
    std::vector<double> quiet() {
        std::vector<double> times;
        const double end = wallSeconds() + m_options.pick(0.2, 4.0);
        while (wallSeconds() < end) {
            times.push_back(once());
        }
        return times;
    }

    const Options& m_options;
    Served m_served;
    Client m_client;
    std::string m_request;
};

/// The daemon inherits it.
void allowManyFiles() {
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = std::min<rlim_t>(files.rlim_max, 8192);
        static_cast<void>(::setrlimit(RLIMIT_NOFILE, &files));
    }
}

double seconds(std::chrono::milliseconds time) {
    return std::chrono::duration<double>(time).count();
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    const auto options = parseOptions(argc, argv);
    allowManyFiles();
    const Folder folder(options.cache);
    Desk desk(folder.file("a.countersign"), 0);
    desk.close();
    Bench bench(options, desk);
    const http::Limits limits;
    const std::string head = "POST /v1/actions HTTP/1.1\r\nHost: localhost\r\n";
    bench.run("slow heads", head + "X-Slow: ", seconds(limits.headerDeadline));
    if (options.size != Size::Tiny) {
        bench.run("slow bodies", head + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{",
                  seconds(limits.bodyDeadline));
    }
    return 0;
}
