#include "app/console/console_engine_room.h"
#include "core/crypto/process.h"
#include "core/crypto/secret.h"
#include "core/crypto/secret_file.h"
#include "ui/pages/pages.h"
#include "ui/shell/appearance.h"
#include "ui/shell/approval_notices.h"
#include "ui/shell/desktop_notes.h"
#include "ui/shell/main_window.h"
#include "ui/support/await.h"
#include "ui/support/error_text.h"
#include "ui/support/hostile_text.h"
#include "ui/support/language.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSocketNotifier>
#include <QStandardPaths>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <span>
#include <sys/signalfd.h>
#include <unistd.h>

namespace {

using namespace countersign;

struct Arguments {
    enum class Start { Nothing, Store, Sample } start = Start::Nothing;
    QString store;
    QString key;
    QString passphraseFile;
    QString who;
};

/// Ends the program for `--help`, `--version` and what it does not know.
Arguments parse(const QCoreApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "The control desk for AI agents."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("store"),
                                 QCoreApplication::translate("main", "A store file, or a URL."),
                                 QStringLiteral("[STORE]"));
    const QCommandLineOption key(QStringLiteral("operator-key"), QCoreApplication::translate("main", "Your key file."),
                                 QStringLiteral("KEYFILE"));
    const QCommandLineOption passphrase(QStringLiteral("passphrase-file"),
                                        QCoreApplication::translate("main", "Where its passphrase stands."),
                                        QStringLiteral("FILE"));
    const QCommandLineOption who(QStringLiteral("operator"),
                                 QCoreApplication::translate("main", "Who you are; only a URL needs it."),
                                 QStringLiteral("ID"));
    const QCommandLineOption demo(
        QStringLiteral("demo"),
        QCoreApplication::translate("main", "A sample workspace in which agents act; nothing of it stays."));
    parser.addOptions({key, passphrase, who, demo});
    parser.process(application);
    Arguments arguments{.start = Arguments::Start::Nothing,
                        .store = parser.positionalArguments().value(0),
                        .key = parser.value(key),
                        .passphraseFile = parser.value(passphrase),
                        .who = parser.value(who)};
    if (parser.isSet(demo)) {
        arguments.start = Arguments::Start::Sample;
    } else if (!arguments.store.isEmpty() && !arguments.key.isEmpty()) {
        arguments.start = Arguments::Start::Store;
    }
    return arguments;
}

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

/// What needs no window is answered without one.
bool asksForWords(std::span<char*> words) {
    return std::ranges::any_of(
        words, [](const char* word) { return isOneOf(word, {"-h", "--help", "--help-all", "-v", "--version"}); });
}

/// Qt would end the program with a core dump.
bool hasDisplay(std::span<char*> words) {
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") ||
           std::ranges::any_of(words, [](const char* word) { return isOneOf(word, {"-platform", "--platform"}); });
}

/// So that the store is closed, and the sample workspace removed, when somebody else ends the program.
class EndSignals {
public:
    explicit EndSignals(QApplication& application)
        : m_descriptor(signalfd(-1, &m_signals, SFD_CLOEXEC | SFD_NONBLOCK)),
          m_notifier(m_descriptor, QSocketNotifier::Read) {
        QObject::connect(&m_notifier, &QSocketNotifier::activated, &application, [this] {
            m_notifier.setEnabled(false);
            QApplication::closeAllWindows();
            QApplication::quit();
        });
    }
    ~EndSignals() { ::close(m_descriptor); }
    EndSignals(const EndSignals&) = delete;
    EndSignals& operator=(const EndSignals&) = delete;

    /// Before any thread, so that all of them have these blocked.
    static sigset_t block() {
        sigset_t signals;
        sigemptyset(&signals);
        for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
            sigaddset(&signals, signal);
        }
        pthread_sigmask(SIG_BLOCK, &signals, nullptr);
        return signals;
    }

private:
    const sigset_t m_signals = block();
    const int m_descriptor;
    QSocketNotifier m_notifier;
};

void sayError(ui::MainWindow& window, const Error& error) {
    window.say({ui::Notice::Kind::Error, ui::errorText(error), ui::visible(error.detail)});
}

/// What the command line names, without asking.
void open(ui::MainWindow& window, ui::EngineRoom& room, const Arguments& arguments) {
    auto passphrase = std::make_shared<crypto::SecretBytes>();
    if (!arguments.passphraseFile.isEmpty()) {
        auto read = crypto::readPassphraseFile(arguments.passphraseFile.toStdString());
        if (!read) {
            sayError(window, read.error());
            return;
        }
        *passphrase = *std::move(read);
    }
    const auto keyFile = arguments.key.toStdString();
    ui::await(&window, room.openKey(keyFile, passphrase),
              [&window, &room, arguments, keyFile](const Result<ui::UnlockedKey>& key) {
                  if (!key) {
                      sayError(window, key.error());
                      return;
                  }
                  ui::OpenStoreOptions options{.place = arguments.store.toStdString(), .key = *key, .who = {}};
                  if (const auto who = identity::OperatorId::parse(arguments.who.toStdString())) {
                      options.who = *who;
                  }
                  ui::await(&window, room.open(std::move(options)),
                            [&window, keyFile](const Result<ui::OpenedStore>& store) {
                                if (store) {
                                    window.add(*store, keyFile);
                                } else {
                                    sayError(window, store.error());
                                }
                            });
              });
}

} // namespace

int main(int count, char** values) {
    crypto::guardProcess();
    std::signal(SIGPIPE, SIG_IGN);
    EndSignals::block();
    QCoreApplication::setApplicationName(QStringLiteral("countersign"));
    QCoreApplication::setApplicationVersion(QStringLiteral(COUNTERSIGN_VERSION));
    const std::span words(values, static_cast<std::size_t>(count));
    if (asksForWords(words)) {
        const QCoreApplication wordsOnly(count, values);
        parse(wordsOnly);
    }
    if (!hasDisplay(words)) {
        std::fputs("countersign: there is no display; countersignctl does the same in a terminal\n", stderr);
        return 1;
    }
    QApplication application(count, values);
    QApplication::setDesktopFileName(QStringLiteral("countersign"));
    const auto arguments = parse(application);
    const EndSignals endSignals(application);

    const SystemClock clock;
    crypto::SystemRandom random;
    console::ConsoleEngineRoom room(clock, random, backend::Pins::ofUser());
    ui::ConsoleSettings settings(QStandardPaths::writableLocation(QStandardPaths::ConfigLocation) +
                                 QStringLiteral("/countersign/console.ini"));
    ui::speak(application, settings.language());
    const ui::AppearanceWatch appearance(application, settings);
    ui::MainWindow window({.room = room, .settings = settings, .clock = clock, .pages = ui::consolePages()});
    ui::DesktopNotes notes(QDBusConnection::sessionBus());
    const ui::ApprovalNotices notices(window, settings, notes);
    window.show();
    switch (arguments.start) {
    case Arguments::Start::Nothing:
        break;
    case Arguments::Start::Store:
        open(window, room, arguments);
        break;
    case Arguments::Start::Sample:
        window.openSample();
        break;
    }
    return QApplication::exec();
}
