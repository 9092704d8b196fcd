#pragma once

#include "ui/agents/bulk_run.h"
#include "ui/widgets/sheet.h"

namespace countersign::ui {

/// One order for many agents: shows what it changes for each, then how it ended for each.
class BulkSheet final : public Sheet {
    Q_OBJECT
public:
    struct Item {
        QString name;
        command::Command command;
    };
    BulkSheet(Session& session, const QString& title, const QString& verb, std::vector<Item> items, QWidget* over);
    void setRemark(const QString& remark);

Q_SIGNALS:
    void progressed();

private:
    void preview(std::size_t index);
    void run();
    void say(std::size_t index, const QString& text, std::optional<Tone> tone);
    void tellProgress();
    void finish();

    Session& m_session;
    std::vector<Item> m_items;
    std::vector<PlainLabel*> m_results;
    std::vector<std::size_t> m_able;
    PlainLabel* m_summary;
    PlainLabel* m_remark;
    BulkRun* m_run = nullptr;
    std::size_t m_done = 0;
    std::size_t m_failed = 0;
};

} // namespace countersign::ui
