#include "core/identity/enrolment.h"

#include <chrono>

namespace countersign::identity {

namespace {

constexpr Duration kClockSkew{30'000};

} // namespace

json::Value Enrolment::signedBody() const {
    json::Array asked;
    for (const auto& capability : capabilities) {
        asked.emplace_back(capability);
    }
    return json::Object{{"v", json::Value::integer(1)}, {"agent_id", agent.text()},         {"owner", owner.text()},
                        {"public_key", key.base64()},   {"capabilities", std::move(asked)}, {"at", at.text()}};
}

Result<void> checkPossession(const Enrolment& enrolment, Timestamp now) {
    const std::string body = json::canonical(enrolment.signedBody());
    if (!crypto::verify(enrolment.key, crypto::Domain::Possession, asBytes(body), enrolment.possession)) {
        return fail(Code::SignatureInvalid,
                    "the possession signature does not verify with the key that it should prove: sign the canonical "
                    "body with the new key");
    }
    if (std::chrono::abs(now - enrolment.at) > kClockSkew) {
        return fail(
            Code::CommandStale,
            "the enrolment was signed more than 30 seconds from the engine's time: check the clock, sign again");
    }
    return {};
}

} // namespace countersign::identity
