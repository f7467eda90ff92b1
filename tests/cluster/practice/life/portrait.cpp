// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/life/portrait.h"

#include "model/wire/json.h"
#include "tests/cluster/practice/life/names.h"
#include "tests/cluster/practice/life/normal.h"
#include "tests/cluster/practice/life/paths.h"

#include <QHash>

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace life {

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueMap;

namespace {

QString jsonOf(const Value &value) { return QString::fromUtf8(model::writeJson(value)); }

struct Story // of one object
{
    const WatchedKind *kind = nullptr;
    std::vector<const Seen *> seen;
    const Value &first() const { return seen.front()->object; }
    const Value &last() const { return seen.back()->object; }
    bool isGone() const { return seen.back()->type == u"DELETED"; }
};

class Gallery
{
public:
    Gallery(const std::vector<Seen> &history, const Looks &looks, const QString &space)
        : m_history(history), m_looks(looks), m_names(history, space, looks.showsMachines)
    {
    }
    QStringList all();

private:
    bool isShown(const WatchedKind &kind) const;
    void tellStories();
    void hearEvents();
    QString worded(const Value &part, const QString &key) const
    {
        return m_names.text(jsonOf(normalPart(part, key, [this](const QString &text) { return m_names.text(text); })));
    }
    QString portrait(const Story &story, QString *title) const;
    QString historyOf(const Story &story) const;
    QString milestone(const Story &story, const Value &object, const QString &path) const;
    QStringList partsOf(const Story &story) const;
    QString linesOf(const QStringList &events) const;

    const std::vector<Seen> &m_history;
    const Looks &m_looks;
    Names m_names;
    std::vector<Story> m_stories;                 // in the order of their beginnings
    std::map<QString, QStringList> m_events = {}; // by "Kind name", what was said of it, in its order
};

bool Gallery::isShown(const WatchedKind &kind) const
{
    if (!m_looks.only.isEmpty()) return m_looks.only.contains(kind.kind);
    return (!kind.isAside || m_looks.also.contains(kind.kind)) && !m_looks.without.contains(kind.kind);
}

void Gallery::tellStories()
{
    QHash<QString, std::size_t> byUid;
    for (const Seen &seen : m_history) {
        if (seen.kind->kind == u"Event" || !isShown(*seen.kind)) continue;
        // A mirror has the same uid in no case; Endpoints of before may be of another.
        const QString uid = textAtPath(seen.object, u"metadata.uid"_s);
        if (!byUid.contains(uid)) {
            byUid[uid] = m_stories.size();
            m_stories.push_back({seen.kind, {}});
        }
        m_stories[byUid[uid]].seen.push_back(&seen);
    }
}

// Those of one component are in order; components are not in step with each other.
void Gallery::hearEvents()
{
    // Kubelets, and what checks the addresses of Services at a moment of its own.
    static const QStringList unheard{u"kubelet"_s, u"kwok"_s, u"ipallocator-repair-controller"_s};
    struct Heard
    {
        qint64 revision;
        QString component;
        QString reason;
        QString line;
        qint64 count;
        QString about;
    };
    std::map<QString, Heard> byName;
    for (const Seen &seen : m_history) {
        if (seen.kind->kind != u"Event" || seen.type == u"DELETED") continue;
        const Value &event = seen.object;
        QString component = textAtPath(event, u"reportingComponent"_s);
        if (component.isEmpty()) component = textAtPath(event, u"source.component"_s);
        const QString reason = textAtPath(event, u"reason"_s);
        if (unheard.contains(component) || m_looks.quiet.contains(reason)) continue;
        const QString name = textAtPath(event, u"metadata.name"_s);
        const Value *count = atPath(event, u"count"_s);
        if (const Value *series = atPath(event, u"series.count"_s)) count = series;
        const qint64 first = byName.count(name) ? byName[name].revision : seen.revision;
        const QString about =
            textAtPath(event, u"involvedObject.kind"_s) + u' ' + textAtPath(event, u"involvedObject.name"_s);
        const QString line = m_names.text(textAtPath(event, u"type"_s) + u' ' + reason + u' ' + component + u": "_s +
                                          textAtPath(event, u"message"_s).replace(u'\n', u' '));
        byName[name] = {first, component, reason, line, count && count->integer() ? *count->integer() : 1, about};
    }
    std::vector<Heard> heard;
    for (const auto &[name, one] : byName) heard.push_back(one);
    std::sort(heard.begin(), heard.end(), [](const Heard &left, const Heard &right) {
        return std::tie(left.component, left.revision) < std::tie(right.component, right.revision);
    });
    // Their pods are made and deleted several at a time.
    static const QStringList inAnyOrder{u"ReplicaSet"_s, u"DaemonSet"_s, u"Job"_s};
    for (auto from = heard.begin(); from != heard.end();) {
        auto to = from;
        while (to != heard.end() && to->component == from->component && to->reason == from->reason) ++to;
        if (m_looks.unordered.contains(u"Event"_s) || inAnyOrder.contains(from->about.section(u' ', 0, 0)))
            std::stable_sort(from, to, [](const Heard &left, const Heard &right) { return left.line < right.line; });
        from = to;
    }
    for (const Heard &one : heard) {
        QStringList &events = m_events[one.about];
        if (!m_looks.uncounted.contains(one.reason))
            events += one.line + (one.count > 1 ? u" (said %1 times)"_s.arg(one.count) : QString());
        else if (QString line = one.line; !events.contains(line.remove(u"(combined from similar events): "_s)))
            events += line;
    }
}

QString Gallery::milestone(const Story &story, const Value &object, const QString &path) const
{
    const Value *value = atPath(object, path);
    const bool isPod = story.kind->kind == u"Pod";
    // A pod that is not ready yet may not say so.
    if (isPod && path == u"status.conditions(Ready).status" && textAtPath(object, path) != u"True")
        return u"\"False\""_s;
    // What a kubelet does to a pod that goes is its own.
    return value ? worded(*value, {}) : QString();
}

QString Gallery::historyOf(const Story &story) const
{
    QStringList paths = story.kind->milestones + m_looks.milestones.value(story.kind->kind);
    for (const QString &path : m_looks.apart.value(story.kind->kind)) paths.removeAll(path);
    QHash<QString, QString> before;
    if (story.kind->kind == u"Pod") before[u"status.conditions(Ready).status"_s] = u"\"False\""_s;
    // A kubelet may never get to say that one ran which ends soon.
    const bool ends = story.kind->kind == u"Pod" && std::ranges::any_of(story.seen, [](const Seen *seen) {
                          const QString phase = textAtPath(seen->object, u"status.phase"_s);
                          return !atPath(seen->object, u"metadata.deletionTimestamp"_s) &&
                                 (phase == u"Succeeded" || phase == u"Failed");
                      });
    if (ends) paths.removeAll(u"status.conditions(Ready).status"_s);
    QStringList tokens;
    bool goes = false;
    for (const Seen *seen : story.seen) {
        const bool wasGoing = goes;
        goes = atPath(seen->object, u"metadata.deletionTimestamp"_s);
        if (seen->type == u"ADDED" || seen->type == u"DELETED") tokens += seen->type;
        if (seen->type == u"DELETED") break;
        if (goes && !wasGoing) tokens += u"going"_s;
        for (const QString &path : paths) {
            if (goes && story.kind->kind == u"Pod" && path.startsWith(u"status.") && !path.contains(u"Disruption"))
                continue; // what a kubelet does to a pod that goes is its own
            const QString now = milestone(story, seen->object, path);
            if (now == before[path] || (ends && now == u"\"Running\"")) continue;
            before[path] = now;
            tokens += path + u'=' + (now.isEmpty() ? u"-"_s : now);
        }
    }
    if (m_looks.unordered.contains(story.kind->kind)) tokens.sort();
    return tokens.join(u", "_s);
}

QStringList Gallery::partsOf(const Story &story) const
{
    QStringList lines;
    const Value object = without(story.last(), m_looks.apart.value(story.kind->kind));
    const Value *fields = atPath(story.first(), u"metadata.managedFields(0).manager"_s);
    const bool isUsers = fields && fields->string() && *fields->string() == userName;
    const bool isWhole = m_looks.whole.contains(story.kind->kind) || (!isUsers && story.kind->kind != u"Pod");
    ValueMap metadata;
    for (const QString &key :
         {u"annotations"_s, u"labels"_s, u"ownerReferences"_s, u"finalizers"_s, u"deletionTimestamp"_s})
        if (const Value *value = atPath(object, u"metadata."_s + key)) metadata.emplace_back(key, *value);
    lines += u"metadata "_s + worded(metadata, {});
    if (!object.map()) return lines;
    const Value *observed = atPath(story.last(), u"status.observedGeneration"_s);
    const Value *generation = atPath(story.last(), u"metadata.generation"_s);
    if (observed && (!generation || !(*observed == *generation))) lines += u"not observed"_s;
    for (const auto &[key, value] : *object.map()) {
        if (key == u"apiVersion" || key == u"kind" || key == u"metadata") continue;
        if (key != u"status" && !isWhole) continue;
        const bool isPodStatus = story.kind->kind == u"Pod" && key == u"status";
        lines += key + u' ' + worded(isPodStatus ? podStatus(value) : value, key);
    }
    if (!m_looks.anybody.contains(story.kind->kind))
        for (const QString &writer : writersOf(story.last())) lines += u"by "_s + m_names.text(writer);
    return lines;
}

QString Gallery::linesOf(const QStringList &events) const
{
    QString text;
    for (qsizetype i = 0; i < events.size();) {
        const qsizetype from = i;
        while (i < events.size() && events[i] == events[from]) ++i;
        text += u"\n  event "_s + events[from] + (i - from > 1 ? u" ×%1"_s.arg(i - from) : QString());
    }
    return text;
}

QString Gallery::portrait(const Story &story, QString *title) const
{
    const QString name = textAtPath(story.last(), u"metadata.name"_s);
    *title = story.kind->kind + u' ' + m_names.text(name);
    QString text = u"\n  history: "_s + historyOf(story);
    if (!story.isGone())
        for (const QString &line : partsOf(story)) text += u"\n  "_s + line;
    const auto said = m_events.find(story.kind->kind + u' ' + name);
    return said == m_events.end() ? text : text + linesOf(said->second);
}

QStringList Gallery::all()
{
    tellStories();
    hearEvents();
    std::map<std::pair<QString, QString>, int> alike; // title, text
    for (const Story &story : m_stories) {
        if (story.isGone() && m_looks.living.contains(story.kind->kind)) continue;
        QString title;
        const QString text = portrait(story, &title);
        ++alike[{title, text}];
    }
    QStringList texts;
    for (const auto &[key, count] : alike)
        texts += key.first + (count > 1 ? u" ×%1"_s.arg(count) : QString()) + key.second;
    return texts;
}

} // namespace

QStringList portraits(const std::vector<Seen> &history, const Looks &looks, const QString &space)
{
    return Gallery(history, looks, space).all();
}

Extent extentOf(const std::vector<Seen> &history, qint64 sinceRevision)
{
    struct Pod
    {
        bool isReady = false;
        bool isGoing = false;
    };
    std::map<QString, Pod> pods;
    std::map<QString, qint64> wanted; // by ReplicaSet
    Extent extent;
    for (const Seen &seen : history) {
        const QString name = textAtPath(seen.object, u"metadata.name"_s);
        if (seen.kind->kind == u"Pod") {
            pods[name] = {textAtPath(seen.object, u"status.conditions(Ready).status"_s) == u"True",
                          atPath(seen.object, u"metadata.deletionTimestamp"_s) != nullptr};
            // A kubelet tells a pod's end before the pod goes, and nobody counts it from then on; kwok does not.
            const QString phase = textAtPath(seen.object, u"status.phase"_s);
            const bool isOver = pods[name].isGoing && (phase == u"Succeeded" || phase == u"Failed");
            if (seen.type == u"DELETED" || isOver) pods.erase(name);
        } else if (seen.kind->kind == u"ReplicaSet") {
            const Value *replicas = atPath(seen.object, u"spec.replicas"_s);
            wanted[name] = seen.type == u"DELETED" || !replicas || !replicas->integer() ? 0 : *replicas->integer();
        }
        if (seen.revision <= sinceRevision) continue;
        const qint64 ready = std::count_if(pods.cbegin(), pods.cend(), [](const auto &entry) {
            return entry.second.isReady && !entry.second.isGoing;
        });
        const qint64 all = std::accumulate(wanted.cbegin(), wanted.cend(), qint64(0),
                                           [](qint64 sum, const auto &entry) { return sum + entry.second; });
        extent.mostThere = std::max(extent.mostThere, qint64(pods.size()));
        extent.mostWanted = std::max(extent.mostWanted, all);
        extent.fewestReady = extent.fewestReady < 0 ? ready : std::min(extent.fewestReady, ready);
    }
    return extent;
}

} // namespace life
