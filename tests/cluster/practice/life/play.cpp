// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/life/play.h"

#include "model/wire/json.h"
#include "tests/cluster/practice/contract/steps.h"
#include "tests/cluster/practice/life/normal.h"
#include "tests/cluster/practice/life/paths.h"
#include "tests/cluster/practice/life/portrait.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QMap>
#include <QTimer>

#include <algorithm>

namespace life {

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;

namespace {

constexpr int waitMs = 100000; // a node is given up after 50 s, a cron schedule comes once a minute
constexpr int settleAtMostMs = 30000;
constexpr int turnMs = 20;

class Play
{
public:
    Play(const contract::Scenario &scenario, contract::ApiClient &client, Watching &watching, int run)
        : m_scenario(scenario),
          m_client(client),
          m_watching(watching),
          m_space(scenario.id + u"-r"_s + QString::number(run)),
          m_variables{{u"ns"_s, m_space}}
    {
    }
    QStringList all();

private:
    bool take(const Value &step); // false: it is none
    void fail(const QString &text)
    {
        m_hasFailed = true;
        m_lines += contract::failure + text;
    }
    QString textOf(const Value &step, const QString &key) const
    {
        return contract::filled(textAtPath(step, key), m_variables);
    }
    contract::Reply send(const QByteArray &method, const QString &path, const Value &body, const QByteArray &type,
                         const QString &told);
    QString pathOf(const QString &what) const; // of "deployments/web"
    void put(const Value &object, bool applies);
    void patch(const Value &step);
    void remove(const QString &what, const Value *options);
    void setReady(const Value &step);
    void pick(const Value &step);
    void waitFor(const Value &step);
    void waitForEvent(const Value &step);
    void settle(const Value &step);
    bool isSo(const Value &object, const Value *conditions) const;
    bool until(const std::function<bool()> &done, int ms = waitMs);
    void spin(int ms);
    void judgeExtent(const Value &bounds);
    void showNow(const QString &why);
    void cleanUp();

    const contract::Scenario &m_scenario;
    contract::ApiClient &m_client;
    Watching &m_watching;
    QString m_space;
    QMap<QString, QString> m_variables;
    Looks m_looks;
    qint64 m_mark = 0;
    QStringList m_lines;
    bool m_hasFailed = false;
    QStringList m_unspaced; // paths of what has no namespace
};

void Play::spin(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
    if (!m_watching.read()) fail(u"a watch has ended"_s);
}

bool Play::until(const std::function<bool()> &done, int ms)
{
    const QDeadlineTimer deadline(ms);
    m_watching.read();
    while (!done()) {
        if (deadline.hasExpired()) return false;
        spin(turnMs);
    }
    return true;
}

QString Play::pathOf(const QString &what) const
{
    const WatchedKind *kind = watchedKind(what.section(u'/', 0, 0));
    const QString name = what.section(u'/', 1);
    if (!kind) return u"/api/v1/namespaces/"_s + m_space + u'/' + what; // "secrets/a"
    return kind->root + (kind->isNamespaced ? u"/namespaces/"_s + m_space : QString()) + u'/' + kind->plural +
           (name.isEmpty() ? QString() : u'/' + name);
}

contract::Reply Play::send(const QByteArray &method, const QString &path, const Value &body, const QByteArray &type,
                           const QString &told)
{
    const contract::Reply reply =
        m_client.request(method, path.toUtf8(), body.isNull() ? QByteArray() : model::writeJson(body), type);
    const auto json = model::readJson(reply.body);
    if (!reply.code) fail(u"no answer to "_s + told);
    if (reply.code >= 400)
        m_lines += QString(told + u" -> %1 "_s.arg(reply.code) +
                           (json ? textAtPath(json->value, u"message"_s) : QString::fromUtf8(reply.body)))
                       .replace(m_space, u"NS"_s);
    return reply;
}

void Play::put(const Value &object, bool applies)
{
    const QString version = textAtPath(object, u"apiVersion"_s);
    const QString name = textAtPath(object, u"metadata.name"_s);
    const QString kindName = textAtPath(object, u"kind"_s);
    const WatchedKind *kind = watchedKind(kindName);
    const bool isNamespaced = kind ? kind->isNamespaced : kindName != u"PriorityClass" && kindName != u"StorageClass";
    const QString plural = kind ? kind->plural : kindName.toLower() + (kindName.endsWith(u's') ? u"es"_s : u"s"_s);
    QString path = (version.contains(u'/') ? u"/apis/"_s : u"/api/"_s) + version +
                   (isNamespaced ? u"/namespaces/"_s + m_space : QString()) + u'/' + plural;
    if (!isNamespaced) m_unspaced += path + u'/' + name;
    const QString told = (applies ? u"apply "_s : u"create "_s) + plural + u'/' + name;
    if (applies)
        send("PATCH", path + u'/' + name + u"?fieldManager="_s + userName + u"&force=true"_s, object,
             "application/apply-patch+yaml", told);
    else
        send("POST", path, object, "application/json", told);
}

void Play::patch(const Value &step)
{
    const QString what = textOf(step, u"patch"_s);
    const QString subresource = textOf(step, u"subresource"_s);
    const QString type = textOf(step, u"type"_s);
    const QString mediaType = type.isEmpty()    ? u"merge-patch"_s
                              : type == u"json" ? u"json-patch"_s
                                                : u"strategic-merge-patch"_s;
    const Value *with = step.find(u"with");
    send("PATCH", pathOf(what) + (subresource.isEmpty() ? QString() : u'/' + subresource),
         with ? contract::filled(*with, m_variables) : Value(), "application/"_ba + mediaType.toLatin1() + "+json",
         u"patch "_s + textAtPath(step, u"patch"_s));
}

void Play::remove(const QString &what, const Value *options)
{
    Value body = options ? *options : Value();
    if (options) {
        body.set(u"apiVersion", u"v1");
        body.set(u"kind", u"DeleteOptions");
    }
    send("DELETE", pathOf(what), body, "application/json", u"delete "_s + what);
}

// As somebody who decides over a readiness gate; the kubelet sets Ready by it.
void Play::setReady(const Value &step)
{
    const QString pod = textOf(step, u"ready"_s);
    const Value *is = step.find(u"is");
    const bool ready = !is || !is->boolean() || *is->boolean();
    const Value condition = ValueMap{{u"type"_s, u"example.com/go"}, {u"status"_s, ready ? u"True"_s : u"False"_s}};
    const Value body = ValueMap{{u"status"_s, ValueMap{{u"conditions"_s, ValueList{condition}}}}};
    send("PATCH", pathOf(u"pods/"_s + pod) + u"/status"_s, body, "application/strategic-merge-patch+json",
         u"ready "_s + textAtPath(step, u"ready"_s));
    const bool done = until([this, &pod, ready] {
        const Value *now = m_watching.find(*watchedKind(u"Pod"_s), pod);
        return now && (textAtPath(*now, u"status.conditions(Ready).status"_s) == u"True") == ready;
    });
    if (!done) fail(u"no readiness of "_s + textAtPath(step, u"ready"_s));
}

bool Play::isSo(const Value &object, const Value *conditions) const
{
    if (!conditions || !conditions->map()) return true;
    return std::all_of(conditions->map()->cbegin(), conditions->map()->cend(), [&](const auto &condition) {
        const Value *value = atPath(object, condition.first);
        return condition.second.isNull() ? !value
                                         : value && value->means(contract::filled(condition.second, m_variables));
    });
}

void Play::pick(const Value &step)
{
    const WatchedKind *kind = watchedKind(textOf(step, u"pick"_s));
    QString name;
    const bool found = kind && until([&] {
                           for (const Value &object : m_watching.list(*kind, textOf(step, u"label"_s)))
                               if (name.isEmpty() && isSo(object, step.find(u"where")))
                                   name = textAtPath(object, u"metadata.name"_s);
                           return !name.isEmpty();
                       });
    if (!found) fail(u"nothing to pick of "_s + textOf(step, u"pick"_s));
    m_variables[textOf(step, u"as"_s)] = name;
}

void Play::waitFor(const Value &step)
{
    const QString what = textOf(step, u"wait"_s);
    const WatchedKind *kind = watchedKind(what.section(u'/', 0, 0));
    const QString name = what.section(u'/', 1);
    const Value *conditions = step.find(u"until");
    const Value *count = step.find(u"count");
    const bool came = kind && until([&] {
                          if (!name.isEmpty()) {
                              const Value *object = m_watching.find(*kind, name);
                              return object && isSo(*object, conditions);
                          }
                          const auto all = m_watching.list(*kind, textOf(step, u"label"_s));
                          const auto matching = std::count_if(
                              all.cbegin(), all.cend(), [&](const Value &object) { return isSo(object, conditions); });
                          return count && count->integer() ? matching == *count->integer() : matching > 0;
                      });
    if (!came)
        fail(u"never came: "_s + textAtPath(step, u"wait"_s) + u' ' +
             (conditions ? QString::fromUtf8(model::writeJson(*conditions)) : QString()));
}

void Play::waitForEvent(const Value &step)
{
    const QString reason = textOf(step, u"event"_s);
    const Value *count = step.find(u"count");
    const qint64 wanted = count && count->integer() ? *count->integer() : 1;
    const bool came = until([this, &reason, wanted] {
        const auto events = m_watching.list(*watchedKind(u"Event"_s), {});
        return wanted <= std::count_if(events.cbegin(), events.cend(), [&reason](const Value &event) {
                   return textAtPath(event, u"reason"_s) == reason;
               });
    });
    if (!came) fail(u"no Event "_s + reason);
}

void Play::settle(const Value &step)
{
    const Value *ms = step.find(u"settle");
    const int quiet = ms && ms->integer() ? int(*ms->integer()) : 1500;
    spin(quiet); // what begins now is not quiet yet
    until([this, quiet] { return m_watching.quietMs() >= quiet; }, settleAtMostMs + quiet);
}

void Play::showNow(const QString &why)
{
    if (!why.isEmpty()) m_lines += u"-- "_s + why;
    m_lines += portraits(m_watching.history(), m_looks, m_space);
}

// A bound that held is told as it is, however far from it things stayed; else what was.
void Play::judgeExtent(const Value &bounds)
{
    const Extent extent = extentOf(m_watching.history(), m_mark);
    QStringList told;
    const auto judge = [&](const QString &name, qint64 was, bool isLeast) {
        const Value *bound = bounds.find(name);
        if (!bound || !bound->integer()) return;
        const bool holds = isLeast ? was >= *bound->integer() : was <= *bound->integer();
        told += name + u' ' + QString::number(*bound->integer()) + (holds ? u" held"_s : u" but was %1"_s.arg(was));
    };
    judge(u"mostThere"_s, extent.mostThere, false);
    judge(u"mostWanted"_s, extent.mostWanted, false);
    judge(u"fewestReady"_s, extent.fewestReady, true);
    m_lines += u"extent: "_s + told.join(u", "_s);
}

bool Play::take(const Value &step)
{
    const auto has = [&step](const char16_t *key) { return step.find(key); };
    if (const Value *see = has(u"see")) {
        if (const QString unknown = m_looks.add(*see); !unknown.isEmpty()) fail(u"see: "_s + unknown);
    } else if (const Value *object = has(u"create") ? has(u"create") : has(u"apply")) {
        const Value whole = contract::filled(*object, m_variables);
        const ValueList objects = whole.list() ? *whole.list() : ValueList{whole};
        for (const Value &one : objects) put(one, has(u"apply"));
    } else if (has(u"patch")) {
        patch(step);
    } else if (has(u"scale")) {
        send("PATCH", pathOf(textOf(step, u"scale"_s)) + u"/scale"_s,
             ValueMap{{u"spec"_s, ValueMap{{u"replicas"_s, *step.find(u"to")}}}}, "application/merge-patch+json",
             u"scale"_s);
    } else if (has(u"delete")) {
        remove(textOf(step, u"delete"_s), has(u"options"));
    } else if (has(u"evict")) {
        const QString pod = textOf(step, u"evict"_s);
        const Value eviction = ValueMap{{u"apiVersion"_s, u"policy/v1"},
                                        {u"kind"_s, u"Eviction"},
                                        {u"metadata"_s, ValueMap{{u"name"_s, pod}, {u"namespace"_s, m_space}}}};
        send("POST", pathOf(u"pods/"_s + pod) + u"/eviction"_s, eviction, "application/json",
             u"evict "_s + textAtPath(step, u"evict"_s));
    } else if (has(u"ready")) {
        setReady(step);
    } else if (has(u"pick")) {
        pick(step);
    } else if (has(u"uid")) {
        const QString what = textOf(step, u"uid"_s);
        const WatchedKind *kind = watchedKind(what.section(u'/', 0, 0));
        if (!kind || !until([&] { return m_watching.find(*kind, what.section(u'/', 1)); }))
            fail(u"is not there: "_s + what);
        else
            m_variables[textOf(step, u"as"_s)] =
                textAtPath(*m_watching.find(*kind, what.section(u'/', 1)), u"metadata.uid"_s);
    } else if (has(u"wait")) {
        waitFor(step);
    } else if (has(u"gone")) {
        const QString what = textOf(step, u"gone"_s);
        const WatchedKind *kind = watchedKind(what.section(u'/', 0, 0));
        if (!kind || !until([&] { return !m_watching.find(*kind, what.section(u'/', 1)); }))
            fail(u"is still there: "_s + what);
    } else if (has(u"event")) {
        waitForEvent(step);
    } else if (has(u"settle")) {
        settle(step);
    } else if (const Value *ms = has(u"pause")) {
        spin(ms->integer() ? int(*ms->integer()) : 0);
    } else if (has(u"show")) {
        showNow(textOf(step, u"show"_s));
    } else if (has(u"mark")) {
        const auto history = m_watching.history();
        m_mark = history.empty() ? 0 : history.back().revision;
    } else if (const Value *bounds = has(u"extent")) {
        judgeExtent(*bounds);
    } else {
        return false;
    }
    return true;
}

// Finalizers that the scenario set go first: nobody else takes them away.
void Play::cleanUp()
{
    const Value none = ValueMap{{u"metadata"_s, ValueMap{{u"finalizers"_s, Value()}}}};
    for (const WatchedKind &kind : watchedKinds())
        for (const Value &object : m_watching.list(kind, {}))
            if (textAtPath(object, u"metadata.finalizers(0)"_s).startsWith(u"example.com/") ||
                (kind.kind == u"PersistentVolume"))
                m_client.request("PATCH", pathOf(kind.plural + u'/' + textAtPath(object, u"metadata.name"_s)).toUtf8(),
                                 model::writeJson(none), "application/merge-patch+json");
    for (const QString &path : m_unspaced) m_client.request("DELETE", path.toUtf8());
    m_client.request("DELETE", "/api/v1/namespaces/" + m_space.toUtf8());
    // A node that is gone leaves pods behind that are cleaned up late.
    for (const Value &pod : m_watching.list(*watchedKind(u"Pod"_s), {}))
        m_client.request("DELETE",
                         pathOf(u"pods/"_s + textAtPath(pod, u"metadata.name"_s)).toUtf8() + "?gracePeriodSeconds=0");
}

QStringList Play::all()
{
    m_watching.begin(m_space);
    send("POST", u"/api/v1/namespaces"_s,
         ValueMap{{u"apiVersion"_s, u"v1"}, {u"kind"_s, u"Namespace"}, {u"metadata"_s, ValueMap{{u"name"_s, m_space}}}},
         "application/json", u"create namespace"_s);
    // A pod is refused before; who makes it is part of what is compared.
    if (!until([this] { return m_watching.find(*watchedKind(u"ServiceAccount"_s), u"default"_s); }))
        fail(u"no ServiceAccount default"_s);
    for (const Value &step : m_scenario.steps) {
        if (m_hasFailed) break; // what waits for it would wait in vain
        if (!take(step)) fail(u"a step that is none: "_s + QString::fromUtf8(model::writeJson(step)));
    }
    showNow({});
    cleanUp();
    return m_lines;
}

} // namespace

void warmUp(contract::ApiClient &client, Watching &watching)
{
    const Value container = ValueMap{{u"name"_s, u"c"}, {u"image"_s, u"nginx:1"}};
    const Value pod = ValueMap{{u"apiVersion"_s, u"v1"},
                               {u"kind"_s, u"Pod"},
                               {u"metadata"_s, ValueMap{{u"name"_s, u"p"}}},
                               {u"spec"_s, ValueMap{{u"containers"_s, ValueList{container}}}}};
    const ValueList steps{ValueMap{{u"create"_s, pod}}, ValueMap{{u"event"_s, u"Scheduled"}},
                          ValueMap{{u"settle"_s, 1000}}};
    play({u"warm-up"_s, {}, steps}, client, watching);
}

QStringList play(const contract::Scenario &scenario, contract::ApiClient &client, Watching &watching, int run)
{
    return Play(scenario, client, watching, run).all();
}

} // namespace life
