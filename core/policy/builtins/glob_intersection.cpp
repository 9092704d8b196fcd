#include "core/policy/builtins/glob_p.h"
#include "core/policy/builtins/runes_p.h"

#include <set>

namespace countersign::policy::detail {

namespace {

/// What one place of an expression matches: ranges of code points, once, or as often as one likes.
struct Place {
    std::vector<std::pair<char32_t, char32_t>> ranges;
    bool isRepeated = false;
};

using Places = std::vector<Place>;

constexpr char32_t kLast = 0x10FFFF;

std::unexpected<Error> malformed(std::string_view glob) {
    return builtinError("input:" + std::string(glob) + ", the input provided is invalid");
}

class Parser {
public:
    explicit Parser(std::string_view glob) : m_glob(glob) {}

    Result<Places> run() {
        Places places;
        while (m_at < m_glob.size()) {
            const char c = m_glob[m_at];
            if (c == '*' || c == '+' || c == ']') {
                return malformed(m_glob);
            }
            Place place;
            if (c == '.') {
                ++m_at;
                place.ranges = {{0, kLast}};
            } else if (c == '[') {
                TRY(place.ranges, set());
            } else {
                TRY(const char32_t rune, character());
                place.ranges = {{rune, rune}};
            }
            if (m_at < m_glob.size() && (m_glob[m_at] == '*' || m_glob[m_at] == '+')) {
                if (m_glob[m_at++] == '+') {
                    places.push_back(place);
                }
                place.isRepeated = true;
            }
            places.push_back(std::move(place));
        }
        return places;
    }

private:
    Result<char32_t> character() {
        if (m_glob[m_at] == '\\') {
            ++m_at;
        }
        if (m_at >= m_glob.size()) {
            return malformed(m_glob);
        }
        const char32_t rune = runeAt(m_glob, m_at);
        m_at += runeLength(m_glob, m_at);
        return rune;
    }

    Result<std::vector<std::pair<char32_t, char32_t>>> set() {
        ++m_at;
        std::vector<std::pair<char32_t, char32_t>> ranges;
        while (m_at < m_glob.size() && m_glob[m_at] != ']') {
            TRY(const char32_t first, character());
            char32_t last = first;
            if (m_at + 1 < m_glob.size() && m_glob[m_at] == '-' && m_glob[m_at + 1] != ']') {
                ++m_at;
                TRY(last, character());
            }
            if (last < first) {
                return malformed(m_glob);
            }
            ranges.emplace_back(first, last);
        }
        if (m_at >= m_glob.size() || ranges.empty()) {
            return malformed(m_glob);
        }
        ++m_at;
        return ranges;
    }

    std::string_view m_glob;
    std::size_t m_at = 0;
};

bool overlap(const Place& a, const Place& b) {
    return std::ranges::any_of(a.ranges, [&](const auto& x) {
        return std::ranges::any_of(b.ranges, [&](const auto& y) { return x.first <= y.second && y.first <= x.second; });
    });
}

} // namespace

Result<bool> globsIntersect(BuiltinContext& context, std::string_view a, std::string_view b) {
    TRY(const Places left, Parser(a).run());
    TRY(const Places right, Parser(b).run());
    // Each pair of places is visited once: two automata walked side by side.
    CHECK(context.step((left.size() + 1) * (right.size() + 1)));
    std::set<std::pair<std::size_t, std::size_t>> seen;
    std::vector<std::pair<std::size_t, std::size_t>> open{{0, 0}};
    while (!open.empty()) {
        const auto [i, j] = open.back();
        open.pop_back();
        if (!seen.emplace(i, j).second) {
            continue;
        }
        if (i == left.size() && j == right.size()) {
            return true;
        }
        if (i < left.size() && left[i].isRepeated) {
            open.emplace_back(i + 1, j);
        }
        if (j < right.size() && right[j].isRepeated) {
            open.emplace_back(i, j + 1);
        }
        if (i < left.size() && j < right.size() && overlap(left[i], right[j])) {
            open.emplace_back(left[i].isRepeated ? i : i + 1, right[j].isRepeated ? j : j + 1);
        }
    }
    return false;
}

} // namespace countersign::policy::detail
