#include "tests/proof/daemon.h"

#include "tests/proof/proof.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>

namespace countersign::proof {

namespace {

constexpr std::string_view kListening = "listening on http://127.0.0.1:";

std::string daemonPath() {
    return (std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "countersignd").string();
}

} // namespace

Daemon::Daemon(const std::string& store) {
    const Watch watch;
    const std::string path = daemonPath();
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        std::abort();
    }
    m_output = ends[0];
    m_process = ::fork();
    if (m_process == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(ends[1], STDOUT_FILENO);
        ::execl(path.c_str(), path.c_str(), "--store", store.c_str(), "--listen", "127.0.0.1:0", nullptr);
        ::_exit(127);
    }
    ::close(ends[1]);
    std::string line;
    for (char c = 0; ::read(m_output, &c, 1) == 1 && c != '\n';) {
        line.push_back(c);
    }
    m_startSeconds = watch.seconds();
    if (line.starts_with(kListening)) {
        m_port = static_cast<unsigned short>(std::strtoul(line.c_str() + kListening.size(), nullptr, 10));
    }
}

std::string Daemon::url() const {
    return "http://127.0.0.1:" + std::to_string(m_port.value_or(0));
}

void Daemon::kill() {
    if (m_process > 0) {
        ::kill(m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
        ::close(m_output);
        m_process = -1;
    }
}

Connection::Connection(unsigned short port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), m_port(port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
    if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
        ::close(m_socket);
        m_socket = -1;
    }
}

Connection::~Connection() {
    if (m_socket >= 0) {
        ::close(m_socket);
    }
}

std::optional<std::pair<int, std::string>> Connection::post(const std::string& path, const std::string& body,
                                                            const std::string& headers) {
    const std::string request = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(m_port) +
                                "\r\nContent-Type: application/json\r\n" + headers +
                                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    if (::send(m_socket, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) {
        return std::nullopt;
    }
    std::array<char, 16384> buffer{};
    for (;;) {
        if (const auto end = m_received.find("\r\n\r\n"); end != std::string::npos) {
            const auto at = m_received.find("Content-Length: ");
            const auto size = at < end ? std::strtoul(m_received.c_str() + at + 16, nullptr, 10) : 0;
            if (m_received.size() >= end + 4 + size) {
                std::pair answer(std::atoi(m_received.c_str() + 9), m_received.substr(end + 4, size));
                m_received.erase(0, end + 4 + size);
                return answer;
            }
        }
        const auto count = ::recv(m_socket, buffer.data(), buffer.size(), 0);
        if (count <= 0) {
            return std::nullopt;
        }
        m_received.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

} // namespace countersign::proof
