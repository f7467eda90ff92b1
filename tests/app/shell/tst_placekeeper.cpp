// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/appstate.h"
#include "app/shell/filecontroller.h"
#include "app/shell/mainwindow.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace Qt::StringLiterals;

namespace {

const QByteArray manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kept}\n---\n"
                            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: free}\n";

// One run of the program, with a memory of its own.
struct OneRun
{
    explicit OneRun(const QString &memory)
    {
        state.places = std::make_unique<app::PlaceKeeper>(&state.document, &state.files, &state.worker,
                                                          model::PlaceMemory(memory));
    }
    bool open(const QString &path)
    {
        window.files()->open({path});
        return QTest::qWaitFor([this] { return !state.document.files().isEmpty() && window.isSettled(); }, 20000);
    }
    void move(const QPointF &to)
    {
        const auto pins = state.document.pins();
        const auto before = pins.contains(key) ? std::optional(pins[key]) : std::nullopt;
        state.document.perform({u"Move"_s, model::Origin::Canvas}, {{model::MoveChange{key, before, to}}});
    }
    QPointF place() const { return state.document.pins().value(key); }

    const model::ResourceKey key{{}, u"ConfigMap"_s, {}, u"kept"_s};
    app::AppState state;
    app::MainWindow window{&state};
};

} // namespace

class TestPlaceKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QFile file(path(u"a.yaml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(manifest) == manifest.size());
    }

    // Even when the program ends at once; and nothing is written into the manifest.
    void placesOutliveTheProgram()
    {
        {
            OneRun run(memory());
            QVERIFY(run.open(path(u"a.yaml"_s)));
            run.move({400, 300});
        }
        OneRun run(memory());
        QVERIFY(run.open(path(u"a.yaml"_s)));
        QCOMPARE(run.state.document.pins(), (QHash<model::ResourceKey, QPointF>{{run.key, {400, 300}}}));
        QVERIFY(!run.state.document.isModified());
        QVERIFY(!run.state.document.history()->canUndo());
        const size_t node = run.state.pipeline.graph().nodes[0].key == run.key ? 0 : 1;
        QCOMPARE(run.state.pipeline.layout().positions[node], QPointF(400, 300));
        QFile file(path(u"a.yaml"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), manifest);
    }

    void areWrittenAMomentLater()
    {
        OneRun run(memory());
        QVERIFY(run.open(path(u"a.yaml"_s)));
        run.move({1, 2});
        QVERIFY(QTest::qWaitFor([this] { return QFile::exists(memory()); }, 20000));
        OneRun other(memory());
        QVERIFY(other.open(path(u"a.yaml"_s)));
        QCOMPARE(other.place(), QPointF(1, 2));
    }

    // What was new has its name from when it is saved.
    void ofANewFile()
    {
        {
            OneRun run(memory());
            run.state.document.load(u"new.yaml"_s, manifest);
            run.move({7, 8});
            QVERIFY(run.state.files.saveAs(u"new.yaml"_s, path(u"saved.yaml"_s)).ok());
        }
        OneRun run(memory());
        QVERIFY(run.open(path(u"saved.yaml"_s)));
        QCOMPARE(run.place(), QPointF(7, 8));
    }

    void saysOnceThatItCannotWrite()
    {
        OneRun run(path(u"a.yaml"_s) + u"/places.json"_s);
        QVERIFY(run.open(path(u"a.yaml"_s)));
        QSignalSpy failed(run.state.places.get(), &app::PlaceKeeper::failed);
        run.move({1, 2});
        QVERIFY(failed.wait(20000));
        run.move({3, 4});
        QVERIFY(!failed.wait(1500));
    }

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QString memory() const { return path(u"state/places.json"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(TestPlaceKeeper)
#include "tst_placekeeper.moc"
