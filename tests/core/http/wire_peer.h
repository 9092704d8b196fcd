#pragma once

#include <QtTest/QTest>

#include <arpa/inet.h>
#include <chrono>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace peer {

/// Nothing in these tests takes that long; it only keeps a failing test from hanging.
constexpr int kPatience = 20'000;

/// A client that sends exactly the bytes it is given.
class RawPeer {
public:
    explicit RawPeer(std::uint16_t port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_connected = ::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    }
    RawPeer(RawPeer&& other) noexcept : m_socket(std::exchange(other.m_socket, -1)), m_connected(other.m_connected) {}
    RawPeer(const RawPeer&) = delete;
    RawPeer& operator=(const RawPeer&) = delete;
    ~RawPeer() { close(); }

    [[nodiscard]] bool connected() const { return m_connected; }
    [[nodiscard]] int socket() const { return m_socket; }
    void close() {
        if (m_socket >= 0) {
            ::close(std::exchange(m_socket, -1));
        }
    }
    void endSending() const { ::shutdown(m_socket, SHUT_WR); }
    /// False once the server has closed.
    bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t put = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (put <= 0) {
                return false;
            }
            bytes.remove_prefix(static_cast<std::size_t>(put));
        }
        return true;
    }
    /// What comes until the server closes.
    std::string readAll() {
        while (readSome()) {
        }
        return std::exchange(m_input, {});
    }
    /// One answer with Content-Length; empty when the server closed instead.
    std::string readAnswer() {
        for (;;) {
            const std::size_t end = m_input.find("\r\n\r\n");
            if (end != std::string::npos) {
                const std::size_t field = m_input.find("Content-Length: ");
                const std::size_t body = field < end ? std::stoul(m_input.substr(field + 16)) : 0;
                if (m_input.size() >= end + 4 + body) {
                    std::string answer = m_input.substr(0, end + 4 + body);
                    m_input.erase(0, answer.size());
                    return answer;
                }
            }
            if (!readSome()) {
                return {};
            }
        }
    }
    /// Until this text is among what came.
    bool readUntil(std::string_view text) {
        while (m_input.find(text) == std::string::npos) {
            if (!readSome()) {
                return false;
            }
        }
        return true;
    }
    [[nodiscard]] const std::string& input() const { return m_input; }
    bool readSome() {
        pollfd wait{m_socket, POLLIN, 0};
        if (::poll(&wait, 1, kPatience) <= 0) {
            return false;
        }
        char buffer[64 * 1024];
        const ssize_t got = ::recv(m_socket, buffer, sizeof(buffer), 0);
        if (got <= 0) {
            return false;
        }
        m_input.append(buffer, static_cast<std::size_t>(got));
        return true;
    }

private:
    int m_socket;
    bool m_connected = false;
    std::string m_input;
};

inline int statusOf(std::string_view answer) {
    return answer.starts_with("HTTP/1.1 ") ? std::stoi(std::string(answer.substr(9, 3))) : 0;
}
inline std::string bodyOf(std::string_view answer) {
    const std::size_t end = answer.find("\r\n\r\n");
    return end == std::string_view::npos ? std::string() : std::string(answer.substr(end + 4));
}

} // namespace peer
