#include "core/service/enrolment_sources_p.h"

#include <algorithm>
#include <array>

#include <arpa/inet.h>

namespace countersign::service {

namespace {

/// One household: an address of IPv4, a /64 of IPv6.
std::string household(const std::string& address) {
    in6_addr parsed{};
    if (::inet_pton(AF_INET6, address.c_str(), &parsed) != 1) {
        return address;
    }
    std::fill(std::begin(parsed.s6_addr) + 8, std::end(parsed.s6_addr), std::uint8_t{0});
    std::array<char, INET6_ADDRSTRLEN> text{};
    const auto* written = ::inet_ntop(AF_INET6, &parsed, text.data(), text.size());
    return written == nullptr ? address : std::string(written);
}

} // namespace

std::size_t EnrolmentSources::waiting(const std::string& address, const State& state) {
    std::erase_if(m_sources, [&](const auto& entry) { return state.enrolments.find(entry.first) == nullptr; });
    const auto same = household(address);
    return static_cast<std::size_t>(
        std::ranges::count_if(m_sources, [&](const auto& entry) { return entry.second == same; }));
}

void EnrolmentSources::add(const EnrolmentId& id, const std::string& address) {
    m_sources[id] = household(address);
}

} // namespace countersign::service
