// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/words/kindnames.h"

#include "model/base/say.h"
#include "model/schema/suggest.h"

#include <QRegularExpression>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

QStringList namesOfKind(const KnownKind &kind)
{
    QStringList names{kind.kind.toLower()};
    if (!kind.plural.isEmpty()) names += kind.plural;
    return names + kind.shortNames;
}

// How many of the words behind a name are the kind's group, with or without its version before it; 0: none are.
qsizetype groupLength(const KnownKind &kind, const QStringList &behind)
{
    if (kind.group.isEmpty() || behind.isEmpty()) return 0;
    const QStringList group = kind.group.split(u'.');
    if (behind.first(std::min(group.size(), behind.size())) == group) return group.size();
    const bool hasVersion = behind.front() == kind.version;
    return hasVersion && behind.mid(1, group.size()) == group ? group.size() + 1 : 0;
}

bool isRootField(const KnownKind &kind, const QString &name)
{
    const SchemaPart part = partOf(kind.schema);
    return std::ranges::any_of(part.fields, [&](const SchemaPart::Field &field) { return field.name == name; });
}

Error noSuchKind(const KnownKinds &kinds, const QString &name)
{
    std::vector<QByteArray> names;
    for (const KnownKind &kind : kinds)
        for (const QString &one : {kind.kind, kind.plural})
            if (!one.isEmpty()) names.push_back(one.toUtf8());
    const std::vector<QByteArrayView> candidates(names.begin(), names.end());
    const QString near = QString::fromUtf8(nearestWord(name.toUtf8(), candidates));
    QString message = say("there is no kind “%1”").arg(name);
    // Named as manifests write it, also where the plural was nearest.
    const auto meant = std::ranges::find_if(
        kinds, [&near](const KnownKind &kind) { return kind.kind == near || kind.plural == near; });
    if (!near.isEmpty() && meant != kinds.end()) message += u' ' + say("(did you mean %1?)").arg(meant->kind);
    return Error{Error::Code::NotFound, message};
}

} // namespace

KnownKinds builtinKinds(const SchemaStore &store)
{
    KnownKinds kinds;
    for (int i = 0; i < store.kindCount(); ++i) {
        const SchemaKind kind = store.kindAt(i);
        if (kind.kind.endsWith("List")) continue;
        QStringList shortNames = QString::fromUtf8(kind.shortNames).split(u',', Qt::SkipEmptyParts);
        kinds.push_back({QString::fromUtf8(kind.group), QString::fromUtf8(kind.version), QString::fromUtf8(kind.kind),
                         QString::fromUtf8(kind.plural), shortNames, kind.namespaced, kind.node});
    }
    // What is no resource of its own is meant last.
    std::ranges::stable_sort(kinds, [](const KnownKind &a, const KnownKind &b) {
        return std::pair(a.plural.isEmpty(), !a.group.isEmpty()) < std::pair(b.plural.isEmpty(), !b.group.isEmpty());
    });
    return kinds;
}

void addKinds(KnownKinds &kinds, const KnownKinds &more)
{
    for (const KnownKind &kind : more)
        std::erase_if(kinds, [&](const KnownKind &old) {
            return old.group == kind.group && old.version == kind.version && old.kind == kind.kind;
        });
    kinds.insert(kinds.end(), more.begin(), more.end());
}

Result<AskedKind> findKind(const KnownKinds &kinds, const QString &word)
{
    static const QRegularExpression indexes(u"\\[[^\\]]*\\]"_s);
    const QString plain = QString(word).remove(indexes);
    const qsizetype slash = plain.lastIndexOf(u'/');
    const QString before = plain.first(std::max<qsizetype>(slash, 0)).toLower();
    QStringList words = plain.sliced(slash + 1).split(u'.');
    const QString name = words.takeFirst(), lower = name.toLower();
    AskedKind best;
    qsizetype longest = -1;
    for (const KnownKind &kind : kinds) {
        if (!namesOfKind(kind).contains(lower)) continue;
        if (!before.isEmpty() && before != kind.apiVersion().toLower() && before != kind.group.toLower()) continue;
        const bool isField = !words.isEmpty() && isRootField(kind, words.front());
        const qsizetype length = isField ? 0 : groupLength(kind, words);
        if (length <= longest) continue;
        longest = length;
        best = {&kind, words.sliced(length)};
    }
    if (!best.kind) return noSuchKind(kinds, before.isEmpty() ? name : plain.first(slash + 1) + name);
    best.fields.removeAll(QString());
    return best;
}

} // namespace model
