// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/planerequests.h"

#include <QFile>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace support {

namespace {

// "https://127.0.0.1:6443", as its kubeconfig has it.
QString serverOf(const ControlPlane &plane)
{
    QFile config(plane.kubeconfig());
    if (!config.open(QIODevice::ReadOnly)) return {};
    const QString text = QString::fromUtf8(config.readAll());
    const qsizetype begin = text.indexOf(u"https://");
    return text.mid(begin, text.indexOf(u'"', begin) - begin);
}

} // namespace

QString collectionPath(const QString &apiVersion, const QString &plural, bool isNamespaced, const QString &ns)
{
    const QString root = apiVersion.contains(u'/') ? u"/apis/"_s : u"/api/"_s;
    const QString folder = isNamespaced ? u"/namespaces/"_s + (ns.isEmpty() ? u"default"_s : ns) : QString();
    return root + apiVersion + folder + u'/' + plural;
}

QList<PlaneAnswer> postAll(const ControlPlane &plane, const PlaneRequests &requests)
{
    QTemporaryDir folder;
    const QString server = serverOf(plane);
    QStringList words;
    for (qsizetype i = 0; i < requests.size(); ++i) {
        const QString name = folder.filePath(QString::number(i));
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(requests[i].second);
        if (i > 0) words << u"--next"_s;
        words << u"-s"_s << u"--max-time"_s << u"60"_s << u"--cacert"_s << u"ca.crt"_s << u"--cert"_s << u"admin.crt"_s
              << u"--key"_s << u"admin.key"_s << u"-o"_s << name + u".out"_s << u"-w"_s << u"%{http_code}\n"_s
              << u"-H"_s << u"Content-Type: application/yaml"_s << u"-H"_s << u"Accept: application/json"_s
              << u"--data-binary"_s << u'@' + name << server + requests[i].first;
    }
    QList<PlaneAnswer> answers(requests.size());
    if (requests.isEmpty()) return answers;
    QProcess curl;
    curl.setWorkingDirectory(plane.directory());
    curl.start(u"curl"_s, words);
    if (!curl.waitForFinished(120000)) return answers;
    const QList<QByteArray> statuses = curl.readAllStandardOutput().split('\n');
    for (qsizetype i = 0; i < requests.size() && i < statuses.size(); ++i) {
        answers[i].status = statuses[i].toInt();
        QFile out(folder.filePath(QString::number(i) + u".out"_s));
        if (out.open(QIODevice::ReadOnly)) answers[i].body = out.readAll();
    }
    return answers;
}

} // namespace support
