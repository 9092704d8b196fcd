#include "ui/shell/shortcuts_sheet.h"

#include "ui/shell/action_registry.h"
#include "ui/widgets/button.h"
#include "ui/widgets/plain_label.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace countersign::ui {

ShortcutsSheet::ShortcutsSheet(const ActionRegistry* actions, QWidget* over) : Sheet(tr("Keys"), tr("Close"), over) {
    connect(this, &Sheet::accepted, this, &Sheet::close);
    setWidth(420);
    QList<std::pair<QString, QString>> rows{{tr("Ctrl+K"), tr("Search, or run a command")},
                                            {tr("Ctrl+1 … Ctrl+9"), tr("Go to a page")},
                                            {tr("F4"), tr("Show or hide the inspector")},
                                            {tr("Ctrl+Z"), tr("Undo the last change")},
                                            {tr("Ctrl+L"), tr("Lock the key")},
                                            {tr("?"), tr("This list")}};
    if (actions != nullptr) {
        for (auto* action : actions->actions()) {
            if (!action->shortcut().isEmpty() && !action->objectName().startsWith(QStringLiteral("shell."))) {
                rows.emplace_back(action->shortcut().toString(QKeySequence::NativeText),
                                  action->text().remove(QLatin1Char('&')));
            }
        }
    }
    auto* grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    for (int i = 0; i < rows.size(); ++i) {
        grid->addWidget(new PlainLabel(rows[i].first, PlainLabel::Look::Mono, this), i, 0);
        grid->addWidget(new PlainLabel(rows[i].second, PlainLabel::Look::Body, this), i, 1);
    }
    body()->addLayout(grid);
}

} // namespace countersign::ui
