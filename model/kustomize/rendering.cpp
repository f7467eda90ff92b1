// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/rendering.h"

#include "model/base/files.h"
#include "model/base/limits.h"
#include "model/kustomize/accumulate.h"
#include "model/kustomize/carriedignores.h"
#include "model/kustomize/chartlines.h"
#include "model/kustomize/charttext.h"
#include "model/kustomize/kustomization.h"
#include "model/yaml/emitter.h"
#include "model/yaml/resolver.h"
#include "model/yaml/yamlstream.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

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
    std::vector<int> firstLines;      // from 1, of each object's document
    std::vector<TemplateLine> places; // of each line of a chart's text; empty: no chart

    // What a chart's lines come from.
    void relocateInChart(Problem &problem) const;

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
    const Node *node = nullptr;
    bool isWhole = false;
};

Found find(const Object &object, const FieldPath &field)
{
    Found found{object.root.origin.isKnown() ? object.root.origin : object.origin, {}, nullptr, true};
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
    found.node = node;
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
    for (Problem &unknown : origins->sources.unknownIgnores()) rendering->m_problems.push_back(std::move(unknown));
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
            QByteArray text = carryIgnores(object, *yaml, origins->sources);
            if (rendering->m_text.size() + text.size() > limits::maxFileBytes) text = *yaml;
            origins->firstLines.push_back(line);
            line += int(text.count('\n'));
            rendering->m_text += text;
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

void Rendering::Origins::relocateInChart(Problem &problem) const
{
    const auto line = size_t(problem.line) - 1;
    const TemplateLine place = line < places.size() ? places[line] : TemplateLine();
    problem.file = sources.file(at(problem.line)->origin);
    problem.line = place.line;
    // Up to the first {{ both lines are the same.
    problem.column = place.line > 0 && place.columns > 0 ? std::min(problem.column, place.columns + 1) : 0;
    problem.span = {};
}

std::shared_ptr<const Rendering> Rendering::chart(const QString &folder, QByteArray text, Problems problems)
{
    auto rendering = std::make_shared<Rendering>();
    auto origins = std::make_shared<Origins>();
    rendering->m_file = shownPath(folder, u"Chart.yaml"_s);
    rendering->m_folders.insert(QFileInfo(folder).canonicalFilePath());
    rendering->m_problems = std::move(problems);
    ChartText reader(folder, text);
    qsizetype budget = 20'000'000; // pairs of lines
    while (const auto document = reader.next()) {
        Object object;
        object.origin = Origin{reader.sourceOf(*document, origins->sources), 0, 0};
        origins->objects.push_back(std::move(object));
        origins->firstLines.push_back(document->firstLine);
        origins->places.resize(size_t(document->firstLine));
        const auto places = templateLines(document->text, reader.templateOf(*document), budget);
        origins->places.insert(origins->places.end(), places.begin(), places.end());
    }
    rendering->m_text = std::move(text);
    rendering->m_origins = std::move(origins);
    return rendering;
}

// "the other is at FILE:LINE:COLUMN", where the file is the rendered one.
void Rendering::relocateMessage(Problem &problem) const
{
    const QString mark = m_file + u':';
    const qsizetype at = problem.message.indexOf(mark);
    if (at < 0) return;
    static const QRegularExpression form(u"(\\d+):(\\d+)"_s);
    const auto match = form.match(problem.message, at + mark.size(), QRegularExpression::NormalMatch,
                                  QRegularExpression::AnchorAtOffsetMatchOption);
    if (!match.hasMatch()) return;
    Problem other;
    other.file = m_file;
    other.line = match.captured(1).toInt();
    other.column = match.captured(2).toInt();
    relocate(other);
    problem.message.replace(at, match.capturedEnd() - at, Location{other.file, other.line, other.column}.toString());
}

namespace {

// Whoever is told to quote a value that reads 1.1 in the rendering may have written 1.10, and quotes that: "quote it:
// "1.1"" becomes "quote it: "1.10"". Where the text is not known, nothing is proposed.
void proposeWritten(Problem &problem, const Node &node, const Sources &sources)
{
    const bool isMeant = problem.rule == "schema-wrong-type"_L1 || problem.rule == "yaml-likely-text"_L1;
    if (!isMeant || !node.isScalar() || node.isString()) return;
    const qsizetype from = problem.fix.indexOf(u'"') + 1, to = problem.fix.lastIndexOf(u'"');
    if (from == 0 || to < from) return;
    const QByteArrayView text = sources.text(node.origin);
    if (resolvePlain(text).type == ScalarType::String) return problem.fix.clear();
    const QString rendered = problem.fix.mid(from, to - from), written = QString::fromUtf8(text);
    problem.fix.replace(from, to - from, written);
    if (problem.rule != "yaml-likely-text"_L1) return;
    // "1.1 is read as 1.1" becomes "1.10 is read as 1.1".
    if (const qsizetype at = problem.message.indexOf(rendered); at >= 0)
        problem.message.replace(at, rendered.size(), written);
}

} // namespace

void Rendering::relocate(Problem &problem) const
{
    if (problem.file != m_file || problem.line <= 0) return;
    relocateMessage(problem);
    const Object *object = m_origins->at(problem.line);
    if (!object) return;
    if (!m_origins->places.empty()) return m_origins->relocateInChart(problem);
    const Found found = find(*object, problem.field);
    if (found.isWhole) proposeWritten(problem, *found.node, m_origins->sources);
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
