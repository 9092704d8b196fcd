#pragma once

#include <cstdint>
#include <functional>
#include <string>

/// Work in a process of its own, so that it may be killed, hang or crash.
namespace countersign::proof {

struct Ended {
    bool killed = false;
    /// Anything but an end of its own or SIGKILL, a hang included.
    bool crashed = false;
    /// What it reported, as far as it came.
    std::string report;
};

/// Forks (so: no other thread may run), calls `work` there with a function that reports bytes, and waits for the end, a
/// minute at most.
[[nodiscard]] Ended apart(const std::function<void(const std::function<void(const std::string&)>& report)>& work);

} // namespace countersign::proof
