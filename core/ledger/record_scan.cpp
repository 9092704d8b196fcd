#include "core/ledger/record_scan_p.h"

#include <cstring>

namespace countersign::ledger {

namespace {

class Scanner {
public:
    explicit Scanner(std::string_view bytes) : m_at(bytes.data()), m_end(bytes.data() + bytes.size()) {}

    bool take(char c) {
        if (m_at == m_end || *m_at != c) {
            return false;
        }
        ++m_at;
        return true;
    }

    bool atEnd() const { return m_at == m_end; }

    /// The inside of a string, escapes untouched.
    std::optional<std::string_view> string() {
        if (!take('"')) {
            return {};
        }
        const char* const begin = m_at;
        while (m_at != m_end) {
            const auto* quote =
                static_cast<const char*>(std::memchr(m_at, '"', static_cast<std::size_t>(m_end - m_at)));
            if (quote == nullptr) {
                break;
            }
            m_at = quote + 1;
            if (!isEscaped(begin, quote)) {
                return std::string_view(begin, quote);
            }
        }
        m_at = m_end;
        return {};
    }

    bool skipValue() {
        if (m_at == m_end) {
            return false;
        }
        if (*m_at == '"') {
            return string().has_value();
        }
        if (*m_at == '{' || *m_at == '[') {
            return skipNested();
        }
        const char* const begin = m_at;
        while (m_at != m_end && *m_at != ',' && *m_at != '}' && *m_at != ']') {
            ++m_at;
        }
        return m_at != begin;
    }

private:
    static bool isEscaped(const char* begin, const char* quote) {
        const char* first = quote;
        while (first != begin && first[-1] == '\\') {
            --first;
        }
        return (quote - first) % 2 != 0;
    }

    bool skipNested() {
        std::size_t depth = 0;
        while (m_at != m_end) {
            switch (*m_at) {
            case '"':
                if (!string()) {
                    return false;
                }
                continue;
            case '{':
            case '[':
                ++depth;
                break;
            case '}':
            case ']':
                --depth;
                break;
            default:
                break;
            }
            ++m_at;
            if (depth == 0) {
                return true;
            }
        }
        return false;
    }

    const char* m_at;
    const char* m_end;
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

} // namespace

std::optional<RecordHead> scanRecord(std::string_view bytes) {
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
        } else if (!scanner.skipValue()) {
            return {};
        }
    } while (scanner.take(','));
    if (!scanner.take('}') || !scanner.atEnd() || head.at.empty() || head.kind.empty() || head.outcome.empty() ||
        head.store.empty()) {
        return {};
    }
    return head;
}

} // namespace countersign::ledger
