// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

// Clients of the practice cluster that cost little, so that what is measured is the server. They block and need no
// event loop.

struct LoadRequest
{
    std::string_view method;
    std::string path;
    std::string_view contentType = {};
    std::string_view accept = "application/json";
    std::string body = {};

    std::string bytes(const std::string &token) const;
};

struct LoadAnswer
{
    int status = 0; // 0: there was none
    qint64 bytes = 0;
};

// Many keep-alive connections to one server.
class Load
{
public:
    Load(quint16 port, std::string token, int connections);
    ~Load();

    // Asks for request(0) to request(count - 1), each connection one after the other; answers a second, 0 when one had
    // another status than 200 or 201.
    double run(int count, const std::function<LoadRequest(int)> &request);
    // One request on the first connection.
    LoadAnswer ask(const LoadRequest &request);

private:
    struct Link;
    std::string m_token;
    std::vector<std::unique_ptr<Link>> m_links;
};

// Counts the events that watches of one path get, each on a connection and in a thread of its own.
class WatchLoad
{
public:
    WatchLoad(quint16 port, const std::string &token, int watchers, const LoadRequest &request);
    ~WatchLoad();

    // Waits until each watcher had so many events since the start; false: not within a minute.
    bool waitFor(qint64 events) const;
    qint64 bytes() const { return m_bytes; }

private:
    struct Link;
    std::vector<std::unique_ptr<Link>> m_links;
    std::vector<std::thread> m_threads;
    std::atomic<qint64> m_bytes = 0;
};
