// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/component/componentclient.h"

#include "cluster/practice/api/customkinds.h"
#include "cluster/practice/api/podactions.h"
#include "cluster/practice/api/remover.h"
#include "cluster/practice/api/writer.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/convert.h"
#include "cluster/practice/patch/patches.h"
#include "cluster/practice/request/bodies.h"

namespace practice {

using model::Value;
using model::ValueMap;

namespace {

const ApiKind *served(const ApiCore &core, QStringView apiVersion, QStringView kind)
{
    const qsizetype slash = apiVersion.indexOf(u'/');
    const QStringView group = slash < 0 ? QStringView() : apiVersion.first(slash);
    const ServedKind *found = core.catalogue.byKind(group, apiVersion.sliced(slash + 1), kind);
    return found ? &found->api : nullptr;
}

int codeOf(const Answer<Value> &answer) { return answer ? 200 : answer.status().code; }

Answer<Value> normal(Value object, const ApiKind &kind)
{
    StrictProblems problems;
    auto whole = toNormalForm(std::move(object), kind, problems);
    if (whole && !problems.isEmpty()) return ApiStatus::badRequest(problems.toString());
    return whole;
}

} // namespace

ComponentClient::ComponentClient(ApiCore &core, QString agent, Log log)
    : m_core(core), m_agent(std::move(agent)), m_log(std::move(log))
{
}

const ApiKind &ComponentClient::kind(QStringView apiVersion, QStringView kind) const
{
    const ApiKind *found = served(m_core, apiVersion, kind);
    Q_ASSERT(found);
    return *found;
}

const ApiKind *ComponentClient::kindOf(const Value &object) const
{
    return served(m_core, textAt(object, {u"apiVersion"}), textAt(object, {u"kind"}));
}

void ComponentClient::note(const char *verb, const ApiKind &kind, const QString &space, const QString &name,
                           const QString &subresource, int code) const
{
    if (!m_log) return;
    m_log({.agent = m_agent,
           .verb = QString::fromLatin1(verb),
           .kind = &kind,
           .space = space,
           .name = name,
           .subresource = subresource,
           .code = code,
           .revision = m_core.registry.store().revision()});
}

Answer<Value> ComponentClient::get(const ApiKind &kind, const QString &space, const QString &name) const
{
    const RecordPtr record = m_core.registry.find(kind, space, name);
    note("get", kind, space, name, {}, record ? 200 : 404);
    if (!record) return ApiStatus::notFound({kind.group, kind.plural}, name);
    return m_core.registry.objectOf(*record, kind);
}

ComponentClient::Listed ComponentClient::list(const ApiKind &kind, const QString &space) const
{
    const Store::Page page = m_core.registry.store().list(Registry::prefixOf(kind, space));
    Listed listed;
    listed.revision = m_core.registry.store().revision();
    listed.objects.reserve(page.records.size());
    for (const RecordPtr &record : page.records) listed.objects.push_back(m_core.registry.objectOf(*record, kind));
    note("list", kind, space, {}, {}, 200);
    return listed;
}

Answer<Value> ComponentClient::create(Value object) const
{
    const ApiKind *kind = kindOf(object);
    if (!kind) return ApiStatus::pathNotFound();
    auto whole = normal(std::move(object), *kind);
    if (!whole) return whole;
    const QString space = namespaceOf(*whole);
    const QString name = nameOf(*whole);
    WriteRequest request{.kind = *kind, .space = space, .name = {}, .manager = m_agent};
    auto written = Writer(m_core).create(request, std::move(*whole));
    note("create", *kind, space, written ? nameOf(written->object) : name, {}, written ? 201 : written.status().code);
    if (!written) return std::move(written).status();
    return std::move(written->object);
}

Answer<Value> ComponentClient::change(const ApiKind &kind, const QString &space, const QString &name,
                                      const QString &subresource, const char *verb,
                                      const std::function<Answer<Value>(const Value &)> &change) const
{
    WriteRequest request{
        .kind = kind, .space = space, .name = name, .subresource = subresource, .options = {}, .manager = m_agent};
    auto written = Writer(m_core).update(request, change);
    Answer<Value> answer = written ? Answer<Value>(std::move(written->object)) : Answer<Value>(written.status());
    note(verb, kind, space, name, subresource, codeOf(answer));
    return answer;
}

Answer<Value> ComponentClient::update(Value object, const QString &subresource) const
{
    const ApiKind *kind = kindOf(object);
    if (!kind) return ApiStatus::pathNotFound();
    auto whole = normal(std::move(object), *kind);
    if (!whole) return whole;
    const QString space = namespaceOf(*whole);
    const QString name = nameOf(*whole);
    return change(*kind, space, name, subresource, "update",
                  [&whole](const Value &) -> Answer<Value> { return std::move(*whole); });
}

Answer<Value> ComponentClient::scaleOf(const ApiKind &kind, const QString &space, const QString &name) const
{
    if (!kind.hasScale) return ApiStatus::pathNotFound();
    auto object = get(kind, space, name);
    if (!object) return object;
    return practice::scaleOf(kind, *object, m_core.customKinds.scaleOf(kind));
}

Answer<Value> ComponentClient::updateScale(const ApiKind &kind, const Value &scale) const
{
    if (!kind.hasScale) return ApiStatus::pathNotFound();
    const ScalePaths *paths = m_core.customKinds.scaleOf(kind);
    return change(kind, namespaceOf(scale), nameOf(scale), QStringLiteral("scale"), "update",
                  [&kind, &scale, paths](const Value &live) { return withScale(kind, live, scale, paths); });
}

Answer<Value> ComponentClient::patch(const ApiKind &kind, const QString &space, const QString &name, const Value &patch,
                                     const QString &subresource) const
{
    return change(kind, space, name, subresource, "patch", [&patch, &kind](const Value &live) -> Answer<Value> {
        auto made = applyMergePatch(live, patch);
        if (!made) return made;
        return normal(std::move(*made), kind);
    });
}

Answer<bool> ComponentClient::remove(const ApiKind &kind, const QString &space, const QString &name,
                                     const DeleteOptions &options) const
{
    auto removed = Remover(m_core).remove(kind, space, name, options);
    note("delete", kind, space, name, {}, removed ? 200 : removed.status().code);
    if (!removed) return std::move(removed).status();
    return removed->gone;
}

std::optional<ApiStatus> ComponentClient::bind(const QString &space, const QString &pod, const QString &uid,
                                               const QString &node) const
{
    const ApiKind &pods = kind(u"v1", u"Pod");
    WriteRequest request{.kind = pods, .space = space, .name = pod, .subresource = QStringLiteral("binding")};
    request.manager = m_agent;
    Value binding;
    Value &metadata = mapIn(binding, u"metadata");
    metadata.set(u"name", pod);
    metadata.set(u"uid", uid);
    Value &target = mapIn(binding, u"target");
    target.set(u"kind", u"Node");
    target.set(u"name", node);
    auto refusal = bindPod(m_core, request, binding);
    note("bind", pods, space, pod, request.subresource, refusal ? refusal->code : 201);
    return refusal;
}

std::optional<ApiStatus> ComponentClient::evict(const QString &space, const QString &pod) const
{
    const ApiKind &pods = kind(u"v1", u"Pod");
    WriteRequest request{.kind = pods, .space = space, .name = pod, .subresource = QStringLiteral("eviction")};
    request.manager = m_agent;
    Value eviction;
    mapIn(eviction, u"metadata").set(u"name", pod);
    auto refusal = evictPod(m_core, request, eviction);
    note("evict", pods, space, pod, request.subresource, refusal ? refusal->code : 201);
    return refusal;
}

std::unique_ptr<QObject> ComponentClient::watch(const ApiKind &kind, qint64 since,
                                                std::function<void(const Event &)> handler) const
{
    Store &store = m_core.registry.store();
    const QByteArray prefix = Registry::prefixOf(kind, {});
    const auto tell = [&core = m_core, &kind, handler = std::move(handler)](const Change &change) {
        const char *type = change.removed ? "DELETED" : change.before ? "MODIFIED" : "ADDED";
        handler({type, core.registry.objectOf(*change.now, kind), change.revision()});
    };
    const auto missed = store.since(since, prefix);
    note("watch", kind, {}, {}, {}, missed ? 200 : 410);
    if (!missed) return nullptr;
    for (const Change &change : *missed) tell(change);
    return store.watch(prefix, tell);
}

} // namespace practice
