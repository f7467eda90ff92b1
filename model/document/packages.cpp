// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/packages.h"

#include "model/base/say.h"
#include "model/resource/kinds.h"

#include <QFileInfo>
#include <QSet>

namespace model {

using namespace Qt::StringLiterals;

namespace {
QString canonical(const QString &path) { return QFileInfo(path).canonicalFilePath(); }

Problem unused(const QString &file, const QString &message)
{
    Problem problem;
    problem.severity = Severity::Info;
    problem.rule = u"kustomize-unused"_s;
    problem.file = file;
    problem.message = message;
    return problem;
}

class Renderer
{
public:
    explicit Renderer(const std::vector<PackageFolder> &folders) : m_folders(folders)
    {
        for (const PackageFolder &folder : folders)
            for (const QString &under : foldersUnder(folder.path)) m_stoodOn.insert(under);
    }

    Renderings run(Problems &problems)
    {
        for (const PackageFolder &folder : m_folders)
            if (folder.asked || (!m_stoodOn.contains(canonical(folder.path)) && !isComponent(folder.path)))
                render(folder);
        // Those that only stand on one another.
        for (const PackageFolder &folder : m_folders) {
            if (m_reached.contains(canonical(folder.path))) continue;
            if (!isComponent(folder.path))
                render(folder);
            else
                problems.push_back(
                    unused(folder.path, say("no kustomization here uses this component; it was not checked")));
        }
        return std::move(m_renderings);
    }
    const QSet<QString> &usedFiles() const { return m_used; }
    // Of kustomizations that could not be rendered: it is not known what they use.
    bool isInBroken(const QString &path) const
    {
        return std::ranges::any_of(m_broken, [&path](const QString &folder) { return path.startsWith(folder); });
    }

private:
    void render(const PackageFolder &folder)
    {
        auto rendering = Rendering::kustomize(folder.path);
        m_used.unite(rendering->files());
        m_reached.unite(rendering->folders());
        const bool isBroken = std::ranges::any_of(
            rendering->problems(), [](const Problem &problem) { return problem.severity == Severity::Error; });
        if (isBroken)
            for (const QString &broken : rendering->folders()) m_broken += broken + u'/';
        m_renderings.push_back(std::move(rendering));
    }

    const std::vector<PackageFolder> &m_folders;
    QSet<QString> m_stoodOn, m_reached, m_used;
    QStringList m_broken;
    Renderings m_renderings;
};

} // namespace

Renderings renderKustomizations(ReadFiles &read, Problems &problems)
{
    if (read.kustomizations.empty()) return {};
    Renderer renderer(read.kustomizations);
    Renderings renderings = renderer.run(problems);
    std::erase_if(read.files, [&renderer](const ReadFile &file) {
        const QString path = canonical(file.path);
        return renderer.usedFiles().contains(path) || renderer.isInBroken(path);
    });
    for (const PackageFolder &folder : read.kustomizations)
        for (const QString &file : folder.beside) {
            const QString path = canonical(file);
            if (!renderer.usedFiles().contains(path) && !renderer.isInBroken(path))
                problems.push_back(unused(file, say("no kustomization names this file; it was not checked")));
        }
    return renderings;
}

Worlds divide(std::vector<SourceFile> files, const Renderings &renderings, YamlBudget &budget)
{
    Worlds worlds;
    QSet<ResourceKey> keys;
    // What is there twice among the files is the files' own matter.
    const auto ofFiles = renderings.empty() ? nullptr : ResourceSet::build(files);
    if (ofFiles)
        for (const Resource &resource : ofFiles->resources()) keys.insert(comparableKey(resource.key));
    for (const auto &rendering : renderings) {
        const SourceFile source{rendering->file(), YamlStream::parse(rendering->text(), nullptr, &budget)};
        auto alone = ResourceSet::build({source});
        const bool clashes = std::ranges::any_of(alone->resources(), [&](const Resource &resource) {
            return resource.isNamed && keys.contains(comparableKey(resource.key));
        });
        if (clashes) {
            worlds.apart.push_back(rendering);
            worlds.apartResources.push_back(std::move(alone));
            continue;
        }
        for (const Resource &resource : alone->resources()) keys.insert(comparableKey(resource.key));
        files.push_back(source);
    }
    worlds.main = ResourceSet::build(std::move(files));
    return worlds;
}

namespace {

void tellCharts(ReadFiles &read)
{
    for (const PackageFolder &chart : read.charts)
        read.errors.push_back({Error::Code::Unsupported,
                               say("a Helm chart: `kubewright validate` and `render` take it by name"),
                               model::Location{chart.path}});
}

} // namespace

void addRendered(ReadFiles &read)
{
    Problems problems;
    const Renderings renderings = renderKustomizations(read, problems);
    std::vector<SourceFile> sources; // only asked whether they clash with what was rendered
    if (renderings.empty()) return tellCharts(read);
    for (const ReadFile &file : read.files) sources.push_back({file.path, YamlStream::parse(file.text)});
    YamlBudget budget;
    const Worlds worlds = divide(std::move(sources), renderings, budget);
    const auto tell = [&read](Error::Code code, const QString &message, const Location &where) {
        read.errors.push_back({code, message, where});
    };
    for (const auto &rendering : renderings) {
        for (const Problem &problem : rendering->problems())
            if (problem.severity == Severity::Error)
                tell(Error::Code::Invalid, problem.message, {problem.file, problem.line, problem.column});
        if (std::ranges::find(worlds.apart, rendering) != worlds.apart.end())
            tell(Error::Code::Conflict, say("left out, for others define the same objects"), {rendering->file()});
        else if (!rendering->text().isEmpty())
            read.files.push_back({rendering->file() + say(" (rendered)"), rendering->text(), {}, true});
    }
    tellCharts(read);
}

} // namespace model
