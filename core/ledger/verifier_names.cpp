#include "core/ledger/verifier.h"

namespace countersign::ledger {

std::string_view partName(Part part) {
    switch (part) {
    case Part::Record:
        return "record";
    case Part::Tile:
        return "tile";
    case Part::Checkpoint:
        return "checkpoint";
    case Part::Head:
        return "head";
    }
    return "";
}

std::string_view findingName(FindingCode code) {
    switch (code) {
    case FindingCode::RecordChanged:
        return "record_changed";
    case FindingCode::RecordMissing:
        return "record_missing";
    case FindingCode::RecordsSwapped:
        return "records_swapped";
    case FindingCode::RecordInserted:
        return "record_inserted";
    case FindingCode::RecordMisnumbered:
        return "record_misnumbered";
    case FindingCode::RecordMalformed:
        return "record_malformed";
    case FindingCode::RecordForeign:
        return "record_foreign";
    case FindingCode::OutcomeIllegal:
        return "outcome_illegal";
    case FindingCode::TimeBackwards:
        return "time_backwards";
    case FindingCode::RecordsMissingAtEnd:
        return "records_missing_at_end";
    case FindingCode::RecordsUnsigned:
        return "records_unsigned";
    case FindingCode::RecordsUnproven:
        return "records_unproven";
    case FindingCode::TileChanged:
        return "tile_changed";
    case FindingCode::TileMissing:
        return "tile_missing";
    case FindingCode::CheckpointMalformed:
        return "checkpoint_malformed";
    case FindingCode::CheckpointSignature:
        return "checkpoint_signature";
    case FindingCode::CheckpointForeign:
        return "checkpoint_foreign";
    case FindingCode::CheckpointContradicted:
        return "checkpoint_contradicted";
    case FindingCode::CheckpointMissing:
        return "checkpoint_missing";
    case FindingCode::CheckpointRepeated:
        return "checkpoint_repeated";
    case FindingCode::HeadOlder:
        return "head_older";
    case FindingCode::HeadForked:
        return "head_forked";
    }
    return "";
}

} // namespace countersign::ledger
