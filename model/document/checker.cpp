// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/checker.h"

#include "model/base/limits.h"
#include "model/base/problemlist.h"
#include "model/relations/infer.h"
#include "model/relations/referenceproblems.h"
#include "model/schema/likelytext.h"
#include "model/schema/validate.h"

#include <QHash>

namespace model {

// What the layers that look at one resource alone said, by document and node. The documents are held, so that an
// address is never taken over by another one.
class Checker::Memory
{
public:
    explicit Memory(const SchemaStore &schemas) : m_schemas(schemas) {}

    Problems check(const ResourceSet &resources)
    {
        ProblemList problems;
        problems.add(resources.problems());
        QHash<Key, Entry> now;
        now.reserve(qsizetype(resources.resources().size()));
        std::size_t remembered = 0;
        for (const auto *list : {&resources.resources(), &resources.leftOut()})
            for (const Resource &resource : *list) {
                if (resource.stale) continue;
                const Key key{resource.document.get(), resource.rootIndex};
                const auto known = m_entries.constFind(key);
                Entry entry = known != m_entries.cend() ? *known : checked(resource);
                appendMoved(entry, resource, problems);
                remembered += entry.problems->size();
                if (remembered <= limits::maxProblems) now.insert(key, entry);
            }
        m_entries = std::move(now);
        problems.add(referenceProblems(resources, m_edges.infer(resources)));
        return problems.take();
    }

private:
    using Key = std::pair<const YamlDocument *, int>;
    struct Entry
    {
        std::shared_ptr<const YamlDocument> document;
        qsizetype offset = 0; // of the document in its file, when it was checked
        int firstLine = 0;
        std::shared_ptr<const Problems> problems;
    };

    Entry checked(const Resource &resource)
    {
        auto problems = std::make_shared<Problems>();
        appendSchemaProblems(resource, m_schemas, m_places, *problems);
        const SchemaKind kind = m_schemas.kind(resource.apiVersion.toUtf8(), resource.key.kind.toUtf8());
        appendLikelyTexts(resource, kind.node, m_places, *problems);
        return {resource.document, resource.offset, resource.firstLine, std::move(problems)};
    }

    // The document may stand elsewhere now.
    static void appendMoved(const Entry &entry, const Resource &resource, ProblemList &into)
    {
        for (Problem problem : *entry.problems) {
            problem.file = resource.file;
            problem.line += resource.firstLine - entry.firstLine;
            problem.span = problem.span.shifted(resource.offset - entry.offset);
            into.add(std::move(problem));
        }
    }

    const SchemaStore &m_schemas;
    EdgeInferrer m_edges;
    QHash<Key, Entry> m_entries;
    Places m_places;
};

Checker::Checker(const SchemaStore &schemas) : m_memory(std::make_unique<Memory>(schemas)) {}

Checker::~Checker() = default;

Problems Checker::check(const ResourceSet &resources) { return m_memory->check(resources); }

} // namespace model
