#include "core/crypto/secret.h"

#include "core/crypto/sodium_p.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

namespace countersign::crypto {

void readySodium() {
    static const int status = sodium_init();
    if (status < 0) {
        std::fputs("libsodium cannot start: no source of random numbers\n", stderr);
        std::abort();
    }
}

SecretBytes::SecretBytes(std::size_t size) : m_size(size) {
    if (size == 0) {
        return;
    }
    readySodium();
    m_data = static_cast<std::uint8_t*>(sodium_malloc(size));
    if (m_data == nullptr) {
        throw std::bad_alloc();
    }
    // sodium_malloc fills with a pattern; a value that nobody wrote shall be a known one.
    std::memset(m_data, 0, size);
}

SecretBytes SecretBytes::copyOf(ByteView bytes) {
    SecretBytes copy(bytes.size());
    if (!bytes.empty()) {
        std::memcpy(copy.m_data, bytes.data(), bytes.size());
    }
    return copy;
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
        sodium_free(m_data);
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

SecretBytes::~SecretBytes() {
    sodium_free(m_data);
}

void wipe(std::span<std::uint8_t> bytes) {
    if (!bytes.empty()) {
        sodium_memzero(bytes.data(), bytes.size());
    }
}

SystemRandom::SystemRandom() {
    readySodium();
}

namespace {

/// Each byte is handed out once, and forgotten here. Of one thread.
class Block {
public:
    void take(std::span<std::uint8_t> out) {
        if (m_left < out.size()) {
            randombytes_buf(m_bytes.data(), m_bytes.size());
            m_left = m_bytes.size();
        }
        const auto from = std::span(m_bytes).subspan(m_bytes.size() - m_left, out.size());
        std::ranges::copy(from, out.begin());
        wipe(from);
        m_left -= out.size();
    }

private:
    std::array<std::uint8_t, 512> m_bytes{};
    std::size_t m_left = 0;
};

/// Ids and salts; what is larger may be a key and comes from the system for itself.
constexpr std::size_t kSmall = 16;

} // namespace

void SystemRandom::fill(std::span<std::uint8_t> out) {
    if (out.empty()) {
        return;
    }
    if (out.size() > kSmall) {
        randombytes_buf(out.data(), out.size());
        return;
    }
    // A system call for each id and salt was a fortieth of all that an action costs. This program never forks.
    thread_local Block block;
    block.take(out);
}

} // namespace countersign::crypto
