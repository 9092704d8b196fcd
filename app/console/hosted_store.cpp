#include "app/console/hosted_store.h"

#include "core/backend/local_backend.h"
#include "core/http/api.h"
#include "core/service/create_store.h"

#include <mutex>

namespace countersign::console {

namespace {

/// One half of what a store serves: the program's owner answers operators at one door and agents at another.
class Door final : public http::Handler {
public:
    Door(std::shared_ptr<http::Handler> inner, std::string refusedPrefix)
        : m_inner(std::move(inner)), m_refused(std::move(refusedPrefix)) {}

    void handle(http::Request request, http::Responder responder) override {
        if (request.path().starts_with(m_refused)) {
            responder.send(http::errorResponse(404, {Code::NotFound, "this is not served at this address"}));
            return;
        }
        m_inner->handle(std::move(request), std::move(responder));
    }
    void refused(std::string_view source, Code code) override { m_inner->refused(source, code); }
    void listening(const std::string& address) override { m_inner->listening(address); }
    void draining() override { m_inner->draining(); }

private:
    const std::shared_ptr<http::Handler> m_inner;
    const std::string m_refused;
};

class Hosted final : public HostedStore {
public:
    Hosted(std::shared_ptr<service::Engine> engine, std::shared_ptr<const backend::Identity> identity, Random& random)
        : m_engine(std::move(engine)), m_random(random), m_backend(m_engine, std::move(identity), random) {}

    Result<void> listen() {
        TRY(m_operators, http::Server::start({}, std::make_shared<Door>(http::createApi(*m_engine, m_random), "/v1/")));
        return m_engine->publishAddress(m_operators->address());
    }

    backend::Backend& backend() override { return m_backend; }
    std::string address() const override { return m_operators->address(); }
    std::string agentAddress() const override {
        const std::scoped_lock lock(m_mutex);
        return m_agents ? m_agents->address() : std::string();
    }
    Result<std::string> serveAgents(std::uint16_t port) override {
        const std::scoped_lock lock(m_mutex);
        if (m_agents && (port == 0 || m_agents->port() == port)) {
            return m_agents->address();
        }
        http::ServerOptions options;
        options.port = port;
        TRY(auto server,
            http::Server::start(std::move(options),
                                std::make_shared<Door>(http::createApi(*m_engine, m_random), "/operator/")));
        m_agents = std::move(server);
        return m_agents->address();
    }
    void stopServingAgents() override {
        const std::scoped_lock lock(m_mutex);
        m_agents.reset();
    }

private:
    // Destroyed from the last to the first: doors, backend, engine.
    const std::shared_ptr<service::Engine> m_engine;
    Random& m_random;
    backend::LocalBackend m_backend;
    std::unique_ptr<http::Server> m_operators;
    mutable std::mutex m_mutex;
    std::unique_ptr<http::Server> m_agents;
};

} // namespace

Result<std::shared_ptr<HostedStore>> HostedStore::open(const std::string& path, const crypto::SigningKey& own,
                                                       std::shared_ptr<const backend::Identity> identity,
                                                       const Clock& clock, Random& random) {
    const auto serviceKey = service::readServiceKey(path + ".key");
    TRY(std::shared_ptr<service::Engine> engine,
        service::Engine::open(
            {.path = path, .unlock = serviceKey ? &*serviceKey : &own, .clock = &clock, .random = &random}));
    auto hosted = std::make_shared<Hosted>(std::move(engine), std::move(identity), random);
    CHECK(hosted->listen());
    return hosted;
}

} // namespace countersign::console
