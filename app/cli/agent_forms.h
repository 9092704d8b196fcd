#pragma once

#include "app/cli/values.h"

namespace countersign::cli {

/// An agent to register, as the options of `agent register` or a row of a CSV file say it, before anything of it is
/// parsed. Lists are separated by `;` in a row.
struct AgentForm {
    std::string id;
    std::string owner;
    std::string publicKey;
    std::string displayName;
    std::string description;
    std::string environment;
    std::string expires;
    std::vector<std::string> tags;
    std::vector<std::string> metadata;
    std::vector<std::string> capabilities;
};

[[nodiscard]] Outcome<command::RegisterAgent> toCommand(const AgentForm& form, Timestamp now, Random& random);

/// RFC 4180, with a header row that names the columns: id, owner, public_key (required), display_name, description,
/// environment, expires, tags, metadata, capabilities. InvalidArgument names the line.
[[nodiscard]] Result<std::vector<AgentForm>> readAgentsCsv(std::string_view text);

} // namespace countersign::cli
