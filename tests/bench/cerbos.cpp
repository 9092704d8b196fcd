#include "tests/bench/cerbos.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace countersign::bench {

namespace {

constexpr const char* kPolicy = R"(---
apiVersion: api.cerbos.dev/v1
resourcePolicy:
  version: default
  resource: repo
  rules:
    - actions: ["pr.create"]
      effect: EFFECT_ALLOW
      roles: ["agent"]
      condition:
        match:
          all:
            of:
              - expr: request.principal.id == "agent-code-reviewer-01"
              - expr: request.resource.attr.repo.startsWith("acme/")
)";

std::uint16_t freePort() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
        ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        stopBench("no port is free");
    }
    ::close(socket);
    return ntohs(address.sin_port);
}

bool answers(std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool connected = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    ::close(socket);
    return connected;
}

} // namespace

Cerbos::Cerbos(const std::string& binary, const Folder& folder) : m_port(freePort()) {
    const auto policies = folder.file("policies");
    std::filesystem::create_directory(policies);
    std::ofstream(policies + "/repo.yaml") << kPolicy;
    const auto config = folder.file("cerbos.yaml");
    std::ofstream(config) << "server:\n  httpListenAddr: \"127.0.0.1:" << m_port
                          << "\"\n  grpcListenAddr: \"127.0.0.1:" << freePort() << "\"\n"
                          << "storage:\n  driver: disk\n  disk:\n    directory: " << policies << "\n"
                          << "audit:\n  enabled: true\n  accessLogsEnabled: false\n  decisionLogsEnabled: true\n"
                          << "  backend: file\n  file:\n    path: " << folder.file("audit.log") << "\n"
                          << "telemetry:\n  disabled: true\n";
    m_process =
        std::make_unique<Child>(std::vector<std::string>{binary, "server", "--config=" + config, "--log-level=error"},
                                0, folder.file("cerbos.errors"));
    for (int i = 0; i < 300 && !answers(m_port) && !m_process->endsWithin(0.1); ++i) {
    }
    if (!answers(m_port)) {
        stopBench("Cerbos did not start");
    }
}

std::string Cerbos::request() const {
    const json::Object body{
        {"principal",
         json::Object{{"id", "agent-code-reviewer-01"}, {"roles", json::Array{"agent"}}, {"attr", json::Object{}}}},
        {"requestId", "bench"},
        {"resources", json::Array{json::Object{{"actions", json::Array{"pr.create"}},
                                               {"resource", json::Object{{"attr", json::Object{{"repo", "acme/api"}}},
                                                                         {"id", "acme/api"},
                                                                         {"kind", "repo"}}}}}}};
    return postRequest(m_port, "/api/check/resources", json::canonical(body));
}

} // namespace countersign::bench
