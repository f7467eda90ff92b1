// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/practiceload.h"

#include "tests/cluster/practice/http/tlsclient.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>

namespace {

constexpr std::size_t sliceBytes = 64 * 1024;

// The length that a head gives; 0: none.
std::size_t contentLength(std::string_view head)
{
    constexpr std::string_view name = "\r\nContent-Length: ";
    const std::size_t at = head.find(name);
    return at == std::string_view::npos ? 0 : std::strtoull(head.data() + at + name.size(), nullptr, 10);
}

bool writeAll(SSL *tls, const std::string &bytes)
{
    return SSL_write(tls, bytes.data(), int(bytes.size())) == int(bytes.size());
}

// Takes the chunks' frames away and counts the events in what is left: lines of JSON, or frames of protobuf.
class EventCounter
{
public:
    explicit EventCounter(bool isProtobuf) : m_isProtobuf(isProtobuf) {}

    // Answers the events that ended in these bytes.
    qint64 feed(std::string_view bytes)
    {
        qint64 events = 0;
        while (!bytes.empty()) {
            if (m_left == 0) { // the head, or the length of a chunk with the line break of the one before
                const std::size_t end = bytes.find('\n');
                m_line.append(bytes.substr(0, end));
                if (end == std::string_view::npos) break;
                bytes.remove_prefix(end + 1);
                const bool isEmpty = m_line.empty() || m_line == "\r";
                if (m_inHead)
                    m_inHead = !isEmpty;
                else if (!isEmpty)
                    m_left = std::strtoull(m_line.c_str(), nullptr, 16);
                m_line.clear();
                continue;
            }
            const std::string_view part = bytes.substr(0, m_left);
            events += m_isProtobuf ? frames(part) : std::count(part.begin(), part.end(), '\n');
            m_left -= part.size();
            bytes.remove_prefix(part.size());
        }
        return events;
    }

private:
    qint64 frames(std::string_view part)
    {
        qint64 events = 0;
        while (!part.empty()) {
            if (m_lengthBytes < 4) {
                m_frame = m_frame << 8 | static_cast<unsigned char>(part.front());
                ++m_lengthBytes;
                part.remove_prefix(1);
                continue;
            }
            const std::size_t taken = std::min<std::size_t>(part.size(), m_frame);
            m_frame -= quint32(taken);
            part.remove_prefix(taken);
            if (m_frame > 0) continue;
            m_lengthBytes = 0;
            ++events;
        }
        return events;
    }

    bool m_isProtobuf;
    bool m_inHead = true;
    std::string m_line;
    std::size_t m_left = 0; // of the chunk
    quint32 m_frame = 0;
    int m_lengthBytes = 0;
};

} // namespace

std::string LoadRequest::bytes(const std::string &token) const
{
    std::string out;
    out.reserve(400 + body.size());
    out.append(method).append(" ").append(path);
    out.append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: load/1.0\r\nAccept: ").append(accept);
    out.append("\r\nAuthorization: Bearer ").append(token);
    if (!contentType.empty()) {
        out.append("\r\nContent-Type: ").append(contentType);
        out.append("\r\nContent-Length: ").append(std::to_string(body.size()));
    }
    return out.append("\r\n\r\n").append(body);
}

struct Load::Link
{
    TlsContext context;
    TlsConnection connection;
    std::string slice = std::string(sliceBytes, '\0');

    explicit Link(quint16 port) : connection(context.it, port) {}

    LoadAnswer ask(const std::string &request)
    {
        if (!connection.tls || !writeAll(connection.tls, request)) return {};
        std::size_t size = 0;
        std::size_t whole = 0; // 0: not known yet
        bool isChunked = false;
        std::string tail; // of chunks: the last bytes
        constexpr std::string_view lastChunk = "\r\n0\r\n\r\n";
        while (whole == 0 || (isChunked ? tail != lastChunk : size < whole)) {
            // Of a large body only the count is wanted.
            const std::size_t at = whole == 0 ? size : 0;
            const int read = SSL_read(connection.tls, slice.data() + at, int(slice.size() - at));
            if (read <= 0) return {};
            size += std::size_t(read);
            tail.append(slice.data() + at, std::size_t(read));
            if (tail.size() > lastChunk.size()) tail.erase(0, tail.size() - lastChunk.size());
            if (whole != 0) continue;
            const std::string_view seen(slice.data(), size);
            const std::size_t end = seen.find("\r\n\r\n");
            if (end == std::string_view::npos) continue;
            isChunked = seen.substr(0, end).find("\r\nTransfer-Encoding: chunked") != std::string_view::npos;
            whole = end + 4 + contentLength(seen.substr(0, end));
            m_status = std::atoi(slice.data() + 9);
        }
        return {m_status, qint64(isChunked ? size : whole)};
    }

    int m_status = 0;
};

Load::Load(quint16 port, std::string token, int connections) : m_token(std::move(token))
{
    for (int i = 0; i < connections; ++i) m_links.push_back(std::make_unique<Link>(port));
}

Load::~Load() = default;

LoadAnswer Load::ask(const LoadRequest &request) { return m_links.front()->ask(request.bytes(m_token)); }

double Load::run(int count, const std::function<LoadRequest(int)> &request)
{
    std::atomic<int> next = 0;
    std::atomic<int> bad = 0;
    std::vector<std::thread> threads;
    const auto start = std::chrono::steady_clock::now();
    for (const auto &link : m_links) {
        threads.emplace_back([&, it = link.get()] {
            for (int mine = next++; mine < count && bad == 0; mine = next++) {
                const LoadAnswer answer = it->ask(request(mine).bytes(m_token));
                if (answer.status == 200 || answer.status == 201) continue;
                if (bad++ == 0) std::fprintf(stderr, "%d: %.600s\n", answer.status, it->slice.c_str());
            }
        });
    }
    for (std::thread &thread : threads) thread.join();
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    return bad > 0 ? 0 : count / spent.count();
}

struct WatchLoad::Link
{
    TlsContext context;
    TlsConnection connection;
    std::atomic<qint64> events = 0;

    explicit Link(quint16 port) : connection(context.it, port) {}
};

WatchLoad::WatchLoad(quint16 port, const std::string &token, int watchers, const LoadRequest &request)
{
    const std::string bytes = request.bytes(token);
    const bool isProtobuf = request.accept.find("protobuf") != std::string_view::npos;
    for (int i = 0; i < watchers; ++i) {
        Link *const link = m_links.emplace_back(std::make_unique<Link>(port)).get();
        m_threads.emplace_back([this, link, bytes, isProtobuf] {
            std::string slice(sliceBytes, '\0');
            EventCounter counter(isProtobuf);
            SSL *const tls = link->connection.tls;
            if (!tls || !writeAll(tls, bytes)) return;
            for (int read = 0; (read = SSL_read(tls, slice.data(), int(slice.size()))) > 0;) {
                link->events += counter.feed({slice.data(), std::size_t(read)});
                m_bytes += read;
            }
        });
    }
}

WatchLoad::~WatchLoad()
{
    for (const auto &link : m_links) shutdown(link->connection.descriptor, SHUT_RDWR);
    for (std::thread &thread : m_threads) thread.join();
}

bool WatchLoad::waitFor(qint64 events) const
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    const auto isThere = [events](const auto &link) { return link->events >= events; };
    while (!std::all_of(m_links.begin(), m_links.end(), isThere)) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::microseconds(500));
    }
    return true;
}
