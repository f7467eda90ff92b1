// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/api/reader.h"

#include "cluster/practice/api/rendering.h"
#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"
#include "model/wire/json.h"

#include <algorithm>
#include <limits>

namespace practice {

using model::Value;

namespace {

// Where a list goes on: behind this key of the collection, at this revision (apiserver pkg/storage/continue.go).
struct ContinueToken
{
    QByteArray start; // relative to the collection's prefix
    qint64 revision = 0;
};

QString written(const ContinueToken &token)
{
    Value value;
    value.set(u"v", u"meta.k8s.io/v1");
    value.set(u"rv", token.revision);
    value.set(u"start", QString::fromUtf8(token.start) + QChar(0));
    return QString::fromLatin1(
        model::writeJson(value).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

// Whether path.Clean leaves it alone: no way leads out of the collection.
bool isClean(const QString &start)
{
    const QStringView path = start.startsWith(u'/') ? QStringView(start).sliced(1) : QStringView(start);
    if (path.isEmpty()) return true;
    const QList<QStringView> names = path.split(u'/');
    return std::none_of(names.begin(), names.end(),
                        [](QStringView name) { return name.isEmpty() || name == u"." || name == u".."; });
}

// What encoding/json says of a token's JSON that does not fit; empty where it does.
QString problemOf(const Value &token)
{
    const auto name = [](const Value &value) {
        return value.isMap()     ? QStringLiteral("object")
               : value.isList()  ? QStringLiteral("array")
               : value.string()  ? QStringLiteral("string")
               : value.boolean() ? QStringLiteral("bool")
                                 : QStringLiteral("number");
    };
    if (token.isNull()) return {};
    if (!token.isMap())
        return QStringLiteral("json: cannot unmarshal %1 into Go value of type storage.continueToken").arg(name(token));
    for (const auto &[key, value] : *token.map()) {
        const bool isRevision = key == u"rv";
        if ((!isRevision && key != u"v" && key != u"start") || value.isNull()) continue;
        if (isRevision ? value.integer() != nullptr : value.string() != nullptr) continue;
        QString what = name(value);
        if (isRevision && what == u"number") what += u' ' + QString::fromUtf8(model::writeJson(value));
        return QStringLiteral("json: cannot unmarshal %1 into Go struct field continueToken.%2 of type %3")
            .arg(what, key, isRevision ? QStringLiteral("int64") : QStringLiteral("string"));
    }
    return {};
}

ApiStatus badToken(const QString &why)
{
    return ApiStatus::badRequest(QStringLiteral("invalid continue token: ") + why);
}

Answer<ContinueToken> readToken(const QString &text)
{
    const QString invalid = QStringLiteral("continue key is not valid");
    const auto bytes = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::Base64UrlEncoding |
                                                                           QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes) return badToken(invalid + QStringLiteral(": illegal base64 data"));
    const auto json = model::readJson(*bytes);
    if (!json) return badToken(invalid + QStringLiteral(": ") + json.error().message);
    if (const QString problem = problemOf(json->value); !problem.isEmpty())
        return badToken(invalid + QStringLiteral(": ") + problem);
    const QString version = textAt(json->value, {u"v"});
    if (version != u"meta.k8s.io/v1")
        return badToken(QStringLiteral("continue key is not valid: server does not recognize this encoded version ") +
                        version);
    ContinueToken token;
    token.revision = integerAt(json->value, {u"rv"});
    if (!token.revision)
        return badToken(QStringLiteral(
            "continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)"));
    QString start = textAt(json->value, {u"start"});
    if (start.isEmpty())
        return badToken(QStringLiteral("continue key is not valid: encoded start key empty (version meta.k8s.io/v1)"));
    if (!isClean(start)) return badToken(invalid + QStringLiteral(": ") + start);
    if (start.startsWith(u'/')) start.remove(0, 1);
    if (start.endsWith(QChar(0))) start.chop(1);
    token.start = start.toUtf8();
    return token;
}

ApiStatus futureRevision()
{
    return ApiStatus{.code = 500,
                     .reason = {},
                     .message = QStringLiteral("etcdserver: mvcc: required revision is a future revision"),
                     .hasDetails = false};
}

ApiStatus continueExpired(const ContinueToken &token)
{
    ApiStatus status = ApiStatus::expired(QStringLiteral(
        "The provided continue parameter is too old to display a consistent list result. You can start a new list "
        "without "
        "the continue parameter, or use the continue token in this response to retrieve the remainder of the results. "
        "Continuing with the provided token results in an inconsistent list - objects that were created, modified, or "
        "deleted between the time the first chunk was returned and now may show up in the list."));
    status.continueToken = written({token.start, -1});
    return status;
}

} // namespace

Answer<qint64> revisionOf(const QString &resourceVersion)
{
    bool ok = false;
    const qulonglong number = resourceVersion.toULongLong(&ok);
    if (!ok)
        return ApiStatus::badRequest(
            QStringLiteral("invalid resource version: resourceVersion: Invalid value: %1: %2")
                .arg(goQuoted(resourceVersion), goNumberProblem(u"ParseUint", resourceVersion)));
    return qint64(std::min<qulonglong>(number, std::numeric_limits<qint64>::max()));
}

ApiStatus tooLargeRevision(qint64 asked, qint64 current)
{
    ApiStatus status =
        ApiStatus::timeout(QStringLiteral("Too large resource version: %1, current: %2").arg(asked).arg(current), 1);
    status.causes = {{.reason = QStringLiteral("ResourceVersionTooLarge"),
                      .message = QStringLiteral("Too large resource version"),
                      .field = {}}};
    return status;
}

Answer<Selection> Selection::read(const ListOptions &options, const ApiKind &kind)
{
    auto labels = LabelSelectorText::read(options.labelSelector);
    if (!labels) return std::move(labels).status();
    auto fields = FieldSelectorText::read(options.fieldSelector, kind);
    if (!fields) return std::move(fields).status();
    return Selection{std::move(*labels), std::move(*fields)};
}

void Reader::get(const Exchange &exchange, const ApiKind &kind) const
{
    const QString version = exchange.query.value(QStringLiteral("resourceVersion"));
    if (!version.isEmpty()) {
        const auto revision = revisionOf(version);
        if (!revision) {
            ApiStatus status = revision.status();
            status.code = 500;
            status.reason.clear();
            status.message.remove(QStringLiteral("invalid resource version: "));
            return exchange.refuse(status);
        }
        if (*revision > m_core.registry.store().revision())
            return exchange.refuse(tooLargeRevision(*revision, m_core.registry.store().revision()));
    }
    const RecordPtr record = m_core.registry.find(kind, exchange.target.space, exchange.target.name);
    if (!record) return exchange.refuse(ApiStatus::notFound({kind.group, kind.plural}, exchange.target.name));
    const Rendering rendering(m_core, kind, exchange.format, exchange.query);
    exchange.answerBytes(200, exchange.format.contentType(), rendering.object(*record));
}

Answer<Reader::Listed> Reader::listed(const ApiKind &kind, const QString &space, const ListOptions &options,
                                      const Selection &selection) const
{
    const Store &store = m_core.registry.store();
    const QByteArray prefix = Registry::prefixOf(kind, kind.namespaced ? space : QString());
    Listed out;
    QByteArray after;
    qint64 revision = 0; // now
    qint64 limit = options.limit;
    if (!options.continueToken.isEmpty()) {
        if (!options.resourceVersion.isEmpty() && options.resourceVersion != u"0")
            return ApiStatus::badRequest(
                QStringLiteral("specifying resource version is not allowed when using continue"));
        auto token = readToken(options.continueToken);
        if (!token) return std::move(token).status();
        after = prefix + token->start;
        revision = std::max<qint64>(0, token->revision);
        if (revision > store.revision()) return futureRevision();
        if (revision && !store.isReadable(revision)) return continueExpired(*token);
    } else if (!options.resourceVersion.isEmpty()) {
        auto asked = revisionOf(options.resourceVersion);
        if (!asked) return std::move(asked).status();
        if (*asked > store.revision() && options.match == u"Exact") return futureRevision();
        if (*asked > store.revision()) return tooLargeRevision(*asked, store.revision());
        // Without a match a limit means exactly that revision, as before there were matches.
        const bool exact = options.match == u"Exact" || (options.match.isEmpty() && limit > 0 && *asked > 0);
        if (exact) revision = *asked;
        if (*asked == 0) limit = 0; // "any" comes from a cache, which has no pages
        if (revision && !store.isReadable(revision))
            return ApiStatus::expired(QStringLiteral("The resourceVersion for the provided list is too old."));
    }
    // Who asks for one name gets that one, in no pages (apiserver pkg/registry/generic/registry/store.go).
    if (selection.fields.exactName() && (!kind.namespaced || !space.isEmpty())) limit = 0;
    out.revision = revision ? revision : store.revision();
    Store::Filter filter;
    if (!selection.isEmpty())
        filter = [&](const Record &record) { return selection.matches(m_core.registry.factsOf(record, kind)); };
    Store::Page page = store.list(prefix, after, limit, revision, filter);
    out.records = std::move(page.records);
    if (!page.more) return out;
    out.continueToken = written({out.records.back()->key.mid(prefix.size()), out.revision});
    if (selection.isEmpty()) out.remaining = page.remaining;
    return out;
}

void Reader::list(const Exchange &exchange, const ApiKind &kind, const ListOptions &options) const
{
    auto selection = Selection::read(options, kind);
    if (!selection) return exchange.refuse(selection.status());
    auto found = listed(kind, exchange.target.space, options, *selection);
    if (!found) return exchange.refuse(found.status());
    const Rendering rendering(m_core, kind, exchange.format, exchange.query);
    const ListMeta meta{found->revision, found->continueToken, found->remaining};
    if (rendering.isInPieces(found->records))
        return exchange.answerPieces(200, exchange.format.contentType(), rendering.listPieces(found->records, meta));
    exchange.answerBytes(200, exchange.format.contentType(), rendering.list(found->records, meta));
}

} // namespace practice
