#include "app/sample/live_agent.h"

#include "core/backend/server_error.h"

namespace countersign::sample {

namespace {

constexpr int kLongPollSeconds = 30;
constexpr Duration kLongPollDeadline{40'000};
/// How long its work seems to take.
constexpr Duration kWork{1'500};
constexpr std::size_t kMostQueued = 32;

std::string member(const json::Value& value, std::string_view name) {
    const auto* found = value.asObject() == nullptr ? nullptr : value.asObject()->find(name);
    const auto* text = found == nullptr ? nullptr : found->asString();
    return text == nullptr ? std::string() : *text;
}

/// `approval.id`, `approval.state`.
std::string approvalMember(const json::Value& answer, std::string_view name) {
    const auto* found = answer.asObject() == nullptr ? nullptr : answer.asObject()->find("approval");
    return found == nullptr ? std::string() : member(*found, name);
}

json::Object bodyOf(const Call& call, const std::string& approval) {
    json::Object resource;
    for (const auto& [key, value] : call.resource) {
        resource.set(key, value);
    }
    json::Object body{{"action", call.action}, {"resource", std::move(resource)}, {"arguments", call.arguments}};
    if (call.reason) {
        body.set("reason", *call.reason);
    }
    if (!approval.empty()) {
        body.set("approval", approval);
    }
    return body;
}

/// An agent signs nothing but a challenge that names it.
bool isForMe(ByteView message, const identity::AgentId& id) {
    return asText(message).starts_with("countersign/challenge/v1 " + id.text() + " sto_");
}

} // namespace

Result<std::unique_ptr<LiveAgent>> LiveAgent::create(Options options) {
    TRY(auto client, backend::HttpClient::create({.url = options.url, .trustFile = {}}));
    auto agent = std::unique_ptr<LiveAgent>(new LiveAgent(std::move(options)));
    agent->m_client = std::move(client);
    return agent;
}

LiveAgent::~LiveAgent() {
    m_ended = true;
}

void LiveAgent::ask(Call call) {
    m_client->after(Duration(0), [this, call = std::move(call)] { withSession([this, call] { act(call, {}); }); });
}

void LiveAgent::await(Call call, std::string request, std::string approval) {
    m_client->after(Duration(0),
                    [this, call = std::move(call), request = std::move(request), approval = std::move(approval)] {
                        withSession([this, call, request, approval] {
                            ++m_waiting;
                            watch(call, request, approval);
                        });
                    });
}

void LiveAgent::replay(Call call, std::string approval) {
    m_client->after(Duration(0), [this, call = std::move(call), approval = std::move(approval)] {
        withSession([this, call, approval] { act(call, approval); });
    });
}

void LiveAgent::forge() {
    m_client->after(Duration(0), [this] {
        post("/v1/challenges", {{"agent_id", m_options.id.text()}}, [this](const Result<json::Value>& challenge) {
            if (!challenge) {
                return;
            }
            const auto other = m_options.key.signRaw(asBytes("something else"));
            post("/v1/sessions",
                 {{"agent_id", m_options.id.text()},
                  {"message", member(*challenge, "message")},
                  {"signature", other.base64()}},
                 [](const Result<json::Value>&) {});
        });
    });
}

void LiveAgent::send(backend::HttpRequest request, Taken taken) {
    if (m_ended) {
        return;
    }
    request.bearer = m_token;
    m_client->call(std::move(request), [this, taken = std::move(taken)](Result<backend::HttpAnswer> answer) {
        if (!m_ended) {
            taken(answer ? backend::answerValue(*answer) : std::unexpected(answer.error()));
        }
    });
}

void LiveAgent::post(const std::string& target, json::Object body, Taken taken) {
    send({.method = "POST", .target = target, .body = json::canonical(std::move(body)), .bearer = {}},
         std::move(taken));
}

void LiveAgent::get(const std::string& target, Taken taken) {
    send({.method = "GET", .target = target, .body = {}, .bearer = {}, .deadline = kLongPollDeadline},
         std::move(taken));
}

void LiveAgent::withSession(Then then) {
    if (m_token) {
        then();
        return;
    }
    if (m_queued.size() < kMostQueued) {
        m_queued.push_back(std::move(then));
    }
    if (m_opening) {
        return;
    }
    m_opening = true;
    const auto done = [this](const Result<json::Value>& session) {
        m_opening = false;
        const auto queued = std::exchange(m_queued, {});
        const auto token = session ? member(*session, "access_token") : std::string();
        if (token.empty()) {
            return; // suspended or revoked, or nobody serves: what was to be done is not done
        }
        m_token = std::make_shared<const crypto::SecretBytes>(crypto::SecretBytes::copyOf(asBytes(token)));
        for (const auto& next : queued) {
            next();
        }
    };
    post("/v1/challenges", {{"agent_id", m_options.id.text()}}, [this, done](const Result<json::Value>& challenge) {
        if (challenge) {
            prove(*challenge, done);
        } else {
            done(challenge);
        }
    });
}

void LiveAgent::prove(const json::Value& challenge, Taken taken) {
    const auto encoded = member(challenge, "message");
    const auto message = fromBase64(encoded);
    if (!message || !isForMe(*message, m_options.id)) {
        taken(fail(Code::ChallengeUnknown, "this is no challenge for the agent"));
        return;
    }
    json::Object body{{"agent_id", m_options.id.text()},
                      {"message", encoded},
                      {"signature", m_options.key.signRaw(*message).base64()}};
    if (m_options.under) {
        body.set("delegation", m_options.under->text());
    }
    post("/v1/sessions", std::move(body), std::move(taken));
}

void LiveAgent::act(const Call& call, const std::string& approval) {
    post("/v1/actions", bodyOf(call, approval), [this, call, approval](const Result<json::Value>& answer) {
        if (answer) {
            take(call, approval, *answer);
        } else {
            m_token.reset(); // expired, or the agent was stopped: the next step proves the key again
        }
    });
}

void LiveAgent::take(const Call& call, const std::string& approval, const json::Value& answer) {
    const auto decision = member(answer, "decision");
    const auto request = member(answer, "request");
    if (decision == "hold") {
        ++m_waiting;
        watch(call, request, approvalMember(answer, "id"));
    } else if (decision == "allow") {
        if (!approval.empty() && m_options.used) {
            m_options.used(call, approval);
        }
        m_client->after(kWork, [this, request] { report(request); });
    }
}

void LiveAgent::watch(const Call& call, const std::string& request, const std::string& approval) {
    get("/v1/actions/" + request + "?wait=" + std::to_string(kLongPollSeconds),
        [this, call, request, approval](const Result<json::Value>& answer) {
            const auto state = answer ? approvalMember(*answer, "state") : std::string();
            if (state == "pending") {
                watch(call, request, approval);
                return;
            }
            --m_waiting;
            if (state == "approved") {
                act(call, approval);
            }
        });
}

void LiveAgent::report(const std::string& request) {
    post("/v1/actions/" + request + "/outcome", {{"outcome", "success"}}, [](const Result<json::Value>&) {});
}

} // namespace countersign::sample
