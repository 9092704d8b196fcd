#include "core/service/session_form_p.h"

namespace countersign::service {

std::string sessionBody(const Session& session) {
    json::Object object{
        {"agent", session.agent.text()},     {"epoch", json::Value::integer(static_cast<std::int64_t>(session.epoch))},
        {"expires", session.expires.text()}, {"id", session.id.text()},
        {"key", session.key.text()},         {"opened", session.opened.text()}};
    if (session.delegation) {
        object.set("delegation", session.delegation->text());
    }
    return json::canonical(object);
}

Result<Session> parseSession(std::string_view body) {
    TRY(const auto value, json::parse(body));
    TRY(auto reader, json::Reader::of(value, "session"));
    Session session;
    TRY(const auto id, reader.string("id"));
    TRY(session.id, SessionId::parse(id));
    TRY(const auto agent, reader.string("agent"));
    TRY(session.agent, identity::AgentId::parse(agent));
    TRY(const auto key, reader.string("key"));
    TRY(session.key, crypto::Thumbprint::parse(key));
    TRY(const auto epoch, reader.integer("epoch"));
    session.epoch = static_cast<std::uint64_t>(epoch);
    TRY(const auto opened, reader.string("opened"));
    TRY(session.opened, Timestamp::parse(opened));
    TRY(const auto expires, reader.string("expires"));
    TRY(session.expires, Timestamp::parse(expires));
    TRY(const auto delegation, reader.optionalString("delegation"));
    if (delegation) {
        TRY(session.delegation, DelegationId::parse(*delegation));
    }
    CHECK(reader.finish());
    return session;
}

} // namespace countersign::service
