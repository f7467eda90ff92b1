// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/resourceset.h"

#include "model/base/limits.h"
#include "model/base/problemlist.h"
#include "model/base/say.h"
#include "model/resource/aliases.h"
#include "model/resource/kinds.h"
#include "model/resource/places.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace model {

using namespace Qt::StringLiterals;

namespace {
constexpr int maxListDepth = 10; // of lists in lists

// A list of resources, whatever its kind (apimachinery unstructured: what has items). `items: null` is an empty one.
bool isList(YamlRef root)
{
    const YamlRef items = root[u"items"];
    return root[u"kind"].string().endsWith(QStringLiteral("List")) && (items.isSequence() || items.isNull());
}

QLatin1StringView ruleOf(YamlIssue::Kind kind)
{
    switch (kind) {
    case YamlIssue::Kind::DuplicateKey: return "yaml-duplicate-key"_L1;
    case YamlIssue::Kind::BadTag: return "yaml-bad-tag"_L1;
    case YamlIssue::Kind::BadMerge: return "yaml-bad-merge"_L1;
    case YamlIssue::Kind::NotJson: return "yaml-not-json"_L1;
    case YamlIssue::Kind::Ignored: return "yaml-ignored-text"_L1;
    case YamlIssue::Kind::Syntax:
    case YamlIssue::Kind::BadKey:
    case YamlIssue::Kind::TooLarge:
    case YamlIssue::Kind::TooDeep:
    case YamlIssue::Kind::Alias: break;
    }
    return "yaml-syntax"_L1;
}

// What an item of a typed list (a PodList) is, as its list says it; of a List nothing.
struct ListKind
{
    QString apiVersion, kind;
};

QString said(YamlRef text) { return text.isNull() ? QString() : text.text(); }

// Of the same kind in the same namespace, but one says it and the other doesn't.
ResourceKey twinOf(ResourceKey key)
{
    if (!sameNamespace(key.ns, {}) || !kindInfo(key).namespaced) return {};
    key.ns = key.ns.isEmpty() ? effectiveNamespace({}) : QString();
    return key;
}

} // namespace

class ResourceSetBuilder
{
public:
    ResourceSetBuilder(ResourceSet &set, const ResourceSet *previous) : m_set(set), m_previous(previous) {}

    void build()
    {
        // First what is left out as a whole: many smaller problems must not hide it.
        for (const SourceFile &file : m_set.m_files)
            for (const YamlStream::Part &part : file.stream.parts())
                if (isTooLarge(part)) reportError(file, part);
        for (const SourceFile &file : m_set.m_files) {
            std::vector<int> broken;
            for (int i = 0; i < int(file.stream.parts().size()); ++i)
                if (!readPart(file, i)) broken.push_back(i);
            if (!broken.empty()) keepPrevious(file, broken);
            m_set.m_broken |= !broken.empty();
        }
        if (m_set.m_broken) putInOrder();
        if (m_tooMany > 0) {
            m_firstTooMany.message = say("more than %1 resources in one set of files; %2 of them are left out")
                                         .arg(limits::maxResources)
                                         .arg(m_tooMany);
            m_problems.add(m_firstTooMany);
        }
        m_set.m_problems = m_problems.take();
    }

private:
    // False when the part's text is no YAML.
    bool readPart(const SourceFile &file, int index)
    {
        const YamlStream::Part &part = file.stream.parts()[size_t(index)];
        const YamlDocument &document = *part.document;
        if (document.error()) {
            if (!isTooLarge(part)) reportError(file, part);
            return false;
        }
        if (readBefore(file, part, index)) return true;
        m_isClean = true;
        const int first = int(m_set.m_resources.size());
        for (const YamlIssue &issue : document.issues())
            report(file, part, issue.offset, ruleOf(issue.kind), issue.message,
                   issue.kind == YamlIssue::Kind::Ignored ? Severity::Warning : Severity::Error);
        const YamlRef alias = excessiveAlias(document);
        m_isRefused = alias.isValid();
        if (alias)
            report(file, part, alias.span().begin, "yaml-excessive-aliases"_L1,
                   say("the aliases stand for too much: kubectl refuses the document"));
        if (!document.isEmpty() && !document.root().isNull()) addResources(file, part, index, document.root());
        m_set.m_readings.insert(&document, {first, int(m_set.m_resources.size()) - first, m_isClean});
        return true;
    }

    static bool isTooLarge(const YamlStream::Part &part)
    {
        const std::optional<YamlIssue> &error = part.document->error();
        return error && error->kind == YamlIssue::Kind::TooLarge;
    }

    void reportError(const SourceFile &file, const YamlStream::Part &part)
    {
        report(file, part, part.document->error()->offset, "yaml-syntax"_L1, part.document->error()->message);
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
        if (std::any_of(old, old + reading->count,
                        [&](const Resource &r) { return m_set.find(r.key) || m_set.find(twinOf(r.key)); }))
            return false;
        if (m_set.m_resources.size() + size_t(reading->count) > limits::maxResources) return false;
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

    // Lists may hold lists (cli-runtime FlattenListVisitor).
    void addResources(const SourceFile &file, const YamlStream::Part &part, int index, YamlRef root)
    {
        using Pending = std::tuple<YamlRef, FieldPath, ListKind>; // a resource or list, its base, the list it is in
        std::vector<Pending> pending{{root, {}, {}}};             // the next one last
        while (!pending.empty()) {
            const auto [next, base, around] = std::move(pending.back());
            pending.pop_back();
            if (base.size() >= 2 * maxListDepth || !isList(next)) {
                addResource(file, part, index, next, base, around);
                continue;
            }
            const ListKind list{next[u"apiVersion"].string(), next[u"kind"].string().chopped(4)};
            const auto first = std::ptrdiff_t(pending.size());
            const FieldPath items = base / u"items"_s;
            next[u"items"].forEachItem([&](int i, YamlRef item) { pending.emplace_back(item, items / i, list); });
            std::reverse(pending.begin() + first, pending.end());
        }
    }

    void addResource(const SourceFile &file, const YamlStream::Part &part, int index, YamlRef root, FieldPath base,
                     const ListKind &list)
    {
        QString apiVersion = root[u"apiVersion"].string(), kind = root[u"kind"].string();
        if (root.isMapping() && !list.kind.isEmpty() && !root[u"apiVersion"] && !root[u"kind"]) {
            apiVersion = list.apiVersion;
            kind = list.kind;
        }
        if (isList(root))
            return report(file, part, root.span().begin, "yaml-not-a-resource"_L1,
                          say("not a Kubernetes resource: lists are nested too deeply"));
        if (apiVersion.isEmpty() || kind.isEmpty()) {
            const QString what = root.isMapping()
                                     ? kind.isEmpty() ? say("\"kind\" is missing") : say("\"apiVersion\" is missing")
                                     : say("it is not a mapping");
            return report(file, part, root.span().begin, "yaml-not-a-resource"_L1,
                          say("not a Kubernetes resource: %1").arg(what));
        }
        if (m_set.m_resources.size() + m_set.m_leftOut.size() >= limits::maxResources) {
            m_isClean = false;
            if (m_tooMany++ == 0)
                m_firstTooMany = problemAt(file, part, root.span().begin, "too-many-resources"_L1, {});
            return;
        }
        Resource resource;
        const YamlRef metadata = root[u"metadata"];
        resource.key = {groupOf(apiVersion), kind, said(metadata[u"namespace"]), said(metadata[u"name"])};
        // The server drops the namespace of what has none.
        if (!kindInfo(resource.key).namespaced) resource.key.ns.clear();
        resource.isNamed = !resource.key.name.isEmpty();
        if (!resource.isNamed) resource.key.name = freeName(resource.key, said(metadata[u"generateName"]));
        resource.apiVersion = apiVersion;
        resource.file = file.path;
        resource.part = index;
        resource.base = std::move(base);
        resource.document = part.document;
        resource.rootIndex = root.index();
        resource.offset = part.span.begin;
        resource.firstLine = part.firstLine;
        resource.isRefused = m_isRefused;
        insert(file, part, std::move(resource));
    }

    // A name for what has none, so that each of them is one of its own.
    QString freeName(ResourceKey key, const QString &prefix)
    {
        key.name = prefix.isEmpty() ? QString() : prefix + u'*';
        if (!m_set.find(key)) return key.name;
        int &number = m_numbers[key];
        number = std::max(number, 1);
        m_isClean = false; // the number may be another one next time
        do key.name = prefix + u'*' + QString::number(++number);
        while (m_set.find(key));
        return key.name;
    }

    void insert(const SourceFile &file, const YamlStream::Part &part, Resource resource)
    {
        const auto reportTwice = [&](const Resource &other, const QString &message, Severity severity) {
            QString where = other.file; // its line is looked for some times only
            if (m_described++ < maxDescribed) {
                const TextPosition at = m_otherPlaces.codePoints(other.document, other.root().span().begin);
                where = Location{other.file, other.firstLine + at.line + 1, at.column + 1}.toString();
            }
            report(file, part, resource.root().span().begin, "duplicate-resource"_L1,
                   message.arg(resource.key.title(), where), severity, resource.key);
        };
        if (const Resource *other = m_set.find(resource.key)) {
            reportTwice(*other, say("%1 is defined twice; the other is at %2"), Severity::Error);
            m_set.m_leftOut.push_back(std::move(resource));
            return;
        }
        if (const Resource *twin = resource.isNamed ? m_set.find(twinOf(resource.key)) : nullptr)
            reportTwice(*twin,
                        say("%1 is defined twice where no other namespace is asked for, which means default; the other "
                            "is at %2"),
                        Severity::Warning);
        keep(std::move(resource));
    }

    void keep(Resource resource)
    {
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
            const bool isTaken = m_set.find(resource.key);
            if (resource.file != file.path || (resource.isNamed && isTaken)) continue;
            const int part = partNow(resource.part);
            if (part >= 0 && !std::binary_search(broken.begin(), broken.end(), part)) continue;
            Resource kept = resource;
            kept.stale = true;
            if (part >= 0) kept.part = part;
            if (isTaken) kept.key.name = freeName(kept.key, said(kept.at({u"metadata"_s, u"generateName"_s})));
            keep(std::move(kept));
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

    void report(const SourceFile &file, const YamlStream::Part &part, qsizetype offset, QLatin1StringView rule,
                const QString &message, Severity severity = Severity::Error, const ResourceKey &resource = {})
    {
        m_isClean = false;
        Problem problem = problemAt(file, part, offset, rule, message);
        problem.severity = severity;
        problem.resource = resource;
        m_problems.add(std::move(problem));
    }

    Problem problemAt(const SourceFile &file, const YamlStream::Part &part, qsizetype offset, QLatin1StringView rule,
                      const QString &message)
    {
        const TextPosition at = m_places.codePoints(part.document, offset);
        Problem problem;
        problem.rule = rule;
        problem.file = file.path;
        problem.line = part.firstLine + at.line + 1;
        problem.column = at.column + 1;
        problem.span = {part.span.begin + offset, part.span.begin + std::min(offset + 1, part.document->text().size())};
        problem.message = message;
        return problem;
    }

    static constexpr int maxDescribed = 1000; // a place costs a look through the document

    ResourceSet &m_set;
    const ResourceSet *m_previous;
    ProblemList m_problems;
    Places m_places, m_otherPlaces;
    QHash<ResourceKey, int> m_numbers; // of made-up names, the last that was given
    int m_described = 0;
    bool m_isClean = true, m_isRefused = false; // the document at hand
    qint64 m_tooMany = 0;
    Problem m_firstTooMany;
};

std::shared_ptr<const ResourceSet> ResourceSet::build(std::vector<SourceFile> files, const ResourceSet *previous)
{
    auto set = std::make_shared<ResourceSet>();
    set->m_files = std::move(files);
    set->m_byPath.reserve(qsizetype(set->m_files.size()));
    for (size_t i = set->m_files.size(); i > 0; --i) set->m_byPath.insert(set->m_files[i - 1].path, int(i - 1));
    if (previous) {
        set->m_resources.reserve(previous->m_resources.size() + 1);
        set->m_byKey.reserve(qsizetype(previous->m_resources.size()) + 1);
        set->m_readings.reserve(previous->m_readings.size() + 1);
    }
    ResourceSetBuilder(*set, previous).build();
    return set;
}

} // namespace model
