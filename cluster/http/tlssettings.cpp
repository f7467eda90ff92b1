// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/http/tlssettings.h"

#include "model/base/say.h"

#include <QSslCertificate>
#include <QSslKey>

namespace cluster {

using model::Error;

namespace {

using model::say;

// PKCS#8 does not say in its PEM header what it holds, and QSslKey wants to be told: each algorithm is tried in turn.
QSslKey readKey(const QByteArray &pem)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        const QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (!key.isNull()) return key;
    }
    return {};
}

Error keyError(const QByteArray &pem)
{
    if (pem.contains("ENCRYPTED"))
        return {Error::Code::Unsupported, say("the client key is encrypted with a passphrase; this is not supported")};
    if (pem.contains("PRIVATE KEY-----"))
        return {
            Error::Code::Unsupported,
            say("this client key can't be used: it is damaged, or of a type that Qt 6.4 does not support (Ed25519); "
                "RSA and EC keys work")};
    return {Error::Code::Invalid, say("the client key holds no private key in PEM format")};
}

} // namespace

model::Result<QSslConfiguration> tlsConfiguration(const TlsSettings &settings)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(settings.insecure ? QSslSocket::VerifyNone : QSslSocket::VerifyPeer);
    if (!settings.ca.isEmpty()) {
        const QList<QSslCertificate> roots = QSslCertificate::fromData(settings.ca, QSsl::Pem);
        if (roots.isEmpty())
            return Error{Error::Code::Invalid, say("the certificate authority holds no certificate in PEM format")};
        configuration.setCaCertificates(roots);
    }
    if (settings.certificate.isEmpty() && settings.key.isEmpty()) return configuration;
    if (settings.certificate.isEmpty() || settings.key.isEmpty())
        return Error{Error::Code::Invalid, say("a client certificate needs its key, and a key its certificate")};

    const QList<QSslCertificate> chain = QSslCertificate::fromData(settings.certificate, QSsl::Pem);
    if (chain.isEmpty())
        return Error{Error::Code::Invalid, say("the client certificate holds no certificate in PEM format")};
    const QSslKey key = readKey(settings.key);
    if (key.isNull()) return keyError(settings.key);
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    return configuration;
}

} // namespace cluster
