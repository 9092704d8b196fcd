#include "tests/proof/proof.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace countersign::proof {

namespace {

constexpr int kComplaints = 20;
int complaints = 0;
bool allKept = true;

json::Value rounded(double value) {
    char text[64];
    std::snprintf(text, sizeof(text), std::fabs(value) < 1e4 ? "%.4g" : "%.0f", value);
    return json::Value::number(std::strtod(text, nullptr));
}

} // namespace

Options parseOptions(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--long") == 0) {
            options.isLong = true;
        } else if (std::strcmp(argv[i], "--count") == 0 && i + 1 < argc) {
            options.count = std::strtoull(argv[++i], nullptr, 10);
        } else if (std::strcmp(argv[i], "--seed") == 0 && i + 1 < argc) {
            options.seed = std::strtoull(argv[++i], nullptr, 10);
        } else {
            std::fprintf(stderr, "unknown option `%s`; it is [--long] [--count N] [--seed N]\n", argv[i]);
            std::exit(2);
        }
    }
    return options;
}

std::uint64_t Dice::next() {
    // SplitMix64.
    m_state += 0x9e3779b97f4a7c15U;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

void complain(const std::string& sentence) {
    if (++complaints <= kComplaints) {
        std::fprintf(stderr, "%s\n", sentence.c_str());
    }
}

Figure::Figure(std::string name, double value, std::string unit) : m_value(value) {
    m_line.set("name", std::move(name));
    m_line.set("value", rounded(value));
    m_line.set("unit", std::move(unit));
}

Figure& Figure::atMost(double limit) {
    m_kept = m_value <= limit;
    m_line.set("limit", rounded(limit));
    m_line.set("kept", m_kept);
    return *this;
}

Figure& Figure::atLeast(double limit) {
    m_kept = m_value >= limit;
    m_line.set("limit", rounded(limit));
    m_line.set("kept", m_kept);
    return *this;
}

Figure& Figure::with(std::string name, double value) {
    m_line.set(std::move(name), rounded(value));
    return *this;
}

void Figure::print() const {
    allKept = allKept && m_kept;
    std::printf("%s\n", json::canonical(m_line).c_str());
    std::fflush(stdout);
}

int exitCode() {
    return allKept ? 0 : 1;
}

} // namespace countersign::proof
