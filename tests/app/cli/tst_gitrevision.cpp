// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/program.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QByteArray config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\ndata: {a: x}\n";

QByteArray named(const QByteArray &name) { return QByteArray(config).replace("one", name); }

} // namespace

// kubewright diff REVISION:PATH: what of a repository is read, and what is refused.
class TestGitRevision : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_root = m_folder->filePath(u"repository"_s);
        QVERIFY(QDir().mkpath(m_root));
        QVERIFY(git({u"init"_s, u"-q"_s}));
    }
    void links();
    void linkToFolder();
    void linksThatAreRefused_data();
    void linksThatAreRefused();
    void submodule();
    void linksOfKustomizations();
    void orderOnDisk();
    void partialClone();
    void times();
    void folderWithSpace();
    void reason();

private:
    QString path(const QString &name) const { return m_root + u'/' + name; }
    void write(const QString &name, const QByteArray &text) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    void link(const QString &target, const QString &name) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        QVERIFY(QFile::link(target, path(name)));
    }
    bool git(const QStringList &words, const QString &folder = {}) const
    {
        QProcess process;
        process.setWorkingDirectory(folder.isEmpty() ? m_root : folder);
        process.start(u"git"_s, QStringList{u"-c"_s, u"user.name=a"_s, u"-c"_s, u"user.email=a@b"_s, u"-c"_s,
                                            u"protocol.file.allow=always"_s} +
                                    words);
        return process.waitForFinished() && process.exitCode() == 0;
    }
    void commit() const
    {
        QVERIFY(git({u"add"_s, u"-A"_s}));
        QVERIFY(git({u"commit"_s, u"-q"_s, u"-m"_s, u"first"_s}));
    }
    support::Run diff(const QString &a, const QString &b, const QString &folder = {},
                      const QProcessEnvironment &environment = support::bareEnvironment()) const
    {
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(folder.isEmpty() ? m_root : folder);
        return support::runProcess(process, support::programPath(), {u"diff"_s, a, b}, {}, support::maxMs);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_root;
};

// A file's link is read as on disk, wherever in the revision it leads; a folder's is passed over.
void TestGitRevision::links()
{
    write(u"shared/one.yaml"_s, config);
    write(u"shared/deep/two.yaml"_s, named("two"));
    link(u"../shared/one.yaml"_s, u"deploy/one.yaml"_s);
    link(u"deep"_s, u"shared/again"_s);
    link(u"../shared/again/two.yaml"_s, u"deploy/two.yaml"_s);
    link(u"../shared"_s, u"deploy/all"_s);
    link(u"two.yaml"_s, u"deploy/zwei.yaml"_s);
    commit();
    write(u"both.yaml"_s, config + "---\n" + named("two"));
    const support::Run same = diff(u"HEAD:deploy"_s, u"both.yaml"_s);
    QVERIFY2(same.exit == 0 && same.out.isEmpty(), (same.out + same.err).constData());
    QCOMPARE(diff(u"HEAD:deploy"_s, u"deploy"_s).exit, 0);
    QCOMPARE(diff(u"HEAD:deploy/one.yaml"_s, u"shared/one.yaml"_s).exit, 0);
    QCOMPARE(diff(u"HEAD:shared/again/two.yaml"_s, u"shared/deep/two.yaml"_s).exit, 0);
    write(u"shared/deep/two.yaml"_s, named("two").replace("x", "z"));
    QCOMPARE(diff(u"HEAD:deploy"_s, u"deploy"_s).out,
             QByteArray("~ /ConfigMap//two (two.yaml)\n    ~ data.a: \"x\" → \"z\"\n"));
}

void TestGitRevision::linkToFolder()
{
    write(u"v1/one.yaml"_s, config);
    link(u"v1"_s, u"current"_s);
    commit();
    QCOMPARE(diff(u"HEAD:current"_s, u"current"_s).exit, 0);
    QCOMPARE(diff(u"HEAD:current/"_s, u"HEAD:v1"_s).exit, 0);
    write(u"v1/two.yaml"_s, named("two"));
    QCOMPARE(diff(u"HEAD:current"_s, u"current"_s).out, QByteArray("+ /ConfigMap//two (two.yaml)\n"));
}

void TestGitRevision::linksThatAreRefused_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("outside") << u"../../elsewhere.yaml"_s << QByteArray("leads out of the revision");
    QTest::newRow("absolute") << u"/etc/hostname"_s << QByteArray("leads out of the revision");
    QTest::newRow("nothing") << u"none.yaml"_s << QByteArray("what is not in the revision");
    QTest::newRow("itself") << u"link.yaml"_s << QByteArray("leads to itself, or");
    QTest::newRow("very long") << QString(4000, u'x') << QByteArray("what is not in the revision");
}

void TestGitRevision::linksThatAreRefused()
{
    QFETCH(QString, target);
    QFETCH(QByteArray, said);
    write(u"deploy/one.yaml"_s, config);
    link(target, u"deploy/link.yaml"_s);
    commit();
    const support::Run run = diff(u"HEAD:deploy"_s, u"deploy/one.yaml"_s);
    QCOMPARE(run.exit, 2);
    QVERIFY2(run.firstError().startsWith("kubewright: HEAD:deploy/link.yaml: ") && run.firstError().contains(said),
             run.err.constData());
    // It is nobody's business that it lies elsewhere, or has another kind of name.
    QCOMPARE(diff(u"HEAD:deploy/one.yaml"_s, u"deploy/one.yaml"_s).exit, 0);
    QVERIFY(QFile::rename(path(u"deploy/link.yaml"_s), path(u"deploy/link.txt"_s)));
    commit();
    QCOMPARE(diff(u"HEAD:deploy"_s, u"deploy/one.yaml"_s).exit, 0);
}

void TestGitRevision::submodule()
{
    const QString other = m_folder->filePath(u"other"_s);
    QVERIFY(QDir().mkpath(other) && git({u"init"_s, u"-q"_s}, other));
    QVERIFY(git({u"commit"_s, u"-q"_s, u"--allow-empty"_s, u"-m"_s, u"x"_s}, other));
    QVERIFY(git({u"submodule"_s, u"add"_s, u"-q"_s, other, u"deploy/sub"_s}));
    write(u"deploy/one.yaml"_s, config);
    commit();
    const support::Run run = diff(u"HEAD:deploy"_s, u"deploy"_s);
    QCOMPARE(run.exit, 2);
    QVERIFY2(run.firstError().contains("HEAD:deploy/sub: this is in a submodule"), run.err.constData());
    QCOMPARE(diff(u"HEAD:deploy/sub/x.yaml"_s, u"deploy"_s).exit, 2);
    QCOMPARE(diff(u"HEAD:deploy/one.yaml"_s, u"deploy/one.yaml"_s).exit, 0);
}

// As kustomize finds them: a file behind a link, and a base behind another.
void TestGitRevision::linksOfKustomizations()
{
    write(u"files/note.txt"_s, "one");
    write(u"base/kustomization.yaml"_s, "resources: [cm.yaml]\n");
    write(u"base/cm.yaml"_s, config);
    link(u"../files/note.txt"_s, u"over/note.txt"_s);
    link(u"base"_s, u"alias"_s);
    write(u"over/kustomization.yaml"_s, "resources: [../alias]\nnamePrefix: p-\n");
    link(u"/etc"_s, u"over/etc"_s); // which nothing uses
    commit();
    const support::Run run = diff(u"HEAD:over"_s, u"over"_s);
    QVERIFY2(run.exit == 0, (run.out + run.err).constData());
    write(u"base/cm.yaml"_s, QByteArray(config).replace("x", "z"));
    QCOMPARE(diff(u"HEAD:over"_s, u"over"_s).out.count("data.a: \"x\" → \"z\""), 1);
}

// Of two definitions the first counts, and git's order is another one than that of a folder.
void TestGitRevision::orderOnDisk()
{
    write(u"deploy/a/one.yaml"_s, config);
    write(u"deploy/a-b.yaml"_s, QByteArray(config).replace("x", "z"));
    commit();
    const support::Run run = diff(u"HEAD:deploy"_s, u"deploy"_s);
    QVERIFY2(run.exit == 0, (run.out + run.err).constData());
}

// Only what lies below the path has to be there.
void TestGitRevision::partialClone()
{
    write(u"deploy/one.yaml"_s, config);
    write(u"other/big.yaml"_s, named("other"));
    commit();
    QVERIFY(git({u"config"_s, u"uploadpack.allowFilter"_s, u"true"_s}));
    const QString clone = m_folder->filePath(u"clone"_s);
    QVERIFY(git({u"clone"_s, u"-q"_s, u"--filter=blob:none"_s, u"--sparse"_s, u"file://"_s + m_root, clone}));
    QVERIFY(git({u"sparse-checkout"_s, u"set"_s, u"deploy"_s}, clone));
    QVERIFY(!QFile::exists(clone + u"/other"_s));
    // A fetch would not go unnoticed.
    QVERIFY(QDir().rename(m_root, m_root + u"-gone"_s));
    const support::Run run = diff(u"HEAD:deploy"_s, u"deploy"_s, clone);
    QVERIFY2(run.exit == 0, (run.out + run.err).constData());
    QCOMPARE(diff(u"HEAD:deploy/one.yaml"_s, u"deploy"_s, clone).exit, 0);
    const support::Run missing = diff(u"HEAD:other"_s, u"deploy"_s, clone);
    QCOMPARE(missing.exit, 2);
    QVERIFY2(missing.firstError().startsWith("kubewright: HEAD:other: git has no"), missing.err.constData());
}

void TestGitRevision::times()
{
    write(u"base/one.yaml"_s, config);
    commit();
    const support::Run run = diff(u"HEAD@{2036-11-26 21:17:30}:base"_s, u"base"_s);
    QVERIFY2(run.exit == 0, run.err.constData());
    const support::Run pattern = diff(u"HEAD^{/fi:*rst}:base"_s, u"base"_s);
    QVERIFY2(pattern.exit == 0, pattern.err.constData());
}

void TestGitRevision::folderWithSpace()
{
    write(u" a/one.yaml"_s, config);
    commit();
    const support::Run run = diff(u"HEAD:./one.yaml"_s, u"one.yaml"_s, path(u" a"_s));
    QVERIFY2(run.exit == 0, run.err.constData());
}

// git's own words say what is to be done.
void TestGitRevision::reason()
{
    write(u"base/one.yaml"_s, config);
    commit();
    QProcessEnvironment environment = support::bareEnvironment();
    environment.insert(u"GIT_TEST_ASSUME_DIFFERENT_OWNER"_s, u"1"_s);
    environment.insert(u"GIT_CONFIG_NOSYSTEM"_s, u"1"_s);
    environment.insert(u"LC_ALL"_s, u"C"_s);
    const support::Run run = diff(u"HEAD:base"_s, u"base"_s, {}, environment);
    QCOMPARE(run.exit, 2);
    QVERIFY2(run.firstError().contains("(git says: fatal: detected dubious ownership"), run.err.constData());
    QVERIFY(run.firstError().size() < 500);
}

QTEST_GUILESS_MAIN(TestGitRevision)
#include "tst_gitrevision.moc"
