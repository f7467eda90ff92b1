// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/controllers/controllersbench.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/podstate.h"
#include "model/wire/json.h"

#include <algorithm>

namespace bench {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace practice;
using namespace Qt::StringLiterals;

namespace {

Value read(const QByteArray &json)
{
    auto text = model::readJson(json);
    if (!text) qFatal("%s: %s", json.constData(), qPrintable(text.error().message));
    return std::move(text->value);
}

void check(bool ok, const ApiStatus *refusal)
{
    if (!ok) qFatal("%s", qPrintable(refusal->message));
}

} // namespace

ControllersBench::ControllersBench()
    : user(api.core, u"user"_s),
      process(api.core, api.clock, u"kube-controller-manager"_s, [this](const Access &access) { note(access); })
{
}

void ControllersBench::note(const Access &access)
{
    constexpr int refused = 400;
    static const QStringList reads{u"get"_s, u"list"_s, u"watch"_s};
    if (access.code >= refused || reads.contains(access.verb)) return;
    if (access.kind->kind == u"Event" || access.kind->kind == u"Pod") return;
    writes.append(access.verb + u' ' + access.kind->kind + u'/' + access.name +
                  (access.subresource.isEmpty() ? QString() : u' ' + access.subresource));
}

Value ControllersBench::create(const QByteArray &json)
{
    Value object = read(json);
    const ApiKind *kind = user.kindOf(object);
    if (!kind) qFatal("no such kind: %s", json.constData());
    if (kind->kind != u"Node" && namespaceOf(object).isEmpty())
        mapIn(object, u"metadata").set(u"namespace", u"default");
    auto made = user.create(std::move(object));
    check(made.ok(), made ? nullptr : &made.status());
    return std::move(*made);
}

void ControllersBench::patch(QStringView apiVersion, QStringView kind, const QString &name, const QByteArray &json,
                             const QString &subresource)
{
    const QString space = kind == u"Node" ? QString() : u"default"_s;
    const auto made = user.patch(user.kind(apiVersion, kind), space, name, read(json), subresource);
    check(made.ok(), made ? nullptr : &made.status());
}

void ControllersBench::remove(QStringView apiVersion, QStringView kind, const QString &name,
                              const DeleteOptions &options)
{
    const QString space = kind == u"Node" ? QString() : u"default"_s;
    const auto gone = user.remove(user.kind(apiVersion, kind), space, name, options);
    check(gone.ok(), gone ? nullptr : &gone.status());
}

Value ControllersBench::get(QStringView apiVersion, QStringView kind, const QString &name)
{
    const QString space = kind == u"Node" ? QString() : u"default"_s;
    auto found = user.get(user.kind(apiVersion, kind), space, name);
    return found ? std::move(*found) : Value();
}

Value ControllersBench::status(QStringView apiVersion, QStringView kind, const QString &name)
{
    const Value object = get(apiVersion, kind, name);
    const Value *status = object.find(u"status");
    return status ? *status : Value();
}

std::vector<Value> ControllersBench::list(QStringView apiVersion, QStringView kind)
{
    return user.list(user.kind(apiVersion, kind), kind == u"Node" ? QString() : u"default"_s).objects;
}

QStringList ControllersBench::names(QStringView apiVersion, QStringView kind)
{
    QStringList all;
    for (const Value &object : list(apiVersion, kind)) all.append(nameOf(object));
    return all;
}

void ControllersBench::setReady(const Value &pod, bool ready)
{
    Value patch;
    Value &status = mapIn(patch, u"status");
    status.set(u"phase", u"Running");
    status.set(u"conditions", ValueList{ValueMap{{u"type"_s, u"Ready"},
                                                 {u"status"_s, ready ? u"True"_s : u"False"_s},
                                                 {u"lastTransitionTime"_s, timeText(api.clock.wallMs())}}});
    const auto said = user.patch(user.kind(u"v1", u"Pod"), u"default"_s, nameOf(pod), patch, u"status"_s);
    check(said.ok(), said ? nullptr : &said.status());
}

void ControllersBench::setPhase(const Value &pod, const QString &phase)
{
    patch(u"v1", u"Pod", nameOf(pod), "{\"status\":{\"phase\":\"" + phase.toUtf8() + "\"}}", u"status"_s);
}

void ControllersBench::runPods()
{
    for (const Value &pod : pods()) {
        const QString phase = textAt(pod, {u"status", u"phase"});
        if (isGoing(pod)) {
            DeleteOptions atOnce;
            atOnce.graceSeconds = 0;
            remove(u"v1", u"Pod", nameOf(pod), atOnce);
        } else if (phase != u"Failed" && phase != u"Succeeded" && !isReady(pod)) {
            setReady(pod, true);
        }
    }
}

void ControllersBench::runUntilQuiet()
{
    constexpr int most = 200;
    for (int i = 0; i < most; ++i) {
        const qint64 before = api.store.revision();
        settle();
        runPods();
        settle();
        if (api.store.revision() == before) return;
    }
    qFatal("it never came to rest");
}

void ControllersBench::addNode(const QString &name, const QByteArray &spec, const QByteArray &labels)
{
    create("{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"" + name.toUtf8() +
           "\",\"labels\":" + labels + "},\"spec\":" + spec + "}");
    // A new node is not ready, and tainted for it, until its kubelet says otherwise.
    const Value given = read(spec);
    Value patch;
    mapIn(patch, u"spec").set(u"taints", given.find(u"taints") ? *given.find(u"taints") : Value());
    const auto written = user.patch(user.kind(u"v1", u"Node"), {}, name, patch);
    check(written.ok(), written ? nullptr : &written.status());
}

QStringList ControllersBench::events(const QString &reason)
{
    std::vector<std::pair<qint64, QString>> found;
    for (const Value &event : list(u"v1", u"Event")) {
        if (!reason.isEmpty() && textAt(event, {u"reason"}) != reason) continue;
        found.emplace_back(textAt(event, {u"metadata", u"resourceVersion"}).toLongLong(),
                           textAt(event, {u"type"}) + u' ' + textAt(event, {u"reason"}) + u": "_s +
                               textAt(event, {u"message"}));
    }
    std::sort(found.begin(), found.end());
    QStringList all;
    for (const auto &[revision, text] : found) all.append(text);
    return all;
}

QString flat(const Value &map)
{
    QStringList entries;
    if (map.isMap())
        for (const auto &[key, value] : *map.map()) {
            const QString text = value.string() ? *value.string() : QString::fromUtf8(model::writeJson(value));
            entries.append(key + u'=' + text);
        }
    entries.sort();
    return entries.join(u' ');
}

} // namespace bench
