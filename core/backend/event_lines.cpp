#include "core/backend/event_lines_p.h"

namespace countersign::backend {

namespace {

constexpr std::size_t kMaxEvent = 8 * 1024 * 1024;

} // namespace

std::optional<std::vector<std::string>> EventLines::feed(std::string_view piece) {
    std::vector<std::string> events;
    while (!piece.empty()) {
        const auto end = piece.find('\n');
        m_line.append(piece.substr(0, end));
        if (m_line.size() + m_data.size() > kMaxEvent) {
            return std::nullopt;
        }
        if (end == std::string_view::npos) {
            break;
        }
        if (m_line.ends_with('\r')) {
            m_line.pop_back();
        }
        take(m_line, events);
        m_line.clear();
        piece.remove_prefix(end + 1);
    }
    return events;
}

void EventLines::take(std::string_view line, std::vector<std::string>& events) {
    if (line.empty()) {
        if (!m_data.empty()) {
            events.push_back(std::exchange(m_data, {}));
        }
        return;
    }
    constexpr std::string_view kData = "data:";
    if (!line.starts_with(kData)) {
        return;
    }
    line.remove_prefix(kData.size());
    if (line.starts_with(' ')) {
        line.remove_prefix(1);
    }
    m_data.append(m_data.empty() ? "" : "\n").append(line);
}

} // namespace countersign::backend
