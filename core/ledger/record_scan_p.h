#pragma once

#include <optional>
#include <string_view>

namespace countersign::ledger {

/// Goes over JSON text without white space, building nothing. It finds where values end and accepts much that is no
/// JSON.
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
    [[nodiscard]] bool atEnd() const { return m_at == m_end; }
    /// The inside of a string, escapes untouched.
    std::optional<std::string_view> string();
    /// The inside of a string that has no escapes.
    std::optional<std::string_view> plainString();
    /// The bytes of any value.
    std::optional<std::string_view> value();

private:
    bool skipNested();

    const char* m_at;
    const char* m_end;
};

} // namespace countersign::ledger
