#pragma once

#include "ui/access/access_facts.h"

#include <QStackedWidget>

namespace countersign::ui {

class EmptyState;
class MatrixModel;
class MatrixView;
class PlainLabel;

/// The matrix with what its signs mean and, in words, what the cell below the pointer or the keyboard says.
class MatrixFace final : public QStackedWidget {
    Q_OBJECT
public:
    explicit MatrixFace(QWidget* parent);
    void setFacts(const AccessFactsPtr& facts);
    void setWords(const QString& words);
    void setScope(const QString& prefix);
    [[nodiscard]] MatrixModel& model() { return *m_model; }
    [[nodiscard]] MatrixView& view() { return *m_view; }

Q_SIGNALS:
    void agentsWanted();
    void scopeWanted();

private:
    void choose();

    MatrixModel* m_model;
    MatrixView* m_view;
    PlainLabel* m_why;
};

} // namespace countersign::ui
