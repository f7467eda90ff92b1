// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/practice.h"

#include "model/resource/kinds.h"
#include "model/rules/surroundings.h"

#include <algorithm>
#include <array>
#include <bit>

namespace model {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t maxNamed = 5; // resources in a gathered problem's message

void runRule(const PracticeRule &rule, const RuleSubject &subject, RuleFindings &out)
{
    if (!subject.is(rule.kinds)) return;
    out.setRule(rule);
    if (rule.check.resource) return rule.check.resource(subject, out);
    for (const RuleContainer &container : subject.containers) {
        if (out.isFull()) return;
        if (!container.isEphemeral()) rule.check.container(subject, container, out);
    }
}

// The rules about a kind, which is one bit, as indexes.
const std::vector<int> &rulesAbout(quint32 kind)
{
    using OfKinds = std::array<std::vector<int>, 32>;
    static const OfKinds lists = [] {
        OfKinds all;
        for (size_t bit = 0; bit < all.size(); ++bit)
            for (size_t i = 0; i < practiceRules().size(); ++i)
                if (practiceRules()[i].kinds >> bit & 1) all[bit].push_back(int(i));
        return all;
    }();
    return lists[size_t(std::countr_zero(kind)) % lists.size()];
}

// A whole block would be underlined: its key says as much.
YamlRef placeOf(const RuleSubject &subject, const RuleFinding &finding)
{
    if (finding.where.isScalar() || finding.field.isEmpty())
        return finding.where.isValid() ? finding.where : subject.root;
    if (finding.where.isValid())
        if (const auto *key = std::get_if<QString>(&finding.field.last()))
            if (const YamlRef name = subject.root.at(finding.field.parent()).keyNode(*key)) return name;
    return finding.where.isValid() ? finding.where : subject.nameNode;
}

QString names(const std::vector<ResourceKey> &resources, int count)
{
    QStringList all;
    for (const ResourceKey &key : resources) all += key.shownName();
    const int more = count - int(resources.size());
    const QString text = all.join(u", "_s);
    return more > 0 ? sayRule("%1 and %2 more").arg(text).arg(more) : text;
}

} // namespace

PracticeReading readPractice(const Resource &resource, const RuleSettings &settings, Places &places)
{
    PracticeReading reading;
    if (resource.isRefused) return reading;
    const RuleSubject subject(resource);
    RuleFindings found(subject, settings, false);
    struct Placed
    {
        size_t finding;
        int rule;
        YamlRef node;
    };
    std::vector<Placed> order;
    const std::vector<PracticeRule> &rules = practiceRules();
    for (const int i : rulesAbout(subject.kind)) {
        if (found.isFull()) break;
        if (!settings.state(i).on) continue;
        runRule(rules[size_t(i)], subject, found);
        for (size_t f = order.size(); f < found.findings().size(); ++f)
            order.push_back({f, i, placeOf(subject, found.findings()[f])});
    }
    std::vector<RuleFinding> findings = found.take();
    std::stable_sort(order.begin(), order.end(),
                     [](const Placed &a, const Placed &b) { return a.node.span().begin < b.node.span().begin; });
    reading.items.reserve(order.size());
    for (const Placed &placed : order) {
        RuleFinding &finding = findings[placed.finding];
        const PracticeRule &rule = rules[size_t(placed.rule)];
        // Containers are named in the messages themselves.
        const TextPosition at = places.codePoints(resource.document, placed.node.span().begin);
        reading.items.push_back({{.severity = settings.state(placed.rule).severity,
                                  .layer = Layer::Practice,
                                  .rule = QLatin1String(rule.id),
                                  .file = resource.file,
                                  .line = resource.firstLine + at.line + 1,
                                  .column = at.column + 1,
                                  .span = resource.spanInFile(placed.node),
                                  .resource = resource.key,
                                  .field = std::move(finding.field),
                                  .message = rule.check.resource ? resource.key.title() + u": "_s + finding.message
                                                                 : std::move(finding.message),
                                  .fix = finding.fix.isEmpty() ? sayRule(rule.fix) : std::move(finding.fix)},
                                 placed.rule,
                                 finding.when,
                                 std::move(finding.about)});
    }
    if (IgnoreMarks marks = readIgnoreAnnotations(resource); !marks.empty())
        reading.ignores = std::make_shared<const IgnoreMarks>(std::move(marks));
    return reading;
}

PracticeGatherer::PracticeGatherer(const Surroundings &surroundings, Wanted wanted, ProblemList &into)
    : m_surroundings(surroundings), m_wanted(std::move(wanted)), m_problems(into)
{
}

void PracticeGatherer::add(const Resource &resource, const PracticeReading &reading, int lines, qsizetype bytes)
{
    for (const PracticeReading::Item &item : reading.items) {
        if (!m_surroundings.holds(item.when, resource, item.about)) continue;
        Problem problem = item.problem;
        problem.file = resource.file;
        problem.line += lines;
        problem.span = problem.span.shifted(bytes);
        if (!m_wanted(problem)) continue;
        // Who makes advice a warning wants each place.
        if (!practiceRules()[size_t(item.rule)].gathered || problem.severity != Severity::Info) {
            m_problems.add(std::move(problem));
            continue;
        }
        const QString group = problem.rule + u'\n' + effectiveNamespace(resource.key.ns);
        const auto place = m_groupOf.constFind(group);
        if (place == m_groupOf.cend()) {
            m_groupOf.insert(group, int(m_groups.size()));
            m_groups.push_back({std::move(problem), item.rule, {resource.key}, &resource, 1});
            continue;
        }
        Group &known = m_groups[size_t(*place)];
        if (known.last == &resource) continue; // another container of it
        known.last = &resource;
        if (known.resources.size() < maxNamed) known.resources.push_back(resource.key);
        ++known.count;
    }
}

void PracticeGatherer::finish()
{
    for (Group &group : m_groups) {
        if (group.count > 1)
            group.first.message = sayRule(practiceRules()[size_t(group.rule)].gathered)
                                      .arg(group.count)
                                      .arg(names(group.resources, group.count));
        m_problems.add(std::move(group.first));
    }
    m_groups.clear();
    m_groupOf.clear();
}

std::vector<ReferenceFix> fixesFor(const ResourceSet &set, const RuleSettings &settings, const Problem &problem)
{
    const int index = practiceRuleIndex(problem.rule);
    const Resource *resource = index < 0 ? nullptr : set.find(problem.resource);
    if (!resource || resource->stale || resource->isRefused) return {};
    const RuleSubject subject(*resource);
    RuleFindings found(subject, settings, true);
    runRule(practiceRules()[size_t(index)], subject, found);
    for (RuleFinding &finding : found.take())
        if (finding.field == problem.field && !finding.edits.empty())
            return {{finding.quickFix, std::move(finding.edits)}};
    return {};
}

} // namespace model
