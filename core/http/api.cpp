#include "core/http/api.h"

#include "core/http/agent_routes_p.h"
#include "core/http/metrics_p.h"
#include "core/http/operator_routes_p.h"

#include <array>

namespace countersign::http {

namespace {

class Api final : public Handler {
public:
    Api(service::Engine& engine, Random& random) : m_engine(engine), m_operators(engine, random) {}

    void handle(Request request, Responder responder) override;
    void refused(std::string_view source, Code code) override { m_engine.countRefusal(source, code); }
    void listening(const std::string& address) override { m_operators.setAddress(address); }
    void draining() override { m_polls.finish(); }

private:
    using Action = Result<void> (*)(Api&, Exchange&);
    struct Route {
        Method method;
        /// `{}` stands for one segment that is not empty.
        std::string_view path;
        Action action;
    };
    template <Result<void> (*Agent)(Exchange&)>
    static Result<void> agent(Api&, Exchange& exchange) {
        return Agent(exchange);
    }
    template <auto Member>
    static Result<void> byOperator(Api& api, Exchange& exchange) {
        return (api.m_operators.*Member)(exchange);
    }
    static Result<void> watchAction(Api& api, Exchange& exchange) { return getAction(exchange, api.m_polls); }
    static Result<void> getLive(Api& api, Exchange& exchange);
    static Result<void> getReady(Api& api, Exchange& exchange);
    static Result<void> getMetrics(Api& api, Exchange& exchange);
    static void refuseMethod(Exchange& exchange, const std::string& allowed);

    static const std::array<Route, 20> kRoutes;

    service::Engine& m_engine;
    OperatorRoutes m_operators;
    LongPolls m_polls;
};

using Operators = OperatorRoutes;

// NOLINTNEXTLINE(cert-err58-cpp): a table of constants
const std::array<Api::Route, 20> Api::kRoutes{{
    {Method::Post, "/v1/actions", agent<postAction>},
    {Method::Get, "/v1/actions/{}", Api::watchAction},
    {Method::Delete, "/v1/actions/{}", agent<deleteAction>},
    {Method::Post, "/v1/actions/{}/outcome", agent<postOutcome>},
    {Method::Post, "/v1/challenges", agent<postChallenge>},
    {Method::Post, "/v1/sessions", agent<postSession>},
    {Method::Post, "/v1/enrolments", agent<postEnrolment>},
    {Method::Get, "/v1/enrolments/{}", agent<getEnrolment>},
    {Method::Post, "/operator/v1/challenge", byOperator<&Operators::postChallenge>},
    {Method::Post, "/operator/v1/session", byOperator<&Operators::postSession>},
    {Method::Post, "/operator/v1/commands", byOperator<&Operators::postCommand>},
    {Method::Post, "/operator/v1/queries/{}", byOperator<&Operators::postQuery>},
    {Method::Get, "/operator/v1/records", byOperator<&Operators::getRecords>},
    {Method::Get, "/operator/v1/checkpoint", byOperator<&Operators::getCheckpoint>},
    {Method::Get, "/operator/v1/proof/inclusion", byOperator<&Operators::getInclusion>},
    {Method::Get, "/operator/v1/proof/consistency", byOperator<&Operators::getConsistency>},
    {Method::Get, "/operator/v1/owner", byOperator<&Operators::getOwner>},
    {Method::Get, "/healthz", Api::getLive},
    {Method::Get, "/readyz", Api::getReady},
    {Method::Get, "/metrics", Api::getMetrics},
}};

/// Whether the path has the pattern's form, and what stands for its `{}`.
bool matches(std::string_view path, std::string_view pattern, std::string_view& argument) {
    const std::size_t hole = pattern.find("{}");
    if (hole == std::string_view::npos) {
        return path == pattern;
    }
    const std::string_view before = pattern.substr(0, hole);
    const std::string_view after = pattern.substr(hole + 2);
    if (path.size() <= before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after)) {
        return false;
    }
    argument = path.substr(before.size(), path.size() - before.size() - after.size());
    return argument.find('/') == std::string_view::npos;
}

void Api::handle(Request request, Responder responder) {
    Exchange exchange(std::move(request), std::move(responder), m_engine);
    std::string allowed;
    for (const Route& route : kRoutes) {
        std::string_view argument;
        if (!matches(exchange.request().path(), route.path, argument)) {
            continue;
        }
        if (route.method != exchange.request().method()) {
            allowed += (allowed.empty() ? "" : ", ") + std::string(methodName(route.method));
            continue;
        }
        exchange.setArgument(std::string(argument));
        if (auto done = route.action(*this, exchange); !done) {
            exchange.refuse(done.error(), RequestId::parse(exchange.argument()) ? exchange.argument() : std::string());
        }
        return;
    }
    if (!allowed.empty()) {
        refuseMethod(exchange, allowed);
        return;
    }
    exchange.refuse(Error{Code::NotFound, "there is nothing at this path"});
}

void Api::refuseMethod(Exchange& exchange, const std::string& allowed) {
    Response response = errorResponse(405, Error{Code::MethodNotAllowed, "this path takes " + allowed});
    response.fields.emplace_back("Allow", allowed);
    exchange.send(std::move(response));
}

Result<void> Api::getLive(Api&, Exchange& exchange) {
    exchange.answer(json::Object{{"status", "alive"}});
    return {};
}

Result<void> Api::getReady(Api& api, Exchange& exchange) {
    const auto health = api.m_engine.health();
    exchange.answer(json::Object{{"status", health.state}}, health.state == "ok" ? 200 : 503);
    return {};
}

Result<void> Api::getMetrics(Api& api, Exchange& exchange) {
    exchange.answerText(metricsText(api.m_engine.health()), "text/plain; version=0.0.4; charset=utf-8");
    return {};
}

} // namespace

std::shared_ptr<Handler> createApi(service::Engine& engine, Random& random) {
    return std::make_shared<Api>(engine, random);
}

} // namespace countersign::http
