#include "app/console/console_engine_room.h"
#include "core/crypto/secret.h"
#include "core/crypto/secret_file.h"
#include "ui/pages/pages.h"
#include "ui/shell/appearance.h"
#include "ui/shell/main_window.h"
#include "ui/support/await.h"
#include "ui/support/error_text.h"
#include "ui/support/hostile_text.h"
#include "ui/support/language.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QStandardPaths>

#include <csignal>
#include <cstdio>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace {

using namespace countersign;

/// Keys are in this memory: no core file, no other program of the same user looks at it, no file of ours is for others.
void harden() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    umask(077);
    std::signal(SIGPIPE, SIG_IGN);
}

struct Arguments {
    QString store;
    QString key;
    QString passphraseFile;
    QString who;
};

Arguments parse(const QApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::translate("main", "The control desk for AI agents."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("store"), QApplication::translate("main", "A store file, or a URL."),
                                 QStringLiteral("[STORE]"));
    const QCommandLineOption key(QStringLiteral("operator-key"), QApplication::translate("main", "Your key file."),
                                 QStringLiteral("KEYFILE"));
    const QCommandLineOption passphrase(QStringLiteral("passphrase-file"),
                                        QApplication::translate("main", "Where its passphrase stands."),
                                        QStringLiteral("FILE"));
    const QCommandLineOption who(QStringLiteral("operator"),
                                 QApplication::translate("main", "Who you are; only a URL needs it."),
                                 QStringLiteral("ID"));
    parser.addOptions({key, passphrase, who});
    parser.process(application);
    return {.store = parser.positionalArguments().value(0),
            .key = parser.value(key),
            .passphraseFile = parser.value(passphrase),
            .who = parser.value(who)};
}

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
    harden();
    QApplication application(count, values);
    QApplication::setApplicationName(QStringLiteral("countersign"));
    QApplication::setApplicationVersion(QStringLiteral(COUNTERSIGN_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("countersign"));
    const auto arguments = parse(application);

    const SystemClock clock;
    crypto::SystemRandom random;
    console::ConsoleEngineRoom room(clock, random);
    ui::ConsoleSettings settings(QStandardPaths::writableLocation(QStandardPaths::ConfigLocation) +
                                 QStringLiteral("/countersign/console.ini"));
    ui::speak(application, settings.language());
    const ui::AppearanceWatch appearance(application, settings);
    ui::MainWindow window({.room = room, .settings = settings, .clock = clock, .pages = ui::consolePages()});
    window.show();
    if (!arguments.store.isEmpty() && !arguments.key.isEmpty()) {
        open(window, room, arguments);
    }
    return QApplication::exec();
}
