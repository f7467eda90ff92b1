// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/limits.h"
#include "model/document/autosave.h"
#include "model/document/parsefiles.h"
#include "tests/model/document/ondisk.h"
#include "tests/support/fakeclock.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QUndoStack>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace model;

namespace {

QStringList entries(const QString &directory)
{
    return QDir(directory).entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

QStringList journals(const QString &directory) { return QDir(directory).entryList({u"*.journal"_s}, QDir::Files); }

// A program that has a document open and keeps it safe.
struct Program
{
    explicit Program(const QString &directory) : autosave(document, files, clock, directory) {}
    void type(const QString &file, const QByteArray &before, const QByteArray &after)
    {
        const qsizetype offset = document.text(file).indexOf(before);
        document.perform({u"Typing"_s, Origin::Text}, {{TextChange{file, offset, before, after}}});
    }
    support::FakeClock clock;
    Document document;
    DocumentFiles files{document};
    Autosave autosave;
};

// The way a crash leaves the folder: nobody holds the lock, nobody cleaned up.
QString leftBehind(Program &program, const QString &directory, const QString &into)
{
    program.autosave.flush();
    const QString name = journals(directory).value(0);
    [&] {
        QVERIFY(!name.isEmpty());
        QVERIFY(QDir().mkpath(into));
        QVERIFY(QFile::copy(directory + u'/' + name, into + u'/' + name));
    }();
    return into + u'/' + name;
}

} // namespace

class AutosaveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temp = std::make_unique<QTemporaryDir>();
        m_state = m_temp->filePath(u"state/autosave"_s);
        m_crashed = m_temp->filePath(u"crashed"_s);
        m_file = m_temp->filePath(u"a.yaml"_s);
        put(m_file, "a: 1\n");
    }

    void writesWithinTheTimePromised()
    {
        Program program(m_state);
        program.files.open(parsed(readFiles({m_file}).files));
        program.clock.advance(5000);
        QVERIFY(entries(m_state).isEmpty()); // nothing unsaved, nothing kept
        for (int i = 0; i < 30; ++i) {       // typing does not put it off
            program.type(m_file, "\n", "x\n");
            program.clock.advance(100);
        }
        QCOMPARE(journals(m_state).size(), 1);
        const QString path = m_state + u'/' + journals(m_state)[0];
        QCOMPARE(QFile::permissions(path) & ~(QFile::ReadUser | QFile::WriteUser),
                 QFile::ReadOwner | QFile::WriteOwner);
        const Result<Journal> journal = decodeJournal(onDisk(path));
        QVERIFY(journal.ok());
        QVERIFY(journal->files[0].unsaved->count('x') >= 20);
        program.clock.advance(Autosave::delayMs);
        QCOMPARE(decodeJournal(onDisk(path))->files[0].unsaved->count('x'), 30);
        QVERIFY(abandonedJournals(m_state).found.empty()); // its process lives
    }

    void removesTheJournalWhenSaved()
    {
        Program program(m_state);
        put(m_temp->filePath(u"b.yaml"_s), "b: 1\n");
        const QString other = m_temp->filePath(u"b.yaml"_s);
        program.files.open(parsed(readFiles({m_file, other}).files));
        program.type(m_file, "1", "2");
        program.type(other, "1", "2");
        program.clock.advance(1000);
        QVERIFY(program.files.save(m_file).ok());
        program.clock.advance(1000);
        const Result<Journal> journal = decodeJournal(onDisk(m_state + u'/' + journals(m_state)[0]));
        QVERIFY(!journal->files[0].unsaved && journal->files[1].unsaved);
        program.document.history()->undo();
        program.clock.advance(1000);
        QVERIFY(entries(m_state).isEmpty());
        program.type(other, "1", "3");
        program.clock.advance(1000);
        QCOMPARE(journals(m_state).size(), 1);
    }

    void removesTheJournalAtACleanExit()
    {
        auto program = std::make_unique<Program>(m_state);
        program->files.open(parsed(readFiles({m_file}).files));
        program->type(m_file, "1", "2");
        program->clock.advance(1000);
        QCOMPARE(journals(m_state).size(), 1);
        program.reset();
        QVERIFY(entries(m_state).isEmpty());
    }

    void instancesDoNotClash()
    {
        Program first(m_state), second(m_state);
        for (Program *program : {&first, &second}) {
            program->files.open(parsed(readFiles({m_file}).files));
            program->type(m_file, "1", "2");
            program->clock.advance(1000);
        }
        QCOMPARE(journals(m_state).size(), 2);
        QVERIFY(abandonedJournals(m_state).found.empty());
        QVERIFY(abandonedJournals(m_state).errors.empty());
    }

    void recovers()
    {
        const QString untouched = m_temp->filePath(u"b.yaml"_s);
        put(untouched, "b: 1\n");
        const ResourceKey key{{}, u"Pod"_s, {}, u"web"_s};
        {
            Program program(m_state);
            program.files.open(parsed(readFiles({m_file, untouched}).files));
            program.type(m_file, "1", "2");
            program.document.perform({u"New"_s},
                                     {{FileChange{u"new.yaml"_s, {}, "", 1}, MoveChange{key, {}, QPointF(3, 4)}}});
            leftBehind(program, m_state, m_crashed);
        }
        const Journals journals = abandonedJournals(m_crashed);
        QCOMPARE(journals.found.size(), size_t(1));
        QCOMPARE(journals.found[0].pid, QCoreApplication::applicationPid());

        Program program(m_state);
        program.document.load(u"sample.yaml"_s, "x: 1\n");
        QVERIFY(program.autosave.recover(journals.found[0]).empty());
        QCOMPARE(program.document.files(), QStringList({m_file, u"new.yaml"_s, untouched}));
        QCOMPARE(program.document.text(m_file), "a: 2\n"_ba);
        QVERIFY(program.document.isModified(m_file) && program.document.isModified(u"new.yaml"_s));
        QVERIFY(!program.document.isModified(untouched));
        QCOMPARE(program.document.pins(), (QHash<ResourceKey, QPointF>{{key, QPointF(3, 4)}}));
        QVERIFY(entries(m_crashed).isEmpty());    // it is ours now …
        QCOMPARE(::journals(m_state).size(), 1);  // … and kept at once
        QVERIFY(program.files.save(m_file).ok()); // the disk is as it was: no conflict
        QCOMPARE(onDisk(m_file), "a: 2\n"_ba);
        program.document.history()->undo();
        QCOMPARE(program.document.text(m_file), "a: 1\n"_ba);
    }

    // A sample that nobody changed comes back too, where it was, and still has nothing to save.
    void recoversWhatWasNeverOnDisk()
    {
        {
            Program program(m_state);
            std::vector<ReadFile> read = readFiles({m_file}).files;
            read.insert(read.begin(), {u"sample.yaml"_s, "x: 1\n", {}});
            program.files.open(parsed(std::move(read)));
            program.document.load(u"empty.yaml"_s, "");
            program.document.perform({u"New"_s}, {{FileChange{u"new.yaml"_s, {}, "n: 1\n", 1}}});
            leftBehind(program, m_state, m_crashed);
        }
        Program program(m_state);
        QVERIFY(program.autosave.recover(abandonedJournals(m_crashed).found[0]).empty());
        QCOMPARE(program.document.files(), QStringList({u"sample.yaml"_s, u"new.yaml"_s, m_file, u"empty.yaml"_s}));
        QCOMPARE(program.document.text(u"sample.yaml"_s), "x: 1\n"_ba);
        QCOMPARE(program.document.text(u"new.yaml"_s), "n: 1\n"_ba);
        for (const QString &file : program.document.files())
            QCOMPARE(program.document.isModified(file), file == u"new.yaml");
        QVERIFY(program.files.stamp(u"sample.yaml"_s).isNull());
    }

    // What others did to the file in the meantime is seen when it is saved, not overwritten.
    void recoversBesideOthersChanges_data()
    {
        QTest::addColumn<QByteArray>("theirs"); // null: removed
        QTest::newRow("changed") << "b: 7\n"_ba;
        QTest::newRow("removed") << QByteArray();
    }
    void recoversBesideOthersChanges()
    {
        QFETCH(QByteArray, theirs);
        {
            Program program(m_state);
            program.files.open(parsed(readFiles({m_file}).files));
            program.type(m_file, "1", "2");
            leftBehind(program, m_state, m_crashed);
        }
        QVERIFY(QFile::remove(m_file));
        if (!theirs.isNull()) put(m_file, theirs);
        Program program(m_state);
        QVERIFY(program.autosave.recover(abandonedJournals(m_crashed).found[0]).empty());
        QCOMPARE(program.document.text(m_file), "a: 2\n"_ba);
        const Result<void> saved = program.files.save(m_file);
        QVERIFY(!saved.ok());
        QCOMPARE(saved.error().code, Error::Code::Conflict);
        QCOMPARE(onDisk(m_file), theirs.isNull() ? "(none)"_ba : theirs);
    }

    void onlyOneWindowRecovers()
    {
        {
            Program program(m_state);
            program.files.open(parsed(readFiles({m_file}).files));
            program.type(m_file, "1", "2");
            leftBehind(program, m_state, m_crashed);
        }
        const Journals journals = abandonedJournals(m_crashed);
        const auto theirs = JournalLock::acquire(journals.found[0].path);
        QVERIFY(theirs.ok());
        Program program(m_state);
        program.document.load(u"mine.yaml"_s, "x: 1\n");
        const std::vector<Error> errors = program.autosave.recover(journals.found[0]);
        QCOMPARE(errors.size(), size_t(1));
        QCOMPARE(errors[0].code, Error::Code::Conflict);
        QCOMPARE(program.document.files(), QStringList({u"mine.yaml"_s}));
        QVERIFY(!discardJournal(journals.found[0]).ok());
        QCOMPARE(::journals(m_crashed).size(), 1);
    }

    // Damage anywhere is noticed; the file is put aside and nobody is asked about it twice.
    void putsDamagedJournalsAside_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        Journal journal;
        journal.files.push_back({u"a.yaml"_s, {}, QByteArray("a: 1\n")});
        const QByteArray whole = encodeJournal(journal);
        QVERIFY(decodeJournal(whole).ok());
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("not ours") << "PK\x03\x04 and so on"_ba;
        QTest::newRow("cut") << whole.chopped(1);
        QTest::newRow("zeros, as after a loss of power") << QByteArray(whole.size(), '\0');
        for (const qsizetype at : {qsizetype(0), qsizetype(30), qsizetype(60), whole.size() - 1}) {
            QByteArray flipped = whole;
            flipped[at] = char(flipped[at] ^ 0x10);
            QTest::addRow("a bit turned at %d", int(at)) << flipped;
        }
        QTest::newRow("longer") << whole + "x";
    }
    void putsDamagedJournalsAside()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(QDir().mkpath(m_crashed));
        put(m_crashed + u"/1.journal"_s, bytes);
        const Journals journals = abandonedJournals(m_crashed);
        QVERIFY(journals.found.empty());
        QCOMPARE(journals.errors.size(), size_t(1));
        QCOMPARE(journals.errors[0].toString(), m_crashed + u"/1.damaged: this autosave file is damaged"_s);
        QCOMPARE(entries(m_crashed), QStringList({u"1.damaged"_s}));
        QCOMPARE(onDisk(m_crashed + u"/1.damaged"_s), bytes);
        QVERIFY(abandonedJournals(m_crashed).errors.empty());
    }

    void saysOnceThatItCannotKeepAnything_data()
    {
        QTest::addColumn<QString>("directory");
        QTest::newRow("no home") << QString();
        QTest::newRow("a file is in the way") << u"/dev/null/autosave"_s;
        QTest::newRow("no such place") << u"/proc/none/autosave"_s;
    }
    void saysOnceThatItCannotKeepAnything()
    {
        QFETCH(QString, directory);
        Program program(directory);
        QSignalSpy failed(&program.autosave, &Autosave::failed);
        program.files.open(parsed(readFiles({m_file}).files));
        for (int i = 0; i < 5; ++i) {
            program.type(m_file, "\n", "x\n");
            program.clock.advance(1000);
        }
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed[0][0].value<Error>().message.startsWith(u"unsaved work cannot be kept: "));
        QVERIFY(program.files.save(m_file).ok());
        QVERIFY(abandonedJournals(directory).found.empty());
    }

    void refusesWhatIsTooLarge()
    {
        Program program(m_state);
        QSignalSpy failed(&program.autosave, &Autosave::failed);
        program.files.open(parsed(readFiles({m_file}).files));
        program.type(m_file, "1", QByteArray(limits::maxTotalBytes, '#'));
        program.clock.advance(1000);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].value<Error>().code, Error::Code::TooLarge);
    }

    // A real process that types, and a real kill -9.
    void losesAtMostTwoSecondsToAKill()
    {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--type"_s, m_state, m_file});
        QByteArray said;
        QElapsedTimer elapsed;
        elapsed.start();
        // It says what it typed and when; killed in the middle, after a few journals.
        while (elapsed.elapsed() < 20000 && said.count('\n') < 70)
            if (child.waitForReadyRead(1000)) said += child.readAllStandardOutput();
        const qint64 pid = child.processId();
        ::kill(pid_t(pid), SIGKILL);
        QVERIFY(child.waitForFinished());
        said += child.readAllStandardOutput();
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);

        const QList<QByteArray> lines = said.trimmed().split('\n'); // "COUNT MILLISECONDS"
        QVERIFY(lines.size() >= 70);
        const qint64 end = lines.last().split(' ')[1].toLongLong();
        qsizetype mustBeThere = 0;
        for (const QByteArray &line : lines)
            if (line.split(' ')[1].toLongLong() <= end - 2000) mustBeThere = line.split(' ')[0].toInt();
        QVERIFY(mustBeThere > 0);

        const Journals journals = abandonedJournals(m_state);
        QCOMPARE(journals.found.size(), size_t(1));
        QCOMPARE(journals.found[0].pid, pid);
        Program program(m_state);
        QVERIFY(program.autosave.recover(journals.found[0]).empty());
        QVERIFY2(program.document.text(m_file).count('x') >= mustBeThere,
                 program.document.text(m_file) + QByteArray::number(mustBeThere));
        QVERIFY(program.document.isModified());
        QCOMPARE(onDisk(m_file), "a: 1\n"_ba);
    }

private:
    std::unique_ptr<QTemporaryDir> m_temp;
    QString m_state, m_crashed, m_file;
};

// The child of losesAtMostTwoSecondsToAKill(): types a letter every 50 ms until it is killed.
static int typeUntilKilled(QCoreApplication &application)
{
    const QString directory = application.arguments().at(2), file = application.arguments().at(3);
    RealClock clock;
    Document document;
    DocumentFiles files(document);
    Autosave autosave(document, files, clock, directory);
    files.open(parsed(readFiles({file}).files));
    QTimer timer;
    int count = 0;
    QObject::connect(&timer, &QTimer::timeout, &document, [&] {
        const qsizetype end = document.text(file).size() - 1;
        document.perform({u"Typing"_s, Origin::Text, u"k"_s}, {{TextChange{file, end, "", "x"}}});
        std::printf("%d %lld\n", ++count, static_cast<long long>(clock.monotonicMs()));
        std::fflush(stdout);
    });
    timer.start(50);
    return application.exec();
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().value(1) == u"--type") return typeUntilKilled(application);
    AutosaveTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_autosave.moc"
