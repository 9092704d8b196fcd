#pragma once

#include <QSplitter>

namespace countersign::ui {

/// Parts of a page that a person can make wider; between them is nothing but ground.
class QuietSplitter final : public QSplitter {
    Q_OBJECT
public:
    explicit QuietSplitter(QWidget* parent);

protected:
    QSplitterHandle* createHandle() override;
};

} // namespace countersign::ui
