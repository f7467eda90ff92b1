// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/address.h"

#include <QSet>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestText = 2048; // no URL worth following is longer
constexpr qsizetype longestLabel = 63;

bool isLowerOrDigit(QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'); }

bool isLabel(QStringView text)
{
    if (text.isEmpty() || text.size() > longestLabel || text.front() == u'-' || text.back() == u'-') return false;
    return std::all_of(text.begin(), text.end(), [](QChar c) { return isLowerOrDigit(c) || c == u'-'; });
}

bool isScheme(QStringView text)
{
    if (text.isEmpty() || !text.front().isLetter()) return false;
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return isLowerOrDigit(c) || c == u'+' || c == u'-' || c == u'.'; });
}

// What stands behind these is no host: an image, a bucket, a file, the path of a secret.
bool namesHost(QStringView scheme)
{
    static const QSet<QStringView> others{u"docker",
                                          u"docker-archive",
                                          u"containers-storage",
                                          u"oci",
                                          u"image",
                                          u"s3",
                                          u"s3a",
                                          u"s3n",
                                          u"gs",
                                          u"gcs",
                                          u"abfs",
                                          u"abfss",
                                          u"wasb",
                                          u"wasbs",
                                          u"azblob",
                                          u"file",
                                          u"unix",
                                          u"fd",
                                          u"sqlite",
                                          u"sqlite3",
                                          u"vault",
                                          u"secret",
                                          u"awssm",
                                          u"ssm",
                                          u"env",
                                          u"classpath",
                                          u"resource",
                                          u"urn",
                                          u"spiffe",
                                          u"pvc"};
    return !others.contains(scheme);
}

QString impliedPort(QStringView scheme)
{
    if (scheme == u"http" || scheme == u"ws") return u"80"_s;
    return scheme == u"https" || scheme == u"wss" ? u"443"_s : QString();
}

bool readHost(QStringView host, ServiceAddress &address)
{
    if (host.endsWith(u'.') && host.count(u'.') > 1) host.chop(1); // absolute: a name alone is never that
    const qsizetype dot = host.indexOf(u'.');
    const QStringView name = dot < 0 ? host : host.left(dot);
    // A Service's name starts with a letter (RFC 1035); a number alone is far more often a number.
    if (!isLabel(name) || !name.front().isLetter()) return false;
    address.name = name.toString();
    if (dot < 0) return true;
    const QStringView rest = host.sliced(dot + 1);
    const qsizetype next = rest.indexOf(u'.');
    const QStringView ns = next < 0 ? rest : rest.left(next);
    const QStringView tail = next < 0 ? QStringView() : rest.sliced(next + 1);
    if (!isLabel(ns) || (next >= 0 && tail != u"svc" && tail != u"svc.cluster.local")) return false;
    address.ns = ns.toString();
    address.qualified = next >= 0;
    return true;
}

} // namespace

std::optional<ServiceAddress> parseServiceAddress(QStringView text)
{
    if (text.isEmpty() || text.size() > longestText) return std::nullopt;
    // Text of several words or lines may begin with an address, but is none.
    if (std::any_of(text.begin(), text.end(), [](QChar c) { return c.isSpace() || c.unicode() < 0x20; }))
        return std::nullopt;
    ServiceAddress address;
    if (text.startsWith(u"jdbc:")) text = text.sliced(5);
    const qsizetype mark = text.indexOf(u"://");
    if (mark >= 0) {
        const QStringView scheme = text.left(mark);
        if (!isScheme(scheme) || !namesHost(scheme)) return std::nullopt;
        address.isUrl = true;
        address.port = impliedPort(scheme);
        text = text.sliced(mark + 3);
        const auto end =
            std::find_if(text.begin(), text.end(), [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; });
        text = text.left(end - text.begin());
        text = text.sliced(text.lastIndexOf(u'@') + 1);
    }
    const qsizetype colon = text.indexOf(u':');
    if (colon >= 0) {
        const QStringView port = text.sliced(colon + 1);
        const bool digits = std::all_of(port.begin(), port.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        const int number = digits && port.size() <= 5 ? port.toInt() : 0;
        if (number < 1 || number > 65535) return std::nullopt;
        address.port = QString::number(number);
        text = text.left(colon);
    }
    if (!readHost(text, address)) return std::nullopt;
    return address;
}

} // namespace model
