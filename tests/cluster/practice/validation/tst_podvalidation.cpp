// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/validation/recordedcases.h"

#include <ctime>

class TestPodValidation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void creates_data() { recorded::addRows(QStringLiteral("pods.json")); }
    void creates() { recorded::check(); }

    void updates_data() { recorded::addRows(QStringLiteral("podupdates.json")); }
    void updates() { recorded::check(); }

    // Each list of a pod, with very many equal and wrong entries: what grows faster than the text takes minutes.
    void largePods_data()
    {
        QTest::addColumn<QString>("list");
        QTest::addColumn<QByteArray>("entry");
        const auto row = [](const char *list, const char *entry) {
            QTest::newRow(list) << QString::fromLatin1(list) << QByteArray(entry);
        };
        row("containers",
            R"({"name": "a", "image": "", "ports": [{"containerPort": 1, "hostPort": 1, "hostIP": "1.1.1.1"}]})");
        row("initContainers",
            R"({"name": "a", "restartPolicy": "Always", "ports": [{"name": "p", "containerPort": 1}]})");
        row("ephemeralContainers", R"({"name": "a", "targetContainerName": "b"})");
        row("volumes", R"({"name": "a", "ephemeral": {}})");
        row("tolerations", R"({"key": "a b", "operator": "Odd"})");
        row("topologySpreadConstraints", R"({"topologyKey": "a", "whenUnsatisfiable": "DoNotSchedule"})");
        row("schedulingGates", R"({"name": "a"})");
        row("hostAliases", R"({"ip": "1", "hostnames": ["A"]})");
        row("resourceClaims", R"({"name": "a"})");
        row("imagePullSecrets", R"({"name": "a"})");
    }
    void largePods()
    {
        QFETCH(QString, list);
        QFETCH(QByteArray, entry);
        constexpr int count = 20000;
        model::Value pod =
            recorded::toValue(recorded::load(QStringLiteral("pods.json")).bases.value(QStringLiteral("pod")));
        const model::Value one = recorded::toValue(QJsonDocument::fromJson(entry).object());
        QVERIFY(one.isMap());
        pod.entry(u"spec").set(list, model::ValueList(count, one));
        practice::ApiKind kind;
        kind.kind = QStringLiteral("Pod");
        const std::clock_t start = std::clock(); // of this process alone, however busy the machine is
        practice::FieldErrors errors;
        practice::validateCreate(kind, pod, errors);
        practice::validateUpdate(kind, pod, pod, errors);
        practice::writeWarnings(kind, pod, nullptr);
        const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
        QVERIFY2(seconds < 15, qPrintable(QString::number(seconds)));
        if (list != u"imagePullSecrets") QVERIFY(errors.count() >= count);
    }

    void warnings_data() { recorded::addRows(QStringLiteral("podwarnings.json")); }
    void warnings() { recorded::checkWarnings(); }
};

QTEST_GUILESS_MAIN(TestPodValidation)
#include "tst_podvalidation.moc"
