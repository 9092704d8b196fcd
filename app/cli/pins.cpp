#include "app/cli/pins.h"

#include "app/cli/context.h"
#include "core/ledger/key_chain.h"
#include "core/ledger/merkle.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace countersign::cli {

namespace {

/// One writer at a time, across processes.
class FileLock {
public:
    explicit FileLock(const std::string& path)
        : m_descriptor(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600)) {
        if (m_descriptor >= 0) {
            static_cast<void>(::flock(m_descriptor, LOCK_EX));
        }
    }
    ~FileLock() {
        if (m_descriptor >= 0) {
            ::close(m_descriptor);
        }
    }
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int m_descriptor;
};

Result<void> replaceFile(const std::string& path, const std::string& text) {
    const auto fresh = path + ".new";
    const int file = ::open(fresh.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
    const bool written =
        file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    if (file >= 0) {
        ::close(file);
    }
    if (!written || std::rename(fresh.c_str(), path.c_str()) != 0) {
        return fail(Code::StoreUnreadable, "`" + path + "` cannot be written; heads seen are not remembered");
    }
    return {};
}

/// Nothing here can tell a restore from a fraud: a person has to.
constexpr std::string_view kWhatThen = ". If it was restored, and you know by whom, run `countersignctl store "
                                       "accept-head`: from then on the head of today "
                                       "is the one to compare with";

std::unexpected<Error> otherKey(const std::string& why) {
    return fail(Code::VerificationFailed,
                "the store is signed by another ledger key than the one seen before, " + why + std::string(kWhatThen));
}

/// From the pinned key to the one of today, over records in which each key in turn handed over to the next.
Result<void> checkHandedOver(backend::Backend& store, const StoreId& id, const Pins::Pin& pinned,
                             const Pins::Pin& fresh) {
    auto rows = Context::waited(backend::ask(
        store, command::ListAudit{.filter = "kind = system and reason = " + std::string(ledger::kKeyChangeEvent),
                                  .page = {.after = {}, .limit = 1000}}));
    if (!rows) {
        return otherKey("and its records could not be asked for who changed it (" + rows.error().detail + ")");
    }
    auto key = pinned.ledgerKey;
    std::ranges::sort(rows->items, {}, &command::AuditRow::seq);
    for (const auto& row : rows->items) {
        const auto change = ledger::readKeyChange(row.record->data, row.seq);
        const bool between = row.seq >= pinned.head.size && row.seq < fresh.head.size;
        if (change && between && change->previous == key && ledger::checkKeyChange(*change, id)) {
            key = change->key;
        }
    }
    return key == fresh.ledgerKey ? Result<void>() : otherKey("and that one did not hand over to it");
}

Result<void> continues(backend::Backend& store, const StoreId& id, const Pins::Pin& pinned, const Pins::Pin& fresh) {
    // First, because it says more: a copy from before the key changed has both.
    if (fresh.head.size < pinned.head.size) {
        return fail(Code::VerificationFailed, "the store has " + std::to_string(fresh.head.size) + " records, but " +
                                                  std::to_string(pinned.head.size) +
                                                  " were seen before: it is an older copy" + std::string(kWhatThen));
    }
    if (pinned.ledgerKey != fresh.ledgerKey) {
        CHECK(checkHandedOver(store, id, pinned, fresh));
    }
    TRY(const auto proof, Context::waited(backend::ask(
                              store, command::ProveConsistency{.from = pinned.head.size, .to = fresh.head.size})));
    if (!ledger::verifyConsistency(pinned.head.size, pinned.head.root, fresh.head.size, fresh.head.root, proof)) {
        return fail(Code::VerificationFailed, "the store's history is not the one that was seen before, at " +
                                                  std::to_string(pinned.head.size) + " records" +
                                                  std::string(kWhatThen));
    }
    return {};
}

} // namespace

Pins Pins::ofUser() {
    const char* state = std::getenv("XDG_STATE_HOME");
    const char* home = std::getenv("HOME");
    const auto folder = state != nullptr && *state == '/'
                            ? std::filesystem::path(state)
                            : std::filesystem::path(home == nullptr ? "/" : home) / ".local" / "state";
    return Pins((folder / "countersign" / "pins.json").string());
}

Result<json::Object> Pins::load() const {
    std::error_code error;
    if (!std::filesystem::exists(m_path, error)) {
        return json::Object();
    }
    const auto text = readTextFile(m_path, 1024 * 1024);
    const auto value = text ? json::parse(*text) : fail(Code::StoreUnreadable, "");
    if (!value || value->asObject() == nullptr) {
        return fail(Code::StoreUnreadable,
                    "`" + m_path + "` is damaged; mend it, or remove it to forget the heads seen");
    }
    return *value->asObject();
}

Result<std::optional<Pins::Pin>> Pins::find(const StoreId& store) const {
    TRY(const auto all, load());
    const auto* entry = all.find(store.text());
    if (entry == nullptr) {
        return std::optional<Pin>();
    }
    TRY(auto reader, json::Reader::of(*entry, "pin"));
    TRY(const auto note, reader.string("checkpoint"));
    TRY(const auto key, reader.string("ledger_key"));
    TRY(const auto ledgerKey, crypto::PublicKey::fromBase64(key));
    TRY(const auto opened, ledger::parseNote(note));
    TRY(const auto stated, ledger::Checkpoint::parse(opened.text));
    TRY(const auto noteKey, ledger::NoteKey::create(stated.origin, ledgerKey));
    TRY(auto head, ledger::openCheckpoint(note, std::array{noteKey}));
    return std::optional<Pin>(Pin{.note = note, .ledgerKey = ledgerKey, .head = std::move(head)});
}

Result<void> Pins::set(const StoreId& store, const Pin& pin) const {
    std::error_code error;
    const auto folder = std::filesystem::path(m_path).parent_path();
    std::filesystem::create_directories(folder, error);
    const FileLock lock(m_path + ".lock");
    TRY(auto all, load());
    all.set(store.text(), json::Object{{"checkpoint", pin.note}, {"ledger_key", pin.ledgerKey.base64()}});
    return replaceFile(m_path, json::canonical(all) + "\n");
}

Result<Pins::Pin> pinOf(const std::string& note, const std::string& trustDomain, const StoreId& store,
                        const crypto::PublicKey& ledgerKey) {
    TRY(const auto origin, ledger::checkpointOrigin(trustDomain, store));
    TRY(const auto key, ledger::NoteKey::create(origin, ledgerKey));
    TRY(auto head, ledger::openCheckpoint(note, std::array{key}));
    return Pins::Pin{.note = note, .ledgerKey = ledgerKey, .head = std::move(head)};
}

Result<SeenHead> lookAtHead(backend::Backend& store, const Pins& pins) {
    TRY(auto info, Context::waited(backend::ask(store, command::GetStore{})));
    TRY(const auto note, Context::waited(backend::ask(store, command::GetCheckpoint{})));
    auto head = pinOf(note, info.trustDomain, info.store, info.ledgerKey);
    if (!head) {
        // The key may have changed between the two answers; once is chance, twice is none.
        TRY(info, Context::waited(backend::ask(store, command::GetStore{})));
        head = pinOf(note, info.trustDomain, info.store, info.ledgerKey);
    }
    CHECK(head);
    TRY(auto before, pins.find(info.store));
    return SeenHead{.store = info.store, .head = *std::move(head), .before = std::move(before)};
}

Result<void> checkAndPin(backend::Backend& store, const Pins& pins, const SeenHead& seen) {
    if (seen.before) {
        if (seen.before->note == seen.head.note) {
            return {};
        }
        CHECK(continues(store, seen.store, *seen.before, seen.head));
    }
    return pins.set(seen.store, seen.head);
}

} // namespace countersign::cli
