#pragma once

#include <QWidget>

class QAbstractScrollArea;

namespace countersign::ui {

/// Shows that a view without a frame has the keyboard, whose keys scroll it: a ring over its edge. The view then takes
/// the focus by Tab and not by a click. Belongs to the view.
class FocusRing final : public QWidget {
    Q_OBJECT
public:
    explicit FocusRing(QAbstractScrollArea* view);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QAbstractScrollArea* m_view;
};

} // namespace countersign::ui
