#pragma once

#include "core/base/json.h"
#include "core/base/random.h"

#include <chrono>
#include <string>

/// What every proof shares. A proof is a program that attacks the product in many small ways, counts, and prints one
/// JSON line a figure; it fails when a limit was not kept.
namespace countersign::proof {

/// `--long`: the whole of it, which takes minutes; without it a part that fits every commit. `--count N` sets how
/// often,
/// `--seed N` what is drawn: a figure names its seed, so that what failed can be run again.
struct Options {
    bool isLong = false;
    std::uint64_t count = 0;
    std::uint64_t seed = 1;
    [[nodiscard]] std::uint64_t pick(std::uint64_t shortCount, std::uint64_t longCount) const {
        return count != 0 ? count : isLong ? longCount : shortCount;
    }
};
/// Ends the process on anything else.
[[nodiscard]] Options parseOptions(int argc, char** argv);

/// Numbers that come again with the same seed.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next();
    /// 0 … bound - 1.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }

private:
    std::uint64_t m_state;
};

/// Says what went wrong, on standard error; the first few of a kind are enough.
void complain(const std::string& sentence);

/// One figure. Without a limit it only tells.
class Figure {
public:
    Figure(std::string name, double value, std::string unit);
    Figure& atMost(double limit);
    Figure& atLeast(double limit);
    Figure& with(std::string name, double value);
    /// One line on standard output.
    void print() const;

private:
    json::Object m_line;
    double m_value;
    bool m_kept = true;
};

/// What main() returns: 1 when a printed figure did not keep its limit.
[[nodiscard]] int exitCode();

/// Seconds since it was made.
class Watch {
public:
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace countersign::proof
