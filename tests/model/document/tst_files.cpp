// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/limits.h"
#include "model/document/document.h"
#include "model/document/files.h"
#include "model/document/parsefiles.h"
#include "model/document/recentfiles.h"
#include "tests/model/document/typed.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace model;

namespace {

ino_t inode(const QString &path)
{
    struct stat status = {};
    ::stat(QFile::encodeName(path).constData(), &status);
    return status.st_ino;
}

// What was read, below the folder, and every error, one a line.
QByteArray printed(const ReadFiles &read, const QString &folder)
{
    QString out;
    for (const ReadFile &file : read.files) out += file.path + u'\n';
    for (const Error &error : read.errors) out += error.toString() + u'\n';
    return out.replace(folder + u'/', QString()).toUtf8();
}

} // namespace

class FilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temp = std::make_unique<QTemporaryDir>();
        QVERIFY(m_temp->isValid());
    }

    void readsFolders()
    {
        for (const char *name : {"b.yaml", "a.yml", "sub/c.json", "sub/deep/d.yaml", "B.yaml", "notes.txt",
                                 ".hidden.yaml", ".git/e.yaml", "asub.d/f.yaml"})
            put(path(QString::fromLatin1(name)), "a: 1\n");
        QCOMPARE(printed(readFiles({path()}), path()),
                 "B.yaml\na.yml\nasub.d/f.yaml\nb.yaml\nsub/c.json\nsub/deep/d.yaml\n"_ba);
        QCOMPARE(printed(readFiles({path()}, Folders::Flat), path()), "B.yaml\na.yml\nb.yaml\n"_ba);
        QCOMPARE(printed(readFiles({path(u"notes.txt"_s), path(u".hidden.yaml"_s)}), path()),
                 "notes.txt\n.hidden.yaml\n"_ba);
        QCOMPARE(printed(readFiles({path(u"b.yaml"_s), path(), path(u"sub"_s)}, Folders::Flat), path()),
                 "b.yaml\nB.yaml\na.yml\nsub/c.json\n"_ba);
    }

    // One bad entry is an error with its path; the rest is read.
    void goesOnAfterAnError()
    {
        put(path(u"z.yaml"_s), "a: 1\n");
        QVERIFY(QFile::link(u"nowhere"_s, path(u"dangling.yaml"_s)));
        QVERIFY(QFile::link(u"loop2.yaml"_s, path(u"loop1.yaml"_s)));
        QVERIFY(QFile::link(u"loop1.yaml"_s, path(u"loop2.yaml"_s)));
        QCOMPARE(::mkfifo(QFile::encodeName(path(u"pipe.yaml"_s)).constData(), 0600), 0);
        const ReadFiles read = readFiles({path(), path(u"missing"_s), u"/dev/zero"_s});
        const QByteArray expected = "z.yaml\n"
                                    "dangling.yaml: No such file or directory\n"
                                    "loop1.yaml: Too many levels of symbolic links\n"
                                    "loop2.yaml: Too many levels of symbolic links\n"
                                    "pipe.yaml: this is a pipe, not a file\n"
                                    "missing: No such file or directory\n"
                                    "/dev/zero: this is a device, not a file\n";
        QCOMPARE(printed(read, path()), expected);
    }

    void saysWhichNamesAreNotUtf8()
    {
        for (const char *name : {"a\xff.yaml", "n\xff.txt", ".h\xff.yaml", "z.yaml"}) {
            const QByteArray bytes = QFile::encodeName(path()) + '/' + name;
            const int descriptor = ::open(bytes.constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
            QVERIFY(descriptor >= 0);
            ::close(descriptor);
        }
        QCOMPARE(::mkdir((QFile::encodeName(path()) + "/d\xff").constData(), 0700), 0);
        const QByteArray why = ": the name is not UTF-8; only files with such names can be read\n";
        QCOMPARE(printed(readFiles({path()}), path()), "z.yaml\na\uFFFD.yaml"_ba + why + "d\uFFFD" + why);
        QCOMPARE(printed(readFiles({path()}, Folders::Flat), path()), "z.yaml\na\uFFFD.yaml"_ba + why);
        QCOMPARE(printed(readFiles({path(u"a\uFFFD.yaml"_s)}), path()), "a\uFFFD.yaml"_ba + why);
        std::filesystem::remove_all(path().toStdString()); // QTemporaryDir cannot
    }

    void isSafeFromLoops()
    {
        put(path(u"a/x.yaml"_s), "a: 1\n");
        QVERIFY(QFile::link(u".."_s, path(u"a/up"_s)));
        QVERIFY(QFile::link(u"a"_s, path(u"b"_s)));
        QVERIFY(QFile::link(u"a/x.yaml"_s, path(u"same.yaml"_s)));
        QCOMPARE(printed(readFiles({path()}), path()), "a/x.yaml\n"_ba);
        QCOMPARE(printed(readFiles({path(u"b"_s)}), path()), "b/x.yaml\n"_ba); // a link that was asked for is followed
    }

    void refusesWhatIsTooLarge()
    {
        put(path(u"z.yaml"_s), "a: 1\n");
        for (const char *name : {"a.yaml", "b.yaml", "huge.yaml"}) {
            QFile file(path(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            QVERIFY(file.resize(name[0] == 'h' ? limits::maxFileBytes + 1 : limits::maxTotalBytes * 3 / 5));
        }
        const ReadFiles read = readFiles({path()});
        QCOMPARE(read.files.size(), size_t(1));
        QCOMPARE(read.errors.size(), size_t(1));
        QCOMPARE(read.errors[0].code, Error::Code::TooLarge);
        QCOMPARE(read.errors[0].where->file, path(u"b.yaml"_s));
        const ReadFiles huge = readFiles({path(u"huge.yaml"_s)});
        QCOMPARE(huge.errors.size(), size_t(1));
        QCOMPARE(huge.errors[0].code, Error::Code::TooLarge);
    }

    void keepsBytesAsTheyAre()
    {
        const QByteArray bytes = "\xEF\xBB\xBFkind: \xFF\xFE\r\n\0x\n"_ba;
        put(path(u"a.yaml"_s), bytes);
        Document document;
        DocumentFiles files(document);
        files.open(parsed(readFiles({path()}).files));
        QCOMPARE(document.text(path(u"a.yaml"_s)), bytes);
        QCOMPARE(document.resources()->problems().size(), size_t(1));
        QVERIFY(!document.isModified());
    }

    // What another thread has parsed takes the place of all that was there, without a history.
    void opensWhatWasParsed()
    {
        Typed typed(path(u"old.yaml"_s));
        put(path(u"a.yaml"_s), "a: 1\n");
        put(path(u"b.yaml"_s), "kind: Pod\napiVersion: v1\nmetadata: {name: p}\n---\nb: [\n");
        ReadFiles read = readFiles({path(u"a.yaml"_s), path(u"b.yaml"_s)});
        read.files.push_back({u"kustomization.yaml (rendered)"_s, "r: 0\n", {}, true});
        read.files.push_back({u"kustomization.yaml (rendered)"_s, "r: 1\n", {}, true});
        QStringList changed;
        connect(&typed.document, &Document::changed, &typed.document,
                [&](const ChangeSet &changes, Origin) { changed += changes.files(); });
        const ParsedFiles files = parsed(read.files, 2);
        typed.files.open(files);
        const QStringList names{path(u"a.yaml"_s), path(u"b.yaml"_s), u"kustomization.yaml (rendered)"_s};
        QCOMPARE(typed.document.files(), names);
        QCOMPARE(changed, QStringList(typed.file) + names);
        QCOMPARE(typed.document.resources(), files.resources); // nothing is parsed again
        QCOMPARE(typed.document.text(names[2]), "r: 1\n"_ba);
        QVERIFY(!typed.document.isModified());
        QVERIFY(!typed.document.history()->canUndo());
        QVERIFY(typed.document.isReadOnly(names[2]));
        QVERIFY(!typed.document.isReadOnly(names[0]));
        QVERIFY(typed.files.stamp(typed.file).isNull());
        typed.document.perform({u"Typing"_s, Origin::Text}, {{TextChange{names[0], 3, "1", "2"}}});
        QVERIFY(typed.document.isModified(names[0]));
        QVERIFY(typed.files.saveAll().empty()); // the stamps are known: no conflict
        QCOMPARE(onDisk(names[0]), "a: 2\n"_ba);
    }

    void savesWhatChanged()
    {
        Typed typed(path(u"a.yaml"_s));
        QCOMPARE(::chmod(QFile::encodeName(typed.file).constData(), 0640), 0);
        QVERIFY(typed.files.save(typed.file).ok());
        QCOMPARE(onDisk(typed.file), "a: 2\n"_ba);
        QVERIFY(!typed.document.isModified());
        QCOMPARE(QFile::permissions(typed.file) & (QFile::ReadOther | QFile::ReadGroup), QFile::ReadGroup);
        typed.type("2", "3");
        QVERIFY(typed.files.save(typed.file).ok());
        QCOMPARE(onDisk(typed.file), "a: 3\n"_ba);
        QCOMPARE(QDir(path()).entryList(QDir::Files | QDir::Hidden), QStringList({u"a.yaml"_s}));
    }

    void neverWritesAnUntouchedFile()
    {
        Typed typed(path(u"a.yaml"_s));
        typed.document.history()->undo();
        const ino_t before = inode(typed.file);
        QVERIFY(typed.files.save(typed.file).ok());
        QVERIFY(typed.files.saveAll().empty());
        QCOMPARE(inode(typed.file), before);
    }

    void savesThroughLinks()
    {
        put(path(u"real/a.yaml"_s), {});
        QVERIFY(QFile::link(u"real/a.yaml"_s, path(u"soft.yaml"_s)));
        Typed soft(path(u"soft.yaml"_s));
        QVERIFY(soft.files.save(soft.file).ok());
        QVERIFY(QFileInfo(soft.file).isSymLink());
        QCOMPARE(onDisk(path(u"real/a.yaml"_s)), "a: 2\n"_ba);

        Typed hard(path(u"hard.yaml"_s));
        QCOMPARE(::link(QFile::encodeName(hard.file).constData(), QFile::encodeName(path(u"other.yaml"_s)).constData()),
                 0);
        QVERIFY(hard.files.save(hard.file).ok());
        QCOMPARE(onDisk(path(u"other.yaml"_s)), "a: 2\n"_ba);
    }

    void noticesOtherPrograms_data()
    {
        QTest::addColumn<QByteArray>("theirs"); // null: they removed it
        QTest::addColumn<QString>("message");
        QTest::newRow("changed") << "b: 7\n"_ba << u"another program changed the file since it was read"_s;
        QTest::newRow("same size, same text later") << "a: 1\n"_ba << QString();
        QTest::newRow("vanished") << QByteArray() << u"the file is gone from the disk since it was read"_s;
    }
    void noticesOtherPrograms()
    {
        QFETCH(QByteArray, theirs);
        QFETCH(QString, message);
        Typed typed(path(u"a.yaml"_s));
        QVERIFY(QFile::remove(typed.file));
        if (!theirs.isNull()) put(typed.file, theirs);
        QCOMPARE(typed.files.changedOnDisk(), message.isEmpty() ? QStringList() : QStringList({typed.file}));
        const Result<void> saved = typed.files.save(typed.file);
        QCOMPARE(saved.ok(), message.isEmpty());
        if (saved) return;
        QCOMPARE(saved.error().code, Error::Code::Conflict);
        QCOMPARE(saved.error().toString(), typed.file + u": "_s + message);
        QVERIFY(typed.keepsTheText());
        QCOMPARE(onDisk(typed.file), theirs.isNull() ? "(none)"_ba : theirs);

        QVERIFY(typed.files.save(typed.file, IfChanged::Overwrite).ok());
        QCOMPARE(onDisk(typed.file), "a: 2\n"_ba);
        QVERIFY(!typed.document.isModified());
        QVERIFY(typed.files.changedOnDisk().isEmpty());
    }

    void takesTheDisksTextAsOneStep()
    {
        Typed typed(path(u"a.yaml"_s));
        put(typed.file, "b: 7\n");
        QVERIFY(typed.files.reload(typed.file).ok());
        QCOMPARE(typed.document.text(typed.file), "b: 7\n"_ba);
        QVERIFY(!typed.document.isModified());
        typed.document.history()->undo();
        QVERIFY(typed.keepsTheText());
        QVERIFY(typed.files.save(typed.file).ok()); // they were seen: no conflict
        QCOMPARE(onDisk(typed.file), "a: 2\n"_ba);
    }

    // The same file under another spelling is the same file: neither of two open ones may swallow the other.
    void knowsAFileByAnyOfItsNames()
    {
        put(path(u"b.yaml"_s), "b: 1\n");
        QVERIFY(QFile::link(path(u"b.yaml"_s), path(u"link.yaml"_s)));
        Typed typed(path(u"a.yaml"_s));
        ReadFiles both = readFiles({typed.file, path(u"link.yaml"_s)});
        QVERIFY(both.errors.empty());
        typed.files.open(parsed(both.files));
        typed.document.perform({u"Typing"_s, Origin::Text}, {{TextChange{typed.file, 0, {}, "# a\n"}}});
        const Result<void> saved = typed.files.saveAs(typed.file, path(u"b.yaml"_s), IfChanged::Overwrite);
        QVERIFY(!saved.ok());
        QCOMPARE(saved.error().code, Error::Code::Invalid);
        QCOMPARE(onDisk(path(u"b.yaml"_s)), "b: 1\n"_ba);
        QVERIFY(typed.document.isModified(typed.file));
        // Its own other name: an ordinary save.
        QVERIFY(QFile::link(typed.file, path(u"self.yaml"_s)));
        QVERIFY(typed.files.saveAs(typed.file, path(u"self.yaml"_s), IfChanged::Overwrite).ok());
        QVERIFY(onDisk(typed.file).startsWith("# a\n"));
        QCOMPARE(typed.document.files().size(), 2);
    }

    void savesUnderAnotherName()
    {
        Typed typed(path(u"a.yaml"_s));
        put(path(u"taken.yaml"_s), "x\n");
        const Result<void> taken = typed.files.saveAs(typed.file, path(u"taken.yaml"_s));
        QVERIFY(!taken.ok());
        QCOMPARE(taken.error().code, Error::Code::Conflict);
        QVERIFY(typed.keepsTheText());
        QVERIFY(typed.files.saveAs(typed.file, path(u"taken.yaml"_s), IfChanged::Overwrite).ok());
        QCOMPARE(typed.document.files(), QStringList({path(u"taken.yaml"_s)}));
        QVERIFY(!typed.document.isModified());
        QCOMPARE(onDisk(typed.file), "a: 1\n"_ba);
        QCOMPARE(onDisk(path(u"taken.yaml"_s)), "a: 2\n"_ba);
        typed.document.history()->undo();
        QCOMPARE(typed.document.files(), QStringList({typed.file}));
        QVERIFY(typed.keepsTheText());
    }

    void saysWhyItCannotSave_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("why");
        QTest::newRow("name too long") << QString(300, u'x') << u"File name too long"_s;
        QTest::newRow("no such folder") << u"gone/a.yaml"_s << u"No such file or directory"_s;
    }
    void saysWhyItCannotSave()
    {
        QFETCH(QString, name);
        QFETCH(QString, why);
        Typed typed(path(u"a.yaml"_s));
        const Result<void> saved = typed.files.saveAs(typed.file, path(name), IfChanged::Overwrite);
        QVERIFY(!saved.ok());
        QCOMPARE(saved.error().code, Error::Code::Io);
        QCOMPARE(saved.error().toString(), path(name) + u": cannot be saved: "_s + why);
        QVERIFY(typed.keepsTheText());
    }

    void refusesToReplaceADevice()
    {
        Typed typed(path(u"a.yaml"_s));
        const Result<void> saved = typed.files.saveAs(typed.file, u"/dev/full"_s, IfChanged::Overwrite);
        QVERIFY(!saved.ok());
        QCOMPARE(saved.error().code, Error::Code::Unsupported);
        QVERIFY(typed.keepsTheText());
    }

    // Without rights: in the folder (written in place), on the file, on both. Root gives its rights up for that.
    void respectsRights_data()
    {
        QTest::addColumn<int>("folderMode");
        QTest::addColumn<int>("fileMode");
        QTest::addColumn<bool>("saved");
        QTest::newRow("all") << 0777 << 0666 << true;
        QTest::newRow("read-only folder") << 0555 << 0666 << true;
        QTest::newRow("read-only file") << 0777 << 0444 << false;
        QTest::newRow("both read-only") << 0555 << 0444 << false;
    }
    void respectsRights()
    {
        QFETCH(int, folderMode);
        QFETCH(int, fileMode);
        QFETCH(bool, saved);
        QCOMPARE(::chmod(QFile::encodeName(path()).constData(), 0755), 0);
        Typed typed(path(u"sub/a.yaml"_s));
        const QByteArray folder = QFile::encodeName(path(u"sub"_s)), file = QFile::encodeName(typed.file);
        QCOMPARE(::chmod(folder.constData(), mode_t(folderMode)), 0);
        QCOMPARE(::chmod(file.constData(), mode_t(fileMode)), 0);
        const bool root = ::geteuid() == 0;
        constexpr uid_t nobody = 65534;
        if (root) {
            QCOMPARE(::chown(file.constData(), nobody, nobody), 0);
            QCOMPARE(::chown(folder.constData(), nobody, nobody), 0);
            QCOMPARE(::setresuid(nobody, nobody, 0), 0);
        }
        const Result<void> result = typed.files.save(typed.file);
        if (root) QCOMPARE(::setresuid(0, 0, 0), 0);
        QCOMPARE(::chmod(folder.constData(), 0755), 0);
        QCOMPARE(result.ok(), saved);
        QCOMPARE(onDisk(typed.file), saved ? "a: 2\n"_ba : "a: 1\n"_ba);
        if (saved) return;
        QCOMPARE(result.error().code, Error::Code::Io);
        QVERIFY(typed.keepsTheText());
    }

    void keepsTheOwner()
    {
        const uid_t owner = ::geteuid() == 0 ? 65534 : ::geteuid(); // only root has files that belong to others
        const gid_t group = ::geteuid() == 0 ? 65534 : ::getegid();
        Typed typed(path(u"a.yaml"_s));
        QCOMPARE(::chown(QFile::encodeName(typed.file).constData(), owner, group), 0);
        QCOMPARE(::chmod(QFile::encodeName(typed.file).constData(), 0640), 0);
        QVERIFY(typed.files.save(typed.file).ok());
        struct stat status = {};
        QCOMPARE(::stat(QFile::encodeName(typed.file).constData(), &status), 0);
        QCOMPARE(status.st_uid, owner);
        QCOMPARE(status.st_gid, group);
        QCOMPARE(status.st_mode & 07777, mode_t(0640));
    }

    void remembersRecentFiles()
    {
        RecentFiles recent;
        for (int i = 0; i < 20; ++i) recent.opened(u"/x/%1.yaml"_s.arg(i));
        QCOMPARE(recent.paths().size(), qsizetype(RecentFiles::maxCount));
        QCOMPARE(recent.paths().first(), u"/x/19.yaml"_s);
        recent.opened(u"/x/y/../15.yaml"_s);
        recent.forget(u"/x/18.yaml"_s);
        QCOMPARE(recent.paths().mid(0, 3), QStringList({u"/x/15.yaml"_s, u"/x/19.yaml"_s, u"/x/17.yaml"_s}));
        QCOMPARE(RecentFiles(recent.paths()).paths(), recent.paths());
    }

private:
    QString path(const QString &name = {}) const { return name.isEmpty() ? m_temp->path() : m_temp->filePath(name); }
    std::unique_ptr<QTemporaryDir> m_temp;
};

QTEST_GUILESS_MAIN(FilesTest)
#include "tst_files.moc"
