// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/request/negotiation.h"

#include "cluster/practice/request/queryoptions.h"

#include <QList>

#include <algorithm>
#include <map>

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
    clause.type = parts.first().trimmed().toLower();
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

// Whether the clause's parameters can be met; fills the format.
bool take(const Clause &clause, bool allowTransform, OutputFormat &format)
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
    if (!allowTransform || group != "meta.k8s.io" || (version != "v1" && version != "v1beta1")) return false;
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
    return text;
}

Answer<OutputFormat> negotiateOutput(const HttpRequest &request, bool allowTransform, bool stream, bool namesStreams)
{
    static constexpr std::pair<MediaType, const char *> types[] = {
        {MediaType::Json, "application/json"},
        {MediaType::Yaml, "application/yaml"},
        {MediaType::Protobuf, "application/vnd.kubernetes.protobuf"},
    };
    const QByteArray accept = request.joinedHeader("accept");
    OutputFormat plain;
    plain.pretty = wantsPretty(request);
    if (accept.trimmed().isEmpty()) return plain;
    bool untransformable = false; // a type that there is, in a form that there is not
    for (const Clause &clause : readAccept(accept)) {
        for (const auto &[type, name] : types) {
            if (!fits(clause.type, name) || (stream && type == MediaType::Yaml)) continue;
            OutputFormat format;
            format.type = type;
            if (!take(clause, allowTransform, format)) {
                untransformable = true;
                continue;
            }
            format.pretty = format.pretty || plain.pretty;
            return format;
        }
    }
    QString list = QStringLiteral("application/json, application/yaml, application/vnd.kubernetes.protobuf");
    if (untransformable)
        return ApiStatus::notAcceptable(QStringLiteral("only the following media types are accepted: ") + list);
    if (stream || namesStreams)
        list += QStringLiteral(", application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch");
    ApiStatus status =
        ApiStatus::notAcceptable(QStringLiteral("406: Not Acceptable\n\nAvailable representations: ") + list);
    status.hasDetails = true;
    return status;
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
