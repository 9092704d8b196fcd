// A closed loop of N kept-alive connections: each sends the same request as soon as its answer is there.
//   bench_load PORT CONNECTIONS SECONDS PROCESSOR EXPECTED < REQUEST
// Sends to 127.0.0.1 only, and stops by itself. One JSON line on standard output.

#include "tests/bench/child.h"
#include "tests/bench/client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <iostream>
#include <iterator>

namespace {

using namespace countersign;
using namespace countersign::bench;

constexpr double kLongest = 120;

struct Connection {
    int socket = -1;
    double sent = 0;
    std::string received;
};

class Load {
public:
    Load(std::uint16_t port, std::size_t connections, std::string request, std::string expected)
        : m_request(std::move(request)), m_expected(std::move(expected)), m_poll(::epoll_create1(EPOLL_CLOEXEC)),
          m_connections(connections) {
        for (std::size_t i = 0; i < connections; ++i) {
            open(port, i);
        }
    }

    void run(double seconds) {
        const double start = wallSeconds();
        for (auto& connection : m_connections) {
            send(connection);
        }
        std::array<epoll_event, 64> events{};
        while (wallSeconds() - start < seconds) {
            const int ready = ::epoll_wait(m_poll, events.data(), static_cast<int>(events.size()), 100);
            for (int i = 0; i < ready; ++i) {
                receive(m_connections[events[static_cast<std::size_t>(i)].data.u64]);
            }
        }
        print(wallSeconds() - start);
    }

private:
    void open(std::uint16_t port, std::size_t number) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const int yes = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
        if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
            stopBench("a connection was refused");
        }
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = number;
        ::epoll_ctl(m_poll, EPOLL_CTL_ADD, socket, &event);
        m_connections[number].socket = socket;
    }

    void send(Connection& connection) {
        connection.sent = wallSeconds();
        if (::send(connection.socket, m_request.data(), m_request.size(), MSG_NOSIGNAL) !=
            static_cast<ssize_t>(m_request.size())) {
            stopBench("a request could not be sent");
        }
    }

    void receive(Connection& connection) {
        std::array<char, 16384> buffer{};
        const auto count = ::recv(connection.socket, buffer.data(), buffer.size(), 0);
        if (count <= 0) {
            stopBench("a connection was closed under load");
        }
        connection.received.append(buffer.data(), static_cast<std::size_t>(count));
        const int status = takeAnswer(connection.received, m_body);
        if (status == 0) {
            return;
        }
        m_times.push_back(wallSeconds() - connection.sent);
        if (status != 200 || m_body.find(m_expected) == std::string::npos) {
            ++m_wrong;
            m_wrongBody = m_body;
        }
        send(connection);
    }

    void print(double seconds) const {
        const json::Object line{{"requests", json::Value::integer(static_cast<std::int64_t>(m_times.size()))},
                                {"wrong", json::Value::integer(m_wrong)},
                                {"wrong_body", m_wrongBody},
                                {"seconds", json::Value::number(seconds)},
                                {"p50", json::Value::number(quantile(m_times, 0.5))},
                                {"p99", json::Value::number(quantile(m_times, 0.99))}};
        std::cout << json::canonical(line) << "\n";
    }

    std::string m_request;
    std::string m_expected;
    int m_poll;
    std::vector<Connection> m_connections;
    std::vector<double> m_times;
    std::string m_body;
    std::string m_wrongBody;
    std::int64_t m_wrong = 0;
};

} // namespace

int main(int argc, char** argv) {
    if (argc != 6) {
        stopBench("bench_load PORT CONNECTIONS SECONDS PROCESSOR EXPECTED < REQUEST");
    }
    stayOn(std::atoi(argv[4]));
    std::string request{std::istreambuf_iterator<char>(std::cin), {}};
    Load load(static_cast<std::uint16_t>(std::atoi(argv[1])), static_cast<std::size_t>(std::atoi(argv[2])),
              std::move(request), argv[5]);
    load.run(std::min(kLongest, std::atof(argv[3])));
    return 0;
}
