// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/files.h"
#include "model/yaml/emitter.h"
#include "model/yaml/yamledit.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace model;
using namespace Qt::StringLiterals;

// What any hostile input may take. Instrumented programs are slower and larger by a factor.
#ifdef __SANITIZE_ADDRESS__
static constexpr qint64 maxMilliseconds = 40000, maxMegabytes = 3600;
#else
static constexpr qint64 maxMilliseconds = 10000, maxMegabytes = 900;
#endif

// Of this process: other work on the machine does not count.
static qint64 processorMilliseconds()
{
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    const auto milliseconds = [](const timeval &time) { return qint64(time.tv_sec) * 1000 + time.tv_usec / 1000; };
    return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

static qint64 peakMegabytes()
{
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

// Runs on the smallest stack that a thread of ours may have.
template<typename F>
static void onSmallStack(F &&function)
{
    const std::unique_ptr<QThread> thread(QThread::create(std::forward<F>(function)));
    thread->setStackSize(512 * 1024);
    thread->start();
    thread->wait();
}

// Everything that can be done with a text: read, expand, print, look up, edit. The answer in short.
static QByteArray exercise(const QByteArray &text)
{
    const YamlStream stream = YamlStream::parse(text);
    const auto document = stream.parts().front().document;
    if (document->error()) {
        const Location place = locationOf(*document, document->error()->offset);
        return "error " + place.toString().toUtf8() + ' ' + document->error()->message.toUtf8();
    }
    document->root()[u"missing"];
    document->root().forEachEntry([](const QString &, YamlRef, YamlRef) {});
    const auto value = toValue(document->root());
    if (!value) return "no value " + value.error().toString().toUtf8();
    Value copy;
    copy = *value;
    if (!(copy == *value) || !copy.means(*value)) return "differs from its copy";
    const auto json = toJson(copy);
    const auto yaml = emitYaml(copy);
    const auto edited = editYaml(document, {YamlEdit::set({u"new"_s}, 1)});
    return (json ? "json" : "no json") + QByteArray(yaml ? " yaml" : " no yaml") + (edited ? " edited" : " not edited");
}

class TestYamlHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bounded_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("answer");
        const QByteArray deep = "nested deeper than 10,000 levels";
        for (const int depth : {5000, 9990, 10000, 100000}) {
            const QByteArray n = QByteArray::number(depth);
            const bool fits = depth <= 10000;
            QTest::newRow("lists " + n) << QByteArray(depth, '[') + QByteArray(depth, ']')
                                        << (fits ? "json yaml not edited"_ba : "nested");
            QTest::newRow("open lists " + n) << QByteArray(depth, '[') << "error"_ba;
            QTest::newRow("maps " + n) << QByteArray("{a: ").repeated(depth) + QByteArray(depth, '}')
                                       << (fits ? "json yaml edited"_ba : "nested");
            QTest::newRow("JSON " + n) << QByteArray("{\"a\":").repeated(depth) + '1' + QByteArray(depth, '}')
                                       << (fits ? "json yaml edited"_ba : "nested");
            QTest::newRow("dashes " + n) << QByteArray("- ").repeated(depth) + "x\n"
                                         << (fits ? "json yaml not edited"_ba : "nested");
            QTest::newRow("quotes " + n) << QByteArray("\"'").repeated(depth) << "json yaml"_ba;
            QTest::newRow("braces on lines " + n) << QByteArray("{\n").repeated(depth) << "error"_ba;
            QTest::newRow("questions " + n) << QByteArray("? ").repeated(depth) + "x"
                                            << "error"_ba;
            QTest::newRow("anchors " + n) << QByteArray("&a ").repeated(depth) << "json yaml"_ba;
        }
        QByteArray indented;
        for (int i = 0; i < 3000; ++i) indented += QByteArray(i, ' ') + "a:\n";
        QTest::newRow("indented") << indented << "json yaml edited"_ba;
        QByteArray laughs = "a0: &a0 [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n", merges = "a0: &a0 {k: v}\n",
                   chain = "a0: &a0 [x]\n";
        for (int i = 1; i < 10; ++i) {
            const QByteArray name = "a" + QByteArray::number(i), ref = "*a" + QByteArray::number(i - 1);
            const QByteArray nine = QByteArray(ref + ",").repeated(8) + ref;
            laughs += name + ": &" + name + " [" + nine + "]\n";
            merges += name + ": &" + name + " {<<: [" + nine + "]}\n";
        }
        for (int i = 1; i < 9000; ++i)
            chain += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [*a" + QByteArray::number(i - 1) +
                     "]\n";
        QTest::newRow("billion laughs") << laughs << "no value"_ba;
        QTest::newRow("laughing merges") << merges << "no value"_ba;
        QTest::newRow("chain of aliases") << chain << "no value"_ba;
        QTest::newRow("one long text, many aliases")
            << "a: &a " + QByteArray(1000000, 'x') + "\nb: [" + QByteArray("*a,").repeated(90000) + "]\n"
            << "no json no yaml"_ba;
        QByteArray keys, merged = "l: [";
        for (int i = 0; i < 1000000 && keys.size() < limits::maxDocumentBytes - 20; ++i)
            keys += 'k' + QByteArray::number(i, 36) + ":\n";
        QTest::newRow("a million keys") << keys << "json no yaml edited"_ba;
        for (int i = 0; i < 100000; ++i) merged += "&m" + QByteArray::number(i, 36) + " {a: 1},";
        merged += "]\nm: {<<: [";
        for (int i = 0; i < 100000; ++i) merged += "*m" + QByteArray::number(i, 36) + ",";
        QTest::newRow("many merges") << merged + "]}\n"
                                     << "json yaml edited"_ba;
        QTest::newRow("one key a million times") << QByteArray("k: 1\n").repeated(1000000) << "json yaml edited"_ba;
        QTest::newRow("10 MB line") << "a: " + QByteArray(10 << 20, 'x') << "error 1:1 the document is larger"_ba;
        QTest::newRow("4 MB line") << "a: " + QByteArray(4 << 20, 'x') << "json yaml edited"_ba;
        QTest::newRow("100 MB") << QByteArray("a: 1\n").repeated(20 << 20) << "error 1:1 the document is larger"_ba;
        QTest::newRow("10,000 documents") << QByteArray("a: 1\n---\n").repeated(10000) << "json yaml edited"_ba;
        QTest::newRow("NUL") << QByteArray("a: 1\nb: \0\n", 10) << "error 2:4 control characters"_ba;
        QTest::newRow("only NUL") << QByteArray(1000, '\0') << "error 1:1 control characters"_ba;
        QTest::newRow("not UTF-8") << "a: 1\nb: \xff\n"_ba
                                   << "error 2:4"_ba;
        QTest::newRow("half a character") << "a: \xe5\x90"_ba
                                          << "error 1:4"_ba;
        QTest::newRow("overlong") << "a: \xc0\xaf\n"_ba
                                  << "error 1:4"_ba;
        QTest::newRow("surrogate") << "a: \xed\xa0\x80\n"_ba
                                   << "error 1:4"_ba;
        QTest::newRow("UTF-16 with mark") << QByteArray("\xff\xfe"
                                                        "a\0:\0",
                                                        6)
                                          << "error 1:1 the text is UTF-16"_ba;
        QTest::newRow("UTF-16 without mark") << QByteArray("a\0:\0 \0", 6) << "error 1:"_ba;
        QTest::newRow("comma") << ","_ba
                               << "error 1:1"_ba;
        QTest::newRow("document, comma") << "a: 1\n---\n,"_ba
                                         << "json yaml edited"_ba;
        QTest::newRow("tab") << "a:\n\tb: 1\n"_ba
                             << "error 2:1"_ba;
        QTest::newRow("tabs") << QByteArray(100000, '\t') << "error 1:1"_ba;
        QTest::newRow("anchors without end") << "a: " + QByteArray("&x *x ").repeated(10000) << "error"_ba;
        QTest::newRow("brackets that never match") << QByteArray("[{]}").repeated(50000) << "error"_ba;
        QTest::newRow("colons") << QByteArray(": ").repeated(50000) << "error"_ba;
        QTest::newRow("long key") << QByteArray(2000000, 'k') + ": v"
                                  << "error 1:2000001"_ba;
    }
    void bounded()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, answer);
        QByteArray got;
        const qint64 start = processorMilliseconds();
        onSmallStack([&] { got = exercise(text); });
        const qint64 spent = processorMilliseconds() - start;
        if (spent > 1000) qInfo() << QTest::currentDataTag() << spent << "ms";
        QVERIFY2(got.contains(answer), got);
        QVERIFY2(spent < maxMilliseconds, QByteArray::number(spent));
        QVERIFY2(peakMegabytes() < maxMegabytes, QByteArray::number(peakMegabytes()));
    }

    void deepValues()
    {
        bool same = false, written = false;
        onSmallStack([&] {
            Value value = 1;
            // Not by braces: an initializer list copies, a million times what is there by then.
            for (int i = 0; i < 1000000; ++i) {
                ValueList list;
                ValueMap map;
                if (i % 2)
                    list.push_back(std::move(value));
                else
                    map.emplace_back(u"k"_s, std::move(value));
                value = i % 2 ? Value(std::move(list)) : Value(std::move(map));
            }
            const Value copy = value;
            same = copy == value && copy.means(value);
            written = toJson(copy).ok();
            value = 2;
        });
        QVERIFY(same);
        QVERIFY(written);
    }

    void files_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("code");
        QTest::newRow("missing") << u"missing.yaml"_s << int(Error::Code::NotFound);
        QTest::newRow("below a file") << u"small.yaml/x"_s << int(Error::Code::NotFound);
        QTest::newRow("folder") << u"."_s << int(Error::Code::Unsupported);
        QTest::newRow("pipe") << u"pipe"_s << int(Error::Code::Unsupported);
        QTest::newRow("device") << u"/dev/zero"_s << int(Error::Code::Unsupported);
        QTest::newRow("link to a pipe") << u"link"_s << int(Error::Code::Unsupported);
        QTest::newRow("link to itself") << u"loop"_s << int(Error::Code::Io);
        QTest::newRow("100 MB") << u"large.yaml"_s << int(Error::Code::TooLarge);
        QTest::newRow("small") << u"small.yaml"_s << -1;
        QTest::newRow("empty") << u"empty.yaml"_s << -1;
        QTest::newRow("without a size") << u"/proc/self/status"_s << -1;
    }
    void files()
    {
        QFETCH(QString, path);
        QFETCH(int, code);
        QTemporaryDir folder;
        const auto at = [&](const char16_t *name) { return folder.filePath(QStringView(name).toString()); };
        for (const char16_t *name : {u"small.yaml", u"empty.yaml", u"large.yaml"})
            QVERIFY(QFile(at(name)).open(QIODevice::WriteOnly));
        QFile small(at(u"small.yaml"));
        QVERIFY(small.open(QIODevice::WriteOnly) && small.write("a: 1\n") == 5);
        small.close();
        QVERIFY(QFile::resize(at(u"large.yaml"), 100 << 20));
        QCOMPARE(mkfifo(QFile::encodeName(at(u"pipe")).constData(), 0600), 0);
        QVERIFY(QFile::link(at(u"pipe"), at(u"link")) && QFile::link(at(u"loop"), at(u"loop")));
        QElapsedTimer timer;
        timer.start();
        const auto read = readFileLimited(path.startsWith(u'/') ? path : folder.filePath(path));
        QVERIFY(timer.elapsed() < 1000);
        QCOMPARE(read.ok() ? -1 : int(read.error().code), code);
        if (!read.ok()) QVERIFY(!read.error().message.isEmpty() && read.error().where->file.endsWith(path));
        if (path == u"small.yaml") QCOMPARE(*read, "a: 1\n"_ba);
        if (path == u"empty.yaml") QCOMPARE(*read, QByteArray());
    }
};

QTEST_APPLESS_MAIN(TestYamlHostile)
#include "tst_yamlhostile.moc"
