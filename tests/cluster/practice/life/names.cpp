// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/life/names.h"

#include "tests/cluster/practice/life/paths.h"

#include <QRegularExpression>

#include <algorithm>

namespace life {

using namespace Qt::StringLiterals;

namespace {

// Pods of a StatefulSet have a base, too, but their numbers are not drawn.
bool isDrawn(const QString &name, const QString &base)
{
    static const QRegularExpression drawn(u"^[bcdfghjklmnpqrstvwxz2456789]{5}$"_s);
    return !base.isEmpty() && name.startsWith(base) && drawn.match(name.mid(base.size())).hasMatch();
}

} // namespace

Names::Names(const std::vector<Seen> &history, const QString &space, bool showsMachines)
    : m_space(space), m_showsMachines(showsMachines)
{
    for (const Seen &seen : history)
        if (seen.type == u"ADDED") learn(seen);
    m_longestFirst = m_names.keys();
    std::sort(m_longestFirst.begin(), m_longestFirst.end(), [](const QString &left, const QString &right) {
        return left.size() != right.size() ? left.size() > right.size() : left < right;
    });
}

void Names::learnHash(const QString &owner, const QString &hash)
{
    if (!hash.isEmpty() && !m_names.contains(hash)) m_names[hash] = u'#' + QString::number(++m_made[owner]);
}

void Names::learn(const Seen &seen)
{
    const QString name = textAtPath(seen.object, u"metadata.name"_s);
    const QString base = textAtPath(seen.object, u"metadata.generateName"_s);
    const QString owner = textAtPath(seen.object, u"metadata.ownerReferences(0).kind"_s) + u'/' +
                          textAtPath(seen.object, u"metadata.ownerReferences(0).name"_s);
    const QString ownerName = owner.section(u'/', 1);
    if (seen.kind->kind == u"ReplicaSet")
        learnHash(owner, textAtPath(seen.object, u"metadata.labels(pod-template-hash)"_s));
    else if (seen.kind->kind == u"ControllerRevision")
        learnHash(owner, name.mid(ownerName.size() + 1));
    else if (seen.kind->kind == u"Job" && owner.startsWith(u"CronJob/") && name.startsWith(ownerName))
        m_names[name] = ownerName + u"-@"_s + QString::number(++m_made[owner]);
    else if (isDrawn(name, base))
        m_names[name] = base + u'*';
}

QString Names::text(QString text) const
{
    static const QRegularExpression uid(u"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"_s);
    static const QRegularExpression time(u"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z"_s);
    static const QRegularExpression address(u"\\b[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\b"_s);
    static const QRegularExpression token(u"kube-api-access-[a-z0-9]{5}"_s);
    static const QRegularExpression machine(u"\\bnode-[0-9]+\\b"_s);
    for (const QString &name : m_longestFirst) text.replace(name, m_names[name]);
    // A base may hold what has a name by now: "web-5d4f8c-*".
    for (const QString &name : m_longestFirst)
        if (name.size() < text.size()) text.replace(name, m_names[name]);
    static const QRegularExpression certificate(u"-----BEGIN CERTIFICATE-----.*-----END CERTIFICATE-----"_s);
    text.replace(certificate, u"CERTIFICATE"_s);
    // What was refused has a name that nothing has.
    static const QRegularExpression refused(u"(pods \\\\?\"[^ \"]+-)[a-z0-9]{5}(\\\\?\" is forbidden)"_s);
    text.replace(refused, u"\\1*\\2"_s);
    text.replace(m_space, u"NS"_s);
    text.replace(uid, u"UID"_s);
    text.replace(time, u"TIME"_s);
    text.replace(address, u"IP"_s);
    text.replace(token, u"kube-api-access-*"_s);
    if (!m_showsMachines) text.replace(machine, u"NODE"_s);
    return text;
}

} // namespace life
