#include "ui/audit/filter_text.h"

#include "core/audit/filter.h"

#include <algorithm>
#include <array>

namespace countersign::ui {

namespace {

constexpr std::array<QStringView, 4> kKeywords{u"and", u"or", u"not", u"in"};
constexpr QStringView kMarks = u"(),";
constexpr QStringView kSigns = u"=!~<>";

bool isKeyword(QStringView word) {
    return std::ranges::any_of(kKeywords,
                               [&](QStringView keyword) { return word.compare(keyword, Qt::CaseInsensitive) == 0; });
}

/// Where a word or a quoted value that begins here ends.
int endOfWord(const QString& text, int at) {
    const auto size = static_cast<int>(text.size());
    if (text[at] == u'"') {
        for (++at; at < size && text[at] != u'"'; ++at) {
            at += text[at] == u'\\' ? 1 : 0;
        }
        return std::min(at + 1, size);
    }
    while (at < size && !text[at].isSpace() && !kMarks.contains(text[at]) && !kSigns.contains(text[at]) &&
           text[at] != u'"') {
        ++at;
    }
    return at;
}

struct State {
    bool valueNext = false;
    bool inList = false;

    FilterWord::Kind word(QStringView text) {
        if (isKeyword(text)) {
            valueNext = false;
            inList = inList || text.compare(u"in", Qt::CaseInsensitive) == 0;
            return FilterWord::Kind::Keyword;
        }
        if (valueNext || inList) {
            valueNext = false;
            return FilterWord::Kind::Value;
        }
        return FilterWord::Kind::Field;
    }
};

Expected::What nextAfter(const std::vector<FilterWord>& words, std::size_t count, const QString& text, QString* field) {
    using enum FilterWord::Kind;
    for (auto i = count; i-- > 0;) {
        if (words[i].kind == Field) {
            *field = text.mid(words[i].begin, words[i].end - words[i].begin).toLower();
            break;
        }
    }
    if (count == 0) {
        return Expected::What::Field;
    }
    const auto& last = words[count - 1];
    const auto word = text.mid(last.begin, last.end - last.begin);
    switch (last.kind) {
    case Field:
        return Expected::What::Operator;
    case Operator:
        return Expected::What::Value;
    case Keyword:
        return word.compare(u"in", Qt::CaseInsensitive) == 0 ? Expected::What::Value : Expected::What::Field;
    case Value:
        return Expected::What::Conjunction;
    case Mark:
        break;
    }
    if (word.compare(u")") == 0) {
        return Expected::What::Conjunction;
    }
    const bool list = count > 1 && (words[count - 2].kind == Value ||
                                    text.mid(words[count - 2].begin, words[count - 2].end - words[count - 2].begin)
                                            .compare(u"in", Qt::CaseInsensitive) == 0);
    return word.compare(u",") == 0 || list ? Expected::What::Value : Expected::What::Field;
}

} // namespace

QString comparison(std::string_view field, std::string_view value) {
    std::string quoted = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') {
            quoted += '\\';
        }
        quoted += c;
    }
    const auto text = std::string(field) + " = " + quoted + "\"";
    const auto parsed = audit::Filter::parse(text, Timestamp());
    return QString::fromStdString(parsed ? parsed->text() : text);
}

QString bothOf(const QString& filter, const QString& condition) {
    const auto trimmed = filter.trimmed();
    if (trimmed.isEmpty() || condition.isEmpty()) {
        return trimmed.isEmpty() ? condition : trimmed;
    }
    const auto parsed = audit::Filter::parse(trimmed.toStdString(), Timestamp());
    const bool either = parsed && std::holds_alternative<audit::Or>(parsed->root().value);
    return (either ? QStringLiteral("(%1)").arg(trimmed) : trimmed) + QStringLiteral(" and ") + condition;
}

QString between(Timestamp from, Timestamp to) {
    return QStringLiteral("time >= %1 and time < %2")
        .arg(QString::fromStdString(from.text()), QString::fromStdString(to.text()));
}

std::vector<FilterWord> wordsOf(const QString& text) {
    std::vector<FilterWord> words;
    State state;
    const auto size = static_cast<int>(text.size());
    for (int at = 0; at < size;) {
        const int begin = at;
        if (text[at].isSpace()) {
            ++at;
            continue;
        }
        if (kMarks.contains(text[at])) {
            state.inList = state.inList && text[at] != u')';
            words.push_back({FilterWord::Kind::Mark, begin, ++at});
            continue;
        }
        if (kSigns.contains(text[at])) {
            while (at < size && kSigns.contains(text[at])) {
                ++at;
            }
            state.valueNext = true;
            words.push_back({FilterWord::Kind::Operator, begin, at});
            continue;
        }
        at = std::max(at + 1, endOfWord(text, at));
        words.push_back({state.word(QStringView(text).mid(begin, at - begin)), begin, at});
    }
    return words;
}

Expected expectedAt(const QString& text, int cursor) {
    const auto words = wordsOf(text);
    std::size_t before = 0;
    while (before < words.size() && words[before].end < cursor) {
        ++before;
    }
    Expected expected{.what = {}, .field = {}, .begin = cursor, .end = cursor, .typed = {}};
    const bool touches = before < words.size() && words[before].begin < cursor && words[before].end >= cursor;
    const bool operators = touches && words[before].kind == FilterWord::Kind::Operator;
    const bool mark = touches && words[before].kind == FilterWord::Kind::Mark;
    if (touches && !mark && !(operators && words[before].end == cursor)) {
        expected.begin = words[before].begin;
        expected.end = words[before].end;
        expected.typed = text.mid(expected.begin, cursor - expected.begin);
    } else if (mark || operators) {
        ++before;
    }
    expected.what = nextAfter(words, before, text, &expected.field);
    return expected;
}

} // namespace countersign::ui
