#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace countersign::backend {

/// Takes a `text/event-stream` apart as it comes (HTML standard, server-sent events): gives the data of each event that
/// is complete. Comments and other fields are passed over.
class EventLines {
public:
    /// The events that this piece completes. Empty optional when an event is longer than 8 MiB: the stream is not ours.
    [[nodiscard]] std::optional<std::vector<std::string>> feed(std::string_view piece);

private:
    void take(std::string_view line, std::vector<std::string>& events);

    std::string m_line;
    std::string m_data;
};

} // namespace countersign::backend
