#include "core/http/operator_routes_p.h"

#include "core/http/record_feed_p.h"
#include "core/wire/commands.h"
#include "core/wire/queries.h"

#include <algorithm>

namespace countersign::http {

namespace {

constexpr std::size_t kLongestOwnerNonce = 128;

} // namespace

Result<OperatorSession> OperatorRoutes::session(Exchange& exchange) const {
    TRY(const auto token, exchange.bearer());
    TRY(auto session, m_sessions.check(token, *m_engine.state(), m_engine.now()));
    exchange.setCaller(identity::Principal::of(session.by));
    return session;
}

Result<void> OperatorRoutes::postChallenge(Exchange& exchange) {
    TRY(const auto body, exchange.body());
    TRY(auto reader, json::Reader::of(body, "challenge request"));
    TRY(const auto by, parsedMember<identity::OperatorId>(reader, "operator"));
    CHECK(reader.finish());
    // The same for an operator that does not exist: who is one is not for everybody to learn.
    const auto now = m_engine.now();
    exchange.answer(json::Object{{"expires_at", (now + OperatorSessions::kNonceLifetime).text()},
                                 {"nonce", m_sessions.issueNonce(by, now)},
                                 {"store", m_engine.state()->world.store.text()}});
    return {};
}

Result<void> OperatorRoutes::postSession(Exchange& exchange) {
    TRY(const auto body, exchange.body());
    TRY(auto reader, json::Reader::of(body, "session request"));
    OperatorProof proof;
    TRY(proof.by, parsedMember<identity::OperatorId>(reader, "operator"));
    TRY(proof.key, parsedMember<crypto::Thumbprint>(reader, "key"));
    TRY(proof.nonce, reader.string("nonce"));
    TRY(const std::string signature, reader.string("signature"));
    TRY(proof.signature, crypto::Signature::fromBase64(signature));
    CHECK(reader.finish());
    TRY(const auto token, m_sessions.open(proof, *m_engine.state(), m_engine.now()));
    exchange.answer(json::Object{{"access_token", toBase64Url(token.bytes())},
                                 {"expires_in", json::Value::integer(OperatorSessions::kLifetime.count() / 1000)},
                                 {"token_type", "Bearer"}});
    return {};
}

Result<void> OperatorRoutes::postCommand(Exchange& exchange) const {
    TRY(const auto body, exchange.body());
    TRY(auto command, wire::parseSignedCommand(body));
    // Taken first: moving the exchange may come before its source is read.
    auto source = exchange.request().source();
    m_engine.submit(std::move(command), std::move(source),
                    [exchange = std::move(exchange)](const Result<command::Receipt>& done) mutable {
                        if (done) {
                            exchange.answer(wire::toJson(*done));
                        } else {
                            exchange.refuseCounted(done.error());
                        }
                    });
    return {};
}

Result<void> OperatorRoutes::ask(Exchange& exchange, command::Query query) const {
    TRY(const auto by, session(exchange));
    m_engine.ask(std::move(query), by.by,
                 [exchange = std::move(exchange)](const Result<command::Answer>& done) mutable {
                     if (done) {
                         exchange.answer(wire::answerJson(*done));
                     } else {
                         exchange.refuse(done.error());
                     }
                 });
    return {};
}

Result<void> OperatorRoutes::postQuery(Exchange& exchange) const {
    // Before anything of the query is looked at: who is nobody learns nothing.
    CHECK(session(exchange));
    TRY(const auto body, exchange.body());
    TRY(auto query, wire::queryFromJson(exchange.argument(), body));
    return ask(exchange, std::move(query));
}

Result<void> OperatorRoutes::getCheckpoint(Exchange& exchange) const {
    CHECK(exchange.noBody());
    return ask(exchange, command::GetCheckpoint{});
}

Result<void> OperatorRoutes::getInclusion(Exchange& exchange) const {
    CHECK(exchange.noBody());
    command::ProveInclusion query;
    TRY(query.seq, numberParameter(exchange.request(), "seq", std::nullopt));
    TRY(query.size, numberParameter(exchange.request(), "size", std::nullopt));
    return ask(exchange, query);
}

Result<void> OperatorRoutes::getConsistency(Exchange& exchange) const {
    CHECK(exchange.noBody());
    command::ProveConsistency query;
    TRY(query.from, numberParameter(exchange.request(), "from", std::nullopt));
    TRY(query.to, numberParameter(exchange.request(), "to", std::nullopt));
    return ask(exchange, query);
}

Result<void> OperatorRoutes::getRecords(Exchange& exchange) const {
    TRY(auto by, session(exchange));
    CHECK(exchange.noBody());
    CHECK(RecordFeed::checkMayFollow(by, *m_engine.state()));
    // After a broken connection, a client says with Last-Event-ID what it has; ours name the record.
    TRY(const auto from, numberParameter(exchange.request(), "from", 0));
    RecordFeed::start(m_engine, std::move(by), from, exchange.takeResponder());
    return {};
}

Result<void> OperatorRoutes::getOwner(Exchange& exchange) const {
    CHECK(exchange.noBody());
    TRY(const auto nonce, exchange.request().parameter("nonce"));
    const bool printable = nonce && std::ranges::all_of(*nonce, [](char c) { return c > ' ' && c < 0x7f; });
    if (!printable || nonce->size() < 16 || nonce->size() > kLongestOwnerNonce) {
        return fail(Code::InvalidRequest, "give `nonce`: 16 to 128 printable characters of your own choice");
    }
    const auto proof = m_engine.proveOwner(*nonce, m_address);
    exchange.answer(json::Object{{"address", m_address},
                                 {"ledger_key", proof.key.base64()},
                                 {"signature", proof.signature.base64()},
                                 {"store", m_engine.state()->world.store.text()}});
    return {};
}

} // namespace countersign::http
