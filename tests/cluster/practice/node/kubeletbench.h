// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/objects.h"
#include "cluster/practice/node/kubelets.h"
#include "tests/cluster/practice/api/apibench.h"

#include <QTest>

// Lists of lines; the whole of the first one is shown when they differ.
#define COMPARE_LINES(actual, ...)                                                                                     \
    do {                                                                                                               \
        const QStringList &found = (actual);                                                                           \
        const QStringList &wanted = (__VA_ARGS__);                                                                     \
        if (found != wanted) qWarning().noquote() << found.join(u'\n');                                                \
        QVERIFY(found == wanted);                                                                                      \
    } while (false)

namespace bench {

// What the API server asks, before the kubelets are there.
class LaterLogs final : public practice::LogSource
{
public:
    practice::Answer<std::unique_ptr<QObject>> read(const QString &space, const QString &pod,
                                                    const practice::LogOptions &options,
                                                    std::function<void(const QByteArray &)> write,
                                                    std::function<void()> end) const override
    {
        return source->read(space, pod, options, std::move(write), std::move(end));
    }
    const practice::LogSource *source = nullptr;
};

// A node with its kubelet, without a scheduler: pods say themselves where they belong.
struct KubeletBench
{
    explicit KubeletBench(double scale = 1, bool waitsForCidr = false)
    {
        using namespace Qt::StringLiterals;
        logs.source = &kubelets;
        for (const QString &name : {u"kube-node-lease"_s}) {
            model::Value space;
            space.set(u"apiVersion", u"v1");
            space.set(u"kind", u"Namespace");
            practice::mapIn(space, u"metadata").set(u"name", name);
            (void)user.create(space);
        }
        eventWatch = user.watch(user.kind(u"v1", u"Event"), api.core.registry.store().revision(),
                                [this](const practice::ComponentClient::Event &event) {
                                    if (event.type[0] == 'D') return;
                                    said[practice::textAt(event.object, {u"involvedObject", u"name"})].append(
                                        practice::textAt(event.object, {u"reason"}) + u": "_s +
                                        practice::textAt(event.object, {u"message"}));
                                });
        practice::KubeletOptions options = practice::KubeletOptions::machine(1);
        options.scale = scale;
        options.waitsForCidr = waitsForCidr;
        kubelets.add(options);
        kubelets.start();
        api.clock.advance(100);
        // Every status of a pod as it was written.
        watch = user.watch(user.kind(u"v1", u"Pod"), api.core.registry.store().revision(),
                           [this](const practice::ComponentClient::Event &event) {
                               history.append(QString::fromLatin1(event.type) + u' ' + line(event.object));
                           });
    }

    static model::Value pod(const QString &name, const QString &image = QStringLiteral("nginx:1"))
    {
        using namespace Qt::StringLiterals;
        model::Value object;
        object.set(u"apiVersion", u"v1");
        object.set(u"kind", u"Pod");
        practice::mapIn(object, u"metadata").set(u"name", name);
        practice::mapIn(object, u"metadata").set(u"namespace", u"default");
        model::Value &spec = practice::mapIn(object, u"spec");
        spec.set(u"nodeName", u"node-1");
        spec.set(u"containers", model::ValueList{model::ValueMap{{u"name"_s, u"c"}, {u"image"_s, image}}});
        return object;
    }
    static void annotate(model::Value &pod, const QString &text, const QString &container = QStringLiteral("profile"))
    {
        practice::mapIn(practice::mapIn(pod, u"metadata"), u"annotations")
            .set(QStringLiteral("practice.kubewright.io/") + container, text);
    }
    static model::Value &container(model::Value &pod, std::size_t index = 0)
    {
        return (*practice::mapIn(pod, u"spec").find(u"containers")->list())[index];
    }

    // "Pending -RI-- c:ContainerCreating/0": phase, conditions true (Sandbox, Initialized, Ready, Containers ready),
    // each container with its state and restarts.
    static QString line(const model::Value &pod)
    {
        using namespace Qt::StringLiterals;
        QString text = practice::textAt(pod, {u"status", u"phase"}) + u' ';
        const auto &conditions = practice::listAt(pod, {u"status", u"conditions"});
        for (const auto &[type, letter] :
             {std::pair(u"PodReadyToStartContainers", u'S'), std::pair(u"Initialized", u'I'), std::pair(u"Ready", u'R'),
              std::pair(u"ContainersReady", u'C')}) {
            bool isTrue = false;
            for (const model::Value &one : conditions)
                isTrue |= practice::textAt(one, {u"type"}) == QStringView(type) &&
                          practice::textAt(one, {u"status"}) == u"True";
            text += isTrue ? QChar(letter) : u'-';
        }
        for (const QStringView field : {QStringView(u"initContainerStatuses"), QStringView(u"containerStatuses")})
            for (const model::Value &one : practice::listAt(pod, {u"status", field})) {
                QString state;
                for (const auto &[kind, what] : practice::mapAt(one, {u"state"})) {
                    state = practice::textAt(what, {u"reason"});
                    if (kind == u"running") state = u"running"_s;
                    if (kind == u"terminated")
                        state += u'=' + QString::number(practice::integerAt(what, {u"exitCode"}));
                }
                text += u' ' + practice::textAt(one, {u"name"}) + u':' + state + u'/' +
                        QString::number(practice::integerAt(one, {u"restartCount"}));
            }
        if (practice::at(pod, {u"metadata", u"deletionTimestamp"})) text += u" going"_s;
        return text;
    }

    model::Value get(const QString &name)
    {
        using namespace Qt::StringLiterals;
        const auto found = user.get(user.kind(u"v1", u"Pod"), u"default"_s, name);
        return found ? *found : model::Value();
    }
    model::Value node()
    {
        using namespace Qt::StringLiterals;
        const auto found = user.get(user.kind(u"v1", u"Node"), {}, u"node-1"_s);
        return found ? *found : model::Value();
    }
    // What was said of an object, in order: "BackOff: message", each time that it was said.
    QStringList events(const QString &about) const { return said.value(about); }
    QStringList messages(const QString &about, const QString &reason) const
    {
        QStringList found;
        for (const QString &one : said.value(about))
            if (one.startsWith(reason + QStringLiteral(": "))) found.append(one.mid(reason.size() + 2));
        return found;
    }
    void remove(const QString &name, qint64 grace = -1)
    {
        using namespace Qt::StringLiterals;
        practice::DeleteOptions options;
        if (grace >= 0) options.graceSeconds = grace;
        QVERIFY(user.remove(user.kind(u"v1", u"Pod"), u"default"_s, name, options).ok());
    }
    void create(const model::Value &object)
    {
        const auto made = user.create(object);
        QVERIFY2(made.ok(), made ? "" : qPrintable(made.status().message));
    }

    LaterLogs logs;
    ApiBench api{&logs};
    practice::ComponentClient user{api.core, QStringLiteral("user")};
    practice::Kubelets kubelets{api.core, api.clock};
    QStringList history;
    QHash<QString, QStringList> said; // by the object's name
    std::unique_ptr<QObject> watch;
    std::unique_ptr<QObject> eventWatch;
};

} // namespace bench
