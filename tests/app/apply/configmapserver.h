// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/scriptserver.h"

namespace support {

inline const QByteArray &jsonHeader()
{
    static const QByteArray header = "Content-Type: application/json\r\n";
    return header;
}

// What a server says whose only kind are ConfigMaps, and that has none: its version, its APIs, and of all else that it
// is not there.
inline void answerAsConfigMapServer(QTcpSocket *socket, const QByteArray &request)
{
    struct Known
    {
        const char *part, *body;
    };
    static constexpr Known knownPaths[] = {
        {" /apis", R"({"kind":"APIGroupList","groups":[]})"},
        {" /api/v1 ", R"({"kind":"APIResourceList","groupVersion":"v1","resources":[{"name":"configmaps",
            "singularName":"configmap","namespaced":true,"kind":"ConfigMap","verbs":["get","patch","list","watch"]}]})"},
        {" /api ", R"({"kind":"APIVersions","versions":["v1"]})"},
        {" /version", R"({"major":"1","minor":"33"})"},
    };
    const QByteArray line = request.left(request.indexOf('\r'));
    for (const Known &known : knownPaths)
        if (line.contains(known.part)) return ScriptServer::answer(socket, 200, known.body, jsonHeader());
    ScriptServer::answer(socket, 404,
                         R"({"kind":"Status","status":"Failure","code":404,"reason":"NotFound","message":"no such"})",
                         jsonHeader());
}

inline QByteArray configMap(const QByteArray &name)
{
    return R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":")" + name +
           R"(","namespace":"default","uid":"u","resourceVersion":"1"}})";
}

// A kubeconfig whose current context is called `here`, for a server without TLS.
inline QByteArray kubeconfigOf(const QUrl &server)
{
    return "{apiVersion: v1, kind: Config, current-context: here, clusters: [{name: c, cluster: {server: '" +
           server.toString().toUtf8() +
           "'}}], users: [{name: u, user: {}}], contexts: [{name: here, context: {cluster: c, user: u}}]}\n";
}

} // namespace support
