#pragma once

#include "core/base/result.h"
#include "core/crypto/secret.h"

#include <filesystem>
#include <string>

namespace countersign::crypto {

/// Files that hold secrets. Reading accepts whatever can be opened (a regular file, a pipe, a link to a systemd
/// credential) up to 64 KiB; more is TooLarge. NotFound when there is no such file, StoreUnreadable for the rest.

/// The bytes exactly as they stand in the file.
[[nodiscard]] Result<SecretBytes> readSecretFile(const std::filesystem::path& path);
/// The same without one line end (LF or CR LF) at the end, as editors and `echo` leave it.
[[nodiscard]] Result<SecretBytes> readPassphraseFile(const std::filesystem::path& path);
/// For a key file, whose text is a secret only to those without its passphrase. KeyFileInvalid when it is a file that
/// others than its owner may read or write (a credential of systemd may be readable by its group, which is how systemd
/// shows the access list that it made).
[[nodiscard]] Result<std::string> readPrivateText(const std::filesystem::path& path);

/// Makes a new file that only its owner can read or write (0600, whatever the umask), and returns when file and
/// directory entry are on the disk. AlreadyExists when the name is taken, by a link as well; nothing is ever
/// overwritten. On any failure (StoreUnreadable, StoreFull, StoreReadOnly) no file is left behind.
[[nodiscard]] Result<void> writePrivateFile(const std::filesystem::path& path, ByteView bytes);

} // namespace countersign::crypto
