#include "core/wire/commands.h"
#include "tests/fuzz/fuzz.h"

/// Signed commands as they come over the network: what is taken is written back the same.
void countersign::fuzz::run(std::string_view bytes) {
    const auto value = json::parse(bytes);
    if (!value) {
        return;
    }
    if (const auto envelope = wire::parseEnvelope(*value)) {
        const auto again = wire::envelopeJson(*envelope);
        const auto reread = wire::parseEnvelope(again);
        hold(reread && wire::envelopeJson(*reread) == again, "an envelope comes back from its own form");
    }
    if (const auto command = wire::parseSignedCommand(*value)) {
        const auto reread = wire::parseSignedCommand(wire::signedCommandJson(*command));
        hold(reread && reread->envelope == command->envelope, "a signed command keeps the bytes that were signed");
    }
}
