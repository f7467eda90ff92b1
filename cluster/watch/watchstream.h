// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/watch/listfetch.h"

namespace cluster {

// How a watch came to its end.
struct WatchEnd
{
    enum class Kind {
        Orderly,   // the server is done; half an object at the end is dropped
        Lost,      // the connection broke, or fell silent
        NotOpened, // no answer at all
        Rejected,  // an HTTP status other than 200, or an ERROR frame: failure tells
        Malformed  // bytes that are no watch
    };
    Kind kind = Kind::Orderly;
    WatchFailure failure = {};
};

// One watch request and its stream. Starts at once; emits closed once at the end, and nothing after it.
class WatchStream : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 headTimeoutMs = 30000; // for a server that takes the request and does not answer

    WatchStream(const WatchEnvironment &environment, const WatchSpec &spec, Decoder &decoder,
                const QByteArray &resourceVersion);
    ~WatchStream() override;

    bool isOpen() const { return m_opened; }
    // Emits nothing more, not even when called from one of its own signals.
    void stop();

Q_SIGNALS:
    void received(qsizetype bytes);
    void opened();
    void event(cluster::WatchEvent &event);
    void closed(const cluster::WatchEnd &end);

private:
    void onHead(const ResponseHead &head);
    void onData(const QByteArray &data);
    void onFinished(const std::optional<model::Error> &error);
    void close(const WatchEnd &end);

    WatchSpec m_spec;
    Decoder &m_decoder;
    std::unique_ptr<Call> m_call;
    std::unique_ptr<QObject> m_headTimer;
    ResponseHead m_head;
    QByteArray m_body;
    JsonFrames m_frames;
    bool m_opened = false;
};

} // namespace cluster
