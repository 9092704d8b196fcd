#include "ui/approvals/approvals_page.h"

#include "ui/support/theme.h"
#include "ui/widgets/page_header.h"

#include <QVBoxLayout>

namespace countersign::ui {

ApprovalsPage::ApprovalsPage(const PageContext& context, QWidget* parent) : Page(context, parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPagePadding, 12, kPagePadding, 12);
    column->addWidget(new PageHeader(tr("Approvals"), this));
    column->addStretch(1);
}

} // namespace countersign::ui
