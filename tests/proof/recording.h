#pragma once

#include "core/base/bytes.h"
#include "tests/proof/proof.h"
#include "tests/proof/shim_vfs.h"

#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace countersign::proof {

/// What a power cut leaves of the writes that no sync had made durable.
enum class Loss : std::uint8_t {
    /// Nothing of them.
    Unsynced,
    /// Some of them, in order.
    Subset,
    /// All up to one, and of that one only some sectors, the last of them in part.
    Torn,
    /// Single sectors of them, in any order.
    Reordered,
};

/// A record that somebody was answered with.
struct Acknowledged {
    std::uint64_t seq = 0;
    Digest leaf;
};

/// What one store's files were written with, in order, and what was acknowledged meanwhile: out of it come the disks
/// that a power cut at any moment could have left behind.
class Recording final : public FileObserver {
public:
    /// The files begin as they are now: all of it is durable.
    explicit Recording(const std::string& store);

    int called(FileCall call, const std::string& path, std::uint64_t offset, std::string_view bytes) override;
    void acknowledge(const Acknowledged& record);

    /// How many moments there are to cut at.
    [[nodiscard]] std::size_t size() const { return m_events.size(); }
    [[nodiscard]] std::vector<Acknowledged> acknowledgedUntil(std::size_t moment) const;
    /// Writes FILE and FILE-wal as `store` as the disk has them after a cut before that moment.
    void restoreTo(const std::string& store, std::size_t moment, Loss loss, Dice& dice) const;

private:
    struct Event {
        FileCall call = FileCall::Write;
        std::string suffix;
        std::uint64_t offset = 0;
        std::string bytes;
        std::optional<Acknowledged> acknowledged;
    };
    /// None: the file is not there.
    using Content = std::optional<std::string>;
    static void apply(Content& file, const Event& event);
    static void applyPart(Content& file, const Event& event, std::size_t from, std::size_t count);
    static void lose(Content& file, const std::vector<const Event*>& pending, Loss loss, Dice& dice);

    std::string m_store;
    std::map<std::string, Content> m_before;
    std::mutex m_mutex;
    std::vector<Event> m_events;
};

} // namespace countersign::proof
