// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sarif.h"

#include "model/base/textindex.h"
#include "model/rules/catalogue.h"
#include "model/rules/rule.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <map>
#include <set>

namespace app {

using model::Problem;
using namespace Qt::StringLiterals;

namespace {

QString uriOf(const QString &file)
{
    if (QFileInfo(file).isAbsolute()) {
        qsizetype slashes = 0; // of several a URL would make a host
        while (slashes < file.size() && file[slashes] == u'/') ++slashes;
        return QUrl::fromLocalFile(u'/' + file.mid(slashes)).toString(QUrl::FullyEncoded);
    }
    return QString::fromLatin1(QUrl::toPercentEncoding(file, "/"));
}

QString levelOf(const Problem &problem)
{
    return problem.severity == model::Severity::Info ? u"note"_s : model::toWord(problem.severity);
}

// The text's lines are counted once a file.
class Regions
{
public:
    explicit Regions(const Report &report) : m_report(report) {}

    QJsonObject of(const Problem &problem)
    {
        if (problem.line <= 0) return {};
        // What was rendered stands in a file whose own text is not that of the set.
        const bool isRendered = m_report.rendered.contains(problem.file);
        const model::SourceFile *file = isRendered ? nullptr : m_report.resources->file(problem.file);
        if (!file && problem.column > 0) return {{u"startLine"_s, problem.line}, {u"startColumn"_s, problem.column}};
        if (!file || problem.span.begin >= problem.span.end) return {{u"startLine"_s, problem.line}};
        const auto index = m_indexes.try_emplace(problem.file, file->stream.text()).first;
        const model::TextPosition begin = index->second.utf16(problem.span.begin),
                                  end = index->second.utf16(problem.span.end);
        return {{u"startLine"_s, begin.line + 1},
                {u"startColumn"_s, begin.column + 1},
                {u"endLine"_s, end.line + 1},
                {u"endColumn"_s, end.column + 1}};
    }

private:
    const Report &m_report;
    std::map<QString, model::TextIndex> m_indexes;
};

// The same problem keeps it when lines move.
QString fingerprint(const Problem &problem)
{
    const QString what = problem.rule + u'\n' + problem.file + u'\n' + problem.resource.id() + u'\n' +
                         problem.field.toString() + u'\n' + problem.message;
    return QString::fromLatin1(QCryptographicHash::hash(what.toUtf8(), QCryptographicHash::Sha256).toHex().left(32));
}

QJsonObject resultOf(const Finding &finding, Regions &regions)
{
    const Problem &problem = finding.problem;
    QJsonObject place{{u"artifactLocation"_s, QJsonObject{{u"uri"_s, uriOf(problem.file)}}}};
    if (const QJsonObject region = regions.of(problem); !region.isEmpty()) place[u"region"_s] = region;
    const QString fix = problem.fix.isEmpty() ? QString() : u" (%1)"_s.arg(problem.fix);
    return {{u"ruleId"_s, problem.rule},
            {u"level"_s, levelOf(problem)},
            {u"message"_s, QJsonObject{{u"text"_s, finding.message() + fix}}},
            {u"locations"_s, QJsonArray{QJsonObject{{u"physicalLocation"_s, place}}}},
            {u"partialFingerprints"_s, QJsonObject{{u"kubewright/v1"_s, fingerprint(problem)}}}};
}

// What viewers show beside a result.
QJsonObject ruleOf(const QString &id)
{
    const auto text = [](const char *said) { return QJsonObject{{u"text"_s, model::sayRule(said)}}; };
    QJsonObject rule{{u"id"_s, id}};
    const auto tell = [&](const char *what, const char *why, const char *fix) {
        rule[u"shortDescription"_s] = text(what);
        rule[u"fullDescription"_s] = text(why);
        rule[u"help"_s] = text(fix);
    };
    if (const int index = model::practiceRuleIndex(id); index >= 0) {
        const model::PracticeRule &known = model::practiceRules()[size_t(index)];
        tell(known.what, known.why, known.fix);
    } else if (const model::RuleEntry *known = model::otherRule(id)) {
        tell(known->what, known->why, known->fix);
    }
    return rule;
}

} // namespace

QByteArray sarif(const Report &report)
{
    Regions regions(report);
    QJsonArray results, rules;
    std::set<QString> ids;
    for (const Finding &finding : report.findings) {
        results += resultOf(finding, regions);
        ids.insert(finding.problem.rule);
    }
    for (const QString &id : ids) rules += ruleOf(id);
    const QJsonObject driver{
        {u"name"_s, u"kubewright"_s}, {u"version"_s, QStringLiteral(KUBEWRIGHT_VERSION)}, {u"rules"_s, rules}};
    const QJsonObject run{{u"tool"_s, QJsonObject{{u"driver"_s, driver}}},
                          {u"columnKind"_s, u"utf16CodeUnits"_s},
                          {u"results"_s, results}};
    const QJsonObject all{{u"$schema"_s, u"https://json.schemastore.org/sarif-2.1.0.json"_s},
                          {u"version"_s, u"2.1.0"_s},
                          {u"runs"_s, QJsonArray{run}}};
    return QJsonDocument(all).toJson();
}

} // namespace app
