#include "ui/shell/first_start.h"

#include "ui/support/hostile_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/icon_view.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

constexpr int kWidth = 880;

struct Choice {
    QString icon;
    QString title;
    QString sentence;
    QString verb;
};

Button* addChoice(QHBoxLayout* row, const Choice& choice, ButtonKind kind, QWidget* parent) {
    auto* card = new Card(parent);
    card->body()->setContentsMargins(kPagePadding, kPagePadding, kPagePadding, kCardPadding);
    card->body()->addWidget(new IconView(choice.icon, 24, Tone::Accent, card));
    card->body()->addWidget(new PlainLabel(choice.title, PlainLabel::Look::Strong, card));
    auto* sentence = new PlainLabel(choice.sentence, PlainLabel::Look::Muted, card);
    sentence->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    card->body()->addWidget(sentence, 1);
    auto* button = new Button(choice.verb, kind, card);
    card->body()->addWidget(button, 0, Qt::AlignLeft);
    row->addWidget(card, 1);
    return button;
}

} // namespace

FirstStart::FirstStart(ConsoleSettings& settings, QWidget* parent)
    : QWidget(parent), m_settings(settings), m_recent(new Card(tr("Opened before"), this)),
      m_rows(static_cast<Card*>(m_recent)->body()),
      m_sample(new Button(tr("Open the sample workspace"), ButtonKind::Plain, this)) {
    auto* outer = new QHBoxLayout(this);
    auto* middle = new QWidget(this);
    middle->setMaximumWidth(kWidth);
    outer->addStretch(1);
    outer->addWidget(middle, 100);
    outer->addStretch(1);
    auto* column = new QVBoxLayout(middle);
    column->setSpacing(kCardPadding);
    column->addStretch(1);
    column->addWidget(
        new PlainLabel(tr("Which agents may do what, and who countersigns"), PlainLabel::Look::Title, this));
    column->addWidget(new PlainLabel(tr("A store holds your agents, their permissions, the approvals and the ledger of "
                                        "everything that was decided."),
                                     PlainLabel::Look::Muted, this));
    auto* choices = new QHBoxLayout;
    choices->setSpacing(kCardPadding);
    auto* make = addChoice(choices,
                           {QStringLiteral("document-new"), tr("New store"),
                            tr("A file on this computer, with a key that is yours alone."), tr("New store…")},
                           ButtonKind::Primary, this);
    auto* open = addChoice(choices,
                           {QStringLiteral("document-open"), tr("Open a store"),
                            tr("A file that is there already. You can also drop it onto this window."), tr("Open…")},
                           ButtonKind::Plain, this);
    auto* reach = addChoice(choices,
                            {QStringLiteral("network-connect"), tr("Connect"),
                             tr("To a store that a server keeps, by its address."), tr("Connect…")},
                            ButtonKind::Plain, this);
    column->addLayout(choices);
    column->addWidget(sampleCard());
    column->addWidget(m_recent);
    column->addStretch(2);
    connect(make, &Button::clicked, this, &FirstStart::newWanted);
    connect(m_sample, &Button::clicked, this, &FirstStart::sampleWanted);
    connect(open, &Button::clicked, this, [this] { Q_EMIT openWanted({}); });
    connect(reach, &Button::clicked, this, [this] { Q_EMIT connectWanted({}); });
    connect(&settings, &ConsoleSettings::recentStoresChanged, this, &FirstStart::listRecent);
    listRecent();
}

QWidget* FirstStart::sampleCard() {
    auto* card = new Card(this);
    auto* row = new QHBoxLayout;
    row->setSpacing(kCardPadding);
    row->addWidget(new IconView(QStringLiteral("media-playback-start"), 24, Tone::Accent, card));
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(new PlainLabel(tr("Look around first"), PlainLabel::Look::Strong, card));
    words->addWidget(new PlainLabel(tr("Agents act while you watch: some are held, some denied, one misbehaves. "
                                       "Nothing leaves this computer, and nothing stays."),
                                    PlainLabel::Look::Muted, card));
    row->addLayout(words, 1);
    row->addWidget(m_sample);
    card->body()->addLayout(row);
    return card;
}

void FirstStart::setSampleComing() {
    m_sample->setEnabled(false);
    m_sample->setText(tr("Making two weeks of history…"));
}

void FirstStart::setSampleReady() {
    m_sample->setEnabled(true);
    m_sample->setText(tr("Open the sample workspace"));
}

void FirstStart::listRecent() {
    while (m_rows->count() > 1) {
        auto* item = m_rows->takeAt(1);
        delete item->widget();
        delete item;
    }
    const auto stores = m_settings.recentStores();
    m_recent->setVisible(!stores.isEmpty());
    for (const auto& store : stores.mid(0, 5)) {
        auto* row = new QWidget(m_recent);
        auto* line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->addWidget(new PlainLabel(store.name, PlainLabel::Look::Strong, row));
        auto* place = new PlainLabel(store.place, PlainLabel::Look::MutedMono, row);
        place->setFit(PlainLabel::Fit::Elide);
        line->addWidget(place, 1);
        auto* open = new Button(tr("Open…"), ButtonKind::Plain, row);
        open->setAccessibleName(tr("Open %1").arg(visible(store.name)));
        line->addWidget(open);
        connect(open, &Button::clicked, this, [this, store] {
            if (store.place.contains(QStringLiteral("://"))) {
                Q_EMIT connectWanted(store);
            } else {
                Q_EMIT openWanted(store);
            }
        });
        m_rows->addWidget(row);
    }
}

} // namespace countersign::ui
