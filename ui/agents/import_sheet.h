#pragma once

#include "ui/agents/bulk_run.h"
#include "ui/widgets/sheet.h"

class QTableView;

namespace countersign::ui {

class ImportModel;
class PathField;

/// Many agents from a CSV file: a dry run by the engine's own rules first, then the rows that it would take, one after
/// the other, each with its result.
class ImportSheet final : public Sheet {
    Q_OBJECT
public:
    ImportSheet(Session& session, QWidget* over);

Q_SIGNALS:
    void progressed();

private:
    void read();
    void dryRun(std::size_t row);
    void dryRunOver();
    void run();
    void finish();

    Session& m_session;
    PathField* m_path;
    PlainLabel* m_summary;
    ImportModel* m_model;
    QTableView* m_table;
    std::vector<command::Command> m_able;
    std::vector<int> m_rows;
    std::set<std::string> m_ids;
    std::set<std::string> m_keys;
    BulkRun* m_run = nullptr;
    std::size_t m_done = 0;
    quint64 m_version = 0;
};

} // namespace countersign::ui
