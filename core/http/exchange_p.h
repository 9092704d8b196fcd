#pragma once

#include "core/base/json.h"
#include "core/http/server.h"
#include "core/service/engine.h"

namespace countersign::http {

/// One request on its way to one answer. Movable, so that it can wait with whoever works on it.
class Exchange {
public:
    Exchange(Request request, Responder responder, service::Engine& engine)
        : m_request(std::move(request)), m_responder(std::move(responder)), m_engine(&engine) {}

    [[nodiscard]] const Request& request() const { return m_request; }
    [[nodiscard]] service::Engine& engine() const { return *m_engine; }
    /// What stands for `{}` in the route's path.
    [[nodiscard]] const std::string& argument() const { return m_argument; }
    void setArgument(std::string argument) { m_argument = std::move(argument); }

    /// UnsupportedMediaType unless application/json; the codes of json::parse().
    [[nodiscard]] Result<json::Value> body() const;
    /// InvalidRequest when there is one.
    [[nodiscard]] Result<void> noBody() const;
    /// The token of `Authorization: Bearer`. AuthenticationRequired when there is none, InvalidToken when it is no
    /// base64url or there are two.
    [[nodiscard]] Result<Bytes> bearer() const;
    /// The live session of the agent that asks.
    [[nodiscard]] Result<std::shared_ptr<const service::Session>> agentSession();
    /// From here on, refusals are this caller's.
    void setCaller(identity::Principal caller) { m_caller = std::move(caller); }

    void answer(const json::Value& value, int status = 200);
    /// `body` is JSON already.
    void answerText(std::string body, std::string contentType = "application/json", int status = 200);
    /// The status follows from the code. `request` is the `req_…` that was refused, when there is one. Counted by the
    /// engine, under the caller or, of a stranger, under the source address.
    void refuse(const Error& error, std::string_view request = {});
    /// As refuse(), for what the engine has counted or recorded itself.
    void refuseCounted(const Error& error, std::string_view request = {});
    void send(Response response) { m_responder.send(std::move(response)); }
    [[nodiscard]] Responder takeResponder() { return std::move(m_responder); }

private:
    Request m_request;
    Responder m_responder;
    service::Engine* m_engine;
    std::string m_argument;
    std::optional<identity::Principal> m_caller;
};

/// A `T` from JSON text: `parsed<AgentId>(reader, "agent_id")`.
template <class T>
[[nodiscard]] Result<T> parsedMember(json::Reader& reader, std::string_view name) {
    TRY(const std::string text, reader.string(name));
    return T::parse(text);
}
template <class T>
[[nodiscard]] Result<std::optional<T>> optionalMember(json::Reader& reader, std::string_view name) {
    TRY(const auto text, reader.optionalString(name));
    if (!text) {
        return std::optional<T>();
    }
    TRY(auto value, T::parse(*text));
    return std::optional<T>(std::move(value));
}

/// Query parameter that is a number; `otherwise` when it is absent. InvalidRequest.
[[nodiscard]] Result<std::uint64_t> numberParameter(const Request& request, std::string_view name,
                                                    std::optional<std::uint64_t> otherwise);

} // namespace countersign::http
