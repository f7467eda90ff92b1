// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/store/store.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <sys/stat.h>

using practice::Change;
using practice::RecordPtr;
using practice::Store;

using Code = model::Error::Code;

namespace {

template<typename T>
QByteArray number(T value)
{
    QByteArray bytes(sizeof(T), '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArray sealed(const QByteArray &body) { return body + QCryptographicHash::hash(body, QCryptographicHash::Sha256); }

QByteArray head(qint64 revision, qint64 compacted, qint64 states)
{
    return QByteArray("KWSTORE\x01", 8) + number(revision) + number(compacted) + number(states);
}

QByteArray state(const QByteArray &key, qint64 create, qint64 revision, bool removed = false,
                 const QByteArray &json = "{}")
{
    return number(quint8(removed)) + number(create) + number(revision) + number(quint32(key.size())) +
           number(quint32(json.size())) + key + json;
}

QByteArray text(const Store &store)
{
    QByteArray all = QByteArray::number(store.revision()) + " from " + QByteArray::number(store.compactedRevision());
    for (const RecordPtr &record : store.list("").records)
        all += ' ' + record->key + '=' + record->json + '@' + QByteArray::number(record->createRevision) + '/' +
               QByteArray::number(record->revision);
    const auto changes = store.since(store.compactedRevision(), "");
    for (const Change &change : *changes)
        all += (change.removed ? " -" : " +") + QByteArray::number(change.revision()) + change.now->json +
               (change.before ? "<" + change.before->json : QByteArray());
    return all;
}

// VmRSS, VmHWM: bytes.
qint64 memoryOf(const QByteArray &what)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith(what + ':')) return line.simplified().split(' ').at(1).toLongLong() * 1024;
    return 0;
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class tst_storefile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void keepsEverything();
    void isNobodyElses();
    void reads_data();
    void reads();
    void everyDamageIsSeen();
    void whatIsDescribedIsJudged();
    void stopsWhenAsked();
    void takesNoMoreThanItMakes();
    void triesSaving();
    void limits();
    void pathsThatCannotBe();

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QTemporaryDir m_folder;
};

void tst_storefile::keepsEverything()
{
    Store store;
    for (const char *key : {"b", "a", "c", "a"}) QVERIFY(store.put(key, QByteArray("v") + key).ok());
    QVERIFY(store.compact(3).ok());
    QVERIFY(store.remove("b", "gone").ok());
    QVERIFY(store.put("b", QByteArray("\0\xff", 2)).ok());
    QVERIFY(store.remove("c", "gone too").ok());
    QVERIFY(store.save(path("whole")).ok());
    int described = 0;
    Store again([&](const practice::Record &) -> model::Result<practice::Facts> {
        ++described;
        return practice::Facts{std::make_shared<int>(described)};
    });
    QVERIFY(again.put("other", "x").ok());
    QVERIFY(again.load(path("whole")).ok());
    QCOMPARE(text(again), text(store));
    QCOMPARE(again.bytes(), store.bytes());
    QCOMPARE(again.keys(), store.keys());
    QCOMPARE(described, 1 + 7); // the removals too
    QVERIFY(again.get("a")->facts.data);
    QCOMPARE(again.put("d", "next")->get()->revision, store.nextRevision());

    Store empty;
    QVERIFY(empty.save(path("empty")).ok());
    QVERIFY(again.load(path("empty")).ok());
    QCOMPARE(text(again), "1 from 0");
}

void tst_storefile::isNobodyElses()
{
    Store store;
    write(path("open"), "old");
    QVERIFY(QFile::setPermissions(path("open"), QFile::ReadOwner | QFile::ReadOther | QFile::WriteOwner));
    for (const char *name : {"open", "new"}) {
        QVERIFY(store.save(path(name)).ok());
        struct stat info = {};
        QCOMPARE(::stat(QFile::encodeName(path(name)).constData(), &info), 0);
        QCOMPARE(int(info.st_mode & 0777), 0600);
    }
}

void tst_storefile::reads_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected"); // the content, or the problem
    const auto row = [](const char *name, const QByteArray &body, const char *expected) {
        QTest::newRow(name) << body << QByteArray(expected);
    };
    row("empty", head(1, 0, 0), "1 from 0");
    row("one", head(2, 0, 1) + state("k", 2, 2), "2 from 0 k={}@2/2 +2{}");
    row("compacted", head(9, 9, 2) + state("k", 2, 7) + state("l", 9, 9), "9 from 9 k={}@2/7 l={}@9/9");
    row("all gone", head(9, 9, 0), "9 from 9");
    row("removed and made again", head(4, 0, 3) + state("k", 2, 2) + state("k", 2, 3, true) + state("k", 4, 4),
        "4 from 0 k={}@4/4 +2{} -3{}<{} +4{}");
    row("other format", "KWSTORE\x02" + head(1, 0, 0).mid(8), "another format");
    row("short", "KWSTORE\x01", "another format");
    row("revision 0", head(0, 0, 0), "a revision that cannot be");
    row("huge revision", head(std::numeric_limits<qint64>::max(), 0, 0), "a revision that cannot be");
    row("compacted in the future", head(3, 4, 0), "a revision that cannot be");
    row("negative", head(3, -1, 0), "a revision that cannot be");
    row("billions announced", head(2, 0, qint64(1) << 60) + state("k", 2, 2), "it ends early");
    row("history announced", head(qint64(1) << 60, 0, 1) + state("k", 2, 2), "a revision is missing");
    row("fewer than announced", head(2, 0, 1), "it ends early");
    row("more than announced", head(2, 0, 0) + state("k", 2, 2), "something behind the end");
    row("negative count", head(2, 0, -1) + state("k", 2, 2), "something behind the end");
    row("revision missing", head(4, 0, 2) + state("k", 2, 2) + state("l", 4, 4), "a revision is missing");
    row("revision twice", head(3, 0, 2) + state("k", 2, 2) + state("l", 2, 2), "a revision is missing");
    row("old revision twice", head(3, 3, 2) + state("k", 2, 2) + state("l", 2, 2), "a revision twice");
    row("newest revision missing", head(3, 0, 1) + state("k", 2, 2), "a revision is missing");
    row("in the future", head(2, 0, 1) + state("k", 2, 3), "a revision that cannot be");
    row("before the beginning", head(2, 1, 1) + state("k", 1, 1), "a revision that cannot be");
    row("made later", head(2, 0, 1) + state("k", 3, 2), "a revision that cannot be");
    row("never made", head(3, 2, 1) + state("k", 2, 3), "an object without a beginning");
    row("two beginnings", head(3, 0, 2) + state("k", 2, 2) + state("k", 3, 3), "an object with two beginnings");
    row("goes on after removal", head(4, 0, 3) + state("k", 2, 2) + state("k", 2, 3, true) + state("k", 2, 4),
        "an object without a beginning");
    row("removed twice", head(4, 0, 3) + state("k", 2, 2) + state("k", 2, 3, true) + state("k", 4, 4, true),
        "an object without a beginning");
    row("removal of nothing", head(2, 0, 1) + state("k", 2, 2, true), "a removal of nothing");
    row("keys out of order", head(3, 0, 2) + state("l", 2, 2) + state("k", 3, 3), "keys out of order");
    row("revisions out of order", head(3, 0, 2) + state("k", 2, 3) + state("k", 2, 2), "an object without a beginning");
    row("two old states", head(3, 3, 2) + state("k", 2, 2) + state("k", 2, 3), "revisions out of order");
    row("no key", head(2, 0, 1) + state("", 2, 2), "a key's size");
    row("key without end", head(2, 0, 1) + state(QByteArray(5000, 'k'), 2, 2), "a key's size");
    row("unknown sort", head(2, 0, 1) + '\x02' + state("k", 2, 2).mid(1), "a state of an unknown sort");
    row("size without bytes", head(2, 0, 1) + state("k", 2, 2).left(21) + number(quint32(0xffffffff)) + "k{}",
        "it ends early");
}

void tst_storefile::reads()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, expected);
    write(path("given"), sealed(body));
    Store store;
    QVERIFY(store.put("mine", "1").ok());
    const QByteArray before = text(store);
    const auto loaded = store.load(path("given"));
    if (loaded.ok()) {
        QCOMPARE(text(store), expected);
        return;
    }
    QCOMPARE(loaded.error().code, Code::Invalid);
    QCOMPARE(loaded.error().message.toUtf8(), "not a state of a practice cluster: " + expected);
    QCOMPARE(loaded.error().where->file, path("given"));
    QCOMPARE(text(store), before);
}

void tst_storefile::everyDamageIsSeen()
{
    const QByteArray whole = sealed(head(3, 0, 2) + state("k", 2, 2) + state("l", 3, 3));
    Store store;
    for (qsizetype i = 0; i < whole.size(); ++i) {
        QByteArray flipped = whole;
        flipped[i] = char(flipped[i] ^ 0x10);
        write(path("flipped"), flipped);
        QCOMPARE(store.load(path("flipped")).error().code, Code::Invalid);
        write(path("cut"), whole.left(i));
        QCOMPARE(store.load(path("cut")).error().code, Code::Invalid);
    }
    QCOMPARE(text(store), "1 from 0");
}

void tst_storefile::whatIsDescribedIsJudged()
{
    write(path("judged"), sealed(head(3, 0, 2) + state("k", 2, 2) + state("l", 3, 3, false, "bad")));
    Store store([](const practice::Record &record) -> model::Result<practice::Facts> {
        if (record.json == "bad") return model::Error{Code::Syntax, QStringLiteral("why")};
        return practice::Facts{};
    });
    const auto loaded = store.load(path("judged"));
    QCOMPARE(loaded.error().code, Code::Invalid);
    QCOMPARE(loaded.error().message, u"not a state of a practice cluster: l: why");
    QCOMPARE(text(store), "1 from 0");
}

void tst_storefile::stopsWhenAsked()
{
    Store large;
    for (int i = 0; i < 2000; ++i) QVERIFY(large.put("k" + QByteArray::number(i), "x").ok());
    QVERIFY(large.save(path("stopped")).ok());
    for (const int looks : {0, 1, 4}) { // at the checksum, and among the states
        Store store;
        int looked = 0;
        QCOMPARE(store.load(path("stopped"), [&] { return looked++ == looks; }).error().code, Code::Cancelled);
        QCOMPARE(looked, looks + 1);
        QCOMPARE(text(store), "1 from 0");
    }
    Store store;
    QVERIFY(store.load(path("stopped"), [] { return false; }).ok());
    QCOMPARE(store.keys(), 2000);
}

// The file is not held beside what is made of it.
void tst_storefile::takesNoMoreThanItMakes()
{
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
    constexpr double allowed = 6;
#else
    constexpr double allowed = 1.5;
#endif
    constexpr int states = 16;
    constexpr qsizetype stateSize = 1 << 20;
    {
        QFile file(path("huge"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCryptographicHash hash(QCryptographicHash::Sha256);
        const auto add = [&](const QByteArray &bytes) {
            hash.addData(bytes);
            file.write(bytes);
        };
        add(head(states + 1, 0, states));
        for (int i = 0; i < states; ++i)
            add(state("k" + QByteArray::number(100 + i), i + 2, i + 2, false, QByteArray(stateSize, 'x')));
        file.write(hash.result());
    }
    const qint64 before = memoryOf("VmRSS");
    Store store;
    QVERIFY(store.load(path("huge")).ok());
    const qint64 taken = memoryOf("VmHWM") - before;
    QCOMPARE(store.keys(), states);
    QVERIFY2(double(taken) < allowed * states * stateSize, qPrintable(QString::number(taken >> 20)));
}

void tst_storefile::triesSaving()
{
    write(path("there"), "old");
    QVERIFY(Store::trySaving(path("there")).ok());
    QVERIFY(Store::trySaving(path("not there")).ok());
    QCOMPARE(Store::trySaving(path("no/such/folder")).error().code, Code::Io);
    QCOMPARE(Store::trySaving(m_folder.path()).error().code, Code::Io);
    QFile there(path("there"));
    QVERIFY(there.open(QIODevice::ReadOnly));
    QCOMPARE(there.readAll(), "old");
    QVERIFY(!QFileInfo::exists(path("not there")));
}

void tst_storefile::limits()
{
    Store large;
    for (int i = 0; i < 50; ++i) QVERIFY(large.put("k" + QByteArray::number(i), QByteArray(100, 'x')).ok());
    QVERIFY(large.save(path("large")).ok());
    Store small({}, {.objectBytes = 100, .totalBytes = 40 * (100 + Store::stateBytes)});
    QCOMPARE(small.load(path("large")).error().code, Code::TooLarge);
    QCOMPARE(text(small), "1 from 0");
    Store forgetful({}, {.keptChanges = 5});
    QVERIFY(forgetful.load(path("large")).ok());
    QCOMPARE(forgetful.keys(), 50);
    QCOMPARE(forgetful.compactedRevision(), 46);
    QCOMPARE(int(forgetful.since(46, "")->size()), 5);
}

void tst_storefile::pathsThatCannotBe()
{
    Store store;
    QCOMPARE(store.load(path("nowhere")).error().code, Code::NotFound);
    QCOMPARE(store.load(m_folder.path()).error().code, Code::Unsupported);
    QCOMPARE(store.save(path("no/such/folder")).error().code, Code::Io);
    QCOMPARE(store.save(m_folder.path()).error().code, Code::Io);
    QVERIFY(QFileInfo(m_folder.path()).isDir());
}

QTEST_GUILESS_MAIN(tst_storefile)
#include "tst_storefile.moc"
