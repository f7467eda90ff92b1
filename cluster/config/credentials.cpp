// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/config/credentials.h"

#include "cluster/config/filetoken.h"
#include "cluster/config/regularfile.h"
#include "model/base/say.h"

#include <QDeadlineTimer>
#include <QRegularExpression>

#include <algorithm>

namespace cluster {

using model::Error;
using namespace Qt::StringLiterals;

namespace {

using model::say;

constexpr qint64 maxPemBytes = 1 << 20;

Error invalid(const QString &message) { return {Error::Code::Invalid, message}; }

Error bothSet(const QString &entry, const char *one, const char *other)
{
    return invalid(say("%1 sets both %2 and %3; keep one of them")
                       .arg(entry, QString::fromLatin1(one), QString::fromLatin1(other)));
}

bool fitsHeader(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

model::Result<QByteArray> pem(const QString &data, const QString &file, const QString &entry, const char *dataField)
{
    if (data.isEmpty())
        return file.isEmpty() ? model::Result<QByteArray>(QByteArray()) : readRegularFile(file, maxPemBytes);
    QByteArray encoded = data.toUtf8();
    encoded.replace('\n', "").replace('\r', "");
    const auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) return invalid(say("%1 of %2 is not base64").arg(QString::fromLatin1(dataField), entry));
    return *decoded;
}

QString clusterEntry(const KubeCluster &cluster) { return say("cluster \"%1\"").arg(cluster.name); }
QString userEntry(const KubeUser &user) { return say("user \"%1\"").arg(user.name); }

std::optional<Error> checkImpersonation(const KubeUser &user)
{
    const QString entry = userEntry(user);
    const bool more =
        !user.impersonateUid.isEmpty() || !user.impersonateGroups.isEmpty() || !user.impersonateExtra.isEmpty();
    if (user.impersonate.isEmpty() && more)
        return invalid(say("%1 sets as-uid, as-groups or as-user-extra without as").arg(entry));
    const auto many = [](const auto &extra) { return extra.second.size() > 1; };
    if (user.impersonateGroups.size() > 1 ||
        std::any_of(user.impersonateExtra.begin(), user.impersonateExtra.end(), many))
        return Error{Error::Code::Unsupported,
                     say("%1 acts as several groups at once; this is not supported yet").arg(entry)};
    QString all = user.impersonate + user.impersonateUid + user.impersonateGroups.join(QString());
    for (const auto &[key, values] : user.impersonateExtra) all += values.join(QString());
    if (!fitsHeader(all)) return invalid(say("%1 has control characters in as, as-uid or as-groups").arg(entry));
    return std::nullopt;
}

} // namespace

std::optional<Error> checkCluster(const KubeCluster &cluster)
{
    const QString entry = clusterEntry(cluster);
    if (!cluster.caData.isEmpty() && !cluster.caFile.isEmpty())
        return bothSet(entry, "certificate-authority-data", "certificate-authority");
    if (cluster.insecure && (!cluster.caData.isEmpty() || !cluster.caFile.isEmpty()))
        return bothSet(entry, cluster.caData.isEmpty() ? "certificate-authority" : "certificate-authority-data",
                       "insecure-skip-tls-verify");
    if (cluster.server.isEmpty()) return invalid(say("%1 has no server").arg(entry));
    const QUrl url(cluster.server, QUrl::StrictMode);
    const bool known = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (!url.isValid() || !known || url.host().isEmpty() || url.hasQuery() || url.hasFragment())
        return invalid(say("server of %1 is not a URL such as https://host:6443").arg(entry));
    if (!url.userInfo().isEmpty())
        return invalid(say("server of %1 holds a user name; credentials belong under users").arg(entry));
    return std::nullopt;
}

std::optional<Error> checkUser(const KubeUser &user, const QString &context)
{
    const QString entry = userEntry(user);
    if (user.hasExec && user.hasAuthProvider) return bothSet(entry, "exec", "auth-provider");
    if (!user.certificateData.isEmpty() && !user.certificateFile.isEmpty())
        return bothSet(entry, "client-certificate-data", "client-certificate");
    if (!user.keyData.isEmpty() && !user.keyFile.isEmpty()) return bothSet(entry, "client-key-data", "client-key");
    const bool certificate = !user.certificateData.isEmpty() || !user.certificateFile.isEmpty();
    if (certificate != (!user.keyData.isEmpty() || !user.keyFile.isEmpty()))
        return invalid(certificate ? say("%1 has client-certificate without client-key").arg(entry)
                                   : say("%1 has client-key without client-certificate").arg(entry));
    const bool token = !user.token.isEmpty() || !user.tokenFile.isEmpty();
    if (token && !user.username.isEmpty())
        return bothSet(entry, user.token.isEmpty() ? "tokenFile" : "token", "username");
    if (!user.token.isEmpty() && !isUsableToken(user.token.toUtf8()))
        return invalid(say("token of %1 holds spaces, line breaks or other characters that no token has").arg(entry));
    // A plugin is only asked where nothing else authenticates.
    if (user.hasExec && !token && !certificate && user.username.isEmpty())
        return Error{
            Error::Code::Unsupported,
            say("context \"%1\": user \"%2\" logs in with the program %3 (exec plugin); this is not supported yet")
                .arg(context, user.name, user.execCommand.left(200))};
    if (user.hasAuthProvider)
        return Error{Error::Code::Unsupported,
                     say("context \"%1\": user \"%2\" logs in with the auth-provider %3; this is not supported")
                         .arg(context, user.name, user.authProvider.left(200))};
    return checkImpersonation(user);
}

std::optional<Error> checkNamespace(const QString &nameSpace)
{
    static const QRegularExpression label(u"\\A[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\z"_s);
    if (nameSpace.isEmpty() || label.match(nameSpace).hasMatch()) return std::nullopt;
    return invalid(say("namespace \"%1\" is not a name that Kubernetes allows (a DNS label)").arg(nameSpace.left(80)));
}

std::optional<Error> checkImpersonatedUser(const QString &user)
{
    if (fitsHeader(user)) return std::nullopt;
    return invalid(say("the user to act as has control characters in its name"));
}

model::Result<TlsSettings> readTls(const KubeCluster &cluster, const KubeUser &user)
{
    auto ca = pem(cluster.caData, cluster.caFile, clusterEntry(cluster), "certificate-authority-data");
    if (!ca) return ca.error();
    auto certificate = pem(user.certificateData, user.certificateFile, userEntry(user), "client-certificate-data");
    if (!certificate) return certificate.error();
    auto key = pem(user.keyData, user.keyFile, userEntry(user), "client-key-data");
    if (!key) return key.error();
    return TlsSettings{*ca, *certificate, *key, cluster.tlsServerName, cluster.insecure};
}

model::Result<std::function<QByteArray()>> authorizationOf(const KubeUser &user)
{
    using Source = std::function<QByteArray()>;
    if (!user.tokenFile.isEmpty()) {
        const auto clock = [] { return QDeadlineTimer::current(Qt::CoarseTimer).deadline(); };
        const auto token = std::make_shared<FileToken>(user.tokenFile, user.token.toUtf8(), clock);
        if (token->current().isEmpty())
            return Error{Error::Code::Invalid,
                         say("tokenFile of %1 can't be read or holds no token").arg(userEntry(user)),
                         model::Location{user.tokenFile}};
        return Source([token] { return "Bearer " + token->current(); });
    }
    QByteArray fixed;
    if (!user.token.isEmpty())
        fixed = "Bearer " + user.token.toUtf8();
    else if (!user.username.isEmpty())
        fixed = "Basic " + (user.username + u':' + user.password).toUtf8().toBase64();
    return fixed.isEmpty() ? Source() : Source([fixed] { return fixed; });
}

QList<std::pair<QByteArray, QByteArray>> impersonationHeaders(const KubeUser &user)
{
    QList<std::pair<QByteArray, QByteArray>> headers;
    const auto add = [&headers](const QByteArray &name, const QString &value) {
        if (!value.isEmpty()) headers.append({name, value.toUtf8()});
    };
    add("Impersonate-User", user.impersonate);
    add("Impersonate-Uid", user.impersonateUid);
    for (const QString &group : user.impersonateGroups) add("Impersonate-Group", group);
    for (const auto &[key, values] : user.impersonateExtra)
        for (const QString &value : values) add("Impersonate-Extra-" + QUrl::toPercentEncoding(key), value);
    return headers;
}

} // namespace cluster
