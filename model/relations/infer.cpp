// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/infer.h"

#include "model/base/parallel.h"
#include "model/relations/linker.h"

#include <QHash>

#include <algorithm>

namespace model {

namespace {

std::shared_ptr<const Facts> readShared(const Resource &resource)
{
    return std::make_shared<const Facts>(readFacts(resource));
}

} // namespace

// Facts by document and node. The documents are held, so that an address is never taken over by another one.
class EdgeInferrer::Memory
{
public:
    std::vector<Subject> subjects(const ResourceSet &set, int threads)
    {
        const std::vector<Resource> &resources = set.resources();
        std::vector<Subject> subjects(resources.size());
        const size_t blocks = (resources.size() + block - 1) / block;
        forEachParallel(blocks, threads, [&](size_t nth) {
            for (size_t i = nth * block; i < std::min((nth + 1) * block, resources.size()); ++i) {
                const auto known = m_entries.constFind({resources[i].document.get(), resources[i].rootIndex});
                subjects[i] = {&resources[i], known != m_entries.cend() ? known->facts : readShared(resources[i])};
            }
            return true;
        });
        QHash<Key, Entry> now;
        now.reserve(qsizetype(subjects.size()));
        for (const Subject &subject : subjects)
            now.insert({subject.resource->document.get(), subject.resource->rootIndex},
                       {subject.resource->document, subject.facts});
        m_entries = std::move(now);
        return subjects;
    }

private:
    static constexpr size_t block = 64; // resources that a thread takes at once
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

Edges EdgeInferrer::infer(const ResourceSet &set, int threads)
{
    return Linker(set, m_memory->subjects(set, threads)).edges();
}

Edges inferEdges(const ResourceSet &set)
{
    std::vector<Subject> subjects;
    subjects.reserve(set.resources().size());
    for (const Resource &resource : set.resources()) subjects.push_back({&resource, readShared(resource)});
    return Linker(set, std::move(subjects)).edges();
}

} // namespace model
