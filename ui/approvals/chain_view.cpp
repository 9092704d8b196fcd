#include "ui/approvals/chain_view.h"

#include "ui/support/format.h"
#include "ui/support/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/key_glyph.h"
#include "ui/widgets/plain_label.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>

namespace countersign::ui {

namespace {

/// A raised box around one principal.
class Crumb final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const auto& colors = colorsOf(this);
        paintPanel(painter, rect(), colors.raised, colors.line, kRadius);
    }
};

QString hopText(const delegation::Delegation& hop) {
    QStringList scopes;
    for (const auto& scope : hop.scopes) {
        scopes << QString::fromStdString(scope.text());
    }
    auto text = ChainView::tr("lends %1 until %2, depth %3")
                    .arg(scopes.join(QStringLiteral(", ")), moment(hop.expires))
                    .arg(hop.maxDepth);
    if (hop.maxUses) {
        text = ChainView::tr("%1, uses: at most %n", nullptr, static_cast<int>(*hop.maxUses)).arg(text);
    }
    return text;
}

} // namespace

ChainView::ChainView(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ChainView::setChain(const approval::Chain& chain, const crypto::Thumbprint& agentKey) {
    m_chain = chain;
    m_keys.clear();
    m_hops.clear();
    if (!chain.empty()) {
        m_keys[chain.back().principal.id()] = agentKey;
    }
    rebuild();
}

void ChainView::setKey(const std::string& agent, const crypto::Thumbprint& key) {
    m_keys.emplace(agent, key);
    rebuild();
}

void ChainView::setHop(const delegation::Delegation& hop) {
    m_hops.insert_or_assign(hop.id.text(), hop);
    rebuild();
}

void ChainView::addPrincipal(const approval::ChainLink& link, const crypto::Thumbprint& key) {
    auto* crumb = new Crumb(this);
    auto* row = new QHBoxLayout(crumb);
    row->setContentsMargins(10, 6, 10, 6);
    row->setSpacing(kGrid);
    if (!key.empty()) {
        auto* glyph = new KeyGlyph(crumb);
        glyph->setThumbprint(key);
        glyph->setAccessibleName(tr("Key %1").arg(shortThumbprint(key)));
        row->addWidget(glyph);
        setPlainToolTip(crumb, QString::fromStdString(key.text()));
    }
    auto* name = new PlainLabel(PlainLabel::Look::Strong, crumb);
    name->setFit(PlainLabel::Fit::Elide);
    name->setText(std::string_view(link.principal.id()));
    row->addWidget(name);
    auto* kind = new PlainLabel(PlainLabel::Look::Muted, crumb);
    kind->setFit(PlainLabel::Fit::Elide);
    kind->setText(link.principal.type() == identity::PrincipalType::Agent ? tr("agent") : tr("person"));
    row->addWidget(kind);
    m_parts << crumb;
}

void ChainView::addHop(const approval::ChainLink& link) {
    const auto id = link.delegation ? link.delegation->text() : std::string();
    const auto found = m_hops.find(id);
    auto* label = new PlainLabel(PlainLabel::Look::Muted, this);
    label->setFit(PlainLabel::Fit::Elide);
    const auto words = found != m_hops.end() ? hopText(found->second)
                       : id.empty()          ? tr("stands behind")
                                             : tr("lends by %1").arg(QString::fromStdString(id));
    label->setText(words + QStringLiteral(" \u2192"));
    m_parts << label;
}

void ChainView::rebuild() {
    for (auto* part : std::exchange(m_parts, {})) {
        part->hide();
        part->deleteLater();
    }
    QStringList spoken;
    for (std::size_t i = 0; i < m_chain.size(); ++i) {
        const auto& link = m_chain[i];
        if (i > 0) {
            addHop(link);
        }
        const auto key = m_keys.find(link.principal.id());
        addPrincipal(link, key == m_keys.end() ? crypto::Thumbprint() : key->second);
        spoken << visible(link.principal.text());
    }
    setAccessibleName(tr("Chain of responsibility: %1").arg(spoken.join(QStringLiteral(" \u2192 "))));
    for (auto* part : m_parts) {
        part->show();
    }
    arrange();
}

void ChainView::arrange() {
    int x = 0;
    int y = 0;
    int tallest = 0;
    for (auto* part : m_parts) {
        auto size = part->sizeHint();
        size.setWidth(std::min(size.width(), std::max(40, width())));
        if (x > 0 && x + size.width() > width()) {
            x = 0;
            y += tallest + kGrid;
            tallest = 0;
        }
        size.setHeight(std::max(size.height(), 34));
        part->setGeometry(x, y, size.width(), size.height());
        x += size.width() + kGrid;
        tallest = std::max(tallest, size.height());
    }
    setFixedHeight(std::max(1, y + tallest));
}

void ChainView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        arrange();
    }
}

} // namespace countersign::ui
