#include "tests/core/http/echo_handler.h"
#include "tests/core/http/wire_peer.h"

#include <future>
#include <thread>

using namespace countersign;
using peer::RawPeer;

/// The server's promises: order, keep-alive, deadlines, caps, drain, streams.
class TstServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tellsItsAddress();
    void keepsAlive();
    void answersPipelinedInOrder();
    void answersFromAnotherThread();
    void answersWhatItsHandlerForgot();
    void takesBodiesUpToTheLimit();
    void asksForTheBody();
    void headHasNoBody();
    void sendsMoreThanThePeerTakesAtOnce();
    void stopsTakingRequestsOfAPeerThatDoesNotRead();
    void closesSlowPeersWhileOthersAreServed();
    void closesSlowBodies();
    void closesIdlePeersWithoutAWord();
    void closesPeersThatDoNotRead();
    void theIdlestGivesWay();
    void whoSaysHalfGivesWayAfterWhoSaysNothing();
    void keepsPlacesForOperators();
    void capsConnections();
    void drainsWhatIsInFlight();
    void drainAnswersWhatHasBegunToArrive();
    void drainIsBounded();
    void streamsUntilThePeerIsGone();
    void streamWaitsForThePeer();
    void streamIsNeverSilentForLong();
    void streamEndsWhenTheServerStops();
    void refusesToListenInTheOpen();
    void refusesATakenPort();

private:
    void start(http::Limits limits = {}, unsigned threads = 1);

    std::shared_ptr<peer::EchoHandler> m_handler;
    std::unique_ptr<http::Server> m_server;
};

namespace {

std::string get(std::string_view path, std::string_view more = {}) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more) + "\r\n";
}
std::string post(std::string_view path, std::string_view body) {
    return "POST " + std::string(path) +
           " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           std::string(body);
}
http::Response text(std::string body) {
    http::Response response;
    response.body = std::move(body);
    return response;
}

} // namespace

void TstServer::init() {
    m_handler = std::make_shared<peer::EchoHandler>();
}

void TstServer::cleanup() {
    m_server.reset();
    m_handler.reset();
}

void TstServer::start(http::Limits limits, unsigned threads) {
    http::ServerOptions options;
    options.limits = limits;
    options.threads = threads;
    auto server = http::Server::start(options, m_handler);
    QVERIFY2(server, server ? "" : server.error().detail.c_str());
    m_server = std::move(*server);
}

void TstServer::tellsItsAddress() {
    start();
    QCOMPARE(m_server->address(), "http://127.0.0.1:" + std::to_string(m_server->port()));
    QCOMPARE(m_handler->heard, m_server->address());
}

void TstServer::keepsAlive() {
    start();
    RawPeer client(m_server->port());
    for (int i = 0; i < 20; ++i) {
        const std::string path = "/" + std::to_string(i);
        client.send(i % 2 == 0 ? get(path) : post(path, "body"));
        const std::string answer = client.readAnswer();
        QCOMPARE(peer::statusOf(answer), 200);
        QCOMPARE(peer::bodyOf(answer), i % 2 == 0 ? "GET " + path + "? " : "POST " + path + "? body");
    }
}

void TstServer::answersPipelinedInOrder() {
    start({}, 2);
    RawPeer client(m_server->port());
    std::string all;
    for (int i = 0; i < 3000; ++i) {
        all += i % 3 == 0 ? post("/" + std::to_string(i), "x") : get("/" + std::to_string(i));
    }
    std::thread sender([&] { client.send(all); });
    for (int i = 0; i < 3000; ++i) {
        const std::string body = peer::bodyOf(client.readAnswer());
        const std::string path = "/" + std::to_string(i) + "?";
        if (body.find(path) == std::string::npos) {
            sender.join();
            QFAIL(("expected " + path + ", got " + body).c_str());
        }
    }
    sender.join();
    QCOMPARE(m_handler->handled.load(), 3000);
}

void TstServer::answersFromAnotherThread() {
    start();
    RawPeer client(m_server->port());
    client.send(get("/hold") + get("/after"));
    auto held = m_handler->takeHeld();
    QCOMPARE(m_handler->handled.load(), 1); // the second waits for the first
    std::thread other([&] { held.send(text("late")); });
    QCOMPARE(peer::bodyOf(client.readAnswer()), std::string("late"));
    QCOMPARE(peer::bodyOf(client.readAnswer()), std::string("GET /after? "));
    other.join();
}

void TstServer::answersWhatItsHandlerForgot() {
    start();
    RawPeer client(m_server->port());
    client.send(get("/forget"));
    QCOMPARE(peer::statusOf(client.readAnswer()), 500);
}

void TstServer::takesBodiesUpToTheLimit() {
    http::Limits limits;
    limits.bodyBytes = 300'000;
    start(limits);
    RawPeer client(m_server->port());
    const std::string body(300'000, 'b');
    std::thread sender([&] { client.send(post("/a", body)); });
    const std::string answer = client.readAnswer();
    sender.join();
    QCOMPARE(peer::statusOf(answer), 200);
    QVERIFY(peer::bodyOf(answer).ends_with(" " + body));
    client.send(post("/a", body + "b"));
    QCOMPARE(peer::statusOf(client.readAnswer()), 413);
}

void TstServer::asksForTheBody() {
    start();
    RawPeer client(m_server->port());
    client.send("POST /a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    QVERIFY(client.readUntil("HTTP/1.1 100 Continue\r\n\r\n"));
    client.send("{}");
    QVERIFY(client.readUntil("POST /a? {}"));
}

void TstServer::headHasNoBody() {
    start();
    RawPeer client(m_server->port());
    client.send("HEAD /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    const std::string answer = client.readAll();
    QVERIFY(answer.find("Content-Length: 9\r\n") != std::string::npos);
    QVERIFY(answer.ends_with("\r\n\r\n"));
}

void TstServer::sendsMoreThanThePeerTakesAtOnce() {
    start();
    RawPeer client(m_server->port());
    client.send(get("/large") + get("/large") + get("/large", "Connection: close\r\n"));
    QVERIFY(client.readAll().size() > 3U * 1024 * 1024);
}

void TstServer::stopsTakingRequestsOfAPeerThatDoesNotRead() {
    start();
    RawPeer client(m_server->port());
    std::string many;
    for (int i = 0; i < 64; ++i) {
        many += get("/large");
    }
    client.send(many + get("/last"));
    // Another client is served meanwhile; by then the first one's requests were looked at.
    RawPeer other(m_server->port());
    for (int i = 0; i < 20; ++i) {
        other.send(get("/other"));
        QCOMPARE(peer::statusOf(other.readAnswer()), 200);
    }
    QVERIFY(m_handler->handled.load() < 64);
    for (int i = 0; i < 64; ++i) {
        QCOMPARE(client.readAnswer().size() > 1024U * 1024, true);
    }
    QCOMPARE(peer::bodyOf(client.readAnswer()), std::string("GET /last? "));
}

void TstServer::closesSlowPeersWhileOthersAreServed() {
    http::Limits limits;
    limits.headerDeadline = std::chrono::milliseconds(300);
    start(limits);
    std::vector<RawPeer> slow;
    for (int i = 0; i < 200; ++i) {
        slow.emplace_back(m_server->port());
        QVERIFY(slow.back().connected());
        slow.back().send("GET /slow HTTP/1.1\r\nX-A: ");
    }
    RawPeer good(m_server->port());
    std::size_t closed = 0;
    // Each keeps dripping; only the time since its first byte counts.
    while (closed < slow.size()) {
        good.send(get("/good"));
        QCOMPARE(peer::statusOf(good.readAnswer()), 200);
        closed = 0;
        for (auto& client : slow) {
            closed += client.send("a") ? 0 : 1;
        }
    }
    QCOMPARE(m_handler->refusals().size(), std::size_t(200));
    for (const Code code : m_handler->refusals()) {
        QCOMPARE(code, Code::Timeout);
    }
}

void TstServer::closesSlowBodies() {
    http::Limits limits;
    limits.bodyDeadline = std::chrono::milliseconds(50);
    start(limits);
    RawPeer client(m_server->port());
    client.send("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nab");
    QCOMPARE(peer::statusOf(client.readAll()), 408);
    QCOMPARE(m_handler->handled.load(), 0);
}

void TstServer::closesIdlePeersWithoutAWord() {
    http::Limits limits;
    limits.idleDeadline = limits.headerDeadline = std::chrono::milliseconds(50);
    start(limits);
    RawPeer silent(m_server->port());
    QCOMPARE(silent.readAll(), std::string());
    RawPeer once(m_server->port());
    once.send(get("/a"));
    QCOMPARE(peer::statusOf(once.readAnswer()), 200);
    QCOMPARE(once.readAll(), std::string());
}

void TstServer::closesPeersThatDoNotRead() {
    http::Limits limits;
    limits.writeDeadline = std::chrono::milliseconds(50);
    start(limits);
    RawPeer client(m_server->port());
    std::string many;
    for (int i = 0; i < 64; ++i) {
        many += get("/large");
    }
    client.send(many);
    while (m_server->connections() > 0) {
        std::this_thread::yield();
    }
    QVERIFY(m_handler->handled.load() < 64);
}

void TstServer::theIdlestGivesWay() {
    http::Limits limits;
    limits.perLoopback = 3;
    start(limits);
    std::vector<RawPeer> peers;
    for (int i = 0; i < 3; ++i) {
        peers.emplace_back(m_server->port());
        peers.back().send(get("/a"));
        QCOMPARE(peer::statusOf(peers.back().readAnswer()), 200);
    }
    peers[0].send(get("/a"));
    QCOMPARE(peer::statusOf(peers[0].readAnswer()), 200);
    RawPeer fourth(m_server->port());
    fourth.send(get("/a"));
    QCOMPARE(peer::statusOf(fourth.readAnswer()), 200);
    QCOMPARE(peers[1].readAll(), std::string());
    QCOMPARE(m_server->connections(), std::size_t(3));
    for (auto* still : {&peers[0], &peers[2], &fourth}) {
        still->send(get("/a"));
        QCOMPARE(peer::statusOf(still->readAnswer()), 200);
    }
}

void TstServer::whoSaysHalfGivesWayAfterWhoSaysNothing() {
    http::Limits limits;
    limits.perLoopback = 2;
    start(limits);
    RawPeer half(m_server->port());
    half.send("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n");
    QVERIFY(half.readUntil("100 Continue\r\n\r\n"));
    RawPeer silent(m_server->port());
    QTRY_COMPARE(m_server->connections(), std::size_t(2));
    RawPeer third(m_server->port());
    third.send(get("/hold"));
    auto held = m_handler->takeHeld();
    QCOMPARE(silent.readAll(), std::string());
    RawPeer fourth(m_server->port());
    fourth.send(get("/a"));
    QCOMPARE(peer::statusOf(fourth.readAnswer()), 200);
    QVERIFY(half.readAll().find("HTTP/1.1 503 ") != std::string::npos);
    held.send(text("finished"));
    QCOMPARE(peer::statusOf(third.readAnswer()), 200);
}

void TstServer::keepsPlacesForOperators() {
    http::Limits limits;
    limits.perLoopback = 2;
    limits.kept = 2;
    start(limits);
    std::vector<RawPeer> busy;
    std::vector<http::Responder> held;
    for (int i = 0; i < 2; ++i) {
        busy.emplace_back(m_server->port());
        busy.back().send(get("/hold"));
        held.push_back(m_handler->takeHeld());
    }
    RawPeer agent(m_server->port());
    agent.send(get("/a"));
    QCOMPARE(peer::statusOf(agent.readAll()), 503);
    agent.close();
    QTRY_COMPARE(m_server->connections(), std::size_t(2));
    RawPeer person(m_server->port());
    person.send(get("/operator/v1/owner"));
    QCOMPARE(peer::statusOf(person.readAnswer()), 200);
    RawPeer another(m_server->port());
    another.send(get("/operator/v1/owner"));
    QCOMPARE(peer::statusOf(another.readAnswer()), 200);
    QCOMPARE(person.readAll(), std::string()); // it waited, and gave way
    for (auto& one : held) {
        one.send(text("finished"));
    }
}

void TstServer::capsConnections() {
    http::Limits limits;
    limits.perLoopback = 1;
    limits.kept = 1;
    start(limits);
    std::vector<RawPeer> peers;
    std::vector<http::Responder> held;
    for (int i = 0; i < 2; ++i) {
        peers.emplace_back(m_server->port());
        peers.back().send(get(i == 0 ? "/hold" : "/operator/hold"));
        held.push_back(m_handler->takeHeld());
    }
    RawPeer third(m_server->port());
    third.send(get("/operator/v1/owner"));
    QVERIFY(peer::statusOf(third.readAll()) != 200);
    QCOMPARE(m_handler->refusals(), std::vector<Code>{Code::Unavailable});
    for (auto& one : held) {
        one.send(text("finished"));
    }
    QCOMPARE(peer::statusOf(peers[0].readAnswer()), 200);
    peers.pop_back();
    QTRY_COMPARE(m_server->connections(), std::size_t(1));
    RawPeer fourth(m_server->port());
    fourth.send(get("/a"));
    QCOMPARE(peer::statusOf(fourth.readAnswer()), 200);
}

void TstServer::drainsWhatIsInFlight() {
    start();
    RawPeer idle(m_server->port());
    idle.send(get("/a"));
    QCOMPARE(peer::statusOf(idle.readAnswer()), 200);
    RawPeer busy(m_server->port());
    busy.send(get("/hold"));
    auto held = m_handler->takeHeld();
    std::thread stopping([&] { m_server->stop(); });
    m_handler->awaitDraining();
    QCOMPARE(idle.readAll(), std::string()); // closed at once
    held.send(text("finished"));
    const std::string answer = busy.readAnswer();
    QVERIFY(answer.find("Connection: close") != std::string::npos);
    QCOMPARE(peer::bodyOf(answer), std::string("finished"));
    busy.close();
    stopping.join();
    QVERIFY(!RawPeer(m_server->port()).connected());
}

void TstServer::drainAnswersWhatHasBegunToArrive() {
    start();
    RawPeer half(m_server->port());
    half.send(get("/hold"));
    auto held = m_handler->takeHeld();
    RawPeer begun(m_server->port());
    begun.send(get("/a"));
    QCOMPARE(peer::statusOf(begun.readAnswer()), 200);
    begun.send("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nab");
    std::thread stopping([&] { m_server->stop(); });
    m_handler->awaitDraining();
    held.send(text("finished"));
    QCOMPARE(peer::statusOf(half.readAnswer()), 200);
    begun.send("cd");
    const std::string answer = begun.readAnswer();
    QCOMPARE(peer::statusOf(answer), 200);
    QVERIFY(answer.find("Connection: close") != std::string::npos);
    half.close();
    begun.close();
    stopping.join();
}

void TstServer::drainIsBounded() {
    http::Limits limits;
    limits.drainDeadline = std::chrono::milliseconds(50);
    start(limits);
    RawPeer busy(m_server->port());
    busy.send(get("/hold"));
    auto held = m_handler->takeHeld();
    m_server->stop();
    QCOMPARE(busy.readAll(), std::string());
    held.send(text("too late")); // nobody there: nothing happens
}

void TstServer::streamsUntilThePeerIsGone() {
    start();
    RawPeer client(m_server->port());
    client.send(get("/stream"));
    auto stream = m_handler->takeStream();
    stream.send("data: 1\n\n", [](http::StreamState) {});
    QVERIFY(client.readUntil("data: 1\n\n"));
    QVERIFY(client.input().find("Content-Type: text/event-stream\r\n") != std::string::npos);
    client.close();
    m_handler->awaitClosed(1);
    std::promise<http::StreamState> after;
    stream.send("data: 2\n\n", [&](http::StreamState state) { after.set_value(state); });
    QCOMPARE(after.get_future().get(), http::StreamState::Closed);
}

void TstServer::streamWaitsForThePeer() {
    start();
    RawPeer client(m_server->port());
    client.send(get("/stream"));
    auto stream = m_handler->takeStream();
    const std::size_t size = 16U * 1024 * 1024;
    std::atomic<bool> taken{false};
    std::promise<void> done;
    stream.send(std::string(size, 'x'), [&](http::StreamState) {
        taken = true;
        done.set_value();
    });
    // More than any socket buffer: not done before the client reads.
    QVERIFY(client.readUntil("xxxx"));
    QVERIFY(!taken);
    while (client.input().size() < size) {
        QVERIFY(client.readSome());
    }
    done.get_future().wait();
    stream.end();
    QVERIFY(client.readAll().ends_with("\r\n0\r\n\r\n"));
    m_handler->awaitClosed(1);
}

void TstServer::streamIsNeverSilentForLong() {
    http::Limits limits;
    limits.silence = std::chrono::milliseconds(20);
    start(limits);
    RawPeer client(m_server->port());
    client.send(get("/stream"));
    auto stream = m_handler->takeStream();
    QVERIFY(client.readUntil("3\r\n:\n\n\r\n3\r\n:\n\n\r\n"));
    stream.send("data: 1\n\n", [](http::StreamState) {});
    QVERIFY(client.readUntil("data: 1\n\n\r\n3\r\n:\n\n\r\n"));
    stream.end();
    QVERIFY(client.readAll().ends_with("\r\n0\r\n\r\n"));
}

void TstServer::streamEndsWhenTheServerStops() {
    start();
    RawPeer client(m_server->port());
    client.send(get("/stream"));
    auto stream = m_handler->takeStream();
    std::thread stopping([&] { m_server->stop(); });
    QVERIFY(client.readAll().ends_with("\r\n0\r\n\r\n"));
    client.close();
    stopping.join();
    m_handler->awaitClosed(1);
}

void TstServer::refusesToListenInTheOpen() {
    http::ServerOptions options;
    options.address = "0.0.0.0";
    const auto server = http::Server::start(options, m_handler);
    QVERIFY(!server);
    QCOMPARE(server.error().code, Code::InvalidArgument);
    options.address = "localhost";
    QCOMPARE(http::Server::start(options, m_handler).error().code, Code::InvalidArgument);
    options = {};
    options.threads = 0;
    QCOMPARE(http::Server::start(options, m_handler).error().code, Code::InvalidArgument);
}

void TstServer::refusesATakenPort() {
    start();
    http::ServerOptions options;
    options.port = m_server->port();
    const auto second = http::Server::start(options, m_handler);
    QVERIFY(!second);
    QCOMPARE(second.error().code, Code::Unavailable);
}

QTEST_GUILESS_MAIN(TstServer)
#include "tst_server.moc"
