#include "tests/fuzz/fuzz.h"

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

/// Runs a target on a corpus, and on what becomes of it when bytes are changed, cut, doubled and mixed: the same ones
/// every time.
///   fuzz_NAME FOLDER [MUTATIONS]
namespace {

constexpr std::uint32_t kSeed = 2026;
constexpr int kMutations = 20'000;

std::vector<std::string> corpusOf(const char* folder) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            paths.push_back(entry.path());
        }
    }
    std::ranges::sort(paths);
    std::vector<std::string> corpus;
    for (const auto& path : paths) {
        std::ifstream file(path, std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return corpus;
}

class Mutator {
public:
    explicit Mutator(const std::vector<std::string>& corpus) : m_corpus(corpus) {}

    std::string next() {
        std::string bytes = any();
        const auto changes = 1 + below(4);
        for (std::size_t i = 0; i < changes; ++i) {
            change(bytes);
        }
        return bytes;
    }

private:
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : m_random() % limit; }
    const std::string& any() { return m_corpus[below(m_corpus.size())]; }
    void change(std::string& bytes) {
        static constexpr std::string_view kSharp = "\"\\{}[]():;,.=*/-+0\n\r\t\x00\x7f\xc3\xff"
                                                   "eE'`#@%&|<>";
        const auto at = below(bytes.size() + 1);
        const auto piece = below(bytes.size() - at + 1);
        switch (below(7)) {
        case 0:
            bytes.insert(at, 1, kSharp[below(kSharp.size())]);
            break;
        case 1:
            bytes.erase(at, 1 + below(8));
            break;
        case 2:
            if (at < bytes.size()) {
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
            }
            break;
        case 3:
            bytes.insert(at, bytes.substr(at, piece));
            break;
        case 4:
            bytes.resize(at);
            break;
        case 5: {
            const auto& other = any();
            bytes.replace(at, piece, other.substr(below(other.size() + 1)));
            break;
        }
        default:
            bytes.insert(at, std::string(below(200), kSharp[below(kSharp.size())]));
        }
        constexpr std::size_t kLongest = 64 * 1024;
        bytes.resize(std::min(bytes.size(), kLongest));
    }

    const std::vector<std::string>& m_corpus;
    std::mt19937 m_random{kSeed};
};

std::string last;

/// Where an input that breaks a claim is kept, once the program has ended by it.
extern "C" void writeLast(int) {
    if (std::FILE* file = std::fopen("fuzz-failure", "wb")) {
        std::fwrite(last.data(), 1, last.size(), file);
        std::fclose(file);
    }
    std::fputs("the input is kept in ./fuzz-failure\n", stderr);
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("which corpus? give a FOLDER, and a number of MUTATIONS if you like\n", stderr);
        return 2;
    }
    const auto corpus = corpusOf(argv[1]);
    if (corpus.empty()) {
        std::fputs("the corpus is empty\n", stderr);
        return 1;
    }
    std::signal(SIGABRT, writeLast);
    for (const auto& bytes : corpus) {
        last = bytes;
        countersign::fuzz::run(bytes);
    }
    Mutator mutator(corpus);
    const int mutations = argc > 2 ? std::stoi(argv[2]) : kMutations;
    for (int i = 0; i < mutations; ++i) {
        const auto bytes = mutator.next();
        last = bytes;
        countersign::fuzz::run(bytes);
    }
    std::printf("{\"figure\":\"fuzz\",\"inputs\":%zu,\"mutations\":%d,\"failures\":0}\n", corpus.size(), mutations);
}
