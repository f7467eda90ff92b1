// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/objects.h"
#include "cluster/practice/life/components.h"
#include "model/wire/json.h"
#include "tests/cluster/practice/api/apibench.h"

#include <QTest>

// (The texts are not where the tests are, because moc cannot read raw strings that end in a quote.)
namespace hostile {

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;

inline Value json(const QByteArray &text)
{
    auto read = model::readJson(text);
    return read ? read->value : Value();
}

// A whole cluster under a clock that the test moves.
struct Rig
{
    bench::ApiBench api;
    Components components;
    ComponentClient user{api.core, u"user"_s};

    explicit Rig(int nodes = 3) : components(api.core, api.clock, {.nodes = nodes, .durations = 0})
    {
        components.start();
        pass(30);
    }
    void pass(int seconds, int stepMs = 500)
    {
        for (qint64 ms = 0; ms < qint64(seconds) * 1000; ms += stepMs) api.clock.advance(stepMs);
    }
    void make(const QByteArray &text)
    {
        const auto made = user.create(json(text));
        QVERIFY2(made.ok(), made ? "" : qPrintable(made.status().message + u'\n' + QString::fromUtf8(text)));
    }
    // spec: what the template's spec has besides its container; strategy: of the Deployment's spec.
    void deploy(const QByteArray &name, int replicas, const QByteArray &spec = {}, const QByteArray &strategy = {},
                const QByteArray &container = {}, const QByteArray &annotation = {})
    {
        make(R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"namespace":"default","name":")" + name +
             R"("},"spec":{)" + strategy + R"("replicas":)" + QByteArray::number(replicas) +
             R"(,"selector":{"matchLabels":{"app":")" + name +
             R"("}},"template":{"metadata":{"annotations":{"practice.kubewright.io/profile":")" + annotation +
             R"("},"labels":{"app":")" + name + R"("}},"spec":{)" + spec +
             R"("containers":[{"name":"c","image":"nginx:1")" + container + R"(}]}}}})");
    }
    void patch(QStringView version, QStringView kind, const QString &name, const QByteArray &change,
               const QString &space = u"default"_s)
    {
        const auto done = user.patch(user.kind(version, kind), space, name, json(change));
        QVERIFY2(done.ok(), done ? "" : qPrintable(done.status().message));
    }
    Value get(QStringView version, QStringView kind, const QString &name, const QString &space = u"default"_s)
    {
        const auto found = user.get(user.kind(version, kind), space, name);
        return found ? *found : Value();
    }
    std::vector<Value> list(QStringView version, QStringView kind, const QString &space = u"default"_s)
    {
        return user.list(user.kind(version, kind), space).objects;
    }
    qint64 ready(const QString &name)
    {
        return integerAt(get(u"apps/v1", u"Deployment", name), {u"status", u"readyReplicas"});
    }
    qint64 revision() const { return api.core.registry.store().revision(); }
    // How often anything was written in so many seconds.
    qint64 writesIn(int seconds)
    {
        const qint64 before = revision();
        pass(seconds);
        return revision() - before;
    }
    QStringList messages(QStringView reason)
    {
        QStringList found;
        for (const Value &event : list(u"v1", u"Event"))
            if (textAt(event, {u"reason"}) == reason) found.append(textAt(event, {u"message"}));
        return found;
    }
    QString condition(const Value &object, QStringView type)
    {
        for (const Value &one : listAt(object, {u"status", u"conditions"}))
            if (textAt(one, {u"type"}) == type)
                return textAt(one, {u"status"}) + u' ' + textAt(one, {u"reason"}) + u": "_s + textAt(one, {u"message"});
        return {};
    }
    // A Deployment with the selector app=twin.
    void twin(const QByteArray &name, const QByteArray &image, int replicas)
    {
        make(R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"namespace":"default","name":")" + name +
             R"("},"spec":{"replicas":)" + QByteArray::number(replicas) +
             R"(,"selector":{"matchLabels":{"app":"twin"}},"template":{"metadata":{"labels":{"app":"twin"}},)"
             R"("spec":{"containers":[{"name":"c","image":")" +
             image + R"("}]}}}})");
    }
    QString map(const QByteArray &name) // its uid
    {
        make(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"default","name":")" + name + R"("}})");
        return uidOf(get(u"v1", u"ConfigMap", QString::fromLatin1(name)));
    }
    void own(const QString &name, const QString &owner, const QString &uid)
    {
        patch(u"v1", u"ConfigMap", name,
              QByteArray(R"({"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":")") +
                  owner.toUtf8() + R"(","uid":")" + uid.toUtf8() + R"(","blockOwnerDeletion":true}]}})");
    }
    // Of the Deployment "busy", up to 8 replicas at half of their CPU.
    void autoscale(const QByteArray &name)
    {
        make(R"({"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"namespace":)"
             R"("default","name":")" +
             name +
             R"("},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"busy"},)"
             R"("minReplicas":1,"maxReplicas":8,"metrics":[{"type":"Resource","resource":{"name":"cpu",)"
             R"("target":{"type":"Utilization","averageUtilization":50}}}]}})");
    }
    void claim(const QByteArray &name) // 5 GiB of the class "local"
    {
        make(R"({"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"namespace":"default","name":")" + name +
             R"("},"spec":{"storageClassName":"local","accessModes":["ReadWriteOnce"],)"
             R"("resources":{"requests":{"storage":"5Gi"}}}})");
    }
    void podWith(const QByteArray &name, const QByteArray &claim, const QByteArray &more = {})
    {
        make(R"({"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"default","name":")" + name + R"("},"spec":{)" +
             more +
             R"("containers":[{"name":"c","image":"nginx:1"}],"volumes":[{"name":"v",)"
             R"("persistentVolumeClaim":{"claimName":")" +
             claim + R"("}}]}})");
    }
    // Every pod of it fails, or, where it may, succeeds at once.
    void job(const QByteArray &name, bool fails, int completions, int parallelism)
    {
        make(
            R"({"apiVersion":"batch/v1","kind":"Job","metadata":{"namespace":"default","name":")" + name +
            R"("},"spec":{"completions":)" + QByteArray::number(completions) + R"(,"parallelism":)" +
            QByteArray::number(parallelism) +
            R"(,"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"busybox","command":[")" +
            (fails ? "false" : "true") + R"("]}]}}}})");
    }
};

} // namespace hostile
