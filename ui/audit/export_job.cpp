#include "ui/audit/export_job.h"

#include "ui/support/await.h"

#include <QPromise>

namespace countersign::ui {

namespace {

constexpr std::uint32_t kRows = 1000;

Error cannotWrite(const QSaveFile& file) {
    return {Code::Unavailable, file.errorString().toStdString()};
}

} // namespace

struct ExportJob::Writer {
    Writer(audit::ExportFormat format, const QString& path) : text(format), file(path) {}

    Result<void> flush() {
        const auto bytes = text.take();
        if (file.write(bytes.data(), static_cast<qint64>(bytes.size())) != static_cast<qint64>(bytes.size())) {
            return std::unexpected(cannotWrite(file));
        }
        return {};
    }

    audit::ExportText text;
    QSaveFile file;
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
        finish(std::unexpected(cannotWrite(m_writer->file)));
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
        finish(std::unexpected(written.error()));
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
    onThread(
        [](Writer& writer) -> Result<void> {
            CHECK(writer.flush());
            return writer.file.commit() ? Result<void>() : std::unexpected(cannotWrite(writer.file));
        },
        [this](const Result<void>& committed) { tell(committed); });
}

void ExportJob::tell(const Result<void>& committed) {
    if (!committed) {
        finish(std::unexpected(committed.error()));
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
