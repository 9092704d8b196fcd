#include "tests/fuzz/fuzz.h"
#include "ui/agents/agents_csv.h"

/// The import of agents: a table is taken whole or refused with a line, and no row is longer than the file.
void countersign::fuzz::run(std::string_view bytes) {
    const auto text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    const auto agents = ui::readAgentsCsv(text);
    if (!agents) {
        hold(!agents.error().detail.empty(), "a refusal says which line");
        return;
    }
    const auto lines = text.count(QLatin1Char('\n')) + text.count(QLatin1Char('\r')) + 1;
    int before = 0;
    for (const auto& agent : *agents) {
        hold(agent.line > before && agent.line <= lines, "each row says where in the file it begins");
        before = agent.line;
    }
}
