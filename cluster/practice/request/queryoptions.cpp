// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/request/queryoptions.h"

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/base/objects.h"

#include <QRegularExpression>

#include <algorithm>
#include <cctype>

namespace practice {

using model::Value;

namespace {

QString decoded(QByteArray text)
{
    text.replace('+', ' ');
    return textOfBytes(QByteArray::fromPercentEncoding(text));
}

// Whether every percent sign begins an escape.
bool isEscaped(const QByteArray &text)
{
    for (qsizetype at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1))
        if (at + 2 >= text.size() || !std::isxdigit(uchar(text[at + 1])) || !std::isxdigit(uchar(text[at + 2])))
            return false;
    return true;
}

// What time.ParseDuration says of a text; empty when it is a duration.
QString durationFault(const QString &text)
{
    const QString invalid = QStringLiteral("time: invalid duration ") + goQuoted(text);
    QString rest = text;
    if (rest.startsWith(u'-') || rest.startsWith(u'+')) rest.remove(0, 1);
    if (rest == u"0") return {};
    if (rest.isEmpty()) return invalid;
    static const QStringList units{QStringLiteral("ns"),      QStringLiteral("us"), QStringLiteral("\u00b5s"),
                                   QStringLiteral("\u03bcs"), QStringLiteral("ms"), QStringLiteral("s"),
                                   QStringLiteral("m"),       QStringLiteral("h")};
    static const QRegularExpression piece(QStringLiteral("\\G(?:([0-9]+\\.?[0-9]*|\\.[0-9]+)([^0-9.]*))"));
    for (qsizetype at = 0; at < rest.size();) {
        const QRegularExpressionMatch match = piece.match(rest, at);
        if (!match.hasMatch()) return invalid;
        const QString unit = match.captured(2);
        if (unit.isEmpty()) return QStringLiteral("time: missing unit in duration ") + goQuoted(text);
        if (!units.contains(unit))
            return QStringLiteral("time: unknown unit %1 in duration %2").arg(goQuoted(unit), goQuoted(text));
        at = match.capturedEnd();
    }
    return {};
}

ApiStatus invalidOptions(const FieldErrors &errors, const QString &kind)
{
    return errors.toStatus({QStringLiteral("meta.k8s.io"), kind}, {});
}

// A number, none, or the error that strconv gives.
Answer<std::optional<qint64>> integer(const Query &query, const QString &name)
{
    const QString text = query.value(name);
    if (text.isEmpty()) return std::optional<qint64>();
    bool ok = false;
    const qint64 number = text.toLongLong(&ok);
    if (!ok || text.front().isSpace() || text.back().isSpace())
        return ApiStatus::badRequest(goNumberProblem(u"ParseInt", text));
    return std::optional<qint64>(number);
}

// apimachinery pkg/apis/meta/internalversion/validation ValidateListOptions. That a watch may ask for initial events is
// a difference on purpose: the feature gate is off in 1.33.
void checkList(const ListOptions &options, FieldErrors &errors)
{
    const Where match(u"resourceVersionMatch");
    if (!options.match.isEmpty()) {
        if (options.resourceVersion.isEmpty())
            errors.forbidden(match,
                             QStringLiteral("resourceVersionMatch is forbidden unless resourceVersion is provided"));
        if (!options.continueToken.isEmpty())
            errors.forbidden(match, QStringLiteral("resourceVersionMatch is forbidden when continue is provided"));
        if (options.match != u"Exact" && options.match != u"NotOlderThan")
            errors.notSupported(match, goQuoted(options.match),
                                {QStringLiteral("Exact"), QStringLiteral("NotOlderThan"), QString()});
        if (options.match == u"Exact" && options.resourceVersion == u"0")
            errors.forbidden(match,
                             QStringLiteral("resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
    }
    if (options.initialEvents)
        errors.forbidden(Where(u"sendInitialEvents"), QStringLiteral("sendInitialEvents is forbidden for list"));
}

void checkWatch(const ListOptions &options, FieldErrors &errors)
{
    const Where match(u"resourceVersionMatch");
    if (options.initialEvents && options.match != u"NotOlderThan")
        errors.forbidden(match,
                         QStringLiteral("sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
    if (options.match.isEmpty()) return;
    if (!options.initialEvents)
        errors.forbidden(
            match, QStringLiteral("resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
    if (options.match != u"NotOlderThan")
        errors.notSupported(match, goQuoted(options.match), {QStringLiteral("NotOlderThan")});
    if (!options.continueToken.isEmpty())
        errors.forbidden(match, QStringLiteral("resourceVersionMatch is forbidden when continue is provided"));
}

void checkDryRun(const QStringList &values, FieldErrors &errors)
{
    if (std::all_of(values.begin(), values.end(), [](const QString &value) { return value == u"All"; })) return;
    QStringList texts;
    for (const QString &value : values) texts.append(goQuoted(value));
    errors.notSupported(Where(u"dryRun"), QStringLiteral("[]string{%1}").arg(texts.join(QStringLiteral(", "))),
                        {QStringLiteral("All")});
}

void checkManager(const QString &manager, FieldErrors &errors)
{
    constexpr qsizetype maxBytes = 128;
    const Where where(u"fieldManager");
    if (manager.toUtf8().size() > maxBytes) errors.tooLong(where, maxBytes);
    qsizetype at = 0;
    for (const char32_t character : manager.toUcs4()) {
        if (!QChar::isPrint(character))
            errors.invalidText(where, manager,
                               QStringLiteral("invalid character U+%1 (at position %2)")
                                   .arg(QString::number(uint(character), 16).toUpper().rightJustified(4, u'0'))
                                   .arg(at));
        ++at;
    }
}

} // namespace

Query::Query(const QByteArray &text)
{
    for (const QByteArray &pair : text.split('&')) {
        if (pair.isEmpty() || pair.contains(';') || !isEscaped(pair)) continue;
        const qsizetype equals = pair.indexOf('=');
        m_values[decoded(equals < 0 ? pair : pair.left(equals))].append(equals < 0 ? QString()
                                                                                   : decoded(pair.mid(equals + 1)));
    }
}

bool Query::flag(const QString &name) const
{
    if (!has(name)) return false;
    const QString text = value(name).toLower();
    return text != u"false" && text != u"0";
}

std::optional<ApiStatus> checkTimeout(const Query &query)
{
    const QString text = query.value(QStringLiteral("timeout"));
    const QString fault = text.isEmpty() ? QString() : durationFault(text);
    if (fault.isEmpty()) return std::nullopt;
    return ApiStatus::badRequest(QStringLiteral("invalid timeout specified in the request URL - ") + fault);
}

Answer<ListOptions> readListOptions(const Query &query, bool watchPath)
{
    ListOptions options;
    options.labelSelector = query.value(QStringLiteral("labelSelector"));
    options.fieldSelector = query.value(QStringLiteral("fieldSelector"));
    options.resourceVersion = query.value(QStringLiteral("resourceVersion"));
    options.match = query.value(QStringLiteral("resourceVersionMatch"));
    options.continueToken = query.value(QStringLiteral("continue"));
    options.watch = watchPath || query.flag(QStringLiteral("watch"));
    options.bookmarks = query.flag(QStringLiteral("allowWatchBookmarks"));
    if (query.has(QStringLiteral("sendInitialEvents")))
        options.initialEvents = query.flag(QStringLiteral("sendInitialEvents"));
    auto limit = integer(query, QStringLiteral("limit"));
    if (!limit) return std::move(limit).status();
    options.limit = std::max<qint64>(0, limit->value_or(0));
    auto timeout = integer(query, QStringLiteral("timeoutSeconds"));
    if (!timeout) return std::move(timeout).status();
    options.timeoutSeconds = *timeout;
    FieldErrors errors;
    options.watch ? checkWatch(options, errors) : checkList(options, errors);
    if (!errors.isEmpty()) return invalidOptions(errors, QStringLiteral("ListOptions"));
    return options;
}

Answer<WriteOptions> readWriteOptions(const Query &query, WriteKind kind)
{
    WriteOptions options;
    options.manager = query.value(QStringLiteral("fieldManager"));
    options.force = query.flag(QStringLiteral("force"));
    const QStringList dryRun = query.values(QStringLiteral("dryRun"));
    options.dryRun = !dryRun.isEmpty();
    const QString validation = query.value(QStringLiteral("fieldValidation"));
    if (validation == u"Strict") options.validation = FieldValidation::Strict;
    if (validation == u"Ignore") options.validation = FieldValidation::Ignore;

    FieldErrors errors; // in the order of apimachinery pkg/apis/meta/v1/validation
    if (kind == WriteKind::Apply && options.manager.isEmpty())
        errors.required(Where(u"fieldManager"), QStringLiteral("is required for apply patch"));
    if (kind == WriteKind::Patch && query.has(QStringLiteral("force")))
        errors.forbidden(Where(u"force"), QStringLiteral("may not be specified for non-apply patch"));
    checkManager(options.manager, errors);
    checkDryRun(dryRun, errors);
    if (!validation.isEmpty() && validation != u"Strict" && validation != u"Ignore" && validation != u"Warn")
        errors.notSupported(Where(u"fieldValidation"), goQuoted(validation),
                            {QString(), QStringLiteral("Ignore"), QStringLiteral("Strict"), QStringLiteral("Warn")});
    const bool patch = kind == WriteKind::Patch || kind == WriteKind::Apply;
    if (!errors.isEmpty())
        return invalidOptions(errors, patch                       ? QStringLiteral("PatchOptions")
                                      : kind == WriteKind::Create ? QStringLiteral("CreateOptions")
                                                                  : QStringLiteral("UpdateOptions"));
    return options;
}

Answer<DeleteOptions> readDeleteOptions(const Query &query, const Value &body)
{
    DeleteOptions options;
    QStringList dryRun;
    std::optional<bool> orphan;
    bool hasPropagation = false;
    if (body.isMap()) {
        if (const Value *grace = body.find(u"gracePeriodSeconds"); grace && grace->integer())
            options.graceSeconds = *grace->integer();
        options.propagation = textAt(body, {u"propagationPolicy"});
        hasPropagation = at(body, {u"propagationPolicy"}) && !at(body, {u"propagationPolicy"})->isNull();
        options.uid = textAt(body, {u"preconditions", u"uid"});
        options.resourceVersion = textAt(body, {u"preconditions", u"resourceVersion"});
        for (const Value &value : listAt(body, {u"dryRun"}))
            dryRun.append(value.string() ? *value.string() : QString());
        if (const Value *flag = body.find(u"orphanDependents"); flag && flag->boolean()) orphan = *flag->boolean();
    } else {
        auto grace = integer(query, QStringLiteral("gracePeriodSeconds"));
        if (!grace) return std::move(grace).status();
        options.graceSeconds = *grace;
        options.propagation = query.value(QStringLiteral("propagationPolicy"));
        hasPropagation = query.has(QStringLiteral("propagationPolicy"));
        dryRun = query.values(QStringLiteral("dryRun"));
        if (query.has(QStringLiteral("orphanDependents"))) orphan = query.flag(QStringLiteral("orphanDependents"));
    }
    options.dryRun = !dryRun.isEmpty();
    FieldErrors errors;
    const QString given = goQuoted(options.propagation);
    if (orphan && hasPropagation)
        errors.invalid(Where(u"propagationPolicy"), given,
                       QStringLiteral("orphanDependents and deletionPropagation cannot be both set"));
    if (hasPropagation && options.propagation != u"Foreground" && options.propagation != u"Background" &&
        options.propagation != u"Orphan")
        errors.notSupported(Where(u"propagationPolicy"), given,
                            {QStringLiteral("Foreground"), QStringLiteral("Background"), QStringLiteral("Orphan"),
                             QStringLiteral("nil")});
    checkDryRun(dryRun, errors);
    if (!errors.isEmpty()) return invalidOptions(errors, QStringLiteral("DeleteOptions"));
    if (orphan) options.propagation = *orphan ? QStringLiteral("Orphan") : QStringLiteral("Background");
    return options;
}

} // namespace practice
