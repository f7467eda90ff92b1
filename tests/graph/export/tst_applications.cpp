// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/export/data.h"
#include "graph/model/graphbuilder.h"
#include "model/relations/infer.h"
#include "model/resource/resourceset.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

// The graph as data of real applications against lists of their edges that people wrote from the manifests.
class TestApplications : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void edges_data()
    {
        QTest::addColumn<QString>("manifest");
        QTest::newRow("online-boutique") << u"online-boutique/kubernetes-manifests.yaml"_s;
        const QString examples = u"kubernetes-examples/"_s;
        QTest::newRow("guestbook") << examples + u"web/guestbook/all-in-one/guestbook-all-in-one.yaml"_s;
        QTest::newRow("cockroachdb") << examples + u"_archived/cockroachdb/cockroachdb-statefulset.yaml"_s;
        QTest::newRow("prometheus-adapter") << examples + u"AI/vllm-deployment/hpa/prometheus-adapter.yaml"_s;
    }

    void edges()
    {
        QFETCH(QString, manifest);
        const QByteArray text = read(u"manifests/"_s + manifest);
        const auto set = model::ResourceSet::build({{u"a.yaml"_s, model::YamlStream::parse(text)}});
        const QByteArray json = graph::toJson(graph::buildGraph(*set, model::inferEdges(*set), {}));
        QStringList found;
        const QJsonArray edges = QJsonDocument::fromJson(json).object().value(u"edges"_s).toArray();
        for (const QJsonValue &edge : edges) {
            QStringList words;
            for (const QString &key : {u"from"_s, u"rule"_s, u"to"_s, u"field"_s}) words << edge[key].toString();
            found << words.join(u' ');
        }
        found.sort();
        QStringList wanted;
        const QString name = u"relations/applications/%1.list"_s.arg(QString::fromUtf8(QTest::currentDataTag()));
        for (const QByteArray &line : read(name).split('\n'))
            if (!line.isEmpty() && !line.startsWith('#')) wanted << QString::fromUtf8(line);
        wanted.sort();
        QVERIFY(!wanted.isEmpty());
        QCOMPARE(found.join(u'\n'), wanted.join(u'\n'));
    }

private:
    static QByteArray read(const QString &path)
    {
        QFile file(QStringLiteral(KUBEWRIGHT_TEST_DATA) + u'/' + path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

QTEST_GUILESS_MAIN(TestApplications)
#include "tst_applications.moc"
