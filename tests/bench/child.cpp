#include "tests/bench/child.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace countersign::bench {

namespace {

std::string textOf(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

[[noreturn]] void become(const std::vector<std::string>& command, int processor, int output,
                         const std::string& errorFile, const std::string& input) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    stayOn(processor);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(::open(input.empty() ? "/dev/null" : input.c_str(), O_RDONLY | O_CLOEXEC), STDIN_FILENO);
    if (!errorFile.empty()) {
        const int errors = ::open(errorFile.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        ::dup2(errors, STDERR_FILENO);
    }
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const auto& argument : command) {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

std::filesystem::path ownFolder() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path();
}

} // namespace

void stayOn(int processor) {
    if (processor < 0 || processor >= ::sysconf(_SC_NPROCESSORS_ONLN)) {
        return;
    }
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<unsigned>(processor), &set);
    ::sched_setaffinity(0, sizeof(set), &set);
}

Child::Child(const std::vector<std::string>& command, int processor, const std::string& errorFile,
             const std::string& input) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        stopBench("no pipe can be made");
    }
    m_process = ::fork();
    if (m_process == 0) {
        become(command, processor, ends[1], errorFile, input);
    }
    ::close(ends[1]);
    m_output = ::fdopen(ends[0], "r");
    if (m_process < 0 || m_output == nullptr) {
        stopBench("`" + command.front() + "` cannot be started");
    }
}

Child::~Child() {
    end();
    std::fclose(m_output);
}

std::string Child::line() {
    std::string text;
    for (int c = std::fgetc(m_output); c != EOF && c != '\n'; c = std::fgetc(m_output)) {
        text.push_back(static_cast<char>(c));
    }
    return text;
}

bool Child::endsWithin(double seconds) {
    if (m_process < 0) {
        return true;
    }
    pollfd ended{.fd = static_cast<int>(::syscall(SYS_pidfd_open, m_process, 0)), .events = POLLIN, .revents = 0};
    if (ended.fd < 0) {
        stopBench("the kernel has no pidfd_open");
    }
    const bool done = ::poll(&ended, 1, static_cast<int>(seconds * 1e3)) == 1;
    ::close(ended.fd);
    if (done) {
        end();
    }
    return done;
}

void Child::end() {
    if (m_process > 0) {
        ::kill(m_process, SIGTERM);
        ::waitpid(m_process, nullptr, 0);
        m_process = -1;
    }
}

double Child::processorSeconds() const {
    // proc(5): fields 14 and 15, counted after the name in parentheses.
    const auto text = textOf("/proc/" + std::to_string(m_process) + "/stat");
    std::istringstream fields(text.substr(std::min(text.size(), text.rfind(')') + 1)));
    std::vector<std::string> words{std::istream_iterator<std::string>(fields), {}};
    if (words.size() < 13) {
        stopBench("the measured program has ended");
    }
    return (std::stod(words[11]) + std::stod(words[12])) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double Child::residentMegabytes() const {
    const auto text = textOf("/proc/" + std::to_string(m_process) + "/status");
    const auto at = text.find("VmRSS:");
    if (at == std::string::npos) {
        stopBench("the measured program has ended");
    }
    return std::strtod(text.c_str() + at + 6, nullptr) / 1024;
}

std::optional<std::string> findDaemon() {
    const auto path = ownFolder().parent_path() / "countersignd";
    return std::filesystem::exists(path) ? std::optional(path.string()) : std::nullopt;
}

std::string benchProgram(const std::string& name) {
    return (ownFolder() / name).string();
}

} // namespace countersign::bench
