#include "core/ledger/checkpoint.h"
#include "core/ledger/record.h"
#include "tests/fuzz/fuzz.h"

#include <array>

namespace {

const countersign::ledger::NoteKey& key() {
    static const auto known = [] {
        std::array<std::uint8_t, 32> seed{};
        seed.fill(7);
        const auto signing = countersign::crypto::SigningKey::fromSeed(seed);
        return *countersign::ledger::NoteKey::create("fuzz.example/countersign/x", signing->publicKey());
    }();
    return known;
}

} // namespace

/// Signed notes, checkpoints and records: nothing that the key did not sign is ever opened, and what is taken is
/// written back byte for byte.
void countersign::fuzz::run(std::string_view bytes) {
    hold(!ledger::openCheckpoint(bytes, std::array{key()}), "nothing is opened that the key did not sign");
    if (const auto note = ledger::parseNote(bytes)) {
        hold(bytes.starts_with(note->text) && !note->signatures.empty(), "a note begins with its text");
        hold(note->text.ends_with('\n'), "which is whole lines");
    }
    if (const auto checkpoint = ledger::Checkpoint::parse(bytes)) {
        const auto again = ledger::Checkpoint::parse(checkpoint->text());
        hold(again && again->size == checkpoint->size && again->root == checkpoint->root, "a checkpoint comes back");
    }
    if (const auto record = ledger::Record::parse(bytes)) {
        hold(record->canonical() == bytes, "a record is the bytes that it was parsed from");
    }
}
