// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/resourceset.h"

#include "model/base/textindex.h"

#include <QCoreApplication>

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
            bool broken = false;
            for (size_t i = 0; i < file.stream.parts().size(); ++i) broken |= !readPart(file, int(i));
            if (broken) keepPrevious(file.path);
            m_set.m_broken |= broken;
        }
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
        for (const YamlIssue &issue : document.issues())
            report(file, part, issue.offset, QStringLiteral("yaml-duplicate-key"), issue.message);
        if (!document.isEmpty() && !document.root().isNull()) addResources(file, part, index, document.root());
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

    void keepPrevious(const QString &path)
    {
        if (!m_previous) return;
        for (const Resource &old : m_previous->resources()) {
            if (old.file != path || m_set.m_byKey.contains(old.key)) continue;
            Resource kept = old;
            kept.stale = true;
            insert(std::move(kept));
        }
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
