#include "tests/bench/harness.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <ctime>
#include <filesystem>

namespace countersign::bench {

namespace {

double secondsOf(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Four digits that count: a measured figure has no more.
json::Value rounded(double value) {
    if (!std::isfinite(value)) {
        return {};
    }
    char text[64];
    std::snprintf(text, sizeof(text), "%.4g", value);
    return json::Value::number(std::strtod(text, nullptr));
}

} // namespace

void stopBench(const std::string& sentence) {
    std::fprintf(stderr, "bench: %s\n", sentence.c_str());
    std::exit(1);
}

Options parseOptions(int argc, char** argv) {
    Options options;
    options.cache = std::filesystem::temp_directory_path().string();
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--tiny") == 0) {
            options.size = Size::Tiny;
        } else if (std::strcmp(argv[i], "--large") == 0) {
            options.size = Size::Large;
        } else if (std::strcmp(argv[i], "--cache") == 0 && i + 1 < argc) {
            options.cache = argv[++i];
        } else {
            stopBench(std::string("unknown option `") + argv[i] + "`; it is [--tiny | --large] [--cache FOLDER]");
        }
    }
    std::filesystem::create_directories(options.cache);
    return options;
}

double wallSeconds() {
    return secondsOf(CLOCK_MONOTONIC);
}

double threadSeconds() {
    return secondsOf(CLOCK_THREAD_CPUTIME_ID);
}

double processSeconds() {
    return secondsOf(CLOCK_PROCESS_CPUTIME_ID);
}

double median(std::vector<double> values) {
    if (values.empty()) {
        return 0;
    }
    std::ranges::sort(values);
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double quantile(std::vector<double> values, double share) {
    if (values.empty()) {
        return 0;
    }
    std::ranges::sort(values);
    const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size()));
    return values[std::min(at, values.size() - 1)];
}

Figure::Figure(std::string bench, std::string figure, double ours, std::string unit) : m_ours(ours) {
    m_line.set("bench", std::move(bench));
    m_line.set("figure", std::move(figure));
    m_line.set("ours", rounded(ours));
    m_line.set("unit", std::move(unit));
}

Figure& Figure::anchor(std::string name, double value) {
    m_line.set("anchor_name", std::move(name));
    m_line.set("anchor", rounded(value));
    return m_ratio ? *this : ratio(m_ours / value);
}

Figure& Figure::ratio(double value) {
    m_ratio = value;
    m_line.set("ratio", rounded(value));
    return *this;
}

void Figure::judge(double budget, bool ok) {
    m_line.set("budget", rounded(budget));
    m_line.set("budget_of", m_ratio ? "ratio" : "ours");
    m_line.set("ok", ok);
}

Figure& Figure::atMost(double budget) {
    judge(budget, m_ratio.value_or(m_ours) <= budget);
    return *this;
}

Figure& Figure::atLeast(double budget) {
    judge(budget, m_ratio.value_or(m_ours) >= budget);
    return *this;
}

Figure& Figure::with(std::string name, json::Value value) {
    m_line.set(std::move(name), std::move(value));
    return *this;
}

Figure& Figure::with(std::string name, double value) {
    return with(std::move(name), rounded(value));
}

void Figure::print() const {
    auto line = m_line;
    std::array<double, 1> load{};
    if (::getloadavg(load.data(), 1) == 1) {
        line.set("load_average", rounded(load[0]));
    }
    std::printf("%s\n", json::canonical(line).c_str());
    std::fflush(stdout);
}

Folder::Folder(const std::string& parent) : m_path(parent + "/bench.XXXXXX") {
    if (::mkdtemp(m_path.data()) == nullptr) {
        stopBench("no folder can be made in `" + parent + "`");
    }
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

} // namespace countersign::bench
