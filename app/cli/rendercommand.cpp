// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/edgerules.h"
#include "app/cli/inputs.h"
#include "app/cli/leftout.h"
#include "app/cli/report.h"
#include "app/cli/talk.h"
#include "cluster/practice/offline/offlinecheck.h"
#include "graph/export/data.h"
#include "graph/export/picture.h"
#include "graph/model/graphbuilder.h"
#include "graph/scene/arrange.h"
#include "model/base/say.h"
#include "model/document/checker.h"
#include "model/document/replacefile.h"
#include "model/relations/infer.h"

#include <QBuffer>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <sys/stat.h>

namespace app {

using namespace Qt::StringLiterals;

namespace {

// Nothing where the suffix is one that can be written.
std::optional<QString> refusal(const QString &suffix)
{
    if (QStringList{u"svg"_s, u"png"_s, u"dot"_s, u"json"_s}.contains(suffix)) return std::nullopt;
    if (suffix == "pdf"_L1 || suffix == "mmd"_L1)
        return model::say("render: --out *.%1 is not available yet in this version").arg(suffix);
    return model::say("render: --out needs a file name that ends with .svg, .png, .dot or .json");
}

QByteArray paint(graph::Graph whole, const QString &suffix, look::Theme theme, const QString &title)
{
    const graph::Excerpt drawn = graph::excerptOf(std::move(whole));
    if (!drawn.isWhole()) say(model::say("render: %1").arg(drawn.caption()));
    look::setCurrentTheme(theme);
    const graph::Layout layout = graph::arrange(drawn.graph);
    if (suffix == "svg"_L1) return graph::toSvg(drawn.graph, layout, theme, title, drawn.caption());
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    graph::toImage(drawn.graph, layout, theme, drawn.caption()).save(&buffer, "PNG");
    return png;
}

model::Problems withRules(const model::Problems &problems, const QStringList &rules)
{
    model::Problems chosen;
    for (const model::Problem &problem : problems)
        if (rules.contains(problem.rule)) chosen.push_back(problem);
    return chosen;
}

// What stopped it: the first place leads.
int refuseBroken(const model::Problems &problems)
{
    bool first = true;
    for (const model::Problem &problem : problems) {
        if (first)
            complain(problemLine(problem));
        else
            say(problemLine(problem));
        first = false;
    }
    return 2;
}

// The graph that an earlier run has written, and this one may write anew.
bool isGraph(const QByteArray &text) { return text.startsWith("{\n  \"nodes\": ["); }

// A file that was read, by whatever name.
class ReadBefore
{
public:
    explicit ReadBefore(const QString &out) : m_isThere(::stat(QFile::encodeName(out).constData(), &m_out) == 0) {}

    bool isOf(const Inputs &inputs) const
    {
        if (!m_isThere) return false;
        std::vector<const model::ResourceSet *> sets{inputs.resources.get()};
        for (const auto &apart : inputs.apart) sets.push_back(apart.get());
        for (const model::ResourceSet *set : sets)
            for (const model::SourceFile &file : set->files())
                if (!inputs.isRendered(file.path) && is(file.path) && !isGraph(file.stream.text())) return true;
        return std::ranges::any_of(inputs.renderings, [this](const auto &rendering) { return isOf(*rendering); });
    }

private:
    bool is(const QString &path) const
    {
        struct stat status = {};
        return ::stat(QFile::encodeName(path).constData(), &status) == 0 && status.st_dev == m_out.st_dev &&
               status.st_ino == m_out.st_ino;
    }

    // Of a chart helm has read all that there is.
    bool isOf(const model::Rendering &rendering) const
    {
        if (std::ranges::any_of(rendering.files(), [this](const QString &file) { return is(file); })) return true;
        const QFileInfo file(rendering.file());
        if (file.fileName() != "Chart.yaml"_L1) return false;
        QDirIterator below(file.absolutePath(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (below.hasNext())
            if (is(below.next())) return true;
        return false;
    }

    struct stat m_out = {};
    const bool m_isThere;
};

} // namespace

int runRender(const Arguments &arguments)
{
    const QString out = arguments.value("out");
    if (out.isEmpty()) return cannotRun(model::say("render: --out FILE is missing"));
    const QString suffix = QFileInfo(out).suffix().toLower();
    if (const auto refused = refusal(suffix)) return cannotRun(*refused);
    if (!loadEdgeRules()) return 2;
    const Inputs inputs = readInputs(arguments.paths());
    if (!inputs.report()) return 2;
    if (ReadBefore(out).isOf(inputs))
        return cannotRun(model::say("render: --out %1 is one of the files that are drawn").arg(out));
    model::Problems broken = inputs.problems;
    std::erase_if(broken, [](const model::Problem &problem) { return problem.severity != model::Severity::Error; });
    if (!broken.empty()) return refuseBroken(broken);
    if (inputs.resources->isBroken()) return refuseBroken(withRules(inputs.resources->problems(), {u"yaml-syntax"_s}));
    for (const model::Problem &problem : inputs.problems) say(problemLine(problem));
    if (!inputs.apart.empty())
        say(model::say("render: left out, for others define the same objects: %1").arg(inputs.apartNames()));
    sayLeftOut(u"render"_s, inputs);
    const model::Edges edges = model::inferEdges(*inputs.resources);
    model::Checker checker;
    checker.setApiCheck(practice::offlineCheck());
    checker.setRules({});
    const model::Problems problems = checker.check(*inputs.resources);
    graph::Graph drawn = graph::buildGraph(*inputs.resources, edges, problems);
    QByteArray bytes;
    if (suffix == "json"_L1)
        bytes = graph::toJson(drawn);
    else if (suffix == "dot"_L1)
        bytes = graph::toDot(drawn);
    else
        bytes = paint(std::move(drawn), suffix,
                      arguments.value("theme") == "dark"_L1 ? look::Theme::Dark : look::Theme::Light,
                      QFileInfo(arguments.paths().first()).fileName());
    if (const auto written = model::replaceFile(out, bytes); !written) return cannotRun(written.error().toString());
    return 0;
}

} // namespace app
