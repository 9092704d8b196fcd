#pragma once

#include "core/base/bytes.h"
#include "core/base/random.h"

#include <cstddef>

namespace countersign::crypto {

/// Secret bytes in guarded, unswappable memory (sodium_malloc), wiped when freed. Move-only; no stream operator, no
/// comparison, no text form. Never in QString, QVariant or a log.
class SecretBytes {
public:
    SecretBytes() = default;
    explicit SecretBytes(std::size_t size);
    /// Copies, then the caller wipes its own copy (wipe()).
    static SecretBytes copyOf(ByteView bytes);

    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes();

    [[nodiscard]] std::span<std::uint8_t> bytes() { return {m_data, m_size}; }
    [[nodiscard]] ByteView bytes() const { return {m_data, m_size}; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] SecretBytes clone() const { return copyOf(bytes()); }

private:
    std::uint8_t* m_data = nullptr;
    std::size_t m_size = 0;
};

/// Overwrites memory so that the compiler does not remove it.
void wipe(std::span<std::uint8_t> bytes);

/// libsodium's generator.
class SystemRandom final : public Random {
public:
    SystemRandom();
    void fill(std::span<std::uint8_t> out) override;
};

} // namespace countersign::crypto
