#pragma once

#include <optional>
#include <string>
#include <utility>

/// The real daemon and a connection to it, both of which may go at any moment.
namespace countersign::proof {

/// countersignd of this build, in a process of its own; killed with this object.
class Daemon {
public:
    /// Waits until it serves. No port: it ended instead, and said why on standard error.
    explicit Daemon(const std::string& store);
    ~Daemon() { kill(); }
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    [[nodiscard]] std::optional<unsigned short> port() const { return m_port; }
    [[nodiscard]] std::string url() const;
    /// From exec to its first word.
    [[nodiscard]] double startSeconds() const { return m_startSeconds; }
    /// SIGKILL, and waits.
    void kill();

private:
    int m_process = -1;
    int m_output = -1;
    std::optional<unsigned short> m_port;
    double m_startSeconds = 0;
};

/// One kept-alive connection on loopback.
class Connection {
public:
    explicit Connection(unsigned short port);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Status and body; none when the connection is gone.
    [[nodiscard]] std::optional<std::pair<int, std::string>> post(const std::string& path, const std::string& body,
                                                                  const std::string& headers = {});

private:
    int m_socket = -1;
    unsigned short m_port;
    std::string m_received;
};

} // namespace countersign::proof
