#include "app/console/sample_store.h"

#include "app/sample/live.h"
#include "core/crypto/sealed.h"
#include "core/crypto/secret_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QStorageInfo>
#include <QTemporaryDir>

#include <cerrno>
#include <csignal>
#include <unistd.h>

namespace countersign::console {

namespace {

/// The passphrase is on the screen: nothing is gained by making it dear.
constexpr crypto::PassphraseCost kCheap{.passes = 1, .bytes = 1024 * 1024};
constexpr qint64 kRoom = 256LL * 1024 * 1024;

/// Where whoever started the program says; else in memory, where that is a folder: two weeks of history are thousands
/// of commits, and none of them is worth a disk's time.
QString place() {
    const QString memory = QStringLiteral("/dev/shm");
    const QStorageInfo storage(memory);
    const bool fits = QFileInfo(memory).isWritable() && storage.isValid() && storage.bytesAvailable() > kRoom;
    return (fits && qEnvironmentVariableIsEmpty("TMPDIR") ? memory : QDir::tempPath()) +
           QStringLiteral("/countersign-sample-");
}

/// What a program that was killed left behind.
void removeOrphans(const QFileInfo& place) {
    const auto folders = place.dir().entryInfoList({place.fileName() + QLatin1Char('*')}, QDir::Dirs);
    for (const auto& folder : folders) {
        const auto pid = folder.fileName().mid(place.fileName().size()).section(QLatin1Char('-'), 0, 0).toInt();
        if (pid > 0 && folder.ownerId() == geteuid() && ::kill(pid, 0) == -1 && errno == ESRCH) {
            QDir(folder.filePath()).removeRecursively();
        }
    }
}

class Sample final : public SampleStore {
public:
    Result<void> make(const Clock& clock, Random& random) {
        removeOrphans(QFileInfo(place()));
        if (!m_folder.isValid()) {
            return fail(Code::Unavailable, "no temporary folder could be made; free some space and try again");
        }
        m_path = m_folder.filePath(QStringLiteral("sample.countersign")).toStdString();
        m_keyFile = m_folder.filePath(QStringLiteral("alice.key")).toStdString();
        TRY(auto plan, sample::readPlan());
        auto key = crypto::SigningKey::generate(random);
        TRY(auto made, sample::makeSample(plan, m_path, key, clock, random));
        CHECK(crypto::writePrivateFile(
            m_keyFile, asBytes(crypto::sealKeyFile(key, crypto::SecretBytes::copyOf(asBytes(ui::kSamplePassphrase)),
                                                   random, kCheap))));
        TRY(auto owner, identity::OperatorId::parse(plan.owner));
        m_identity = std::make_shared<const backend::Identity>(backend::Identity{std::move(owner), key.clone()});
        TRY(m_hosted, HostedStore::open(m_path, key, m_identity, clock, random));
        CHECK(m_hosted->serveAgents(0));
        m_live.emplace(
            std::move(plan), std::move(made), [hosted = m_hosted.get()] { return hosted->agentAddress(); }, random);
        return {};
    }

    const std::shared_ptr<HostedStore>& hosted() const override { return m_hosted; }
    const std::shared_ptr<const backend::Identity>& identity() const override { return m_identity; }
    const std::string& path() const override { return m_path; }
    const std::string& keyFile() const override { return m_keyFile; }

private:
    // Destroyed from the last to the first: agents, store, folder.
    QTemporaryDir m_folder{place() + QString::number(QCoreApplication::applicationPid()) + QStringLiteral("-XXXXXX")};
    std::string m_path;
    std::string m_keyFile;
    std::shared_ptr<const backend::Identity> m_identity;
    std::shared_ptr<HostedStore> m_hosted;
    std::optional<sample::Live> m_live;
};

} // namespace

Result<std::shared_ptr<SampleStore>> SampleStore::open(const Clock& clock, Random& random) {
    auto sample = std::make_shared<Sample>();
    CHECK(sample->make(clock, random));
    return sample;
}

} // namespace countersign::console
