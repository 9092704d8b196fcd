#include "ui/access/quiet_splitter.h"

namespace countersign::ui {

namespace {

constexpr int kGap = 12;

class Gap final : public QSplitterHandle {
public:
    using QSplitterHandle::QSplitterHandle;

protected:
    void paintEvent(QPaintEvent*) override {}
};

} // namespace

QuietSplitter::QuietSplitter(QWidget* parent) : QSplitter(Qt::Horizontal, parent) {
    setChildrenCollapsible(false);
    setHandleWidth(kGap);
}

QSplitterHandle* QuietSplitter::createHandle() {
    return new Gap(orientation(), this);
}

} // namespace countersign::ui
