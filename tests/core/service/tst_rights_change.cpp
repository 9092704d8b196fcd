#include "core/service/rights_change_p.h"
#include "tests/core/service/rig.h"

#include <QTest>

using namespace countersign;
using rig::must;
using service::RightLine;

namespace {

/// `SCOPE RESOURCE [hold QUORUM | deny] [if]`; the resource `any` is no restriction, alternatives have a `,` between.
RightLine line(const std::string& text) {
    RightLine out{.line = {.scope = {}, .resources = {}, .hold = {}, .origin = {}}};
    const auto words = QString::fromStdString(text).split(QLatin1Char(' '));
    out.line.scope = must(delegation::ScopePattern::parse(words[0].toStdString()));
    out.line.origin = "grant:" + text;
    if (words[1] != QStringLiteral("any")) {
        std::vector<delegation::ResourcePattern> patterns;
        for (const auto& pattern : words[1].split(QLatin1Char(','))) {
            patterns.push_back(must(delegation::ResourcePattern::parse(pattern.toStdString())));
        }
        out.line.resources = delegation::ResourceSet(std::move(patterns));
    }
    for (int i = 2; i < words.size(); ++i) {
        if (words[i] == QStringLiteral("hold")) {
            out.line.hold = approval::Hold{.quorum = words[++i].toUInt(),
                                           .from = must(approval::ApproverPool::parse("role:approver")),
                                           .expiresIn = std::nullopt};
        } else if (words[i] == QStringLiteral("deny")) {
            out.line.effect = delegation::Effect::Deny;
        } else {
            out.conditional = true;
        }
    }
    return out;
}

std::vector<RightLine> lines(const QString& text) {
    std::vector<RightLine> out;
    for (const auto& each : text.split(QStringLiteral("; "), Qt::SkipEmptyParts)) {
        out.push_back(line(each.toStdString()));
    }
    std::ranges::stable_sort(out, [](const auto& a, const auto& b) {
        return std::tie(a.line.scope, a.line.effect, a.line.origin) <
               std::tie(b.line.scope, b.line.effect, b.line.origin);
    });
    return out;
}

QString told(const std::vector<decision::Permission>& permissions) {
    QStringList out;
    for (const auto& permission : permissions) {
        QStringList resources;
        for (const auto& pattern : permission.resources.patterns()) {
            resources << QString::fromStdString(pattern.text());
        }
        out << QString::fromStdString(permission.scope.text()) + QLatin1Char(' ') +
                   (resources.isEmpty() ? QStringLiteral("any") : resources.join(QLatin1Char(','))) +
                   (permission.effect == delegation::Effect::Deny ? QStringLiteral(" deny") : QString()) +
                   (permission.hold ? QStringLiteral(" hold %1").arg(permission.hold->quorum) : QString());
    }
    return out.join(QStringLiteral("; "));
}

} // namespace

class TestRightsChange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatBecomesDifferent_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("gained");
        QTest::addColumn<QString>("lost");
        const auto row = [](const char* name, const char* before, const char* after, const char* gained,
                            const char* lost) {
            QTest::newRow(name) << QString::fromUtf8(before) << QString::fromUtf8(after) << QString::fromUtf8(gained)
                                << QString::fromUtf8(lost);
        };
        row("a right comes", "", "pr:merge repo=a/*", "pr:merge repo=a/*", "");
        row("a right goes", "pr:merge repo=a/* hold 1", "", "", "pr:merge repo=a/* hold 1");
        row("nothing", "pr:merge repo=a/*", "pr:merge repo=a/*", "", "");
        row("given twice", "pr:merge repo=a/*; pr:* repo=a/*", "pr:* repo=a/*", "", "");
        row("a wider one stays", "pr:merge repo=a/b; pr:merge any", "pr:merge any", "", "");
        row("the hold goes", "pr:merge repo=a/* hold 1; pr:merge any", "pr:merge any", "pr:merge repo=a/*",
            "pr:merge repo=a/* hold 1");
        row("the hold goes on a part", "pr:merge repo=a/* hold 1; pr:merge repo=a/b", "pr:merge repo=a/b",
            "pr:merge repo=a/b", "pr:merge repo=a/* hold 1; pr:merge repo=a/b hold 1");
        row("a crossing hold goes", "pr:merge repo=a/* hold 1; pr:merge env=prod", "pr:merge env=prod",
            "pr:merge env=prod", "pr:merge env=prod hold 1; pr:merge repo=a/* hold 1");
        row("a hold elsewhere goes", "pr:merge repo=a/* hold 1; pr:merge repo=b/*", "pr:merge repo=b/*", "",
            "pr:merge repo=a/* hold 1");
        row("the hold comes", "pr:merge repo=a/b", "pr:merge repo=a/b; pr:** repo=a/b hold 2",
            "pr:** repo=a/b hold 2; pr:merge repo=a/b hold 2", "pr:merge repo=a/b");
        row("a free one beside a hold gives nothing", "pr:merge repo=a/* hold 1",
            "pr:merge repo=a/* hold 1; pr:merge repo=a/*", "", "");
        row("the greater hold goes", "pr:merge any hold 2; pr:* any hold 1", "pr:* any hold 1", "pr:merge any hold 1",
            "pr:merge any hold 2");
        row("a denial comes", "pr:merge repo=a/b", "pr:merge repo=a/b; pr:* any deny", "pr:* any deny",
            "pr:merge repo=a/b");
        row("a denial goes", "pr:merge repo=a/b hold 1; pr:* any deny", "pr:merge repo=a/b hold 1",
            "pr:merge repo=a/b hold 1", "pr:* any deny");
        row("what has conditions does not stand for it", "pr:merge repo=a/b; pr:merge any if", "pr:merge any if", "",
            "pr:merge repo=a/b");
        row("what has conditions is told", "", "pr:merge any if", "pr:merge any", "");
        row("its hold counts", "pr:merge any hold 1 if; pr:merge repo=a/b", "pr:merge repo=a/b", "pr:merge repo=a/b",
            "pr:merge any hold 1; pr:merge repo=a/b hold 1");
    }
    void tellsWhatBecomesDifferent() {
        QFETCH(const QString, before);
        QFETCH(const QString, after);
        const auto change = service::rightsChange(lines(before), lines(after));
        QTEST(told(change.gained), "gained");
        QTEST(told(change.lost), "lost");
    }
};

QTEST_APPLESS_MAIN(TestRightsChange)
#include "tst_rights_change.moc"
