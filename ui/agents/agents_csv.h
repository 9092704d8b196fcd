#pragma once

#include "ui/agents/agent_draft.h"

#include <vector>

namespace countersign::ui {

struct CsvAgent {
    /// In the file, from 1: where the row begins.
    int line = 0;
    AgentDraft draft;
};

/// RFC 4180, strictly: a header row that names its columns (`id`, `owner`, `public_key`; `environment`, `tags`), then a
/// row for each agent, with as many cells. InvalidArgument names the line. At most 10,000 rows.
[[nodiscard]] Result<std::vector<CsvAgent>> readAgentsCsv(QStringView text);

} // namespace countersign::ui
