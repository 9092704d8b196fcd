#pragma once

#include "ui/support/console_settings.h"
#include "ui/support/session.h"

#include <QWidget>

#include <vector>

namespace countersign::ui {

class ActionRegistry;

/// The places of the rail. What console.md shows beyond these comes later.
enum class PageId { Overview, Approvals, Agents, Access, Audit, Settings };

/// Goes from one page to another: a bar of a chart to its records, a link to an agent.
class Navigator {
public:
    virtual ~Navigator() = default;
    /// Shows the page; with an id, or whatever the page's open() understands (a filter, for Audit), opens that.
    virtual void go(PageId page, const QString& what = {}) = 0;
    /// Asks the passphrase when locked. `then` with whether it is unlocked now.
    virtual void unlock(const QString& why, std::function<void(bool)> then) = 0;
};

/// What a page gets; all of it outlives the page.
struct PageContext {
    Session& session;
    ActionRegistry& actions;
    ConsoleSettings& settings;
    Navigator& navigator;
};

/// One page of the console, on one session. Made when it is first shown. Refreshes itself on session.refreshWanted()
/// and recordsArrived(); does nothing while it is hidden (activated() tells when it is shown).
class Page : public QWidget {
    Q_OBJECT
public:
    explicit Page(const PageContext& context, QWidget* parent = nullptr);

    /// What the inspector shows beside this page, or null; owned by the page. Say inspectorChanged() when it is
    /// another.
    [[nodiscard]] virtual QWidget* inspector() { return nullptr; }
    /// Opens what is meant by an id or a filter that came from elsewhere. False: not of this page.
    virtual bool open(const QString& what);
    /// It is shown, or shown again: also when the window comes back from the task bar.
    virtual void activated() {}

Q_SIGNALS:
    void inspectorChanged();
    /// The number beside its name in the rail; 0: none.
    void badgeChanged(int count);

protected:
    void showEvent(QShowEvent* event) override;
    [[nodiscard]] Session& session() const { return m_context.session; }
    [[nodiscard]] ActionRegistry& actions() const { return m_context.actions; }
    [[nodiscard]] ConsoleSettings& settings() const { return m_context.settings; }
    [[nodiscard]] Navigator& navigator() const { return m_context.navigator; }
    [[nodiscard]] const PageContext& context() const { return m_context; }

private:
    const PageContext m_context;
};

/// A row of the table of pages (ui/pages/pages.cpp).
struct PageEntry {
    PageId id;
    /// Shown in the rail; translated in the context `countersign::ui::Pages`.
    const char* title;
    const char* icon;
    Page* (*create)(const PageContext& context, QWidget* parent);
    /// Prefixes of what can be pasted into the palette and belongs here: `apr_`, `req_`.
    std::vector<std::string_view> prefixes;
};
using PageTable = std::vector<PageEntry>;
[[nodiscard]] QString pageTitle(const PageEntry& entry);

/// For the table: `.create = &make<AuditPage>`.
template <class P>
Page* make(const PageContext& context, QWidget* parent) {
    return new P(context, parent);
}

} // namespace countersign::ui
