#pragma once

#include "tests/bench/desk.h"

namespace countersign::bench {

/// A blocking HTTP/1.1 client on one kept-alive loopback connection.
class Client {
public:
    explicit Client(std::uint16_t port);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// Sends these bytes, reads one answer, gives its body; ends the bench unless its status is the wanted one.
    std::string exchange(const std::string& request, int wanted = 200);

private:
    int m_socket = -1;
};

/// The bytes of a request to 127.0.0.1:port.
[[nodiscard]] std::string postRequest(std::uint16_t port, const std::string& path, const std::string& body,
                                      const std::string& token = {});
[[nodiscard]] std::string getRequest(std::uint16_t port, const std::string& path);
/// Takes one whole answer off the front of `received`; its status, or 0 while it is not whole.
[[nodiscard]] int takeAnswer(std::string& received, std::string& body);

/// Answers a challenge as the agent; the bearer token.
[[nodiscard]] std::string openSession(std::uint16_t port, const identity::AgentId& agent,
                                      const crypto::SigningKey& key);
/// What every bench asks for over HTTP.
[[nodiscard]] std::string actionBody();
/// The value of a metric, whatever its labels; 0 when there is none.
[[nodiscard]] double metric(std::uint16_t port, const std::string& name);
/// The port at the end of `listening on http://127.0.0.1:PORT`.
[[nodiscard]] std::uint16_t portOf(const std::string& line);

} // namespace countersign::bench
