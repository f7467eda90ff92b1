// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/watchstream.h"

namespace cluster {

using namespace Qt::StringLiterals;
using Kind = WatchEnd::Kind;

namespace {

constexpr int minTimeoutS = 300; // client-go: uniform in five to ten minutes, so that watches do not end all together

WatchEnd malformed(const QString &message) { return {Kind::Malformed, WatchFailure::protocol(message)}; }

} // namespace

WatchStream::WatchStream(const WatchEnvironment &environment, const WatchSpec &spec, Decoder &decoder,
                         const QByteArray &resourceVersion)
    : m_spec(spec), m_decoder(decoder)
{
    const int timeoutS = minTimeoutS + int(environment.random() * minTimeoutS);
    QStringList query;
    if (!spec.selector.isEmpty()) query << QString::fromUtf8(spec.selector);
    query << u"watch=true"_s << u"allowWatchBookmarks=true"_s
          << "resourceVersion="_L1 + QString::fromLatin1(resourceVersion.toPercentEncoding())
          << u"timeoutSeconds=%1"_s.arg(timeoutS);
    Request request;
    request.path = spec.path() + u'?' + query.join(u'&');
    request.headers = {{"Accept", spec.acceptWatch()}};
    request.stream = true;
    request.silenceMs = timeoutS * 1100; // the server ends it before; whether the peer lives is asked elsewhere
    m_call = environment.transport.start(request);
    connect(m_call.get(), &Call::headArrived, this, &WatchStream::onHead);
    connect(m_call.get(), &Call::dataArrived, this, &WatchStream::onData);
    connect(m_call.get(), &Call::finished, this, &WatchStream::onFinished);
    m_headTimer = environment.clock.after(headTimeoutMs, [this] {
        onFinished(model::Error{model::Error::Code::Timeout, tr("the server does not answer")});
    });
}

WatchStream::~WatchStream() { dropCall(m_call); }

void WatchStream::stop()
{
    disconnect();
    m_headTimer.reset();
    dropCall(m_call);
}

void WatchStream::onHead(const ResponseHead &head)
{
    m_head = head;
    if (head.status != 200 || !head.header("content-type").startsWith("application/json")) return;
    m_headTimer.reset();
    m_opened = true;
    Q_EMIT opened();
}

void WatchStream::onData(const QByteArray &data)
{
    Q_EMIT received(data.size());
    if (!m_opened) {
        m_body.append(data.left(maxStatusBytes - m_body.size()));
        return;
    }
    m_frames.append(data);
    for (QByteArrayView json; m_call;) {
        switch (m_frames.next(json)) {
        case JsonFrames::Step::More: return;
        case JsonFrames::Step::Garbage: return close(malformed(tr("the watch is not JSON")));
        case JsonFrames::Step::TooLarge: return close(malformed(tr("the watch has an object of more than 16 MiB")));
        case JsonFrames::Step::Frame: break;
        }
        auto decoded = m_decoder.event(json);
        if (!decoded) return close({Kind::Malformed, {.error = decoded.error(), .answered = true}});
        if (decoded->type == WatchEvent::Type::Error) return close({Kind::Rejected, decoded->failure});
        Q_EMIT event(*decoded);
    }
}

void WatchStream::onFinished(const std::optional<model::Error> &error)
{
    if (m_opened) return close(error ? WatchEnd{Kind::Lost, WatchFailure::unanswered(*error)} : WatchEnd{});
    if (m_head.status == 200) return close({Kind::Malformed, WatchFailure::notAnApi(m_head, m_body)});
    if (m_head.status != 0) return close({Kind::Rejected, WatchFailure::answer(m_head, m_body)});
    const model::Error silent{model::Error::Code::Unreachable,
                              tr("the server closed the connection without an answer")};
    close({Kind::NotOpened, WatchFailure::unanswered(error.value_or(silent))});
}

void WatchStream::close(const WatchEnd &end)
{
    m_headTimer.reset();
    dropCall(m_call);
    Q_EMIT closed(end);
}

} // namespace cluster
