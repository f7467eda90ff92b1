// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/objects.h"
#include "cluster/practice/component/controller.h"
#include "model/wire/json.h"
#include "tests/cluster/practice/api/apibench.h"

#include <QTest>

namespace bench {

// An API server with the process in which controllers run, and somebody who uses it.
struct KeeperBench
{
    ApiBench api;
    practice::ComponentClient user{api.core, QStringLiteral("user")};
    practice::ComponentProcess process{api.core, api.clock, QStringLiteral("kube-controller-manager")};

    void settle(int ms = 200) { api.clock.advance(ms); }
    static model::Value object(const QByteArray &json)
    {
        auto text = model::readJson(json);
        if (!text) qFatal("no JSON: %s", json.constData());
        return std::move(text->value);
    }
    // Into the namespace default where it says none and needs one.
    model::Value make(model::Value value)
    {
        const practice::ApiKind *kind = user.kindOf(value);
        if (!kind) qFatal("no such kind");
        if (kind->namespaced && practice::namespaceOf(value).isEmpty())
            practice::mapIn(value, u"metadata").set(u"namespace", u"default");
        auto made = user.create(std::move(value));
        if (!made) qFatal("%s", qPrintable(made.status().message));
        return *made;
    }
    model::Value make(const QByteArray &json) { return make(object(json)); }
    model::Value make(const char *json) { return make(object(json)); }
    // With ownerReferences to each.
    model::Value makeOwned(const QByteArray &json, const std::vector<model::Value> &owners, bool blocks = true)
    {
        model::Value value = object(json);
        model::ValueList references;
        for (const model::Value &owner : owners) {
            model::Value reference;
            for (const QStringView field : {QStringView(u"apiVersion"), QStringView(u"kind")})
                reference.set(field, practice::textAt(owner, {field}));
            reference.set(u"name", practice::nameOf(owner));
            reference.set(u"uid", practice::uidOf(owner));
            if (blocks) reference.set(u"blockOwnerDeletion", true);
            references.push_back(std::move(reference));
        }
        practice::mapIn(value, u"metadata").set(u"ownerReferences", std::move(references));
        return make(std::move(value));
    }
    // Null: it is not there.
    model::Value get(QStringView version, QStringView kind, const QString &name,
                     const QString &space = QStringLiteral("default"))
    {
        const practice::ApiKind &of = user.kind(version, kind);
        const auto found = user.get(of, of.namespaced ? space : QString(), name);
        return found ? *found : model::Value();
    }
    std::vector<model::Value> list(QStringView version, QStringView kind, const QString &space = {})
    {
        return user.list(user.kind(version, kind), space).objects;
    }
    QStringList names(QStringView version, QStringView kind, const QString &space = QStringLiteral("default"))
    {
        QStringList all;
        for (const model::Value &one : list(version, kind, space)) all.append(practice::nameOf(one));
        all.sort();
        return all;
    }
    void patch(QStringView version, QStringView kind, const QString &name, const QByteArray &json,
               const QString &subresource = {}, const QString &space = QStringLiteral("default"))
    {
        const practice::ApiKind &of = user.kind(version, kind);
        const auto done = user.patch(of, of.namespaced ? space : QString(), name, object(json), subresource);
        if (!done) qFatal("%s", qPrintable(done.status().message));
    }
    void remove(QStringView version, QStringView kind, const QString &name, const QString &propagation = {},
                const QString &space = QStringLiteral("default"))
    {
        const practice::ApiKind &of = user.kind(version, kind);
        practice::DeleteOptions options;
        options.propagation = propagation;
        const auto done = user.remove(of, of.namespaced ? space : QString(), name, options);
        if (!done) qFatal("%s", qPrintable(done.status().message));
    }
    // "Normal Completed job-controller: Job completed", in the order of writing.
    QStringList events(const QString &space = QStringLiteral("default"))
    {
        std::vector<model::Value> all = list(u"v1", u"Event", space);
        std::sort(all.begin(), all.end(), [](const model::Value &a, const model::Value &b) {
            const auto revision = [](const model::Value &one) {
                return practice::textAt(one, {u"metadata", u"resourceVersion"}).toLongLong();
            };
            return revision(a) < revision(b);
        });
        QStringList lines;
        for (const model::Value &one : all)
            lines.append(practice::textAt(one, {u"type"}) + u' ' + practice::textAt(one, {u"reason"}) + u' ' +
                         practice::textAt(one, {u"reportingComponent"}) + QStringLiteral(": ") +
                         practice::textAt(one, {u"message"}));
        return lines;
    }
};

inline QByteArray configMap(const QByteArray &name)
{
    return R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":")" + name + R"("}})";
}

} // namespace bench
