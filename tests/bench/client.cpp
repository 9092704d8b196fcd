#include "tests/bench/client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

namespace countersign::bench {

namespace {

std::string_view headerOf(std::string_view head, std::string_view name) {
    for (std::size_t at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n", at + 2)) {
        const auto line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
        if (line.size() > name.size() && line[name.size()] == ':' &&
            ::strncasecmp(line.data(), name.data(), name.size()) == 0) {
            const auto value = line.substr(name.size() + 1);
            return value.substr(std::min(value.size(), value.find_first_not_of(' ')));
        }
    }
    return {};
}

std::string textMember(const std::string& body, std::string_view name) {
    const auto value = must(json::parse(body));
    const auto* object = value.asObject();
    const auto* member = object == nullptr ? nullptr : object->find(name);
    if (member == nullptr || member->asString() == nullptr) {
        stopBench("an answer lacks `" + std::string(name) + "`: " + body);
    }
    return *member->asString();
}

} // namespace

int takeAnswer(std::string& received, std::string& body) {
    const auto end = received.find("\r\n\r\n");
    if (end == std::string::npos || received.size() < 12) {
        return 0;
    }
    const auto head = std::string_view(received).substr(0, end + 2);
    const auto start = end + 4;
    std::size_t size = 0;
    if (const auto length = headerOf(head, "content-length"); !length.empty()) {
        size = std::strtoul(length.data(), nullptr, 10);
    } else if (!headerOf(head, "transfer-encoding").empty()) {
        const auto last = received.find("0\r\n\r\n", start);
        if (last == std::string::npos) {
            return 0;
        }
        size = last + 5 - start;
    }
    if (received.size() < start + size) {
        return 0;
    }
    const int status = std::atoi(received.c_str() + 9);
    body = received.substr(start, size);
    received.erase(0, start + size);
    return status;
}

Client::Client(std::uint16_t port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
    if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
        stopBench("nothing listens on port " + std::to_string(port));
    }
}

Client::~Client() {
    ::close(m_socket);
}

std::string Client::exchange(const std::string& request, int wanted) {
    if (::send(m_socket, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) {
        stopBench("a request could not be sent");
    }
    std::string received;
    std::string body;
    std::array<char, 16384> buffer{};
    int status = 0;
    while (status == 0) {
        const auto count = ::recv(m_socket, buffer.data(), buffer.size(), 0);
        if (count <= 0) {
            stopBench("the connection was closed before an answer");
        }
        received.append(buffer.data(), static_cast<std::size_t>(count));
        status = takeAnswer(received, body);
    }
    if (status != wanted) {
        stopBench("an answer has status " + std::to_string(status) + ": " + body);
    }
    return body;
}

std::string postRequest(std::uint16_t port, const std::string& path, const std::string& body,
                        const std::string& token) {
    return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
           "\r\nContent-Type: application/json\r\n" +
           (token.empty() ? std::string() : "Authorization: Bearer " + token + "\r\n") +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string getRequest(std::uint16_t port, const std::string& path) {
    return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\n\r\n";
}

std::string openSession(std::uint16_t port, const identity::AgentId& agent, const crypto::SigningKey& key) {
    Client client(port);
    const auto challenge =
        client.exchange(postRequest(port, "/v1/challenges", json::canonical(json::Object{{"agent_id", agent.text()}})));
    const auto message = textMember(challenge, "message");
    const auto signature = key.signRaw(must(fromBase64(message)));
    const json::Object answer{
        {"agent_id", agent.text()}, {"message", message}, {"signature", toBase64(signature.bytes())}};
    return textMember(client.exchange(postRequest(port, "/v1/sessions", json::canonical(answer))), "access_token");
}

std::string actionBody() {
    return json::canonical(json::Object{{"action", "pr.create"},
                                        {"arguments", json::Object{{"base", "main"},
                                                                   {"branch", "fix/payment-build"},
                                                                   {"title", "Fix the build of the payment service"}}},
                                        {"reason", "The nightly build has failed twice"},
                                        {"resource", json::Object{{"repo", "acme/api"}}}});
}

double metric(std::uint16_t port, const std::string& name) {
    Client client(port);
    const auto text = "\n" + client.exchange(getRequest(port, "/metrics"));
    double sum = 0;
    for (auto at = text.find("\n" + name); at != std::string::npos; at = text.find("\n" + name, at + 1)) {
        const auto line = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
        if (line[name.size()] == ' ' || line[name.size()] == '{') {
            sum += std::strtod(line.c_str() + line.rfind(' '), nullptr);
        }
    }
    return sum;
}

std::uint16_t portOf(const std::string& line) {
    const auto port = std::strtoul(line.c_str() + line.rfind(':') + 1, nullptr, 10);
    if (line.rfind("listening on http://127.0.0.1:", 0) != 0 || port == 0 || port > 65535) {
        stopBench("the daemon did not start: " + line);
    }
    return static_cast<std::uint16_t>(port);
}

} // namespace countersign::bench
