// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/watch/decoder.h"
#include "cluster/watch/jsonframes.h"
#include "tests/cluster/watch/builders.h"

#include <QDir>
#include <QFile>
#include <QtTest>

using namespace cluster;
using namespace Qt::StringLiterals;

namespace {

WatchSpec specOf(const QString &plural) { return {*builtinKind(plural), {}}; }

QByteArray readData(const QString &name)
{
    QFile file(QStringLiteral(KUBEWRIGHT_TEST_DATA "/watch/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray printList(const QString &plural, const QByteArray &json)
{
    Decoder decoder(specOf(plural), 1);
    ListFrames frames;
    frames.append(json);
    QByteArrayList lines;
    for (QByteArrayView item; frames.next(item) == ListFrames::Step::Item;) {
        const auto row = decoder.item(item);
        lines += row ? printRow(*row) : "unreadable"_ba;
    }
    const auto envelope = decoder.envelope(frames.envelope());
    lines += envelope ? "version " + envelope->resourceVersion : envelope.error().message.toUtf8();
    return lines.join('\n') + '\n';
}

QByteArray printPod(const QByteArray &json)
{
    Decoder decoder(specOf(u"pods"_s), 1);
    const auto row = decoder.item(json);
    return row ? printRow(*row) : "unreadable"_ba;
}

// A pod with so much more at its top level.
QByteArray podWith(const QByteArray &more) { return '{' + build::podBody("a", 1) + ',' + more + '}'; }

} // namespace

class TestDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Lists as a real apiserver 1.33 sent them, managedFields and all.
    void realObjects_data()
    {
        QTest::addColumn<QString>("plural");
        for (const QString &file : QDir(QStringLiteral(KUBEWRIGHT_TEST_DATA "/watch")).entryList({u"*.json"_s}))
            QTest::newRow(qPrintable(file)) << file.chopped(5);
    }
    void realObjects()
    {
        QFETCH(QString, plural);
        const QByteArray rows = printList(plural, readData(plural + u".json"_s));
        QCOMPARE(rows, readData(plural + u".rows"_s));
        QVERIFY(!rows.contains("hunter2")); // the Secret's value, in the annotation that kubectl apply leaves
    }

    void podStates_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<int>("state");
        QTest::addColumn<QByteArray>("reason");
        const QByteArray onNode = "\"spec\":{\"nodeName\":\"n\",\"containers\":[{}]},";
        const auto containers = [&](const QByteArray &phase, const QByteArray &state) {
            return onNode + "\"status\":{\"phase\":\"" + phase +
                   "\",\"containerStatuses\":[{\"ready\":false,\"restartCount\":3,\"state\":{" + state + "}}]}";
        };
        const auto row = [](const char *name, const QByteArray &more, PodState state, const QByteArray &reason) {
            QTest::newRow(name) << more << int(state) << reason;
        };
        row("no node", "\"status\":{\"phase\":\"Pending\"}", PodState::Unscheduled, "");
        row("no node fits",
            "\"status\":{\"phase\":\"Pending\",\"conditions\":[{\"type\":\"PodScheduled\",\"status\":\"False\","
            "\"reason\":\"Unschedulable\"}]}",
            PodState::Unscheduled, "Unschedulable");
        row("creating", containers("Pending", "\"waiting\":{\"reason\":\"ContainerCreating\"}"), PodState::Starting,
            "");
        row("no image", containers("Pending", "\"waiting\":{\"reason\":\"ImagePullBackOff\"}"), PodState::Failing,
            "ImagePullBackOff");
        row("crashing", containers("Running", "\"waiting\":{\"reason\":\"CrashLoopBackOff\"}"), PodState::Failing,
            "CrashLoopBackOff");
        row("killed", containers("Running", "\"terminated\":{\"exitCode\":137,\"reason\":\"OOMKilled\"}"),
            PodState::Failing, "OOMKilled");
        row("ended without a reason", containers("Running", "\"terminated\":{\"exitCode\":1}"), PodState::Failing,
            "Error");
        row("running, not ready", containers("Running", "\"running\":{}"), PodState::NotReady, "");
        row("init container fails",
            onNode + "\"status\":{\"phase\":\"Pending\",\"initContainerStatuses\":[{\"state\":{\"terminated\":{"
                     "\"exitCode\":2,\"reason\":\"Error\"}}}],\"containerStatuses\":[{\"state\":{\"waiting\":{"
                     "\"reason\":\"PodInitializing\"}}}]}",
            PodState::Failing, "Error");
        row("evicted", onNode + "\"status\":{\"phase\":\"Failed\",\"reason\":\"Evicted\"}", PodState::Failed,
            "Evicted");
        row("succeeded", onNode + "\"status\":{\"phase\":\"Succeeded\"}", PodState::Succeeded, "");
        row("ready",
            onNode + "\"status\":{\"phase\":\"Running\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}",
            PodState::Ready, "");
        row("going",
            onNode + "\"metadata\":{\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"},\"status\":{\"phase\":\"Running\","
                     "\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}",
            PodState::Terminating, "");
    }
    void podStates()
    {
        QFETCH(QByteArray, more);
        QFETCH(int, state);
        QFETCH(QByteArray, reason);
        Decoder decoder(specOf(u"pods"_s), 1);
        const auto row = decoder.item(podWith(more));
        QVERIFY(row);
        QCOMPARE(int(podState(std::get<PodRow>(*row))), state);
        QCOMPARE(std::get<PodRow>(*row).reason.view().toByteArray(), reason);
    }

    void workloadsWithoutReplicas()
    {
        Decoder statefulSets(specOf(u"sts"_s), 1);
        const QByteArray meta = build::podBody("a", 1);
        const auto print = [&](const QByteArray &spec) {
            return printRow(*statefulSets.item('{' + meta + ",\"spec\":{" + spec + "}}"));
        };
        QCOMPARE(print(""), "apps/StatefulSet shop/a v1 desired=1 mustUpdate=1"_ba);
        QCOMPARE(print("\"updateStrategy\":{\"rollingUpdate\":{\"partition\":2}},\"replicas\":5"),
                 "apps/StatefulSet shop/a v1 desired=5 mustUpdate=3"_ba);
        QCOMPARE(print("\"replicas\":5,\"updateStrategy\":{\"type\":\"OnDelete\"}"),
                 "apps/StatefulSet shop/a v1 desired=5"_ba);
    }

    // 33. Go accepts 10,000 levels; they are skipped without a stack.
    void deepNesting()
    {
        QCOMPARE(printPod(podWith("\"x\":" + QByteArray(10000, '[') + QByteArray(10000, ']') +
                                  ",\"status\":{\"phase\":\"Running\"}")),
                 "/Pod shop/a v1 running"_ba);
        QByteArray objects = "1";
        for (int i = 0; i < 10000; ++i) objects = "{\"k\":" + objects + '}';
        QCOMPARE(printPod(podWith("\"spec\":{\"x\":" + objects + ",\"nodeName\":\"n\"}")),
                 "/Pod shop/a v1 unknown node=n"_ba);
    }

    // 34.
    void strangeTexts_data()
    {
        QTest::addColumn<QByteArray>("json"); // of the node's name
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("shown");
        QTest::newRow("invalid UTF-8") << "a\xff\xfe"_ba << u"a\ufffd\ufffd"_s.toUtf8() << u"a\ufffd\ufffd"_s;
        QTest::newRow("lone surrogate") << "a\\ud800b"_ba << u"a\ufffdb"_s.toUtf8() << u"a\ufffdb"_s;
        QTest::newRow("pair") << "\\ud83d\\ude00"_ba
                              << "\xf0\x9f\x98\x80"_ba << QString::fromUtf8("\xf0\x9f\x98\x80");
        QTest::newRow("emoji as it is") << "\xf0\x9f\x98\x80"_ba
                                        << "\xf0\x9f\x98\x80"_ba << QString::fromUtf8("\xf0\x9f\x98\x80");
        QTest::newRow("NUL") << "a\\u0000b"_ba << QByteArray("a\0b", 3) << u"a\\u0000b"_s;
        QTest::newRow("escape") << "\\u001b[31m"_ba
                                << "\x1b[31m"_ba << u"\\u001b[31m"_s;
        QTest::newRow("byte order mark") << "\xef\xbb\xbf"
                                            "a"_ba
                                         << "\xef\xbb\xbf"
                                            "a"_ba
                                         << u"\\ufeffa"_s;
        QTest::newRow("line separator") << "a\xe2\x80\xa8"_ba
                                        << "a\xe2\x80\xa8"_ba << u"a\\u2028"_s;
        QTest::newRow("right to left override") << "a\xe2\x80\xae"
                                                   "b"_ba
                                                << "a\xe2\x80\xae"
                                                   "b"_ba
                                                << u"a\\u202eb"_s;
        QTest::newRow("all escapes") << "\\\"\\\\\\/\\b\\f\\n\\r\\t"_ba
                                     << "\"\\/\b\f\n\r\t"_ba << u"\"\\/\\u0008\\u000c\\u000a\\u000d\\u0009"_s;
    }
    void strangeTexts()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, shown);
        Decoder decoder(specOf(u"pods"_s), 1);
        const auto row = decoder.item(podWith("\"spec\":{\"nodeName\":\"" + json + "\"}"));
        QVERIFY(row);
        const Atom node = std::get<PodRow>(*row).node;
        QCOMPARE(node.view().toByteArray(), bytes);
        QCOMPARE(node.display(), shown);
    }

    // 35. Rows hold no arbitrary numbers; what does not fit is the nearest that does.
    void strangeNumbers_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<qint64>("generation");
        QTest::newRow("2^53+1") << "9007199254740993"_ba << qint64(9007199254740993);
        QTest::newRow("2^63-1") << "9223372036854775807"_ba << std::numeric_limits<qint64>::max();
        QTest::newRow("2^63") << "9223372036854775808"_ba << std::numeric_limits<qint64>::max();
        QTest::newRow("2^64") << "18446744073709551616"_ba << std::numeric_limits<qint64>::max();
        QTest::newRow("-2^64") << "-18446744073709551616"_ba << std::numeric_limits<qint64>::min();
        QTest::newRow("1e400") << "1e400"_ba << std::numeric_limits<qint64>::max();
        QTest::newRow("-0") << "-0"_ba << qint64(0);
        QTest::newRow("0.1") << "0.1"_ba << qint64(0);
        QTest::newRow("a text") << "\"7\""_ba << qint64(0);
        QTest::newRow("null") << "null"_ba << qint64(0);
    }
    void strangeNumbers()
    {
        QFETCH(QByteArray, json);
        QFETCH(qint64, generation);
        Decoder decoder(specOf(u"deploy"_s), 1);
        const auto row = decoder.item(
            "{\"metadata\":{\"name\":\"a\",\"uid\":\"u\",\"resourceVersion\":\"1\",\"generation\":" + json +
            "},\"spec\":{\"replicas\":" + json + "}}");
        QVERIFY(row);
        QCOMPARE(std::get<WorkloadRow>(*row).generation, generation);
        QVERIFY(std::get<WorkloadRow>(*row).desired >= 0);
    }

    // 36. The last one wins, at every level, as in Go.
    void duplicateKeys()
    {
        QCOMPARE(printPod(podWith("\"spec\":{\"nodeName\":\"x\"},\"spec\":{\"nodeName\":\"y\",\"nodeName\":\"z\"}")),
                 "/Pod shop/a v1 unknown node=z"_ba);
    }

    void wrongTypes()
    {
        QCOMPARE(printPod(podWith("\"spec\":null,\"status\":[1,{\"a\":2}]")), "/Pod shop/a v1 unknown"_ba);
        QCOMPARE(printPod(podWith("\"spec\":{\"nodeName\":{\"a\":[1]},\"containers\":\"none\"},\"status\":{\"phase\":7,"
                                  "\"conditions\":{\"a\":1},\"reason\":\"R\"}")),
                 "/Pod shop/a v1 unknown reason=R"_ba);
        QCOMPARE(printPod("{\"metadata\":[]}"), "unreadable"_ba);
        QCOMPARE(printPod("[]"), "unreadable"_ba);
        QCOMPARE(printPod(""), "unreadable"_ba);
        QCOMPARE(printPod("{\"metadata\":{\"name\":\"a\"} \"spec\":{}}"), "unreadable"_ba);
    }

    void times_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("seconds") << "2026-11-23T14:56:58Z"_ba << qint64(1795445818000);
        QTest::newRow("micro") << "2026-11-23T14:56:58.123456Z"_ba << qint64(1795445818123);
        QTest::newRow("offset") << "2026-11-23T15:56:58+01:00"_ba << qint64(1795445818000);
        QTest::newRow("epoch") << "1970-01-01T00:00:01Z"_ba << qint64(1000);
        QTest::newRow("leap day") << "2024-02-29T00:00:00Z"_ba << qint64(1709164800000);
        QTest::newRow("no day") << "2023-02-29T00:00:00Z"_ba << qint64(0);
        QTest::newRow("short") << "2026-11-23"_ba << qint64(0);
        QTest::newRow("empty") << ""_ba << qint64(0);
        QTest::newRow("cut") << "2026-11-23T14:56:58+0"_ba << qint64(1795445818000);
    }
    void times()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, ms);
        Decoder decoder(specOf(u"pods"_s), 1);
        const auto row = decoder.item(podWith("\"status\":{\"startTime\":\"" + text + "\"}"));
        QVERIFY(row);
        QCOMPARE(std::get<PodRow>(*row).startedMs, ms);
    }

    // A Secret's row knows its name, whatever the server sends; its value is nowhere.
    void secretsKeepTheirValues()
    {
        Decoder decoder(specOf(u"secrets"_s), 1);
        const auto row = decoder.item('{' + build::podBody("key", 3) + ",\"data\":{\"password\":\"aHVudGVyMg==\"}}");
        QVERIFY(std::holds_alternative<ObjectRow>(*row));
        QVERIFY(specOf(u"secrets"_s).acceptList().contains("as=PartialObjectMetadataList;"));
        QVERIFY(specOf(u"secrets"_s).acceptWatch().contains("as=PartialObjectMetadata;"));
    }

    void messagesAreBounded()
    {
        Decoder decoder(specOf(u"events"_s), 1);
        const QByteArray message = QByteArray(1023, 'x') + u"é"_s.toUtf8() + QByteArray(100000, 'y');
        const auto row = decoder.item(podWith("\"message\":\"" + message + '"'));
        QCOMPARE(std::get<EventRow>(*row).message.view().toByteArray(), QByteArray(1023, 'x'));
    }
};

QTEST_GUILESS_MAIN(TestDecoder)
#include "tst_decoder.moc"
