// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/http/httprig.h"
#include "tests/cluster/practice/http/tlsload.h"

#include <QFile>
#include <QProcess>

#include <sys/resource.h>

using practice::HttpRequest;
using namespace Qt::StringLiterals;

namespace {

qint64 residentBytes()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith("VmRSS:")) return line.mid(6).trimmed().split(' ')[0].toLongLong() * 1024;
    return 0;
}

} // namespace

class TestHttpMany : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Thousands of clients that wait: bounded memory, and one that asks is still answered. An event loop looks through
    // all its sockets for each that has something to say, so the time goes with the square of their number: 4,000 of
    // them here, and the 10,000 that the server promises when KUBEWRIGHT_FULL_LOAD=1 asks for them.
    void holdsThousands()
    {
        const int count = qEnvironmentVariableIntValue("KUBEWRIGHT_FULL_LOAD") == 1 ? 10000 : 4000;
        rlimit limit{};
        QCOMPARE(getrlimit(RLIMIT_NOFILE, &limit), 0);
        if (limit.rlim_max < rlim_t(count) + 500)
            QSKIP("KUBEWRIGHT-SKIP: the hard limit on open files is too low for so many connections");
        HttpRig rig([](const HttpRequest &, const HttpRig::Reply &reply) { reply->send(200, {}, "hello"); });
        const qint64 before = residentBytes();
        // The other ends are in another process: both together have more files than one may have.
        QProcess clients;
        clients.start(QCoreApplication::applicationFilePath(),
                      {u"--hold"_s, QString::number(rig.port), QString::number(count)});
        QVERIFY(waitUntil([&] { return clients.canReadLine() || clients.state() == QProcess::NotRunning; }, 250000));
        QCOMPARE(clients.readLine(), QByteArray("ready\n"));
        QVERIFY(rig.waitForConnections(count));
        const qint64 each = (residentBytes() - before) / count;
        qInfo("%lld bytes resident for each of %d idle connections", static_cast<long long>(each), count);
#if !defined(__SANITIZE_ADDRESS__)
        QVERIFY2(each < 120 * 1024, QByteArray::number(each));
#endif
        HttpClient client(rig.port);
        client.socket.write(askFor("/"));
        QVERIFY(client.waitFor("hello"));

        clients.closeWriteChannel();
        QVERIFY(waitUntil([&] { return clients.state() == QProcess::NotRunning; }));
        QVERIFY(rig.waitForConnections(1));
        client.socket.write(askFor("/"));
        QVERIFY(waitUntil([&] { return client.received.count("hello") == 2; }));
    }
};

int main(int argc, char **argv)
{
    if (argc == 4 && qstrcmp(argv[1], "--hold") == 0)
        return holdConnections(quint16(QByteArray(argv[2]).toInt()), QByteArray(argv[3]).toInt()) ==
                       QByteArray(argv[3]).toInt()
                   ? 0
                   : 1;
    QCoreApplication application(argc, argv);
    TestHttpMany test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_httpmany.moc"
