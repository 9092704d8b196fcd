#include "tests/core/delegation/sample.h"

#include <QTest>

using namespace countersign;
using namespace countersign::delegation;
using namespace countersign::delegation::test;

namespace {

/// Every text of 1 to `most` of these characters.
std::vector<std::string> texts(const std::string& alphabet, std::size_t most) {
    std::vector<std::string> all;
    std::vector<std::string> last = {""};
    for (std::size_t length = 1; length <= most; ++length) {
        std::vector<std::string> next;
        for (const auto& head : last) {
            for (const char c : alphabet) {
                next.push_back(head + c);
            }
        }
        all.insert(all.end(), next.begin(), next.end());
        last = std::move(next);
    }
    return all;
}

/// The grammar's meaning written down a second time, as plainly as possible.
bool oracleMatches(std::string_view pattern, std::string_view value) {
    if (pattern.empty()) {
        return value.empty();
    }
    if (pattern == "**") {
        return !value.empty();
    }
    if (pattern.front() == '*') {
        return oracleMatches(pattern.substr(1), value) ||
               (!value.empty() && value.front() != '/' && oracleMatches(pattern, value.substr(1)));
    }
    return !value.empty() && value.front() == pattern.front() && oracleMatches(pattern.substr(1), value.substr(1));
}

} // namespace

class TstResource : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void patternsRefused_data();
    void patternsRefused();
    void valuesRefused_data();
    void valuesRefused();
    void manyKeys();
    void examples_data();
    void examples();
    void matchesTheOracle();
    void coversNeverAWrongYes();
    void coversWhatPeopleWrite();
    void manyStars();
    void setsMatch();
    void setsCoverNeverAWrongYes();
    void setsAreSortedAndUnique();

private:
    std::vector<std::string> m_values;
    std::vector<ResourcePattern> m_patterns;
};

void TstResource::initTestCase() {
    for (const auto& text : texts("ab/", 5)) {
        if (checkResource({{"k", text}})) {
            m_values.push_back(text);
        }
    }
    for (const auto& text : texts("ab/*", 4)) {
        if (auto pattern = ResourcePattern::create("k", text)) {
            m_patterns.push_back(*pattern);
        }
    }
    QVERIFY(m_values.size() > 100);
    QVERIFY(m_patterns.size() > 100);
}

void TstResource::patternsRefused_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"",      "=",      "k",        "k=",     "=x",    "K=x",   "1k=x",     "k-k=x",
                             " k=x",  "k=/x",   "k=x/",     "k=x//y", "k=.",   "k=..",  "k=x/../y", "k=./x",
                             "k=x/.", "k=**/x", "k=x/**/y", "k=x**",  "k=**x", "k=***", "k=x\n",    "k=\xFF"}) {
        QTest::newRow(text) << QByteArray(text);
    }
    QTest::newRow("zero byte") << QByteArray("k=a\0b", 5);
    QTest::newRow("long key") << QByteArray(QByteArray(33, 'k') + "=x");
    QTest::newRow("long pattern") << QByteArray("k=" + QByteArray(1025, 'x'));
}

void TstResource::patternsRefused() {
    QFETCH(const QByteArray, text);
    QCOMPARE(codeOf(ResourcePattern::parse(text.toStdString())), Code::InvalidArgument);
}

void TstResource::valuesRefused_data() {
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    const QByteArray key("repo");
    for (const char* value : {"", "/", "/a", "a/", "a//b", ".", "..", "a/..", "../a", "a/./b", "a/../b", "a\n",
                              "\x1B[0m", "\x7F", "\xC2\x85", "\xFF", "\xC0\xAF"}) {
        QTest::newRow(value) << key << QByteArray(value);
    }
    QTest::newRow("zero byte") << key << QByteArray("a\0b", 3);
    QTest::newRow("too long") << key << QByteArray(1025, 'a');
    QTest::newRow("empty key") << QByteArray("") << QByteArray("a");
    QTest::newRow("upper-case key") << QByteArray("Repo") << QByteArray("a");
    QTest::newRow("long key") << QByteArray(33, 'k') << QByteArray("a");
}

void TstResource::valuesRefused() {
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, value);
    QCOMPARE(codeOf(checkResource({{key.toStdString(), value.toStdString()}})), Code::InvalidArgument);
}

void TstResource::manyKeys() {
    Resource resource;
    for (int i = 0; i < 16; ++i) {
        resource["k" + std::to_string(i)] = "v";
    }
    QVERIFY(checkResource(resource));
    resource["one_more"] = "v";
    QCOMPARE(codeOf(checkResource(resource)), Code::InvalidArgument);
    QVERIFY(checkResource({}));
    QVERIFY(checkResource({{"path", "..."}, {"file", ".hidden/a..b"}, {"n", "*"}, {"u", "\xC3\xA4"}}));
}

void TstResource::examples_data() {
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* pattern, const char* value, bool expected) {
        QTest::addRow("%s %s", pattern, value) << QByteArray(pattern) << QByteArray(value) << expected;
    };
    row("acme/*", "acme/api", true);
    row("acme/*", "acme/api/x", false);
    row("acme/*", "acme", false);
    row("acme/*", "other/api", false);
    row("acme/*", "acme2/api", false);
    row("acme/**", "acme/api", true);
    row("acme/**", "acme/api/x", true);
    row("acme/**", "acme", false);
    row("**", "acme", true);
    row("**", "acme/api", true);
    row("*", "acme", true);
    row("*", "acme/api", false);
    row("acme/api", "acme/api", true);
    row("acme/api", "Acme/api", false);
    row("acme/a*i", "acme/api", true);
    row("acme/a*i", "acme/a/i", false);
    row("acme/*-prod-*", "acme/eu-prod-1", true);
    row("acme/*-prod-*", "acme/eu-prod", false);
}

void TstResource::examples() {
    QFETCH(const QByteArray, pattern);
    QFETCH(const QByteArray, value);
    QFETCH(const bool, expected);
    QCOMPARE(ResourcePattern::create("repo", pattern.toStdString()).value().matches(value.toStdString()), expected);
}

void TstResource::matchesTheOracle() {
    std::size_t yes = 0;
    for (const auto& pattern : m_patterns) {
        for (const auto& value : m_values) {
            const bool expected = oracleMatches(pattern.pattern(), value);
            yes += expected ? 1 : 0;
            if (pattern.matches(value) != expected) {
                QFAIL(qPrintable(QString::fromStdString(pattern.text() + " and " + value)));
            }
        }
    }
    QVERIFY(yes > m_patterns.size());
}

void TstResource::coversNeverAWrongYes() {
    std::vector<std::vector<bool>> matched;
    for (const auto& pattern : m_patterns) {
        auto& row = matched.emplace_back();
        for (const auto& value : m_values) {
            row.push_back(pattern.matches(value));
        }
    }
    std::size_t yes = 0;
    for (std::size_t a = 0; a < m_patterns.size(); ++a) {
        QVERIFY(m_patterns[a].covers(m_patterns[a]));
        for (std::size_t b = 0; b < m_patterns.size(); ++b) {
            if (!m_patterns[a].covers(m_patterns[b])) {
                continue;
            }
            ++yes;
            for (std::size_t v = 0; v < m_values.size(); ++v) {
                if (matched[b][v] && !matched[a][v]) {
                    QFAIL(qPrintable(QString::fromStdString(m_patterns[a].text() + " over " + m_patterns[b].text())));
                }
            }
        }
    }
    QVERIFY(yes > 2 * m_patterns.size());
}

void TstResource::coversWhatPeopleWrite() {
    const auto covers = [](const char* outer, const char* inner) {
        return ResourcePattern::create("k", outer).value().covers(ResourcePattern::create("k", inner).value());
    };
    QVERIFY(covers("acme/*", "acme/api"));
    QVERIFY(covers("acme/*", "acme/a*"));
    QVERIFY(covers("acme/**", "acme/*"));
    QVERIFY(covers("acme/**", "acme/x/**"));
    QVERIFY(covers("**", "acme/*"));
    QVERIFY(!covers("acme/*", "acme/**"));
    QVERIFY(!covers("acme/api", "acme/*"));
    QVERIFY(!covers("acme/a*", "acme/*"));
    QVERIFY(!covers("acme/*", "acme/api/x"));
    QVERIFY(!covers("*", "**"));
}

void TstResource::manyStars() {
    // A backtracking matcher that tries every star would not come back from this.
    std::string pattern;
    for (int i = 0; i < 200; ++i) {
        pattern += "a*";
    }
    pattern += "b";
    QVERIFY(!ResourcePattern::create("k", pattern).value().matches(std::string(1024, 'a')));
}

void TstResource::setsMatch() {
    const ResourceSet any;
    QVERIFY(any.isAny());
    QVERIFY(any.matches({}));
    QVERIFY(any.matches({{"repo", "x"}}));
    const ResourceSet one = resources({"repo=acme/*"});
    QVERIFY(one.matches({{"repo", "acme/api"}}));
    QVERIFY(one.matches({{"repo", "acme/api"}, {"branch", "main"}}));
    QVERIFY(!one.matches({}));
    QVERIFY(!one.matches({{"branch", "acme/api"}}));
    const ResourceSet alternatives = resources({"repo=a", "repo=b"});
    QVERIFY(alternatives.matches({{"repo", "a"}}));
    QVERIFY(alternatives.matches({{"repo", "b"}}));
    QVERIFY(!alternatives.matches({{"repo", "c"}}));
    const ResourceSet both = resources({"repo=a", "branch=main", "branch=dev"});
    QVERIFY(both.matches({{"repo", "a"}, {"branch", "dev"}}));
    QVERIFY(!both.matches({{"repo", "a"}}));
    QVERIFY(!both.matches({{"repo", "a"}, {"branch", "x"}}));
    QVERIFY(!both.matches({{"repo", "x"}, {"branch", "dev"}}));
}

void TstResource::setsCoverNeverAWrongYes() {
    std::vector<Resource> universe;
    const std::vector<std::string> values = {"", "a", "b", "ab", "a/b", "a/ab", "b/a"};
    for (const auto& k : values) {
        for (const auto& l : values) {
            Resource resource;
            if (!k.empty()) {
                resource["k"] = k;
            }
            if (!l.empty()) {
                resource["l"] = l;
            }
            universe.push_back(std::move(resource));
        }
    }
    std::vector<ResourcePattern> pool;
    for (const char* key : {"k", "l"}) {
        for (const char* pattern : {"a", "b", "a*", "*", "a/*", "a/b", "**", "*/a", "a/**"}) {
            pool.push_back(ResourcePattern::create(key, pattern).value());
        }
    }
    SeededRandom random(7);
    std::size_t yes = 0;
    for (int i = 0; i < 50'000; ++i) {
        const ResourceSet outer(random.some(pool, random.below(4)));
        const ResourceSet inner(random.some(pool, random.below(4)));
        if (!outer.covers(inner)) {
            continue;
        }
        ++yes;
        for (const auto& resource : universe) {
            QVERIFY(outer.matches(resource) || !inner.matches(resource));
        }
    }
    QVERIFY(yes > 1'000);
}

void TstResource::setsAreSortedAndUnique() {
    QVERIFY(resources({"b=1", "a=2", "b=1", "a=1"}) == resources({"a=1", "a=2", "b=1"}));
    QCOMPARE(resources({"b=1", "b=1"}).patterns().size(), std::size_t(1));
}

QTEST_APPLESS_MAIN(TstResource)
#include "tst_resource.moc"
