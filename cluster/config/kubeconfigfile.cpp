// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/config/kubeconfigfile.h"

#include "model/base/say.h"
#include "model/base/textindex.h"
#include "model/yaml/yamlstream.h"

#include <QFileInfo>
#include <QSet>

namespace cluster {

using model::Error;
using model::YamlRef;
using namespace Qt::StringLiterals;

namespace {

using model::say;

// Reads fields by type; remembers the first fault.
class Reader
{
public:
    Reader(const QByteArray &text, const QString &path)
        : m_text(text), m_path(path), m_directory(QFileInfo(path).absolutePath())
    {
    }

    std::optional<Error> error;

    model::Result<KubeconfigFile> read();

private:
    Error errorAt(Error::Code code, const QString &message, qsizetype offset) const
    {
        const model::TextPosition place = model::TextIndex(m_text).codePoints(m_base + offset);
        return {code, message, model::Location{m_path, place.line + 1, place.column + 1}};
    }

    void fail(YamlRef at, const QString &message)
    {
        if (!error) error = errorAt(Error::Code::Invalid, message, at.span().begin);
    }

    QString string(YamlRef map, const QString &key)
    {
        const YamlRef value = map[key];
        if (!value || value.isNull()) return {};
        if (!value.isScalar() || value.scalar().type != model::ScalarType::String) {
            fail(value, say("%1 has to be a string; put it into quotes").arg(key));
            return {};
        }
        return value.string();
    }

    QString file(YamlRef map, const QString &key)
    {
        const QString path = string(map, key);
        return path.isEmpty() || path.startsWith(u'/') ? path : m_directory + u'/' + path;
    }

    bool boolean(YamlRef map, const QString &key)
    {
        const YamlRef value = map[key];
        if (!value || value.isNull()) return false;
        const auto flag = value.boolean();
        if (!flag) fail(value, say("%1 has to be true or false").arg(key));
        return flag.value_or(false);
    }

    QStringList strings(YamlRef list, const QString &key);
    KubeCluster cluster(const QString &name, YamlRef from);
    KubeUser user(const QString &name, YamlRef from);
    KubeContext context(const QString &name, YamlRef from);

    // Visits [{name: …, KEY: {…}}, …].
    template<typename Visit>
    void eachNamed(YamlRef root, const QString &listKey, const QString &key, const Visit &visit)
    {
        const YamlRef list = root[listKey];
        if (!list || list.isNull()) return;
        if (!list.isSequence()) return fail(list, say("%1 has to be a list").arg(listKey));
        QSet<QString> seen;
        list.forEachItem([&](int, YamlRef item) {
            if (!item.isMapping()) return fail(item, say("an entry of %1 has to be a mapping").arg(listKey));
            const QString name = string(item, u"name"_s);
            if (seen.contains(name)) return fail(item, say("%1 has two entries named \"%2\"").arg(listKey, name));
            seen.insert(name);
            const YamlRef value = item[key];
            if (value && !value.isNull() && !value.isMapping())
                return fail(value, say("%1 has to be a mapping").arg(key));
            visit(name, value);
        });
    }

    const QByteArray &m_text;
    const QString m_path;
    const QString m_directory;
    qsizetype m_base = 0; // of the document in the file
};

QStringList Reader::strings(YamlRef list, const QString &key)
{
    QStringList values;
    if (!list || list.isNull()) return values;
    if (!list.isSequence()) {
        fail(list, say("%1 has to be a list").arg(key));
        return values;
    }
    list.forEachItem([&](int, YamlRef item) {
        if (!item.isScalar() || item.scalar().type != model::ScalarType::String)
            return fail(item, say("%1 has to hold strings; put them into quotes").arg(key));
        values.append(item.string());
    });
    return values;
}

KubeCluster Reader::cluster(const QString &name, YamlRef from)
{
    return {.name = name,
            .server = string(from, u"server"_s),
            .caFile = file(from, u"certificate-authority"_s),
            .caData = string(from, u"certificate-authority-data"_s),
            .tlsServerName = string(from, u"tls-server-name"_s),
            .proxyUrl = string(from, u"proxy-url"_s),
            .insecure = boolean(from, u"insecure-skip-tls-verify"_s)};
}

KubeUser Reader::user(const QString &name, YamlRef from)
{
    KubeUser user{.name = name,
                  .token = string(from, u"token"_s),
                  .tokenFile = file(from, u"tokenFile"_s),
                  .certificateFile = file(from, u"client-certificate"_s),
                  .certificateData = string(from, u"client-certificate-data"_s),
                  .keyFile = file(from, u"client-key"_s),
                  .keyData = string(from, u"client-key-data"_s),
                  .username = string(from, u"username"_s),
                  .password = string(from, u"password"_s),
                  .impersonate = string(from, u"as"_s),
                  .impersonateUid = string(from, u"as-uid"_s),
                  .impersonateGroups = strings(from[u"as-groups"_s], u"as-groups"_s)};
    from[u"as-user-extra"_s].forEachEntry([&](const QString &key, YamlRef, YamlRef values) {
        user.impersonateExtra.append({key, strings(values, key)});
    });
    const YamlRef exec = from[u"exec"_s];
    user.hasExec = exec && !exec.isNull();
    user.execCommand = string(exec, u"command"_s);
    const YamlRef provider = from[u"auth-provider"_s];
    user.hasAuthProvider = provider && !provider.isNull();
    user.authProvider = string(provider, u"name"_s);
    return user;
}

KubeContext Reader::context(const QString &name, YamlRef from)
{
    return {.name = name,
            .cluster = string(from, u"cluster"_s),
            .user = string(from, u"user"_s),
            .nameSpace = string(from, u"namespace"_s)};
}

model::Result<KubeconfigFile> Reader::read()
{
    KubeconfigFile file;
    const model::YamlStream stream = model::YamlStream::parse(m_text);
    for (const auto &part : stream.parts()) {
        m_base = part.span.begin;
        if (const auto &issue = part.document->error())
            return errorAt(Error::Code::Syntax, issue->message, issue->offset);
        if (part.document->isEmpty()) continue;
        const YamlRef root = part.document->root();
        if (root.isNull()) return file;
        if (!root.isMapping()) return errorAt(Error::Code::Invalid, say("this is not a kubeconfig"), root.span().begin);
        const QString kind = string(root, u"kind"_s);
        if (!kind.isEmpty() && kind != "Config"_L1)
            fail(root[u"kind"_s], say("this is not a kubeconfig: its kind is %1").arg(kind.left(80)));
        file.currentContext = string(root, u"current-context"_s);
        eachNamed(root, u"clusters"_s, u"cluster"_s,
                  [&](const QString &name, YamlRef value) { file.clusters.append(cluster(name, value)); });
        eachNamed(root, u"users"_s, u"user"_s,
                  [&](const QString &name, YamlRef value) { file.users.append(user(name, value)); });
        eachNamed(root, u"contexts"_s, u"context"_s,
                  [&](const QString &name, YamlRef value) { file.contexts.append(context(name, value)); });
        break; // kubectl reads the first document too
    }
    if (error) return *error;
    return file;
}

} // namespace

model::Result<KubeconfigFile> parseKubeconfig(const QByteArray &text, const QString &path)
{
    return Reader(text, path).read();
}

} // namespace cluster
