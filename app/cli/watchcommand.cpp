// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/watchcommand.h"

#include "app/cli/commands.h"
#include "app/cli/talk.h"
#include "model/schema/suggest.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

namespace app {

using namespace cluster;
using namespace Qt::StringLiterals;

namespace {

constexpr int hopelessMs = 7000; // with --for 0s: so long may nothing but errors come
constexpr int silentMs = 8000;   // and nothing at all of any kind
constexpr int lookMs = 500;      // between two looks whether there is hope, and whether somebody reads what we print
constexpr qint64 muchBytes = 4096;

bool readerHasGone()
{
    pollfd out{STDOUT_FILENO, 0, 0};
    return ::poll(&out, 1, 0) == 1 && (out.revents & (POLLERR | POLLHUP)) != 0;
}

qint64 peakRssBytes()
{
    rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    return qint64(usage.ru_maxrss) * 1024;
}

bool isCalled(const ApiResource &resource, const QString &lower)
{
    const QStringList names{resource.plural, resource.singular, resource.kind.toLower(),
                            resource.plural + u'.' + resource.group};
    return names.contains(lower) || resource.shortNames.contains(lower);
}

// Of a kind that is not built in only the metadata is asked for.
std::optional<WatchKind> kindOf(const QString &word, const ApiResources &resources)
{
    const QString lower = word.toLower();
    for (const ApiResource &resource : resources.all()) {
        if (!isCalled(resource, lower) || !resource.can(u"list"_s)) continue;
        return WatchKind{.plural = resource.plural.toUtf8(),
                         .group = resource.group.toUtf8(),
                         .version = resource.version.toUtf8(),
                         .kind = resource.kind.toUtf8(),
                         .shortNames = {},
                         .namespaced = resource.namespaced};
    }
    return std::nullopt;
}

QString unknownKind(const QString &word, const ApiResources &resources)
{
    const QByteArray utf8 = word.toLower().toUtf8();
    QList<QByteArray> names;
    for (const ApiResource &resource : resources.all()) {
        if (isCalled(resource, word.toLower()))
            return WatchCommand::tr("watch: --kinds: “%1” cannot be listed").arg(word);
        if (resource.can(u"list"_s)) names += resource.plural.toUtf8();
    }
    const std::vector<QByteArrayView> candidates(names.cbegin(), names.cend());
    const QByteArrayView near = model::nearestWord(utf8, candidates);
    const QString hint =
        near.isEmpty() ? QString() : WatchCommand::tr(" (did you mean %1?)").arg(QString::fromUtf8(near));
    return WatchCommand::tr("watch: --kinds: the server has no “%1”").arg(word) + hint;
}

} // namespace

WatchCommand::WatchCommand(const Arguments &arguments, ClusterAccess access)
    : m_arguments(arguments),
      m_access(std::move(access)),
      m_json(arguments.value("output") == "json"_L1),
      m_transport(m_access.makeTransport())
{
    connect(&m_signals, &StopSignals::stopAsked, this, &WatchCommand::finish);
    m_end.setSingleShot(true);
    m_end.callOnTimeout(this, &WatchCommand::finish);
    m_look.callOnTimeout(this, [this] {
        if (readerHasGone()) return finish();
        if (m_session && m_arguments.duration("for") == 0 && m_clock.elapsed() >= hopelessMs) giveUpWhereHopeless();
    });
    m_look.start(lookMs);
}

int WatchCommand::run()
{
    say(tr("watching %1").arg(m_access.describe(m_arguments.has("all-namespaces"))));
    m_clock.start();
    m_probe = probeServer(*m_transport, [this](const std::optional<model::Error> &error) { onProbed(error); });
    return QCoreApplication::exec();
}

void WatchCommand::onProbed(const std::optional<model::Error> &error)
{
    if (error) return fail(error->toString());
    QList<WatchKind> kinds;
    bool allKnown = true;
    for (const QString &word : m_arguments.values("kinds")) {
        if (const auto kind = builtinKind(word))
            kinds += *kind;
        else
            allKnown = false;
    }
    if (m_arguments.values("kinds").isEmpty())
        for (const WatchKind &kind : builtinKinds()) kinds += kind;
    if (allKnown) return watch(kinds);
    m_discovery = std::make_unique<Discovery>(*m_transport, nullptr, hopelessMs);
    connect(m_discovery.get(), &Discovery::throttled, this, &tellOfWait);
    connect(m_discovery.get(), &Discovery::finished, this, &WatchCommand::onDiscovered);
}

void WatchCommand::onDiscovered(const Discovered &discovered)
{
    if (discovered.failure) return fail(discovered.failure->error.toString());
    QList<WatchKind> kinds;
    for (const QString &word : m_arguments.values("kinds")) {
        auto kind = builtinKind(word);
        if (!kind) kind = kindOf(word, discovered.resources);
        if (!kind) return fail(unknownKind(word, discovered.resources));
        kinds += *kind;
    }
    watch(kinds);
}

void WatchCommand::watch(const QList<WatchKind> &kinds)
{
    m_session = std::make_unique<ClusterSession>([access = m_access] { return access.makeTransport(); });
    const bool everywhere = m_arguments.has("all-namespaces");
    m_words.emplace(m_session->store(), ChangeWords::Scope::Everything);
    m_words->setWithNamespace(everywhere);
    connect(m_session.get(), &ClusterSession::changed, this, &WatchCommand::onChanged);
    connect(m_session.get(), &ClusterSession::statusChanged, this, &WatchCommand::onStatus);
    QStringList watched;
    for (const WatchKind &kind : kinds) {
        if (watched.contains(QString::fromUtf8(kind.name()))) continue; // named twice
        watched += QString::fromUtf8(kind.name());
        m_session->watch({kind, everywhere || !kind.namespaced ? QString() : m_access.nameSpace});
    }
    const auto time = m_arguments.duration("for");
    if (time && *time > 0) m_end.start(std::chrono::milliseconds(*time));
}

void WatchCommand::onChanged(const StoreChange &change)
{
    if (m_json) return;
    if (!m_settled) return m_words->note(change);
    const QString time = u"%1 s  "_s.arg(double(m_clock.elapsed()) / 1000, 8, 'f', 3);
    for (const QString &line : m_words->tell(change)) putLine(time + line);
}

void WatchCommand::onStatus(SourceId source)
{
    const SourceStatus status = m_session->status(source);
    const QString name = QString::fromUtf8(m_session->spec(source).kind.name());
    const QString trouble = status.error && status.freshness != Freshness::Live ? status.error->toString() : QString();
    QString &told = m_troubles[source];
    if (!trouble.isEmpty() && trouble != told) say(tr("%1: %2").arg(name, trouble));
    told = trouble;
    if (!m_settled && m_session->isSettled()) onSettled();
}

void WatchCommand::onSettled()
{
    m_settled = true;
    if (m_arguments.duration("for") == 0) return finish();
    const auto sources = m_session->sources();
    const bool none = std::ranges::none_of(sources, [this](SourceId id) { return m_session->status(id).synced; });
    if (none) return finish();
    say(tr("everything is listed after %1 s; watching").arg(double(m_clock.elapsed()) / 1000, 0, 'f', 3));
}

void WatchCommand::giveUpWhereHopeless()
{
    const auto sources = m_session->sources();
    // A large list may be long in coming; a server that has not listed anything yet is not busy with that.
    const bool listsAtAll = m_clock.elapsed() < silentMs ||
                            std::ranges::any_of(sources, [this](SourceId id) { return m_session->status(id).synced; });
    const bool hope = std::ranges::any_of(sources, [this, listsAtAll](SourceId id) {
        const SourceStatus status = m_session->status(id);
        const bool mayCome = !status.synced && !status.isRefused() && !status.error;
        return mayCome && (listsAtAll || status.bytes >= muchBytes);
    });
    if (!hope) finish();
}

void WatchCommand::finish()
{
    if (m_done) return;
    m_done = true;
    if (!m_session) return QCoreApplication::exit(2); // asked to stop before anything was watched
    putData(counters());
    bool any = false;
    for (SourceId id : m_session->sources()) {
        const SourceStatus status = m_session->status(id);
        any = any || status.synced;
        if (!status.synced && !status.isRefused())
            say(tr("%1 could not be listed").arg(QString::fromUtf8(m_session->spec(id).kind.name())));
    }
    if (!any) return fail(tr("watch: no kind could be watched"));
    QCoreApplication::exit(0);
}

void WatchCommand::fail(const QString &why) { QCoreApplication::exit(cannotRun(why)); }

QByteArray WatchCommand::counters() const
{
    QJsonObject objects;
    QStringList forbidden;
    qint64 events = 0, bytes = 0, relists = 0, syncMs = 0;
    for (SourceId id : m_session->sources()) {
        const SourceStatus status = m_session->status(id);
        const QString name = QString::fromUtf8(m_session->spec(id).kind.name());
        if (status.synced)
            objects[name] = qint64(m_session->store().count(id));
        else if (status.isRefused())
            forbidden += name;
        events += status.events;
        bytes += status.bytes;
        relists += status.relists;
        syncMs = std::max(syncMs, status.syncedAfterMs);
    }
    forbidden.sort();
    const double seconds = double(syncMs) / 1000;
    if (m_json)
        return QJsonDocument(QJsonObject{{u"objects"_s, objects},
                                         {u"forbidden"_s, QJsonArray::fromStringList(forbidden)},
                                         {u"syncSeconds"_s, seconds},
                                         {u"events"_s, events},
                                         {u"bytes"_s, bytes},
                                         {u"requests"_s, m_session->requests()},
                                         {u"relists"_s, relists},
                                         {u"peakRssBytes"_s, peakRssBytes()}})
            .toJson();
    QString text;
    for (auto it = objects.begin(); it != objects.end(); ++it)
        text += u"%1 %2\n"_s.arg(it->toInteger(), 8).arg(it.key());
    for (const QString &name : forbidden) text += tr("forbidden %1").arg(name) + u'\n';
    text += tr("synced in %1 s, %2 events, %3 bytes, %4 requests, %5 relists, at most %6 MiB of memory")
                .arg(seconds, 0, 'f', 3)
                .arg(events)
                .arg(bytes)
                .arg(m_session->requests())
                .arg(relists)
                .arg(peakRssBytes() >> 20) +
            u'\n';
    return text.toUtf8();
}

int runWatch(const Arguments &arguments)
{
    auto access = ClusterAccess::open(arguments);
    if (!access) return cannotRun(access.error().toString());
    return WatchCommand(arguments, *std::move(access)).run();
}

} // namespace app
