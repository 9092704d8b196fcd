#include "ui/audit/export_job.h"

#include "ui/support/await.h"

#include <QFileInfo>
#include <QPromise>

#include <cerrno>
#include <system_error>

#include <unistd.h>

namespace countersign::ui {

namespace {

constexpr std::uint32_t kRows = 1000;

Error cannotWrite(const QSaveFile& file) {
    return {Code::Unavailable, file.errorString().toStdString()};
}

Error cannotWrite(int error) {
    return {Code::Unavailable, std::generic_category().message(error)};
}

} // namespace

struct ExportJob::Writer {
    Writer(audit::ExportFormat format, const QString& path) : text(format), file(path) {}

    Result<void> flush() {
        const auto bytes = text.take();
        const auto size = static_cast<qint64>(bytes.size());
        if (file.write(bytes.data(), size) != size) {
            return std::unexpected(cannotWrite(file));
        }
        written += size;
        return {};
    }

    /// The file stands, whole and on the disk. QSaveFile says nothing of a buffer that it could not write at the end.
    Result<void> commit() {
        CHECK(flush());
        if (!file.flush()) {
            return std::unexpected(cannotWrite(file));
        }
        if (::fsync(file.handle()) != 0) {
            return std::unexpected(cannotWrite(errno));
        }
        if (file.size() != written) {
            return std::unexpected(cannotWrite(ENOSPC));
        }
        if (!file.commit()) {
            return std::unexpected(cannotWrite(file));
        }
        return QFileInfo(file.fileName()).size() == written ? Result<void>() : std::unexpected(cannotWrite(EIO));
    }

    audit::ExportText text;
    QSaveFile file;
    qint64 written = 0;
};

ExportJob::ExportJob(Session& session, audit::ExportFormat format, QString path, QObject* parent)
    : QObject(parent), m_session(session), m_format(format), m_path(std::move(path)) {
    m_thread.setMaxThreadCount(1);
}

ExportJob::~ExportJob() = default;

template <class F, class T>
void ExportJob::onThread(F work, T then) {
    using Value = std::invoke_result_t<F, Writer&>;
    auto promise = std::make_shared<QPromise<Value>>();
    promise->start();
    await(this, promise->future(), std::move(then));
    m_thread.start([promise, writer = m_writer, work = std::move(work)]() mutable {
        promise->addResult(work(*writer));
        writer.reset();
        promise->finish();
    });
}

void ExportJob::start(const QString& filter) {
    m_writer = std::make_shared<Writer>(m_format, m_path);
    if (!m_writer->file.open(QIODevice::WriteOnly)) {
        failToWrite(cannotWrite(m_writer->file));
        return;
    }
    m_session.ask(this, command::OpenAudit{.filter = filter.toStdString()},
                  [this](const Result<command::AuditView>& answer) {
                      if (m_over) {
                          return;
                      }
                      if (!answer) {
                          finish(std::unexpected(answer.error()));
                          return;
                      }
                      m_view = *answer;
                      countOn({}, 0);
                      nextPage({});
                  });
}

void ExportJob::countOn(const std::string& after, std::uint64_t sofar) {
    m_session.ask(this, command::CountAudit{.filter = m_view.filter, .view = m_view.view, .after = after},
                  [this, sofar](const Result<command::AuditCount>& answer) {
                      if (m_over || !answer) {
                          return;
                      }
                      if (answer->next.empty()) {
                          m_total = sofar + answer->count;
                          Q_EMIT progressed(m_written, m_total);
                      } else {
                          countOn(answer->next, sofar + answer->count);
                      }
                  });
}

void ExportJob::nextPage(const std::string& after) {
    m_session.ask(
        this,
        command::ListAudit{
            .filter = m_view.filter, .page = {.after = after, .limit = kRows}, .view = m_view.view, .before = {}},
        [this](const Result<Rows<command::AuditRow>>& answer) {
            if (m_over) {
                return;
            }
            if (answer) {
                write(answer->items, answer->next);
            } else {
                finish(std::unexpected(answer.error()));
            }
        });
}

void ExportJob::write(std::vector<command::AuditRow> rows, const std::string& next) {
    onThread(
        [rows = std::move(rows)](Writer& writer) -> Result<std::uint64_t> {
            for (const auto& row : rows) {
                writer.text.add(row.seq, row.leaf, row.record);
            }
            CHECK(writer.flush());
            return writer.text.records();
        },
        [this, next](const Result<std::uint64_t>& written) { wrote(written, next); });
}

void ExportJob::wrote(const Result<std::uint64_t>& written, const std::string& next) {
    if (m_over) {
        return;
    }
    if (!written) {
        failToWrite(written.error());
        return;
    }
    m_written = *written;
    Q_EMIT progressed(m_written, m_total);
    if (next.empty()) {
        complete();
    } else {
        nextPage(next);
    }
}

void ExportJob::complete() {
    m_completing = true;
    onThread([](Writer& writer) { return writer.commit(); },
             [this](const Result<void>& committed) { tell(committed); });
}

void ExportJob::tell(const Result<void>& committed) {
    if (!committed) {
        failToWrite(committed.error());
        return;
    }
    m_session.ask(this,
                  command::RecordExport{.filter = m_view.filter,
                                        .view = m_view.view,
                                        .format = std::string(audit::exportFormatName(m_format)),
                                        .records = m_writer->text.records(),
                                        .digest = m_writer->text.digest()},
                  [this](const Result<command::Receipt>& answer) {
                      Done done{.records = m_written, .told = {}, .untold = {}};
                      if (answer) {
                          done.told = answer->seq;
                      } else {
                          done.untold = answer.error();
                      }
                      finish(done);
                  });
}

void ExportJob::cancel() {
    if (m_completing) {
        return; // the file is there, or about to be
    }
    finish(std::unexpected(Error{Code::Cancelled, "the export was stopped; nothing was written"}));
}

void ExportJob::failToWrite(const Error& error) {
    m_fileFailed = true;
    finish(std::unexpected(error));
}

void ExportJob::finish(Result<Done> result) {
    if (m_over) {
        return;
    }
    m_over = true;
    // The last owner, perhaps the writing thread, removes a file that was not committed.
    m_writer.reset();
    Q_EMIT finished(result);
}

} // namespace countersign::ui
