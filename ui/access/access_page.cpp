#include "ui/access/access_page.h"

#include "ui/support/theme.h"
#include "ui/widgets/page_header.h"

#include <QVBoxLayout>

namespace countersign::ui {

AccessPage::AccessPage(const PageContext& context, QWidget* parent) : Page(context, parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPagePadding, 12, kPagePadding, 12);
    column->addWidget(new PageHeader(tr("Access"), this));
    column->addStretch(1);
}

} // namespace countersign::ui
