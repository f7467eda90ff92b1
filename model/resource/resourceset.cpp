// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/resourceset.h"

#include "model/base/textindex.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace model {

namespace {

QString say(const char *text) { return QCoreApplication::translate("ResourceSet", text); }

bool isList(YamlRef root)
{
    return root[u"kind"].string().endsWith(QStringLiteral("List")) && root[u"items"].isSequence();
}

QString nameOf(YamlRef root)
{
    const YamlRef metadata = root[u"metadata"];
    const QString name = metadata[u"name"].text();
    const QString prefix = name.isEmpty() ? metadata[u"generateName"].text() : QString();
    return prefix.isEmpty() ? name : prefix + u'*';
}

} // namespace

class ResourceSetBuilder
{
public:
    ResourceSetBuilder(ResourceSet &set, const ResourceSet *previous) : m_set(set), m_previous(previous) {}

    void build()
    {
        for (const SourceFile &file : m_set.m_files) {
            std::vector<int> broken;
            for (int i = 0; i < int(file.stream.parts().size()); ++i)
                if (!readPart(file, i)) broken.push_back(i);
            if (!broken.empty()) keepPrevious(file, broken);
            m_set.m_broken |= !broken.empty();
        }
        if (m_set.m_broken) putInOrder();
        sortProblems(m_set.m_problems);
    }

private:
    // False when the part's text is no YAML.
    bool readPart(const SourceFile &file, int index)
    {
        const YamlStream::Part &part = file.stream.parts()[size_t(index)];
        const YamlDocument &document = *part.document;
        if (document.error()) {
            report(file, part, document.error()->offset, QStringLiteral("yaml-syntax"), document.error()->message);
            return false;
        }
        if (readBefore(file, part, index)) return true;
        const size_t problems = m_set.m_problems.size();
        const int first = int(m_set.m_resources.size());
        for (const YamlIssue &issue : document.issues())
            report(file, part, issue.offset, QStringLiteral("yaml-duplicate-key"), issue.message);
        if (!document.isEmpty() && !document.root().isNull()) addResources(file, part, index, document.root());
        m_set.m_readings.insert(&document,
                                {first, int(m_set.m_resources.size()) - first, problems == m_set.m_problems.size()});
        return true;
    }

    // Takes over what the previous set read from the same document.
    bool readBefore(const SourceFile &file, const YamlStream::Part &part, int index)
    {
        if (!m_previous) return false;
        const auto reading = m_previous->m_readings.constFind(part.document.get());
        if (reading == m_previous->m_readings.cend() || !reading->clean) return false;
        const int first = int(m_set.m_resources.size());
        const auto old = m_previous->m_resources.begin() + reading->first;
        // A key that was unique before may be taken now: then the document is read again, which tells so.
        if (std::any_of(old, old + reading->count, [&](const Resource &r) { return m_set.m_byKey.contains(r.key); }))
            return false;
        for (auto resource = old; resource != old + reading->count; ++resource) {
            Resource moved = *resource;
            moved.file = file.path;
            moved.part = index;
            moved.offset = part.span.begin;
            moved.firstLine = part.firstLine;
            m_set.m_byKey.insert(moved.key, int(m_set.m_resources.size()));
            m_set.m_resources.push_back(std::move(moved));
        }
        m_set.m_readings.insert(part.document.get(), {first, reading->count, true});
        return true;
    }

    void addResources(const SourceFile &file, const YamlStream::Part &part, int index, YamlRef root)
    {
        if (!isList(root)) return addResource(file, part, index, root, {});
        root[u"items"].forEachItem([&](int i, YamlRef item) {
            addResource(file, part, index, item, FieldPath{QStringLiteral("items"), i});
        });
    }

    void addResource(const SourceFile &file, const YamlStream::Part &part, int index, YamlRef root, FieldPath base)
    {
        const QString apiVersion = root[u"apiVersion"].string(), kind = root[u"kind"].string();
        if (apiVersion.isEmpty() || kind.isEmpty()) {
            const QString what = root.isMapping()
                                     ? kind.isEmpty() ? say("\"kind\" is missing") : say("\"apiVersion\" is missing")
                                     : say("it is not a mapping");
            return report(file, part, root.span().begin, QStringLiteral("yaml-not-a-resource"),
                          say("not a Kubernetes resource: %1").arg(what));
        }
        Resource resource;
        resource.key = {groupOf(apiVersion), kind, root[u"metadata"][u"namespace"].text(), nameOf(root)};
        resource.apiVersion = apiVersion;
        resource.file = file.path;
        resource.part = index;
        resource.base = std::move(base);
        resource.document = part.document;
        resource.rootIndex = root.index();
        resource.offset = part.span.begin;
        resource.firstLine = part.firstLine;
        insert(std::move(resource));
    }

    void insert(Resource resource)
    {
        if (const Resource *other = m_set.find(resource.key)) {
            const QString message = say("%1 is defined twice; the other is at %2")
                                        .arg(resource.key.title(), other->locate(other->root()).toString());
            const Location at = resource.locate(resource.root());
            Problem problem{.rule = QStringLiteral("duplicate-resource"),
                            .file = at.file,
                            .line = at.line,
                            .column = at.column,
                            .span = {},
                            .resource = resource.key,
                            .field = {},
                            .message = message,
                            .fix = {}};
            m_set.m_problems.push_back(std::move(problem));
            return;
        }
        m_set.m_byKey.insert(resource.key, int(m_set.m_resources.size()));
        m_set.m_resources.push_back(std::move(resource));
    }

    // The resources of the documents that became the broken ones.
    void keepPrevious(const SourceFile &file, const std::vector<int> &broken)
    {
        const SourceFile *before = m_previous ? m_previous->file(file.path) : nullptr;
        if (!before) return;
        const auto &old = before->stream.parts(), &now = file.stream.parts();
        const int oldCount = int(old.size()), count = int(now.size()), most = std::min(oldCount, count);
        const auto same = [&](int i, int j) { return old[size_t(i)].document == now[size_t(j)].document; };
        int front = 0, back = 0;
        while (front < most && same(front, front)) ++front;
        while (back < most - front && same(oldCount - 1 - back, count - 1 - back)) ++back;
        // -1 when documents were cut or joined, so that nobody can tell.
        const auto partNow = [&](int part) {
            if (part < front) return part;
            if (part >= oldCount - back) return part + count - oldCount;
            return oldCount == count ? part : -1;
        };
        for (const Resource &resource : m_previous->resources()) {
            if (resource.file != file.path || m_set.m_byKey.contains(resource.key)) continue;
            const int part = partNow(resource.part);
            if (part >= 0 && !std::binary_search(broken.begin(), broken.end(), part)) continue;
            Resource kept = resource;
            kept.stale = true;
            if (part >= 0) kept.part = part;
            insert(std::move(kept));
        }
    }

    // What was kept goes where it stood, so that nothing jumps in the views while somebody types.
    void putInOrder()
    {
        auto &resources = m_set.m_resources;
        QHash<QString, int> order;
        for (const SourceFile &file : m_set.m_files) order.insert(file.path, int(order.size()));
        std::vector<int> from(resources.size());
        std::iota(from.begin(), from.end(), 0);
        std::stable_sort(from.begin(), from.end(), [&](int a, int b) {
            const Resource &x = resources[size_t(a)], &y = resources[size_t(b)];
            return x.file == y.file ? x.part < y.part : order.value(x.file) < order.value(y.file);
        });
        std::vector<Resource> sorted;
        std::vector<int> to(resources.size());
        for (const int index : from) {
            to[size_t(index)] = int(sorted.size());
            m_set.m_byKey[resources[size_t(index)].key] = int(sorted.size());
            sorted.push_back(std::move(resources[size_t(index)]));
        }
        for (ResourceSet::Reading &reading : m_set.m_readings)
            if (reading.count > 0) reading.first = to[size_t(reading.first)];
        resources = std::move(sorted);
    }

    void report(const SourceFile &file, const YamlStream::Part &part, qsizetype offset, const QString &rule,
                const QString &message)
    {
        const QByteArray &text = part.document->text();
        const TextPosition at = TextIndex(QByteArrayView(text)).codePoints(offset);
        Problem problem;
        problem.rule = rule;
        problem.file = file.path;
        problem.line = part.firstLine + at.line + 1;
        problem.column = at.column + 1;
        problem.span = {part.span.begin + offset, part.span.begin + std::min(offset + 1, text.size())};
        problem.message = message;
        m_set.m_problems.push_back(std::move(problem));
    }

    ResourceSet &m_set;
    const ResourceSet *m_previous;
};

std::shared_ptr<const ResourceSet> ResourceSet::build(std::vector<SourceFile> files, const ResourceSet *previous)
{
    auto set = std::make_shared<ResourceSet>();
    set->m_files = std::move(files);
    if (previous) {
        set->m_resources.reserve(previous->m_resources.size() + 1);
        set->m_byKey.reserve(qsizetype(previous->m_resources.size()) + 1);
        set->m_readings.reserve(previous->m_readings.size() + 1);
    }
    ResourceSetBuilder(*set, previous).build();
    return set;
}

const SourceFile *ResourceSet::file(const QString &path) const
{
    for (const SourceFile &file : m_files)
        if (file.path == path) return &file;
    return nullptr;
}

const Resource *ResourceSet::find(const ResourceKey &key) const
{
    const auto found = m_byKey.constFind(key);
    return found == m_byKey.cend() ? nullptr : &m_resources[size_t(*found)];
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
