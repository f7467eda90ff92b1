// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/inspector/fields.h"

#include "editor/inspector/linebreaks.h"
#include "model/base/say.h"
#include "model/resource/kinds.h"
#include "model/resource/views.h"

#include <algorithm>

namespace editor {

namespace {
using model::say;

using model::FieldPath;
using model::YamlRef;
using Kind = InspectorField::Kind;

int startRank(model::ContainerRole role)
{
    switch (role) {
    case model::ContainerRole::Init:
    case model::ContainerRole::Sidecar: return 0;
    case model::ContainerRole::Main: return 1;
    case model::ContainerRole::Ephemeral: break;
    }
    return 2;
}

QString containerTitle(model::ContainerRole role)
{
    switch (role) {
    case model::ContainerRole::Init: return say("Init container %1");
    case model::ContainerRole::Sidecar: return say("Sidecar container %1");
    case model::ContainerRole::Ephemeral: return say("Ephemeral container %1");
    case model::ContainerRole::Main: break;
    }
    return say("Container %1");
}

// Where a variable's value comes from: corev1.EnvVarSource.
QString sourceText(YamlRef source)
{
    const auto keyOf = [](const QString &kind, YamlRef from) {
        return kind + u' ' + from[u"name"].text() + QStringLiteral(" / ") + from[u"key"].text();
    };
    if (const YamlRef secret = source[u"secretKeyRef"]) return keyOf(QStringLiteral("Secret"), secret);
    if (const YamlRef config = source[u"configMapKeyRef"]) return keyOf(QStringLiteral("ConfigMap"), config);
    if (const YamlRef field = source[u"fieldRef"]) return say("field %1").arg(field[u"fieldPath"].text());
    if (const YamlRef resource = source[u"resourceFieldRef"])
        return say("resource %1").arg(resource[u"resource"].text());
    return say("from elsewhere");
}

class Collector
{
public:
    explicit Collector(const model::Resource &resource) : m_resource(resource) {}

    std::vector<InspectorField> collect()
    {
        identity();
        labels();
        if (model::isWorkload(m_resource.key)) workload();
        if (model::isCore(m_resource.key, u"Service")) service();
        if (model::isCore(m_resource.key, u"ConfigMap")) keys(QStringLiteral("data"), Kind::Text);
        if (model::isCore(m_resource.key, u"Secret")) {
            keys(QStringLiteral("stringData"), Kind::Hidden);
            keys(QStringLiteral("data"), Kind::Hidden);
        }
        return std::move(m_fields);
    }

private:
    InspectorField &add(Kind kind, const QString &label, const FieldPath &path, const QString &value)
    {
        InspectorField field;
        const bool isTyped = kind == Kind::Text || kind == Kind::Integer;
        field.kind = isTyped && std::any_of(value.begin(), value.end(), isLineBreak) ? Kind::Lines : kind;
        field.group = m_group;
        field.label = label;
        field.path = path;
        field.value = value;
        m_fields.push_back(std::move(field));
        return m_fields.back();
    }

    void addLine(const QString &label, const FieldPath &path, const QString &placeholder)
    {
        add(Kind::AddEntry, label, path, {}).placeholder = placeholder;
    }

    void identity()
    {
        m_group = m_resource.key.kind;
        const YamlRef metadata = m_resource.root()[u"metadata"];
        add(Kind::Text, say("name"), {QStringLiteral("metadata"), QStringLiteral("name")}, metadata[u"name"].text());
        if (!model::kindInfo(m_resource.key).namespaced) return;
        const FieldPath path{QStringLiteral("metadata"), QStringLiteral("namespace")};
        add(Kind::Text, say("namespace"), path, metadata[u"namespace"].text()).placeholder = say("the context's");
    }

    void map(const FieldPath &path, Kind kind)
    {
        m_resource.at(path).forEachEntry([&](const QString &key, YamlRef, YamlRef value) {
            add(kind, key, path / key, kind == Kind::Hidden ? QString() : value.text()).removable = true;
        });
    }

    void labels()
    {
        m_group = say("Labels");
        const FieldPath path{QStringLiteral("metadata"), QStringLiteral("labels")};
        map(path, Kind::Text);
        addLine(say("add"), path, say("key=value"));
    }

    void keys(const QString &name, Kind kind)
    {
        m_group = name;
        map({name}, kind);
        if (kind == Kind::Text) addLine(say("add"), {name}, say("key=value"));
    }

    void workload()
    {
        const model::WorkloadView workload(m_resource);
        m_group = say("Pods");
        if (workload.replicas()) {
            const FieldPath path = model::WorkloadView::replicasPath();
            add(Kind::Integer, say("replicas"), path, m_resource.at(path).text()).placeholder = say("not said: 1");
        }
        // In the order in which they start.
        std::vector<model::ContainerView> containers = workload.podSpec().containers();
        std::stable_sort(containers.begin(), containers.end(),
                         [](const auto &a, const auto &b) { return startRank(a.role) < startRank(b.role); });
        for (const model::ContainerView &container : containers) addContainer(container);
    }

    void addContainer(const model::ContainerView &container)
    {
        m_group = containerTitle(container.role).arg(container.name());
        add(Kind::Text, say("image"), container.path / QStringLiteral("image"), container.image());
        for (const model::ContainerPortView &port : container.ports()) {
            const QString label = port.name().isEmpty() ? say("port") : say("port %1").arg(port.name());
            const FieldPath path = port.path / QStringLiteral("containerPort");
            InspectorField &field = add(Kind::Integer, label, path, port.node[u"containerPort"].text());
            field.removable = true;
            field.removes = port.path;
        }
        addLine(say("add port"), container.path / QStringLiteral("ports"), say("a port number"));
        for (const model::EnvView &env : container.env()) {
            const bool fixed = env.source().isValid();
            const QString value = fixed ? sourceText(env.source()) : env.value();
            InspectorField &field =
                add(fixed ? Kind::Fixed : Kind::Text, env.name(), env.path / QStringLiteral("value"), value);
            field.removable = true;
            field.removes = env.path;
        }
        addLine(say("add env"), container.path / QStringLiteral("env"), say("NAME=value"));
    }

    void service()
    {
        m_group = say("Ports");
        for (const model::ServicePortView &port : model::ServiceView(m_resource).ports()) {
            const QString label = port.name().isEmpty() ? say("port") : port.name();
            add(Kind::Integer, label, port.path / QStringLiteral("port"), port.node[u"port"].text());
            const FieldPath target = port.path / QStringLiteral("targetPort");
            add(Kind::Text, say("target"), target, port.node[u"targetPort"].text()).placeholder =
                port.port() > 0 ? say("as the port: %1").arg(port.port()) : say("as the port");
        }
        m_group = say("Selector");
        const FieldPath selector{QStringLiteral("spec"), QStringLiteral("selector")};
        map(selector, Kind::Text);
        addLine(say("add"), selector, say("key=value"));
    }

    const model::Resource &m_resource;
    QString m_group;
    std::vector<InspectorField> m_fields;
};

bool endsWith(const FieldPath &place, const QString &key)
{
    return !place.isEmpty() && place.last() == FieldPath::Step(key);
}

} // namespace

std::vector<InspectorField> inspectorFields(const model::Resource &resource) { return Collector(resource).collect(); }

ShownLines shownLines(const QString &value)
{
    qsizetype breaks = 0;
    for (qsizetype i = 0; i < value.size(); ++i)
        if (isLineBreak(value[i]) && !(value[i] == u'\n' && i > 0 && value[i - 1] == u'\r')) ++breaks;
    const QString first(value.begin(), std::find_if(value.begin(), value.end(), isLineBreak) - value.begin());
    const qsizetype more = breaks - (isLineBreak(value.back()) ? 1 : 0);
    return {first, more == 0   ? say("… and a line break")
                   : more == 1 ? say("… 1 more line")
                               : say("… %1 more lines").arg(more)};
}

std::optional<model::Value> inspectorValue(InspectorField::Kind kind, const QString &text)
{
    if (kind != Kind::Integer) return model::Value(text);
    if (text.trimmed().isEmpty()) return model::Value();
    bool ok = false;
    const qlonglong number = text.trimmed().toLongLong(&ok);
    if (!ok) return std::nullopt;
    return model::Value(qint64(number));
}

std::optional<InspectorEntry> inspectorEntry(const model::Resource &resource, const FieldPath &place,
                                             const QString &text)
{
    const int next = resource.at(place).size();
    if (endsWith(place, QStringLiteral("ports"))) {
        const std::optional<model::Value> port = inspectorValue(Kind::Integer, text);
        if (!port || port->isNull()) return std::nullopt;
        return InspectorEntry{place / next, model::ValueMap{{QStringLiteral("containerPort"), *port}}};
    }
    const qsizetype equals = text.indexOf(u'=');
    const QString key = text.left(std::max<qsizetype>(equals, 0)).trimmed(), value = text.mid(equals + 1);
    if (key.isEmpty()) return std::nullopt;
    if (endsWith(place, QStringLiteral("env"))) {
        model::ValueMap entry{{QStringLiteral("name"), key}, {QStringLiteral("value"), value}};
        return InspectorEntry{place / next, std::move(entry)};
    }
    return InspectorEntry{place / key, value};
}

} // namespace editor
