#include "ui/pages/pages.h"

#include "ui/access/access_page.h"
#include "ui/agents/agents_page.h"
#include "ui/approvals/approvals_page.h"
#include "ui/audit/audit_page.h"
#include "ui/overview/overview_page.h"
#include "ui/settings/settings_page.h"

#include <QCoreApplication>

namespace countersign::ui {

PageTable consolePages() {
    return {
        {PageId::Overview,
         QT_TRANSLATE_NOOP("countersign::ui::Pages", "Overview"),
         "view-statistics",
         &make<OverviewPage>,
         {}},
        {PageId::Approvals,
         QT_TRANSLATE_NOOP("countersign::ui::Pages", "Approvals"),
         "cs-stamp",
         &make<ApprovalsPage>,
         {"apr_", "req_"}},
        {PageId::Agents, QT_TRANSLATE_NOOP("countersign::ui::Pages", "Agents"), "group", &make<AgentsPage>, {"agent:"}},
        {PageId::Access,
         QT_TRANSLATE_NOOP("countersign::ui::Pages", "Access"),
         "view-grid",
         &make<AccessPage>,
         {"grt_", "dlg_", "role:", "group:", "scope:"}},
        {PageId::Audit,
         QT_TRANSLATE_NOOP("countersign::ui::Pages", "Audit"),
         "view-list-text",
         &make<AuditPage>,
         {"#"}},
        {PageId::Settings,
         QT_TRANSLATE_NOOP("countersign::ui::Pages", "Settings"),
         "configure",
         &make<SettingsPage>,
         {}},
    };
}

} // namespace countersign::ui
