// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/discovery/tablerows.h"
#include "cluster/practice/discovery/tabletext.h"
#include "model/schema/schemastore.h"

#include <optional>

namespace practice {

using model::Value;
using model::ValueList;

namespace {

void addContainers(ValueList &cells, const ValueList &containers)
{
    cells.emplace_back(joined(containers, u"name"));
    cells.emplace_back(joined(containers, u"image"));
}

const ValueList &templateContainers(const Value &object)
{
    return listAt(object, {u"spec", u"template", u"spec", u"containers"});
}

bool jobIs(const Value &job, QStringView type)
{
    for (const Value &condition : listAt(job, {u"status", u"conditions"}))
        if (textAt(condition, {u"type"}) == type) return textAt(condition, {u"status"}) == u"True";
    return false;
}

QString jobStatus(const Value &job)
{
    if (jobIs(job, u"Complete")) return QStringLiteral("Complete");
    if (jobIs(job, u"Failed")) return QStringLiteral("Failed");
    if (!textAt(job, {u"metadata", u"deletionTimestamp"}).isEmpty()) return QStringLiteral("Terminating");
    if (jobIs(job, u"Suspended")) return QStringLiteral("Suspended");
    if (jobIs(job, u"FailureTarget")) return QStringLiteral("FailureTarget");
    return QStringLiteral("Running");
}

QString jobCompletions(const Value &job)
{
    const qint64 succeeded = integerAt(job, {u"status", u"succeeded"});
    const Value *wanted = at(job, {u"spec", u"completions"});
    if (wanted && wanted->integer()) return QStringLiteral("%1/%2").arg(succeeded).arg(*wanted->integer());
    const qint64 parallelism = integerAt(job, {u"spec", u"parallelism"});
    if (parallelism > 1) return QStringLiteral("%1/1 of %2").arg(succeeded).arg(parallelism);
    return QStringLiteral("%1/1").arg(succeeded);
}

QString jobDuration(const Value &job, qint64 nowMs)
{
    const std::optional<qint64> start = parseTime(textAt(job, {u"status", u"startTime"}));
    if (!start) return {};
    return humanDuration(parseTime(textAt(job, {u"status", u"completionTime"})).value_or(nowMs) - *start);
}

} // namespace

ValueList deploymentCells(const Value &object, qint64 nowMs)
{
    ValueList cells{nameOf(object),
                    QStringLiteral("%1/%2")
                        .arg(integerAt(object, {u"status", u"readyReplicas"}))
                        .arg(integerAt(object, {u"spec", u"replicas"})),
                    integerAt(object, {u"status", u"updatedReplicas"}),
                    integerAt(object, {u"status", u"availableReplicas"}), ageOf(object, nowMs)};
    addContainers(cells, templateContainers(object));
    cells.emplace_back(selectorText(at(object, {u"spec", u"selector"}), {}));
    return cells;
}

ValueList replicaSetCells(const Value &object, qint64 nowMs)
{
    ValueList cells{nameOf(object), integerAt(object, {u"spec", u"replicas"}),
                    integerAt(object, {u"status", u"replicas"}), integerAt(object, {u"status", u"readyReplicas"}),
                    ageOf(object, nowMs)};
    addContainers(cells, templateContainers(object));
    cells.emplace_back(selectorText(at(object, {u"spec", u"selector"})));
    return cells;
}

ValueList replicationControllerCells(const Value &object, qint64 nowMs)
{
    ValueList cells = replicaSetCells(object, nowMs);
    cells.back() = labelsText(mapAt(object, {u"spec", u"selector"}));
    return cells;
}

ValueList statefulSetCells(const Value &object, qint64 nowMs)
{
    ValueList cells{nameOf(object),
                    QStringLiteral("%1/%2")
                        .arg(integerAt(object, {u"status", u"readyReplicas"}))
                        .arg(integerAt(object, {u"spec", u"replicas"})),
                    ageOf(object, nowMs)};
    addContainers(cells, templateContainers(object));
    return cells;
}

ValueList daemonSetCells(const Value &object, qint64 nowMs)
{
    ValueList cells{nameOf(object),
                    integerAt(object, {u"status", u"desiredNumberScheduled"}),
                    integerAt(object, {u"status", u"currentNumberScheduled"}),
                    integerAt(object, {u"status", u"numberReady"}),
                    integerAt(object, {u"status", u"updatedNumberScheduled"}),
                    integerAt(object, {u"status", u"numberAvailable"}),
                    labelsText(mapAt(object, {u"spec", u"template", u"spec", u"nodeSelector"})),
                    ageOf(object, nowMs)};
    addContainers(cells, templateContainers(object));
    cells.emplace_back(selectorText(at(object, {u"spec", u"selector"})));
    return cells;
}

ValueList jobCells(const Value &object, qint64 nowMs)
{
    ValueList cells{nameOf(object), jobStatus(object), jobCompletions(object), jobDuration(object, nowMs),
                    ageOf(object, nowMs)};
    addContainers(cells, templateContainers(object));
    cells.emplace_back(selectorText(at(object, {u"spec", u"selector"})));
    return cells;
}

ValueList cronJobCells(const Value &object, qint64 nowMs)
{
    const Value *suspend = at(object, {u"spec", u"suspend"});
    const QString last = textAt(object, {u"status", u"lastScheduleTime"});
    ValueList cells{nameOf(object),
                    textAt(object, {u"spec", u"schedule"}),
                    scalarAt(object, {u"spec", u"timeZone"}, u"<none>"),
                    suspend && suspend->boolean() ? (*suspend->boolean() ? u"True" : u"False") : u"<unset>",
                    qint64(listAt(object, {u"status", u"active"}).size()),
                    last.isEmpty() ? QStringLiteral("<none>") : since(last, nowMs),
                    ageOf(object, nowMs)};
    addContainers(cells, listAt(object, {u"spec", u"jobTemplate", u"spec", u"template", u"spec", u"containers"}));
    cells.emplace_back(selectorText(at(object, {u"spec", u"jobTemplate", u"spec", u"selector"})));
    return cells;
}

ValueList controllerRevisionCells(const Value &object, qint64 nowMs)
{
    QString controller = QStringLiteral("<none>");
    for (const Value &owner : listAt(object, {u"metadata", u"ownerReferences"})) {
        if (!boolAt(owner, {u"controller"})) continue;
        const QByteArray apiVersion = textAt(owner, {u"apiVersion"}).toUtf8();
        const QByteArrayView group = model::splitApiVersion(apiVersion).first;
        QString kind = textAt(owner, {u"kind"});
        if (!group.isEmpty()) kind += u'.' + QString::fromUtf8(group);
        controller = kind.toLower() + u'/' + textAt(owner, {u"name"});
        break;
    }
    return {nameOf(object), controller, integerAt(object, {u"revision"}), ageOf(object, nowMs)};
}

ValueList podDisruptionBudgetCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object), scalarAt(object, {u"spec", u"minAvailable"}, u"N/A"),
            scalarAt(object, {u"spec", u"maxUnavailable"}, u"N/A"),
            integerAt(object, {u"status", u"disruptionsAllowed"}), ageOf(object, nowMs)};
}

ValueList scaleCells(const Value &object, qint64 nowMs)
{
    return {nameOf(object), integerAt(object, {u"spec", u"replicas"}), integerAt(object, {u"status", u"replicas"}),
            ageOf(object, nowMs)};
}

} // namespace practice
