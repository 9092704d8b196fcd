#include "ui/settings/behaviour_cards.h"

#include "ui/widgets/button.h"
#include "ui/widgets/plain_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QVBoxLayout>

namespace countersign::ui {

namespace {

QHBoxLayout* addRow(Card* card, const QString& name, QWidget* field) {
    auto* row = new QHBoxLayout;
    auto* label = new PlainLabel(name, PlainLabel::Look::Body, card);
    label->setBuddy(field);
    label->setMinimumWidth(220);
    row->addWidget(label);
    row->addWidget(field);
    row->addStretch(1);
    card->body()->addLayout(row);
    return row;
}

} // namespace

AppearanceCard::AppearanceCard(ConsoleSettings& settings, QWidget* parent) : Card(tr("Appearance"), parent) {
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * kGrid);
    for (const auto& [appearance, name] : {std::pair(Appearance::System, tr("As the system")),
                                           {Appearance::Light, tr("Light")},
                                           {Appearance::Dark, tr("Dark")},
                                           {Appearance::HighContrast, tr("High contrast")}}) {
        auto* choice = new QRadioButton(name, this);
        choice->setAccessibleName(name);
        choice->setChecked(settings.appearance() == appearance);
        connect(choice, &QRadioButton::clicked, this,
                [&settings, appearance = appearance] { settings.setAppearance(appearance); });
        row->addWidget(choice);
    }
    row->addStretch(1);
    body()->addLayout(row);
    auto* language = new QComboBox(this);
    for (const auto& [code, name] : {std::pair(QString(), tr("As the system")),
                                     {QStringLiteral("en"), QStringLiteral("English")},
                                     {QStringLiteral("de"), QStringLiteral("Deutsch")}}) {
        language->addItem(name, code);
    }
    language->setCurrentIndex(std::max(0, language->findData(settings.language())));
    connect(language, &QComboBox::activated, this,
            [&settings, language] { settings.setLanguage(language->currentData().toString()); });
    addRow(this, tr("Language"), language);
    body()->addWidget(
        new PlainLabel(tr("Another language is used from the next start on."), PlainLabel::Look::Muted, this));
}

LockingCard::LockingCard(const PageContext& context, QWidget* parent) : Card(tr("Locking and keys"), parent) {
    auto& settings = context.settings;
    auto* minutes = new QComboBox(this);
    for (const auto& [value, name] : {std::pair(2, tr("after 2 minutes")),
                                      {5, tr("after 5 minutes")},
                                      {15, tr("after 15 minutes")},
                                      {60, tr("after an hour")},
                                      {0, tr("never")}}) {
        minutes->addItem(name, value);
    }
    const auto now = std::chrono::duration_cast<std::chrono::minutes>(settings.autoLock()).count();
    minutes->setCurrentIndex(std::max(0, minutes->findData(static_cast<int>(now))));
    connect(minutes, &QComboBox::activated, this,
            [&settings, minutes] { settings.setAutoLock(std::chrono::minutes(minutes->currentData().toInt())); });
    auto* row = addRow(this, tr("Lock the key when nobody is there"), minutes);
    auto* lock = new Button(tr("Lock now"), ButtonKind::Plain, this);
    lock->setKeyCap(tr("Ctrl L"));
    connect(lock, &Button::clicked, &context.session, &Session::lock);
    row->addWidget(lock);
    auto* single = new QCheckBox(tr("Single keys act: J and K move, A approves, D denies"), this);
    single->setChecked(settings.singleKeys());
    connect(single, &QCheckBox::toggled, this, [&settings](bool on) {
        if (on) {
            settings.allowSingleKeys();
        } else {
            settings.forbidSingleKeys();
        }
    });
    body()->addWidget(single);
    auto* notify = new QCheckBox(tr("Notify when something waits for approval (never with its arguments)"), this);
    notify->setChecked(settings.notifications());
    connect(notify, &QCheckBox::toggled, this, [&settings](bool on) {
        if (on) {
            settings.allowNotifications();
        } else {
            settings.forbidNotifications();
        }
    });
    body()->addWidget(notify);
}

} // namespace countersign::ui
