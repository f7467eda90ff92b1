// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/offline/knownkinds.h"

#include "cluster/practice/base/objects.h"

namespace practice {

using namespace Qt::StringLiterals;

namespace {

model::WireType wireTypeOf(const ApiKind &kind)
{
    return model::WireTypes::builtin().kind(kind.group.toUtf8(), kind.version.toUtf8(), kind.kind.toUtf8());
}

} // namespace

KnownKinds::KnownKinds()
{
    for (const Catalogue::Group &group : m_catalogue.groups())
        for (const QString &version : group.versions)
            for (const ServedKind *served : m_catalogue.kinds(group.name, version)) {
                m_types.insert(served, wireTypeOf(served->api));
            }
    addUnserved();
}

void KnownKinds::addUnserved()
{
    const model::SchemaStore &schemas = model::SchemaStore::builtin();
    for (int i = 0; i < schemas.kindCount(); ++i) {
        const model::SchemaKind of = schemas.kindAt(i);
        ApiKind kind{.group = QString::fromUtf8(of.group),
                     .version = QString::fromUtf8(of.version),
                     .kind = QString::fromUtf8(of.kind),
                     .plural = QString::fromUtf8(of.plural),
                     .singular = {},
                     .namespaced = of.namespaced,
                     .schema = of.node};
        const model::WireType type = wireTypeOf(kind);
        if (!type || of.plural.isEmpty() || m_catalogue.byKind(kind.group, kind.version, kind.kind)) continue;
        const QString name = kind.apiVersion() + u'/' + kind.kind;
        m_unserved.push_back(std::make_unique<const ApiKind>(std::move(kind)));
        m_byName.insert(name, {m_unserved.back().get(), type});
    }
}

const KnownKinds &KnownKinds::builtin()
{
    static const KnownKinds kinds;
    return kinds;
}

KnownKinds::Known KnownKinds::find(const model::Value &object) const
{
    const QString apiVersion = textAt(object, {u"apiVersion"});
    const qsizetype slash = apiVersion.indexOf(u'/');
    const QStringView text(apiVersion);
    const ServedKind *served = m_catalogue.byKind(slash < 0 ? QStringView() : text.first(slash), text.sliced(slash + 1),
                                                  textAt(object, {u"kind"}));
    if (!served) return m_byName.value(apiVersion + u'/' + textAt(object, {u"kind"}));
    const model::WireType type = m_types.value(served);
    return type ? Known{&served->api, type} : Known();
}

} // namespace practice
