// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/controlplane.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

// The control plane that live tests stand on: it answers, it has nodes, and nothing of it outlives its owner.
class TestControlPlane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sharedOneAnswersAndHasNodes();
    void ownOneStopsWithItsOwner();
};

namespace {

// The answer to a GET with the kubeconfig's own certificates; empty on any failure.
QByteArray get(const support::ControlPlane &plane, const QString &path)
{
    QFile config(plane.kubeconfig());
    if (!config.open(QIODevice::ReadOnly)) return {};
    const QString text = QString::fromUtf8(config.readAll());
    const qsizetype begin = text.indexOf(u"https://"), end = text.indexOf(u'"', begin);
    QProcess curl;
    curl.setWorkingDirectory(plane.directory());
    curl.start(QStringLiteral("curl"),
               {QStringLiteral("-sf"), QStringLiteral("--max-time"), QStringLiteral("20"), QStringLiteral("--cacert"),
                QStringLiteral("ca.crt"), QStringLiteral("--cert"), QStringLiteral("admin.crt"),
                QStringLiteral("--key"), QStringLiteral("admin.key"), text.mid(begin, end - begin) + path});
    curl.waitForFinished();
    return curl.readAllStandardOutput();
}

QStringList alive(const QString &directory)
{
    QStringList names;
    for (const QString &name : QDir(directory).entryList({QStringLiteral("*.pid")})) names << name;
    return names;
}

} // namespace

void TestControlPlane::sharedOneAnswersAndHasNodes()
{
    std::unique_ptr<support::ControlPlane> plane;
    KUBEWRIGHT_REQUIRE_CONTROLPLANE(plane, support::ControlPlane::shared());
    QVERIFY(get(*plane, QStringLiteral("/version")).contains("\"gitVersion\": \"v1.33.4\""));
    const QByteArray nodes = get(*plane, QStringLiteral("/api/v1/nodes"));
    for (const char *name : {"node-1", "node-2", "node-3"}) QVERIFY2(nodes.contains(name), name);
}

void TestControlPlane::ownOneStopsWithItsOwner()
{
    std::unique_ptr<support::ControlPlane> plane;
    KUBEWRIGHT_REQUIRE_CONTROLPLANE(plane, support::ControlPlane::start({QStringLiteral("--bare")}));
    QCOMPARE(alive(plane->directory()),
             (QStringList{QStringLiteral("apiserver.pid"), QStringLiteral("etcd.pid"), QStringLiteral("guard.pid")}));
    QList<QString> processes;
    for (const QString &name : alive(plane->directory())) {
        QFile file(plane->directory() + u'/' + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        processes << QStringLiteral("/proc/") + QString::fromLatin1(file.readAll().trimmed());
        QVERIFY2(QFileInfo::exists(processes.last()), qPrintable(name));
    }
    const QString directory = plane->directory();
    plane.reset();
    for (const QString &process : processes) QTRY_VERIFY2(!QFileInfo::exists(process), qPrintable(process));
    QVERIFY(!QFileInfo::exists(directory));
}

QTEST_GUILESS_MAIN(TestControlPlane)
#include "tst_controlplane.moc"
