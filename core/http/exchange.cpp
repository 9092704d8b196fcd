#include "core/http/exchange_p.h"

#include "core/wire/errors.h"

#include <charconv>

namespace countersign::http {

namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool isJson(std::string_view type) {
    const std::size_t mark = type.find(';');
    if (!equalsIgnoringCase(trimmed(type.substr(0, mark)), "application/json")) {
        return false;
    }
    return mark == std::string_view::npos || equalsIgnoringCase(trimmed(type.substr(mark + 1)), "charset=utf-8");
}

Response refusalResponse(const Error& error, std::string_view request, const Request& asked) {
    Response response;
    response.status = static_cast<int>(wire::httpStatus(error.code));
    response.body = json::canonical(wire::errorJson(
        {.error = {.code = error.code, .detail = escapeControls(error.detail)}, .request = std::string(request)}));
    if (response.status == 401) {
        // RFC 6750 section 3: the error is named only when credentials came.
        response.fields.emplace_back("WWW-Authenticate", asked.field("authorization")
                                                             ? "Bearer realm=\"countersign\", error=\"invalid_token\""
                                                             : "Bearer realm=\"countersign\"");
    } else if (response.status == 429 || response.status == 503) {
        response.fields.emplace_back("Retry-After", "1");
    }
    return response;
}

} // namespace

Result<json::Value> Exchange::body() const {
    const auto type = m_request.field("content-type");
    if (!type || m_request.fieldCount("content-type") != 1 || !isJson(*type)) {
        return fail(Code::UnsupportedMediaType, "send the body as JSON, with `Content-Type: application/json`");
    }
    return json::parse(m_request.body());
}

Result<void> Exchange::noBody() const {
    if (!m_request.body().empty()) {
        return fail(Code::InvalidRequest, "this request takes no body");
    }
    return {};
}

Result<Bytes> Exchange::bearer() const {
    const auto field = m_request.field("authorization");
    if (!field) {
        return fail(Code::AuthenticationRequired, "send `Authorization: Bearer` with the access token of a session");
    }
    constexpr std::string_view kScheme = "Bearer ";
    if (m_request.fieldCount("authorization") != 1 || field->size() <= kScheme.size() ||
        !equalsIgnoringCase(field->substr(0, kScheme.size()), kScheme)) {
        return fail(Code::InvalidToken, "the Authorization field must hold one bearer token");
    }
    auto token = fromBase64Url(field->substr(kScheme.size()));
    if (!token || token->size() != 32) {
        return fail(Code::InvalidToken, "the bearer token is not of the form that was issued");
    }
    return token;
}

Result<std::shared_ptr<const service::Session>> Exchange::agentSession() {
    TRY(auto token, bearer());
    TRY(auto session, m_engine->findSession(token));
    setCaller(identity::Principal::of(session->agent));
    return session;
}

void Exchange::answer(const json::Value& value, int status) {
    answerText(json::canonical(value), "application/json", status);
}

void Exchange::answerText(std::string body, std::string contentType, int status) {
    Response response;
    response.status = status;
    response.contentType = std::move(contentType);
    response.body = std::move(body);
    m_responder.send(std::move(response));
}

void Exchange::refuse(const Error& error, std::string_view request) {
    if (m_caller) {
        m_engine->countRefusal(*m_caller, error.code);
    } else {
        m_engine->countRefusal(m_request.source(), error.code);
    }
    refuseCounted(error, request);
}

void Exchange::refuseCounted(const Error& error, std::string_view request) {
    m_responder.send(refusalResponse(error, request, m_request));
}

Result<std::uint64_t> numberParameter(const Request& request, std::string_view name,
                                      std::optional<std::uint64_t> otherwise) {
    TRY(const auto text, request.parameter(name));
    if (!text && otherwise) {
        return *otherwise;
    }
    std::uint64_t value = 0;
    const std::string_view digits = text ? std::string_view(*text) : std::string_view();
    const auto [last, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc() || last != digits.data() + digits.size()) {
        return fail(Code::InvalidRequest, "the query parameter `" + std::string(name) + "` must be a whole number");
    }
    return value;
}

} // namespace countersign::http
