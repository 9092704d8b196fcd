#include "tests/bench/served.h"

#include <fstream>

namespace countersign::bench {

namespace {

double numberMember(const json::Value& value, std::string_view name) {
    const auto* object = value.asObject();
    const auto* member = object == nullptr ? nullptr : object->find(name);
    if (member == nullptr || member->asNumber() == nullptr) {
        stopBench("the load generator said nothing about `" + std::string(name) + "`");
    }
    return *member->asNumber();
}

std::string daemonOrStop() {
    const auto daemon = findDaemon();
    if (!daemon) {
        stopBench("countersignd is not built");
    }
    return *daemon;
}

} // namespace

Served::Served(const std::string& store) : m_process({daemonOrStop(), "--store", store, "--listen", "127.0.0.1:0"}, 0) {
    m_port = portOf(m_process.line());
    m_startSeconds = wallSeconds() - m_started;
}

LoadResult runLoad(const Folder& folder, Child& server, std::uint16_t port, std::size_t connections, double seconds,
                   const std::string& request, const std::string& expected, const std::function<void()>& eachSecond) {
    const auto file = folder.file("request");
    std::ofstream(file, std::ios::binary | std::ios::trunc) << request;
    const double before = server.processorSeconds();
    Child load({benchProgram("bench_load"), std::to_string(port), std::to_string(connections), std::to_string(seconds),
                "1", expected},
               1, {}, file);
    while (eachSecond && !load.endsWithin(1)) {
        eachSecond();
    }
    const auto seen = must(json::parse(load.line()));
    const double spent = server.processorSeconds() - before;
    if (numberMember(seen, "wrong") != 0) {
        stopBench("answers were wrong: " + *seen.asObject()->find("wrong_body")->asString());
    }
    const double requests = numberMember(seen, "requests");
    return {.requests = requests,
            .wallRate = requests / numberMember(seen, "seconds"),
            .processorRate = requests / std::max(spent, 1e-3),
            .p50 = numberMember(seen, "p50"),
            .p99 = numberMember(seen, "p99")};
}

} // namespace countersign::bench
