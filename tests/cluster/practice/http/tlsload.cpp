// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/http/tlsload.h"

#include "tests/cluster/practice/http/tlsclient.h"

#include <sys/resource.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

int holdConnections(quint16 port, int count)
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    // Many at a time, because a server looks through all its sockets each time that one of them has something to say.
    constexpr int atOnce = 64;
    const TlsContext context;
    std::vector<std::unique_ptr<TlsConnection>> connections;
    connections.resize(std::size_t(count));
    std::atomic<int> next = 0;
    std::atomic<int> failures = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < atOnce; ++i) {
        threads.emplace_back([&] {
            for (int mine = next++; mine < count; mine = next++) {
                auto &connection = connections[std::size_t(mine)];
                connection = std::make_unique<TlsConnection>(context.it, port);
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
    const TlsContext context;
    std::atomic<bool> stop = false;
    std::atomic<bool> failed = false;
    std::atomic<long> answers = 0;
    std::vector<std::thread> threads;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < connections; ++i) {
        threads.emplace_back([&] {
            const TlsConnection connection(context.it, port);
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
