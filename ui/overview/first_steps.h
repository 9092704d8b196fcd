#pragma once

#include "ui/overview/overview_feed.h"
#include "ui/shell/page.h"
#include "ui/widgets/card.h"

namespace countersign::ui {

class Button;
class IconView;

/// What to do first in a store where nothing was decided yet: steps with a button each, ticked when they are done.
class FirstSteps final : public Card {
    Q_OBJECT
public:
    explicit FirstSteps(QWidget* parent = nullptr);
    void show(const DirectoryFacts& facts);

Q_SIGNALS:
    /// Where that is done.
    void wanted(countersign::ui::PageId page);

private:
    struct Step {
        IconView* icon;
        Button* button;
        bool (*isDone)(const DirectoryFacts& facts);
    };
    std::vector<Step> m_steps;
};

} // namespace countersign::ui
