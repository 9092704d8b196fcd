#include "core/backend/pins.h"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace countersign::backend {

namespace {

/// One writer at a time, across processes; makes the folder.
class FileLock {
public:
    explicit FileLock(const std::string& path) {
        std::error_code error;
        std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
        m_descriptor = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
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
    int m_descriptor = -1;
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
    std::ifstream file(m_path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto value = json::parse(text);
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

Result<void> Pins::write(json::Object all, const StoreId& store, const Pin& pin) const {
    all.set(store.text(), json::Object{{"checkpoint", pin.note}, {"ledger_key", pin.ledgerKey.base64()}});
    return replaceFile(m_path, json::canonical(all) + "\n");
}

Result<void> Pins::advance(const StoreId& store, const std::optional<Pin>& before, const Pin& pin) const {
    const FileLock lock(m_path + ".lock");
    TRY(const auto now, find(store));
    const auto noteOf = [](const std::optional<Pin>& one) { return one ? one->note : std::string(); };
    if (noteOf(now) != noteOf(before)) {
        return {};
    }
    TRY(auto all, load());
    return write(std::move(all), store, pin);
}

Result<void> Pins::replace(const StoreId& store, const Pin& pin) const {
    const FileLock lock(m_path + ".lock");
    TRY(auto all, load());
    return write(std::move(all), store, pin);
}

Result<Pins::Pin> pinOf(const std::string& note, const std::string& trustDomain, const StoreId& store,
                        const crypto::PublicKey& ledgerKey) {
    TRY(const auto origin, ledger::checkpointOrigin(trustDomain, store));
    TRY(const auto key, ledger::NoteKey::create(origin, ledgerKey));
    TRY(auto head, ledger::openCheckpoint(note, std::array{key}));
    return Pins::Pin{.note = note, .ledgerKey = ledgerKey, .head = std::move(head)};
}

} // namespace countersign::backend
