#pragma once

#include "ui/audit/export_job.h"
#include "ui/widgets/banner.h"

namespace countersign::ui {

/// Exporting as a person meets it: a sheet that asks where to and in which form, then a strip above the records with
/// how far it is and Cancel, then what became of it.
class ExportFlow final : public QWidget {
    Q_OBJECT
public:
    explicit ExportFlow(Session& session, QWidget* parent = nullptr);

    /// Opens the sheet. `expected`: how many records match, if that is known.
    void ask(const QString& filter, std::optional<std::uint64_t> expected);
    void start(audit::ExportFormat format, const QString& path, const QString& filter);
    [[nodiscard]] bool isRunning() const { return !m_job.isNull(); }

private:
    void showProgress(quint64 written, quint64 total);
    void showEnd(const Result<ExportJob::Done>& result);

    Session& m_session;
    Banner* m_banner;
    QPointer<ExportJob> m_job;
};

} // namespace countersign::ui
