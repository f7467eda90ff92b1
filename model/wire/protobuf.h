// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/base/value.h"
#include "model/wire/wiretypes.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace model {

// application/vnd.kubernetes.protobuf: "k8s\0", then runtime.Unknown around the object's own message.
struct WireEnvelope
{
    QString apiVersion;
    QString kind;
    QByteArray raw;             // the message
    QString contentEncoding = {};
    QString contentType = {};
};

// Error Protocol for what is none. Hostile input is answered in time and memory that grow with it.
Result<WireEnvelope> readEnvelope(QByteArrayView bytes);
QByteArray writeEnvelope(const WireEnvelope &envelope);

// A message of a type to and from an object in normal form (typed.h). Unknown field numbers are skipped.
Result<Value> readProtobuf(const WireType &type, QByteArrayView message);
QByteArray writeProtobuf(const WireType &type, const Value &object);

} // namespace model
