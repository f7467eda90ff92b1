// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schema/customformats.h"

#include "model/schema/formats.h"

#include <QDate>
#include <QRegularExpression>

namespace model {

using namespace Qt::StringLiterals;

namespace {

bool fits(const char16_t *pattern, const QString &text)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QStringView(pattern))).match(text).hasMatch();
}

bool isDate(const QString &text) { return text.size() == 10 && QDate::fromString(text, Qt::ISODate).isValid(); }

// strfmt takes lower-case letters, and an offset without a check of its range.
bool isTime(const QString &text)
{
    const QString lower = text.toLower();
    const qsizetype middle = lower.indexOf(u't');
    return middle > 0 && isDate(lower.left(middle)) &&
           fits(u"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](.[0-9]+)?(z|[+-][0-9]{2}:[0-9]{2})", lower.mid(middle + 1));
}

bool isIpv4(QStringView text)
{
    const QList<QStringView> parts = text.split(u'.');
    if (parts.size() != 4) return false;
    for (const QStringView part : parts) {
        bool ok = false;
        if (part.isEmpty() || part.size() > 3 || (part.size() > 1 && part[0] == u'0') || part.toInt(&ok) > 255 || !ok)
            return false;
        if (!part[0].isDigit()) return false;
    }
    return true;
}

bool isIpv6(QStringView text)
{
    if (text.count(u"::") > 1 || text.contains(u":::") || text.contains(u'%')) return false;
    QList<QStringView> groups = text.split(u':');
    if (groups.size() < 3) return false;
    int count = int(groups.size());
    if (groups.last().contains(u'.')) {
        if (!isIpv4(groups.takeLast())) return false;
        ++count; // it stands for two groups
    }
    int empty = 0;
    for (const QStringView group : groups) {
        empty += group.isEmpty();
        if (group.size() > 4) return false;
        for (const QChar c : group)
            if (!(c.isDigit() || (c.toLower() >= u'a' && c.toLower() <= u'f')) || c.unicode() > 127) return false;
    }
    if (!text.contains(u"::")) return empty == 0 && count == 8;
    return count - empty < 8 && !(text.startsWith(u':') && !text.startsWith(u"::")) &&
           !(text.endsWith(u':') && !text.endsWith(u"::"));
}

bool isCidr(QStringView text)
{
    const qsizetype slash = text.indexOf(u'/');
    bool ok = false;
    const int bits = text.mid(slash + 1).toInt(&ok);
    if (slash < 0 || !ok || bits < 0 || !text[slash + 1].isDigit()) return false;
    const QStringView address = text.left(slash);
    return (isIpv4(address) && bits <= 32) || (isIpv6(address) && bits <= 128);
}

} // namespace

bool isOfFormat(QStringView format, const QString &text)
{
    if (format.isEmpty()) return true;
    QString name = format.toString();
    name.remove(u'-');
    if (name == u"byte") return isBase64(text.toUtf8());
    if (name == u"date") return isDate(text);
    if (name == u"datetime") return isTime(text);
    if (name == u"ipv4") return isIpv4(text);
    if (name == u"ipv6") return isIpv6(text);
    if (name == u"cidr") return isCidr(text);
    if (name == u"mac")
        return fits(u"([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}|([0-9a-fA-F]{2}[:-]){7}[0-9a-fA-F]{2}|"
                    u"([0-9a-fA-F]{4}\\.){2}[0-9a-fA-F]{4}",
                    text);
    if (name == u"uuid")
        return fits(u"[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}", text);
    if (name == u"hostname")
        return fits(
            u"[a-zA-Z0-9](-?[a-zA-Z0-9]{0,62})?|([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z]{2,63}", text);
    if (name == u"duration")
        return fits(u"[-+]?((\\d+(\\.\\d*)?|\\.\\d+)\\s*(ns|us|\u00b5s|\u03bcs|ms|s|m|h|d|w|nanos?|nanoseconds?|"
                    u"micros?|microseconds?|millis?|milliseconds?|secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|"
                    u"weeks?|wks?)\\s*)+|0",
                    text);
    return true;
}

} // namespace model
