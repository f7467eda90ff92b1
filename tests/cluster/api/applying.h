// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/api/applyrun.h"
#include "tests/support/faketransport.h"

#include <QTest>

// Previews and applies against a scripted server, and what came of it as text.
namespace applying {

using cluster::ApplyItem;
using cluster::ApplyOptions;
using cluster::ApplyPreview;
using cluster::ApplyRun;
using cluster::ItemPreview;
using cluster::ItemResult;
using model::Error;
using support::Answer;
using support::FakeTransport;
using namespace Qt::StringLiterals;

// JSON with single quotes.
inline QByteArray j(const char *text) { return QByteArray(text).replace('\'', '"'); }

constexpr auto object =
    "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','uid':'u','resourceVersion':'%1'},'data':{'k':'%2'}}";
inline QByteArray configMap(const QByteArray &version, const QByteArray &value = "v")
{
    return j(object).replace("%1", version).replace("%2", value);
}
// With the mark that an apply of ours at that time leaves.
inline QByteArray marked(const QByteArray &version, const QByteArray &time, const QByteArray &value = "v")
{
    return configMap(version, value)
        .replace("\"uid\"", j("'managedFields':[{'manager':'kubewright','operation':'Apply','time':'%1',"
                              "'fieldsV1':{'f:data':{'f:k':{}}}}],'uid'")
                                .replace("%1", time));
}
// The object that a request is about, as a server answers.
inline Answer echo(const cluster::Request &request, const QByteArray &kind, const QByteArray &apiVersion)
{
    const QByteArray name = request.path.section(u'?', 0, 0).section(u'/', -1).toUtf8();
    return Answer::json(201, j("{'apiVersion':'%1','kind':'%2','metadata':{'name':'%3','uid':'u'}}")
                                 .replace("%1", apiVersion)
                                 .replace("%2", kind)
                                 .replace("%3", name));
}

inline const QByteArray notFound = j("{'kind':'Status','code':404,'reason':'NotFound','message':'configmaps not "
                                     "found','details':{'kind':'configmaps'}}");
inline const QByteArray noNamespace = j("{'kind':'Status','code':404,'reason':'NotFound','message':'namespaces not "
                                        "found','details':{'kind':'namespaces','name':'new'}}");
inline const QByteArray conflict = j("{'kind':'Status','code':409,'reason':'Conflict','message':'Apply "
                                     "failed','details':{'causes':[{'reason':'FieldManagerConflict',"
                                     "'field':'.data.k','message':'conflict with \\'kubectl\\' using v1'}]}}");
inline const QByteArray invalid =
    j("{'kind':'Status','code':422,'reason':'Invalid','message':'bad','details':{'causes':[{'"
      "field':'data.k','message':'no'}]}}");

inline cluster::ApiResources resources()
{
    cluster::ApiResources known;
    known.add({QString(), u"v1"_s, u"ConfigMap"_s, u"configmaps"_s, u"configmap"_s, true, {}, {}});
    known.add({QString(), u"v1"_s, u"Secret"_s, u"secrets"_s, u"secret"_s, true, {}, {}});
    known.add({QString(), u"v1"_s, u"Namespace"_s, u"namespaces"_s, u"namespace"_s, false, {}, {}});
    known.add({u"apiextensions.k8s.io"_s,
               u"v1"_s,
               u"CustomResourceDefinition"_s,
               u"customresourcedefinitions"_s,
               u"customresourcedefinition"_s,
               false,
               {},
               {}});
    return known;
}
inline ApplyItem item(const QString &kind, const QString &name, const QString &ns = {},
                      const QString &apiVersion = u"v1"_s)
{
    return {
        .key = {model::groupOf(apiVersion), kind, ns, name}, .apiVersion = apiVersion, .body = "{\"the\":\"body\"}"};
}

inline QString print(const ItemPreview &preview)
{
    static constexpr const char *words[] = {"create",          "change",           "same",  "conflict", "invalid",
                                            "after-namespace", "after-definition", "failed"};
    QString text = QString::fromLatin1(words[int(preview.state)]);
    for (const auto &change : preview.changes) text += ' '_L1 + change.path.toString();
    for (const auto &found : preview.conflicts) text += " vs "_L1 + found.manager + found.field;
    for (const QString &warning : preview.warnings) text += " warning "_L1 + warning;
    return text;
}
inline QString print(const ItemResult &result)
{
    static constexpr const char *words[] = {"created", "configured", "unchanged", "conflict",
                                            "invalid", "failed",     "skipped"};
    QString text = result.title + ' '_L1 + QString::fromLatin1(words[int(result.state)]);
    for (const auto &found : result.conflicts) text += " vs "_L1 + found.manager + found.field;
    if (result.failure) text += ": "_L1 + result.failure->error.message;
    return text;
}

template<typename Run, typename Results>
inline QString outcome(FakeTransport &server, const QList<ApplyItem> &items, ApplyOptions options = {})
{
    options.retryMs = 0;
    std::optional<QStringList> lines;
    Run run(server, resources(), items, options);
    QObject::connect(&run, &Run::finished, &run, [&](const Results &results) {
        lines.emplace();
        for (const auto &result : results) lines->append(print(result));
    });
    if (!QTest::qWaitFor([&] { return lines.has_value(); }, 3000)) return u"no end"_s;
    return lines->join(u'\n');
}
inline QString preview(FakeTransport &server, const QList<ApplyItem> &items, const ApplyOptions &options = {})
{
    return outcome<ApplyPreview, QList<ItemPreview>>(server, items, options);
}
inline QString apply(FakeTransport &server, const QList<ApplyItem> &items, const ApplyOptions &options = {})
{
    return outcome<ApplyRun, QList<ItemResult>>(server, items, options);
}

} // namespace applying
