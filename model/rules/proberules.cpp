// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/rule.h"
#include "model/yaml/yamlvalue.h"

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

#define T(text) QT_TRANSLATE_NOOP("Rules", text)

bool keepsRunning(const RuleSubject &subject) { return subject.is(rulekind::lasting); }

void readinessMissing(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    if (!keepsRunning(subject) || !container.isLasting() || isSaid(container.readiness)) return;
    const FieldPath field = container.at(u"readinessProbe"_s);
    RuleFinding &found =
        out.add(container.nameNode(), field,
                sayRule("container %1 gets requests from a Service and has no readinessProbe").arg(container.name()));
    found.when = rulewhen::Reached;
    found.about = container.name();
    // Of several containers that declare no ports, one that is asked speaks for the Pod.
    if (&container != &subject.containers.front()) return;
    out.add(container.nameNode(), field,
            subject.resource.key.title() + u": "_s +
                sayRule("a Service leads to its Pods, and none of their containers has a readinessProbe"))
        .when = rulewhen::Reached;
}

void livenessMissing(const RuleSubject &subject, const RuleContainer &container, RuleFindings &out)
{
    if (!keepsRunning(subject) || container.view.role != ContainerRole::Main || isSaid(container.liveness)) return;
    out.add(container.nameNode(), container.at(u"livenessProbe"_s),
            sayRule("container %1 has no livenessProbe").arg(container.name()));
}

void identical(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    if (!container.liveness.isMapping() || !container.readiness.isMapping()) return;
    const Result<Value> liveness = toValue(container.liveness), readiness = toValue(container.readiness);
    if (!liveness || !readiness || !liveness->means(*readiness)) return;
    out.add(container.liveness, container.at(u"livenessProbe"_s),
            sayRule("container %1: livenessProbe and readinessProbe are the same").arg(container.name()));
}

struct Probe
{
    const char16_t *field;
    YamlRef node;
};

std::vector<Probe> probes(const RuleContainer &container)
{
    return {{u"livenessProbe", container.liveness},
            {u"readinessProbe", container.readiness},
            {u"startupProbe", container.startup}};
}

struct ProbePort
{
    YamlRef node;
    FieldPath field;
};

// A gRPC probe takes numbers only; its port is one of these all the same.
std::optional<ProbePort> portOf(const RuleContainer &container, const Probe &probe)
{
    for (const char16_t *way : {u"httpGet", u"tcpSocket", u"grpc"}) {
        const QString name = QStringView(way).toString();
        const YamlRef port = probe.node[name][u"port"];
        if (port.isScalar() && !port.isNull())
            return ProbePort{port, container.at(QStringView(probe.field).toString()) / name / u"port"_s};
    }
    return std::nullopt;
}

void unknownPort(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    for (const Probe &probe : probes(container)) {
        const auto port = portOf(container, probe);
        if (!port || port->node.string().isEmpty()) continue;
        const QString wanted = port->node.string();
        bool isKnown = false, isNumber = false;
        wanted.toInt(&isNumber);
        QString only;
        const auto ports = container.view.ports();
        for (const ContainerPortView &known : ports) {
            isKnown = isKnown || known.name() == wanted;
            only = known.name();
        }
        if (isKnown || isNumber) continue; // "8080" in quotes is no name: the schema layer tells
        out.add(port->node, port->field, sayRule("container %1 has no port named %2").arg(container.name(), wanted));
        if (ports.size() == 1 && !only.isEmpty()) out.offerSet(port->field, only);
    }
}

void undeclaredPort(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    const auto ports = container.view.ports();
    if (ports.empty()) return;
    for (const Probe &probe : probes(container)) {
        const auto port = portOf(container, probe);
        const auto number = port ? port->node.integer() : std::nullopt;
        if (!number) continue;
        const bool isDeclared = std::any_of(ports.begin(), ports.end(),
                                            [&](const ContainerPortView &view) { return view.number() == *number; });
        if (!isDeclared)
            out.add(port->node, port->field,
                    sayRule("container %1 declares no port %2").arg(container.name()).arg(*number));
    }
}

void strictLiveness(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    const YamlRef threshold = container.liveness[u"failureThreshold"];
    if (threshold.integer() != 1) return;
    const FieldPath field = container.at(u"livenessProbe"_s) / u"failureThreshold"_s;
    out.add(threshold, field,
            sayRule("container %1 is killed after a single answer that is late").arg(container.name()));
    out.offerSet(field, 3);
}

void lateLiveness(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    constexpr qint64 longStart = 60;
    const YamlRef delay = container.liveness[u"initialDelaySeconds"];
    if (delay.integer().value_or(0) <= longStart || isSaid(container.startup)) return;
    out.add(
        delay, container.at(u"livenessProbe"_s) / u"initialDelaySeconds"_s,
        sayRule("container %1 is not watched for its first %2 seconds").arg(container.name()).arg(*delay.integer()));
}

void slowerThanPeriod(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    for (const Probe &probe : probes(container)) {
        const YamlRef timeout = probe.node[u"timeoutSeconds"];
        const qint64 seconds = timeout.integer().value_or(1),
                     period = probe.node[u"periodSeconds"].integer().value_or(10);
        if (seconds <= period || period <= 0) continue;
        out.add(timeout, container.at(QStringView(probe.field).toString()) / u"timeoutSeconds"_s,
                sayRule("container %1 is asked every %2 s and may take %3 s to answer")
                    .arg(container.name())
                    .arg(period)
                    .arg(seconds));
    }
}

void slowSuccess(const RuleSubject &, const RuleContainer &container, RuleFindings &out)
{
    if (!container.isLasting() || !isSaid(container.readiness)) return;
    const YamlRef ready = container.readiness[u"successThreshold"];
    if (ready.integer().value_or(1) <= 5) return;
    out.add(ready, container.at(u"readinessProbe"_s) / u"successThreshold"_s,
            sayRule("container %1 must answer %2 times before it gets requests")
                .arg(container.name())
                .arg(*ready.integer()));
}

} // namespace

std::vector<PracticeRule> probeRules()
{
    using rulekind::workloads, rulekind::lasting;
    return {
        {"probe-readiness", Severity::Warning, true, lasting,
         T("A container that gets requests from a Service has no readinessProbe."),
         T("Without one, a Pod counts as ready as soon as its process runs: it gets requests before it can answer "
           "them, at each start and each update."),
         T("add a readinessProbe that asks whether it can serve"), readinessMissing},
        {"probe-liveness", Severity::Info, false, lasting, T("A container has no livenessProbe."),
         T("A process that hangs without ending stays as it is until a person notices. A livenessProbe has it "
           "restarted. Leave it out where restarting mends nothing."),
         T("add a livenessProbe that fails only when a restart would help"), livenessMissing},
        {"probe-identical", Severity::Info, true, workloads, T("livenessProbe and readinessProbe are the same."),
         T("Readiness takes a Pod out of its Services for a while; liveness kills the container. When both ask the "
           "same in the same way, a moment of load, or a database that is away, restarts what only had to be left "
           "alone."),
         T("ask less in the livenessProbe, or give it a larger failureThreshold"), identical,
         T("%1 workloads have a livenessProbe that is the same as their readinessProbe: %2")},
        {"probe-port-name", Severity::Warning, false, workloads,
         T("A probe asks at a named port that the container has not."),
         T("The kubelet looks the name up in the same container. It does not find it, so the probe always fails: the "
           "container is never ready, or is restarted again and again."),
         T("use the name of one of its ports, or a number"), unknownPort},
        {"probe-port-number", Severity::Info, false, workloads,
         T("A probe asks at a port number that the container does not declare."),
         T("A port works without being declared, but a number beside others that are declared is most often a slip."),
         T("declare the port, or use one that is"), undeclaredPort},
        {"probe-liveness-strict", Severity::Info, true, workloads,
         T("A livenessProbe kills the container after a single failure."),
         T("One answer that is late, on a busy node, is enough to restart a container that is well. Several in a row "
           "are a better sign."),
         T("set failureThreshold to 3 or more"), strictLiveness},
        {"probe-startup", Severity::Info, true, workloads,
         T("A livenessProbe begins late, and there is no startupProbe."),
         T("A long initialDelaySeconds has to fit the slowest start, and leaves each start unwatched for so long. A "
           "startupProbe ends as soon as the container is up."),
         T("add a startupProbe, and remove initialDelaySeconds"), lateLiveness},
        {"probe-timeout", Severity::Info, true, workloads,
         T("A probe may take longer than the time between two of them."),
         T("The kubelet asks again only when the last answer is there, so that failures are noticed later than "
           "periodSeconds says."),
         T("make timeoutSeconds smaller than periodSeconds"), slowerThanPeriod},
        {"probe-slow-success", Severity::Info, true, workloads,
         T("A readinessProbe has to succeed more than five times in a row."),
         T("Every start and every update waits for all of them, and one failure begins the count again."),
         T("set successThreshold to 1"), slowSuccess},
    };
}

} // namespace model
