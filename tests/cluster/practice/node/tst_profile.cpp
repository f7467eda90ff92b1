// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/node/backoff.h"
#include "cluster/practice/node/profile.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;

class TestProfile : public QObject
{
    Q_OBJECT

    // "ends=3000/2 ready=0 unready=-1 hangs=-1 leak=0 cpu=5 ignores says=…": what differs from doing nothing special.
    static QString picture(const ContainerProfile &profile)
    {
        QStringList parts;
        if (profile.endsAfterMs >= 0) parts.append(u"ends %1/%2"_s.arg(profile.endsAfterMs).arg(profile.exitCode));
        if (profile.readyAfterMs > 0) parts.append(u"ready %1"_s.arg(profile.readyAfterMs));
        if (profile.unreadyAfterMs >= 0) parts.append(u"unready %1"_s.arg(profile.unreadyAfterMs));
        if (profile.hangsAfterMs >= 0) parts.append(u"hangs %1"_s.arg(profile.hangsAfterMs));
        if (profile.leakPerSecond > 0) parts.append(u"leaks %1"_s.arg(profile.leakPerSecond));
        if (profile.onTerm == ContainerProfile::OnTerm::Ignores) parts.append(u"ignores"_s);
        if (!profile.pullError.isEmpty()) parts.append(profile.pullError.section(u": "_s, -1));
        if (!profile.says.isEmpty()) parts.append(u"says "_s + profile.says.join(u'|'));
        return parts.join(u", "_s);
    }

private Q_SLOTS:
    void profiles_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<QString>("annotation");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QString &image, const QStringList &command,
                            const QString &annotation, const QString &expected) {
            QTest::newRow(name) << image << command << annotation << expected;
        };
        row("a server", u"nginx:1.27"_s, {}, {}, u"says start worker processes"_s);
        row("unknown", u"ghcr.io/me/app:2"_s, {}, {}, {});
        row("a slow one", u"mysql"_s, {}, {}, u"ready 8000, says ready for connections. port: 3306"_s);
        row("a shell", u"busybox"_s, {}, {}, u"ends 0/0"_s);
        row("sleep", u"busybox"_s, {u"sleep"_s, u"5"_s}, {}, u"ends 5000/0, ignores"_s);
        row("sleep on", u"alpine:3"_s, {u"/bin/sleep"_s, u"infinity"_s}, {}, u"ignores"_s);
        row("exit", u"busybox"_s, {u"sh"_s, u"-c"_s, u"exit 3"_s}, {}, u"ends 0/3"_s);
        row("script", u"busybox"_s, {u"sh"_s, u"-c"_s, u"echo 'hello you' && sleep 2m; false"_s}, {},
            u"ends 120000/1, ignores, says hello you"_s);
        row("loop", u"busybox"_s, {u"sh"_s, u"-c"_s, u"while true; do date; sleep 1; done"_s}, {}, u"ignores"_s);
        row("false", u"debian"_s, {u"/bin/false"_s}, {}, u"ends 0/1"_s);
        row("a program", u"busybox"_s, {u"httpd"_s, u"-f"_s}, {}, {});
        row("crash", u"app"_s, {}, u"crash after=3s exit=2"_s, u"ends 3000/2"_s);
        row("crash without more", u"app"_s, {}, u"crash"_s, u"ends 2000/1"_s);
        row("complete", u"app"_s, {}, u"complete after=500ms"_s, u"ends 500/0"_s);
        row("leak", u"app"_s, {}, u"leak rate=1Mi"_s, u"leaks 1048576"_s);
        row("slow", u"app"_s, {}, u"slow start=1m"_s, u"ready 60000"_s);
        row("unready", u"app"_s, {}, u"unready after=7"_s, u"unready 7000"_s);
        row("hang", u"app"_s, {}, u"hang"_s, u"hangs 20000"_s);
        row("deaf", u"app"_s, {}, u"ignore-term"_s, u"ignores"_s);
        row("nonsense", u"app"_s, {}, u"explode after=x memory=many"_s, {});
        row("no image", u"app:1"_s, {}, u"no-image"_s, u"not found"_s);
        row("a tag that is not there", u"nginx:broken"_s, {}, {}, u"not found, says start worker processes"_s);
        row("no such registry", u"registry.invalid/app"_s, {}, {}, u"no such host"_s);
        row("no such repository", u"no-such-image"_s, {}, {}, u"authorization failed"_s);
    }
    void profiles()
    {
        QFETCH(QString, image);
        QFETCH(QStringList, command);
        QFETCH(QString, annotation);
        QFETCH(QString, expected);
        Value container(ValueMap{{u"name"_s, u"c"_s}, {u"image"_s, image}});
        ValueList words;
        for (const QString &word : command) words.push_back(word);
        if (!words.empty()) container.set(u"command", words);
        Value pod;
        if (!annotation.isEmpty())
            mapIn(mapIn(pod, u"metadata"), u"annotations").set(u"practice.kubewright.io/profile", annotation);
        QCOMPARE(picture(profileOf(pod, container)), expected);
    }

    // The container's own word goes over that of the pod.
    void strongest()
    {
        Value pod;
        mapIn(mapIn(pod, u"metadata"), u"annotations").set(u"practice.kubewright.io/profile", u"crash"_s);
        mapIn(mapIn(pod, u"metadata"), u"annotations").set(u"practice.kubewright.io/c", u"healthy cpu=2"_s);
        const ContainerProfile own = profileOf(pod, ValueMap{{u"name"_s, u"c"_s}, {u"image"_s, u"app"_s}});
        QCOMPARE(picture(own), QString());
        QCOMPARE(own.milliCpu, 2000);
        QCOMPARE(picture(profileOf(pod, ValueMap{{u"name"_s, u"d"_s}, {u"image"_s, u"app"_s}})), u"ends 2000/1"_s);
    }

    void names()
    {
        QCOMPARE(fullImageName(u"nginx"_s), u"docker.io/library/nginx:latest"_s);
        QCOMPARE(fullImageName(u"me/app:1"_s), u"docker.io/me/app:1"_s);
        QCOMPARE(fullImageName(u"localhost:5000/app"_s), u"localhost:5000/app:latest"_s);
        QCOMPARE(fullImageName(u"ghcr.io/a/b@sha256:00"_s), u"ghcr.io/a/b@sha256:00"_s);
        QCOMPARE(imageReference(u"nginx"_s), imageReference(u"docker.io/library/nginx:latest"_s));
        QVERIFY(imageReference(u"nginx:1"_s) != imageReference(u"nginx:2"_s));
        QCOMPARE(goDuration(350), u"350ms"_s);
        QCOMPARE(goDuration(1480), u"1.48s"_s);
        QCOMPARE(goDuration(80000), u"1m20s"_s);
        QCOMPARE(goDuration(300000), u"5m0s"_s);
    }

    void backsOff()
    {
        Backoff backoff;
        qint64 now = 0;
        QList<qint64> waits;
        for (int i = 0; i < 7; ++i) {
            QVERIFY(!backoff.isInSince(u"c"_s, now, now + backoff.of(u"c"_s)));
            backoff.next(u"c"_s, now, now);
            waits.append(backoff.of(u"c"_s) / 1000);
            QVERIFY(backoff.isInSince(u"c"_s, now, now + backoff.of(u"c"_s) - 1));
            now += backoff.of(u"c"_s);
        }
        QCOMPARE(waits, QList<qint64>({10, 20, 40, 80, 160, 300, 300}));
        now += 600 * 1000 + 1; // ten minutes without a failure
        QVERIFY(!backoff.isInSince(u"c"_s, now, now));
        backoff.next(u"c"_s, now, now);
        QCOMPARE(backoff.of(u"c"_s), 10000);
    }
};

QTEST_GUILESS_MAIN(TestProfile)
#include "tst_profile.moc"
