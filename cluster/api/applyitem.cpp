// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/applyitem.h"

#include "model/base/say.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace cluster {

using model::Error;
using model::YamlRef;
using namespace Qt::StringLiterals;

namespace {

using model::say;

constexpr qsizetype maxBodyBytes = 3 << 20;
constexpr int maxBodyDepth = 1000;

// Writes JSON text straight from the YAML, so that integers keep every digit.
class JsonWriter
{
public:
    QByteArray text;
    std::optional<Error> error;

    // The object; an item of a typed list need not say what it is, but a request must.
    void writeObject(const model::Resource &resource)
    {
        write(resource.root());
        if (resource.root()[u"kind"] || text.size() <= 2) return;
        QByteArray said = std::exchange(text, {});
        text = "{\"apiVersion\":";
        writeString(resource.apiVersion);
        text += ",\"kind\":";
        writeString(resource.key.kind);
        text += ',' + said.sliced(1);
    }

    void write(YamlRef value, int depth = 0)
    {
        if (error) return;
        if (text.size() > maxBodyBytes || depth > maxBodyDepth) {
            error = Error{Error::Code::TooLarge, say("the object is larger or deeper than an apiserver takes")};
            return;
        }
        if (value.isMapping())
            writeMapping(value, depth);
        else if (value.isSequence())
            writeSequence(value, depth);
        else
            writeScalar(value);
    }

private:
    void writeMapping(YamlRef mapping, int depth)
    {
        bool first = true;
        text += '{';
        mapping.forEachEntry([&](const QString &key, YamlRef, YamlRef value) {
            if (!std::exchange(first, false)) text += ',';
            writeString(key);
            text += ':';
            write(value, depth + 1);
        });
        text += '}';
    }

    void writeSequence(YamlRef sequence, int depth)
    {
        text += '[';
        sequence.forEachItem([&](int index, YamlRef item) {
            if (index > 0) text += ',';
            write(item, depth + 1);
        });
        text += ']';
    }

    void writeScalar(YamlRef value)
    {
        const model::Scalar scalar = value.scalar();
        if (!value.isValid() || scalar.type == model::ScalarType::Null)
            text += "null";
        else if (const bool *flag = std::get_if<bool>(&scalar.value))
            text += *flag ? "true" : "false";
        else if (const qint64 *number = std::get_if<qint64>(&scalar.value))
            text += QByteArray::number(*number);
        else if (const quint64 *big = std::get_if<quint64>(&scalar.value))
            text += QByteArray::number(*big);
        else if (const double *real = std::get_if<double>(&scalar.value))
            writeReal(*real);
        else
            writeString(value.text());
    }

    void writeReal(double real)
    {
        if (!std::isfinite(real))
            error = Error{Error::Code::Invalid, say("JSON has no number .inf or .nan")};
        else
            text += QByteArray::number(real, 'g', QLocale::FloatingPointShortest);
    }

    void writeString(const QString &string)
    {
        const QByteArray array = QJsonDocument(QJsonArray{string}).toJson(QJsonDocument::Compact);
        text += QByteArrayView(array).sliced(1, array.size() - 2);
    }
};

int rankOf(const ApplyItem &item)
{
    static const QHash<QString, int> ranks = [] {
        const QList<QStringList> groups{
            {u"Namespace"_s},
            {u"CustomResourceDefinition"_s, u"PriorityClass"_s, u"StorageClass"_s, u"IngressClass"_s,
             u"RuntimeClass"_s},
            {u"ResourceQuota"_s, u"LimitRange"_s, u"NetworkPolicy"_s},
            {u"ServiceAccount"_s},
            {u"ClusterRole"_s, u"Role"_s},
            {u"ClusterRoleBinding"_s, u"RoleBinding"_s},
            {u"Secret"_s, u"ConfigMap"_s},
            {u"PersistentVolume"_s, u"PersistentVolumeClaim"_s},
            {u"Service"_s, u"Endpoints"_s, u"EndpointSlice"_s},
            {u"DaemonSet"_s, u"StatefulSet"_s, u"Deployment"_s, u"ReplicaSet"_s, u"ReplicationController"_s, u"Pod"_s,
             u"Job"_s, u"CronJob"_s},
            {}, // everything else, custom resources among it
            {u"HorizontalPodAutoscaler"_s, u"PodDisruptionBudget"_s, u"Ingress"_s, u"APIService"_s},
            {u"ValidatingWebhookConfiguration"_s, u"MutatingWebhookConfiguration"_s, u"ValidatingAdmissionPolicy"_s,
             u"ValidatingAdmissionPolicyBinding"_s},
        };
        QHash<QString, int> table;
        for (int rank = 0; rank < groups.size(); ++rank)
            for (const QString &kind : groups[rank]) table.insert(kind, rank);
        return table;
    }();
    constexpr int others = 10;
    // A custom kind may be called as a built-in one; only the latter's groups have no dot, or end with .k8s.io.
    const QString &group = item.key.group;
    const bool builtIn = !group.contains(u'.') || group.endsWith(".k8s.io"_L1);
    return builtIn ? ranks.value(item.key.kind, others) : others;
}

} // namespace

model::Result<ApplyItem> applyItemOf(const model::Resource &resource, int source)
{
    JsonWriter writer;
    writer.writeObject(resource);
    if (!writer.error && writer.text.size() > maxBodyBytes) writer.write({}, maxBodyDepth + 1);
    if (writer.error) {
        writer.error->where = resource.locate(resource.root());
        return *writer.error;
    }
    const YamlRef metadata = resource.at({u"metadata"_s});
    if (metadata.at({u"name"_s}).text().isEmpty() && !metadata.at({u"generateName"_s}).text().isEmpty())
        return Error{Error::Code::Invalid,
                     say("it has a generateName and no name; server-side apply needs a name of your own"),
                     resource.locate(metadata.at({u"generateName"_s}))};
    model::ResourceKey key = resource.key;
    if (!resource.isNamed) key.name.clear(); // the made-up one is no name for a server
    return ApplyItem{key, resource.apiVersion, writer.text, source};
}

QList<ApplyItem> inApplyOrder(QList<ApplyItem> items)
{
    std::stable_sort(items.begin(), items.end(),
                     [](const ApplyItem &a, const ApplyItem &b) { return rankOf(a) < rankOf(b); });
    return items;
}

model::Result<ApplyTarget> applyTarget(const ApplyItem &item, const ApiResources &resources,
                                       const QString &defaultNamespace)
{
    const ApiResource *resource = resources.find(item.key.group, item.apiVersion.section(u'/', -1), item.key.kind);
    if (!resource)
        return Error{Error::Code::NotFound, say("this cluster has no %1 in %2").arg(item.key.kind, item.apiVersion)};
    if (item.key.name.isEmpty())
        return Error{Error::Code::Invalid, say("the %1 has no name; server-side apply needs one").arg(item.key.kind)};
    if (item.key.name == "."_L1 || item.key.name == ".."_L1 || item.key.name.contains(u'/') ||
        item.key.name.contains(u'%'))
        return Error{Error::Code::Invalid, say("\"%1\" can't be a name").arg(item.key.name)};
    QString ns;
    if (resource->namespaced) ns = item.key.ns.isEmpty() ? defaultNamespace : item.key.ns;
    return ApplyTarget{*resource, ns, item.key.name};
}

QString titleOf(const ApplyItem &item)
{
    const QString kind = item.key.kind.toLower();
    return (item.key.group.isEmpty() ? kind : kind + u'.' + item.key.group) + u'/' + item.key.name;
}

bool isObjectOf(const QJsonObject &answer, const ApplyTarget &target)
{
    return answer["kind"_L1].toString() == target.resource.kind &&
           answer["apiVersion"_L1].toString() == target.resource.apiVersion() &&
           answer["metadata"_L1]["name"_L1].toString() == target.name;
}

ApiFailure notTheObject(const ApplyTarget &target)
{
    return apiFailureOf({Error::Code::Protocol, say("the server answered, but not with %1").arg(target.title())});
}

QString ApplyTarget::title() const
{
    const QString kind = resource.singular.isEmpty() ? resource.kind.toLower() : resource.singular;
    return (resource.group.isEmpty() ? kind : kind + u'.' + resource.group) + u'/' + name;
}

QList<FieldConflict> conflictsOf(const ApiFailure &failure)
{
    QList<FieldConflict> conflicts;
    for (const StatusCause &cause : failure.causes) {
        if (failure.status != 409 || cause.reason != "FieldManagerConflict"_L1) continue;
        // conflict with "MANAGER" [with subresource "x"] using apps/v1 [at …]
        conflicts.append({cause.field, cause.message.section(u'"', 1, 1), cause.message});
    }
    return conflicts;
}

ApiFailure readApplyFailure(ApiFailure failure)
{
    // "failed to create typed patch object (ns/name; apps/v1, Kind=Deployment): .spec.replicaz: field not declared in
    // schema", or after the colon "errors:" and one such line for each.
    static constexpr auto prefix = "failed to create typed patch object ("_L1;
    const QString message = failure.error.message;
    if (failure.status != 500 || !message.startsWith(prefix)) return failure;
    QString faults = message.mid(message.indexOf("): "_L1) + 3).trimmed();
    if (faults.startsWith("errors:"_L1)) faults = faults.mid(7);
    static const QRegularExpression fault(u"(?:^|\\s)(\\.[^\\s:]+): (.*?)(?=\\s+\\.[^\\s:]+: |$)"_s);
    for (auto it = fault.globalMatch(faults); it.hasNext() && failure.causes.size() < ApiFailure::maxCauses;) {
        const auto match = it.next();
        failure.causes.append({u"FieldValueInvalid"_s, match.captured(1), match.captured(2).trimmed()});
    }
    failure.error.code = Error::Code::Invalid;
    failure.reason = u"Invalid"_s;
    return failure;
}

bool lacksNamespace(const ApiFailure &failure)
{
    return failure.status == 404 && failure.detailsKind == "namespaces"_L1;
}

bool definesKindOf(const ApplyItem &definition, const ApplyItem &item)
{
    // Its name is plural.group, by the API's own rule.
    return definition.key.kind == "CustomResourceDefinition"_L1 && definition.key.name.endsWith(u'.' + item.key.group);
}

} // namespace cluster
