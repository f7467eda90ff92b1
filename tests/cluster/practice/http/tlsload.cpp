// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/http/tlsload.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

namespace {

struct Context
{
    SSL_CTX *it = SSL_CTX_new(TLS_client_method());
    Context() { SSL_CTX_set_mode(it, SSL_MODE_RELEASE_BUFFERS); }
    ~Context() { SSL_CTX_free(it); }
    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;
};

struct Connection
{
    int descriptor = -1;
    SSL *tls = nullptr;

    Connection(SSL_CTX *context, quint16 port)
    {
        descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const int one = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (descriptor < 0 || connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) return;
        tls = SSL_new(context);
        SSL_set_fd(tls, descriptor);
        if (SSL_connect(tls) == 1) return;
        SSL_free(tls);
        tls = nullptr;
    }
    ~Connection()
    {
        SSL_free(tls);
        if (descriptor >= 0) close(descriptor);
    }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;
};

} // namespace

int holdConnections(quint16 port, int count)
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    // Many at a time, because a server looks through all its sockets each time that one of them has something to say.
    constexpr int atOnce = 64;
    const Context context;
    std::vector<std::unique_ptr<Connection>> connections;
    connections.resize(std::size_t(count));
    std::atomic<int> next = 0;
    std::atomic<int> failures = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < atOnce; ++i) {
        threads.emplace_back([&] {
            for (int mine = next++; mine < count; mine = next++) {
                auto &connection = connections[std::size_t(mine)];
                connection = std::make_unique<Connection>(context.it, port);
                if (!connection->tls) ++failures;
            }
        });
    }
    for (std::thread &thread : threads) thread.join();
    if (failures > 0) return count - failures;
    std::puts("ready");
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    return count;
}

double requestsPerSecond(quint16 port, int connections, int seconds)
{
    static constexpr std::string_view request =
        "GET /api/v1/namespaces/default/pods/web HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "User-Agent: load\r\nAccept: application/json\r\n\r\n";
    const Context context;
    std::atomic<bool> stop = false;
    std::atomic<bool> failed = false;
    std::atomic<long> answers = 0;
    std::vector<std::thread> threads;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < connections; ++i) {
        threads.emplace_back([&] {
            const Connection connection(context.it, port);
            std::array<char, 8192> answer{};
            while (!stop && !failed) {
                if (!connection.tls || SSL_write(connection.tls, request.data(), int(request.size())) <= 0 ||
                    SSL_read(connection.tls, answer.data(), answer.size()) <= 0)
                    failed = true;
                else
                    ++answers;
            }
        });
    }
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    stop = true;
    for (std::thread &thread : threads) thread.join();
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    return failed ? 0 : double(answers) / spent.count();
}
