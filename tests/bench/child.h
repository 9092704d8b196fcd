#pragma once

#include "tests/bench/harness.h"

#include <sys/types.h>

namespace countersign::bench {

/// A program of its own, kept on one processor, ended with this object. Its standard output is read by us.
class Child {
public:
    /// `processor` counts from 0; one that the machine lacks is not asked for. Standard error goes to `errorFile`.
    Child(const std::vector<std::string>& command, int processor, const std::string& errorFile = {},
          const std::string& input = {});
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// The next line; empty at the end of the output.
    std::string line();
    /// Waits for its end, at most so long.
    [[nodiscard]] bool endsWithin(double seconds);
    /// SIGTERM, and waits.
    void end();
    /// User and system seconds of all its threads so far.
    [[nodiscard]] double processorSeconds() const;
    [[nodiscard]] double residentMegabytes() const;

private:
    pid_t m_process = -1;
    FILE* m_output = nullptr;
};

/// Keeps this thread on that processor, if there is one.
void stayOn(int processor);

/// `countersignd` of this build; none when it was not built.
[[nodiscard]] std::optional<std::string> findDaemon();
/// Another program of the benches.
[[nodiscard]] std::string benchProgram(const std::string& name);

} // namespace countersign::bench
