// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/compile.h"

#include "model/base/say.h"
#include "model/document/streamedit.h"
#include "model/yaml/emitter.h"
#include "model/yaml/yamledit.h"
#include "model/yaml/yamlvalue.h"

#include <algorithm>
#include <map>

namespace model {

namespace {
// Whether the field is part of what makes a resource that one.
bool namesTheResource(const FieldPath &path)
{
    if (path.isEmpty()) return true;
    const auto *key = std::get_if<QString>(&path[0]);
    return key && (*key == u"metadata" || *key == u"kind" || *key == u"apiVersion");
}

ResourceKey keyOf(const Value &content)
{
    const auto text = [](const Value *value) { return value && value->string() ? *value->string() : QString(); };
    const Value *metadata = content.find(u"metadata");
    return {groupOf(text(content.find(u"apiVersion"))), text(content.find(u"kind")),
            metadata ? text(metadata->find(u"namespace")) : QString(),
            metadata ? text(metadata->find(u"name")) : QString()};
}

Error thereAlready(const Resource &resource)
{
    return {Error::Code::Invalid, say("%1 is there already").arg(resource.key.title()),
            resource.locate(resource.root())};
}

Error notInJson(const QString &file)
{
    return {Error::Code::Unsupported, say("a JSON file holds one resource, or a List; add to a YAML file"),
            Location{file}};
}

class Compiler
{
public:
    explicit Compiler(const ResourceSet &set) : m_set(&set) {}

    Result<void> add(const Edit &edit)
    {
        return std::visit([this](const auto &e) { return add(e); }, edit);
    }

    const QStringList &detached() const { return m_detached; }
    Result<ChangeSet> finish()
    {
        if (const Result<void> written = write(); !written) return written.error();
        return m_changes.simplified();
    }

private:
    using PartId = std::pair<QString, int>;
    // Edits of one YAML document that wait: those of many documents are written, and the files read again, in one go.
    struct Waiting
    {
        FieldPath root;
        std::vector<YamlEdit> edits;
    };

    // The resource to edit, in the state that all edits before have made. Null: the error.
    Result<const Resource *> find(const ResourceKey &key)
    {
        readAgain();
        if (!m_set->find(key))
            if (const Result<void> settled = settle(); !settled) return settled.error();
        const Resource *resource = m_set->find(key);
        if (!resource) return Error{Error::Code::NotFound, say("there is no %1").arg(key.title())};
        if (!resource->stale) return resource;
        Error error{Error::Code::Invalid, say("%1 cannot be edited while its text is broken").arg(key.title()),
                    Location{resource->file}};
        for (const Problem &problem : m_set->problems()) {
            if (problem.file != resource->file || problem.rule != u"yaml-syntax") continue;
            error.where = Location{problem.file, problem.line, problem.column};
            error.message += QStringLiteral(": ") + problem.message;
            break;
        }
        return error;
    }

    Result<void> wait(const Resource &resource, YamlEdit edit, bool names)
    {
        const PartId part{resource.file, resource.part};
        const auto other = m_waiting.find(part);
        if (other != m_waiting.end() && other->second.root != resource.base) {
            // Another item of the same List: its place may have changed.
            const ResourceKey key = resource.key;
            if (const Result<void> settled = settle(); !settled) return settled;
            const Result<const Resource *> again = find(key);
            return again ? wait(**again, std::move(edit), names) : Result<void>(again.error());
        }
        Waiting &waiting = m_waiting[part];
        waiting.root = resource.base;
        waiting.edits.push_back(std::move(edit));
        return names ? write() : Result<void>();
    }

    Result<void> add(const SetField &edit)
    {
        const Result<const Resource *> resource = find(edit.resource);
        if (!resource) return resource.error();
        return wait(**resource, YamlEdit::set(edit.path, edit.value), namesTheResource(edit.path));
    }

    // What is edited may have come with an edit that waits.
    Result<const Resource *> findSettled(const ResourceKey &key)
    {
        const Result<const Resource *> resource = find(key);
        if (!resource || !m_waiting.contains({(*resource)->file, (*resource)->part})) return resource;
        if (const Result<void> settled = settle(); !settled) return settled.error();
        return find(key);
    }

    Result<void> add(const RemoveField &edit)
    {
        const Result<const Resource *> resource = findSettled(edit.resource);
        if (!resource) return resource.error();
        if (edit.path.isEmpty())
            return Error{Error::Code::Invalid, say("a resource is not a field"),
                         (*resource)->locate((*resource)->root())};
        if (!(*resource)->at(edit.path)) return {};
        return wait(**resource, YamlEdit::remove(edit.path), namesTheResource(edit.path));
    }

    Result<void> add(const RenameField &edit)
    {
        const Result<const Resource *> resource = findSettled(edit.resource);
        if (!resource) return resource.error();
        return wait(**resource, YamlEdit::rename(edit.path, edit.name), namesTheResource(edit.path));
    }

    Result<void> add(const MoveItem &edit)
    {
        const Result<const Resource *> resource = findSettled(edit.resource);
        if (!resource) return resource.error();
        return wait(**resource, YamlEdit::move(edit.path, edit.to), namesTheResource(edit.path));
    }

    Result<void> add(const RemoveResource &edit)
    {
        if (const Result<void> settled = settle(); !settled) return settled;
        const Result<const Resource *> resource = find(edit.resource);
        if (!resource) return resource.error();
        const QString file = (*resource)->file;
        const YamlStream &stream = m_set->file(file)->stream;
        if ((*resource)->base.isEmpty()) {
            replace(file, {removeDocument(stream, (*resource)->part)});
            return {};
        }
        m_waiting[{file, (*resource)->part}] = {{}, {YamlEdit::remove((*resource)->base)}};
        return write();
    }

    Result<void> add(const AddResource &edit)
    {
        if (const Result<void> settled = settle(); !settled) return settled;
        const ResourceKey key = keyOf(edit.content);
        if (key.kind.isEmpty() || key.name.isEmpty())
            return Error{Error::Code::Invalid, say("what is to be added has no kind or no name")};
        if (const Resource *other = m_set->find(key)) return thereAlready(*other);
        const SourceFile *file = m_set->file(edit.file);
        if (file && isJson(file->stream.text())) return addToJson(*file, edit.content);
        EmitStyle style;
        if (file)
            for (const YamlStream::Part &part : file->stream.parts())
                if (!part.document->isEmpty()) style = styleOf(*part.document);
        style.lineEnd = "\n"; // appendDocument() makes them the file's
        style.json = edit.file.endsWith(u".json");
        const Result<QByteArray> text = emitYaml(edit.content, style);
        if (!text) return text.error();
        if (file) {
            replace(edit.file, {appendDocument(file->stream, *text)});
            return {};
        }
        m_changes.changes.push_back(FileChange{edit.file, std::nullopt, *text});
        m_written.insert(edit.file, *text);
        return {};
    }

    Result<void> addToJson(const SourceFile &file, const Value &content)
    {
        const YamlRef items = file.stream.parts().front().document->root()[u"items"];
        if (file.stream.parts().size() != 1 || !items.isSequence()) return notInJson(file.path);
        m_waiting[{file.path, 0}] = {{}, {YamlEdit::set(FieldPath{QStringLiteral("items"), items.size()}, content)}};
        return write();
    }

    // Writes what waits, and reads it: the edits that follow see it.
    Result<void> settle()
    {
        if (const Result<void> written = write(); !written) return written;
        readAgain();
        return {};
    }

    Result<void> write()
    {
        std::map<QString, Splices> byFile;
        for (const auto &[id, waiting] : m_waiting) {
            const YamlStream::Part &part = m_set->file(id.first)->stream.parts()[size_t(id.second)];
            const Result<YamlEdited> edited = editYaml(part.document, waiting.edits, waiting.root);
            if (!edited) return placed(edited.error(), id.first, part, waiting);
            for (const FieldPath &path : edited->detached) m_detached.append(detachedAt(id.first, part, path));
            for (const Splice &splice : edited->splices)
                byFile[id.first].push_back({splice.span.shifted(part.span.begin), splice.text});
        }
        m_waiting.clear();
        for (const auto &[file, splices] : byFile) replace(file, splices);
        return {};
    }

    static QString detachedAt(const QString &file, const YamlStream::Part &part, const FieldPath &path)
    {
        const Location at = locationOf(*part.document, part.document->root().at(path).span().begin);
        return say("%1:%2: %3 stood for an anchor; it gets a copy of its own")
            .arg(file)
            .arg(part.firstLine + at.line)
            .arg(path.toString());
    }

    // The error with its place in the file: that of the innermost thing on the way that is there.
    static Error placed(Error error, const QString &file, const YamlStream::Part &part, const Waiting &waiting)
    {
        Location at = error.where.value_or(Location());
        FieldPath path = waiting.root / waiting.edits.front().path;
        const YamlRef root = part.document->root();
        while (at.line == 0 && !path.isEmpty() && !root.at(path)) path = path.parent();
        if (at.line == 0) at = locationOf(*part.document, root.at(path).span().begin);
        error.where = Location{file, part.firstLine + at.line, at.column};
        return error;
    }

    // Splices count in the present text, rise and do not overlap.
    void replace(const QString &path, const Splices &splices)
    {
        QByteArray text = m_set->file(path)->stream.text();
        for (auto splice = splices.rbegin(); splice != splices.rend(); ++splice) {
            const auto &[span, after] = *splice;
            m_changes.changes.push_back(TextChange{path, span.begin, text.mid(span.begin, span.size()), after});
            text.replace(span.begin, span.size(), after);
        }
        m_written.insert(path, text);
    }

    // Only when somebody asks: the last edit of all needs no reading.
    void readAgain()
    {
        if (m_written.isEmpty()) return;
        std::vector<SourceFile> files = m_set->files();
        for (auto text = m_written.cbegin(); text != m_written.cend(); ++text) {
            auto file =
                std::find_if(files.begin(), files.end(), [&text](const SourceFile &f) { return f.path == text.key(); });
            if (file == files.end()) file = files.insert(files.end(), SourceFile{text.key(), {}});
            file->stream = YamlStream::parse(text.value(), &file->stream);
        }
        m_written.clear();
        const std::shared_ptr<const ResourceSet> before = m_own;
        m_own = ResourceSet::build(std::move(files), m_set);
        m_set = m_own.get();
    }

    const ResourceSet *m_set;             // as all edits have left it that neither wait nor are only written
    QHash<QString, QByteArray> m_written; // files whose text is newer than the set
    std::shared_ptr<const ResourceSet> m_own;
    std::map<PartId, Waiting> m_waiting;
    ChangeSet m_changes;
    QStringList m_detached;
};

} // namespace

Result<ChangeSet> compileEdits(const ResourceSet &resources, const Edits &edits, QStringList *detached)
{
    Compiler compiler(resources);
    for (const Edit &edit : edits)
        if (const Result<void> added = compiler.add(edit); !added) return added.error();
    Result<ChangeSet> changes = compiler.finish();
    if (detached) *detached += compiler.detached();
    return changes;
}

Result<ChangeSet> appendYaml(const ResourceSet &resources, const QString &file, const QByteArray &yaml)
{
    const std::shared_ptr<const ResourceSet> added = ResourceSet::build({{file, YamlStream::parse(yaml)}});
    for (const Resource &resource : added->resources())
        if (const Resource *other = resources.find(resource.key)) return thereAlready(*other);
    const SourceFile *present = resources.file(file);
    if (!present) return ChangeSet{{FileChange{file, std::nullopt, yaml}}};
    if (isJson(present->stream.text())) return notInJson(file);
    const Splice splice = appendDocument(present->stream, yaml);
    return ChangeSet{{TextChange{file, splice.span.begin, {}, splice.text}}};
}

} // namespace model
