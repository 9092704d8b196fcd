#include "ui/audit/record_proof.h"

#include "core/ledger/checkpoint.h"
#include "core/ledger/commitment.h"
#include "core/ledger/merkle.h"

namespace countersign::ui {

namespace {

const json::Value* memberOf(const json::Value& value, std::string_view name) {
    const auto* object = value.asObject();
    return object == nullptr ? nullptr : object->find(name);
}

Result<void> checkOpenings(const command::RecordView& view) {
    const auto* arguments = memberOf(view.values, "args");
    if (arguments != nullptr && view.row.record->args) {
        TRY(const auto opened, ledger::CommittedArguments::parse(*arguments));
        CHECK(opened.verify(*view.row.record->args));
    }
    const auto* texts = memberOf(view.values, "texts");
    const auto* reason = texts == nullptr ? nullptr : memberOf(*texts, "asked_reason");
    if (reason != nullptr && view.row.record->askedReason) {
        TRY(const auto opened, ledger::CommittedText::parse(*reason));
        CHECK(opened.verify(*view.row.record->askedReason));
    }
    return {};
}

} // namespace

Result<RecordProof> checkProof(const command::RecordView& view, const command::StoreInfo& store) {
    TRY(const auto record, ledger::Record::parse(view.body));
    const auto leaf = ledger::leafHash(asBytes(view.body));
    if (!(record == view.row.record) || leaf != view.row.leaf || record->store != store.store) {
        return fail(Code::VerificationFailed, "the bytes in the ledger are not the record that is shown");
    }
    CHECK(checkOpenings(view));
    if (view.checkpoint.empty()) {
        return fail(Code::NotFound, "the ledger has no signed head yet");
    }
    TRY(const auto origin, ledger::checkpointOrigin(store.trustDomain, store.store));
    TRY(const auto key, ledger::NoteKey::create(origin, store.ledgerKey));
    TRY(const auto head, ledger::openCheckpoint(view.checkpoint, {&key, 1}));
    if (head.size <= view.row.seq) {
        return fail(Code::NotFound, "the newest signed head does not cover this record yet");
    }
    CHECK(ledger::verifyInclusion(leaf, view.row.seq, head.size, view.inclusion, head.root));
    return RecordProof{.size = head.size, .root = head.root, .hashes = view.inclusion.size()};
}

std::optional<OpenedArguments> argumentsOf(const json::Value& values) {
    const auto* found = memberOf(values, "args");
    const auto opened = found == nullptr ? Result<ledger::CommittedArguments>(fail(Code::NotFound, "none"))
                                         : ledger::CommittedArguments::parse(*found);
    if (!opened) {
        return std::nullopt;
    }
    OpenedArguments out{.values = opened->values(), .erased = {}};
    for (const auto& member : opened->members()) {
        if (!member.opening) {
            out.erased.push_back(member.name);
        }
    }
    return out;
}

std::optional<std::string> askedReasonOf(const json::Value& values) {
    const auto* texts = memberOf(values, "texts");
    const auto* found = texts == nullptr ? nullptr : memberOf(*texts, "asked_reason");
    if (found == nullptr) {
        return std::nullopt;
    }
    const auto opened = ledger::CommittedText::parse(*found);
    return opened && opened->text() != nullptr ? std::optional(*opened->text()) : std::nullopt;
}

} // namespace countersign::ui
