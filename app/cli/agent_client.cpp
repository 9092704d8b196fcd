#include "app/cli/agent_client.h"

#include "core/backend/server_error.h"

namespace countersign::cli {

namespace {

constexpr std::string_view kLine = "countersign/challenge/v1 ";

/// An agent signs nothing but a challenge that names it.
Result<void> checkChallenge(ByteView message, const identity::AgentId& agent) {
    const auto text = asText(message);
    const auto start = std::string(kLine) + agent.text() + " sto_";
    if (!text.starts_with(start) || text.find('\n') == std::string_view::npos) {
        return fail(Code::ChallengeUnknown, "the server's message is no challenge for this agent; it was not signed");
    }
    return {};
}

} // namespace

Outcome<AgentClient> AgentClient::open(const Options& options, const crypto::SigningKey& key) {
    TRY(auto client, backend::HttpClient::create({.url = options.url, .trustFile = options.trustFile}));
    AgentClient agent(std::move(client));
    CHECK(agent.openSession(options, key));
    return agent;
}

Outcome<void> AgentClient::openSession(const Options& options, const crypto::SigningKey& key) {
    TRY(const auto challenge, post("/v1/challenges", {{"agent_id", options.agent.text()}}));
    TRY(auto reader, json::Reader::of(challenge, "challenge"));
    TRY(const auto encoded, reader.string("message"));
    TRY(const auto message, fromBase64(encoded));
    CHECK(checkChallenge(message, options.agent));
    json::Object body{
        {"agent_id", options.agent.text()}, {"message", encoded}, {"signature", key.signRaw(message).base64()}};
    if (options.delegation) {
        body.set("delegation", *options.delegation);
    }
    TRY(const auto session, post("/v1/sessions", body));
    TRY(auto answer, json::Reader::of(session, "session"));
    TRY(const auto token, answer.string("access_token"));
    m_token = std::make_shared<const crypto::SecretBytes>(crypto::SecretBytes::copyOf(asBytes(token)));
    return {};
}

Outcome<json::Value> AgentClient::post(const std::string& target, const json::Object& body) {
    return call({.method = "POST", .target = target, .body = json::canonical(body), .bearer = m_token});
}

Outcome<json::Value> AgentClient::get(const std::string& target, Duration longer) {
    return call({.method = "GET",
                 .target = target,
                 .body = {},
                 .bearer = m_token,
                 .deadline = backend::HttpRequest().deadline + longer});
}

Outcome<json::Value> AgentClient::call(backend::HttpRequest request) {
    TRY(const auto answer, m_client->callAndWait(std::move(request)));
    TRY(auto value, backend::answerValue(answer));
    return value;
}

} // namespace countersign::cli
