// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/base/value.h"
#include "model/wire/wiretypes.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <vector>

namespace model {

// application/vnd.kubernetes.protobuf: "k8s\0", then runtime.Unknown around the object's own message.
struct WireEnvelope
{
    QString apiVersion;
    QString kind;
    QByteArray raw; // the message
    QString contentEncoding = {};
    QString contentType = {};
};

// Error Protocol for what is none. Hostile input is answered in time and memory that grow with it.
Result<WireEnvelope> readEnvelope(QByteArrayView bytes);
QByteArray writeEnvelope(const WireEnvelope &envelope);

// A message of a type (of WireTypes::builtin()) to and from an object in normal form (typed.h). Unknown field numbers
// are skipped. Error Protocol with Go's words where it has some; TooLarge for a message nested more than a thousand
// deep, and for one that would become far larger than it is.
Result<Value> readProtobuf(const WireType &type, QByteArrayView message);
QByteArray writeProtobuf(const WireType &type, const Value &object);

// An object with its kind and apiVersion to and from an envelope; Error Unsupported for a kind that is not built in.
Result<Value> readProtobufObject(QByteArrayView bytes);
Result<QByteArray> writeProtobufObject(const Value &object);

// The message of a list, from its ListMeta and the messages of its items; any list's message is built like this.
QByteArray writeProtobufList(const Value &listMeta, const std::vector<QByteArray> &items);

// One event of a watch as it goes over the wire: four bytes of length (big-endian), then a meta/v1 WatchEvent without
// an envelope, in which the object stands with its own (application/vnd.kubernetes.protobuf;stream=watch).
QByteArray writeProtobufWatchFrame(QByteArrayView type, QByteArrayView objectWithEnvelope);

} // namespace model
