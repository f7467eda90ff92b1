// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/http/httpmessage.h"

#include <QByteArray>
#include <QString>

namespace practice {

enum class MediaType : quint8 { Json, Yaml, Protobuf };
enum class Transform : quint8 { None, Table, PartialMetadata };

// How the client wants the answer (apiserver pkg/endpoints/handlers/negotiation).
struct OutputFormat
{
    MediaType type = MediaType::Json;
    Transform transform = Transform::None; // for one object and for a list
    QString transformVersion;              // of meta.k8s.io: "v1", "v1beta1"
    bool transformsList = false;           // it was PartialObjectMetadataList that was asked for
    bool pretty = false;

    QByteArray contentType(bool stream = false) const;
    bool operator==(const OutputFormat &) const = default;
};

// Error 406. Table and PartialObjectMetadata(List) may be asked for where objects are answered (allowTransform). The
// error names the types of streams too where a stream could be asked for (namesStreams), as by a list.
Answer<OutputFormat> negotiateOutput(const HttpRequest &request, bool allowTransform, bool stream = false,
                                     bool namesStreams = false);

// What the body is; error 415. No Content-Type is JSON.
Answer<MediaType> negotiateInput(const HttpRequest &request);

} // namespace practice
