#include "ui/audit/export_flow.h"

#include "ui/support/error_text.h"
#include "ui/support/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/path_field.h"
#include "ui/widgets/sheet.h"

#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

QString suffixOf(audit::ExportFormat format) {
    return format == audit::ExportFormat::Csv ? QStringLiteral("csv") : QStringLiteral("jsonl");
}

QString suggestedPath(const Session& session, audit::ExportFormat format) {
    const QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    const auto folder = documents.exists() ? documents : QDir::home();
    const auto stamp = QString::fromStdString(session.now().text()).left(10);
    return folder.filePath(QStringLiteral("audit-%1.%2").arg(stamp, suffixOf(format)));
}

QString problemOf(const QString& path) {
    const QFileInfo file(path);
    if (path.isEmpty()) {
        return ExportFlow::tr("Say where the file goes.");
    }
    if (file.isDir() || !file.dir().exists()) {
        return ExportFlow::tr("There is no such folder.");
    }
    return file.exists() ? ExportFlow::tr("That file exists already: choose another name.") : QString();
}

} // namespace

ExportFlow::ExportFlow(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_banner(new Banner(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_banner);
    hide();
    connect(m_banner, &Banner::actionClicked, this, [this] {
        if (m_job) {
            m_job->cancel();
        } else {
            hide();
        }
    });
}

void ExportFlow::ask(const QString& filter, std::optional<std::uint64_t> expected) {
    if (isRunning()) {
        return;
    }
    auto* sheet = new Sheet(tr("Export records"), tr("Export"), this);
    auto* format = new QComboBox;
    format->addItem(tr("CSV, for spreadsheets"), static_cast<int>(audit::ExportFormat::Csv));
    format->addItem(tr("JSON lines, exact"), static_cast<int>(audit::ExportFormat::JsonLines));
    auto* path = new PathField(PathField::For::Save, tr("File"), tr("All files (*)"));
    path->setPath(suggestedPath(m_session, audit::ExportFormat::Csv));
    sheet->addField(
        tr("Format"), format,
        tr("In CSV no cell can become a formula; what must be exact to the byte is exported as JSON lines."));
    sheet->addField(tr("File"), path);
    QStringList effects;
    effects << (expected ? tr("%n record(s) match, and those that came since; all of them are written, newest first.",
                              nullptr, static_cast<int>(std::min<std::uint64_t>(*expected, 2'000'000'000)))
                         : tr("Every record that matches now is written, newest first."));
    effects << (filter.isEmpty() ? tr("There is no filter: that is the whole ledger.") : tr("Filter: %1").arg(filter));
    effects << tr("The ledger records this export under your name.");
    sheet->setEffects(effects);
    const auto judge = [sheet, path] { sheet->setProblem(problemOf(path->path())); };
    connect(path, &PathField::changed, sheet, judge);
    connect(format, &QComboBox::currentIndexChanged, sheet, [format, path] {
        const auto chosen = static_cast<audit::ExportFormat>(format->currentData().toInt());
        const QFileInfo file(path->path());
        path->setPath(file.dir().filePath(file.completeBaseName() + u'.' + suffixOf(chosen)));
    });
    judge();
    connect(sheet, &Sheet::accepted, this, [this, sheet, format, path, filter] {
        start(static_cast<audit::ExportFormat>(format->currentData().toInt()), path->path(), filter);
        sheet->close();
    });
}

void ExportFlow::start(audit::ExportFormat format, const QString& path, const QString& filter) {
    m_job = new ExportJob(m_session, format, path, this);
    connect(m_job, &ExportJob::progressed, this, &ExportFlow::showProgress);
    connect(m_job, &ExportJob::finished, this, &ExportFlow::showEnd);
    showProgress(0, 0);
    show();
    m_job->start(filter);
}

void ExportFlow::showProgress(quint64 written, quint64 total) {
    m_banner->say(Tone::Info, QStringLiteral("document-export"),
                  total == 0 ? tr("Exporting: %1 records written").arg(number(written))
                             : tr("Exporting: %1 of %2 records written").arg(number(written), number(total)));
    m_banner->setAction(tr("Cancel"));
}

void ExportFlow::showEnd(const Result<ExportJob::Done>& result) {
    const auto path = m_job->path();
    const bool fileFailed = m_job->hasFileFailed();
    m_job->deleteLater();
    m_job.clear();
    m_banner->setAction(tr("Close"));
    if (!result) {
        const bool stopped = result.error().code == Code::Cancelled;
        const auto detail = QString::fromStdString(result.error().detail);
        m_banner->say(
            stopped ? Tone::Neutral : Tone::Deny, QStringLiteral("cs-warn"),
            stopped ? tr("The export was stopped. No file was written.")
            : fileFailed
                ? tr("The file could not be written (%1). Nothing was exported.").arg(detail)
                : tr("The export failed and no file was written: %1 %2").arg(errorText(result.error()), detail));
    } else if (result->told) {
        m_banner->say(Tone::Allow, QStringLiteral("cs-check"),
                      tr("%1 records are in %2. Record %3 of the ledger tells of it.")
                          .arg(number(result->records), path, number(*result->told)));
    } else {
        m_banner->say(Tone::Hold, QStringLiteral("cs-warn"),
                      tr("%1 records are in %2, but no record of the ledger tells of it: %3")
                          .arg(number(result->records), path, errorText(*result->untold)));
    }
}

} // namespace countersign::ui
