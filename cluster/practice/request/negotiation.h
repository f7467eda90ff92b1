// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/http/httpmessage.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

namespace practice {

enum class MediaType : quint8 { Json, Yaml, Protobuf };
enum class Transform : quint8 { None, Table, PartialMetadata, AggregatedDiscovery };

// How the client wants the answer (apiserver pkg/endpoints/handlers/negotiation).
struct OutputFormat
{
    MediaType type = MediaType::Json;
    Transform transform = Transform::None; // for one object and for a list
    QString transformVersion = {};         // of meta.k8s.io: "v1", "v1beta1"
    bool transformsList = false;           // it was PartialObjectMetadataList that was asked for
    bool pretty = false;

    QByteArray contentType(bool stream = false) const;
    bool operator==(const OutputFormat &) const = default;
};

// Of which kind of path an answer is: it says what may be asked for.
enum class Endpoint : quint8 {
    Objects,       // one object, or what is done to it
    Lists,         // several
    Watches,       // their changes
    Logs,          // text, but for errors
    Streams,       // another's answer: never refused
    CustomObjects, // and lists of them; CustomWatches are their changes
    CustomWatches,
    Resources,    // what a version has: /api/v1, /apis/apps/v1
    CoreVersions, // /api
    Groups,       // /apis
    Versions,     // of a group: /apis/apps
    Version,      // /version, which is JSON alone
};

// Error 406. Table and PartialObjectMetadata(List) may be asked for where objects are answered, all of discovery in one
// document at /api and /apis.
Answer<OutputFormat> negotiateOutput(const HttpRequest &request, Endpoint endpoint);
// How the error of a request is said that was not negotiated, or could not be.
OutputFormat errorFormat(const HttpRequest &request);

// Which of the types the client wants most, by its place among them; -1 when none. No Accept is the first.
qsizetype chooseType(const HttpRequest &request, const QByteArrayList &offered);

// What the body is; error 415. No Content-Type is JSON.
Answer<MediaType> negotiateInput(const HttpRequest &request);

} // namespace practice
