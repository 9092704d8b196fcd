#include "ui/support/theme.h"

#include <QtTest/QTest>

#include <cmath>

using namespace countersign::ui;

namespace {

/// WCAG 2.2, relative luminance.
double luminance(const QColor& color) {
    const auto channel = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

/// WCAG 2.2, success criterion 1.4.3: contrast ratio.
double contrast(const QColor& a, const QColor& b) {
    const double brighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (brighter + 0.05) / (darker + 0.05);
}

constexpr double kText = 4.5;
constexpr double kGraphics = 3.0;

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textStandsOutOnEveryGround() {
        for (const auto scheme : schemes()) {
            const auto& c = colorsOf(scheme);
            for (const auto& ink : {c.ink, c.muted, c.accent, c.allow, c.deny, c.hold, c.info}) {
                for (const auto& ground : {c.ground, c.surface, c.raised, c.neutralSoft, c.accentSoft}) {
                    QVERIFY2(contrast(ink, ground) >= kText,
                             qPrintable(ink.name() + QStringLiteral(" on ") + ground.name()));
                }
            }
        }
    }

    void chipsAndFilledButtonsCanBeRead() {
        for (const auto scheme : schemes()) {
            const auto& c = colorsOf(scheme);
            for (const auto tone : {Tone::Neutral, Tone::Accent, Tone::Allow, Tone::Deny, Tone::Hold, Tone::Info}) {
                QVERIFY(contrast(inkOf(c, tone), softOf(c, tone)) >= kText);
                QVERIFY(tone == Tone::Neutral || contrast(c.onFill, inkOf(c, tone)) >= kText);
            }
        }
    }

    void theRailCanBeRead() {
        for (const auto scheme : schemes()) {
            const auto& c = colorsOf(scheme);
            for (const auto& ink : {c.railInk, c.railMuted}) {
                QVERIFY(contrast(ink, c.rail) >= kText);
                QVERIFY(contrast(ink, c.railRaised) >= kText);
            }
        }
    }

    void focusIsSeen() {
        for (const auto scheme : schemes()) {
            const auto& c = colorsOf(scheme);
            for (const auto& ground : {c.ground, c.surface, c.raised}) {
                QVERIFY(contrast(c.accent, ground) >= kGraphics);
            }
        }
    }

    void aPaletteLeadsBackToItsColors() {
        for (const auto scheme : schemes()) {
            QCOMPARE(&colorsOf(paletteOf(scheme)), &colorsOf(scheme));
        }
    }
};

QTEST_GUILESS_MAIN(TestTheme)
#include "tst_theme.moc"
