// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"

#include <QByteArray>
#include <QSslConfiguration>
#include <QString>

namespace cluster {

// How a server proves who it is, and who we say we are: the TLS part of a kubeconfig entry, with all files already
// read.
struct TlsSettings
{
    QByteArray ca =
        {}; // PEM; replaces the system's roots (it never adds to them, as in client-go); empty: the system's
    QByteArray certificate = {}; // PEM chain of the client, the leaf first; empty: no client certificate
    QByteArray key = {};         // PEM: PKCS#1, SEC1 or PKCS#8, RSA or EC
    QString serverName = {};     // name to ask for and to verify instead of the URL's host; empty: the host
    bool insecure = false;       // verify nothing
};

// TLS 1.2 or later. Error::Code::Invalid when a PEM holds no certificate or key, Unsupported for key types that Qt 6.4
// can't read (Ed25519). No error text holds any part of the key.
model::Result<QSslConfiguration> tlsConfiguration(const TlsSettings &settings);

} // namespace cluster
