#include "core/crypto/secret.h"

#include "core/crypto/sodium_p.h"

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

void SystemRandom::fill(std::span<std::uint8_t> out) {
    if (!out.empty()) {
        randombytes_buf(out.data(), out.size());
    }
}

} // namespace countersign::crypto
