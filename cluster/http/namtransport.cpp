// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/http/namtransport.h"

#include "cluster/http/lanes.h"
#include "cluster/http/namcall.h"

#include <QNetworkProxy>
#include <QSysInfo>
#include <QVersionNumber>

namespace cluster {

using namespace Qt::StringLiterals;

namespace {

QNetworkProxy networkProxy(const QUrl &url)
{
    if (url.isEmpty()) return QNetworkProxy(QNetworkProxy::NoProxy);
    const auto type = url.scheme() == "socks5"_L1 ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy;
    return QNetworkProxy(type, url.host(), quint16(url.port()), url.userName(QUrl::FullyDecoded),
                         url.password(QUrl::FullyDecoded));
}

// As Go names it, because that is what other Kubernetes clients write.
QString architecture()
{
    const QString name = QSysInfo::currentCpuArchitecture();
    if (name == "x86_64"_L1) return u"amd64"_s;
    return name == "i386"_L1 ? u"386"_s : name;
}

} // namespace

QByteArray userAgent()
{
    const QVersionNumber qt = QVersionNumber::fromString(QString::fromLatin1(qVersion()));
    return u"kubewright/%1 (%2/%3) qt/%4.%5"_s
        .arg(QStringLiteral(KUBEWRIGHT_VERSION), QSysInfo::kernelType(), architecture())
        .arg(qt.majorVersion())
        .arg(qt.minorVersion())
        .toLatin1();
}

model::Result<std::unique_ptr<NamTransport>> NamTransport::create(Endpoint endpoint)
{
    auto tls = tlsConfiguration(endpoint.tls);
    if (!tls) return tls.error();
    auto context =
        std::make_shared<const CallContext>(CallContext{std::move(endpoint), std::move(tls).value(), userAgent()});
    return std::unique_ptr<NamTransport>(new NamTransport(std::move(context)));
}

NamTransport::NamTransport(std::shared_ptr<const CallContext> context)
    : m_context(std::move(context)), m_lanes(std::make_shared<Lanes>(networkProxy(m_context->endpoint.proxy)))
{
}

NamTransport::~NamTransport() = default;

const Endpoint &NamTransport::endpoint() const { return m_context->endpoint; }

std::unique_ptr<Call> NamTransport::start(const Request &request)
{
    auto call = std::make_unique<NamCall>(request, m_context, m_lanes);
    call->start();
    return call;
}

} // namespace cluster
