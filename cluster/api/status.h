// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/http/transport.h"
#include "model/base/error.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace cluster {

// One entry of Status.details.causes. On the wire the field called type in Go is "reason".
struct StatusCause
{
    QString reason;  // FieldValueInvalid, FieldManagerConflict, …; may be empty
    QString field;   // spec.containers[0].image, .spec.replicas, …; may be empty
    QString message; // the server's words, without control characters
    bool operator==(const StatusCause &) const = default;
};

// Why a request did not do what it should: a failure below HTTP (status 0), or an answer of 400 and more.
struct ApiFailure
{
    model::Error error = {};
    int status = 0;
    QString reason = {};      // Status.reason: Conflict, NotFound, Invalid, …
    QString detailsKind = {}; // Status.details.kind: what was not found, in conflict, … ("namespaces")
    QString detailsName = {};
    QList<StatusCause> causes = {}; // at most maxCauses
    static constexpr qsizetype maxCauses = 1000;
};

// Reads the body of an answer of 400 and more. A body that is no Status (a proxy's HTML, nothing at all) is classified
// by its HTTP code and goes, bounded, into error.detail. Source of the codes: apimachinery api/errors.
ApiFailure readFailure(const ResponseHead &head, const QByteArray &body);
// The same for a Status object that came otherwise, for example inside a watch. code counts when the object has none.
ApiFailure readStatus(const QJsonObject &status, int code);
ApiFailure apiFailureOf(const model::Error &error);

// Foreign text for one line of a message: control and formatting characters become spaces, the length is bounded.
QString inertText(const QString &text, qsizetype limit = 2000);

} // namespace cluster
