#include "ui/access/conditions_field.h"

#include "ui/access/access_words.h"
#include "ui/access/token_field.h"
#include "ui/support/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/plain_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QSpinBox>
#include <QTimeEdit>
#include <QVBoxLayout>

#include <limits>

namespace countersign::ui {

namespace {

constexpr int kMostUses = 10'000;
constexpr int kMinuteMs = 60'000;

Result<void> checkEnvironment(const std::string& text) {
    return text.empty() ? fail(Code::InvalidArgument, "name an environment") : Result<void>();
}

Result<void> checkNetwork(const std::string& text) {
    CHECK(delegation::Network::parse(text));
    return {};
}

std::uint16_t minutesOf(const QTimeEdit& edit) {
    return static_cast<std::uint16_t>(edit.time().hour() * 60 + edit.time().minute());
}

void addNamed(QVBoxLayout& column, const QString& name, QWidget* field, QWidget* parent) {
    auto* label = new PlainLabel(name, PlainLabel::Look::Muted, parent);
    column.addWidget(label);
    column.addWidget(field);
}

} // namespace

ConditionsField::ConditionsField(QWidget* parent)
    : QWidget(parent), m_fold(new Button(tr("Add conditions"), ButtonKind::Plain, this)), m_all(new QWidget(this)),
      m_environments(new TokenField(tr("Environments"), tr("production"), &checkEnvironment, m_all)),
      m_networks(new TokenField(tr("Networks"), tr("10.0.0.0/8"), &checkNetwork, m_all)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_fold, 0, Qt::AlignLeft);
    column->addWidget(m_all);
    setFocusProxy(m_fold);
    auto* all = new QVBoxLayout(m_all);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(4);
    addNamed(*all, tr("Only on these days (none: every day)"), makeDays(m_all), m_all);
    all->addWidget(makeHours(m_all));
    addNamed(*all, tr("Only in these environments"), m_environments, m_all);
    addNamed(*all, tr("Only from these networks"), m_networks, m_all);
    addNamed(*all, tr("At most so often"), makeRate(m_all), m_all);
    m_budget = new QSpinBox(m_all);
    m_budget->setRange(0, std::numeric_limits<int>::max());
    m_budget->setSpecialValueText(tr("any number"));
    m_budget->setAccessibleName(tr("Uses in all"));
    addNamed(*all, tr("Uses in all"), m_budget, m_all);
    connect(m_fold, &Button::clicked, this, [this] { unfold(!m_all->isVisibleTo(this)); });
    connect(m_environments, &TokenField::changed, this, &ConditionsField::changed);
    connect(m_networks, &TokenField::changed, this, &ConditionsField::changed);
    connect(m_budget, &QSpinBox::valueChanged, this, &ConditionsField::changed);
    unfold(false);
}

void ConditionsField::unfold(bool open) {
    m_all->setVisible(open);
    m_fold->setText(open ? tr("Fold the conditions away") : tr("Hours, network, rate, budget…"));
}

QWidget* ConditionsField::makeDays(QWidget* parent) {
    auto* box = new QWidget(parent);
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    for (int day = 1; day <= 7; ++day) {
        auto* check = new QCheckBox(QLocale().standaloneDayName(day, QLocale::ShortFormat), box);
        check->setAccessibleName(QLocale().standaloneDayName(day, QLocale::LongFormat));
        connect(check, &QCheckBox::toggled, this, &ConditionsField::changed);
        line->addWidget(check);
        m_days[static_cast<std::size_t>(day - 1)] = check;
    }
    line->addStretch(1);
    return box;
}

QWidget* ConditionsField::makeHours(QWidget* parent) {
    auto* box = new QWidget(parent);
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    m_byHour = new QCheckBox(tr("Only from"), box);
    m_from = new QTimeEdit(QTime(9, 0), box);
    m_to = new QTimeEdit(QTime(17, 0), box);
    for (auto* edit : {m_from, m_to}) {
        edit->setDisplayFormat(QStringLiteral("HH:mm"));
    }
    m_from->setAccessibleName(tr("From, in UTC"));
    m_to->setAccessibleName(tr("To, in UTC"));
    line->addWidget(m_byHour);
    line->addWidget(m_from);
    line->addWidget(new PlainLabel(tr("to"), PlainLabel::Look::Body, box));
    line->addWidget(m_to);
    line->addWidget(new PlainLabel(tr("UTC"), PlainLabel::Look::Muted, box));
    line->addStretch(1);
    const auto follow = [this] {
        m_from->setEnabled(m_byHour->isChecked());
        m_to->setEnabled(m_byHour->isChecked());
        Q_EMIT changed();
    };
    connect(m_byHour, &QCheckBox::toggled, this, follow);
    connect(m_from, &QTimeEdit::timeChanged, this, &ConditionsField::changed);
    connect(m_to, &QTimeEdit::timeChanged, this, &ConditionsField::changed);
    follow();
    return box;
}

QWidget* ConditionsField::makeRate(QWidget* parent) {
    auto* box = new QWidget(parent);
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    m_rate = new QSpinBox(box);
    m_rate->setRange(0, kMostUses);
    m_rate->setSpecialValueText(tr("as often as it likes"));
    m_rate->setAccessibleName(tr("Uses in a while"));
    m_window = new QComboBox(box);
    m_window->setAccessibleName(tr("In which while"));
    m_window->addItem(tr("a minute"), kMinuteMs);
    m_window->addItem(tr("an hour"), 60 * kMinuteMs);
    m_window->addItem(tr("a day"), 24 * 60 * kMinuteMs);
    line->addWidget(m_rate, 1);
    line->addWidget(new PlainLabel(tr("in"), PlainLabel::Look::Body, box));
    line->addWidget(m_window, 1);
    connect(m_rate, &QSpinBox::valueChanged, this, &ConditionsField::changed);
    connect(m_window, &QComboBox::currentIndexChanged, this, &ConditionsField::changed);
    return box;
}

void ConditionsField::setEnvironments(const QStringList& known) {
    m_environments->setSuggestions(known);
}

QString ConditionsField::problem() const {
    return m_networks->problem();
}

Result<delegation::Conditions> ConditionsField::conditions() const {
    delegation::Conditions out;
    out.notBefore = m_notBefore;
    out.notAfter = m_notAfter;
    for (std::uint8_t day = 1; day <= 7; ++day) {
        if (m_days[day - 1U]->isChecked()) {
            out.days.insert(day);
        }
    }
    if (m_byHour->isChecked()) {
        out.minutes = {minutesOf(*m_from), minutesOf(*m_to)};
    }
    for (const auto& one : m_environments->tokens()) {
        out.environments.insert(one.toStdString());
    }
    for (const auto& one : m_networks->tokens()) {
        TRY(auto network, delegation::Network::parse(one.toStdString()));
        out.networks.push_back(std::move(network));
    }
    if (m_rate->value() > 0) {
        out.rate = {.count = static_cast<std::uint32_t>(m_rate->value()),
                    .window = Duration(m_window->currentData().toInt())};
    }
    if (m_budget->value() > 0) {
        out.budget = static_cast<std::uint64_t>(m_budget->value());
    }
    CHECK(delegation::checkConditions(out));
    return out;
}

void ConditionsField::setConditions(const delegation::Conditions& conditions) {
    m_notBefore = conditions.notBefore;
    m_notAfter = conditions.notAfter;
    for (const auto day : conditions.days) {
        m_days[day - 1U]->setChecked(true);
    }
    if (conditions.minutes) {
        m_byHour->setChecked(true);
        m_from->setTime(QTime(0, 0).addSecs(conditions.minutes->first * 60));
        m_to->setTime(QTime(0, 0).addSecs(conditions.minutes->second * 60));
    }
    QStringList environments;
    for (const auto& one : conditions.environments) {
        environments << plain(one);
    }
    m_environments->setTokens(environments);
    QStringList networks;
    for (const auto& one : conditions.networks) {
        networks << plain(one.text());
    }
    m_networks->setTokens(networks);
    if (conditions.rate) {
        const auto window = static_cast<int>(conditions.rate->window.count());
        if (m_window->findData(window) < 0) {
            m_window->addItem(lasting(conditions.rate->window), window);
        }
        m_window->setCurrentIndex(m_window->findData(window));
        m_rate->setValue(static_cast<int>(conditions.rate->count));
    }
    m_budget->setValue(static_cast<int>(conditions.budget.value_or(0)));
    unfold(conditions != delegation::Conditions());
}

} // namespace countersign::ui
