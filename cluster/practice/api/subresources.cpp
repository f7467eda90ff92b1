// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/subresources.h"

#include "cluster/practice/api/apiserver.h"
#include "cluster/practice/api/customkinds.h"
#include "cluster/practice/api/patcher.h"
#include "cluster/practice/api/podactions.h"
#include "cluster/practice/api/rendering.h"
#include "cluster/practice/api/tokenrequests.h"
#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"
#include "cluster/practice/kinds/convert.h"
#include "cluster/practice/patch/patches.h"
#include "cluster/practice/request/bodies.h"
#include "model/wire/json.h"

namespace practice {

using model::Value;
using model::ValueMap;

namespace {

Value createdStatus()
{
    return ValueMap{{QStringLiteral("kind"), u"Status"},
                    {QStringLiteral("apiVersion"), u"v1"},
                    {QStringLiteral("metadata"), ValueMap()},
                    {QStringLiteral("status"), u"Success"},
                    {QStringLiteral("code"), 201}};
}

const ApiKind scaleKind{.group = QStringLiteral("autoscaling"),
                        .version = QStringLiteral("v1"),
                        .kind = QStringLiteral("Scale"),
                        .plural = {},
                        .singular = {}};

WriteRequest requestOf(const Exchange &exchange, const ApiKind &kind, const WriteOptions &options)
{
    return {.kind = kind,
            .space = exchange.target.space,
            .name = exchange.target.name,
            .subresource = exchange.target.subresource,
            .options = options,
            .manager = exchange.manager(options.manager)};
}

// A body that may also say that it is of an older version, which has the same fields; empty: of none.
Answer<Value> readBodyOf(Exchange &exchange, const ApiKind &kind, const QString &olderVersion,
                         FieldValidation validation)
{
    auto type = negotiateInput(exchange.request);
    if (!type) return std::move(type).status();
    auto body = readBody(exchange.request.body, *type, kind.kind);
    if (!body) return std::move(body).status();
    if (!olderVersion.isEmpty() && textAt(body->value, {u"apiVersion"}) == olderVersion)
        body->value.set(u"apiVersion", kind.apiVersion());
    return readObject(std::move(*body), kind, validation, exchange.warnings);
}

void postToPod(Exchange &exchange, ApiCore &core, const ApiKind &kind, const ApiKind &bodyKind,
               std::optional<ApiStatus> (*action)(ApiCore &, WriteRequest &, const Value &),
               const QString &olderVersion = {})
{
    if (exchange.request.method != "POST") return exchange.refuse(ApiStatus::methodNotAllowed());
    auto options = readWriteOptions(exchange.query, WriteKind::Create);
    if (!options) return exchange.refuse(options.status());
    auto body = readBodyOf(exchange, bodyKind, olderVersion, options->validation);
    if (!body) return exchange.refuse(body.status());
    WriteRequest request = requestOf(exchange, kind, *options);
    if (const QString space = namespaceOf(*body); !space.isEmpty() && space != request.space)
        return exchange.refuse(ApiStatus::badRequest(
            QStringLiteral("the namespace of the provided object does not match the namespace sent on the request")));
    if (auto refusal = action(core, request, *body)) return exchange.refuse(*refusal);
    exchange.answer(201, createdStatus());
}

// What the body of a PUT or PATCH makes of the object's Scale.
Answer<Value> changedScale(Exchange &exchange, const WriteOptions &options, const Value &scale)
{
    if (exchange.request.method == "PUT") {
        auto body = readObject(exchange.request, scaleKind, options.validation, exchange.warnings);
        if (!body) return body;
        if (nameOf(*body) != exchange.target.name)
            return ApiStatus::badRequest(
                QStringLiteral("the name of the object (%1) does not match the name on the URL (%2)")
                    .arg(nameOf(*body), exchange.target.name));
        return body;
    }
    auto type = patchTypeOf(exchange.request, scaleKind);
    if (!type) return std::move(type).status();
    auto patch = Patcher::readPatch(exchange.request.body, *type);
    if (!patch) return std::move(patch).status();
    auto patched =
        *type == PatchType::Json ? applyJsonPatch(scale, patch->value) : applyMergePatch(scale, patch->value);
    if (!patched) return patched;
    if (const auto why = changedKind(*patched, scaleKind)) {
        FieldErrors errors;
        errors.invalidText(Where(u"patch"), QString::fromUtf8(model::writeJson(*patched)), *why);
        return errors.toStatus({}, {});
    }
    StrictProblems problems;
    return toNormalForm(std::move(*patched), scaleKind, problems);
}

void answerScale(Exchange &exchange, ApiCore &core, const ApiKind &kind)
{
    const ScalePaths *paths = core.customKinds.scaleOf(kind);
    const auto answer = [&exchange, &core, &kind, paths](const Value &object) {
        const auto scale = scaleOf(kind, object, paths);
        if (!scale) return exchange.refuse(scale.status());
        const Rendering rendering(core, scaleKind, exchange.format, exchange.query);
        exchange.answerBytes(200, exchange.format.contentType(), rendering.object(*scale));
    };
    const RecordPtr record = core.registry.find(kind, exchange.target.space, exchange.target.name);
    const QByteArray &method = exchange.request.method;
    if (method == "GET") {
        if (!record) return exchange.refuse(ApiStatus::notFound({kind.group, kind.plural}, exchange.target.name));
        return answer(core.registry.objectOf(*record, kind));
    }
    if (method != "PUT" && method != "PATCH") return exchange.refuse(ApiStatus::methodNotAllowed());
    const bool apply = exchange.request.header("content-type").startsWith("application/apply-patch+yaml");
    auto options = readWriteOptions(exchange.query, method == "PUT" ? WriteKind::Update
                                                    : apply         ? WriteKind::Apply
                                                                    : WriteKind::Patch);
    if (!options) return exchange.refuse(options.status());
    WriteRequest request = requestOf(exchange, kind, *options);
    const auto change = [&exchange, &options, &kind, paths](const Value &live) -> Answer<Value> {
        auto scale = scaleOf(kind, live, paths, true);
        if (!scale) return scale;
        auto changed = changedScale(exchange, *options, *scale);
        if (!changed) return changed;
        return withScale(kind, live, *changed, paths);
    };
    const auto type = method == "PATCH" ? patchTypeOf(exchange.request, scaleKind) : Answer<PatchType>(PatchType::Json);
    if (!type) return exchange.refuse(type.status());
    auto written = *type == PatchType::Apply
                       ? Patcher(core).applyScale(exchange, request, paths ? paths->specReplicas : QString())
                       : Writer(core).update(request, change);
    exchange.warnings += request.warnings;
    written ? answer(written->object) : exchange.refuse(written.status());
}

// namespaces/NAME/finalize replaces all but the status.
void finalizeNamespace(Exchange &exchange, ApiCore &core, const ApiKind &kind)
{
    if (exchange.request.method != "PUT") return exchange.refuse(ApiStatus::methodNotAllowed());
    auto options = readWriteOptions(exchange.query, WriteKind::Update);
    if (!options) return exchange.refuse(options.status());
    auto object = readObject(exchange.request, kind, options->validation, exchange.warnings);
    if (!object) return exchange.refuse(object.status());
    WriteRequest request = requestOf(exchange, kind, *options);
    const auto change = [&object](const Value &live) -> Answer<Value> {
        Value changed = *object;
        changed.set(u"status", live.find(u"status") ? *live.find(u"status") : Value(ValueMap()));
        return changed;
    };
    answerWritten(exchange, core, request, Writer(core).update(request, change));
}

Answer<LogOptions> readLogOptions(const Query &query, const QString &pod)
{
    for (const char16_t *name : {u"tailLines", u"sinceSeconds", u"limitBytes"}) {
        const QString text = query.value(QStringView(name).toString());
        bool isNumber = false;
        text.toLongLong(&isNumber);
        if (!text.isEmpty() && !isNumber) return ApiStatus::badRequest(goNumberProblem(u"ParseInt", text));
    }
    LogOptions options;
    FieldErrors errors;
    const auto number = [&query, &errors](const char16_t *name, qint64 least) -> std::optional<qint64> {
        const QString text = query.value(QStringView(name).toString());
        if (text.isEmpty()) return {};
        const qint64 value = text.toLongLong();
        if (value < least)
            errors.invalid(Where(QStringView(name)), text,
                           least ? QStringLiteral("must be greater than 0")
                                 : QStringLiteral("must be greater than or equal to 0"));
        return value;
    };
    options.container = query.value(QStringLiteral("container"));
    options.follow = query.flag(QStringLiteral("follow"));
    options.previous = query.flag(QStringLiteral("previous"));
    options.timestamps = query.flag(QStringLiteral("timestamps"));
    options.sinceTime = query.value(QStringLiteral("sinceTime"));
    options.tailLines = number(u"tailLines", 0);
    options.limitBytes = number(u"limitBytes", 1);
    options.sinceSeconds = number(u"sinceSeconds", 1);
    if (query.has(QStringLiteral("stream"))) // of a feature gate that is off
        errors.forbidden(Where(u"stream"), QStringLiteral("may not be specified"));
    if (options.sinceSeconds && !options.sinceTime.isEmpty())
        errors.forbidden(Where(), QStringLiteral("at most one of `sinceTime` or `sinceSeconds` may be specified"));
    if (!errors.isEmpty()) return errors.toStatus({{}, QStringLiteral("PodLogOptions")}, pod);
    return options;
}

// Which container is meant (pkg/registry/core/pod/strategy.go validateContainer).
Answer<QString> logContainer(const Value &pod, const QString &asked)
{
    QStringList all;
    for (const QStringView list : {u"initContainers", u"containers", u"ephemeralContainers"})
        for (const Value &container : listAt(pod, {u"spec", list})) all.append(textAt(container, {u"name"}));
    if (!asked.isEmpty()) {
        if (all.contains(asked)) return asked;
        return ApiStatus::badRequest(QStringLiteral("container %1 is not valid for pod %2").arg(asked, nameOf(pod)));
    }
    if (all.size() == 1) return all.first();
    return ApiStatus::badRequest(QStringLiteral("a container name must be specified for pod %1, choose one of: [%2]")
                                     .arg(nameOf(pod), all.join(u' ')));
}

void answerLog(const std::shared_ptr<Exchange> &exchange, ApiCore &core, const ApiKind &kind, const LogSource *logs)
{
    if (exchange->request.method != "GET") return exchange->refuse(ApiStatus::methodNotAllowed());
    const QString &name = exchange->target.name;
    const RecordPtr record = core.registry.find(kind, exchange->target.space, name);
    if (!record) return exchange->refuse(ApiStatus::notFound({kind.group, kind.plural}, name));
    auto options = readLogOptions(exchange->query, name);
    if (!options) return exchange->refuse(options.status());
    const Value pod = core.registry.objectOf(*record, kind);
    auto container = logContainer(pod, options->container);
    if (!container) return exchange->refuse(container.status());
    options->container = *container;
    const QString node = textAt(pod, {u"spec", u"nodeName"});
    if (node.isEmpty()) return exchange->answerBytes(204, "text/plain", {}); // no kubelet has it: nothing was logged
    const ServedKind *nodes = core.catalogue.byPlural({}, QStringLiteral("v1"), QStringLiteral("nodes"));
    if (!nodes || !core.registry.find(nodes->api, {}, node))
        return exchange->refuse(ApiStatus::notFound({{}, kind.plural}, node));
    if (!logs)
        return exchange->refuse({.code = 500,
                                 .reason = {},
                                 .message = QStringLiteral("no kubelet runs on node \"%1\"").arg(node),
                                 .hasDetails = false});
    // The reading holds the exchange, and the exchange's reply the reading: whoever ends first lets go, and not at once
    // where it is the reading that is at work.
    struct Stream
    {
        std::unique_ptr<QObject> reading;
        bool started = false;
        bool ended = false;
        bool isTelling = false;

        void letGo()
        {
            ended = true;
            if (isTelling && reading) reading.release()->deleteLater();
            reading.reset();
        }
    };
    auto stream = std::make_shared<Stream>();
    const auto start = [exchange, stream] {
        if (!std::exchange(stream->started, true)) exchange->reply->start(200, {{"Content-Type", "text/plain"}});
    };
    auto reading = logs->read(
        exchange->target.space, name, *options,
        [exchange, start, stream](const QByteArray &piece) {
            stream->isTelling = true;
            start();
            exchange->reply->write(piece);
            stream->isTelling = false;
        },
        [exchange, start, stream] {
            stream->isTelling = true;
            start();
            exchange->reply->finish();
            stream->letGo();
            stream->isTelling = false;
        });
    if (!reading) return exchange->refuse(reading.status());
    if (stream->ended) return;
    stream->reading = std::move(*reading);
    exchange->reply->onGone([stream] { stream->letGo(); });
}

// Nothing runs in a practice pod that one could enter.
void refuseStream(const Exchange &exchange, const ApiCore &core, const ApiKind &kind)
{
    const RecordPtr record = core.registry.find(kind, exchange.target.space, exchange.target.name);
    if (!record) return exchange.refuse(ApiStatus::notFound({kind.group, kind.plural}, exchange.target.name));
    const QString node = textAt(core.registry.objectOf(*record, kind), {u"spec", u"nodeName"});
    exchange.refuse(
        node.isEmpty()
            ? ApiStatus::badRequest(QStringLiteral("pod %1 does not have a host assigned").arg(exchange.target.name))
            : ApiStatus{.code = 501,
                        .reason = QStringLiteral("NotImplemented"),
                        .message = QStringLiteral("a practice pod cannot be entered"),
                        .hasDetails = false});
}

// And nothing serves behind a node or a Service. The name may have a scheme before it and a port behind it.
void refuseProxy(const Exchange &exchange, const ApiCore &core, const ApiKind &kind)
{
    const QStringList parts = exchange.target.name.split(u':');
    const QString &name = parts.size() == 3 ? parts[1] : parts[0];
    const bool isThere = core.registry.find(kind, exchange.target.space, name) != nullptr;
    exchange.refuse(isThere ? ApiStatus{.code = 501,
                                        .reason = QStringLiteral("NotImplemented"),
                                        .message = QStringLiteral("nothing listens in a practice cluster"),
                                        .hasDetails = false}
                            : ApiStatus::notFound({kind.group, kind.plural}, name));
}

} // namespace

bool answerSubresource(const std::shared_ptr<Exchange> &exchange, ApiCore &core, const ApiKind &kind,
                       const LogSource *logs)
{
    static const ApiKind binding{
        .group = {}, .version = QStringLiteral("v1"), .kind = QStringLiteral("Binding"), .plural = {}, .singular = {}};
    static const ApiKind eviction{.group = QStringLiteral("policy"),
                                  .version = QStringLiteral("v1"),
                                  .kind = QStringLiteral("Eviction"),
                                  .plural = {},
                                  .singular = {}};
    const QString &name = exchange->target.subresource;
    if (name == u"scale" && kind.hasScale) {
        answerScale(*exchange, core, kind);
        return true;
    }
    if (!kind.group.isEmpty()) return false;
    if (kind.kind == u"Namespace" && name == u"finalize") {
        finalizeNamespace(*exchange, core, kind);
        return true;
    }
    if (name == u"proxy" && (kind.kind == u"Pod" || kind.kind == u"Service" || kind.kind == u"Node")) {
        refuseProxy(*exchange, core, kind);
        return true;
    }
    if (name == u"token" && kind.kind == u"ServiceAccount") {
        answerTokenRequest(*exchange, core, kind);
        return true;
    }
    if (kind.kind != u"Pod") return false;
    if (name == u"binding")
        postToPod(*exchange, core, kind, binding, bindPod);
    else if (name == u"eviction")
        postToPod(*exchange, core, kind, eviction, evictPod, QStringLiteral("policy/v1beta1"));
    else if (name == u"log")
        answerLog(exchange, core, kind, logs);
    else if (name == u"exec" || name == u"attach" || name == u"portforward")
        refuseStream(*exchange, core, kind);
    else
        return false;
    return true;
}

} // namespace practice
