// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the walker that looks at what the server's validation says about whole objects, beyond types and fields.
#include "model/base/say.h"
#include "model/schema/names.h"
#include "model/schema/walker.h"

#include <QSet>

#include <algorithm>
#include <limits>

namespace model {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 maxPort = 65535;

QString quoted(const FieldPath &field) { return u'"' + field.toString() + u'"'; }

bool isIn(QByteArrayView word, std::initializer_list<QByteArrayView> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

// What counts to Go as not written.
bool isNothing(YamlRef value) { return !value || value.isNull() || (value.isScalar() && value.text().isEmpty()); }

// apimachinery pkg/util/validation, IsConfigMapKey
bool isDataKey(const QString &key)
{
    constexpr qsizetype longest = 253;
    if (key.isEmpty() || key.size() > longest || key == u"." || key.startsWith(u"..")) return false;
    return std::all_of(key.begin(), key.end(), [](QChar c) {
        const bool letter = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
        return letter || c == u'-' || c == u'_' || c == u'.';
    });
}

// The types that checkRules() knows: the others cost one look.
bool hasRules(QByteArrayView type)
{
    static const QSet<QByteArrayView> known{"PodSpec",         "Container",
                                            "ContainerPort",   "HTTPGetAction",
                                            "TCPSocketAction", "ServicePort",
                                            "ServiceSpec",     "DeploymentSpec",
                                            "ReplicaSetSpec",  "StatefulSetSpec",
                                            "JobSpec",         "IngressSpec",
                                            "DaemonSetSpec",   "ReplicationControllerSpec",
                                            "ConfigMap",       "Secret",
                                            "Subject",         "Toleration"};
    return known.contains(type);
}

} // namespace

void SchemaWalker::checkRules(const SchemaFrame &object)
{
    if (m_ignored || !hasRules(object.schema.typeName())) return;
    const RuleContext at{object, YamlRef(&m_document, resolved(object.node)), path(object)};
    const QByteArrayView type = object.schema.typeName();
    if (type == "PodSpec") {
        checkPodSpec(at);
    } else if (type == "Container") {
        requireText(at, u"name"_s);
        requireText(at, u"image"_s);
        checkUnique(at, {u"ports"_s});
    } else if (type == "ContainerPort") {
        checkNumber(at, u"containerPort"_s, 1, maxPort);
        checkNumber(at, u"hostPort"_s, 0, maxPort);
    } else if (isIn(type, {"HTTPGetAction", "TCPSocketAction"})) {
        checkNumber(at, u"port"_s, 1, maxPort);
    } else if (type == "ServicePort") {
        checkNumber(at, u"port"_s, 1, maxPort);
        checkNumber(at, u"targetPort"_s, 0, maxPort);
    } else if (type == "ServiceSpec") {
        checkServicePorts(at);
    } else if (isIn(type, {"DeploymentSpec", "ReplicaSetSpec", "StatefulSetSpec", "DaemonSetSpec"})) {
        checkNumber(at, u"replicas"_s, 0, std::numeric_limits<qint32>::max());
        const YamlRef selector = at.value[u"selector"];
        if (selector.isMapping() && selector[u"matchLabels"].size() == 0 && selector[u"matchExpressions"].size() == 0)
            reportAt(at, u"selector"_s, "schema-missing-field"_L1,
                     say("%1 must not be empty").arg(quoted(at.path / u"selector"_s)));
    } else if (type == "ReplicationControllerSpec") {
        checkNumber(at, u"replicas"_s, 0, std::numeric_limits<qint32>::max());
        checkReplicationSelector(at);
    } else if (type == "Subject") {
        checkSubject(at);
    } else if (type == "Toleration") {
        checkToleration(at);
    } else if (type == "JobSpec") {
        for (const QString &field : {u"parallelism"_s, u"completions"_s, u"backoffLimit"_s})
            checkNumber(at, field, 0, std::numeric_limits<qint32>::max());
    } else if (type == "IngressSpec") {
        if (isNothing(at.value[u"defaultBackend"]) && at.value[u"rules"].size() == 0)
            report(Severity::Error, "schema-missing-field"_L1, placeOf(object), at.path,
                   say("%1 needs rules or a defaultBackend").arg(quoted(at.path)));
    } else if (isIn(type, {"ConfigMap", "Secret"})) {
        for (const QString &field : {u"data"_s, u"binaryData"_s, u"stringData"_s}) checkDataKeys(at, field);
    }
}

// Without one, it selects what its template is labelled with: something (pkg/apis/core/v1 defaults).
void SchemaWalker::checkReplicationSelector(const RuleContext &at)
{
    const YamlRef labels = at.value[u"template"][u"metadata"][u"labels"];
    if (at.value[u"selector"].size() > 0 || labels.size() > 0) return;
    const FieldPath field = at.path / u"selector"_s;
    report(Severity::Error, "schema-missing-field"_L1, placeOf(at.object), field,
           say("%1 must not be empty where the template has no labels").arg(quoted(field)));
}

// Of a role binding (pkg/apis/rbac/validation ValidateRoleBindingSubject); a FlowSchema's subjects are others.
void SchemaWalker::checkSubject(const RuleContext &at)
{
    const SchemaFrame *root = &at.object;
    while (root->up) root = root->up;
    const QByteArrayView binding = root->schema.typeName();
    if (!isIn(binding, {"ClusterRoleBinding", "RoleBinding"})) return;
    requireText(at, u"name"_s);
    if (binding != "ClusterRoleBinding" || at.value[u"kind"].text() != u"ServiceAccount") return;
    if (!isNothing(at.value[u"namespace"])) return;
    const FieldPath field = at.path / u"namespace"_s;
    report(Severity::Error, "schema-missing-field"_L1, placeOf(at.object), field,
           say("missing field %1: a ClusterRoleBinding must say where its ServiceAccount is").arg(quoted(field)));
}

// pkg/apis/core/validation ValidateTolerations
void SchemaWalker::checkToleration(const RuleContext &at)
{
    const YamlRef key = at.value[u"key"];
    if (isNothing(key)) {
        if (at.value[u"operator"].text() != u"Exists")
            reportAt(at, u"operator"_s, "schema-enum"_L1,
                     say("%1 must be Exists where no key is named").arg(quoted(at.path / u"operator"_s)));
    } else if (key.isScalar() && key.scalar().type == ScalarType::String && !isQualifiedName(key.node().value)) {
        reportAt(at, u"key"_s, "schema-label"_L1,
                 say("%1 must be [DOMAIN/]NAME: at most 63 letters, digits, inner \"-\", \"_\" and \".\", not %2")
                     .arg(quoted(at.path / u"key"_s), excerpt(key.node())));
    }
    if (!isNothing(at.value[u"tolerationSeconds"]) && at.value[u"effect"].text() != u"NoExecute")
        reportAt(at, u"effect"_s, "schema-enum"_L1,
                 say("%1 must be NoExecute where tolerationSeconds is set").arg(quoted(at.path / u"effect"_s)));
}

void SchemaWalker::checkPodSpec(const RuleContext &at)
{
    if (at.value[u"containers"].isSequence() && at.value[u"containers"].size() == 0)
        reportAt(at, u"containers"_s, "schema-missing-field"_L1,
                 say("%1 must not be empty").arg(quoted(at.path / u"containers"_s)));
    checkUnique(at, {u"containers"_s, u"initContainers"_s});
    checkUnique(at, {u"volumes"_s});
    checkRestartPolicy(at);

    QSet<QString> volumes;
    at.value[u"volumes"].forEachItem([&](int, YamlRef volume) { volumes.insert(volume[u"name"].text()); });
    const SchemaFrame *root = &at.object;
    while (root->up) root = root->up;
    YamlRef(&m_document, resolved(root->node))[u"spec"][u"volumeClaimTemplates"].forEachItem(
        [&](int, YamlRef claim) { volumes.insert(claim[u"metadata"][u"name"].text()); });
    for (const QString &list : {u"containers"_s, u"initContainers"_s})
        at.value[list].forEachItem([&](int c, YamlRef container) {
            for (const QString &uses : {u"volumeMounts"_s, u"volumeDevices"_s})
                container[uses].forEachItem([&](int m, YamlRef use) {
                    const YamlRef name = use[u"name"];
                    if (isFull() || isNothing(name) || volumes.contains(name.text()))
                        return; // the walk tells of missing ones
                    const FieldPath field = at.path / list / c / uses / m / u"name"_s;
                    report(Severity::Error, "schema-no-volume"_L1, name.span(), field,
                           say("%1: the Pod has no volume %2").arg(quoted(field), excerpt(name.node())));
                });
        });
}

// Controllers that keep Pods running want Always; Jobs must say what else.
void SchemaWalker::checkRestartPolicy(const RuleContext &at)
{
    const SchemaFrame *owner = at.object.up ? at.object.up->up : nullptr;
    if (!owner) return;
    const QByteArrayView type = owner->schema.typeName();
    const YamlRef policy = at.value[u"restartPolicy"];
    const QString text = isNothing(policy) ? QString() : policy.text();
    const FieldPath field = at.path / u"restartPolicy"_s;
    if (type == "JobSpec") {
        if (text == u"OnFailure" || text == u"Never" || (!text.isEmpty() && text != u"Always")) return; // an enum
        reportAt(at, u"restartPolicy"_s, "schema-enum"_L1,
                 say("%1 of a Job must be OnFailure or Never").arg(quoted(field)));
    } else if (isIn(type, {"DeploymentSpec", "ReplicaSetSpec", "StatefulSetSpec", "DaemonSetSpec",
                           "ReplicationControllerSpec"})) {
        if (text == u"OnFailure" || text == u"Never")
            reportAt(at, u"restartPolicy"_s, "schema-enum"_L1,
                     say("%1 must be Always here, not %2").arg(quoted(field), text));
    }
}

void SchemaWalker::checkServicePorts(const RuleContext &at)
{
    const YamlRef ports = at.value[u"ports"];
    checkUnique(at, {u"ports"_s});
    if (ports.size() < 2) return;
    ports.forEachItem([&](int i, YamlRef port) {
        if (isFull() || !port.isMapping() || !isNothing(port[u"name"])) return;
        const FieldPath field = at.path / u"ports"_s / i / u"name"_s;
        const YamlRef key = port.keyNode(u"port");
        report(Severity::Error, "schema-missing-field"_L1, key ? key.span() : port.span(), field,
               say("missing field %1: where there are several ports, each needs a name").arg(quoted(field)));
    });
}

// Names of the items of these lists, taken together.
void SchemaWalker::checkUnique(const RuleContext &at, const QStringList &lists)
{
    QSet<QString> names;
    for (const QString &list : lists)
        at.value[list].forEachItem([&](int i, YamlRef item) {
            const YamlRef name = item[u"name"];
            if (isNothing(name)) return;
            const qsizetype before = names.size();
            names.insert(name.text());
            if (names.size() > before || isFull()) return;
            const FieldPath field = at.path / list / i / u"name"_s;
            report(Severity::Error, "schema-duplicate"_L1, name.span(), field,
                   say("%1: the name %2 is taken already").arg(quoted(field), excerpt(name.node())));
        });
}

void SchemaWalker::requireText(const RuleContext &at, const QString &field)
{
    const YamlRef value = at.value[field];
    if (value.isScalar() && !value.isNull() && value.text().isEmpty())
        reportAt(at, field, "schema-missing-field"_L1, say("%1 must not be empty").arg(quoted(at.path / field)));
}

void SchemaWalker::checkNumber(const RuleContext &at, const QString &field, qint64 low, qint64 high)
{
    const std::optional<qint64> number = at.value[field].integer();
    // What does not fit into 32 bits, the walk has told.
    if (!number || (*number >= low && *number <= high) || *number != qint32(*number)) return;
    const QString wanted = high == maxPort ? say("between %1 and %2").arg(low).arg(high) : say("%1 or more").arg(low);
    reportAt(at, field, "schema-format"_L1,
             say("%1 must be %2, not %3").arg(quoted(at.path / field), wanted).arg(*number));
}

void SchemaWalker::checkDataKeys(const RuleContext &at, const QString &field)
{
    at.value[field].forEachEntry([&](const QString &key, YamlRef node, YamlRef) {
        if (isDataKey(key) || !node) return;
        report(Severity::Error, "schema-name"_L1, node.span(), at.path / field / key,
               say("the key %1 must be letters, digits, \"-\", \"_\" and \".\", at most 253, and not begin with \"..\"")
                   .arg(excerpt(node.node())));
    });
}

// At the field's value where it is written, else at the object.
void SchemaWalker::reportAt(const RuleContext &at, const QString &field, QLatin1StringView rule, const QString &message)
{
    const YamlRef value = at.value[field];
    report(Severity::Error, rule, value ? value.span() : placeOf(at.object), at.path / field, message);
}

} // namespace model
