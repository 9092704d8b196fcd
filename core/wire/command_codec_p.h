#pragma once

#include "core/wire/commands.h"
#include "core/wire/shape_p.h"

namespace countersign::wire {

/// A command inside something else: its own form, texts as commitments.
template <>
struct Codec<command::Command> {
    static json::Value write(const command::Command& command, Texts) { return toJson(command); }
    static Result<command::Command> read(const json::Value& value, Texts) { return commandFromJson(value); }
};

} // namespace countersign::wire
