// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/helmtalk.h"

#include "cluster/api/status.h"
#include "model/base/files.h"
#include "model/base/say.h"
#include "model/kustomize/charttext.h"
#include "model/yaml/yamlstream.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace app {

using model::say;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestTalk = 1000; // of what is repeated

// Without control characters, in one line.
QString inOneLine(const QByteArray &said)
{
    QStringList lines;
    for (const QString &line : QString::fromUtf8(said).split(u'\n')) {
        const bool isIdle = line.trimmed().isEmpty() || line.startsWith("Use --debug"_L1);
        if (!isIdle) lines += line.trimmed();
    }
    const QString text = lines.join(u' ');
    return cluster::inertText(text.startsWith("Error: "_L1) ? text.mid(7) : text, longestTalk);
}

// Helm's "NAME/templates/web.yaml" or "NAME/charts/db/values.yaml"; empty where there is no such file.
QString fileOf(const QString &folder, const QString &said)
{
    const QString below = model::kustomize::ChartText(folder, {}).fileOf(said);
    const bool isThere = QFileInfo(QDir(folder), below).isFile();
    return isThere ? model::kustomize::shownPath(folder, below) : QString();
}

// Bytes on a line of a file as code points, from 1.
int columnOf(const QString &file, int line, int bytes)
{
    const auto text = model::readFileLimited(file, 4 << 20);
    if (!text) return bytes + 1;
    const QList<QByteArray> lines = text->split('\n');
    if (line < 1 || line > lines.size()) return bytes + 1;
    return int(QString::fromUtf8(lines[line - 1].left(bytes)).toUcs4().size()) + 1;
}

// The innermost place that is named: "NAME/FILE:LINE:COLUMN" or "NAME/FILE:LINE".
void findPlace(const QString &folder, const QString &text, model::Problem &problem)
{
    static const QRegularExpression place(u"([^\\s()<>\"':]+/[^\\s()<>\"':]+):(\\d+)(?::(\\d+))?"_s);
    for (auto matches = place.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const QString file = fileOf(folder, match.captured(1));
        if (file.isEmpty()) continue;
        problem.file = file;
        problem.line = match.captured(2).toInt();
        // Helm counts bytes, from 0.
        problem.column = match.captured(3).isEmpty() ? 0 : columnOf(file, problem.line, match.captured(3).toInt());
    }
}

// The file that helm could not load, read by us: where and what is wrong.
bool findFault(const QString &folder, const QString &path, model::Problem &problem)
{
    const QString file = fileOf(folder, u"./"_s + path);
    const auto text = file.isEmpty() ? model::Result<QByteArray>(QByteArray()) : model::readFileLimited(file, 4 << 20);
    if (!text) return false;
    const model::YamlStream stream = model::YamlStream::parse(*text);
    for (const model::YamlStream::Part &part : stream.parts()) {
        if (!part.document->error()) continue;
        const model::YamlIssue &issue = *part.document->error();
        const auto before = part.document->text().left(issue.offset);
        problem.file = file;
        problem.line = part.firstLine + int(before.count('\n')) + 1;
        problem.column = int(QString::fromUtf8(before.mid(before.lastIndexOf('\n') + 1)).toUcs4().size()) + 1;
        problem.message = issue.message;
        return true;
    }
    return false;
}

// A template that stopped: without the ways to it, for the place says that.
QString inPlainWords(const QString &text)
{
    static const QRegularExpression nothing(u"at <([^>]*)>: nil pointer evaluating [^.]*\\.(\\S+)$"_s);
    static const QRegularExpression stopped(u"^.*executing \"[^\"]*\" at (<.*)$"_s);
    static const QRegularExpression failed(u"^execution error at \\([^)]*\\): (.*)$"_s);
    static const QRegularExpression parsed(u"^parse error at \\([^)]*\\): (.*)$"_s);
    static const QRegularExpression rendered(u"^YAML parse error on \\S+: (?:error converting YAML to JSON: )?(.*)$"_s);
    if (const auto match = nothing.match(text); match.hasMatch())
        return say("in %1 there is nothing that could have “%2”: no value is set there")
            .arg(match.captured(1), match.captured(2));
    if (const auto match = failed.match(text); match.hasMatch())
        return say("the chart itself refuses: %1").arg(match.captured(1));
    if (const auto match = rendered.match(text); match.hasMatch())
        return say("what this template renders is no YAML (its lines are counted after rendering): %1")
            .arg(match.captured(1));
    for (const QRegularExpression &form : {parsed, stopped})
        if (const auto match = form.match(text); match.hasMatch()) return match.captured(1);
    return text;
}

// Values that values.schema.json refuses: "- at '/image/tag': got number, want string".
bool findValue(const QString &folder, const QString &text, model::Problem &problem)
{
    static const QRegularExpression form(u"schema\\(s\\) in the following chart\\(s\\): (.*)$"_s);
    static const QRegularExpression at(u"- at '(/[^']*)'"_s);
    const auto match = form.match(text);
    if (!match.hasMatch()) return false;
    problem.message = say("its values are not as values.schema.json wants them: %1").arg(match.captured(1));
    const QString file = fileOf(folder, u"./values.yaml"_s);
    const auto source =
        file.isEmpty() ? model::Result<QByteArray>(QByteArray()) : model::readFileLimited(file, 4 << 20);
    const auto where = at.match(text);
    if (!source || !where.hasMatch()) return true;
    const model::YamlStream stream = model::YamlStream::parse(*source);
    if (stream.parts().empty()) return true;
    const model::YamlDocument &document = *stream.parts().front().document;
    model::YamlRef value = document.root();
    for (const QString &step : where.captured(1).split(u'/', Qt::SkipEmptyParts)) value = value[step];
    if (!value) return true;
    const QByteArray before = document.text().left(value.span().begin);
    problem.file = file;
    problem.line = stream.parts().front().firstLine + int(before.count('\n')) + 1;
    problem.column = int(QString::fromUtf8(before.mid(before.lastIndexOf('\n') + 1)).toUcs4().size()) + 1;
    return true;
}

model::Problem problemAt(const QString &folder, model::Severity severity, const QString &rule)
{
    model::Problem problem;
    problem.severity = severity;
    problem.rule = rule;
    const QString chart = fileOf(folder, u"./Chart.yaml"_s);
    problem.file = chart.isEmpty() ? folder : chart;
    return problem;
}

} // namespace

model::Problem helmRefusal(const QString &folder, const QByteArray &said)
{
    const QString text = inOneLine(said);
    model::Problem problem = problemAt(folder, model::Severity::Error, u"helm-invalid"_s);
    const auto tell = [&](const QString &why) { problem.message = say("helm refuses this chart: %1").arg(why); };
    if (text.contains("library charts are not installable"_L1)) {
        problem.severity = model::Severity::Info;
        problem.rule = u"helm-chart"_s;
        problem.message = say("this is a library chart, which helm renders only as a part of other charts");
        return problem;
    }
    static const QRegularExpression missing(u"missing in charts/ directory: (.*)$"_s);
    if (const auto match = missing.match(text); match.hasMatch()) {
        tell(say("it depends on charts that are not in its folder charts: %1").arg(match.captured(1)));
        problem.fix = say("run `helm dependency build` in it");
        return problem;
    }
    static const QRegularExpression unreadable(
        u"(?:error unpacking subchart (\\S+) in \\S+: )?cannot load (values\\.yaml|Chart\\.yaml): (.*)$"_s);
    if (const auto match = unreadable.match(text); match.hasMatch()) {
        const QString below = match.captured(1).isEmpty() ? QString() : u"charts/"_s + match.captured(1) + u'/';
        if (findFault(folder, below + match.captured(2), problem))
            tell(problem.message);
        else
            tell(text);
        return problem;
    }
    if (findValue(folder, text, problem)) {
        tell(problem.message);
        return problem;
    }
    static const QRegularExpression onFile(u"^YAML parse error on (\\S+): "_s);
    if (const auto match = onFile.match(text); match.hasMatch())
        if (const QString file = fileOf(folder, match.captured(1)); !file.isEmpty()) problem.file = file;
    findPlace(folder, text, problem);
    tell(text.isEmpty() ? say("it does not say why") : inPlainWords(text));
    return problem;
}

model::Problems helmWarnings(const QString &folder, const QByteArray &said)
{
    model::Problems problems;
    constexpr size_t most = 20;
    static const QRegularExpression preamble(
        u"^(\\d{4}/\\d\\d/\\d\\d \\S+ )?(\\w+\\.go:\\d+: )?(WARNING: |warning: )?"_s);
    for (const QByteArray &line : said.split('\n')) {
        QString text = cluster::inertText(QString::fromUtf8(line.trimmed()), longestTalk);
        if (text.isEmpty() || problems.size() >= most) continue;
        model::Problem problem = problemAt(folder, model::Severity::Warning, u"helm-warning"_s);
        problem.message = say("helm warns: %1").arg(text.remove(preamble));
        const bool isKnown = std::ranges::find(problems, problem) != problems.end();
        if (!isKnown) problems.push_back(std::move(problem));
    }
    return problems;
}

} // namespace app
