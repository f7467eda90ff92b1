// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/node/truthscenes.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

// docs/practice-truth.md: what a real kubelet says and kwok cannot show. Each row of the table is played on a node, and
// what is seen must be what it says; a row that has no scene, and a scene that has no row, is a failure.
class TestKubeletTruth : public QObject
{
    Q_OBJECT

    struct Row
    {
        QString name;
        QStringList seen;
        QString file, function;
    };
    QList<Row> m_rows;

    static QStringList quoted(const QString &cell)
    {
        static const QRegularExpression code(u"`([^`]*)`"_s);
        QStringList texts;
        for (auto match = code.globalMatch(cell); match.hasNext();) texts.append(match.next().captured(1));
        return texts;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(KUBEWRIGHT_SOURCE_DIR "/docs/practice-truth.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
        for (const QString &line : lines) {
            static const QRegularExpression row(u"^\\| ([a-z0-9-]+) \\|"_s);
            if (!row.match(line).hasMatch()) continue;
            const QStringList cells = line.split(u" | "_s);
            QVERIFY2(cells.size() == 4, qPrintable(line));
            const QString source = quoted(cells[3]).value(0);
            m_rows.append(
                {cells[0].mid(2), quoted(cells[2]), source.section(u": "_s, 0, 0), source.section(u": "_s, 1)});
            QVERIFY2(!m_rows.last().seen.isEmpty() && !m_rows.last().function.isEmpty(), qPrintable(line));
        }
        qInfo("%lld rows", static_cast<long long>(m_rows.size()));
    }

    void thereAreEnough() { QVERIFY(m_rows.size() >= 50); }

    void eachRowHasOneScene()
    {
        QStringList rows;
        for (const Row &row : m_rows) rows.append(row.name);
        rows.sort();
        QStringList scenes;
        for (const auto &entry : truth::scenes()) scenes.append(entry.first);
        COMPARE_LINES(rows, scenes);
    }

    void seen_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < m_rows.size(); ++i) QTest::newRow(qPrintable(m_rows[i].name)) << i;
    }
    void seen()
    {
        QFETCH(int, index);
        const auto scene = truth::scenes().find(m_rows[index].name);
        QVERIFY2(scene != truth::scenes().end(), "the row has no scene");
        bench::KubeletBench bench;
        COMPARE_LINES(scene->second(bench), m_rows[index].seen);
    }

    // That the function is there, where Kubernetes' sources are.
    void sources_data() { seen_data(); }
    void sources()
    {
        QFETCH(int, index);
        QString cache = qEnvironmentVariable("GOMODCACHE");
        if (cache.isEmpty()) cache = QDir::homePath() + u"/go/pkg/mod"_s;
        const QString root = cache + u"/k8s.io/kubernetes@v1.33.4/"_s;
        if (!QFileInfo::exists(root)) QSKIP("Kubernetes' sources are not here");
        QFile file(root + m_rows[index].file);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const QRegularExpression function(u"^func (\\([^)]*\\) )?%1\\("_s.arg(m_rows[index].function),
                                          QRegularExpression::MultilineOption);
        QVERIFY2(QString::fromUtf8(file.readAll()).contains(function), qPrintable(m_rows[index].function));
    }
};

QTEST_GUILESS_MAIN(TestKubeletTruth)
#include "tst_kubelettruth.moc"
