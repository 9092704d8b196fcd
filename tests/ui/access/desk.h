#pragma once

#include "tests/ui/support/ui_rig.h"
#include "ui/access/fact_table.h"
#include "ui/access/inspector_pane.h"
#include "ui/access/matrix_model.h"
#include "ui/access/matrix_view.h"
#include "ui/access/scope_panel.h"
#include "ui/widgets/button.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTabBar>

namespace desk {

using namespace countersign;
using ui::PageId;

inline delegation::Subject subject(const std::string& text) {
    return rig::must(delegation::Subject::parse(text));
}

inline QString subjectOf(const rig::Agent& agent) {
    return QStringLiteral("agent:") + QString::fromStdString(agent.id.text());
}

inline delegation::RoleRule rule(delegation::Effect effect, const char* scope,
                                 const std::optional<approval::Hold>& hold = {}) {
    return {.effect = effect, .scopes = {rig::scope(scope)}, .resources = {}, .hold = hold};
}

/// Roles `reader` and, inheriting from it, `reviewer` with a denial; group `dev` with the triage agent has `reviewer`.
inline void giveRoles(uirig::Rig& rig) {
    auto& store = rig.store;
    const auto reader = rig::must(delegation::RoleId::parse("reader"));
    const auto reviewer = rig::must(delegation::RoleId::parse("reviewer"));
    store.order(store.alice,
                command::SetRole{{.id = reader, .rules = {rule(delegation::Effect::Allow, "pr:*")}, .inherits = {}}});
    store.order(store.alice,
                command::SetRole{{.id = reviewer,
                                  .rules = {rule(delegation::Effect::Deny, "pr:merge"),
                                            rule(delegation::Effect::Allow, "deploy:start", rig::Rig::held())},
                                  .inherits = {reader}}});
    const auto dev = rig::must(identity::GroupId::parse("dev"));
    store.order(store.alice, command::SetGroup{dev, {identity::Principal::of(rig.triage.id)}});
    store.order(store.alice, command::AssignRole{{.role = reviewer, .to = subject("group:dev"), .expires = {}}});
}

/// The page with its facts loaded.
struct Desk {
    explicit Desk(uirig::Rig& r) : rig(r), page(r.page(PageId::Access)) {
        if (!QTest::qWaitFor([this] { return matrix().model()->rowCount() > 0; })) {
            qFatal("no facts");
        }
    }
    ui::MatrixView& matrix() { return *page.findChild<ui::MatrixView*>(); }
    ui::MatrixModel& model() { return *page.findChild<ui::MatrixModel*>(); }
    ui::ScopePanel& catalogue() { return *page.findChild<ui::ScopePanel*>(); }
    ui::FactTable& table(const QString& name) {
        const auto all = page.findChildren<ui::FactTable*>();
        const auto found = std::ranges::find(all, name, &QWidget::accessibleName);
        if (found == all.end()) {
            qFatal("no such table");
        }
        return **found;
    }
    void tab(int index) {
        auto* bar = uirig::find<QTabBar>(rig.window(), QStringLiteral("Views of access"));
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(index).center());
    }
    void press(const QString& text) {
        QAbstractButton* button = nullptr;
        if (!QTest::qWaitFor([&] {
                button = uirig::buttonWith(rig.window(), text);
                return button != nullptr && button->isEnabled();
            })) {
            qFatal("no button %s to press", qPrintable(text));
        }
        uirig::click(button);
    }
    QLineEdit& field(const QString& name) {
        QLineEdit* found = nullptr;
        if (!QTest::qWaitFor([&] { return (found = uirig::find<QLineEdit>(rig.window(), name)) != nullptr; })) {
            qFatal("no field %s", qPrintable(name));
        }
        return *found;
    }
    QComboBox& box(const QString& name) {
        QComboBox* found = nullptr;
        if (!QTest::qWaitFor([&] { return (found = uirig::find<QComboBox>(rig.window(), name)) != nullptr; })) {
            qFatal("no box %s", qPrintable(name));
        }
        return *found;
    }
    /// A click into the cell.
    void clickCell(const QString& who, const QString& scope) {
        const auto at = model().find(who, scope);
        matrix().scrollTo(at);
        QTest::mouseClick(matrix().viewport(), Qt::LeftButton, {}, matrix().visualRect(at).center());
    }
    QString cell(const QString& who, const QString& scope) { return model().find(who, scope).data().toString(); }
    QString written() { return uirig::wordsOn(rig.window()).join(QLatin1Char('\n')); }

    uirig::Rig& rig;
    ui::Page& page;
};

} // namespace desk
