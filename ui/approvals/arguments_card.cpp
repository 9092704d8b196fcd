#include "ui/approvals/arguments_card.h"

#include "ui/approvals/code_view.h"
#include "ui/support/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <limits>

namespace countersign::ui {

namespace {

/// What is shown at once.
constexpr qsizetype kFirstLook = 16 * 1024;

} // namespace

ArgumentsCard::ArgumentsCard(QWidget* parent)
    : Card(parent), m_code(new CodeView(this)), m_warning(new PlainLabel(PlainLabel::Look::Body, this)),
      m_left(new PlainLabel(PlainLabel::Look::Body, this)), m_all(new Button(tr("Show all"), ButtonKind::Plain, this)) {
    m_warning->setTone(Tone::Deny);
    m_warning->setObjectName(QStringLiteral("approvals.warning"));
    m_left->setTone(Tone::Hold);
    // It goes when it was clicked; the focus stays where it was.
    m_all->setFocusPolicy(Qt::TabFocus);
    // First of all: on a low screen the end of the arguments is out of sight.
    body()->addWidget(m_warning);
    body()->addWidget(m_code);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGrid);
    row->addWidget(m_left, 1);
    row->addWidget(m_all);
    body()->addLayout(row);
    connect(m_all, &QPushButton::clicked, this, [this] { showUpTo(std::numeric_limits<qsizetype>::max()); });
    connect(m_code, &CodeView::completed, this, [this] {
        if (m_whole) {
            Q_EMIT wholeShown();
        }
    });
}

void ArgumentsCard::setArguments(const json::Object& arguments, const Digest& digest) {
    if (arguments == m_arguments && digest == m_digest && !accessibleName().isEmpty()) {
        return;
    }
    m_arguments = arguments;
    m_digest = digest;
    setHeading(arguments.empty() ? tr("No arguments · SHA-256 %1").arg(shortDigest(digest))
                                 : tr("Exactly these arguments · SHA-256 %1").arg(shortDigest(digest)));
    showUpTo(kFirstLook);
}

void ArgumentsCard::showUpTo(qsizetype limit) {
    auto code = codeOf(m_arguments, limit);
    m_whole = code.left == 0;
    m_code->setVisible(!code.lines.empty());
    m_code->setLines(std::move(code.lines));
    m_warning->setText(suspicionSentence(code.suspicious));
    m_warning->setVisible(!m_warning->text().isEmpty());
    m_left->setText(m_whole ? QString()
                            : tr("%1 more characters are not shown yet. Only what you have seen can be approved.")
                                  .arg(number(static_cast<std::uint64_t>(code.left))));
    m_left->setVisible(!m_whole);
    m_all->setVisible(!m_whole);
}

QString ArgumentsCard::shownText() const {
    return m_code->plainText();
}

QString ArgumentsCard::warning() const {
    return m_warning->isHidden() ? QString() : m_warning->text();
}

} // namespace countersign::ui
