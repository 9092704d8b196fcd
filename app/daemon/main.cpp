#include "app/daemon/notify.h"
#include "app/daemon/options.h"
#include "core/crypto/process.h"
#include "core/crypto/secret.h"
#include "core/http/api.h"
#include "core/service/create_store.h"
#include "core/service/engine.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>

namespace {

using namespace countersign;

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

int complain(const Error& error, int exitCode) {
    const std::string line = "countersignd: " + escapeControls(error.detail) + "\n";
    std::fputs(line.c_str(), stderr);
    return exitCode;
}

sigset_t blockEndSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

http::ServerOptions serverOptions(const daemon::Options& options) {
    http::ServerOptions server;
    server.address = options.address;
    server.port = options.port;
    server.threads = options.threads;
    server.allowedHosts = options.allowedHosts;
    if (options.tlsCertificate) {
        server.tls = http::TlsFiles{.certificate = *options.tlsCertificate, .key = *options.tlsKey};
    }
    return server;
}

Result<void> serve(const daemon::Options& options, const sigset_t& endSignals) {
    TRY(const auto key, service::readServiceKey(options.unlockFile.value_or(options.store + ".key")));
    const SystemClock clock;
    crypto::SystemRandom random;
    TRY(const auto engine,
        service::Engine::open({.path = options.store, .unlock = &key, .clock = &clock, .random = &random}));
    TRY(const auto server, http::Server::start(serverOptions(options), http::createApi(*engine, random)));
    CHECK(engine->publishAddress(server->address()));
    std::printf("listening on %s\n", server->address().c_str());
    std::fflush(stdout);
    daemon::notifyManager("READY=1\nSTATUS=serving " + server->address());

    int signal = 0;
    sigwait(&endSignals, &signal);
    daemon::notifyManager("STOPPING=1");
    server->stop();
    return {};
}

} // namespace

int main(int count, char** values) {
    crypto::guardProcess();
    const sigset_t endSignals = blockEndSignals(); // before any thread, so that all have them blocked
    const auto options = daemon::parseOptions({values + 1, values + count});
    if (!options) {
        return complain(options.error(), kWrongUsage);
    }
    if (options->help) {
        std::fputs(daemon::helpText().c_str(), stdout);
        return kDone;
    }
    if (options->version) {
        std::puts("countersignd " COUNTERSIGN_VERSION);
        return kDone;
    }
    const QCoreApplication application(count, values); // finds the database drivers
    const auto served = serve(*options, endSignals);
    return served ? kDone : complain(served.error(), kFailed);
}
