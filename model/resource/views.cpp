// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/resource/views.h"

namespace model {

using namespace Qt::StringLiterals;

namespace {

int portNumber(YamlRef node)
{
    const qint64 number = node.integer().value_or(0);
    return number > 0 && number <= 65535 ? int(number) : 0;
}

QString textOr(YamlRef node, const QString &otherwise)
{
    const QString text = node.text();
    return text.isEmpty() ? otherwise : text;
}

// A port as text: a number's own spelling could be 0x50.
QString portText(YamlRef node)
{
    const auto number = node.integer();
    return number ? QString::number(*number) : node.text();
}

template<typename View>
std::vector<View> items(YamlRef list, const FieldPath &path)
{
    std::vector<View> views;
    list.forEachItem([&](int i, YamlRef item) { views.push_back({item, path / i}); });
    return views;
}

} // namespace

int ContainerPortView::number() const { return portNumber(node[u"containerPort"]); }
QString ContainerPortView::protocol() const { return textOr(node[u"protocol"], u"TCP"_s); }

std::vector<ContainerPortView> ContainerView::ports() const
{
    return items<ContainerPortView>(node[u"ports"], path / u"ports"_s);
}

std::vector<EnvView> ContainerView::env() const { return items<EnvView>(node[u"env"], path / u"env"_s); }

std::vector<ContainerView> PodSpecView::containers() const
{
    std::vector<ContainerView> all;
    const auto add = [&](const QString &key, ContainerRole role) {
        const FieldPath list = path / key;
        node[key].forEachItem([&](int i, YamlRef item) {
            const bool sidecar = role == ContainerRole::Init && item[u"restartPolicy"].text() == u"Always";
            all.push_back({item, list / i, sidecar ? ContainerRole::Sidecar : role});
        });
    };
    add(u"containers"_s, ContainerRole::Main);
    add(u"initContainers"_s, ContainerRole::Init);
    add(u"ephemeralContainers"_s, ContainerRole::Ephemeral);
    return all;
}

std::vector<ContainerPortView> PodSpecView::lastingPorts() const
{
    std::vector<ContainerPortView> all;
    for (const ContainerView &container : containers()) {
        if (!container.isLasting()) continue;
        const std::vector<ContainerPortView> ports = container.ports();
        all.insert(all.end(), ports.begin(), ports.end());
    }
    return all;
}

QString PodSpecView::serviceAccountName() const
{
    return textOr(node[u"serviceAccountName"], node[u"serviceAccount"].text());
}

WorkloadView::WorkloadView(const Resource &resource) : m_root(resource.root())
{
    const QString &kind = resource.key.kind;
    if (kind == u"PodTemplate")
        m_templatePath = {u"template"_s};
    else if (kind == u"CronJob")
        m_templatePath = {u"spec"_s, u"jobTemplate"_s, u"spec"_s, u"template"_s};
    else if (kind != u"Pod")
        m_templatePath = {u"spec"_s, u"template"_s};
    m_template = m_root.at(m_templatePath);
    m_plainSelector = kind == u"ReplicationController";
    if (m_plainSelector || kind == u"Deployment" || kind == u"ReplicaSet" || kind == u"StatefulSet" ||
        kind == u"DaemonSet")
        m_selectorPath = {u"spec"_s, u"selector"_s};
    m_counts = hasSelector() && kind != u"DaemonSet";
}

PodSpecView WorkloadView::podSpec() const { return {m_template[u"spec"], m_templatePath / u"spec"_s}; }

FieldPath WorkloadView::podLabelsPath() const { return m_templatePath / u"metadata"_s / u"labels"_s; }

LabelSelector WorkloadView::selector() const
{
    if (!hasSelector()) return {};
    const YamlRef node = m_root.at(m_selectorPath);
    if (!m_plainSelector) return LabelSelector::read(node);
    LabelSelector selector = LabelSelector::readMap(node);
    return selector.isEmpty() ? LabelSelector{.matchLabels = podLabels(), .requirements = {}} : selector;
}

FieldPath WorkloadView::selectorLabelsPath() const
{
    return m_plainSelector || !hasSelector() ? m_selectorPath : m_selectorPath / u"matchLabels"_s;
}

std::optional<qint64> WorkloadView::replicas() const
{
    if (!m_counts) return std::nullopt;
    return m_root[u"spec"][u"replicas"].integer().value_or(1);
}

FieldPath WorkloadView::replicasPath() { return {u"spec"_s, u"replicas"_s}; }

int ServicePortView::port() const { return portNumber(node[u"port"]); }

QString ServicePortView::target() const
{
    // 0 and "" are as good as nothing (core/v1 SetDefaults_Service); null too.
    const QString text = isTargetName() ? node[u"targetPort"].string() : portText(node[u"targetPort"]);
    const bool none = text.isEmpty() || node[u"targetPort"].isNull() || (text == u"0" && !isTargetName());
    return none ? portText(node[u"port"]) : text;
}

FieldPath ServicePortView::targetPath() const
{
    return path / (node[u"targetPort"].isValid() ? u"targetPort"_s : u"port"_s);
}

QString ServicePortView::protocol() const { return textOr(node[u"protocol"], u"TCP"_s); }

QString ServiceView::type() const { return textOr(m_spec[u"type"], u"ClusterIP"_s); }

Labels ServiceView::selector() const { return isExternalName() ? Labels() : readLabels(m_spec[u"selector"]); }

std::vector<ServicePortView> ServiceView::ports() const
{
    return items<ServicePortView>(m_spec[u"ports"], {u"spec"_s, u"ports"_s});
}

std::vector<IngressBackendView> IngressView::backends() const
{
    std::vector<IngressBackendView> all;
    const auto add = [&](YamlRef node, const FieldPath &path, const QString &host, const QString &urlPath) {
        if (!node.isMapping()) return;
        IngressBackendView backend{node, path, host, urlPath, {}, {}, {}};
        const YamlRef service = node[u"service"], port = service[u"port"];
        if (service.isMapping()) {
            backend.service = service[u"name"].text();
            backend.port = textOr(port[u"name"], portText(port[u"number"]));
            backend.namePath = path / u"service"_s / u"name"_s;
        } else {
            backend.service = node[u"serviceName"].text();
            backend.port = portText(node[u"servicePort"]);
            backend.namePath = path / u"serviceName"_s;
        }
        all.push_back(std::move(backend));
    };
    const YamlRef spec = m_root[u"spec"];
    add(spec[u"defaultBackend"], {u"spec"_s, u"defaultBackend"_s}, {}, {});
    add(spec[u"backend"], {u"spec"_s, u"backend"_s}, {}, {});
    spec[u"rules"].forEachItem([&](int r, YamlRef rule) {
        const FieldPath paths{u"spec"_s, u"rules"_s, r, u"http"_s, u"paths"_s};
        rule[u"http"][u"paths"].forEachItem([&](int p, YamlRef path) {
            add(path[u"backend"], paths / p / u"backend"_s, rule[u"host"].text(), path[u"path"].text());
        });
    });
    return all;
}

} // namespace model
