// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/rendering.h"

#include "model/base/files.h"
#include "model/base/limits.h"
#include "model/kustomize/accumulate.h"
#include "model/kustomize/kustomization.h"
#include "model/yaml/emitter.h"
#include "model/yaml/yamlstream.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;
using namespace kustomize;

// The trees behind the documents of the text; of a chart only their templates.
class Rendering::Origins
{
public:
    Sources sources;
    std::vector<Object> objects;
    std::vector<int> firstLines; // from 1, of each object's document

    const Object *at(int line) const
    {
        const auto next = std::ranges::upper_bound(firstLines, line);
        return next == firstLines.begin() ? nullptr : &objects[size_t(next - firstLines.begin()) - 1];
    }
};

namespace {

struct Found
{
    Origin value, key; // of the innermost part of the field that is there
    bool isWhole = false;
};

Found find(const Object &object, const FieldPath &field)
{
    Found found{object.root.origin.isKnown() ? object.root.origin : object.origin, {}, true};
    found.key = found.value;
    const Node *node = &object.root;
    for (const FieldPath::Step &step : field.steps()) {
        const Node::Entry *entry = nullptr;
        if (const QString *key = std::get_if<QString>(&step)) {
            entry = node->entry(*key);
        } else if (const auto index = size_t(std::get<int>(step)); node->isList() && index < node->entries.size()) {
            entry = &node->entries[index];
        }
        if (!entry) {
            found.isWhole = false;
            break;
        }
        if (entry->value.origin.isKnown()) found.value = entry->value.origin;
        found.key = entry->keyOrigin.isKnown() ? entry->keyOrigin : found.value;
        node = &entry->value;
    }
    return found;
}

Problem problemOf(const Fault &fault, const Sources &sources, const QString &file)
{
    Problem problem;
    problem.rule = fault.rule;
    problem.message = fault.message;
    problem.fix = fault.fix;
    problem.file = file;
    if (fault.origin.isKnown()) {
        const Location place = sources.locate(fault.origin);
        problem.file = place.file;
        problem.line = place.line;
        problem.column = place.column;
        problem.span = sources.span(fault.origin);
    }
    return problem;
}

} // namespace

std::shared_ptr<const Rendering> Rendering::kustomize(const QString &folder)
{
    auto rendering = std::make_shared<Rendering>();
    auto origins = std::make_shared<Origins>();
    Accumulator accumulator(origins->sources);
    const Root root{folder, QFileInfo(folder).canonicalFilePath()};
    MaybeFault fault = accumulator.build(root);
    rendering->m_files = accumulator.loader().files();
    rendering->m_folders = accumulator.folders();
    rendering->m_folders.insert(root.canonical);
    rendering->m_file = accumulator.file().isEmpty() ? shownPath(folder, fileNames().front()) : accumulator.file();
    int line = 1;
    for (const Fault &warning : accumulator.loader().warnings()) {
        rendering->m_problems.push_back(problemOf(warning, origins->sources, rendering->m_file));
        rendering->m_problems.back().severity = Severity::Warning;
    }
    for (Object &object : accumulator.objects().all()) {
        if (fault) break;
        const auto yaml = emitYaml(object.root.toValue());
        if (!yaml) {
            fault = tooLarge(
                object.origin,
                QCoreApplication::translate("Kustomize", "%1: %2").arg(object.id().toString(), yaml.error().message));
        } else if (rendering->m_text.size() + yaml->size() > limits::maxFileBytes) {
            fault = tooLarge(object.origin,
                             QCoreApplication::translate("Kustomize", "all that is rendered together is too large"));
        } else {
            if (!rendering->m_text.isEmpty()) {
                rendering->m_text += "---\n";
                ++line;
            }
            origins->firstLines.push_back(line);
            line += int(yaml->count('\n'));
            rendering->m_text += *yaml;
            origins->objects.push_back(std::move(object));
        }
    }
    if (fault) {
        rendering->m_problems.push_back(problemOf(*fault, origins->sources, rendering->m_file));
        rendering->m_text.clear();
        origins->objects.clear();
        origins->firstLines.clear();
    }
    rendering->m_origins = std::move(origins);
    return rendering;
}

std::shared_ptr<const Rendering> Rendering::chart(const QString &folder, QByteArray text)
{
    auto rendering = std::make_shared<Rendering>();
    auto origins = std::make_shared<Origins>();
    rendering->m_file = shownPath(folder, u"Chart.yaml"_s);
    rendering->m_folders.insert(QFileInfo(folder).canonicalFilePath());
    constexpr QByteArrayView mark = "# Source: ";
    int line = 1;
    QHash<QString, int> templates;
    for (qsizetype at = 0; at < text.size(); ++line) {
        qsizetype end = text.indexOf('\n', at);
        if (end < 0) end = text.size();
        const QByteArrayView said = QByteArrayView(text).sliced(at, end - at);
        at = end + 1;
        if (!said.startsWith(mark)) continue;
        // "NAME/templates/web.yaml": the chart goes by its name there.
        const QString file = QString::fromUtf8(said.sliced(mark.size())).trimmed().section(u'/', 1);
        auto known = templates.find(file);
        if (known == templates.end()) known = templates.insert(file, origins->sources.addFile(shownPath(folder, file)));
        Object object;
        object.origin = Origin{*known, 0, 0};
        origins->objects.push_back(std::move(object));
        origins->firstLines.push_back(line);
    }
    rendering->m_text = std::move(text);
    rendering->m_origins = std::move(origins);
    return rendering;
}

void Rendering::relocate(Problem &problem) const
{
    if (problem.file != m_file || problem.line <= 0) return;
    const Object *object = m_origins->at(problem.line);
    if (!object) return;
    const Found found = find(*object, problem.field);
    const bool isOfKey = !found.isWhole || problem.rule == "schema-unknown-field"_L1;
    const Origin origin = isOfKey ? found.key : found.value;
    const Location place = m_origins->sources.locate(origin);
    problem.file = place.file.isEmpty() ? m_file : place.file;
    problem.line = place.line;
    problem.column = place.column;
    problem.span = m_origins->sources.span(origin);
}

bool isKustomizationName(const QString &fileName) { return fileNames().contains(fileName); }

bool holdsKustomization(const QString &folder)
{
    return std::ranges::any_of(fileNames(),
                               [&folder](const QString &name) { return QFileInfo(QDir(folder), name).exists(); });
}

namespace {

// Null where there is none that can be read.
std::shared_ptr<const YamlDocument> documentOf(const QString &folder)
{
    constexpr qsizetype longest = 1 << 20;
    for (const QString &name : fileNames()) {
        const auto text = readFileLimited(QDir(folder).filePath(name), longest);
        if (!text) continue;
        const YamlStream stream = YamlStream::parse(*text);
        return stream.parts().empty() ? nullptr : stream.parts().front().document;
    }
    return nullptr;
}

} // namespace

bool isComponent(const QString &folder)
{
    const auto document = documentOf(folder);
    return document && document->root()[u"kind"].text() == "Component"_L1;
}

QStringList foldersUnder(const QString &folder)
{
    QStringList folders;
    const auto document = documentOf(folder);
    if (!document) return folders;
    for (const QStringView field : {u"resources", u"bases", u"components"})
        document->root()[field].forEachItem([&](int, YamlRef item) {
            const QFileInfo info(QDir(folder), item.text());
            if (!item.text().isEmpty() && info.isDir()) folders += info.canonicalFilePath();
        });
    folders.removeAll(QFileInfo(folder).canonicalFilePath());
    return folders;
}

} // namespace model
