// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamlvalue.h"
#include "tests/model/yaml/yamloracle.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

// What sigs.k8s.io/yaml, with which kubectl reads, makes of each text: recorded by tests/controlplane/cmd/yamljson. To
// add cases write objects with "yaml" alone and run this test with KUBEWRIGHT_UPDATE=1.
static const QString tablePath = QStringLiteral(KUBEWRIGHT_TEST_DATA "/yaml/kubectl-dialect.json");

static QJsonArray table()
{
    QFile file(tablePath);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).array() : QJsonArray();
}

// Our answer in the oracle's form; the texts of errors are our own.
static QJsonObject answer(const QByteArray &yaml)
{
    const auto document = YamlDocument::parse(yaml);
    if (document->error()) return {{u"error"_s, document->error()->message}};
    auto value = toValue(document->root());
    if (!value) return {{u"error"_s, value.error().message}};
    sortKeys(*value);
    const auto json = toJson(*value);
    if (!json) return {{u"error"_s, json.error().message}};
    QJsonObject object{{u"json"_s, QString::fromUtf8(*json)}};
    for (const YamlIssue &issue : document->issues())
        if (issue.kind == YamlIssue::Kind::DuplicateKey) object[u"strict"_s] = issue.message;
    return object;
}

// As kubectl's reader of lines ends them.
static QByteArrayList textsOf(const QJsonArray &cases)
{
    QByteArrayList texts;
    for (const auto &entry : cases) {
        const QByteArray yaml = entry.toObject()[u"yaml"].toString().toUtf8();
        texts.append(yaml.endsWith('\n') ? yaml : yaml + '\n');
    }
    return texts;
}

class TestYamlDialect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameAsKubectl_data()
    {
        QTest::addColumn<QJsonObject>("entry");
        int number = 0;
        const QJsonArray cases = table();
        for (const auto &entry : cases) {
            const QByteArray name = entry.toObject()[u"yaml"].toString().left(40).toUtf8().replace('\n', "\\n");
            QTest::newRow(QByteArray::number(++number) + ' ' + name) << entry.toObject();
        }
    }
    void sameAsKubectl()
    {
        QFETCH(QJsonObject, entry);
        const QJsonObject ours = answer(entry[u"yaml"].toString().toUtf8());
        if (entry.contains(u"ours")) { // an argued difference: the table says what we do instead
            QCOMPARE(ours.contains(u"error") ? u"error"_s : ours[u"json"].toString(), entry[u"ours"].toString());
            return;
        }
        QCOMPARE(ours[u"json"].toString(), entry[u"json"].toString());
        QVERIFY2(ours.contains(u"error") == entry.contains(u"error"),
                 qPrintable(ours[u"error"].toString() + entry[u"error"].toString()));
        if (!entry[u"strict"].toString().contains(u"already set")) return;
        QVERIFY(ours.contains(u"strict") || entry[u"yaml"].toString().contains(u"<<"));
    }

    // The table is what the oracle says today, where there is a Go toolchain with its modules.
    void tableIsTrue()
    {
        QJsonArray cases = table();
        QVERIFY(cases.size() > 400);
        const QByteArrayList lines = askYamlOracle(textsOf(cases));
        if (lines.isEmpty() && qEnvironmentVariableIsEmpty("KUBEWRIGHT_NO_SKIP"))
            QSKIP("KUBEWRIGHT-SKIP: no Go toolchain with the modules of tests/controlplane");
        QCOMPARE(lines.size(), cases.size());
        for (qsizetype i = 0; i < cases.size(); ++i) {
            const QJsonObject recorded = cases[i].toObject();
            QJsonObject entry = QJsonDocument::fromJson(lines[i]).object();
            entry[u"yaml"_s] = recorded[u"yaml"];
            if (recorded.contains(u"ours")) entry[u"ours"_s] = recorded[u"ours"];
            if (qEnvironmentVariableIsEmpty("KUBEWRIGHT_UPDATE")) QCOMPARE(entry, recorded);
            cases[i] = entry;
        }
        if (qEnvironmentVariableIsEmpty("KUBEWRIGHT_UPDATE")) return;
        QFile file(tablePath);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(cases).toJson());
    }
};

QTEST_APPLESS_MAIN(TestYamlDialect)
#include "tst_yamldialect.moc"
