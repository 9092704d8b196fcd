#pragma once

#include "ui/shell/page.h"
#include "ui/widgets/sheet.h"

#include <QSplitter>

class QStackedWidget;

namespace countersign::ui {

class Banner;

/// The pages of one open store, and the inspector beside them. Pages are made when they are first shown.
class Workspace final : public QWidget, public Navigator, public SheetHost {
    Q_OBJECT
public:
    /// `session` belongs to the workspace from now on.
    Workspace(std::unique_ptr<Session> session, const PageTable& pages, ConsoleSettings& settings,
              QWidget* parent = nullptr);
    ~Workspace() override;

    [[nodiscard]] Session& session() const { return *m_session; }
    [[nodiscard]] ActionRegistry& actions() const { return *m_actions; }
    [[nodiscard]] PageId current() const { return m_current; }
    [[nodiscard]] Page* page(PageId id) const;
    void go(PageId page, const QString& what = {}) override;
    void unlock(const QString& why, std::function<void(bool)> then) override;
    void toggleInspector();
    /// It is in front again: its page goes on, and has the focus.
    void comeBack();

Q_SIGNALS:
    void pageShown(countersign::ui::PageId page);
    void badgeChanged(countersign::ui::PageId page, int count);

private:
    Page* make(PageId id);
    void showInspector();
    /// What stands above every page: a lost connection, a locked key, a store that is not as it should be.
    void showBanner();
    void act();
    void acceptHead();

    std::unique_ptr<Session> m_session;
    const PageTable& m_pages;
    ConsoleSettings& m_settings;
    ActionRegistry* m_actions;
    Banner* m_banner;
    QSplitter* m_splitter;
    QStackedWidget* m_stack;
    QStackedWidget* m_inspector;
    std::map<PageId, Page*> m_made;
    PageId m_current = PageId::Overview;
    bool m_inspectorWanted = true;
    Timestamp m_lostAt;
    QTimer m_tick;
};

} // namespace countersign::ui
