#pragma once

#include "core/base/json.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// What every bench shares: its options, its clocks, its medians, and the one JSON line a figure is printed as.
namespace countersign::bench {

/// `--tiny`: sizes at which nothing is measured but everything runs. `--large`: what takes minutes besides.
enum class Size { Tiny, Normal, Large };
struct Options {
    Size size = Size::Normal;
    /// Folder for what may be kept between runs.
    std::string cache;
    template <class T>
    [[nodiscard]] T pick(T tiny, T normal) const {
        return size == Size::Tiny ? tiny : normal;
    }
};
/// `[--tiny | --large] [--cache FOLDER]`; ends the process on anything else.
[[nodiscard]] Options parseOptions(int argc, char** argv);

/// Ends the process with the sentence: a bench that cannot measure measures nothing.
[[noreturn]] void stopBench(const std::string& sentence);
template <class T>
T must(Result<T> result) {
    if (!result) {
        stopBench(std::string(codeName(result.error().code)) + ": " + result.error().detail);
    }
    if constexpr (!std::is_void_v<T>) {
        return *std::move(result);
    }
}

/// Seconds; monotonic, or the processor time of the calling thread, which other programs do not lengthen.
[[nodiscard]] double wallSeconds();
[[nodiscard]] double threadSeconds();
/// Of all threads of this process.
[[nodiscard]] double processSeconds();
/// The middle of an odd number of values, of an even number the mean of the two; of none, 0.
[[nodiscard]] double median(std::vector<double> values);
/// The value below which that share of the values lies.
[[nodiscard]] double quantile(std::vector<double> values, double share);

/// One figure. `budget` is what `ratio` (or, without an anchor, `ours`) is held against.
class Figure {
public:
    Figure(std::string bench, std::string figure, double ours, std::string unit);
    Figure& anchor(std::string name, double value);
    Figure& ratio(double value);
    Figure& atMost(double budget);
    Figure& atLeast(double budget);
    Figure& with(std::string name, json::Value value);
    Figure& with(std::string name, double value);
    /// One line on standard output, with the machine's load average beside it.
    void print() const;

private:
    void judge(double budget, bool ok);
    double m_ours = 0;
    std::optional<double> m_ratio;
    json::Object m_line;
};

/// A private folder that goes with this object.
class Folder {
public:
    explicit Folder(const std::string& parent);
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return m_path + "/" + name; }

private:
    std::string m_path;
};

} // namespace countersign::bench
