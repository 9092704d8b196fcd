#include "tests/proof/recording.h"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace countersign::proof {

namespace {

constexpr std::size_t kSector = 512;

std::optional<std::string> contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return std::nullopt;
    }
    return std::string{std::istreambuf_iterator<char>(file), {}};
}

std::string& made(std::optional<std::string>& file) {
    return file ? *file : file.emplace();
}

void put(std::optional<std::string>& content, std::size_t offset, std::string_view bytes) {
    std::string& file = made(content);
    if (file.size() < offset + bytes.size()) {
        file.resize(offset + bytes.size(), '\0');
    }
    file.replace(offset, bytes.size(), bytes);
}

} // namespace

Recording::Recording(const std::string& store)
    : m_store(store), m_before{{"", contentOf(store)}, {"-wal", contentOf(store + "-wal")}} {}

int Recording::called(FileCall call, const std::string& path, std::uint64_t offset, std::string_view bytes) {
    if (call == FileCall::Read || call == FileCall::Lock || call == FileCall::ShmLock || !path.starts_with(m_store)) {
        return SQLITE_OK;
    }
    const auto suffix = path.substr(m_store.size());
    if (m_before.contains(suffix)) {
        const std::scoped_lock lock(m_mutex);
        m_events.push_back({call, suffix, offset, std::string(bytes), std::nullopt});
    }
    return SQLITE_OK;
}

void Recording::acknowledge(const Acknowledged& record) {
    const std::scoped_lock lock(m_mutex);
    m_events.push_back({FileCall::Read, "", 0, {}, record});
}

std::vector<Acknowledged> Recording::acknowledgedUntil(std::size_t moment) const {
    std::vector<Acknowledged> records;
    for (std::size_t i = 0; i < moment; ++i) {
        if (m_events[i].acknowledged) {
            records.push_back(*m_events[i].acknowledged);
        }
    }
    return records;
}

void Recording::apply(Content& file, const Event& event) {
    switch (event.call) {
    case FileCall::Open:
        made(file);
        break;
    case FileCall::Write:
        put(file, event.offset, event.bytes);
        break;
    case FileCall::Truncate:
        made(file).resize(event.offset, '\0');
        break;
    case FileCall::Delete:
        file.reset();
        break;
    case FileCall::Read:
    case FileCall::Sync:
    case FileCall::Lock:
    case FileCall::ShmLock:
        break;
    }
}

void Recording::applyPart(Content& file, const Event& event, std::size_t from, std::size_t count) {
    if (event.call != FileCall::Write) {
        apply(file, event);
        return;
    }
    put(file, event.offset + from, std::string_view(event.bytes).substr(from, count));
}

void Recording::lose(Content& file, const std::vector<const Event*>& pending, Loss loss, Dice& dice) {
    if (loss == Loss::Unsynced || pending.empty()) {
        return;
    }
    if (loss == Loss::Subset) {
        for (const auto* event : pending) {
            if (dice.below(2) == 0) {
                apply(file, *event);
            }
        }
        return;
    }
    if (loss == Loss::Torn) {
        const auto torn = dice.below(pending.size());
        for (std::size_t i = 0; i < torn; ++i) {
            apply(file, *pending[i]);
        }
        const auto& last = *pending[torn];
        if (last.call == FileCall::Write && !last.bytes.empty()) {
            for (std::size_t at = 0; at < last.bytes.size(); at += kSector) {
                if (dice.below(2) == 0) {
                    applyPart(file, last, at, kSector);
                }
            }
            const auto at = dice.below(last.bytes.size()) / kSector * kSector;
            applyPart(file, last, at, 1 + dice.below(kSector - 1));
        }
        return;
    }
    struct Piece {
        const Event* event;
        std::size_t from;
    };
    std::vector<Piece> pieces;
    for (const auto* event : pending) {
        for (std::size_t at = 0; at == 0 || at < event->bytes.size(); at += kSector) {
            if (dice.below(2) == 0) {
                pieces.push_back({event, at});
            }
        }
    }
    for (std::size_t i = pieces.size(); i > 1; --i) {
        std::swap(pieces[i - 1], pieces[dice.below(i)]);
    }
    for (const auto& piece : pieces) {
        applyPart(file, *piece.event, piece.from, kSector);
    }
}

void Recording::restoreTo(const std::string& store, std::size_t moment, Loss loss, Dice& dice) const {
    for (const auto& [suffix, before] : m_before) {
        Content file = before;
        std::vector<const Event*> pending;
        for (std::size_t i = 0; i < moment; ++i) {
            const auto& event = m_events[i];
            if (event.suffix != suffix || event.acknowledged) {
                continue;
            }
            if (event.call == FileCall::Sync) {
                for (const auto* done : pending) {
                    apply(file, *done);
                }
                pending.clear();
            } else {
                pending.push_back(&event);
            }
        }
        lose(file, pending, loss, dice);
        if (file) {
            std::ofstream(store + suffix, std::ios::binary | std::ios::trunc) << *file;
        } else {
            std::filesystem::remove(store + suffix);
        }
    }
}

} // namespace countersign::proof
