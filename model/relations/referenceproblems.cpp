// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/referenceproblems.h"

#include "model/base/limits.h"
#include "model/base/problemlist.h"
#include "model/base/say.h"
#include "model/base/textindex.h"
#include "model/relations/checks.h"
#include "model/resource/kinds.h"
#include "model/resource/views.h"
#include "model/schema/names.h"
#include "model/schema/suggest.h"

#include <QSet>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {
constexpr int maxHints = 200;

bool isHelmHook(const Resource &resource)
{
    return resource.root()[u"metadata"][u"annotations"][u"helm.sh/hook"].isValid();
}

QString didYouMean(const QString &name) { return name.isEmpty() ? QString() : say("did you mean %1?").arg(name); }

QString nearest(const QString &word, const std::vector<QByteArray> &names)
{
    const std::vector<QByteArrayView> candidates(names.begin(), names.end());
    return QString::fromUtf8(nearestWord(word.toUtf8(), candidates));
}

// db-config is not web-config: where names have as many words, each word is nearly the other one's.
bool isSlip(const QByteArray &name, const QByteArray &other)
{
    const QList<QByteArray> words = name.split('-'), others = other.split('-');
    if (words.size() != others.size()) return true; // nearestWord() judges
    constexpr qsizetype shortWord = 4;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const int limit = words[i].size() <= shortWord ? 1 : 2;
        if (std::min(words[i].size(), others[i].size()) >= shortWord &&
            (words[i].startsWith(others[i]) || others[i].startsWith(words[i])))
            continue; // conf for config
        if (wordDistance(words[i], others[i], limit) > limit) return false;
    }
    return true;
}

class ReferenceChecker
{
public:
    explicit ReferenceChecker(const ResourceSet &set) : m_set(set), m_others(set) {}

    Problems check(const Edges &edges)
    {
        const bool isCut = edges.size() >= limits::maxEdges;
        for (auto edge = edges.begin(); edge != edges.end();) {
            auto end = edge; // the edges of one field
            while (end != edges.end() && end->holder == edge->holder && end->field == edge->field) ++end;
            const bool reaches = std::any_of(edge, end, [](const Edge &other) { return !other.broken; });
            for (; edge != end; ++edge) checkEdge(*edge, reaches);
        }
        for (const Resource &resource : m_set.resources()) {
            if (resource.isRefused) continue;
            if (isWorkload(resource.key)) checkSelector(resource);
            // Where edges were cut, some of those that select nothing do select something.
            if (!isCut && isCore(resource.key, u"Service") && !m_selecting.contains(resource.key))
                checkUnmatched(resource);
        }
        checkMore(edges, isCut);
        if (m_firstLeftOut)
            reportTooMany(*m_firstLeftOut, say("%1 more broken references are not listed, from this one on")
                                               .arg(m_broken - limits::maxReferenceProblems));
        if (isCut)
            reportTooMany(edges.back(),
                          say("more than %1 references: those after this one are not looked at").arg(limits::maxEdges));
        return m_problems.take();
    }

private:
    // Where edges were cut, only what needs none.
    void checkMore(const Edges &edges, bool isCut)
    {
        const CheckInput in{m_set, edges, m_others};
        const Report found = [this](const Finding &finding) {
            report(finding.severity, finding.rule, *finding.resource, finding.field, finding.message, finding.fix);
        };
        for (const Resource &resource : m_set.resources()) {
            if (resource.isRefused || !isWorkload(resource.key)) continue;
            checkVolumes(resource, found);
            checkProbePorts(resource, found);
        }
        if (isCut) return;
        for (const auto check : {checkAutoscalers, checkBudgets, checkServices, checkIngresses, checkStorage,
                                 checkStatefulSets, checkPolicies, checkMonitors, model::checkUnmatched})
            check(in, found);
    }

    // reaches: another edge of the same field is sound.
    void checkEdge(const Edge &edge, bool reaches)
    {
        if (edge.relation == Relation::ServiceSelector) m_selecting.insert(edge.from);
        if (!edge.broken) {
            if (edge.relation == Relation::ServicePort) checkDeclared(edge);
            return;
        }
        const Resource *holder = m_set.find(edge.holder);
        if (!holder || isRefusedName(edge, *holder)) return;
        if (++m_broken > limits::maxReferenceProblems) {
            if (!m_firstLeftOut) m_firstLeftOut = &edge;
            return;
        }
        const ResourceKey &named = edge.holder == edge.from ? edge.to : edge.from;
        const Resource *target = m_set.find(named);
        if (named == edge.holder) // a selector for which there was no time
            report(Severity::Warning, u"reference-too-many"_s, *holder, edge.field, edge.reason, {});
        else if (!target)
            report(Severity::Warning, u"reference-missing"_s, *holder, edge.field, edge.reason, missingFix(named));
        else if (isCore(named, u"ConfigMap") || isCore(named, u"Secret"))
            report(Severity::Error, u"reference-missing-key"_s, *holder, edge.field, edge.reason, {});
        else if (edge.relation == Relation::ScaleTarget)
            report(Severity::Error, u"reference-not-scalable"_s, *holder, edge.field, edge.reason, {});
        else if (edge.relation == Relation::ServicePort && isHelmHook(*target))
            return; // it runs for a moment, beside those that serve
        else        // a Pod without the named port is left out of the Service, which still has the others
            report(reaches && edge.relation == Relation::ServicePort ? Severity::Warning : Severity::Error,
                   u"reference-missing-port"_s, *holder, edge.field, edge.reason, portFix(edge, *holder, *target));
    }

    // A targetPort that cannot be a name at all: the schema layer tells.
    static bool isRefusedName(const Edge &edge, const Resource &holder)
    {
        return edge.relation == Relation::ServicePort && !isPortName(holder.at(edge.field).string().toUtf8());
    }

    QString missingFix(const ResourceKey &named)
    {
        // Each looks at all names: enough for people, and bounded for the rest.
        const QString near = m_hints++ < maxHints ? nearestResource(m_set, named).name : QString();
        return near.isEmpty() ? say("add it, or see that it is in the cluster") : didYouMean(near);
    }

    QString portFix(const Edge &edge, const Resource &holder, const Resource &target) const
    {
        if (edge.relation != Relation::ServicePort) {
            return servicePortFix(wantedPort(edge, holder), ServiceView(target));
        }
        const QString wanted = holder.at(edge.field).text();
        std::vector<QByteArray> names;
        for (const ContainerPortView &port : WorkloadView(target).podSpec().lastingPorts()) {
            if (port.name() == wanted) return say("its protocol there is %1").arg(port.protocol());
            if (!port.name().isEmpty()) names.push_back(port.name().toUtf8());
        }
        return didYouMean(nearest(wanted, names));
    }

    // As it stands beside the Service's name, or as the edge's label says it: ":8080".
    static QString wantedPort(const Edge &edge, const Resource &holder)
    {
        const YamlRef around = holder.at(edge.field.parent()), port = around[u"port"];
        for (const YamlRef written : {port[u"name"], port[u"number"], port, around[u"servicePort"]})
            if (written.isScalar()) return written.text();
        return edge.label.mid(1);
    }

    static QString servicePortFix(const QString &wanted, const ServiceView &service)
    {
        bool isNumber = false;
        wanted.toUInt(&isNumber);
        QStringList all;
        std::vector<QByteArray> names;
        for (const ServicePortView &port : service.ports()) {
            const QString number = QString::number(port.port());
            const bool named = !isNumber && !port.name().isEmpty();
            all << (named ? u"%1 (%2)"_s.arg(port.name(), number) : number);
            if (named) names.push_back(port.name().toUtf8());
        }
        const QString near = nearest(wanted, names);
        if (!near.isEmpty()) return didYouMean(near);
        return all.isEmpty() ? QString() : say("it has %1").arg(all.join(u", "_s));
    }

    // A number works without being declared, but one beside others that are is most often a slip.
    void checkDeclared(const Edge &edge)
    {
        const Resource *service = m_set.find(edge.from), *workload = m_set.find(edge.to);
        auto number = service ? service->at(edge.field).integer() : std::nullopt;
        if (number == 0) number = service->at(edge.field.parent() / u"port"_s).integer();
        if (!number || !workload) return;
        const std::vector<ContainerPortView> ports = WorkloadView(*workload).podSpec().lastingPorts();
        if (ports.empty() || std::any_of(ports.begin(), ports.end(),
                                         [&](const ContainerPortView &port) { return port.number() == *number; }))
            return;
        report(Severity::Info, u"reference-port-undeclared"_s, *service, edge.field,
               say("the containers of %1 declare no port %2").arg(edge.to.title()).arg(*number), {});
    }

    // apps/v1 validation: selector does not match template labels.
    void checkSelector(const Resource &resource)
    {
        const WorkloadView workload(resource);
        if (!workload.hasSelector() || !workload.podTemplate().isMapping()) return;
        const LabelSelector selector = workload.selector();
        const Labels labels = workload.podLabels();
        if (selector.matches(labels)) return;
        FieldPath field = workload.selectorPath();
        QString fix;
        for (const auto &[key, value] : selector.matchLabels) {
            const QString *label = findLabel(labels, key);
            if (label && *label == value) continue;
            field = workload.selectorLabelsPath() / key;
            fix = say("set %1 to %2").arg((workload.podLabelsPath() / key).toString(), value);
            break;
        }
        const QString has = labels.empty() ? say("which has no labels") : say("which has %1").arg(toText(labels));
        report(Severity::Error, u"reference-selector-mismatch"_s, resource, field,
               say("selector %1 does not match its own template, %2").arg(selector.toString(), has), fix);
    }

    void checkUnmatched(const Resource &service)
    {
        const Labels selector = ServiceView(service).selector();
        if (selector.empty()) return;
        LabelSelector labels;
        labels.matchLabels = selector;
        if (m_others.match(labels, service.key.ns)) return;
        report(Severity::Warning, u"reference-selector-unmatched"_s, service, {u"spec"_s, u"selector"_s},
               say("nothing in these files has the labels %1").arg(toText(selector)), {});
    }

    void reportTooMany(const Edge &edge, const QString &message)
    {
        if (const Resource *holder = m_set.find(edge.holder))
            report(Severity::Warning, u"reference-too-many"_s, *holder, edge.field, message, {});
    }

    void report(Severity severity, const QString &rule, const Resource &resource, const FieldPath &field,
                const QString &message, const QString &fix)
    {
        if (resource.stale) return; // its text is another one now
        YamlRef node = resource.at(field);
        // A whole block would be underlined: its key says as much.
        if (!node.isScalar() && !field.isEmpty())
            if (const auto *key = std::get_if<QString>(&field.last()))
                if (const YamlRef name = resource.at(field.parent()).keyNode(*key)) node = name;
        if (!node) node = resource.root();
        const TextPosition at = positionOf(resource, node.span().begin);
        Problem problem{.severity = severity,
                        .layer = Layer::Reference,
                        .rule = rule,
                        .file = resource.file,
                        .line = resource.firstLine + at.line + 1,
                        .column = at.column + 1,
                        .span = resource.spanInFile(node),
                        .resource = resource.key,
                        .field = field,
                        .message = message,
                        .fix = fix};
        m_problems.add(std::move(problem));
    }

    // Resource::locate() reads the whole document each time.
    TextPosition positionOf(const Resource &resource, qsizetype offset)
    {
        auto index = m_indexes.find(resource.document.get());
        if (index == m_indexes.end())
            index = m_indexes.emplace(resource.document.get(), TextIndex(QByteArrayView(resource.document->text())));
        return index->codePoints(offset);
    }

    const ResourceSet &m_set;
    const OtherPods m_others;
    ProblemList m_problems;
    QSet<ResourceKey> m_selecting;
    QHash<const YamlDocument *, TextIndex> m_indexes;
    std::size_t m_broken = 0;
    const Edge *m_firstLeftOut = nullptr; // of the broken ones
    int m_hints = 0;
};

} // namespace

std::span<const Edge> CheckInput::heldBy(const ResourceKey &holder) const
{
    const auto first = std::lower_bound(edges.begin(), edges.end(), holder,
                                        [](const Edge &edge, const ResourceKey &key) { return edge.holder < key; });
    auto last = first;
    while (last != edges.end() && last->holder == holder) ++last;
    return {first, last};
}

Problems referenceProblems(const ResourceSet &set, const Edges &edges) { return ReferenceChecker(set).check(edges); }

ResourceKey nearestResource(const ResourceSet &set, const ResourceKey &missing)
{
    std::vector<const ResourceKey *> keys;
    std::vector<QByteArray> names;
    for (const Resource &resource : set.resources()) {
        const ResourceKey &key = resource.key;
        if (key.kind != missing.kind || key.group != missing.group || !sameNamespace(key.ns, missing.ns) ||
            !isSlip(missing.name.toUtf8(), key.name.toUtf8()))
            continue;
        keys.push_back(&key);
        names.push_back(key.name.toUtf8());
    }
    const QString name = nearest(missing.name, names);
    const auto found =
        std::find_if(keys.begin(), keys.end(), [&](const ResourceKey *key) { return key->name == name; });
    return found == keys.end() ? ResourceKey() : **found;
}

} // namespace model
