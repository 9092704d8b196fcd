#include "core/ledger/record_head_p.h"

#include "core/ledger/record_scan_p.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace countersign::ledger {

namespace {

constexpr std::size_t kBlock = 64;
constexpr std::size_t kBlocks = 64;
/// Longer records are rare enough to go over them step by step.
constexpr std::size_t kMarkable = kBlock * kBlocks - 1;

/// Where quotation marks are among 64 bytes, a bit for each, and whether there is a backslash.
struct Marks {
    std::uint64_t quotes = 0;
    bool escape = false;
};

#ifdef __SSE2__
Marks marksIn(const char* block) {
    const auto part = [block](int i) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 16 * i)); };
    const auto where = [](__m128i bytes, char wanted) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(wanted)); };
    const auto bits = [](__m128i found) { return std::uint64_t{static_cast<std::uint16_t>(_mm_movemask_epi8(found))}; };
    const __m128i a = part(0);
    const __m128i b = part(1);
    const __m128i c = part(2);
    const __m128i d = part(3);
    const auto escapes =
        _mm_or_si128(_mm_or_si128(where(a, '\\'), where(b, '\\')), _mm_or_si128(where(c, '\\'), where(d, '\\')));
    return {.quotes = bits(where(a, '"')) | bits(where(b, '"')) << 16U | bits(where(c, '"')) << 32U |
                      bits(where(d, '"')) << 48U,
            .escape = bits(escapes) != 0};
}
#else
Marks marksIn(const char* block) {
    Marks marks;
    for (unsigned i = 0; i < kBlock; ++i) {
        marks.quotes |= std::uint64_t{block[i] == '"'} << i;
        marks.escape = marks.escape || block[i] == '\\';
    }
    return marks;
}
#endif

/// Where the quotation marks of some bytes are, found all at once.
class QuoteMarks {
public:
    /// Of at most kMarkable bytes.
    explicit QuoteMarks(std::string_view bytes) {
        std::size_t blocks = 0;
        for (; bytes.size() >= kBlock; bytes.remove_prefix(kBlock)) {
            mark(blocks++, bytes.data());
        }
        std::array<char, kBlock> rest{};
        std::memcpy(rest.data(), bytes.data(), bytes.size());
        // One more, right after the end, so that next() need not look for it.
        rest[bytes.size()] = '"';
        mark(blocks, rest.data());
        m_left = m_quotes.front();
    }

    /// With escapes a quotation mark does not always end a string.
    [[nodiscard]] bool sawEscape() const { return m_escape; }

    /// The place of the next one; the number of bytes when there is none left, which is to be asked for once only.
    std::size_t next() {
        while (m_left == 0) {
            m_left = m_quotes[++m_block];
        }
        const auto place = m_block * kBlock + static_cast<std::size_t>(std::countr_zero(m_left));
        m_left &= m_left - 1;
        return place;
    }

private:
    void mark(std::size_t block, const char* bytes) {
        const Marks marks = marksIn(bytes);
        m_quotes[block] = marks.quotes;
        m_escape = m_escape || marks.escape;
    }

    std::array<std::uint64_t, kBlocks> m_quotes;
    bool m_escape = false;
    std::size_t m_block = 0;
    std::uint64_t m_left = 0;
};

std::string_view* memberOf(RecordHead& head, std::string_view name) {
    if (name == "at") {
        return &head.at;
    }
    if (name == "kind") {
        return &head.kind;
    }
    if (name == "outcome") {
        return &head.outcome;
    }
    return name == "store" ? &head.store : nullptr;
}

bool isWhole(const RecordHead& head) {
    return !head.at.empty() && !head.kind.empty() && !head.outcome.empty() && !head.store.empty();
}

/// Goes over an object whose strings have no escapes, from quotation mark to quotation mark.
class QuickScan {
public:
    QuickScan(std::string_view bytes, QuoteMarks& marks) : m_bytes(bytes), m_marks(marks), m_quote(marks.next()) {}

    std::optional<RecordHead> run() {
        RecordHead head;
        if (!take('{')) {
            return {};
        }
        do {
            std::string_view name;
            std::string_view value;
            if (!string(name) || !take(':')) {
                return {};
            }
            std::string_view* const member = memberOf(head, name);
            if (string(value)) {
                if (member != nullptr) {
                    *member = value;
                }
            } else if (member != nullptr || !skipOther()) {
                return {};
            }
        } while (take(','));
        return take('}') && m_at == m_bytes.size() && isWhole(head) ? std::optional(head) : std::nullopt;
    }

private:
    [[nodiscard]] bool at(char c) const { return m_at < m_bytes.size() && m_bytes[m_at] == c; }
    bool take(char c) {
        const bool there = at(c);
        m_at += there ? 1 : 0;
        return there;
    }

    bool string(std::string_view& inside) {
        if (m_quote != m_at || m_at == m_bytes.size()) {
            return false;
        }
        const std::size_t end = m_marks.next();
        if (end == m_bytes.size()) {
            m_quote = end;
            return false;
        }
        inside = m_bytes.substr(m_at + 1, end - m_at - 1);
        m_at = end + 1;
        m_quote = m_marks.next();
        return true;
    }

    /// A value that is no string: without a quotation mark, unless it is an array or object.
    bool skipOther() {
        if (at('{') || at('[')) {
            return skipNested();
        }
        const auto begin = m_at;
        while (m_at < m_quote && !at(',') && !at('}') && !at(']') && !at('"')) {
            ++m_at;
        }
        return m_at != begin;
    }

    bool skipNested() {
        std::size_t depth = 0;
        std::string_view ignored;
        do {
            for (; m_at < m_quote; ++m_at) {
                const char c = m_bytes[m_at];
                if (c == '{' || c == '[') {
                    ++depth;
                } else if ((c == '}' || c == ']') && --depth == 0) {
                    ++m_at;
                    return true;
                }
            }
        } while (string(ignored));
        return false;
    }

    std::string_view m_bytes;
    QuoteMarks& m_marks;
    std::size_t m_at = 0;
    /// The first mark that is not before m_at.
    std::size_t m_quote;
};

} // namespace

std::optional<RecordHead> scanRecord(std::string_view bytes) {
    if (bytes.size() <= kMarkable) {
        if (QuoteMarks marks(bytes); !marks.sawEscape()) {
            return QuickScan(bytes, marks).run();
        }
    }
    return scanRecordStepwise(bytes);
}

std::optional<RecordHead> scanRecordStepwise(std::string_view bytes) {
    Scanner scanner(bytes);
    RecordHead head;
    if (!scanner.take('{')) {
        return {};
    }
    do {
        const auto name = scanner.string();
        if (!name || !scanner.take(':')) {
            return {};
        }
        if (std::string_view* member = memberOf(head, *name)) {
            const auto value = scanner.string();
            if (!value) {
                return {};
            }
            *member = *value;
        } else if (!scanner.value()) {
            return {};
        }
    } while (scanner.take(','));
    return scanner.take('}') && scanner.atEnd() && isWhole(head) ? std::optional(head) : std::nullopt;
}

} // namespace countersign::ledger
