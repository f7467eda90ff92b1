// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/report.h"

#include "app/cli/sarif.h"
#include "cluster/api/status.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamWriter>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace app {

using cluster::inertText;
using model::Problem;
using model::Severity;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestLine = 4000;

QString withFix(const Finding &finding)
{
    const QString &fix = finding.problem.fix;
    return fix.isEmpty() ? finding.message() : finding.message() + u" (%1)"_s.arg(fix);
}

QByteArray lineOf(const Finding &finding)
{
    if (finding.sharers.empty()) return problemLine(finding.problem).toUtf8();
    Problem told = finding.problem;
    told.message = finding.message();
    return problemLine(told).toUtf8();
}

QByteArray text(const Report &report)
{
    QByteArray out;
    for (const Finding &finding : report.findings) out += lineOf(finding) + '\n';
    return out;
}

QByteArray json(const Report &report)
{
    QJsonArray problems;
    for (const Finding &finding : report.findings) {
        const Problem &problem = finding.problem;
        QJsonObject object{{u"file"_s, problem.file},
                           {u"line"_s, problem.line},
                           {u"column"_s, problem.column},
                           {u"severity"_s, model::toWord(problem.severity)},
                           {u"layer"_s, model::toWord(problem.layer)},
                           {u"rule"_s, problem.rule},
                           {u"resource"_s, problem.resource.isEmpty() ? QString() : problem.resource.id()},
                           {u"field"_s, problem.field.toString()},
                           {u"message"_s, problem.message},
                           {u"fix"_s, problem.fix}};
        QJsonArray others;
        for (const Owner &sharer : finding.sharers) others += sharer.resource.id();
        if (!others.isEmpty()) object[u"others"_s] = others;
        problems += object;
    }
    const QJsonObject all{{u"problems"_s, problems}, {u"resources"_s, int(report.resourceCount())}};
    return QJsonDocument(all).toJson();
}

// https://docs.github.com/actions, workflow commands: what would end a property or a line is percent-encoded.
QString githubValue(QString value, bool property)
{
    value.replace(u'%', "%25"_L1).replace(u'\r', "%0D"_L1).replace(u'\n', "%0A"_L1);
    if (property) value.replace(u':', "%3A"_L1).replace(u',', "%2C"_L1);
    return value;
}

QByteArray github(const Report &report)
{
    QByteArray out;
    for (const Finding &finding : report.findings) {
        const Problem &problem = finding.problem;
        const QString level = problem.severity == Severity::Info ? u"notice"_s : model::toWord(problem.severity);
        QString line = u"::"_s + level + u" file="_s + githubValue(problem.file, true);
        if (problem.line > 0) line += u",line=%1,col=%2"_s.arg(problem.line).arg(std::max(problem.column, 1));
        line += u",title="_s + githubValue(problem.rule, true) + u"::"_s + githubValue(withFix(finding), false);
        out += inertText(line, longestLine).toUtf8() + '\n';
    }
    return out;
}

// A resource, or a file's problems that belong to none: what passes or fails in junit and tap.
struct Case
{
    QString file, name;
    model::ResourceKey key; // empty: of the file
    std::vector<const Finding *> findings;

    bool failed() const
    {
        return std::ranges::any_of(findings, [](const Finding *f) { return f->problem.severity == Severity::Error; });
    }
};

// "Service (serving.knative.dev) shop/web": a kind's name alone may be that of several groups.
QString titleWithGroup(const model::ResourceKey &key)
{
    if (key.group.isEmpty()) return key.title();
    return u"%1 (%2)%3"_s.arg(key.kind, key.group, key.title().mid(key.kind.size()));
}

// Within a file no two have one name: the group tells them apart, and where that is not enough a number.
void nameApart(std::vector<Case> &all)
{
    using Place = std::pair<QString, QString>;
    std::map<Place, std::set<QString>> groups;
    for (const Case &one : all) groups[{one.file, one.name}].insert(one.key.group);
    std::map<Place, int> numbers;
    for (Case &one : all) {
        if (groups[{one.file, one.name}].size() > 1) one.name = titleWithGroup(one.key);
        if (const int number = ++numbers[{one.file, one.name}]; number > 1) one.name += u" (%1)"_s.arg(number);
    }
}

std::vector<Case> cases(const Report &report)
{
    std::vector<Case> all;
    std::map<QString, size_t> places;
    const auto place = [&](const QString &file, const model::ResourceKey &key) -> Case & {
        const bool ofFile = key.isEmpty();
        const auto [it, isNew] = places.try_emplace(file + u'\n' + (ofFile ? QString() : key.id()), all.size());
        if (isNew) all.push_back({file, ofFile ? u"file"_s : key.title(), key, {}});
        return all[it->second];
    };
    for (const model::Resource &resource : report.resources->resources()) place(resource.file, resource.key);
    for (const auto &apart : report.apart)
        for (const model::Resource &resource : apart->resources()) place(resource.file, resource.key);
    const auto put = [&](const Finding &finding, const Owner &owner) {
        const bool ofFile = owner.resource.isEmpty();
        Case &one = place(ofFile ? finding.problem.file : owner.file, owner.resource);
        if (one.findings.empty() || one.findings.back() != &finding) one.findings.push_back(&finding);
    };
    for (const Finding &finding : report.findings) {
        put(finding, finding.owner);
        for (const Owner &sharer : finding.sharers) put(finding, sharer);
    }
    std::ranges::stable_sort(all, {}, &Case::file);
    nameApart(all);
    return all;
}

QByteArray tap(const Report &report)
{
    const std::vector<Case> all = cases(report);
    QByteArray out = "TAP version 13\n1.." + QByteArray::number(all.size()) + '\n';
    for (size_t i = 0; i < all.size(); ++i) {
        // '#' begins a directive, as in "# SKIP"; the backslash is what keeps it from doing so.
        QString title = inertText(all[i].file + u": "_s + all[i].name, longestLine);
        out += (all[i].failed() ? "not ok " : "ok ") + QByteArray::number(i + 1) + " - " +
               title.replace(u'\\', "\\\\"_L1).replace(u'#', "\\#"_L1).toUtf8() + '\n';
        for (const Finding *finding : all[i].findings) out += "# " + lineOf(*finding) + '\n';
    }
    return out;
}

void writeCase(QXmlStreamWriter &xml, const Case &one)
{
    xml.writeStartElement(u"testcase"_s);
    xml.writeAttribute(u"classname"_s, inertText(one.file, longestLine));
    xml.writeAttribute(u"name"_s, inertText(one.name, longestLine));
    QStringList errors, others;
    for (const Finding *finding : one.findings)
        (finding->problem.severity == Severity::Error ? errors : others) += QString::fromUtf8(lineOf(*finding));
    if (!errors.isEmpty()) {
        xml.writeStartElement(u"failure"_s);
        xml.writeAttribute(u"message"_s, errors.first());
        xml.writeCharacters(errors.join(u'\n'));
        xml.writeEndElement();
    }
    if (!others.isEmpty()) xml.writeTextElement(u"system-out"_s, others.join(u'\n'));
    xml.writeEndElement();
}

QByteArray junit(const Report &report)
{
    const std::vector<Case> all = cases(report);
    const auto failures = [](auto begin, auto end) {
        return QString::number(std::count_if(begin, end, [](const Case &c) { return c.failed(); }));
    };
    QByteArray out;
    QXmlStreamWriter xml(&out);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(u"testsuites"_s);
    xml.writeAttribute(u"name"_s, u"kubewright validate"_s);
    xml.writeAttribute(u"tests"_s, QString::number(all.size()));
    xml.writeAttribute(u"failures"_s, failures(all.begin(), all.end()));
    for (auto from = all.begin(); from != all.end();) {
        const auto to = std::find_if(from, all.end(), [&](const Case &c) { return c.file != from->file; });
        xml.writeStartElement(u"testsuite"_s);
        xml.writeAttribute(u"name"_s, inertText(from->file, longestLine));
        xml.writeAttribute(u"tests"_s, QString::number(to - from));
        xml.writeAttribute(u"failures"_s, failures(from, to));
        for (; from != to; ++from) writeCase(xml, *from);
        xml.writeEndElement();
    }
    xml.writeEndDocument();
    return out;
}

} // namespace

qsizetype Report::resourceCount() const
{
    const auto countOf = [](const model::ResourceSet &set) {
        return qsizetype(set.resources().size() + set.leftOut().size());
    };
    qsizetype count = countOf(*resources);
    for (const auto &one : apart) count += countOf(*one);
    return count;
}

QString problemLine(const Problem &problem) { return inertText(model::toText(problem), longestLine); }

QByteArray printReport(const Report &report, const QString &format)
{
    if (format == "json"_L1) return json(report);
    if (format == "sarif"_L1) return sarif(report);
    if (format == "github"_L1) return github(report);
    if (format == "junit"_L1) return junit(report);
    if (format == "tap"_L1) return tap(report);
    return text(report);
}

} // namespace app
