#include "app/cli/agent_forms.h"
#include "core/audit/export_text.h"
#include "tests/fuzz/fuzz.h"

/// The import of agents: a table is taken or refused, and never half of it.
void countersign::fuzz::run(std::string_view bytes) {
    const auto forms = cli::readAgentsCsv(bytes);
    if (!forms) {
        hold(!forms.error().detail.empty(), "a refusal says which line");
        return;
    }
    for (const auto& form : *forms) {
        hold(form.id.size() <= bytes.size() && form.publicKey.size() <= bytes.size(), "no cell is longer than the file");
    }
}
