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
    explicit Memory(KindSet kinds) : m_given(std::move(kinds)), m_kinds(m_given) {}

    void setKinds(KindSet kinds)
    {
        m_given = std::move(kinds);
        m_definitions.clear();
        m_order.clear();
        m_kinds = m_given;
        m_entries.clear();
    }

    Problems check(const ResourceSet &resources)
    {
        readDefinitions(resources);
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
        bool isBuiltin = false; // no definition changes what it is
        std::shared_ptr<const Problems> problems;
    };
    // A CustomResourceDefinition that was read.
    struct Definition
    {
        std::shared_ptr<const YamlDocument> document;
        CustomKinds kinds;
    };

    // When the definitions are others, what is not built in is checked anew.
    void readDefinitions(const ResourceSet &resources)
    {
        std::vector<Key> order;
        QHash<Key, Definition> now;
        for (const Resource &resource : resources.resources()) {
            if (resource.key.kind != u"CustomResourceDefinition") continue;
            const Key key{resource.document.get(), resource.rootIndex};
            const auto known = m_definitions.constFind(key);
            now.insert(key,
                       known != m_definitions.cend() ? *known : Definition{resource.document, customKinds(resource)});
            order.push_back(key);
        }
        const bool same = order == m_order;
        m_order = std::move(order);
        m_definitions = std::move(now);
        if (same) return;
        m_kinds = m_given;
        for (const Key &key : m_order) m_kinds.add(m_definitions[key].kinds);
        m_entries.removeIf([](const std::pair<const Key &, Entry &> entry) { return !entry.second.isBuiltin; });
    }

    Entry checked(const Resource &resource)
    {
        auto problems = std::make_shared<Problems>();
        appendSchemaProblems(resource, m_kinds, m_places, *problems);
        const SchemaKind kind = m_kinds.builtin().kind(resource.apiVersion.toUtf8(), resource.key.kind.toUtf8());
        // A definition says what is text and what is not, and its schema has been asked.
        if (!m_kinds.find(resource.apiVersion, resource.key.kind))
            appendLikelyTexts(resource, kind.node, m_places, *problems);
        return {resource.document, resource.offset, resource.firstLine, kind.isValid(), std::move(problems)};
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

    KindSet m_given;
    KindSet m_kinds; // and what the documents define
    std::vector<Key> m_order;
    QHash<Key, Definition> m_definitions;
    EdgeInferrer m_edges;
    QHash<Key, Entry> m_entries;
    Places m_places;
};

Checker::Checker(KindSet kinds) : m_memory(std::make_unique<Memory>(std::move(kinds))) {}

Checker::~Checker() = default;

void Checker::setKinds(KindSet kinds) { m_memory->setKinds(std::move(kinds)); }

Problems Checker::check(const ResourceSet &resources) { return m_memory->check(resources); }

} // namespace model
