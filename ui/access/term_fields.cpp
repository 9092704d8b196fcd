#include "ui/access/term_fields.h"

#include "ui/access/access_words.h"
#include "ui/widgets/plain_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr int kTypingPause = 200;
constexpr std::size_t kMatchesTold = 6;
constexpr int kMostApprovals = 99;
constexpr int kMostMinutes = 7 * 24 * 60;
constexpr int kAtDate = -2;
constexpr int kNever = -1;

Result<void> checkScope(const std::string& text) {
    CHECK(delegation::ScopePattern::parse(text));
    return {};
}

Result<void> checkResource(const std::string& text) {
    CHECK(delegation::ResourcePattern::parse(text));
    return {};
}

} // namespace

TokenField* scopeField(const QStringList& suggestions, QWidget* parent) {
    auto* field =
        new TokenField(TokenField::tr("Scopes"), TokenField::tr("pr:write:draft, or pr:**"), &checkScope, parent);
    field->setSuggestions(suggestions);
    return field;
}

Result<std::vector<delegation::ScopePattern>> scopesOf(const TokenField& field) {
    std::vector<delegation::ScopePattern> scopes;
    for (const auto& token : field.tokens()) {
        TRY(auto pattern, delegation::ScopePattern::parse(token.toStdString()));
        scopes.push_back(std::move(pattern));
    }
    return scopes;
}

QStringList tokensOf(const std::vector<delegation::ScopePattern>& scopes) {
    QStringList tokens;
    for (const auto& scope : scopes) {
        tokens << plain(scope.text());
    }
    return tokens;
}

ResourceField::ResourceField(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session),
      m_tokens(new TokenField(tr("Resources"), tr("repo=acme/*"), &checkResource, this)),
      m_matches(new PlainLabel(PlainLabel::Look::Muted, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_tokens);
    column->addWidget(m_matches);
    setFocusProxy(m_tokens);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kTypingPause);
    m_matches->setText(tr("Without a pattern: on anything."));
    connect(&m_soon, &QTimer::timeout, this, &ResourceField::lookUp);
    connect(m_tokens, &TokenField::changed, this, [this] {
        ++m_version;
        m_soon.start();
        Q_EMIT changed();
    });
}

Result<delegation::ResourceSet> ResourceField::resources() const {
    std::vector<delegation::ResourcePattern> patterns;
    for (const auto& token : m_tokens->tokens()) {
        TRY(auto pattern, delegation::ResourcePattern::parse(token.toStdString()));
        patterns.push_back(std::move(pattern));
    }
    return delegation::ResourceSet(std::move(patterns));
}

void ResourceField::setResources(const delegation::ResourceSet& resources) {
    QStringList tokens;
    for (const auto& pattern : resources.patterns()) {
        tokens << plain(pattern.text());
    }
    m_tokens->setTokens(tokens);
}

void ResourceField::lookUp() {
    const auto tokens = m_tokens->tokens();
    if (tokens.isEmpty()) {
        m_matches->setText(m_tokens->line().isEmpty() ? tr("Without a pattern: on anything.")
                                                      : tr("Write a key and a pattern: repo=acme/*"));
        return;
    }
    const auto pattern = delegation::ResourcePattern::parse(tokens.back().toStdString());
    if (!pattern) {
        return;
    }
    m_session.ask(this, command::MatchResources{*pattern},
                  [this, version = m_version, pattern = *pattern](const Result<command::ResourceMatches>& answer) {
                      if (version == m_version && answer) {
                          tell(pattern, *answer);
                      }
                  });
}

void ResourceField::tell(const delegation::ResourcePattern& pattern, const command::ResourceMatches& matches) {
    if (matches.items.empty()) {
        m_matches->setText(tr("Nothing that was ever asked for matches %1.").arg(plain(pattern.text())));
        return;
    }
    QStringList values;
    for (std::size_t i = 0; i < std::min(matches.items.size(), kMatchesTold); ++i) {
        values << plain(matches.items[i].value);
    }
    const auto told = values.join(QStringLiteral(", "));
    const auto left = static_cast<int>(std::max(matches.items.size(), kMatchesTold) - kMatchesTold);
    m_matches->setText(left == 0 && matches.complete ? tr("Matches so far: %1.").arg(told)
                       : matches.complete ? tr("Matches so far: %1 and %n other(s).", nullptr, left).arg(told)
                                          : tr("Matches so far: %1 and many others.").arg(told));
}

HoldField::HoldField(const std::vector<identity::Group>& groups, QWidget* parent)
    : QWidget(parent), m_held(new QCheckBox(tr("Hold for approval"), this)), m_terms(new QWidget(this)),
      m_quorum(new QSpinBox(m_terms)), m_pool(new QComboBox(m_terms)), m_minutes(new QSpinBox(m_terms)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_held, 0, Qt::AlignLeft);
    auto* line = new QHBoxLayout(m_terms);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_quorum);
    line->addWidget(new PlainLabel(tr("of"), PlainLabel::Look::Body, m_terms));
    line->addWidget(m_pool, 1);
    line->addWidget(new PlainLabel(tr("within"), PlainLabel::Look::Body, m_terms));
    line->addWidget(m_minutes);
    column->addWidget(m_terms);
    setFocusProxy(m_held);
    m_quorum->setRange(1, kMostApprovals);
    m_quorum->setAccessibleName(tr("Approvals needed"));
    m_pool->setAccessibleName(tr("Who may approve"));
    m_minutes->setRange(0, kMostMinutes);
    m_minutes->setSuffix(tr(" min"));
    m_minutes->setSpecialValueText(tr("the store's time"));
    m_minutes->setAccessibleName(tr("Lapses after"));
    for (const auto role :
         {identity::OperatorRole::Approver, identity::OperatorRole::Owner, identity::OperatorRole::Admin}) {
        m_pool->addItem(QStringLiteral("role:") + plain(identity::operatorRoleName(role)));
    }
    for (const auto& group : groups) {
        m_pool->addItem(QStringLiteral("group:") + plain(group.id.text()));
    }
    const auto follow = [this] {
        m_terms->setVisible(m_held->isChecked());
        Q_EMIT changed();
    };
    connect(m_held, &QCheckBox::toggled, this, follow);
    connect(m_quorum, &QSpinBox::valueChanged, this, &HoldField::changed);
    connect(m_minutes, &QSpinBox::valueChanged, this, &HoldField::changed);
    connect(m_pool, &QComboBox::currentIndexChanged, this, &HoldField::changed);
    follow();
}

Result<std::optional<approval::Hold>> HoldField::hold() const {
    if (!m_held->isChecked()) {
        return std::nullopt;
    }
    TRY(auto pool, approval::ApproverPool::parse(m_pool->currentText().toStdString()));
    approval::Hold hold{
        .quorum = static_cast<std::uint32_t>(m_quorum->value()), .from = std::move(pool), .expiresIn = {}};
    if (m_minutes->value() > 0) {
        hold.expiresIn = std::chrono::minutes(m_minutes->value());
    }
    return hold;
}

void HoldField::setHold(const std::optional<approval::Hold>& hold) {
    m_held->setChecked(hold.has_value());
    if (hold) {
        m_quorum->setValue(static_cast<int>(hold->quorum));
        const auto pool = plain(hold->from.text());
        if (m_pool->findText(pool) < 0) {
            m_pool->addItem(pool);
        }
        m_pool->setCurrentIndex(m_pool->findText(pool));
        const auto minutes = hold->expiresIn ? std::chrono::ceil<std::chrono::minutes>(*hold->expiresIn).count() : 0;
        m_minutes->setValue(static_cast<int>(minutes));
    }
}

MomentField::MomentField(const QString& name, const Clock& clock, Never never, QWidget* parent)
    : QWidget(parent), m_clock(clock), m_choice(new QComboBox(this)), m_date(new QDateTimeEdit(this)) {
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_choice, 1);
    line->addWidget(m_date, 1);
    setFocusProxy(m_choice);
    m_choice->setAccessibleName(name);
    m_date->setAccessibleName(tr("Date and time"));
    m_date->setCalendarPopup(true);
    m_date->setDateTime(QDateTime::fromMSecsSinceEpoch(m_clock.wallNow().milliseconds()).addDays(1));
    if (never == Never::Offered) {
        m_choice->addItem(tr("never"), kNever);
    }
    m_choice->addItem(tr("in an hour"), 1);
    m_choice->addItem(tr("in a day"), 24);
    m_choice->addItem(tr("in 7 days"), 24 * 7);
    m_choice->addItem(tr("in 30 days"), 24 * 30);
    m_choice->addItem(tr("in 90 days"), 24 * 90);
    m_choice->addItem(tr("at a time…"), kAtDate);
    m_date->hide();
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
        m_date->setVisible(m_choice->currentData().toInt() == kAtDate);
        Q_EMIT changed();
    });
    connect(m_date, &QDateTimeEdit::dateTimeChanged, this, &MomentField::changed);
}

std::optional<Timestamp> MomentField::moment() const {
    const int hours = m_choice->currentData().toInt();
    if (hours == kNever) {
        return std::nullopt;
    }
    return hours == kAtDate ? Timestamp(m_date->dateTime().toMSecsSinceEpoch())
                            : m_clock.wallNow() + std::chrono::hours(hours);
}

void MomentField::setMoment(const std::optional<Timestamp>& moment) {
    if (moment) {
        m_date->setDateTime(QDateTime::fromMSecsSinceEpoch(moment->milliseconds()));
    }
    m_choice->setCurrentIndex(m_choice->findData(moment ? kAtDate : kNever));
}

} // namespace countersign::ui
