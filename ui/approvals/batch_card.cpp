#include "ui/approvals/batch_card.h"

#include "ui/approvals/chain_view.h"
#include "ui/approvals/code_view.h"
#include "ui/approvals/from_utf8.h"
#include "ui/approvals/reason_cards.h"
#include "ui/support/format.h"
#include "ui/support/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/plain_label.h"

#include <QVBoxLayout>

#include <algorithm>

namespace countersign::ui {

namespace {

constexpr qsizetype kCommonLimit = 16 * 1024;
constexpr qsizetype kEachLimit = 4 * 1024;

bool sameInAll(const std::vector<command::ApprovalView>& views, const std::string& name, const json::Value& value) {
    return std::ranges::all_of(views, [&](const auto& view) {
        const auto* other = view.arguments.find(name);
        return other != nullptr && *other == value;
    });
}

json::Object commonOf(const std::vector<command::ApprovalView>& views) {
    json::Object common;
    for (const auto& [name, value] : views.front().arguments) {
        if (sameInAll(views, name, value)) {
            common.set(name, value);
        }
    }
    return common;
}

/// What is not in the common part, with what the agent said about it.
json::Object ownOf(const command::ApprovalView& view, const json::Object& common) {
    json::Object own;
    for (const auto& [name, value] : view.arguments) {
        if (common.find(name) == nullptr) {
            own.set(name, value);
        }
    }
    return own;
}

} // namespace

BatchCard::BatchCard(QWidget* parent)
    : QWidget(parent), m_title(new PlainLabel(PlainLabel::Look::Title, this)),
      m_facts(new PlainLabel(PlainLabel::Look::MutedMono, this)),
      m_leftOut(new PlainLabel(PlainLabel::Look::Body, this)), m_chain(new ChainView(this)),
      m_reasons(new ReasonCards(this)), m_same(new Card(tr("The same in all of them"), this)),
      m_common(new CodeView(this)), m_differ(new Card(tr("What differs"), this)), m_each(new CodeView(this)),
      m_warning(new PlainLabel(PlainLabel::Look::Body, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_title);
    column->addWidget(m_facts);
    m_leftOut->setTone(Tone::Hold);
    column->addWidget(m_leftOut);
    auto* who = new Card(tr("Who, for whom"), this);
    who->body()->addWidget(m_chain);
    column->addWidget(who);
    column->addWidget(m_reasons);
    connect(m_reasons, &ReasonCards::originClicked, this, &BatchCard::originClicked);
    m_same->body()->addWidget(m_common);
    column->addWidget(m_same);
    m_differ->body()->addWidget(m_each);
    column->addWidget(m_differ);
    column->addWidget(m_warning);
    column->addStretch(1);
    m_warning->setTone(Tone::Deny);
}

void BatchCard::setViews(const std::vector<command::ApprovalView>& views, std::size_t leftOut) {
    const auto& request = views.front().request;
    QStringList resources;
    for (const auto& [name, value] : request.resource) {
        resources << fromUtf8(name) + QLatin1Char('=') + fromUtf8(value);
    }
    const int count = static_cast<int>(views.size());
    m_title->setText(
        tr("%1 on %2 · %n alike", nullptr, count).arg(fromUtf8(request.action), resources.join(QStringLiteral(", "))));
    m_facts->setText(
        tr("%n at once, each signed by itself · needs %1", nullptr, count).arg(fromUtf8(request.requiredScope)));
    m_leftOut->setText(tr("These are the first %1 that you selected. The other %n come after them.", nullptr,
                          static_cast<int>(leftOut))
                           .arg(number(views.size())));
    m_leftOut->setVisible(leftOut > 0);
    m_chain->setChain(request.chain, request.agentKey);
    m_reasons->setAlike(views);
    const auto common = commonOf(views);
    auto same = codeOf(common, kCommonLimit);
    m_whole = same.left == 0;
    auto suspicious = std::move(same.suspicious);
    m_same->setVisible(!same.lines.empty());
    m_common->setLines(std::move(same.lines));
    std::vector<CodeLine> each;
    for (const auto& view : views) {
        auto own = codeOf(ownOf(view, common), kEachLimit);
        m_whole = m_whole && own.left == 0;
        each.push_back({.name = fromUtf8(view.request.request.text()), .depth = 0, .place = {}, .runs = {}});
        if (view.askedReason) {
            auto said = highlighted(fromUtf8(*view.askedReason), Language::Plain, suspicious);
            each.back().runs = std::move(said.front());
            for (std::size_t i = 1; i < said.size(); ++i) {
                each.push_back({.name = {}, .depth = 0, .place = {}, .runs = std::move(said[i])});
            }
        }
        for (auto& line : own.lines) {
            ++line.depth;
            each.push_back(std::move(line));
        }
        suspicious.insert(suspicious.end(), own.suspicious.begin(), own.suspicious.end());
    }
    m_each->setLines(std::move(each));
    m_warning->setText(suspicionSentence(suspicious));
    m_warning->setVisible(!m_warning->text().isEmpty());
    setAccessibleName(m_title->shown());
}

QString BatchCard::shownText() const {
    return m_common->plainText() + m_each->plainText();
}

} // namespace countersign::ui
