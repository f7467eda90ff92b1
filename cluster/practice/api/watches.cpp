// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/watches.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/request/bodies.h"

#include <algorithm>

namespace practice {

using model::Value;
using model::ValueMap;

namespace {

constexpr qint64 minDefaultTimeoutMs = 1800 * 1000;   // apiserver --min-request-timeout: this to twice this
constexpr qint64 bookmarkMs = 60 * 1000;              // cacher defaultBookmarkFrequency
constexpr qint64 lastBookmarkMs = 2000;               // before the end
constexpr qint64 maxTimeoutSeconds = 365 * 24 * 3600; // of a watch; more is as much
constexpr qsizetype maxSharedBytes = 16 * 1024;       // of larger objects, only one event is kept
constexpr std::size_t changesAtOnce = 64;             // read from the store

} // namespace

struct Watches::Watch
{
    quint64 id;
    std::shared_ptr<HttpReply> reply;
    const ApiKind &kind;
    std::shared_ptr<const Selection> selection;
    Rendering rendering;
    bool bookmarks = false;
    bool isFirst = true;
    bool isBehind = true;         // sends what the store has kept, not what it tells
    bool wantsInitialEnd = false; // a bookmark behind the initial state
    qint64 seen = 0;              // revision
    QByteArray prefix = {};
    Initial initial = {};         // the state at seen, in reverse, as far as it is still to be sent
    std::size_t initialCount = 0; // that it began with; 0 when it was sent
    qint64 endsAtMs = 0;
    std::unique_ptr<QObject> subscription = {};
    std::unique_ptr<QObject> end = {};
    std::unique_ptr<QObject> bookmark = {};

    bool takes(const Record &record) const { return reply->takes(record.json.size()); }
};

Watches::Watches(ApiCore &core) : m_core(core) {}

Watches::~Watches() { endAll(); }

void Watches::start(const std::shared_ptr<Exchange> &exchange, const ApiKind &kind, const ListOptions &options)
{
    auto selection = m_selections.find(options, kind);
    if (!selection) return exchange->refuse(selection.status());
    if (!options.resourceVersion.isEmpty())
        if (auto revision = revisionOf(options.resourceVersion); !revision) {
            ApiStatus status = std::move(revision).status();
            status.code = 500;
            status.reason.clear();
            status.message.remove(QStringLiteral("invalid resource version: "));
            return exchange->refuse(status);
        }
    const QByteArray prefix = Registry::prefixOf(kind, kind.namespaced ? exchange->target.space : QString());
    auto initial = initialOf(prefix, options);
    if (!initial) return exchange->refuse(initial.status());
    const quint64 id = m_nextId++;
    // Of the exchange itself nothing is kept: a request may have 64 kB of query.
    auto watch = std::make_unique<Watch>(Watch{.id = id,
                                               .reply = exchange->reply,
                                               .kind = kind,
                                               .selection = std::move(*selection),
                                               .rendering = {m_core, kind, exchange->format, exchange->query},
                                               .bookmarks = options.bookmarks,
                                               .prefix = prefix});
    Watch &opened = *(m_watches[id] = std::move(watch));
    opened.reply->onGone([this, id] { finish(id); });
    HttpHeaders headers{{"Content-Type", opened.rendering.format().contentType(true)},
                        {"Cache-Control", "no-cache, private"}};
    opened.reply->start(200, headers);
    begin(opened, options, std::move(*initial));
}

// Whether a watch begins with the state that there is.
bool Watches::wantsState(const ListOptions &options)
{
    const qint64 asked = options.resourceVersion.isEmpty() ? 0 : *revisionOf(options.resourceVersion);
    return asked == 0 || options.initialEvents.value_or(false);
}

Answer<Watches::Initial> Watches::initialOf(const QByteArray &prefix, const ListOptions &options) const
{
    if (!wantsState(options) || !options.initialEvents.value_or(true)) return Initial();
    const std::vector<RecordPtr> records = m_core.registry.store().list(prefix).records;
    if (m_initial > 0 && m_initial + records.size() > maxInitial) return tooBusy();
    return Initial(records.rbegin(), records.rend());
}

void Watches::begin(Watch &watch, const ListOptions &options, Initial initial)
{
    const Store &store = m_core.registry.store();
    const quint64 id = watch.id;
    const qint64 asked = options.resourceVersion.isEmpty() ? 0 : *revisionOf(options.resourceVersion);
    watch.seen = asked;
    if (wantsState(options)) {
        if (asked > store.revision()) return sendError(watch, tooLargeRevision(asked, store.revision()));
        watch.initial = std::move(initial);
        m_initial += watch.initialCount = watch.initial.size();
        watch.seen = store.revision();
        watch.wantsInitialEnd = options.initialEvents.value_or(false);
    }
    watch.subscription = m_core.registry.store().watch(watch.prefix, [this, id](const Change &change) {
        const auto found = m_watches.find(id);
        if (found != m_watches.end()) changed(*found->second, change);
    });
    // None asked for and 0 are the server's own; less is at once.
    const qint64 seconds = std::clamp<qint64>(options.timeoutSeconds.value_or(0), -1, maxTimeoutSeconds);
    const qint64 lifetime = seconds != 0 ? std::max<qint64>(seconds, 0) * 1000
                                         : minDefaultTimeoutMs + qint64(m_core.random() % quint64(minDefaultTimeoutMs));
    watch.endsAtMs = m_core.clientClock.monotonicMs() + lifetime;
    watch.end = m_core.clientClock.after(lifetime, [this, id] { finish(id); });
    if (watch.bookmarks) armBookmark(watch, lifetime);
    goOn(watch);
}

void Watches::armBookmark(Watch &watch, qint64 remainingMs)
{
    const qint64 last = remainingMs - lastBookmarkMs;
    if (last <= 0) return;
    const quint64 id = watch.id;
    watch.bookmark = m_core.clientClock.after(std::min(bookmarkMs, last), [this, id] {
        const auto found = m_watches.find(id);
        if (found == m_watches.end()) return;
        Watch &open = *found->second;
        if (!open.isBehind) {
            open.seen = std::max(open.seen, m_core.registry.store().revision());
            sendBookmark(open, false);
        }
        armBookmark(open, open.endsAtMs - m_core.clientClock.monotonicMs());
    });
}

// Sends what the watch has not seen yet, as far as its client takes it. May end the watch.
void Watches::goOn(Watch &watch)
{
    if (const Told told = sendInitial(watch); told != Told::All) {
        if (told == Told::Gone) sendError(watch, tooOld(watch.seen));
        return;
    }
    if (std::exchange(watch.wantsInitialEnd, false)) sendBookmark(watch, true);
    const Store &store = m_core.registry.store();
    // A future revision is waited for.
    while (watch.seen < store.revision()) {
        const auto missed = store.since(watch.seen, watch.prefix, changesAtOnce);
        if (!missed) return sendError(watch, tooOld(watch.seen));
        for (const Change &change : *missed) {
            if (!watch.takes(*change.now)) return waitForClient(watch, *change.now);
            deliver(watch, change);
        }
        if (missed->size() < changesAtOnce) watch.seen = store.revision();
    }
    watch.isBehind = false;
}

bool Watches::matches(const Watch &watch, const Record &record) const
{
    return watch.selection->isEmpty() || watch.selection->matches(m_core.registry.factsOf(record, watch.kind));
}

ApiStatus Watches::tooOld(qint64 revision) const
{
    return ApiStatus::expired(QStringLiteral("too old resource version: %1 (%2)")
                                  .arg(revision)
                                  .arg(m_core.registry.store().compactedRevision()));
}

Watches::Told Watches::sendInitial(Watch &watch)
{
    while (!watch.initial.empty()) {
        const RecordPtr record = watch.initial.back().lock();
        if (!record) return Told::Gone; // replaced, and compacted since
        const bool isMeant = matches(watch, *record);
        if (isMeant && !watch.takes(*record)) {
            waitForClient(watch, *record);
            return Told::Waits;
        }
        watch.initial.pop_back();
        if (isMeant) send(watch, "ADDED", record);
    }
    watch.initial = {};
    m_initial -= std::exchange(watch.initialCount, 0);
    return Told::All;
}

void Watches::waitForClient(Watch &watch, const Record &next)
{
    watch.isBehind = true;
    watch.reply->whenTakes(next.json.size(), [this, id = watch.id] {
        const auto found = m_watches.find(id);
        if (found != m_watches.end()) goOn(*found->second);
    });
}

// The store tells of a write.
void Watches::changed(Watch &watch, const Change &change)
{
    if (watch.isBehind) return;
    if (!watch.takes(*change.now)) return waitForClient(watch, *change.now);
    deliver(watch, change);
}

// What a change means to a watcher that sees only what its selectors match (apiserver
// pkg/storage/cacher/cache_watcher.go).
void Watches::deliver(Watch &watch, const Change &change)
{
    if (change.revision() <= watch.seen) return;
    watch.seen = change.revision();
    const bool was = change.before && matches(watch, *change.before);
    const bool is = !change.removed && matches(watch, *change.now);
    if (is) return send(watch, was ? "MODIFIED" : "ADDED", change.now);
    if (!was) return;
    if (change.removed) return send(watch, "DELETED", change.now);
    // It left the selection: its last state inside, at the revision of the change.
    Value object = m_core.registry.objectOf(*change.before, watch.kind);
    mapIn(object, u"metadata").set(u"resourceVersion", QString::number(change.revision()));
    watch.reply->write(watch.rendering.event("DELETED", object, watch.isFirst));
    watch.isFirst = false;
}

void Watches::send(Watch &watch, const char *type, const RecordPtr &record)
{
    const OutputFormat &format = watch.rendering.format();
    LastEvent &last = record->json.size() > maxSharedBytes
                          ? m_events.front()
                          : m_events[1 + std::size_t(record->revision) * 2 % (m_events.size() - 2) +
                                     (format.type == MediaType::Protobuf)];
    const bool shared = format.transform != Transform::Table;
    const bool same = shared && last.record.lock() == record && last.kind == &watch.kind &&
                      qstrcmp(last.type, type) == 0 && last.format == format;
    if (!same) last = {record, &watch.kind, type, format, watch.rendering.event(type, *record, watch.isFirst)};
    watch.isFirst = false;
    watch.reply->write(last.bytes);
}

void Watches::sendBookmark(Watch &watch, bool initialEnd)
{
    Value metadata(ValueMap{{QStringLiteral("resourceVersion"), QString::number(watch.seen)}});
    if (initialEnd) metadata.set(u"annotations", ValueMap{{QStringLiteral("k8s.io/initial-events-end"), u"true"}});
    Value object(ValueMap{{QStringLiteral("kind"), watch.kind.kind},
                          {QStringLiteral("apiVersion"), watch.kind.apiVersion()},
                          {QStringLiteral("metadata"), metadata}});
    StrictProblems none;
    auto whole = toNormalForm(object, watch.kind, none);
    watch.reply->write(watch.rendering.event("BOOKMARK", whole ? *whole : object, watch.isFirst));
}

void Watches::sendError(Watch &watch, const ApiStatus &status)
{
    watch.reply->write(watch.rendering.event("ERROR", status.toValue(), false));
    finish(watch.id);
}

void Watches::finish(quint64 id)
{
    auto node = m_watches.extract(id);
    if (node.empty()) return;
    m_initial -= node.mapped()->initialCount;
    node.mapped()->reply->finish();
}

void Watches::endKind(const ApiKind &kind)
{
    std::vector<quint64> ids;
    for (const auto &[id, watch] : m_watches)
        if (&watch->kind == &kind) ids.push_back(id);
    for (const quint64 id : ids) finish(id);
    for (LastEvent &last : m_events)
        if (last.kind == &kind) last = {};
}

void Watches::endAll()
{
    while (!m_watches.empty()) finish(m_watches.begin()->first);
}

} // namespace practice
