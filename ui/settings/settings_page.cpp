#include "ui/settings/settings_page.h"

#include "ui/settings/behaviour_cards.h"
#include "ui/settings/operators_card.h"
#include "ui/settings/serve_card.h"
#include "ui/support/theme.h"
#include "ui/widgets/page_header.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

constexpr int kWidest = 920;

} // namespace

SettingsPage::SettingsPage(const PageContext& context, QWidget* parent) : Page(context, parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPagePadding, 12, 0, 0);
    column->addWidget(new PageHeader(tr("Settings"), this));
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    auto* content = new QWidget(scroll);
    content->setMaximumWidth(kWidest);
    auto* cards = new QVBoxLayout(content);
    cards->setContentsMargins(0, 0, kPagePadding, kPagePadding);
    cards->setSpacing(kCardPadding);
    cards->addWidget(new OperatorsCard(context, content));
    cards->addWidget(new ServeCard(context, content));
    cards->addWidget(new AppearanceCard(settings(), content));
    cards->addWidget(new LockingCard(context, content));
    cards->addStretch(1);
    scroll->setWidget(content);
    content->setAutoFillBackground(false); // setWidget() switches it on
    column->addWidget(scroll, 1);
}

} // namespace countersign::ui
