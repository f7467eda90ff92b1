// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/owners.h"

#include "cluster/practice/base/objects.h"
#include "model/wire/json.h"

#include <QSet>

namespace practice {

using model::Value;
using model::ValueList;

namespace {

// Equal for references that are, in whatever order their fields stand.
QByteArray identity(const Value &owner)
{
    ValueList fields;
    for (const QStringView field : {u"apiVersion", u"kind", u"name", u"uid", u"controller", u"blockOwnerDeletion"}) {
        const Value *value = owner.find(field);
        fields.push_back(value ? *value : Value());
    }
    return model::writeJson(fields);
}

} // namespace

QStringList dropRepeatedOwners(Value &object)
{
    QStringList repeated;
    if (listAt(object, {u"metadata", u"ownerReferences"}).size() < 2) return repeated; // shared data stays shared
    ValueList owners = listAt(object, {u"metadata", u"ownerReferences"});
    QSet<QByteArray> seen;
    std::erase_if(owners, [&seen, &repeated](const Value &owner) {
        const QByteArray one = identity(owner);
        if (!seen.contains(one)) {
            seen.insert(one);
            return false;
        }
        repeated.append(textAt(owner, {u"uid"}));
        return true;
    });
    if (!repeated.isEmpty()) mapIn(object, u"metadata").set(u"ownerReferences", std::move(owners));
    return repeated;
}

QString repeatedOwnersWarning(const QStringList &uids, bool patched)
{
    return QStringLiteral(
               ".metadata.ownerReferences contains duplicate entries%1; API server dedups owner references in 1.20+, "
               "and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: %2")
        .arg(patched ? QStringLiteral(" after mutating admission happens") : QString(),
             uids.join(QStringLiteral(", ")));
}

} // namespace practice
