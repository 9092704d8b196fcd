#include "core/http/agent_routes_p.h"

#include <algorithm>

namespace countersign::http {

namespace {

constexpr std::uint64_t kLongestWait = 60;
constexpr std::size_t kMostCapabilities = 256;

template <class Answer>
void respondWith(Exchange& exchange, const Result<Answer>& answer, std::string_view request) {
    if (answer) {
        exchange.answerText(service::answerJson(*answer));
    } else {
        exchange.refuse(answer.error(), request);
    }
}

Result<std::vector<std::string>> textList(const json::Value* value, std::string_view name) {
    std::vector<std::string> texts;
    if (value == nullptr) {
        return texts;
    }
    const auto* array = value->asArray();
    if (array == nullptr || array->size() > kMostCapabilities) {
        return fail(Code::InvalidRequest, "`" + std::string(name) + "` must be a list of at most " +
                                              std::to_string(kMostCapabilities) + " texts");
    }
    for (const auto& entry : *array) {
        const auto* text = entry.asString();
        if (text == nullptr) {
            return fail(Code::InvalidRequest, "`" + std::string(name) + "` must hold texts only");
        }
        texts.push_back(*text);
    }
    return texts;
}

Result<delegation::Resource> resourceOf(const json::Value* value) {
    delegation::Resource resource;
    if (value == nullptr) {
        return resource;
    }
    const auto* object = value->asObject();
    if (object == nullptr) {
        return fail(Code::InvalidRequest, "`resource` must be an object of texts");
    }
    for (const auto& [key, entry] : *object) {
        const auto* text = entry.asString();
        if (text == nullptr) {
            return fail(Code::InvalidRequest, "`resource` must be an object of texts; `" + key + "` is none");
        }
        resource.emplace(key, *text);
    }
    return resource;
}

Result<json::Object> argumentsOf(const json::Value* value) {
    if (value == nullptr) {
        return json::Object();
    }
    const auto* object = value->asObject();
    if (object == nullptr) {
        return fail(Code::InvalidRequest, "`arguments` must be an object");
    }
    return *object;
}

Result<service::ActionCall> actionCall(const json::Value& body) {
    TRY(auto reader, json::Reader::of(body, "action"));
    service::ActionCall call;
    TRY(call.action, reader.string("action"));
    TRY(call.resource, resourceOf(reader.optional("resource")));
    TRY(call.arguments, argumentsOf(reader.optional("arguments")));
    TRY(call.reason, reader.optionalString("reason"));
    TRY(call.idempotencyKey, reader.optionalString("idempotency_key"));
    TRY(call.approval, optionalMember<ApprovalId>(reader, "approval"));
    CHECK(reader.finish());
    return call;
}

Result<service::ReportedOutcome> reportedOutcome(std::string_view name) {
    if (name == "success") {
        return service::ReportedOutcome::Success;
    }
    if (name == "failure") {
        return service::ReportedOutcome::Failure;
    }
    return fail(Code::InvalidRequest, "`outcome` is `success` or `failure`");
}

Result<identity::Enrolment> enrolmentOf(const json::Value& body) {
    TRY(auto reader, json::Reader::of(body, "enrolment"));
    identity::Enrolment enrolment;
    TRY(enrolment.agent, parsedMember<identity::AgentId>(reader, "agent_id"));
    TRY(enrolment.owner, parsedMember<identity::UserId>(reader, "owner"));
    TRY(const std::string key, reader.string("public_key"));
    TRY(enrolment.key, crypto::PublicKey::fromBase64(key));
    TRY(enrolment.capabilities, textList(reader.optional("capabilities"), "capabilities"));
    TRY(enrolment.at, parsedMember<Timestamp>(reader, "at"));
    TRY(const std::string signature, reader.string("signature"));
    TRY(enrolment.possession, crypto::Signature::fromBase64(signature));
    CHECK(reader.finish());
    return enrolment;
}

json::Value enrolmentAnswer(const identity::Enrolment& enrolment) {
    return json::Object{{"agent_id", enrolment.agent.text()},
                        {"enrolment", enrolment.id.text()},
                        {"received", enrolment.received.text()},
                        {"state", "pending"}};
}

} // namespace

std::string traceId(std::string_view traceparent) {
    const auto isHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    const auto hexAt = [&](std::size_t offset, std::size_t size) {
        return std::ranges::all_of(traceparent.substr(offset, size), isHex);
    };
    const bool formed = traceparent.size() == 55 && traceparent.starts_with("00-") && traceparent[35] == '-' &&
                        traceparent[52] == '-' && hexAt(3, 32) && hexAt(36, 16) && hexAt(53, 2);
    const auto nonZero = [&](std::size_t offset, std::size_t size) {
        return traceparent.substr(offset, size).find_first_not_of('0') != std::string_view::npos;
    };
    return formed && nonZero(3, 32) && nonZero(36, 16) ? std::string(traceparent.substr(3, 32)) : std::string();
}

Result<void> postEnrolment(Exchange& exchange) {
    TRY(const auto body, exchange.body());
    TRY(auto enrolment, enrolmentOf(body));
    service::EnrolmentCall call{.enrolment = std::move(enrolment), .sourceAddress = exchange.request().source()};
    auto& engine = exchange.engine();
    engine.enrol(std::move(call), [exchange = std::move(exchange)](const Result<identity::Enrolment>& done) mutable {
        if (done) {
            exchange.answer(enrolmentAnswer(*done), 201);
        } else {
            exchange.refuse(done.error());
        }
    });
    return {};
}

Result<void> getEnrolment(Exchange& exchange) {
    CHECK(exchange.noBody());
    TRY(const auto id, EnrolmentId::parse(exchange.argument()));
    const auto state = exchange.engine().state();
    const auto* found = state->enrolments.find(id);
    if (found == nullptr) {
        return fail(Code::NotFound, "no such enrolment waits; once it was accepted, answer a challenge");
    }
    exchange.answer(enrolmentAnswer(**found));
    return {};
}

Result<void> postChallenge(Exchange& exchange) {
    TRY(const auto body, exchange.body());
    TRY(auto reader, json::Reader::of(body, "challenge request"));
    TRY(const auto agent, parsedMember<identity::AgentId>(reader, "agent_id"));
    CHECK(reader.finish());
    TRY(const auto challenge, exchange.engine().challenge(agent));
    exchange.answer(json::Object{{"expires_at", challenge.expires.text()}, {"message", toBase64(challenge.message)}});
    return {};
}

Result<void> postSession(Exchange& exchange) {
    TRY(const auto body, exchange.body());
    TRY(auto reader, json::Reader::of(body, "session request"));
    service::SessionCall call;
    TRY(call.agent, parsedMember<identity::AgentId>(reader, "agent_id"));
    TRY(const std::string message, reader.string("message"));
    TRY(call.message, fromBase64(message));
    TRY(const std::string signature, reader.string("signature"));
    TRY(call.signature, crypto::Signature::fromBase64(signature));
    TRY(call.delegation, optionalMember<DelegationId>(reader, "delegation"));
    CHECK(reader.finish());
    call.sourceAddress = exchange.request().source();
    auto& engine = exchange.engine();
    engine.openSession(
        std::move(call), [exchange = std::move(exchange)](const Result<service::SessionAnswer>& done) mutable {
            if (!done) {
                exchange.refuseCounted(done.error());
                return;
            }
            exchange.answer(json::Object{{"access_token", toBase64Url(done->token.bytes())},
                                         {"expires_in", json::Value::integer(done->lifetime.count() / 1000)},
                                         {"session", done->session.text()},
                                         {"token_type", "Bearer"}});
        });
    return {};
}

Result<void> postAction(Exchange& exchange) {
    TRY(auto session, exchange.agentSession());
    TRY(const auto body, exchange.body());
    TRY(auto call, actionCall(body));
    call.session = std::move(session);
    call.sourceAddress = exchange.request().source();
    call.trace = traceId(exchange.request().field("traceparent").value_or(std::string_view()));
    auto& engine = exchange.engine();
    engine.act(std::move(call), [exchange = std::move(exchange)](const Result<service::ActionAnswer>& done) mutable {
        respondWith(exchange, done, {});
    });
    return {};
}

Result<void> getAction(Exchange& exchange, LongPolls& polls) {
    TRY(const auto session, exchange.agentSession());
    CHECK(exchange.noBody());
    TRY(const auto id, RequestId::parse(exchange.argument()));
    TRY(const auto wait, numberParameter(exchange.request(), "wait", 0));
    polls.wait(std::move(exchange), session->agent, id, std::chrono::seconds(std::min(wait, kLongestWait)));
    return {};
}

Result<void> deleteAction(Exchange& exchange) {
    TRY(auto session, exchange.agentSession());
    CHECK(exchange.noBody());
    TRY(const auto id, RequestId::parse(exchange.argument()));
    auto& engine = exchange.engine();
    engine.withdraw(std::move(session), id,
                    [exchange = std::move(exchange), id](const Result<service::ActionAnswer>& done) mutable {
                        respondWith(exchange, done, id.text());
                    });
    return {};
}

Result<void> postOutcome(Exchange& exchange) {
    TRY(auto session, exchange.agentSession());
    TRY(const auto body, exchange.body());
    TRY(auto reader, json::Reader::of(body, "outcome"));
    service::OutcomeCall call;
    TRY(call.request, RequestId::parse(exchange.argument()));
    TRY(const std::string outcome, reader.string("outcome"));
    TRY(call.outcome, reportedOutcome(outcome));
    TRY(const auto digest, reader.optionalString("result_digest"));
    if (digest) {
        TRY(call.resultDigest, Digest::fromHex(*digest));
    }
    TRY(call.detail, reader.optionalString("detail"));
    CHECK(reader.finish());
    call.session = std::move(session);
    call.sourceAddress = exchange.request().source();
    auto& engine = exchange.engine();
    const RequestId id = call.request;
    engine.report(std::move(call),
                  [exchange = std::move(exchange), id](const Result<service::RecordRef>& done) mutable {
                      if (!done) {
                          exchange.refuse(done.error(), id.text());
                          return;
                      }
                      exchange.answer(json::Object{
                          {"record", json::Object{{"leaf", done->leaf.hex()},
                                                  {"seq", json::Value::integer(static_cast<std::int64_t>(done->seq))}}},
                          {"request", id.text()}});
                  });
    return {};
}

} // namespace countersign::http
