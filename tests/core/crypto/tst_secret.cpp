#include "core/crypto/process.h"
#include "core/crypto/secret.h"
#include "core/crypto/secret_file.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <set>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace countersign;
using crypto::SecretBytes;

namespace {

/// Sets the umask for as long as it lives.
class Umask {
public:
    explicit Umask(mode_t mask) : m_old(::umask(mask)) {}
    Umask(const Umask&) = delete;
    Umask& operator=(const Umask&) = delete;
    ~Umask() { ::umask(m_old); }

private:
    mode_t m_old;
};

/// Lets no file of this process grow beyond a size, for as long as it lives.
class SmallFilesOnly {
public:
    explicit SmallFilesOnly(rlim_t size) : m_handler(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &m_old);
        const rlimit limit{.rlim_cur = size, .rlim_max = m_old.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    SmallFilesOnly(const SmallFilesOnly&) = delete;
    SmallFilesOnly& operator=(const SmallFilesOnly&) = delete;
    ~SmallFilesOnly() {
        setrlimit(RLIMIT_FSIZE, &m_old);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    void (*m_handler)(int);
    rlimit m_old{};
};

mode_t modeOf(const std::filesystem::path& path) {
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

std::string textOf(const SecretBytes& secret) {
    return std::string(asText(secret.bytes()));
}

} // namespace

class TstSecret : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// In a process of its own, which it would otherwise change for the tests after it.
    void aGuardedProcessLeavesNoCore() {
        const auto child = ::fork();
        if (child == 0) {
            crypto::guardProcess();
            rlimit cores{1, 1};
            const bool none = ::getrlimit(RLIMIT_CORE, &cores) == 0 && cores.rlim_cur == 0 && cores.rlim_max == 0;
            const bool hidden = ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
            ::_exit(none && hidden && ::umask(0) == 077 ? 0 : 1);
        }
        int status = -1;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
    }

    void init();
    void startsAsZeroBytes();
    void movesAndLeavesNothing();
    void cloneIsItsOwnCopy();
    void wipes();
    void randomFillsEverything();
    void privateWhateverTheUmask();
    void neverOverwrites();
    void leavesNothingAfterFailure();
    void readsBackExactly();
    void passphraseLosesOneLineEnd();
    void refusesLargeFiles();
    void refusesKeysThatOthersMayRead();
    void refusesWhatCannotBeRead();

private:
    [[nodiscard]] std::filesystem::path file(const char* name) const {
        return std::filesystem::path(m_folder->path().toStdString()) / name;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TstSecret::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TstSecret::startsAsZeroBytes() {
    const SecretBytes secret(100);
    QCOMPARE(secret.size(), 100U);
    QVERIFY(std::ranges::all_of(secret.bytes(), [](auto byte) { return byte == 0; }));
    QVERIFY(SecretBytes().empty());
    QVERIFY(SecretBytes(0).empty());
    QVERIFY(SecretBytes::copyOf({}).empty());
}

void TstSecret::movesAndLeavesNothing() {
    SecretBytes first = SecretBytes::copyOf(asBytes("one"));
    SecretBytes second(std::move(first));
    QVERIFY(first.empty()); // NOLINT(bugprone-use-after-move): that is the point
    QCOMPARE(textOf(second), std::string("one"));
    SecretBytes third = SecretBytes::copyOf(asBytes("other"));
    third = std::move(second);
    QVERIFY(second.empty()); // NOLINT(bugprone-use-after-move)
    QCOMPARE(textOf(third), std::string("one"));
    SecretBytes& same = third;
    third = std::move(same);
    QCOMPARE(textOf(third), std::string("one"));
}

void TstSecret::cloneIsItsOwnCopy() {
    SecretBytes first = SecretBytes::copyOf(asBytes("one"));
    const SecretBytes second = first.clone();
    first.bytes()[0] = 'O';
    QCOMPARE(textOf(first), std::string("One"));
    QCOMPARE(textOf(second), std::string("one"));
}

void TstSecret::wipes() {
    std::array<std::uint8_t, 40> bytes{};
    bytes.fill(7);
    crypto::wipe(std::span(bytes).first(39));
    QVERIFY(std::ranges::all_of(std::span(bytes).first(39), [](auto byte) { return byte == 0; }));
    QCOMPARE(bytes[39], std::uint8_t{7});
    crypto::wipe({});
}

void TstSecret::randomFillsEverything() {
    crypto::SystemRandom random;
    std::set<Bytes> seen;
    for (int i = 0; i < 100; ++i) {
        Bytes bytes(16);
        random.fill(bytes);
        seen.insert(bytes);
    }
    QCOMPARE(seen.size(), 100U);
    Bytes large(4096);
    random.fill(large);
    QVERIFY(std::ranges::count(large, 0) < 200);
    random.fill({});
}

void TstSecret::privateWhateverTheUmask() {
    for (const mode_t mask : {mode_t{0}, mode_t{022}, mode_t{077}, mode_t{0777}}) {
        const auto path = file(("key" + std::to_string(mask)).c_str());
        const Umask umask(mask);
        const auto written = crypto::writePrivateFile(path, asBytes("secret"));
        QVERIFY2(written, written ? "" : written.error().detail.c_str());
        QCOMPARE(modeOf(path), mode_t{0600});
    }
}

void TstSecret::neverOverwrites() {
    const auto path = file("key");
    QVERIFY(crypto::writePrivateFile(path, asBytes("first")));
    const auto second = crypto::writePrivateFile(path, asBytes("second"));
    QVERIFY(!second);
    QCOMPARE(second.error().code, Code::AlreadyExists);
    QCOMPARE(textOf(*crypto::readSecretFile(path)), std::string("first"));

    std::filesystem::create_symlink(file("elsewhere"), file("link"));
    const auto through = crypto::writePrivateFile(file("link"), asBytes("x"));
    QVERIFY(!through);
    QCOMPARE(through.error().code, Code::AlreadyExists);
    QVERIFY(!std::filesystem::exists(file("elsewhere")));
}

void TstSecret::leavesNothingAfterFailure() {
    const auto nowhere = crypto::writePrivateFile(file("no/such/folder"), asBytes("x"));
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().code, Code::NotFound);
    QVERIFY(!std::filesystem::exists(file("no")));

    const SmallFilesOnly limit(10);
    const auto cut = crypto::writePrivateFile(file("cut"), Bytes(100, 'x'));
    QVERIFY(!cut);
    QCOMPARE(cut.error().code, Code::StoreUnreadable);
    QVERIFY(!std::filesystem::exists(file("cut")));
}

void TstSecret::readsBackExactly() {
    Bytes bytes(256);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::uint8_t>(i);
    }
    QVERIFY(crypto::writePrivateFile(file("bytes"), bytes));
    const auto read = crypto::readSecretFile(file("bytes"));
    QVERIFY(read);
    QVERIFY(std::ranges::equal(read->bytes(), bytes));
    QVERIFY(crypto::writePrivateFile(file("empty"), {}));
    QVERIFY(crypto::readSecretFile(file("empty"))->empty());
    QCOMPARE(crypto::readPrivateText(file("bytes"))->size(), 256U);
    std::filesystem::create_symlink(file("bytes"), file("link"));
    QCOMPARE(crypto::readSecretFile(file("link"))->size(), 256U);
}

void TstSecret::passphraseLosesOneLineEnd() {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"word", "word"}, {"word\n", "word"}, {"word\r\n", "word"}, {"word\n\n", "word\n"}, {"word ", "word "},
        {"\n", ""},       {"", ""},           {"word\r", "word\r"},
    };
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto path = file(("pass" + std::to_string(i)).c_str());
        QVERIFY(crypto::writePrivateFile(path, asBytes(cases[i].first)));
        QCOMPARE(textOf(*crypto::readPassphraseFile(path)), cases[i].second);
    }
}

void TstSecret::refusesLargeFiles() {
    QVERIFY(crypto::writePrivateFile(file("most"), Bytes(64UL * 1024, 'x')));
    QCOMPARE(crypto::readSecretFile(file("most"))->size(), 64U * 1024U);
    QVERIFY(crypto::writePrivateFile(file("more"), Bytes(64UL * 1024 + 1, 'x')));
    const auto more = crypto::readSecretFile(file("more"));
    QVERIFY(!more);
    QCOMPARE(more.error().code, Code::TooLarge);
    QCOMPARE(crypto::readSecretFile("/dev/zero").error().code, Code::TooLarge);
}

void TstSecret::refusesKeysThatOthersMayRead() {
    const auto path = file("key");
    QVERIFY(crypto::writePrivateFile(path, asBytes("secret")));
    for (const mode_t mode : {mode_t{0600}, mode_t{0400}, mode_t{0700}}) {
        QCOMPARE(::chmod(path.c_str(), mode), 0);
        QVERIFY(crypto::readPrivateText(path));
    }
    for (const mode_t mode : {mode_t{0640}, mode_t{0620}, mode_t{0604}, mode_t{0602}, mode_t{0644}, mode_t{0666}}) {
        QCOMPARE(::chmod(path.c_str(), mode), 0);
        const auto read = crypto::readPrivateText(path);
        QVERIFY(!read);
        QCOMPARE(read.error().code, Code::KeyFileInvalid);
        QVERIFY(read.error().detail.find("chmod 600 " + path.string()) != std::string::npos);
    }
    // As systemd hands them to a unit that runs as another user.
    qputenv("CREDENTIALS_DIRECTORY", QByteArray::fromStdString(path.parent_path().string()));
    QCOMPARE(::chmod(path.c_str(), 0440), 0);
    const auto credential = crypto::readPrivateText(path);
    QCOMPARE(::chmod(path.c_str(), 0444), 0);
    const auto open = crypto::readPrivateText(path);
    qunsetenv("CREDENTIALS_DIRECTORY");
    QVERIFY(credential);
    QVERIFY(!open);
}

void TstSecret::refusesWhatCannotBeRead() {
    QCOMPARE(crypto::readSecretFile(file("none")).error().code, Code::NotFound);
    QCOMPARE(crypto::readPassphraseFile(file("none")).error().code, Code::NotFound);
    QCOMPARE(crypto::readPrivateText(file("none")).error().code, Code::NotFound);
    QCOMPARE(crypto::readSecretFile(file("")).error().code, Code::StoreUnreadable);
}

QTEST_APPLESS_MAIN(TstSecret)
#include "tst_secret.moc"
