// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/kinds.h"
#include "model/resource/resourceset.h"

namespace model {

const SourceFile *ResourceSet::file(const QString &path) const
{
    const int position = filePosition(path);
    return position < 0 ? nullptr : &m_files[size_t(position)];
}

int ResourceSet::filePosition(const QString &path) const { return m_byPath.value(path, -1); }

const Resource *ResourceSet::find(const ResourceKey &key) const
{
    const auto found = m_byKey.constFind(key);
    return found == m_byKey.cend() ? nullptr : &m_resources[size_t(*found)];
}

const Resource *ResourceSet::findSpelledEither(ResourceKey key) const
{
    const Resource *found = find(key);
    if (found || !sameNamespace(key.ns, {})) return found;
    key.ns = key.ns.isEmpty() ? effectiveNamespace({}) : QString();
    return find(key);
}

const Resource *ResourceSet::at(const QString &path, qsizetype offset) const
{
    const SourceFile *source = file(path);
    const int part = source ? source->stream.partAt(offset) : -1;
    const Resource *found = nullptr;
    for (const Resource &resource : m_resources) {
        if (resource.file != path || resource.part != part || resource.stale) continue;
        // In a List the items share a part: the one whose text holds the offset; else the part's only resource.
        const Span span = resource.spanInFile(resource.root());
        if (resource.base.isEmpty() || (offset >= span.begin && offset <= span.end)) found = &resource;
    }
    return found;
}

} // namespace model
