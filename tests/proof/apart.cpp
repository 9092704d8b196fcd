#include "tests/proof/apart.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>

namespace countersign::proof {

namespace {
constexpr unsigned kLongest = 60;
}

Ended apart(const std::function<void(const std::function<void(const std::string&)>& report)>& work) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) {
        std::abort();
    }
    const pid_t child = ::fork();
    if (child == 0) {
        ::alarm(kLongest);
        work([out = ends[1]](const std::string& bytes) {
            if (::write(out, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
                ::_exit(1);
            }
        });
        ::_exit(0);
    }
    ::close(ends[1]);
    Ended ended;
    std::array<char, 4096> buffer{};
    for (ssize_t count = 0; (count = ::read(ends[0], buffer.data(), buffer.size())) > 0;) {
        ended.report.append(buffer.data(), static_cast<std::size_t>(count));
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ended.killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    ended.crashed = !ended.killed && !(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return ended;
}

} // namespace countersign::proof
