// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/ignores.h"

#include "model/rules/catalogue.h"
#include "model/rules/settings.h"
#include "model/rules/subject.h"
#include "model/schema/suggest.h"

#include <QSet>

#include <algorithm>
#include <limits>

namespace model {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t maxMarks = 1000;      // of one resource
constexpr int maxComments = 10000;     // of one file
constexpr qsizetype longestRule = 100; // longer than any id
constexpr QByteArrayView commentWord = "kubewright:ignore", renderedWord = "-rendered";

QStringList split(const QString &text)
{
    QStringList words;
    for (const QString &word : text.split(u','))
        if (!word.trimmed().isEmpty()) words += word.trimmed().left(longestRule);
    return words;
}

// "image-latest", "host-*"; but not "because".
bool couldBeRule(QStringView word) { return word.contains(u'-') || word.contains(u'*') || word == u"practice"; }

// The rules at the beginning of a comment. The reason begins behind the first blank that no comma stands before, or
// that a word follows which cannot be a rule.
QStringList splitComment(const QString &said)
{
    for (qsizetype i = 1; i < said.size(); ++i) {
        if (!said[i].isSpace() || said[i - 1].isSpace()) continue;
        qsizetype next = i;
        while (next < said.size() && said[next].isSpace()) ++next;
        qsizetype end = next;
        while (end < said.size() && !said[end].isSpace() && said[end] != u',') ++end;
        if (said[i - 1] != u',' || !couldBeRule(QStringView(said).sliced(next, end - next))) return split(said.left(i));
    }
    return split(said);
}

void readAnnotations(const Resource &resource, YamlRef annotations, IgnoreMarks &marks)
{
    annotations.forEachEntry([&](const QString &key, YamlRef keyNode, YamlRef value) {
        constexpr QStringView own = u"ignore.kubewright.io/", linter = u"ignore-check.kube-linter.io/";
        if (marks.size() >= maxMarks || !value.isScalar() || !keyNode.isValid()) return;
        QStringList rules;
        bool isForeign = true;
        if (key == u"kubewright.io/ignore" || key.startsWith(own)) {
            rules = key.startsWith(own) ? QStringList{key.sliced(own.size())} : split(value.text());
            isForeign = false;
        } else if (key.startsWith(linter)) {
            rules = rulesOfKubeLinter(key.sliced(linter.size()));
        } else if (key == u"kube-linter.io/ignore-all") {
            rules = {u"*"_s};
        } else if (key == u"kube-score/ignore") {
            for (const QString &check : split(value.text())) rules += rulesOfKubeScore(check);
        }
        if (rules.isEmpty()) return;
        const Location at = resource.locate(keyNode);
        Problem place;
        place.file = resource.file;
        place.line = at.line;
        place.column = at.column;
        place.span = resource.spanInFile(keyNode);
        place.resource = resource.key;
        place.field = resource.pathOf(keyNode).parent() / key;
        for (const QString &rule : rules) marks.push_back({rule, isForeign, place});
    });
}

// What starts with the number sign is inside a text, not a comment.
bool isInText(const YamlDocument &document, qsizetype offset)
{
    const YamlRef node = document.nodeAt(offset);
    return node.isValid() && node.written().kind == YamlKind::Scalar;
}

// line: from 1, the one that the word is on.
void readIgnoreComment(const SourceFile &file, size_t part, qsizetype word, int line,
                       std::vector<IgnoreComment> &comments)
{
    const QByteArray &text = file.stream.text();
    const auto &parts = file.stream.parts();
    const YamlDocument &document = *parts[part].document;
    // "#", then only blanks up to the word.
    qsizetype sign = word;
    while (sign > 0 && (text[sign - 1] == ' ' || text[sign - 1] == '\t')) --sign;
    if (sign == 0 || text[sign - 1] != '#' || isInText(document, --sign - parts[part].span.begin)) return;
    qsizetype lineBegin = sign;
    while (lineBegin > 0 && text[lineBegin - 1] != '\n' && text[lineBegin - 1] != '\r') --lineBegin;
    qsizetype lineEnd = word;
    while (lineEnd < text.size() && text[lineEnd] != '\n' && text[lineEnd] != '\r') ++lineEnd;

    qsizetype behind = word + commentWord.size();
    const bool isRendered = QByteArrayView(text).sliced(behind).startsWith(renderedWord);
    if (isRendered) behind += renderedWord.size();
    const QString said = QString::fromUtf8(text.mid(behind, std::min<qsizetype>(lineEnd - behind, 4096))).trimmed();
    const QStringList rules = splitComment(said);
    Problem place;
    place.file = file.path;
    place.line = line;
    place.column = int(QString::fromUtf8(text.mid(lineBegin, sign - lineBegin)).toUcs4().size()) + 1;
    place.span = {sign, lineEnd};

    IgnoreComment comment{{}, line, line};
    const bool isAlone = text.mid(lineBegin, sign - lineBegin).trimmed().isEmpty();
    comment.isAbove = isAlone && (document.isEmpty() || sign < parts[part].span.begin + document.root().span().begin);
    if (comment.isAbove) {
        // A document of nothing but comments speaks of the next one.
        const size_t of = document.isEmpty() && part + 1 < parts.size() ? part + 1 : part;
        comment.firstLine = parts[of].firstLine + 1;
        comment.lastLine = of + 1 < parts.size() ? parts[of + 1].firstLine : std::numeric_limits<int>::max();
    } else if (isAlone) {
        comment.firstLine = comment.lastLine = line + 1;
    }
    const QStringList all = rules.isEmpty() ? QStringList{QString()} : rules;
    for (const QString &rule : all) {
        comment.mark = {rule, isRendered, place};
        comments.push_back(comment);
    }
}

} // namespace

IgnoreMarks readIgnoreAnnotations(const Resource &resource)
{
    IgnoreMarks marks;
    readAnnotations(resource, resource.root()[u"metadata"][u"annotations"], marks);
    const quint32 kind = ruleKind(resource.key);
    if ((kind & rulekind::workloads) && kind != rulekind::Pod)
        readAnnotations(resource, WorkloadView(resource).podTemplate()[u"metadata"][u"annotations"], marks);
    return marks;
}

std::vector<IgnoreComment> readIgnoreComments(const SourceFile &file)
{
    std::vector<IgnoreComment> comments;
    const QByteArray &text = file.stream.text();
    const auto &parts = file.stream.parts();
    size_t part = 0, counted = std::numeric_limits<size_t>::max(); // the part in which lines are being counted,
    qsizetype from = 0;                                            // as far as here,
    int line = 0;                                                  // to this line
    for (qsizetype at = text.indexOf(commentWord); at >= 0 && comments.size() < maxComments;
         at = text.indexOf(commentWord, at + 1)) {
        while (part < parts.size() && parts[part].span.end <= at) ++part;
        if (part >= parts.size()) break;
        if (parts[part].span.begin > at) continue;
        if (counted != part) {
            counted = part;
            from = parts[part].span.begin;
            line = parts[part].firstLine + 1;
        }
        line += int(std::count(text.begin() + from, text.begin() + at, '\n'));
        from = at;
        readIgnoreComment(file, part, at, line, comments);
    }
    return comments;
}

std::optional<Problem> unknownIgnore(const IgnoreMark &mark)
{
    static const std::vector<QByteArrayView> candidates(ruleIds().begin(), ruleIds().end());
    const bool isKnown =
        !mark.rule.isEmpty() && std::any_of(ruleIds().begin(), ruleIds().end(), [&](const QByteArray &id) {
            return matchesRule(mark.rule, QString::fromLatin1(id));
        });
    if (isKnown) return std::nullopt;
    Problem problem = mark.place;
    problem.layer = Layer::Practice;
    problem.severity = Severity::Warning;
    problem.rule = u"rules-ignore-unknown"_s;
    problem.message = mark.rule.isEmpty() ? sayRule("it does not say which rule is to be ignored")
                                          : sayRule("there is no rule “%1” to ignore").arg(mark.rule);
    const QByteArrayView near = nearestWord(mark.rule.toUtf8(), candidates);
    if (!near.isEmpty()) problem.fix = sayRule("did you mean %1?").arg(QString::fromUtf8(near));
    return problem;
}

RuleIgnores::RuleIgnores(const ResourceSet &set)
{
    for (const SourceFile &file : set.files())
        for (IgnoreComment &comment : readIgnoreComments(file)) m_comments[file.path].push_back({std::move(comment)});
}

void RuleIgnores::add(const Resource &resource, std::shared_ptr<const IgnoreMarks> annotations)
{
    if (!annotations || annotations->empty()) return;
    const size_t count = annotations->size();
    m_resources[resource.key].push_back({std::move(annotations), std::vector<bool>(count, false)});
}

bool RuleIgnores::covers(const Problem &problem)
{
    bool covered = false;
    if (const auto marks = m_resources.find(problem.resource); marks != m_resources.end())
        for (OfResource &of : *marks)
            for (size_t i = 0; i < of.marks->size(); ++i)
                if (matchesRule((*of.marks)[i].rule, problem.rule)) of.used[i] = covered = true;
    if (const auto comments = m_comments.find(problem.file); comments != m_comments.end())
        for (auto &[comment, used] : *comments) {
            const bool isThere = problem.line >= comment.firstLine && problem.line <= comment.lastLine;
            if (isThere && matchesRule(comment.mark.rule, problem.rule)) used = covered = true;
        }
    return covered;
}

void RuleIgnores::report(ProblemList &problems) const
{
    const auto tell = [&](const IgnoreMark &mark, bool used) {
        if (used || mark.isForeign) return;
        if (auto unknown = unknownIgnore(mark)) return problems.add(*std::move(unknown));
        Problem problem = mark.place;
        problem.layer = Layer::Practice;
        problem.severity = Severity::Info;
        problem.rule = u"rules-ignore-unused"_s;
        problem.message = sayRule("there is no problem of %1 here to ignore").arg(mark.rule);
        problem.fix = sayRule("remove it");
        problems.add(std::move(problem));
    };
    for (const auto &ofKey : m_resources)
        for (const OfResource &of : ofKey)
            for (size_t i = 0; i < of.marks->size(); ++i) tell((*of.marks)[i], of.used[i]);
    for (const auto &ofFile : m_comments)
        for (const Comment &one : ofFile) tell(one.comment.mark, one.used);
}

} // namespace model
