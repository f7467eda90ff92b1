// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/request/negotiation.h"

#include "cluster/practice/request/queryoptions.h"

#include <QList>

#include <algorithm>
#include <map>
#include <optional>

namespace practice {

namespace {

struct Clause
{
    QByteArray type;
    std::map<QByteArray, QByteArray> parameters;
    double quality = 1;
};

constexpr qsizetype maxClauses = 64;

Clause readClause(const QByteArray &text)
{
    Clause clause;
    const QList<QByteArray> parts = text.split(';');
    clause.type = parts.first().trimmed();
    for (const QByteArray &part : parts.mid(1)) {
        const qsizetype equals = part.indexOf('=');
        const QByteArray name = part.left(equals).trimmed();
        const QByteArray value = equals < 0 ? QByteArray() : part.mid(equals + 1).trimmed();
        if (name == "q")
            clause.quality = value.toDouble();
        else
            clause.parameters[name] = value;
    }
    return clause;
}

// By quality, then by how exact they are, as goautoneg sorts them.
std::vector<Clause> readAccept(const QByteArray &header)
{
    std::vector<Clause> clauses;
    for (const QByteArray &text : header.split(',').mid(0, maxClauses))
        if (!text.trimmed().isEmpty()) clauses.push_back(readClause(text));
    const auto exactness = [](const Clause &clause) {
        return clause.type == "*/*" ? 0 : clause.type.endsWith("/*") ? 1 : 2;
    };
    std::stable_sort(clauses.begin(), clauses.end(), [&exactness](const Clause &left, const Clause &right) {
        if (left.quality != right.quality) return left.quality > right.quality;
        return exactness(left) > exactness(right);
    });
    return clauses;
}

bool fits(const QByteArray &wanted, const char *mediaType)
{
    return wanted == mediaType || wanted == "*/*" || (wanted == "application/*");
}

enum class Transforms { None, Objects, Discovery };

// Whether the clause's parameters can be met; fills the format.
bool take(const Clause &clause, Transforms transforms, OutputFormat &format)
{
    const auto parameter = [&clause](const char *name) {
        const auto found = clause.parameters.find(name);
        return found == clause.parameters.end() ? QByteArray() : found->second;
    };
    const QByteArray as = parameter("as");
    const QByteArray group = parameter("g");
    const QByteArray version = parameter("v");
    if (const QByteArray stream = parameter("stream"); !stream.isEmpty() && stream != "watch") return false;
    if (!parameter("sv").isEmpty()) return false;
    format.pretty = parameter("pretty") == "1";
    if (as.isEmpty() && group.isEmpty() && version.isEmpty()) return true;
    if (transforms == Transforms::Discovery) {
        format.transform = Transform::AggregatedDiscovery;
        return group == "apidiscovery.k8s.io" && version == "v2" && as == "APIGroupDiscoveryList";
    }
    if (transforms == Transforms::None || group != "meta.k8s.io" || (version != "v1" && version != "v1beta1"))
        return false;
    if (as == "Table")
        format.transform = Transform::Table;
    else if (as == "PartialObjectMetadata" || as == "PartialObjectMetadataList")
        format.transform = Transform::PartialMetadata;
    else
        return false;
    format.transformsList = as.endsWith("List");
    format.transformVersion = QString::fromLatin1(version);
    return format.transform != Transform::Table || format.type != MediaType::Protobuf;
}

// The same for humans: curl and browsers get indented JSON.
bool wantsPretty(const HttpRequest &request)
{
    if (request.query.contains("pretty")) {
        const QString value = Query(request.query).value(QStringLiteral("pretty"));
        if (!value.isEmpty()) return value == u"1" || value.compare(u"true", Qt::CaseInsensitive) == 0 || value == u"t";
    }
    const QByteArray agent = request.header("user-agent");
    return agent.startsWith("curl") || agent.startsWith("Wget") || agent.startsWith("Mozilla/5.0");
}

} // namespace

QByteArray OutputFormat::contentType(bool stream) const
{
    QByteArray text = type == MediaType::Protobuf ? "application/vnd.kubernetes.protobuf"
                      : type == MediaType::Yaml   ? "application/yaml"
                                                  : "application/json";
    if (stream && type == MediaType::Protobuf) text += ";stream=watch";
    if (transform == Transform::AggregatedDiscovery) text += ";g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    return text;
}

namespace {

constexpr std::pair<MediaType, const char *> types[] = {
    {MediaType::Json, "application/json"},
    {MediaType::Yaml, "application/yaml"},
    {MediaType::Protobuf, "application/vnd.kubernetes.protobuf"},
};
constexpr const char *typeList = "application/json, application/yaml, application/vnd.kubernetes.protobuf";
constexpr const char *streamList = "application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch";

// What the route of a path says that it can answer; empty where no route does, but its handler alone.
QByteArray routedTypes(Endpoint endpoint)
{
    switch (endpoint) {
    case Endpoint::Objects:
    case Endpoint::Resources:
    case Endpoint::CoreVersions: return typeList;
    case Endpoint::Lists:
    case Endpoint::Watches: return QByteArray(typeList) + ", " + streamList;
    case Endpoint::Logs: return QByteArray("text/plain, ") + typeList;
    case Endpoint::Version: return "application/json";
    case Endpoint::Streams:
    case Endpoint::CustomObjects:
    case Endpoint::CustomWatches:
    case Endpoint::Groups:
    case Endpoint::Versions: break;
    }
    return {};
}

// A route looks at names of types alone, and knows no application/* (go-restful curly.go, route.go).
bool fitsRoute(const std::vector<Clause> &clauses, const QByteArray &routed)
{
    const QList<QByteArray> names = routed.split(',');
    return std::any_of(clauses.begin(), clauses.end(), [&names](const Clause &clause) {
        return clause.type == "*/*" || std::any_of(names.begin(), names.end(), [&clause](const QByteArray &name) {
                   return name.trimmed() == clause.type;
               });
    });
}

Transforms transformsOf(Endpoint endpoint)
{
    switch (endpoint) {
    case Endpoint::CoreVersions:
    case Endpoint::Groups: return Transforms::Discovery;
    case Endpoint::Resources:
    case Endpoint::Versions:
    case Endpoint::Logs:
    case Endpoint::Version: return Transforms::None;
    default: return Transforms::Objects;
    }
}

std::optional<OutputFormat> findFormat(const std::vector<Clause> &clauses, Transforms transforms)
{
    for (const Clause &clause : clauses)
        for (const auto &[type, name] : types) {
            OutputFormat format;
            format.type = type;
            if (fits(clause.type, name) && take(clause, transforms, format)) return format;
        }
    return std::nullopt;
}

ApiStatus onlyThese(const char *list)
{
    return ApiStatus::notAcceptable(QStringLiteral("only the following media types are accepted: ") +
                                    QString::fromLatin1(list));
}

} // namespace

Answer<OutputFormat> negotiateOutput(const HttpRequest &request, Endpoint endpoint)
{
    const QByteArray accept = request.joinedHeader("accept");
    const bool isPretty = wantsPretty(request);
    if (endpoint == Endpoint::Streams) return errorFormat(request);
    if (accept.trimmed().isEmpty()) return OutputFormat{.pretty = isPretty};
    const std::vector<Clause> clauses = readAccept(accept);
    if (const QByteArray routed = routedTypes(endpoint); !routed.isEmpty() && !fitsRoute(clauses, routed)) {
        ApiStatus status = ApiStatus::notAcceptable(
            QStringLiteral("406: Not Acceptable\n\nAvailable representations: ") + QString::fromLatin1(routed));
        status.hasDetails = true;
        return status;
    }
    if (endpoint == Endpoint::Version) return OutputFormat{.pretty = isPretty}; // which is all that it has
    std::optional<OutputFormat> format = findFormat(clauses, transformsOf(endpoint));
    if (!format) return onlyThese(typeList);
    const bool isStream = endpoint == Endpoint::Watches || endpoint == Endpoint::CustomWatches;
    if (isStream && format->type == MediaType::Yaml) return onlyThese(streamList);
    format->pretty = format->pretty || isPretty;
    return *format;
}

OutputFormat errorFormat(const HttpRequest &request)
{
    const QByteArray accept = request.joinedHeader("accept");
    if (accept.trimmed().isEmpty()) return {.pretty = wantsPretty(request)};
    std::optional<OutputFormat> format = findFormat(readAccept(accept), Transforms::None);
    if (!format) return {.pretty = true};
    format->pretty = format->pretty || wantsPretty(request);
    return *format;
}

qsizetype chooseType(const HttpRequest &request, const QByteArrayList &offered)
{
    const QByteArray accept = request.joinedHeader("accept");
    if (accept.trimmed().isEmpty()) return 0;
    for (const Clause &clause : readAccept(accept))
        for (qsizetype i = 0; i < offered.size(); ++i)
            if (fits(clause.type, offered[i].constData())) return i;
    return -1;
}

Answer<MediaType> negotiateInput(const HttpRequest &request)
{
    const QByteArray type = request.header("content-type").split(';').first().trimmed().toLower();
    if (type.isEmpty() || type == "application/json") return MediaType::Json;
    if (type == "application/yaml") return MediaType::Yaml;
    if (type == "application/vnd.kubernetes.protobuf") return MediaType::Protobuf;
    return ApiStatus::unsupportedMediaType(QStringLiteral(
        "the body of the request was in an unknown format - accepted media types include: application/json, "
        "application/yaml, application/vnd.kubernetes.protobuf"));
}

} // namespace practice
