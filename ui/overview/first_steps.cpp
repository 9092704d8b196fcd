#include "ui/overview/first_steps.h"

#include "ui/widgets/button.h"
#include "ui/widgets/icon_view.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

struct Words {
    const char* title;
    const char* sentence;
    const char* verb;
    PageId page;
    bool (*isDone)(const DirectoryFacts& facts);
};

constexpr std::array kWords{
    Words{QT_TRANSLATE_NOOP("countersign::ui::FirstSteps", "Say who may approve"),
          QT_TRANSLATE_NOOP("countersign::ui::FirstSteps",
                            "A second person keeps asking and approving apart. Add one in the settings."),
          QT_TRANSLATE_NOOP("countersign::ui::FirstSteps", "Operators…"), PageId::Settings,
          [](const DirectoryFacts& facts) { return facts.operators > 1; }},
    Words{
        QT_TRANSLATE_NOOP("countersign::ui::FirstSteps", "Register an agent"),
        QT_TRANSLATE_NOOP("countersign::ui::FirstSteps",
                          "With the public half of a key that only the agent has, and the person who answers for it."),
        QT_TRANSLATE_NOOP("countersign::ui::FirstSteps", "Agents…"), PageId::Agents,
        [](const DirectoryFacts& facts) { return facts.agents > 0; }},
    Words{QT_TRANSLATE_NOOP("countersign::ui::FirstSteps", "Grant it something"),
          QT_TRANSLATE_NOOP("countersign::ui::FirstSteps",
                            "What nobody granted is denied. What is sensitive can be held until somebody signs it."),
          QT_TRANSLATE_NOOP("countersign::ui::FirstSteps", "Access…"), PageId::Access,
          [](const DirectoryFacts& facts) { return facts.grants > 0; }},
    Words{QT_TRANSLATE_NOOP("countersign::ui::FirstSteps", "Let it ask"),
          QT_TRANSLATE_NOOP("countersign::ui::FirstSteps",
                            "Serve agents on this computer, or run the server. Each decision then shows up here."),
          QT_TRANSLATE_NOOP("countersign::ui::FirstSteps", "Serving…"), PageId::Settings,
          [](const DirectoryFacts&) { return false; }},
};

} // namespace

FirstSteps::FirstSteps(QWidget* parent) : Card(tr("First steps"), parent) {
    body()->setSpacing(kCardPadding);
    for (const auto& words : kWords) {
        auto* row = new QHBoxLayout;
        row->setSpacing(kCardPadding);
        auto* icon = new IconView(QStringLiteral("arrow-right"), 20, Tone::Accent, this);
        row->addWidget(icon, 0, Qt::AlignTop);
        auto* column = new QVBoxLayout;
        column->setSpacing(2);
        column->addWidget(new PlainLabel(tr(words.title), PlainLabel::Look::Strong, this));
        column->addWidget(new PlainLabel(tr(words.sentence), PlainLabel::Look::Muted, this));
        row->addLayout(column, 1);
        auto* button = new Button(tr(words.verb), ButtonKind::Plain, this);
        button->setAccessibleName(tr("%1: %2").arg(tr(words.title), tr(words.verb)));
        connect(button, &Button::clicked, this, [this, page = words.page] { Q_EMIT wanted(page); });
        row->addWidget(button, 0, Qt::AlignVCenter);
        body()->addLayout(row);
        m_steps.push_back({icon, button, words.isDone});
    }
}

void FirstSteps::show(const DirectoryFacts& facts) {
    bool isNext = true;
    for (const auto& step : m_steps) {
        const bool done = step.isDone(facts);
        step.icon->setIcon(done ? QStringLiteral("dialog-ok-apply") : QStringLiteral("arrow-right"),
                           done ? Tone::Allow : Tone::Accent);
        setButtonKind(step.button, !done && isNext ? ButtonKind::Primary : ButtonKind::Plain);
        step.button->update();
        isNext = isNext && done;
    }
}

} // namespace countersign::ui
