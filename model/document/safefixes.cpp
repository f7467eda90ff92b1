// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/safefixes.h"

#include "model/document/jointfixes.h"
#include "model/document/quickfixes.h"

#include <QSet>

#include <algorithm>
#include <numeric>
#include <span>

namespace model {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxFixRounds = 1000;
constexpr qint64 maxSteps = 40'000'000; // looks at nodes, of all rounds: a few seconds
constexpr int leastRounds = 3;          // of any text, however large: to go on with what is left is worth while
constexpr int stepsOfRound = 20;        // for each node: it is read and checked

std::shared_ptr<const ResourceSet> setOfText(const QString &file, const QByteArray &text)
{
    std::vector<SourceFile> files;
    YamlBudget budget;
    files.push_back({file, YamlStream::parse(text, nullptr, &budget)});
    return ResourceSet::build(std::move(files));
}

// What it says, wherever the lines have gone.
QString fixIdentity(const Problem &problem)
{
    return problem.rule + u'\n' + problem.resource.kind + u'/' + problem.resource.ns + u'/' + problem.resource.name +
           u'\n' + problem.field.toString() + u'\n' + problem.message;
}

// A new version may come with a new group.
QStringList resourceNames(const ResourceSet &set)
{
    QStringList names;
    for (const auto *list : {&set.resources(), &set.leftOut()})
        for (const Resource &one : *list) names += one.key.kind + u'/' + one.key.ns + u'/' + one.key.name;
    return names;
}

int countUnreadable(const ResourceSet &set)
{
    int count = 0;
    for (const SourceFile &file : set.files())
        count += int(std::ranges::count_if(
            file.stream.parts(), [](const YamlStream::Part &part) { return part.document->error().has_value(); }));
    return count;
}

// As problems count lines: CR, LF, or both.
qsizetype lineBreaksIn(QByteArrayView text) { return text.count('\n') + text.count('\r') - text.count("\r\n"); }

struct WantedFix
{
    Problem problem;
    QString identity;
    QuickFix fix;
};

bool isRepeatedKey(const Problem &problem) { return problem.rule == u"yaml-duplicate-key"; }

bool removes(const QuickFix &fix)
{
    return !fix.edits.empty() &&
           std::ranges::all_of(fix.edits, [](const Edit &edit) { return std::holds_alternative<RemoveField>(edit); });
}

class SafeFixing
{
public:
    SafeFixing(const QString &file, QByteArray text, const KindSet &kinds, Checker &checker,
               const std::function<bool(const Problem &)> &isWanted)
        : m_file(file), m_kinds(kinds), m_checker(checker), m_isWanted(isWanted), m_text(std::move(text))
    {
    }

    SafelyFixed run()
    {
        look();
        bool isDone = false;
        for (int round = 0; round < maxFixRounds && m_steps >= 0 && !isDone; ++round) {
            m_steps -= stepsOfRound * m_nodes;
            std::vector<WantedFix> fixes = find();
            isDone = fixes.empty() && m_steps >= 0;
            if (!fixes.empty()) attempt(fixes);
        }
        return {m_text, m_fixed, !isDone};
    }

private:
    void look()
    {
        m_set = setOfText(m_file, m_text);
        m_problems = m_checker.check(*m_set);
        for (const YamlStream::Part &part : m_set->files().front().stream.parts())
            m_nodes += qint64(part.document->nodes().size());
        m_lines.resize(size_t(lineBreaksIn(m_text)) + 1);
        std::iota(m_lines.begin(), m_lines.end(), 1);
        m_steps = std::max(maxSteps, leastRounds * stepsOfRound * m_nodes);
    }

    bool hasAliases(const Problem &problem) const
    {
        const YamlStream &stream = m_set->files().front().stream;
        const int part = stream.partAt(problem.span.begin);
        return part < 0 || stream.parts()[size_t(part)].document->hasAliases();
    }

    // To find a fix, all that stands beside the place may be looked at.
    qint64 stepsOf(const Problem &problem) const
    {
        if (problem.layer == Layer::Yaml) return m_nodes / 32;
        const Resource *resource = m_set->find(problem.resource);
        if (!resource) return 1;
        // Of an item, or of a field of an item, in a list.
        const FieldPath parent = problem.field.parent();
        const qint64 beside = resource->at(parent).size() + resource->at(parent.parent()).size();
        return beside / 4 + 1;
    }

    // What can be done next: of a key that is there twice one goes before either is mended; edits of fields come last.
    std::vector<WantedFix> find()
    {
        std::vector<WantedFix> edits, repairs, repeated;
        const Edges none; // no fix of a reference is safe
        for (const Problem &problem : m_problems) {
            if (problem.layer != Layer::Yaml && problem.layer != Layer::Schema) continue;
            if (m_steps < 0) break;
            if (problem.rule == u"yaml-syntax") continue; // costly, and never safe
            QString identity = fixIdentity(problem);
            const Problem given = inGivenText(problem);
            if (m_refused.contains({identity, given.line}) || hasAliases(problem) || !m_isWanted(given)) continue;
            m_steps -= stepsOf(problem);
            for (QuickFix &fix : quickFixesFor(*m_set, m_kinds, none, *RuleSettings::defaults(), problem))
                if (fix.isSafe) {
                    auto &list = !fix.edits.empty() ? edits : isRepeatedKey(problem) ? repeated : repairs;
                    list.push_back({problem, identity, std::move(fix)});
                }
        }
        if (!repeated.empty()) return repeated;
        return repairs.empty() ? edits : repairs;
    }

    // As many as can be done together, or else one; what is left is found again.
    void attempt(std::span<WantedFix> fixes)
    {
        JointFixes together(*m_set);
        std::vector<WantedFix> taken;
        for (const WantedFix &one : fixes)
            if (together.add(one.fix)) taken.push_back(one);
        if (!taken.empty())
            attemptParts(taken);
        else
            for (size_t i = 0; i < fixes.size() && m_steps >= 0 && !attemptParts(fixes.subspan(i, 1));) ++i;
    }

    // All of them, or, where one is no good, a part. False: nothing is done.
    bool attemptParts(std::span<WantedFix> fixes)
    {
        JointFixes together(*m_set);
        const bool isPlanned =
            std::ranges::all_of(fixes, [&together](WantedFix &one) { return together.add(one.fix); });
        if (isPlanned && take(together, fixes)) return true;
        m_steps -= isPlanned ? stepsOfRound * m_nodes : 1;
        if (fixes.size() == 1) {
            m_refused.insert({fixes.front().identity, inGivenText(fixes.front().problem).line});
            return false;
        }
        if (m_steps < 0) return false;
        const size_t middle = fixes.size() / 2;
        return attemptParts(fixes.first(middle)) || attemptParts(fixes.subspan(middle));
    }

    // False: one of the fixes is no good, and nothing is done.
    bool take(const JointFixes &together, std::span<WantedFix> fixes)
    {
        const QByteArray text = together.text();
        if (text == m_text) return false;
        const auto set = setOfText(m_file, text);
        if (countUnreadable(*set) > countUnreadable(*m_set) || !keepsNames(*set, fixes)) return false;
        const bool isRepeated = isRepeatedKey(fixes.front().problem); // so all of them are
        if (isRepeated ? !together.meansTheSame(*set) : !together.isRight(*set)) return false;
        Problems problems = m_checker.check(*set);
        QHash<QString, int> gone;
        for (const Problem &problem : m_problems) ++gone[fixIdentity(problem)];
        for (const Problem &problem : problems) --gone[fixIdentity(problem)];
        // What goes has no problem; the next has its place, and perhaps the same problem.
        for (const WantedFix &one : fixes)
            if (gone.value(one.identity) <= 0 && !isRepeated && !removes(one.fix)) return false;
        for (WantedFix &one : fixes) m_fixed.push_back(inGivenText(std::move(one.problem)));
        m_lines = linesAfter(together.splices());
        m_text = text;
        m_set = set;
        m_problems = std::move(problems);
        return true;
    }

    // A problem with the line that was its own in the text as it was given.
    Problem inGivenText(Problem problem) const
    {
        if (problem.line > 0 && size_t(problem.line) <= m_lines.size())
            problem.line = m_lines[size_t(problem.line) - 1];
        return problem;
    }

    // The line in the given text of each line, after splices of the text at hand.
    std::vector<int> linesAfter(const Splices &splices) const
    {
        std::vector<int> lines;
        size_t line = 0; // of the text at hand
        qsizetype from = 0;
        const auto keep = [&](qsizetype to) {
            for (qsizetype i = lineBreaksIn(QByteArrayView(m_text).sliced(from, to - from)); i > 0; --i)
                lines.push_back(m_lines[line++]);
            from = to;
        };
        for (const Splice &splice : splices) {
            keep(splice.span.begin);
            for (qsizetype i = lineBreaksIn(splice.text); i > 0; --i) lines.push_back(m_lines[line]);
            line += size_t(lineBreaksIn(QByteArrayView(m_text).sliced(splice.span.begin, splice.span.size())));
            from = splice.span.end;
        }
        keep(m_text.size());
        lines.push_back(m_lines[line]);
        return lines;
    }

    // A document that gets its kind is a resource from then on.
    bool keepsNames(const ResourceSet &set, std::span<const WantedFix> fixes) const
    {
        const QStringList before = resourceNames(*m_set), after = resourceNames(set);
        const bool isNaming = std::ranges::any_of(
            fixes, [](const WantedFix &one) { return one.identity.startsWith(u"yaml-not-a-resource\n"_s); });
        return isNaming ? after.size() >= before.size() : after == before;
    }

    const QString &m_file;
    const KindSet &m_kinds;
    Checker &m_checker;
    const std::function<bool(const Problem &)> &m_isWanted;
    QByteArray m_text;
    std::vector<int> m_lines; // for each, which it was in the given text
    std::shared_ptr<const ResourceSet> m_set;
    Problems m_problems;
    QSet<std::pair<QString, int>> m_refused; // identities, with their lines in the given text
    qint64 m_nodes = 0, m_steps = 0;
    Problems m_fixed;
};

} // namespace

SafelyFixed applySafeFixes(const QString &file, const QByteArray &text, const KindSet &kinds, Checker &checker,
                           const std::function<bool(const Problem &)> &isWanted)
{
    return SafeFixing(file, text, kinds, checker, isWanted).run();
}

} // namespace model
