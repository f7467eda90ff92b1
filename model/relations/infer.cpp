// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/infer.h"

#include "model/relations/linker.h"

#include <QHash>

namespace model {

namespace {

std::shared_ptr<const Facts> read(const Resource &resource)
{
    return std::make_shared<const Facts>(readFacts(resource));
}

} // namespace

// Facts by document and node. The documents are held, so that an address is never taken over by another one.
class EdgeInferrer::Memory
{
public:
    std::vector<Subject> subjects(const ResourceSet &set)
    {
        QHash<Key, Entry> now;
        now.reserve(qsizetype(set.resources().size()));
        std::vector<Subject> subjects;
        subjects.reserve(set.resources().size());
        for (const Resource &resource : set.resources()) {
            const Key key{resource.document.get(), resource.rootIndex};
            const auto known = m_entries.constFind(key);
            const Entry entry = known != m_entries.cend() ? *known : Entry{resource.document, read(resource)};
            subjects.push_back({&resource, entry.facts});
            now.insert(key, entry);
        }
        m_entries = std::move(now);
        return subjects;
    }

private:
    using Key = std::pair<const YamlDocument *, int>;
    struct Entry
    {
        std::shared_ptr<const YamlDocument> document;
        std::shared_ptr<const Facts> facts;
    };
    QHash<Key, Entry> m_entries;
};

EdgeInferrer::EdgeInferrer() : m_memory(std::make_unique<Memory>()) {}
EdgeInferrer::~EdgeInferrer() = default;

Edges EdgeInferrer::infer(const ResourceSet &set) { return Linker(set, m_memory->subjects(set)).edges(); }

Edges inferEdges(const ResourceSet &set)
{
    std::vector<Subject> subjects;
    subjects.reserve(set.resources().size());
    for (const Resource &resource : set.resources()) subjects.push_back({&resource, read(resource)});
    return Linker(set, std::move(subjects)).edges();
}

} // namespace model
