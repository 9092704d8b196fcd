#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <utility>

namespace countersign::cli {

/// A file that did not exist before, for its owner only (0600), written piece by piece. Until keep() it goes with this
/// object, so that a failure leaves no half file behind.
class NewFile {
public:
    /// AlreadyExists when the name is taken (nothing is ever overwritten), NotFound when its folder is missing,
    /// StoreReadOnly, StoreFull.
    static Result<NewFile> make(const std::string& path);
    NewFile(NewFile&& other) noexcept
        : m_path(std::move(other.m_path)), m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    NewFile& operator=(NewFile&&) = delete;
    ~NewFile();

    [[nodiscard]] Result<void> write(std::string_view text);
    /// It is on the disk, and stays.
    [[nodiscard]] Result<void> keep();

private:
    NewFile(std::string path, int descriptor) : m_path(std::move(path)), m_descriptor(descriptor) {}

    std::string m_path;
    int m_descriptor;
};

} // namespace countersign::cli
