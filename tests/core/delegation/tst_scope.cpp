#include "tests/core/delegation/sample.h"

#include <QTest>

#include <bitset>

using namespace countersign;
using namespace countersign::delegation;
using namespace countersign::delegation::test;

namespace {

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> out(1);
    for (const char c : text) {
        if (c == ':') {
            out.emplace_back();
        } else {
            out.back() += c;
        }
    }
    return out;
}

/// Every sequence of 1 to `most` of these segments.
std::vector<std::string> sequences(const std::vector<std::string>& segments, std::size_t most) {
    std::vector<std::string> all;
    std::vector<std::string> last = {""};
    for (std::size_t length = 1; length <= most; ++length) {
        std::vector<std::string> next;
        for (const auto& head : last) {
            for (const auto& segment : segments) {
                next.push_back(head.empty() ? segment : head + ":" + segment);
            }
        }
        all.insert(all.end(), next.begin(), next.end());
        last = std::move(next);
    }
    return all;
}

/// The grammar's meaning written down a second time, as plainly as possible.
bool oracleMatches(const std::string& pattern, const std::string& text) {
    const auto p = split(pattern);
    const auto s = split(text);
    for (std::size_t i = 0; i < p.size(); ++i) {
        if (p[i] == "**") {
            return s.size() > i;
        }
        const bool prefix = p[i].back() == '*';
        const std::string stem = prefix ? p[i].substr(0, p[i].size() - 1) : p[i];
        if (i >= s.size() || (prefix ? s[i].compare(0, stem.size(), stem) != 0 : s[i] != stem)) {
            return false;
        }
    }
    return p.size() == s.size();
}

} // namespace

/// One bit for each scope of the universe.
using Matched = std::bitset<5 + 25 + 125 + 625>;

class TstScope : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void scopesRefused_data();
    void scopesRefused();
    void patternsRefused_data();
    void patternsRefused();
    void limits();
    void literals();
    void matchesTheOracle();
    void coversExactly();
    void intersectsExactly();
    void tooLongMeets();
    void actions();

private:
    /// Which of the scopes a pattern matches; remembered, because few different meets come out of many pairs.
    const Matched& matchedBy(const std::string& text);

    std::vector<Scope> m_scopes;
    std::vector<ScopePattern> m_patterns;
    /// For each pattern, which of the scopes it matches.
    std::vector<Matched> m_matched;
    std::map<std::string, Matched> m_remembered;
};

const Matched& TstScope::matchedBy(const std::string& text) {
    const auto [it, isNew] = m_remembered.try_emplace(text);
    if (isNew) {
        const ScopePattern pattern = scopePattern(text);
        for (std::size_t i = 0; i < m_scopes.size(); ++i) {
            it->second[i] = pattern.matches(m_scopes[i]);
        }
    }
    return it->second;
}

void TstScope::initTestCase() {
    // One segment and one level more than any pattern names, so that a difference between two patterns always shows.
    for (const auto& text : sequences({"a", "b", "ab", "abz", "z"}, 4)) {
        m_scopes.push_back(scope(text));
    }
    for (const auto& text : sequences({"a", "b", "ab", "*", "a*", "ab*"}, 3)) {
        m_patterns.push_back(scopePattern(text));
    }
    m_patterns.push_back(scopePattern("**"));
    for (const auto& text : sequences({"a", "b", "ab", "*", "a*", "ab*"}, 2)) {
        m_patterns.push_back(scopePattern(text + ":**"));
    }
    for (const auto& pattern : m_patterns) {
        m_matched.push_back(matchedBy(pattern.text()));
    }
    QCOMPARE(m_scopes.size(), Matched().size());
}

void TstScope::scopesRefused_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", ":", "a:", ":a", "a::b", "A", "a:B", "*", "a:*", "a b", "-a", "_a", ".a", "a:-b",
                             "a\n", "a/b", "\xC3\xA4", "a:b:c:d:e:f:g:h:i"}) {
        QTest::newRow(text) << QByteArray(text);
    }
    QTest::newRow("zero byte") << QByteArray("a\0b", 3);
    QTest::newRow("too long") << QByteArray(129, 'a');
}

void TstScope::scopesRefused() {
    QFETCH(const QByteArray, text);
    QCOMPARE(codeOf(Scope::parse(text.toStdString())), Code::InvalidArgument);
}

void TstScope::patternsRefused_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", "a:", ":*", "**:a", "a:**:b", "a**", "***", "*a", "a*b", "a*:*b", "A*", "-*",
                             "a:**:**", "a *", "*:*:*:*:*:*:*:*:*"}) {
        QTest::newRow(text) << QByteArray(text);
    }
    QTest::newRow("too long") << QByteArray(QByteArray(128, 'a') + "*");
}

void TstScope::patternsRefused() {
    QFETCH(const QByteArray, text);
    QCOMPARE(codeOf(ScopePattern::parse(text.toStdString())), Code::InvalidArgument);
}

void TstScope::limits() {
    QVERIFY(Scope::parse("a:b:c:d:e:f:g:h"));
    QVERIFY(Scope::parse(std::string(128, 'a')));
    QVERIFY(Scope::parse("db-1.x_y:0"));
    QVERIFY(ScopePattern::parse("*:*:*:*:*:*:*:**"));
    QVERIFY(ScopePattern::parse(std::string(127, 'a') + "*"));
    QCOMPARE(scope("pr:write:draft").text(), std::string("pr:write:draft"));
    QCOMPARE(scopePattern("pr:wr*:**").text(), std::string("pr:wr*:**"));
}

void TstScope::literals() {
    QVERIFY(scopePattern("a:b").isLiteral());
    QVERIFY(!scopePattern("a:*").isLiteral());
    QVERIFY(!scopePattern("a*").isLiteral());
    QVERIFY(!scopePattern("**").isLiteral());
}

void TstScope::matchesTheOracle() {
    std::size_t yes = 0;
    for (std::size_t p = 0; p < m_patterns.size(); ++p) {
        for (std::size_t s = 0; s < m_scopes.size(); ++s) {
            const bool expected = oracleMatches(m_patterns[p].text(), m_scopes[s].text());
            yes += expected ? 1 : 0;
            if (m_matched[p][s] != expected) {
                QFAIL(qPrintable(QString::fromStdString(m_patterns[p].text() + " and " + m_scopes[s].text())));
            }
        }
    }
    QVERIFY(yes > m_patterns.size());
}

void TstScope::coversExactly() {
    for (std::size_t a = 0; a < m_patterns.size(); ++a) {
        for (std::size_t b = 0; b < m_patterns.size(); ++b) {
            const bool expected = (m_matched[b] & ~m_matched[a]).none();
            if (m_patterns[a].covers(m_patterns[b]) != expected) {
                QFAIL(qPrintable(QString::fromStdString(m_patterns[a].text() + " over " + m_patterns[b].text())));
            }
        }
    }
}

void TstScope::intersectsExactly() {
    for (std::size_t a = 0; a < m_patterns.size(); ++a) {
        for (std::size_t b = 0; b < m_patterns.size(); ++b) {
            const auto meet = m_patterns[a].intersect(m_patterns[b]);
            const Matched both = m_matched[a] & m_matched[b];
            const bool exact = (meet ? matchedBy(meet->text()) : Matched()) == both;
            if (!exact) {
                QFAIL(qPrintable(QString::fromStdString(m_patterns[a].text() + " with " + m_patterns[b].text())));
            }
        }
    }
}

void TstScope::tooLongMeets() {
    const auto left = scopePattern(std::string(100, 'a') + ":*");
    const auto right = scopePattern("*:" + std::string(100, 'b'));
    QVERIFY(!left.intersect(right));
    QVERIFY(!left.covers(right));
}

void TstScope::actions() {
    QCOMPARE(defaultScopeOf("pr.create").value().text(), std::string("pr:create"));
    QCOMPARE(defaultScopeOf("deploy").value().text(), std::string("deploy"));
    for (const char* text : {"", ".", "pr.", ".pr", "pr..x", "Pr", "pr:create", "pr create", "pr.*", "-a", "pr.-a"}) {
        QVERIFY2(codeOf(checkAction(text)) == Code::InvalidArgument, text);
        QVERIFY2(codeOf(defaultScopeOf(text)) == Code::InvalidArgument, text);
    }
    QVERIFY(checkAction(std::string(128, 'a')));
    QCOMPARE(codeOf(checkAction(std::string(129, 'a'))), Code::InvalidArgument);
    // An action may have more segments than a scope; then it needs an entry in the catalogue.
    QVERIFY(checkAction("a.b.c.d.e.f.g.h.i"));
    QCOMPARE(codeOf(defaultScopeOf("a.b.c.d.e.f.g.h.i")), Code::InvalidArgument);
}

QTEST_APPLESS_MAIN(TstScope)
#include "tst_scope.moc"
