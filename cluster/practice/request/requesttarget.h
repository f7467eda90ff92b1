// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace practice {

// What a path asks for (apiserver pkg/endpoints/request/requestinfo.go).
struct RequestTarget
{
    enum class Kind : quint8 { Other, Group, Resource }; // /version …; /api/v1, /apis/apps/v1; anything below
    Kind kind = Kind::Other;
    QString path;  // decoded, without a slash at the end
    QString group; // empty: core
    QString version;
    QString space;             // namespace; empty: none in the path
    QString resource;          // plural
    QString name;              // empty: the collection
    QString subresource;       // "status", "scale", …
    QString rest;              // behind the subresource: "proxy/…"
    bool watchPath = false;    // the old form /api/v1/watch/…
    bool isUnfinished = false; // ends where the old forms say what they are about: /api/v1/watch
};

// A path that cannot be decoded is of kind Other.
RequestTarget readTarget(QByteArrayView path);

} // namespace practice
