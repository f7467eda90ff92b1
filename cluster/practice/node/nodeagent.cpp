// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/node/nodeagent.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/quantities.h"
#include "cluster/practice/node/podstatus.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <algorithm>
#include <array>

namespace practice {

using model::Value;
using model::ValueList;
using model::ValueMap;
using namespace Qt::StringLiterals;

namespace {

// A machine's identifiers are its own on every run.
QString identity(const QString &name, QStringView what)
{
    const QByteArray hash =
        QCryptographicHash::hash((name + u'/' + what.toString()).toUtf8(), QCryptographicHash::Md5).toHex();
    return QString::fromLatin1(hash);
}

QString uuidLike(const QString &hex)
{
    return hex.left(8) + u'-' + hex.mid(8, 4) + u'-' + hex.mid(12, 4) + u'-' + hex.mid(16, 4) + u'-' + hex.mid(20);
}

QString microTime(qint64 wallMs)
{
    return QDateTime::fromMSecsSinceEpoch(wallMs, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss.zzz") + u"000Z"_s;
}

Value resources(const KubeletOptions &options, bool isAllocatable)
{
    // Default eviction thresholds are kept back: 100 Mi of memory, a tenth of the disk.
    constexpr qint64 keptMemoryKi = 100 * 1024;
    constexpr qint64 kibi = 1024;
    // As the API server gives it back, so that nothing seems to have changed.
    const auto canonical = [](const QString &text) { return Quantity::parse(text).value_or(Quantity()).toString(); };
    const qint64 memoryKi = options.memoryKi - (isAllocatable ? keptMemoryKi : 0);
    Value amounts(ValueMap{{u"cpu"_s, QString::number(options.cpus)}});
    amounts.set(u"ephemeral-storage", isAllocatable ? QString::number(options.storageKi * kibi / 10 * 9)
                                                    : canonical(QString::number(options.storageKi) + u"Ki"_s));
    amounts.set(u"hugepages-1Gi", u"0"_s);
    amounts.set(u"hugepages-2Mi", u"0"_s);
    amounts.set(u"memory", canonical(QString::number(memoryKi) + u"Ki"_s));
    amounts.set(u"pods", QString::number(options.pods));
    return amounts;
}

Value nodeInfo(const QString &name, int boots)
{
    Value info;
    info.set(u"machineID", identity(name, u"machine"));
    info.set(u"systemUUID", uuidLike(identity(name, u"system")));
    info.set(u"bootID", uuidLike(identity(name, QString(u"boot"_s + QString::number(boots)))));
    info.set(u"kernelVersion", u"6.1.0-37-amd64"_s);
    info.set(u"osImage", u"Debian GNU/Linux 12 (bookworm)"_s);
    info.set(u"containerRuntimeVersion", u"containerd://1.7.27"_s);
    info.set(u"kubeletVersion", u"v1.33.4"_s);
    info.set(u"kubeProxyVersion", u""_s);
    info.set(u"operatingSystem", u"linux"_s);
    info.set(u"architecture", u"amd64"_s);
    return info;
}

// Equal but for heartbeats (nodeStatusHasChanged).
bool isSameStatus(const Value &a, const Value &b)
{
    const auto plain = [](const Value &status) {
        Value copy = status;
        ValueList conditions = listAt(status, {u"conditions"});
        for (Value &condition : conditions) condition.remove(u"lastHeartbeatTime");
        copy.set(u"conditions", std::move(conditions));
        return copy;
    };
    return plain(a).means(plain(b));
}

} // namespace

KubeletOptions KubeletOptions::machine(int number)
{
    KubeletOptions options;
    options.name = u"node-%1"_s.arg(number);
    options.address = u"10.255.%1.%2"_s.arg(number / 250).arg(number % 250 + 1);
    return options;
}

NodeAgent::NodeAgent(const ComponentClient &client, const model::Clock &clock, EventRecorder &events,
                     const ImageStore &images, const KubeletOptions &options)
    : m_client(client), m_clock(clock), m_events(events), m_images(images), m_options(options)
{
}

// Events of a kubelet refer to its node by name even where the uid is meant (kubelet.go nodeRef).
void NodeAgent::say(const QString &type, const QString &reason, const QString &message)
{
    if (!m_isConnected || !m_runs) return;
    Value node(ValueMap{{u"kind"_s, u"Node"_s}});
    node.set(u"metadata", ValueMap{{u"name"_s, m_options.name}, {u"uid"_s, m_options.name}});
    m_events.record(node, type, reason, message);
}

void NodeAgent::start()
{
    if (std::exchange(m_runs, true)) return;
    m_isRegistered = false;
    say(u"Normal"_s, u"Starting"_s, u"Starting kubelet."_s);
    look();
}

void NodeAgent::stop()
{
    m_runs = false;
    m_alarm.cancel();
}

void NodeAgent::setConnected(bool connected)
{
    if (std::exchange(m_isConnected, connected) != connected && connected && m_runs) look();
}

void NodeAgent::setNetworkProblem(const QString &problem)
{
    if (std::exchange(m_networkProblem, problem) != problem && m_isRegistered) report(false);
}

bool NodeAgent::hasMemoryPressure() const
{
    return m_hasPressure || (m_pressureSeenMs >= 0 && m_clock.monotonicMs() - m_pressureSeenMs < pressureMs);
}

void NodeAgent::setMemoryPressure(bool pressure)
{
    if (m_hasPressure || pressure) m_pressureSeenMs = m_clock.monotonicMs();
    m_hasPressure = pressure;
    if (m_isRegistered) report(false);
}

void NodeAgent::look()
{
    constexpr double jitter = 0.04;
    const double more = double(m_client.core().random() % 1000) / 1000 * jitter;
    m_alarm.set(m_clock, lookMs + qint64(double(lookMs) * more), [this] { look(); });
    if (!m_isConnected) return;
    if (!m_isRegistered) registerNode();
    if (m_isRegistered) report(false);
    renewLease();
}

Value NodeAgent::wholeNode(const Value &present)
{
    Value node = present;
    node.set(u"apiVersion", u"v1"_s);
    node.set(u"kind", u"Node"_s);
    Value &metadata = mapIn(node, u"metadata");
    metadata.set(u"name", m_options.name);
    Value &labels = mapIn(metadata, u"labels");
    for (const auto &[key, value] : m_options.labels.asKeyValueRange()) labels.set(key, value);
    labels.set(u"beta.kubernetes.io/arch", u"amd64"_s);
    labels.set(u"beta.kubernetes.io/os", u"linux"_s);
    labels.set(u"kubernetes.io/arch", u"amd64"_s);
    labels.set(u"kubernetes.io/hostname", m_options.name);
    labels.set(u"kubernetes.io/os", u"linux"_s);
    mapIn(metadata, u"annotations").set(u"volumes.kubernetes.io/controller-managed-attach-detach", u"true"_s);
    return node;
}

// tryRegisterWithAPIServer: a Node that is there already keeps what others gave it.
void NodeAgent::registerNode()
{
    const ApiKind &kind = m_client.kind(u"v1", u"Node");
    const auto present = m_client.get(kind, {}, m_options.name);
    if (!present) {
        Value node = wholeNode(Value());
        node.set(u"spec", ValueMap());
        node.set(u"status", statusFor(Value()));
        const auto made = m_client.create(std::move(node));
        if (!made) return; // tried again at the next look
        m_uid = uidOf(*made);
        m_reportedMs = m_clock.monotonicMs();
    } else {
        m_uid = uidOf(*present);
        const Value whole = wholeNode(*present);
        if (!whole.means(*present) && !m_client.update(whole)) return;
    }
    m_isRegistered = true;
    say(u"Normal"_s, u"NodeAllocatableEnforced"_s, u"Updated Node Allocatable limit across pods"_s);
    if (present) report(true);
}

void NodeAgent::setCondition(ValueList &conditions, const QString &type, bool isTrue, const QString &reason,
                             const QString &message, const QString &event)
{
    const QString now = timeText(m_clock.wallMs());
    const QString status = isTrue ? u"True"_s : u"False"_s;
    Value condition(ValueMap{{u"type"_s, type},
                             {u"status"_s, status},
                             {u"lastHeartbeatTime"_s, now},
                             {u"lastTransitionTime"_s, now},
                             {u"reason"_s, reason},
                             {u"message"_s, message}});
    const QString text = u"Node %1 status is now: %2"_s.arg(m_options.name, event);
    for (Value &one : conditions) {
        if (textAt(one, {u"type"}) != type) continue;
        const bool isSame = textAt(one, {u"status"}) == status;
        if (isSame) condition.set(u"lastTransitionTime", textAt(one, {u"lastTransitionTime"}));
        one = std::move(condition);
        if (!isSame) say(u"Normal"_s, event, text);
        return;
    }
    conditions.push_back(std::move(condition));
    if (type != u"Ready") say(u"Normal"_s, event, text);
}

Value NodeAgent::statusFor(const Value &present)
{
    Value status = present;
    const auto address = [](const QString &type, const QString &text) -> Value {
        return ValueMap{{u"type"_s, type}, {u"address"_s, text}};
    };
    status.set(u"addresses",
               ValueList{address(u"InternalIP"_s, m_options.address), address(u"Hostname"_s, m_options.name)});
    status.set(u"capacity", resources(m_options, false));
    status.set(u"allocatable", resources(m_options, true));
    status.set(u"daemonEndpoints", ValueMap{{u"kubeletEndpoint"_s, ValueMap{{u"Port"_s, 10250}}}});
    status.set(u"nodeInfo", nodeInfo(m_options.name, m_boots));
    const QString boot = textAt(status, {u"nodeInfo", u"bootID"});
    const QString before = textAt(present, {u"nodeInfo", u"bootID"});
    if (!before.isEmpty() && before != boot)
        say(u"Warning"_s, u"Rebooted"_s, u"Node %1 has been rebooted, boot id: %2"_s.arg(m_options.name, boot));
    if (ValueList images = m_images.toValue(); !images.empty()) status.set(u"images", std::move(images));
    ValueList conditions = listAt(present, {u"conditions"});
    if (hasMemoryPressure())
        setCondition(conditions, u"MemoryPressure"_s, true, u"KubeletHasInsufficientMemory"_s,
                     u"kubelet has insufficient memory available"_s, u"NodeHasInsufficientMemory"_s);
    else
        setCondition(conditions, u"MemoryPressure"_s, false, u"KubeletHasSufficientMemory"_s,
                     u"kubelet has sufficient memory available"_s, u"NodeHasSufficientMemory"_s);
    setCondition(conditions, u"DiskPressure"_s, false, u"KubeletHasNoDiskPressure"_s, u"kubelet has no disk pressure"_s,
                 u"NodeHasNoDiskPressure"_s);
    setCondition(conditions, u"PIDPressure"_s, false, u"KubeletHasSufficientPID"_s,
                 u"kubelet has sufficient PID available"_s, u"NodeHasSufficientPID"_s);
    if (m_networkProblem.isEmpty())
        setCondition(conditions, u"Ready"_s, true, u"KubeletReady"_s, u"kubelet is posting ready status"_s,
                     u"NodeReady"_s);
    else
        setCondition(conditions, u"Ready"_s, false, u"KubeletNotReady"_s, m_networkProblem, u"NodeNotReady"_s);
    status.set(u"conditions", std::move(conditions));
    return status;
}

// recordNodeSchedulableEvent: somebody cordoned it, or let it go again.
void NodeAgent::saySchedulable(bool isUnschedulable)
{
    if (std::exchange(m_isUnschedulable, isUnschedulable) == isUnschedulable) return;
    const QString event = isUnschedulable ? u"NodeNotSchedulable"_s : u"NodeSchedulable"_s;
    say(u"Normal"_s, event, u"Node %1 status is now: %2"_s.arg(m_options.name, event));
}

void NodeAgent::report(bool isForced)
{
    if (!m_runs || !m_isConnected) return;
    const ApiKind &kind = m_client.kind(u"v1", u"Node");
    const auto live = m_client.get(kind, {}, m_options.name);
    if (!live) return; // somebody deleted it: a kubelet does not make it again until it is started anew
    saySchedulable(boolAt(*live, {u"spec", u"unschedulable"}));
    const Value before = live->find(u"status") ? *std::as_const(*live).find(u"status") : Value(ValueMap());
    const Value status = statusFor(before);
    const bool isDue = m_clock.monotonicMs() - m_reportedMs >= reportMs;
    if (!isForced && !isDue && isSameStatus(before, status)) return;
    const Value changes = statusPatch(before, status);
    if (changes.isNull()) return;
    Value patch;
    patch.set(u"status", changes);
    if (m_client.patch(kind, {}, m_options.name, patch, u"status"_s)) m_reportedMs = m_clock.monotonicMs();
}

void NodeAgent::renewLease()
{
    const QString space = u"kube-node-lease"_s;
    const ApiKind &kind = m_client.kind(u"coordination.k8s.io/v1", u"Lease");
    const auto present = m_client.get(kind, space, m_options.name);
    Value lease = present ? *present : Value(ValueMap{{u"apiVersion"_s, u"coordination.k8s.io/v1"_s}});
    lease.set(u"kind", u"Lease"_s);
    Value &metadata = mapIn(lease, u"metadata");
    metadata.set(u"name", m_options.name);
    metadata.set(u"namespace", space);
    if (!metadata.find(u"ownerReferences") && !m_uid.isEmpty())
        metadata.set(
            u"ownerReferences",
            ValueList{ValueMap{
                {u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Node"_s}, {u"name"_s, m_options.name}, {u"uid"_s, m_uid}}});
    Value &spec = mapIn(lease, u"spec");
    spec.set(u"holderIdentity", m_options.name);
    spec.set(u"leaseDurationSeconds", leaseSeconds);
    spec.set(u"renewTime", microTime(m_clock.wallMs()));
    // What fails is tried again at the next look.
    if (present)
        (void)m_client.update(std::move(lease));
    else
        (void)m_client.create(std::move(lease));
}

} // namespace practice
