// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/listfetch.h"

#include "cluster/logging.h"

namespace cluster {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 500; // client-go's
// What one list may be. The largest clusters have 150,000 pods; beyond these limits it is no list, but a flood.
constexpr size_t maxObjects = 250'000;
constexpr int maxPages = 2000;
constexpr qint64 maxBytes = qint64(4) << 30;
constexpr int statusOk = 200;

QString encoded(const QByteArray &text) { return QString::fromLatin1(text.toPercentEncoding()); }

} // namespace

void dropCall(std::unique_ptr<Call> &call)
{
    if (!call) return;
    call->disconnect();
    call.release()->deleteLater();
}

ListFetch::ListFetch(const WatchEnvironment &environment, const WatchSpec &spec, Decoder &decoder,
                     const Version &version)
    : m_environment(environment), m_spec(spec), m_decoder(decoder), m_version(version)
{
    ask({}, version.paging);
}

ListFetch::~ListFetch() { dropCall(m_call); }

void ListFetch::ask(const QByteArray &continueToken, bool paging)
{
    QStringList query;
    if (!m_spec.selector.isEmpty()) query << QString::fromUtf8(m_spec.selector);
    if (paging) query << u"limit=%1"_s.arg(pageSize);
    if (!continueToken.isEmpty())
        query << "continue="_L1 + encoded(continueToken);
    else if (!m_version.text.isEmpty())
        query << "resourceVersion="_L1 + encoded(m_version.text);
    m_head = {};
    m_body.clear();
    m_frames = {};
    m_whole = false;
    ++m_requests;
    dropCall(m_call);
    Request request;
    request.path = m_spec.path() + (query.isEmpty() ? QString() : u'?' + query.join(u'&'));
    request.headers = {{"Accept", m_spec.acceptList()}};
    m_call = m_environment.transport.start(request);
    connect(m_call.get(), &Call::headArrived, this, &ListFetch::onHead);
    connect(m_call.get(), &Call::dataArrived, this, &ListFetch::onData);
    connect(m_call.get(), &Call::finished, this, &ListFetch::onFinished);
}

void ListFetch::onHead(const ResponseHead &head) { m_head = head; }

void ListFetch::onData(const QByteArray &data)
{
    Q_EMIT received(data.size());
    const bool isList = m_head.status == statusOk && m_head.header("content-type").startsWith("application/json");
    if (!isList) {
        m_body.append(data.left(maxStatusBytes - m_body.size()));
        if (m_body.size() == maxStatusBytes) onFinished(std::nullopt); // enough to tell, and it may never end
        return;
    }
    m_bytes += data.size();
    if (m_bytes > maxBytes) return failProtocol(tr("the server's list has no end: more than 4 GiB came"));
    m_frames.append(data);
    for (QByteArrayView json;;) {
        switch (m_frames.next(json)) {
        case ListFrames::Step::Item:
            if (m_result.rows.size() + size_t(m_skipped) == maxObjects)
                return failProtocol(tr("the server's list has no end: more than %1 objects came").arg(maxObjects));
            if (auto row = m_decoder.item(json))
                m_result.rows.push_back(std::move(*row));
            else
                ++m_skipped;
            break;
        case ListFrames::Step::More: return;
        case ListFrames::Step::End: m_whole = true; return;
        case ListFrames::Step::Garbage: return failProtocol(tr("the list is not JSON"));
        case ListFrames::Step::TooLarge: return failProtocol(tr("the list has an object of more than 16 MiB"));
        }
    }
}

void ListFetch::onFinished(const std::optional<model::Error> &error)
{
    if (m_head.status != statusOk && m_head.status != 0) return onFailedAnswer();
    if (error) return fail(WatchFailure::unanswered(*error));
    if (!m_head.header("content-type").startsWith("application/json"))
        return fail(WatchFailure::notAnApi(m_head, m_body));
    if (!m_whole) return failProtocol(tr("the list ends in the middle"));
    onPage();
}

void ListFetch::onFailedAnswer()
{
    WatchFailure failure = WatchFailure::answer(m_head, m_body);
    const bool laterPage = !m_tokens.isEmpty() && m_version.paging;
    if (!failure.expired() || !laterPage) return fail(std::move(failure));
    m_version.paging = false;
    m_tokens.clear();
    m_result = {};
    m_bytes = 0;
    ask({}, false);
}

void ListFetch::onPage()
{
    const auto envelope = m_decoder.envelope(m_frames.envelope());
    if (!envelope) return fail({.error = envelope.error(), .answered = true});
    m_result.resourceVersion = envelope->resourceVersion;
    const QByteArray token = envelope->continueToken;
    if (!token.isEmpty()) {
        if (m_tokens.contains(token))
            return failProtocol(tr("the server's list has no end: its pages go round in a circle"));
        if (m_tokens.size() >= maxPages)
            return failProtocol(tr("the server's list has no end: more than %1 pages came").arg(maxPages));
        m_tokens.insert(token);
        m_result.paged = true;
        return ask(token, m_version.paging);
    }
    if (m_skipped > 0)
        qCWarning(lc) << "left out" << m_skipped << "objects of" << m_spec.path() << "that could not be read";
    dropCall(m_call);
    Q_EMIT done(m_result);
}

void ListFetch::fail(WatchFailure failure)
{
    const WatchFailure kept = std::move(failure); // the call may own what it came from
    dropCall(m_call);
    Q_EMIT failed(kept);
}

void ListFetch::failProtocol(const QString &message) { fail(WatchFailure::protocol(message)); }

} // namespace cluster
