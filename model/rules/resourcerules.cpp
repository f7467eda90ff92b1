// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/quantity.h"
#include "model/rules/rule.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

// Init containers come and go; the scheduler counts those that stay.
bool counts(const RuleSubject &subject, const RuleContainer &container)
{
    return container.isLasting() && !isSaid(subject.pod.node[u"resources"]);
}

YamlRef request(const RuleContainer &container, QStringView what) { return container.resources[u"requests"][what]; }
YamlRef limit(const RuleContainer &container, QStringView what) { return container.resources[u"limits"][what]; }

bool saysNothing(const RuleContainer &container)
{
    for (QStringView what : {u"cpu", u"memory"})
        if (isSaid(request(container, what)) || isSaid(limit(container, what))) return false;
    return true;
}

void unset(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    if (!counts(subject, container) || !saysNothing(container)) return;
    RuleFinding &found = out.add(
        container.nameNode(), container.at(u"resources"_s),
        sayRule("container %1 says neither which cpu and memory it needs nor what it may take").arg(container.name()));
    found.when = rulewhen::NoDefaults;
    found.about = u"requests.cpu requests.memory"_s; // whoever sets a limit sets these
}

// A request that is not said is the limit (core/v1 SetDefaults_Pod). Where nothing at all is said, resources-unset
// tells, unless a LimitRange sets a part of it.
void missing(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out, const QString &part,
             const QString &what, const char *message)
{
    if (!counts(subject, container) || isSaid(limit(container, what))) return;
    if (part == u"requests" && isSaid(request(container, what))) return;
    RuleFinding &found = out.add(container.nameNode(), container.at(u"resources"_s) / part / what,
                                 sayRule(message).arg(container.name()));
    found.when = rulewhen::NoDefaults;
    if (saysNothing(container)) found.when |= rulewhen::SomeDefaults;
    found.about = part + u'.' + what;
}

void cpuRequest(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    missing(subject, container, out, u"requests"_s, u"cpu"_s, T("container %1 does not say how much cpu it needs"));
}

void memoryRequest(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    missing(subject, container, out, u"requests"_s, u"memory"_s,
            T("container %1 does not say how much memory it needs"));
}

void memoryLimit(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    missing(subject, container, out, u"limits"_s, u"memory"_s, T("container %1 may take all memory of its node"));
    const YamlRef needed = request(container, u"memory");
    if (!out.wantsEdits() || !needed.isScalar()) return;
    const FieldPath path = container.at(u"resources"_s) / u"limits"_s / u"memory"_s;
    if (!out.findings().empty() && out.findings().back().field == path) out.offerSet(path, needed.text());
}

void cpuLimit(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    missing(subject, container, out, u"limits"_s, u"cpu"_s,
            T("container %1 may take all cpu of its node that nobody else asked for"));
}

void ephemeralStorage(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    if (!counts(subject, container) || isSaid(limit(container, u"ephemeral-storage"))) return;
    RuleFinding &found =
        out.add(container.nameNode(), container.at(u"resources"_s) / u"limits"_s / u"ephemeral-storage"_s,
                sayRule("container %1 may fill the disk of its node").arg(container.name()));
    found.when = rulewhen::NoDefaults;
    found.about = u"limits.ephemeral-storage"_s;
}

std::optional<Quantity> amount(YamlRef node)
{
    const QString text = node.isScalar() && !node.isNull() ? node.text() : QString();
    const Result<Quantity> parsed = Quantity::parse(text);
    return text.isEmpty() || !parsed ? std::nullopt : std::optional(*parsed);
}

void unequal(const RuleContainer &container, RuleFindings &out, const QString &what)
{
    const YamlRef needed = request(container, what), most = limit(container, what);
    const auto a = amount(needed), b = amount(most);
    if (!a || !b || *a == *b) return;
    const FieldPath field = container.at(u"resources"_s) / u"requests"_s / what;
    out.add(needed, field,
            sayRule("container %1 asks for %2 and may take %3").arg(container.name(), needed.text(), most.text()));
    out.offerSet(field, most.text());
}

void memoryUnequal(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    unequal(container, out, u"memory"_s);
}

void cpuUnequal(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    unequal(container, out, u"cpu"_s);
}

// core/v1 validation: "must be less than or equal to … limit".
void aboveLimit(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    container.resources[u"requests"].forEachEntry([&](const QString &what, YamlRef, YamlRef needed) {
        const YamlRef most = limit(container, what);
        const auto a = amount(needed), b = amount(most);
        if (!a || !b || a->compare(*b) <= 0) return;
        const FieldPath field = container.at(u"resources"_s) / u"requests"_s / what;
        out.add(needed, field,
                sayRule("container %1 asks for more %2 than it may take: %3, and at most %4")
                    .arg(container.name(), what, needed.text(), most.text()));
        out.offerSet(field, most.text());
    });
}

// A number without a unit, or with that of cpu: memory of a few bytes, hundreds of processors.
void oddUnit(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    constexpr qint64 leastMemory = 1 << 20, mostCpu = 256;
    for (const QString &part : {u"requests"_s, u"limits"_s}) {
        const FieldPath at = container.at(u"resources"_s) / part;
        const YamlRef memory = container.resources[part][u"memory"], cpu = container.resources[part][u"cpu"];
        if (const auto bytes = amount(memory);
            bytes && bytes->sign() > 0 && bytes->compare(Quantity(leastMemory)) < 0) {
            RuleFinding &found = out.add(memory, at / u"memory"_s,
                                         sayRule("container %1: %2 of memory is less than any program needs")
                                             .arg(container.name(), memory.text()));
            QString meant = memory.text();
            if (meant.endsWith(u'm')) meant.chop(1);
            bool isNumber = false;
            meant.toLongLong(&isNumber);
            if (isNumber) found.fix = sayRule("did you mean %1?").arg(meant + u"Mi"_s);
            if (isNumber) out.offerSet(at / u"memory"_s, meant + u"Mi"_s);
        }
        if (const auto cores = amount(cpu); cores && cores->compare(Quantity(mostCpu)) > 0) {
            RuleFinding &found = out.add(cpu, at / u"cpu"_s,
                                         sayRule("container %1: %2 of cpu is more than nearly all nodes have")
                                             .arg(container.name(), cpu.text()));
            if (cpu.integer()) found.fix = sayRule("did you mean %1?").arg(cpu.text() + u'm');
            if (cpu.integer()) out.offerSet(at / u"cpu"_s, QString(cpu.text() + u'm'));
        }
    }
}

} // namespace

std::vector<PracticeRule> resourceRules()
{
    using rulekind::workloads;
    return {
        {"resources-unset", Severity::Warning, true, workloads,
         T("A container says neither what it needs nor what it may take."),
         T("The scheduler puts it on a node that may have no room, and when memory runs short there, such Pods are the "
           "first that are ended, or end others."),
         T("set resources.requests for cpu and memory, and resources.limits for memory"), unset},
        {"resources-cpu-request", Severity::Warning, true, workloads,
         T("A container does not say how much cpu it needs."),
         T("The scheduler counts it as needing none, and under load it gets what others leave."),
         T("set resources.requests.cpu"), cpuRequest},
        {"resources-memory-request", Severity::Warning, true, workloads,
         T("A container does not say how much memory it needs."),
         T("The scheduler counts it as needing none, so that a node gets more than it can hold."),
         T("set resources.requests.memory"), memoryRequest},
        {"resources-memory-limit", Severity::Warning, true, workloads, T("A container has no limit of memory."),
         T("A leak in it takes the memory of everything else on its node before anything stops it."),
         T("set resources.limits.memory"), memoryLimit},
        {"resources-cpu-limit", Severity::Info, false, workloads, T("A container has no limit of cpu."),
         T("Some teams want one, so that nothing depends on cpu that happens to be free. Others leave it out, for a "
           "limit slows a container down though nobody else needs the cpu."),
         T("set resources.limits.cpu"), cpuLimit},
        {"resources-ephemeral-storage", Severity::Info, false, workloads,
         T("A container has no limit of the disk that it may fill."),
         T("Logs and temporary files stand on the node's own disk. When that is full, the node evicts Pods, and not "
           "always the one that filled it."),
         T("set resources.limits.ephemeral-storage"), ephemeralStorage},
        {"resources-memory-unequal", Severity::Info, false, workloads, T("Request and limit of memory differ."),
         T("What is above the request can be missing when it is needed: memory cannot be taken back, so a container is "
           "ended instead."),
         T("make request and limit of memory the same"), memoryUnequal},
        {"resources-cpu-unequal", Severity::Info, false, workloads, T("Request and limit of cpu differ."),
         T("Only a Pod whose requests all equal its limits is of the class Guaranteed, which is ended last, and can "
           "have processors of its own."),
         T("make request and limit of cpu the same"), cpuUnequal},
        {"resources-above-limit", Severity::Error, true, workloads, T("A container asks for more than it may take."),
         T("The API server refuses the Pods, and a controller that makes them tries again for ever."),
         T("raise the limit, or lower the request"), aboveLimit},
        {"resources-unit", Severity::Warning, true, workloads, T("An amount has most likely the wrong unit."),
         T("Memory counts in bytes: 128 is 128 bytes, and 128m an eighth of one. Cpu counts in processors: 500 is five "
           "hundred of them, 500m is half of one."),
         T("write memory as 128Mi, cpu as 500m"), oddUnit},
    };
}

} // namespace model
