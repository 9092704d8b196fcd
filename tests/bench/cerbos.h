#pragma once

#include "tests/bench/served.h"

namespace countersign::bench {

/// Cerbos (from npm) with its audit log in a file and a policy that says what ours says, on processor 0. The anchor.
class Cerbos {
public:
    /// `binary` is the executable of @cerbos/cerbos-linux-x64.
    Cerbos(const std::string& binary, const Folder& folder);
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] Child& process() { return *m_process; }
    /// May the agent create a pull request on acme/api?
    [[nodiscard]] std::string request() const;
    static constexpr const char* kExpected = "EFFECT_ALLOW";

private:
    std::uint16_t m_port = 0;
    std::unique_ptr<Child> m_process;
};

} // namespace countersign::bench
