// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/node/podworker.h"

namespace practice {

// How containers are started: sandbox, back-off, image, environment (kuberuntime_manager.go SyncPod, startContainer;
// pkg/kubelet/images/image_manager.go).

using model::Value;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 sandboxMs = 250; // with its network
constexpr qint64 startMs = 40;
constexpr qint64 checkMs = 300; // that the image of a tag is still the same

// Of a container of which the runtime has nothing: what its status says.
int knownRestarts(const Value &status, const QString &name)
{
    for (const QStringView field : {QStringView(u"containerStatuses"), QStringView(u"initContainerStatuses")})
        if (const Value *one = findNamed(listAt(status, {field}), u"name", name))
            return int(integerAt(*one, {u"restartCount"}));
    return 0;
}

} // namespace

const Value *PodWorker::containerSpec(const QString &name) const
{
    const Value *found = findNamed(listAt(m_pod, {u"spec", u"containers"}), u"name", name);
    return found ? found : findNamed(listAt(m_pod, {u"spec", u"initContainers"}), u"name", name);
}

// getPullSecretsForPod: pulls are tried without them.
void PodWorker::missPullSecrets()
{
    QStringList missing;
    const ApiKind &secrets = m_host.client.kind(u"v1", u"Secret");
    for (const Value &reference : listAt(m_pod, {u"spec", u"imagePullSecrets"})) {
        const QString name = textAt(reference, {u"name"});
        if (!name.isEmpty() && !m_host.client.get(secrets, namespaceOf(m_pod), name)) missing.append(name);
    }
    if (!missing.isEmpty())
        say(u"Warning"_s, u"FailedToRetrieveImagePullSecret"_s,
            u"Unable to retrieve some image pull secrets (%1); attempting to pull the image may not succeed."_s.arg(
                missing.join(u", "_s)));
}

void PodWorker::runPlan()
{
    if (m_host.isConnected()) missPullSecrets();
    const Plan plan = makePlan();
    if (plan.endsPod)
        return killAll([this] { // with its sandbox
            m_sandbox.stop();
            sandboxChanged();
            finish();
        });
    m_starts.assign(plan.starts.begin(), plan.starts.end());
    if (plan.kills.empty()) return ensureSandbox();
    m_stopping = int(plan.kills.size());
    m_sidecars.clear();
    ++m_stopRound;
    m_whenStopped = [this] { ensureSandbox(); };
    for (const Kill &one : plan.kills) {
        m_host.decided(key(), one.message);
        kill(one.name, one.message, graceMs(one.name, one.probe), [this, round = m_stopRound] { oneStopped(round); });
    }
}

void PodWorker::ensureSandbox()
{
    if (m_starts.empty()) return finish();
    if (m_sandbox.isReady()) return startNext();
    if (m_sandbox.attempt() > 0)
        say(u"Normal"_s, u"SandboxChanged"_s, u"Pod sandbox changed, it will be killed and re-created."_s);
    m_step.set(m_host.clock, m_host.scaled(sandboxMs), [this] {
        if (!m_sandbox.address().isEmpty()) m_host.giveAddress(m_sandbox.address());
        m_sandbox.create(boolAt(m_pod, {u"spec", u"hostNetwork"}) ? m_host.hostAddress : m_host.takeAddress());
        sandboxChanged();
        startNext();
    });
}

void PodWorker::startNext()
{
    if (m_starts.empty()) return finish();
    const QString name = m_starts.front();
    m_starts.pop_front();
    const Value *spec = containerSpec(name);
    if (!spec) return startNext();
    const Value container = *spec;
    if (!isBackedOff(container)) pull(container);
}

bool PodWorker::isBackedOff(const Value &container)
{
    const QString name = textAt(container, {u"name"});
    const SimContainer *run = std::as_const(m_sandbox).latest(name);
    if (!run || run->isRunning()) return false;
    const qint64 now = m_host.clock.wallMs();
    const QString id = u"run/"_s + name;
    if (!m_backoff.isInSince(id, run->finishedMs, now)) {
        m_backoff.next(id, run->finishedMs, now);
        return false;
    }
    say(u"Warning"_s, u"BackOff"_s, u"Back-off restarting failed container %1 in pod %2"_s.arg(name, podText(m_pod)),
        name);
    m_host.decided(key(), u"waits %1 after the end of container %2 before it starts it again"_s.arg(
                              goDuration(m_backoff.of(id)), name));
    failed(
        container, u"CrashLoopBackOff"_s,
        u"back-off %1 restarting failed container=%2 pod=%3"_s.arg(goDuration(m_backoff.of(id)), name, podText(m_pod)));
    return true;
}

// An init container that can't be started keeps all others from it; then goes on with the next.
void PodWorker::failed(const Value &container, const QString &reason, const QString &message)
{
    const QString name = textAt(container, {u"name"});
    m_failures[name] = {reason, message};
    m_hasFailed = true;
    const bool isInit = findNamed(listAt(m_pod, {u"spec", u"initContainers"}), u"name", name) != nullptr;
    if (isInit && !isSidecar(container)) m_starts.clear();
    // Not from here: a pod may have very many containers.
    m_step.set(m_host.clock, 0, [this] { startNext(); });
}

void PodWorker::pull(const Value &container)
{
    const QString name = textAt(container, {u"name"});
    const QString image = textAt(container, {u"image"});
    const QString policy = textAt(container, {u"imagePullPolicy"});
    const bool isHere = m_host.images.has(fullImageName(image));
    const qint64 now = m_host.clock.wallMs();
    if (policy == u"Never" && !isHere) {
        const QString message = u"Container image \"%1\" is not present with pull policy of Never"_s.arg(image);
        say(u"Warning"_s, u"ErrImageNeverPull"_s, message, name);
        say(u"Warning"_s, u"Failed"_s, u"Error: ErrImageNeverPull"_s, name);
        return failed(container, u"ErrImageNeverPull"_s, message);
    }
    if (isHere && policy != u"Always") {
        say(u"Normal"_s, u"Pulled"_s, u"Container image \"%1\" already present on machine"_s.arg(image), name);
        return create(container);
    }
    if (m_backoff.isInSinceUpdate(u"image/"_s + image, now)) {
        const QString message = u"Back-off pulling image \"%1\""_s.arg(image);
        say(u"Normal"_s, u"BackOff"_s, message, name);
        say(u"Warning"_s, u"Failed"_s, u"Error: ImagePullBackOff"_s, name);
        const auto last = m_pullErrors.find(image);
        return failed(container, u"ImagePullBackOff"_s,
                      last == m_pullErrors.end() ? message : message + u": ErrImagePull: "_s + last->second);
    }
    say(u"Normal"_s, u"Pulling"_s, u"Pulling image \"%1\""_s.arg(image), name);
    const qint64 lasts = m_host.scaled(isHere ? checkMs : profileOf(m_pod, container).pullMs);
    const qint64 waits = m_host.images.queuePull(m_host.clock.monotonicMs(), lasts);
    m_host.decided(key(), u"pulls image %1 for container %2: %3"_s.arg(
                              image, name, isHere ? u"it is to be looked for each time"_s : u"it is not here"_s));
    m_step.set(m_host.clock, waits, [this, container, lasts, waits] { pulled(container, lasts, waits); });
}

void PodWorker::pulled(const Value &container, qint64 lastedMs, qint64 waitedMs)
{
    const QString name = textAt(container, {u"name"});
    const QString image = textAt(container, {u"image"});
    const ContainerProfile profile = profileOf(m_pod, container);
    QString error = m_host.images.brokenError(image);
    if (error.isEmpty()) error = profile.pullError;
    if (error.isEmpty()) {
        m_host.images.add(fullImageName(image), profile.imageBytes);
        say(u"Normal"_s, u"Pulled"_s,
            u"Successfully pulled image \"%1\" in %2 (%3 including waiting). Image size: %4 bytes."_s
                .arg(image, goDuration(lastedMs), goDuration(waitedMs))
                .arg(profile.imageBytes),
            name);
        return create(container);
    }
    say(u"Warning"_s, u"Failed"_s, u"Failed to pull image \"%1\": %2"_s.arg(image, error), name);
    const qint64 now = m_host.clock.wallMs();
    m_backoff.next(u"image/"_s + image, now, now);
    m_pullErrors[image] = error;
    say(u"Warning"_s, u"Failed"_s, u"Error: ErrImagePull"_s, name);
    failed(container, u"ErrImagePull"_s, error);
}

void PodWorker::create(const Value &container)
{
    const QString name = textAt(container, {u"name"});
    if (m_host.isConnected()) {
        if (const QString why = environmentProblem(m_host.client, m_pod, container); !why.isEmpty()) {
            say(u"Warning"_s, u"Failed"_s, u"Error: "_s + why, name);
            return failed(container, u"CreateContainerConfigError"_s, why);
        }
    }
    const SimContainer *before = std::as_const(m_sandbox).latest(name);
    say(u"Normal"_s, u"Created"_s, u"Created container: "_s + name, name);
    m_sandbox.start({.uid = uidOf(m_pod),
                     .container = container,
                     .profile = profileOf(m_pod, container),
                     .restarts = before ? before->restarts + 1 : knownRestarts(m_status, name)});
    say(u"Normal"_s, u"Started"_s, u"Started container "_s + name, name);
    m_failures.erase(name);
    m_step.set(m_host.clock, m_host.scaled(startMs), [this] { startNext(); });
}

} // namespace practice
