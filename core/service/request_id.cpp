#include "core/service/request_id_p.h"

namespace countersign::service {

namespace {

/// Gives the sequence number first, then what the real source gives.
class Numbered final : public Random {
public:
    Numbered(std::uint64_t seq, Random& random) : m_seq(seq), m_random(random) {}
    void fill(std::span<std::uint8_t> out) override {
        m_random.fill(out);
        for (std::size_t i = 0; i < 8 && i < out.size(); ++i) {
            out[i] = static_cast<std::uint8_t>(m_seq >> (56 - 8 * i));
        }
    }

private:
    std::uint64_t m_seq;
    Random& m_random;
};

} // namespace

RequestId makeRequestId(std::uint64_t seq, Random& random) {
    Numbered numbered(seq, random);
    return RequestId::generate(numbered);
}

std::uint64_t recordOf(const RequestId& request) {
    static constexpr std::string_view kCrockford = "0123456789abcdefghjkmnpqrstvwxyz";
    constexpr std::size_t kPrefix = 4;
    const auto digit = [&request](std::size_t i) {
        return static_cast<std::uint64_t>(kCrockford.find(request.text()[kPrefix + i]));
    };
    // 26 digits of 5 bits: 2 that are zero, 64 of the number, 64 random ones.
    std::uint64_t seq = 0;
    for (std::size_t i = 0; i < 13; ++i) {
        seq = (seq << 5U) | digit(i);
    }
    return (seq << 1U) | (digit(13) >> 4U);
}

} // namespace countersign::service
