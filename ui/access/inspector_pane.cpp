#include "ui/access/inspector_pane.h"

#include "ui/shell/action_button.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/facts.h"
#include "ui/widgets/focus_ring.h"

#include <QAction>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

Chip* chipOf(const Look& look, QWidget* parent) {
    auto* chip = new Chip(look.word, look.tone, parent);
    chip->setIconName(look.icon);
    return chip;
}

} // namespace

InspectorPane::InspectorPane(QWidget* parent) : QScrollArea(parent) {
    setAccessibleName(tr("About what is selected"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    new FocusRing(this);
}

void InspectorPane::start(const QString& kind, const QString& title) {
    auto* content = new QWidget(this);
    content->setAutoFillBackground(false);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(kCardPadding, kCardPadding, kCardPadding, kCardPadding);
    m_column->setSpacing(kGrid);
    m_column->setAlignment(Qt::AlignTop);
    m_verbs = nullptr;
    m_facts = nullptr;
    // What a click was on may be going: not before the click is over.
    if (auto* old = takeWidget()) {
        old->hide();
        old->deleteLater();
    }
    setWidget(content);
    content->show();
    add(new PlainLabel(kind, PlainLabel::Look::Heading, content));
    add(new PlainLabel(title, PlainLabel::Look::Title, content));
}

void InspectorPane::nothing(const QString& title, const QString& sentence) {
    if (auto* old = takeWidget()) {
        old->hide();
        old->deleteLater();
    }
    auto* empty = new EmptyState(QStringLiteral("view-grid"), title, sentence, this);
    setWidget(empty);
    empty->show();
}

void InspectorPane::add(QWidget* one) {
    m_column->addWidget(one);
    m_facts = nullptr;
}

void InspectorPane::addChip(const Look& look) {
    auto* line = new QWidget(widget());
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(chipOf(look, line));
    row->addStretch(1);
    add(line);
}

void InspectorPane::addSentence(const QString& text, PlainLabel::Look look) {
    add(new PlainLabel(text, look, widget()));
}

void InspectorPane::addHeading(const QString& text) {
    m_column->addSpacing(4);
    add(new PlainLabel(text, PlainLabel::Look::Heading, widget()));
}

void InspectorPane::addFact(const QString& name, const QString& value, PlainLabel::Look look) {
    if (m_facts == nullptr) {
        auto* facts = new Facts(widget());
        add(facts);
        m_facts = facts;
    }
    m_facts->add(name, value, look);
}

void InspectorPane::addVerb(QAction* action) {
    if (m_verbs == nullptr) {
        m_verbs = new QWidget(widget());
        auto* column = new QVBoxLayout(m_verbs);
        column->setContentsMargins(0, 4, 0, 4);
        column->setSpacing(4);
        add(m_verbs);
    }
    const bool ends = action->property("ends").toBool();
    m_verbs->layout()->addWidget(actionButton(action, ends ? ButtonKind::Danger : ButtonKind::Plain, m_verbs));
}

void InspectorPane::addLine(const Line& line) {
    auto* card = new Card(widget());
    auto* head = new QHBoxLayout;
    head->addWidget(new PlainLabel(line.head, PlainLabel::Look::Mono, card), 1);
    if (!line.look.word.isEmpty()) {
        head->addWidget(chipOf(line.look, card), 0, Qt::AlignTop);
    }
    card->body()->addLayout(head);
    for (const auto& sentence : line.sentences) {
        card->body()->addWidget(new PlainLabel(sentence, PlainLabel::Look::Muted, card));
    }
    if (!line.button.isEmpty()) {
        auto* button = new Button(line.button, ButtonKind::Plain, card);
        button->setAccessibleDescription(line.head);
        connect(button, &Button::clicked, this, [this, want = line.want] { Q_EMIT wanted(want); });
        card->body()->addWidget(button, 0, Qt::AlignLeft);
    }
    add(card);
}

} // namespace countersign::ui
