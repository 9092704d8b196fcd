#pragma once

#include "core/base/time.h"
#include "core/crypto/secret.h"

#include <functional>
#include <memory>
#include <string>

namespace countersign::backend {

struct HttpRequest {
    std::string method = "GET";
    /// Path and query.
    std::string target;
    /// JSON; empty for none.
    std::string body;
    /// The token of `Authorization: Bearer`, if any.
    std::shared_ptr<const crypto::SecretBytes> bearer;
    /// From sending to the last byte of the answer, connecting included.
    Duration deadline{30'000};
};

struct HttpAnswer {
    unsigned status = 0;
    std::string body;
};

/// An HTTP/1.1 client of one server, on a thread of its own, with connections that are kept. Thread-safe. TLS 1.2
/// or 1.3 with the server's certificate and name checked; plain HTTP to loopback only.
class HttpClient {
public:
    struct Options {
        /// `https://host[:port]`, or `http://` with a loopback address. Nothing after the authority but `/`.
        std::string url;
        /// PEM certificates to trust instead of the system's.
        std::string trustFile;
    };
    using Done = std::move_only_function<void(Result<HttpAnswer>)>;

    /// InvalidArgument for a URL that is refused or a trust file that cannot be read. Nothing is connected yet.
    static Result<std::unique_ptr<HttpClient>> create(const Options& options);
    /// Calls back whatever is open with Cancelled, then joins its thread. Not from a callback.
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Scheme, host and port, as options.url named them.
    [[nodiscard]] const std::string& url() const;

    /// `done` is called once, on the client's thread: an answer of any status, or Unavailable, Timeout, TooLarge (over
    /// 64 MiB), Cancelled. A request is sent at most once.
    void call(HttpRequest request, Done done);
    /// The same, waiting; not from the client's thread.
    [[nodiscard]] Result<HttpAnswer> callAndWait(HttpRequest request);

    /// An answer that goes on: `chunk` gets the pieces of a 200's body as they come, `done` the end (for another status
    /// the whole answer). `deadline` counts anew for each piece. Ends without `done` when the handle is destroyed;
    /// nothing is called after that, unless it is destroyed from within a call.
    /// The handle must not outlive the client.
    [[nodiscard]] std::shared_ptr<void> stream(HttpRequest request, std::function<void(std::string_view)> chunk,
                                               Done done);

    /// Calls on the client's thread after that time; never when the client ends before.
    void after(Duration delay, std::function<void()> then);

private:
    class Loop;
    explicit HttpClient(std::unique_ptr<Loop> loop);
    std::unique_ptr<Loop> m_loop;
};

} // namespace countersign::backend
