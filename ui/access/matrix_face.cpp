#include "ui/access/matrix_face.h"

#include "ui/access/matrix_delegate.h"
#include "ui/access/matrix_model.h"
#include "ui/access/matrix_view.h"
#include "ui/support/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plain_label.h"

#include <QPainter>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

constexpr QSize kSign{76, 24};
constexpr int kSpace = 12;
enum Face { kMatrix, kNobody, kNothing, kNothingFits };

/// One sign of the matrix, large enough for its word.
class Sign final : public QWidget {
public:
    Sign(CellAnswer answer, QWidget* parent) : QWidget(parent), m_answer(answer) { setFixedSize(kSign); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        paintMatrixSign(painter, rect().adjusted(0, 1, -1, -1), font(), palette(), static_cast<int>(m_answer.verdict),
                        m_answer.inherited, m_answer.partly);
    }

private:
    const CellAnswer m_answer;
};

QWidget* makeLegend(QWidget* parent) {
    using enum CellAnswer::Verdict;
    auto* legend = new QWidget(parent);
    auto* line = new QHBoxLayout(legend);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kSpace / 2);
    const auto add = [&](CellAnswer answer, const QString& words) {
        line->addWidget(new Sign(answer, legend));
        auto* label = new PlainLabel(words, PlainLabel::Look::Muted, legend);
        label->setFit(PlainLabel::Fit::Elide);
        line->addWidget(label);
        line->addSpacing(kSpace);
    };
    add({Allow, false, false}, MatrixFace::tr("its own"));
    add({Allow, true, false}, MatrixFace::tr("inherited"));
    add({Hold, false, true}, MatrixFace::tr("in part"));
    line->addStretch(1);
    return legend;
}

} // namespace

MatrixFace::MatrixFace(QWidget* parent)
    : QStackedWidget(parent), m_model(new MatrixModel(this)), m_view(nullptr),
      m_why(new PlainLabel(PlainLabel::Look::Body, this)) {
    auto* face = new QWidget(this);
    auto* column = new QVBoxLayout(face);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGrid);
    m_view = new MatrixView(*m_model, face);
    column->addWidget(m_view, 1);
    m_why->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_why->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    column->addWidget(m_why);
    column->addWidget(makeLegend(face));
    addWidget(face);
    auto* nobody = new EmptyState(QStringLiteral("group"), tr("Nobody to grant anything to"),
                                  tr("Register an agent, or make a role, and it has a row here."), this);
    connect(nobody->addButton(tr("Go to the agents")), &Button::clicked, this, &MatrixFace::agentsWanted);
    addWidget(nobody);
    auto* nothing = new EmptyState(QStringLiteral("view-grid"), tr("No scopes yet"),
                                   tr("Add the first scope to the catalogue: every scope is a column here."), this);
    connect(nothing->addButton(tr("Add a scope…")), &Button::clicked, this, &MatrixFace::scopeWanted);
    addWidget(nothing);
    addWidget(new EmptyState(QStringLiteral("view-filter"), tr("Nobody fits the filter"),
                             tr("Every word must occur in the id, the kind, the state or the environment."), this));
    connect(m_view, &MatrixView::told, this, [this](const QModelIndex& index) {
        m_why->setText(index.isValid() ? index.data(MatrixModel::WhyRole).toString()
                                       : tr("Choose a cell to read why it says what it says."));
    });
}

void MatrixFace::choose() {
    setCurrentIndex(m_model->principalCount() == 0 ? kNobody
                    : m_model->columnCount() == 0  ? kNothing
                    : m_model->rowCount() == 0     ? kNothingFits
                                                   : kMatrix);
}

void MatrixFace::setFacts(const AccessFactsPtr& facts) {
    m_model->setFacts(facts);
    choose();
}

void MatrixFace::setWords(const QString& words) {
    m_model->setWords(words);
    choose();
}

void MatrixFace::setScope(const QString& prefix) {
    m_model->setScope(prefix);
    choose();
}

} // namespace countersign::ui
