// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/containerdefaults.h"

#include "model/resource/kinds.h"

namespace model {

using namespace Qt::StringLiterals;

ContainerDefaults::ContainerDefaults(const ResourceSet &set)
{
    for (const Resource &resource : set.resources())
        if (isCore(resource.key, u"LimitRange") && !resource.isRefused) add(resource);
}

void ContainerDefaults::add(const Resource &limitRange)
{
    const QString ns = effectiveNamespace(limitRange.key.ns);
    limitRange.root()[u"spec"][u"limits"].forEachItem([&](int, YamlRef item) {
        if (item[u"type"].text() != u"Container") return;
        const auto read = [&](QStringView part, bool isLimit) {
            item[part].forEachEntry([&](const QString &what, YamlRef, YamlRef value) {
                if (value.isNull()) return;
                m_defaults.insert(ns + u"/requests."_s + what);
                if (isLimit) m_defaults.insert(ns + u"/limits."_s + what);
            });
        };
        read(u"default", true);
        read(u"max", true);
        read(u"defaultRequest", false);
        read(u"min", false);
    });
}

bool ContainerDefaults::has(const QString &ns, const QString &which) const
{
    return m_defaults.contains(effectiveNamespace(ns) + u'/' + which);
}

} // namespace model
