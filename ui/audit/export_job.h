#pragma once

#include "core/audit/export_text.h"
#include "ui/support/session.h"

#include <QSaveFile>
#include <QThreadPool>

#include <atomic>

namespace countersign::ui {

/// Writes every record that a filter matches to a file, newest first, and has the ledger told. Page by page; the file
/// is written on a thread of its own, and is there only once it is complete: cancelled or failed, nothing is left.
/// Emits finished() once. GUI thread.
class ExportJob final : public QObject {
    Q_OBJECT
public:
    struct Done {
        std::uint64_t records = 0;
        /// The record that tells of the export; absent: none could be written, and why.
        std::optional<std::uint64_t> told;
        std::optional<Error> untold;
        friend bool operator==(const Done&, const Done&) = default;
    };

    /// `session` outlives the job.
    ExportJob(Session& session, audit::ExportFormat format, QString path, QObject* parent = nullptr);
    ~ExportJob() override;

    /// Opens the filter anew, so that the export holds what matches now.
    void start(const QString& filter);
    /// No effect once the last record is written.
    void cancel();
    [[nodiscard]] const QString& path() const { return m_path; }
    /// It ended because of the file, not of the store; the error's detail is what the system says of it.
    [[nodiscard]] bool hasFileFailed() const { return m_fileFailed; }

Q_SIGNALS:
    /// `total` is 0 while it is not known.
    void progressed(quint64 written, quint64 total);
    void finished(const countersign::Result<countersign::ui::ExportJob::Done>& result);

private:
    /// What the writing thread has to itself between two steps.
    struct Writer;
    void countOn(const std::string& after, std::uint64_t sofar);
    void nextPage(const std::string& after);
    void write(std::vector<command::AuditRow> rows, const std::string& next);
    void wrote(const Result<std::uint64_t>& written, const std::string& next);
    void complete();
    void tell(const Result<void>& committed);
    void failToWrite(const Error& error);
    void finish(Result<Done> result);
    /// Runs on the writing thread; `then` on this one.
    template <class F, class T>
    void onThread(F work, T then);

    Session& m_session;
    const audit::ExportFormat m_format;
    const QString m_path;
    command::AuditView m_view;
    std::uint64_t m_written = 0;
    std::uint64_t m_total = 0;
    bool m_over = false;
    bool m_completing = false;
    bool m_fileFailed = false;
    std::shared_ptr<Writer> m_writer;
    QThreadPool m_thread;
};

} // namespace countersign::ui
