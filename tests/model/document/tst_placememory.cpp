// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/placememory.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

class TestPlaceMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void remembersByFile()
    {
        const auto set = setOf({"a", "b"});
        QVERIFY(memory().pinsOf(*set).isEmpty());
        QVERIFY(memory().remember(*set, names({"a", "b"}), {{pod("a"), {1, 2}}, {pod("b"), {3.5, -4}}}).ok());
        QCOMPARE(memory().pinsOf(*set), (Pins{{pod("a"), {1, 2}}, {pod("b"), {3.5, -4}}}));
        QCOMPARE(memory().pinsOf(*setOf({"b"})), (Pins{{pod("b"), {3.5, -4}}}));
        QVERIFY(memory().pinsOf(*setOf({"c"})).isEmpty());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(m_folder->path() + u"/state/places.json"_s) & others));
    }

    // Only of the files that are said, and only what is pinned now.
    void replacesWhatItKnew()
    {
        const auto set = setOf({"a", "b"});
        QVERIFY(memory().remember(*set, names({"a", "b"}), {{pod("a"), {1, 2}}, {pod("b"), {3, 4}}}).ok());
        QVERIFY(memory().remember(*setOf({"b"}), names({"b"}), {}).ok());
        QCOMPARE(memory().pinsOf(*set), (Pins{{pod("a"), {1, 2}}}));
        // A file without a name on disk is not among those that are said.
        QVERIFY(memory().remember(*set, names({"a"}), {{pod("a"), {5, 6}}, {pod("b"), {7, 8}}}).ok());
        QCOMPARE(memory().pinsOf(*set), (Pins{{pod("a"), {5, 6}}}));
    }

    void aFileHasOneName()
    {
        QFile file(path("a"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QVERIFY(memory().remember(*setOf({"a"}), names({"a"}), {{pod("a"), {1, 2}}}).ok());
        QVERIFY(QFile::link(path("a"), path("link")));
        const auto set = ResourceSet::build({{path("link"), YamlStream::parse(text("a"))}});
        QCOMPARE(memory().pinsOf(*set).size(), 1);
    }

    void forgetsTheOldest()
    {
        std::vector<SourceFile> files;
        QStringList all;
        Pins pins;
        for (int i = 0; i < PlaceMemory::maxFiles + 5; ++i) {
            const QByteArray name = "p" + QByteArray::number(i);
            files.push_back({path(name), YamlStream::parse(text(name))});
            all << path(name);
            pins.insert(pod(name), {double(i), 0});
        }
        const auto set = ResourceSet::build(std::move(files));
        QVERIFY(memory().remember(*set, all.mid(0, 5), pins).ok());
        QVERIFY(memory().remember(*set, all.mid(5), pins).ok());
        QVERIFY(memory().pinsOf(*setOf({"p0"})).isEmpty());
        QCOMPARE(memory().pinsOf(*setOf({"p5"})).size(), 1);
    }

    void damagedFiles_data()
    {
        QTest::addColumn<QByteArray>("content");
        for (const QByteArray content :
             {"", "{", "[]", "{\"files\": 5}", "{\"files\": [5, {\"path\": 7, \"pins\": []}]}",
              "{\"files\": [{\"path\": \"PATH\", \"pins\": {\"/Pod//a\": [1e300, 2]}}]}",
              "{\"files\": [{\"path\": \"PATH\", \"pins\": {\"/Pod//a\": [\"x\"]}}]}"})
            QTest::newRow(content.constData()) << content;
    }

    // Nothing is made of them, and the next move writes a whole one.
    void damagedFiles()
    {
        QFETCH(QByteArray, content);
        QVERIFY(QDir().mkpath(m_folder->path() + u"/state"_s));
        QFile file(m_folder->path() + u"/state/places.json"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content.replace("PATH", path("a").toUtf8()));
        file.close();
        QVERIFY(memory().pinsOf(*setOf({"a"})).isEmpty());
        QVERIFY(memory().remember(*setOf({"a"}), names({"a"}), {{pod("a"), {1, 2}}}).ok());
        QCOMPARE(memory().pinsOf(*setOf({"a"})).size(), 1);
    }

    void saysWhereItCannotWrite()
    {
        QFile file(m_folder->path() + u"/state"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto written = memory().remember(*setOf({"a"}), names({"a"}), {{pod("a"), {1, 2}}});
        QVERIFY(!written.ok());
        QCOMPARE(written.error().code, Error::Code::Io);
    }

private:
    using Pins = QHash<ResourceKey, QPointF>;

    PlaceMemory memory() const { return PlaceMemory(m_folder->path() + u"/state/places.json"_s); }
    QString path(const QByteArray &name) const
    {
        return m_folder->path() + u'/' + QString::fromUtf8(name) + u".yaml"_s;
    }
    QStringList names(const QList<QByteArray> &files) const
    {
        QStringList all;
        for (const QByteArray &file : files) all << path(file);
        return all;
    }
    static QByteArray text(const QByteArray &name)
    {
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: " + name + "}\n";
    }
    static ResourceKey pod(const QByteArray &name) { return {{}, u"Pod"_s, {}, QString::fromUtf8(name)}; }
    std::shared_ptr<const ResourceSet> setOf(const QList<QByteArray> &files) const
    {
        std::vector<SourceFile> sources;
        for (const QByteArray &file : files) sources.push_back({path(file), YamlStream::parse(text(file))});
        return ResourceSet::build(std::move(sources));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestPlaceMemory)
#include "tst_placememory.moc"
