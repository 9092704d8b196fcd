#include "app/cli/new_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace countersign::cli {

namespace {

Error failure(const std::string& path, int number) {
    if (number == EEXIST) {
        return {Code::AlreadyExists, "`" + path + "` is there already; take a name that is free"};
    }
    const auto code = number == ENOENT || number == ENOTDIR  ? Code::NotFound
                      : number == ENOSPC || number == EDQUOT ? Code::StoreFull
                                                             : Code::StoreReadOnly;
    return {code, "`" + path + "` cannot be written: " + std::generic_category().message(number)};
}

} // namespace

Result<NewFile> NewFile::make(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return std::unexpected(failure(path, errno));
    }
    return NewFile(path, descriptor);
}

NewFile::~NewFile() {
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
        ::unlink(m_path.c_str());
    }
}

Result<void> NewFile::write(std::string_view text) {
    while (!text.empty()) {
        const auto count = ::write(m_descriptor, text.data(), text.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return std::unexpected(failure(m_path, errno));
        }
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

Result<void> NewFile::keep() {
    if (::fsync(m_descriptor) != 0) {
        return std::unexpected(failure(m_path, errno));
    }
    ::close(std::exchange(m_descriptor, -1));
    return {};
}

} // namespace countersign::cli
