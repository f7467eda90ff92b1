// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/http/transport.h"
#include "cluster/watch/backoff.h"
#include "cluster/watch/decoder.h"
#include "cluster/watch/jsonframes.h"

#include <QObject>
#include <QSet>

#include <vector>

namespace cluster {

// What a session's reflectors share. The references outlive them.
struct WatchEnvironment
{
    Transport &transport;
    const model::Clock &clock;
    Random random;
    BackoffPolicy backoff = {};
};

// Ends a call from inside one of its own signals: nothing more is heard of it, and it goes when control is back in the
// event loop.
void dropCall(std::unique_ptr<Call> &call);

struct ListResult
{
    std::vector<AnyRow> rows;
    QByteArray resourceVersion;
    bool paged = false; // the server gave it in more than one page
};

// One complete list, page by page. Rules, as client-go's pager and reflector have them: only the first page carries the
// resourceVersion; an expired continue token on a later page drops all pages and asks once for everything at once.
// Starts at once; emits one of done and failed, never from within the constructor.
class ListFetch : public QObject
{
    Q_OBJECT

public:
    struct Version
    {
        QByteArray text; // "0": whatever the server has at hand; empty: the newest, from etcd
        bool paging = true;
    };
    ListFetch(const WatchEnvironment &environment, const WatchSpec &spec, Decoder &decoder, const Version &version);
    ~ListFetch() override;

    qint64 requests() const { return m_requests; }

Q_SIGNALS:
    void received(qsizetype bytes);
    void done(cluster::ListResult &result);
    void failed(const cluster::WatchFailure &failure);

private:
    void ask(const QByteArray &continueToken, bool paging);
    void onHead(const ResponseHead &head);
    void onData(const QByteArray &data);
    void onFinished(const std::optional<model::Error> &error);
    void onFailedAnswer();
    void onPage();
    void fail(WatchFailure failure);
    void failProtocol(const QString &message);

    const WatchEnvironment &m_environment;
    WatchSpec m_spec;
    Decoder &m_decoder;
    Version m_version;
    std::unique_ptr<Call> m_call;
    ResponseHead m_head;
    QByteArray m_body; // of an answer that is no list
    ListFrames m_frames;
    QSet<QByteArray> m_tokens; // that were followed; a server that repeats one would go round for ever
    ListResult m_result;
    qint64 m_requests = 0;
    qint64 m_bytes = 0; // of all pages
    int m_skipped = 0;
    bool m_whole = false; // the present page is
};

} // namespace cluster
