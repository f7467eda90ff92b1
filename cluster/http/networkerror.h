// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/http/endpoint.h"
#include "model/base/error.h"

#include <QList>
#include <QNetworkReply>
#include <QSslError>

namespace cluster {

// What went wrong below HTTP, in words: refused, unknown host, reset, TLS with the certificate's fault, proxy.
// Unreachable unless the answer itself was malformed (Protocol). qtText goes into detail only.
// None of Qt's error numbers means an HTTP status here: those are read from the head.
model::Error describeNetworkError(QNetworkReply::NetworkError code, const QString &qtText,
                                  const QList<QSslError> &tlsErrors, const Endpoint &endpoint);

// Why a certificate is refused, for example "it expired on 2020-01-02" or "it is for a.example, not for b.example".
// Names from the certificate are stripped of control characters and bounded. name: whom it should have been for.
QString describeCertificateFault(const QSslError &fault, const QString &name);

} // namespace cluster
