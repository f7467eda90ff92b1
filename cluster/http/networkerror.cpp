// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/http/networkerror.h"

#include "model/base/say.h"

#include <QDateTime>
#include <QSslCertificate>

namespace cluster {

using model::Error;
using namespace Qt::StringLiterals;

namespace {

using model::say;

// Foreign text, harmless in one line of a message.
QString inert(QString text, qsizetype limit = 200)
{
    for (QChar &c : text)
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format) c = u' ';
    return text.size() > limit ? text.left(limit) + u'…' : text;
}

QString namesOf(const QSslCertificate &certificate)
{
    const auto alternatives = certificate.subjectAlternativeNames();
    QStringList names(alternatives.begin(), alternatives.end());
    if (names.isEmpty()) names = certificate.subjectInfo(QSslCertificate::CommonName);
    names.sort();
    return names.isEmpty() ? say("no name") : inert(names.mid(0, 5).join(", "_L1));
}

QString day(const QDateTime &time) { return time.toUTC().toString(u"yyyy-MM-dd"_s); }

} // namespace

QString describeCertificateFault(const QSslError &fault, const QString &name)
{
    const QSslCertificate certificate = fault.certificate();
    const QString issuer = inert(certificate.issuerInfo(QSslCertificate::CommonName).join(", "_L1), 80);
    switch (fault.error()) {
    case QSslError::CertificateExpired: return say("it expired on %1").arg(day(certificate.expiryDate()));
    case QSslError::CertificateNotYetValid:
        return say("it is valid only from %1").arg(day(certificate.effectiveDate()));
    case QSslError::HostNameMismatch: return say("it is for %1, not for %2").arg(namesOf(certificate), inert(name));
    case QSslError::SelfSignedCertificate:
        return say("it is signed by itself, and is no certificate authority we know");
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return issuer.isEmpty() ? say("it is signed by an unknown authority")
                                : say("it is signed by an unknown authority (%1)").arg(issuer);
    case QSslError::CertificateSignatureFailed:
        return say("its signature does not belong to the certificate authority %1").arg(issuer);
    default: return inert(fault.errorString());
    }
}

model::Error describeNetworkError(QNetworkReply::NetworkError code, const QString &qtText,
                                  const QList<QSslError> &tlsErrors, const Endpoint &endpoint)
{
    const QString place = endpoint.place();
    const auto error = [&](Error::Code kind, const QString &text) {
        const QString named = text.contains("%2"_L1) ? text.arg(place, endpoint.proxyPlace()) : text.arg(place);
        return Error{kind, named, std::nullopt, inert(qtText).toUtf8()};
    };
    // Through an http proxy to an http server, it is the proxy that Qt connects to, and it says no more than that.
    const bool toProxy = endpoint.proxy.scheme() == "http"_L1 &&
                         (code == QNetworkReply::ConnectionRefusedError || code == QNetworkReply::HostNotFoundError);
    if (toProxy) return error(Error::Code::Unreachable, say("the proxy %2 for %1 can't be reached"));
    switch (code) {
    case QNetworkReply::ConnectionRefusedError:
        return error(Error::Code::Unreachable, say("%1 refuses the connection"));
    case QNetworkReply::HostNotFoundError:
        return error(Error::Code::Unreachable, say("the host of %1 is unknown (DNS)"));
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError: // a body is not sent twice
        return error(Error::Code::Unreachable, say("%1 closed the connection before the answer was complete"));
    case QNetworkReply::TimeoutError:
        return error(Error::Code::Timeout, say("%1 did not answer the connection attempt in time"));
    case QNetworkReply::SslHandshakeFailedError:
        if (tlsErrors.isEmpty())
            return error(Error::Code::Unreachable, say("no secure connection to %1 could be agreed on (TLS)"));
        return {Error::Code::Unreachable,
                say("the certificate of %1 is refused: %2")
                    .arg(place, describeCertificateFault(tlsErrors.first(), endpoint.verifiedName()))};
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
        return error(Error::Code::Unreachable, say("the proxy %2 for %1 can't be reached"));
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return error(Error::Code::Unreachable, say("the proxy %2 for %1 wants other credentials"));
    case QNetworkReply::UnknownNetworkError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownProxyError:
        return error(Error::Code::Unreachable, endpoint.proxy.isEmpty()
                                                   ? say("%1 can't be reached")
                                                   : say("%1 can't be reached through the proxy %2"));
    default: return error(Error::Code::Protocol, say("the answer of %1 can't be read"));
    }
}

} // namespace cluster
