// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/safefixes.h"

#include "model/document/compile.h"
#include "model/document/quickfixes.h"

#include <QSet>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxFixRounds = 100;
constexpr qint64 maxSteps = 40'000'000;                    // looks at nodes, of all rounds: a few seconds
constexpr int stepsOfRound = 20;                           // for each node: it is read and checked
constexpr qsizetype maxFixesOfRound = 500;                 // of one round
constexpr qsizetype maxCompiledBytes = 32LL * 1024 * 1024; // bytes of text that the edits of one round read

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

struct WantedFix
{
    Problem problem;
    QString identity;
    QuickFix fix;
};

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
        for (int round = 0; round < maxFixRounds; ++round) {
            m_steps -= stepsOfRound * m_nodes;
            const std::vector<WantedFix> fixes = find();
            if (fixes.empty() || m_steps < 0) break;
            attemptParts(fixes);
        }
        return {m_text, m_fixed};
    }

private:
    void look()
    {
        m_set = setOfText(m_file, m_text);
        m_problems = m_checker.check(*m_set);
        for (const YamlStream::Part &part : m_set->files().front().stream.parts())
            m_nodes += qint64(part.document->nodes().size());
    }

    bool hasAliases(const Problem &problem) const
    {
        const YamlStream &stream = m_set->files().front().stream;
        const int part = stream.partAt(problem.span.begin);
        return part < 0 || stream.parts()[size_t(part)].document->hasAliases();
    }

    // Fixes that can be done together: edits of fields, or else changes of text that don't overlap.
    std::vector<WantedFix> find()
    {
        std::vector<WantedFix> edits, repairs;
        const Edges none; // no fix of a reference is safe
        const qsizetype most = std::clamp<qsizetype>(maxCompiledBytes / (m_text.size() + 1), 1, maxFixesOfRound);
        for (const Problem &problem : m_problems) {
            if (problem.layer != Layer::Yaml && problem.layer != Layer::Schema) continue;
            if (qsizetype(edits.size() + repairs.size()) >= most || m_steps < 0) break;
            if (problem.rule == u"yaml-syntax") continue; // costly, and never safe
            const QString identity = fixIdentity(problem);
            if (m_refused.contains(identity) || hasAliases(problem) || !m_isWanted(problem)) continue;
            m_steps -= problem.layer == Layer::Yaml ? m_nodes : 0;
            for (QuickFix &fix : quickFixesFor(*m_set, m_kinds, none, *RuleSettings::defaults(), problem))
                if (fix.isSafe) (fix.edits.empty() ? repairs : edits).push_back({problem, identity, std::move(fix)});
        }
        return repairs.empty() ? edits : repairs; // of a key that is there twice one goes before either is mended
    }

    // The text after the fixes; nothing: they can't be done.
    std::optional<QByteArray> compiled(std::vector<WantedFix> &fixes) const
    {
        QByteArray text = m_text;
        ChangeSet changes;
        if (!fixes.front().fix.edits.empty()) {
            Edits all;
            for (const WantedFix &one : fixes) all.insert(all.end(), one.fix.edits.begin(), one.fix.edits.end());
            QStringList detached;
            auto made = compileEdits(*m_set, all, &detached);
            if (!made || !detached.isEmpty()) return std::nullopt;
            changes = *std::move(made);
        } else {
            // From the last on, so that offsets hold; what overlaps is for the next round.
            const auto offset = [](const WantedFix &one) {
                return std::get<TextChange>(one.fix.changes.changes.back()).offset;
            };
            std::ranges::sort(fixes, std::ranges::greater(), offset);
            qsizetype limit = text.size() + 1;
            std::vector<WantedFix> taken;
            for (WantedFix &one : fixes) {
                const auto &first = std::get<TextChange>(one.fix.changes.changes.front());
                if (first.offset + first.before.size() > limit) continue;
                limit = offset(one);
                changes.append(one.fix.changes);
                taken.push_back(std::move(one));
            }
            fixes = std::move(taken);
        }
        const bool hasEdits = !fixes.front().fix.edits.empty();
        const bool removes = !hasEdits || std::ranges::all_of(fixes, [](const WantedFix &one) {
            return std::ranges::all_of(one.fix.edits,
                                       [](const Edit &edit) { return std::holds_alternative<RemoveField>(edit); });
        });
        for (const Change &change : changes.changes) {
            const auto *one = std::get_if<TextChange>(&change);
            if (!one || one->file != m_file || text.mid(one->offset, one->before.size()) != one->before)
                return std::nullopt;
            if (one->before.contains('\n') && !removes) return std::nullopt; // more than the field is written anew
            if (one->before.contains('#') && hasEdits) return std::nullopt;  // a comment, perhaps
            text.replace(one->offset, one->before.size(), one->after);
        }
        return text == m_text ? std::nullopt : std::optional(text);
    }

    // All of them, or, where one is no good, a part; what is left is found again. False: nothing is done.
    bool attemptParts(const std::vector<WantedFix> &fixes)
    {
        if (attempt(fixes)) return true;
        m_steps -= stepsOfRound * m_nodes;
        if (m_steps < 0) return false;
        if (fixes.size() == 1) {
            m_refused.insert(fixes.front().identity);
            return false;
        }
        const auto middle = fixes.begin() + qsizetype(fixes.size() / 2);
        return attemptParts({fixes.begin(), middle}) || attemptParts({middle, fixes.end()});
    }

    // False: nothing is done.
    bool attempt(std::vector<WantedFix> fixes)
    {
        auto text = compiled(fixes);
        if (!text) return false;
        const auto set = setOfText(m_file, *text);
        if (countUnreadable(*set) > countUnreadable(*m_set) || !keepsNames(*set, fixes)) return false;
        Problems problems = m_checker.check(*set);
        QHash<QString, int> there;
        for (const Problem &problem : m_problems) ++there[fixIdentity(problem)];
        for (const Problem &problem : problems) --there[fixIdentity(problem)];
        for (const WantedFix &one : fixes)
            if (there.value(one.identity) <= 0) return false;
        m_text = *std::move(text);
        m_set = set;
        m_problems = std::move(problems);
        for (WantedFix &one : fixes) m_fixed.push_back(std::move(one.problem));
        return true;
    }

    // A document that gets its kind is a resource from then on.
    bool keepsNames(const ResourceSet &set, const std::vector<WantedFix> &fixes) const
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
    std::shared_ptr<const ResourceSet> m_set;
    Problems m_problems;
    QSet<QString> m_refused;
    qint64 m_nodes = 0, m_steps = maxSteps;
    Problems m_fixed;
};

} // namespace

SafelyFixed applySafeFixes(const QString &file, const QByteArray &text, const KindSet &kinds, Checker &checker,
                           const std::function<bool(const Problem &)> &isWanted)
{
    return SafeFixing(file, text, kinds, checker, isWanted).run();
}

} // namespace model
