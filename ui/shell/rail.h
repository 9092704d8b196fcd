#pragma once

#include "ui/shell/page.h"

#include <QWidget>

class QButtonGroup;

namespace countersign::ui {

class RailButton;

/// The pages as a column of icon and word, with counts. Ctrl+1… and the arrow keys choose.
class Rail final : public QWidget {
    Q_OBJECT
public:
    explicit Rail(const PageTable& pages, QWidget* parent = nullptr);
    void setCurrent(PageId page);
    void setBadge(PageId page, int count);
    /// Icons with words, or, where there is little room, icons alone.
    void showWords();
    void hideWords();
    [[nodiscard]] RailButton* button(PageId page) const;

Q_SIGNALS:
    void chosen(countersign::ui::PageId page);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::map<PageId, RailButton*> m_buttons;
    QButtonGroup* m_group;
};

} // namespace countersign::ui
