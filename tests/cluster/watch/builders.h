// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

// JSON as an apiserver sends it, as short as can be.
namespace build {

inline QByteArray uid(const QByteArray &name, int generation = 0)
{
    return "00000000-0000-0000-" + QByteArray::number(generation).rightJustified(4, '0') + '-' +
           name.toHex().left(12).leftJustified(12, '0');
}

inline QByteArray podBody(const QByteArray &name, int version, int generation = 0)
{
    return "\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"shop\",\"uid\":\"" + uid(name, generation) +
           "\",\"resourceVersion\":\"" + QByteArray::number(version) + "\"}";
}

inline QByteArray item(const QByteArray &name, int version) { return '{' + podBody(name, version) + '}'; }

inline QByteArray pod(const QByteArray &name, int version, int generation = 0)
{
    return "{\"apiVersion\":\"v1\",\"kind\":\"Pod\"," + podBody(name, version, generation) + '}';
}

inline QByteArray list(int version, const QByteArrayList &items, const QByteArray &continueToken = {})
{
    QByteArray meta = "\"resourceVersion\":\"" + QByteArray::number(version) + '"';
    if (!continueToken.isEmpty()) meta += ",\"continue\":\"" + continueToken + '"';
    return "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{" + meta + "},\"items\":[" + items.join(',') +
           "]}";
}

inline QByteArray event(const QByteArray &type, const QByteArray &object)
{
    return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
}

inline QByteArray bookmark(int version)
{
    return event("BOOKMARK", "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"" +
                                 QByteArray::number(version) + "\"}}");
}

inline QByteArray status(int code, const QByteArray &reason, const QByteArray &message,
                         const QByteArray &details = "{}")
{
    return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"" +
           message + "\",\"reason\":\"" + reason + "\",\"details\":" + details +
           ",\"code\":" + QByteArray::number(code) + '}';
}

inline QByteArray tooLarge()
{
    return status(504, "Timeout", "Timeout: Too large resource version: 9, current: 5",
                  "{\"causes\":[{\"reason\":\"ResourceVersionTooLarge\",\"message\":\"Too large resource version\"}],"
                  "\"retryAfterSeconds\":1}");
}

} // namespace build
