#include "tests/ui/support/ui_rig.h"
#include "ui/audit/export_job.h"

#include <csignal>

#include <sys/resource.h>

using namespace countersign;
using ui::ExportJob;

namespace {

std::optional<Result<ExportJob::Done>> wait(ExportJob& job, const QString& filter) {
    std::optional<Result<ExportJob::Done>> ended;
    QObject::connect(&job, &ExportJob::finished, &job,
                     [&ended](const Result<ExportJob::Done>& result) { ended = result; });
    job.start(filter);
    static_cast<void>(QTest::qWaitFor([&ended] { return ended.has_value(); }));
    return ended;
}

/// No file of this process grows beyond that size: to a writer the same as a full disk.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        if (getrlimit(RLIMIT_FSIZE, &m_before) != 0) {
            qFatal("no limit to read");
        }
        const rlimit low{bytes, m_before.rlim_max};
        if (setrlimit(RLIMIT_FSIZE, &low) != 0) {
            qFatal("no limit to set");
        }
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit m_before{};
};

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anExportHoldsExactlyWhatMatchesAndIsRecorded() {
        uirig::Rig rig;
        rig.deny(rig.triage);
        rig.allow(rig.reviewer);
        rig.deny(rig.reviewer);
        const auto path = rig.folder.filePath(QStringLiteral("out.jsonl"));
        ExportJob job(rig.session(), audit::ExportFormat::JsonLines, path);
        const auto ended = wait(job, QStringLiteral("outcome = deny"));
        QVERIFY(ended && *ended);
        QCOMPARE((*ended)->records, std::uint64_t(2));
        QVERIFY((*ended)->told.has_value());
        const auto lines = contents(path).trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[0].contains("agent-code-reviewer-01"));
        QVERIFY(lines[1].contains("agent-triage"));
        const auto told =
            rig::must(backend::ask(*rig.session().store().backend, command::GetRecord{*(*ended)->told}).result());
        QCOMPARE(QString::fromStdString(*told.row.record->data.find("query")->asString()),
                 QStringLiteral("record_export"));
    }

    void aStoppedExportLeavesNothing() {
        uirig::Rig rig;
        const auto path = rig.folder.filePath(QStringLiteral("out.csv"));
        ExportJob job(rig.session(), audit::ExportFormat::Csv, path);
        QObject::connect(&job, &ExportJob::progressed, &job, &ExportJob::cancel);
        std::optional<Result<ExportJob::Done>> ended;
        QObject::connect(&job, &ExportJob::finished, &job,
                         [&ended](const Result<ExportJob::Done>& result) { ended = result; });
        job.start({});
        QTRY_VERIFY(ended.has_value());
        QCOMPARE(rig::codeOf(*ended), std::string("cancelled"));
        QTRY_VERIFY(!QFile::exists(path));
    }

    void onAFullDiskNothingIsAnnouncedNorCertified() {
        uirig::Rig rig;
        rig.deny(rig.triage);
        const auto path = rig.folder.filePath(QStringLiteral("out.csv"));
        ExportJob job(rig.session(), audit::ExportFormat::Csv, path);
        std::optional<FullDisk> full;
        QObject::connect(&job, &ExportJob::progressed, &job, [&full] { full.emplace(1024); });
        const auto ended = wait(job, QStringLiteral("kind != audit.read"));
        full.reset();
        QVERIFY(ended && !*ended);
        QVERIFY(job.hasFileFailed());
        QTRY_VERIFY(!QFile::exists(path));
        const auto told = rig.store.ask(
            rig.store.alice, command::ListAudit{.filter = "kind = audit.read", .page = {}, .view = {}, .before = {}});
        QVERIFY(std::ranges::none_of(rig::must(told).items, [](const command::AuditRow& row) {
            const auto* query = row.record->data.find("query");
            return query != nullptr && query->asString() != nullptr && *query->asString() == "record_export";
        }));
    }

    void aFolderThatIsNotThereIsAnError() {
        uirig::Rig rig;
        ExportJob job(rig.session(), audit::ExportFormat::Csv, rig.folder.filePath(QStringLiteral("nowhere/out.csv")));
        const auto ended = wait(job, {});
        QVERIFY(ended && !*ended);
        QVERIFY(job.hasFileFailed());
    }
};

QTEST_MAIN(TestExport)
#include "tst_export.moc"
