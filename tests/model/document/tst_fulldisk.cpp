// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/document/typed.h"

#include <QDir>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace model;

namespace {

bool diskFails = false;

// No file of this process can grow beyond the room, for as long as it lives.
class FullDisk
{
public:
    explicit FullDisk(rlim_t room)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_old);
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        const struct rlimit small = {room, m_old.rlim_max};
        if (::setrlimit(RLIMIT_FSIZE, &small) != 0) qFatal("cannot limit the size of files");
    }
    ~FullDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_old);
        std::signal(SIGXFSZ, m_handler);
    }
    FullDisk(const FullDisk &) = delete;
    FullDisk &operator=(const FullDisk &) = delete;

private:
    struct rlimit m_old = {};
    decltype(std::signal(SIGXFSZ, SIG_IGN)) m_handler;
};

enum class Place { Beside, InPlace, NewFile };

} // namespace

// Stands before the C library's, so that a test can have a disk that fails when it is asked to keep something.
extern "C" int fsync(int descriptor)
{
    if (!diskFails) return int(::syscall(SYS_fsync, descriptor));
    errno = EIO;
    return -1;
}

// Saving to a disk that takes no more, or that fails: nothing is lost, and it is said.
class FullDiskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temp = std::make_unique<QTemporaryDir>();
        QVERIFY(m_temp->isValid());
    }

    // A disk that takes no more: the file on it stays as it was, and a new one does not come to be.
    void survivesAFullDisk_data()
    {
        QTest::addColumn<Place>("place");
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("room");
        const std::pair<const char *, Place> places[] = {
            {"beside", Place::Beside}, {"in place", Place::InPlace}, {"new file", Place::NewFile}};
        for (const auto &[name, place] : places) {
            QTest::addRow("%s, no room", name) << place << 100 << 0;
            QTest::addRow("%s, small", name) << place << 100 << 50;
            QTest::addRow("%s, one block", name) << place << 16384 << 4096;
            QTest::addRow("%s, one byte more than the buffer", name) << place << 16385 << 16384;
            QTest::addRow("%s, large", name) << place << (1 << 20) << (1 << 16);
        }
    }
    void survivesAFullDisk()
    {
        QFETCH(Place, place);
        QFETCH(int, size);
        QFETCH(int, room);
        Typed typed(path(u"a.yaml"_s));
        if (place == Place::InPlace)
            QCOMPARE(::link(QFile::encodeName(typed.file).constData(), QFile::encodeName(path(u"b"_s)).constData()), 0);
        typed.type("2", QByteArray(size, 'x'));
        const QStringList before = QDir(path()).entryList(QDir::Files | QDir::Hidden);
        const QString target = place == Place::NewFile ? path(u"new.yaml"_s) : typed.file;
        const auto save = [&] {
            return place == Place::NewFile ? typed.files.saveAs(typed.file, target) : typed.files.save(typed.file);
        };
        {
            const FullDisk full{rlim_t(room)};
            const Result<void> saved = save();
            QVERIFY(!saved.ok());
            QCOMPARE(saved.error().code, Error::Code::Io);
            QCOMPARE(saved.error().toString(), target + u": cannot be saved: File too large"_s);
        }
        QCOMPARE(onDisk(path(u"a.yaml"_s)), "a: 1\n"_ba);
        QCOMPARE(QDir(path()).entryList(QDir::Files | QDir::Hidden), before);
        QVERIFY(typed.document.isModified(typed.file));
        QVERIFY(save().ok());
        QCOMPARE(onDisk(target).size(), qsizetype(size + 4));
    }

    void survivesADiskThatFails()
    {
        Typed typed(path(u"a.yaml"_s));
        diskFails = true;
        const auto mended = qScopeGuard([] { diskFails = false; });
        const Result<void> saved = typed.files.save(typed.file);
        QVERIFY(!saved.ok());
        QCOMPARE(saved.error().toString(), typed.file + u": cannot be saved: Input/output error"_s);
        QCOMPARE(onDisk(typed.file), "a: 1\n"_ba);
        QVERIFY(typed.keepsTheText());
        QCOMPARE(QDir(path()).entryList(QDir::Files | QDir::Hidden), QStringList({u"a.yaml"_s}));
    }

private:
    QString path(const QString &name = {}) const { return name.isEmpty() ? m_temp->path() : m_temp->filePath(name); }
    std::unique_ptr<QTemporaryDir> m_temp;
};

QTEST_GUILESS_MAIN(FullDiskTest)
#include "tst_fulldisk.moc"
