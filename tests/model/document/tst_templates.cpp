// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/checker.h"
#include "model/document/document.h"
#include "model/document/templates.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace model;

namespace {

std::shared_ptr<const ResourceSet> read(const QByteArray &yaml)
{
    return ResourceSet::build({{u"a.yaml"_s, YamlStream::parse(yaml)}});
}

QByteArray problems(const ResourceSet &set)
{
    QByteArray out;
    // Advice is there to be read by who goes on from a template: it leaves open what only they can know.
    for (const Problem &problem : Checker().check(set))
        if (problem.severity != Severity::Info) out += toText(problem).toUtf8() + '\n';
    return out;
}

} // namespace

class TemplatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areWhole_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("resources");
        QTest::newRow("web app") << u"webapp"_s << "Deployment shop-1\nService shop-1\nIngress shop-1\n"_ba;
        QTest::newRow("worker") << u"worker"_s << "Deployment shop-1\n"_ba;
        QTest::newRow("job") << u"job"_s << "Job shop-1\n"_ba;
        QTest::newRow("config and app") << u"configapp"_s << "ConfigMap shop-1-config\nDeployment shop-1\n"_ba;
        QTest::newRow("stateful app") << u"statefulapp"_s << "Service shop-1\nStatefulSet shop-1\n"_ba;
    }
    void areWhole()
    {
        QFETCH(QString, id);
        QFETCH(QByteArray, resources);
        const Result<QByteArray> yaml = instantiate(id, u"shop-1"_s);
        QVERIFY(yaml.ok());
        QVERIFY(!yaml->contains("NAME"));
        const auto set = read(*yaml);
        QByteArray names;
        for (const Resource &resource : set->resources()) names += resource.key.title().toUtf8() + '\n';
        QCOMPARE(names, resources);
        QCOMPARE(problems(*set), QByteArray());
        // What the list says about it is what the file says.
        for (const Template &entry : templates())
            if (entry.id == id) QVERIFY(yaml->startsWith(u"# %1: %2\n"_s.arg(entry.title, entry.description).toUtf8()));
    }

    void areListed()
    {
        QStringList ids;
        for (const Template &entry : templates()) {
            ids.append(entry.id);
            QVERIFY(instantiate(entry.id, entry.name).ok());
        }
        QCOMPARE(ids, QStringList({u"webapp"_s, u"worker"_s, u"job"_s, u"configapp"_s, u"statefulapp"_s}));
        QCOMPARE(instantiate(u"none"_s, u"a"_s).error().code, Error::Code::NotFound);
    }

    void refuseWhatIsNoName_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"", "1a", "-a", "a-", "A", "a.b", "a_b", "größe", "a\n", "a b"})
            QTest::newRow(name) << QString::fromUtf8(name);
        QTest::newRow("too long") << QString(maxTemplateName + 1, u'a');
    }
    void refuseWhatIsNoName()
    {
        QFETCH(QString, name);
        const Result<QByteArray> yaml = instantiate(u"webapp"_s, name);
        QVERIFY(!yaml.ok());
        QCOMPARE(yaml.error().code, Error::Code::Invalid);
    }

    void areAddedBesideOthers()
    {
        Document document;
        document.load(u"a.yaml"_s, *instantiate(u"job"_s, u"web"_s));
        const auto add = [&](const QString &file, const QString &id, const QString &name) {
            const Result<ChangeSet> changes = addTemplate(*document.resources(), file, id, name);
            if (!changes) return changes.error().toString();
            document.perform({u"Add"_s, Origin::Template}, *changes);
            return QString();
        };
        QCOMPARE(add(u"a.yaml"_s, u"webapp"_s, u"web"_s), QString());
        QCOMPARE(document.resources()->resources().size(), size_t(4));
        QCOMPARE(document.text(u"a.yaml"_s),
                 *instantiate(u"job"_s, u"web"_s) + "---\n" + *instantiate(u"webapp"_s, u"web"_s));
        QCOMPARE(add(u"b.yaml"_s, u"statefulapp"_s, u"store"_s), QString());
        QCOMPARE(document.text(u"b.yaml"_s), *instantiate(u"statefulapp"_s, u"store"_s));
        QVERIFY(add(u"b.yaml"_s, u"worker"_s, u"web"_s).endsWith(u"Deployment web is there already"_s));
    }

    void sampleIsTheApplicationThatTestsUse()
    {
        QFile file(QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests/online-boutique/kubernetes-manifests.yaml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(sampleText(), file.readAll());
        QCOMPARE(read(sampleText())->resources().size(), size_t(35));
    }
};

QTEST_GUILESS_MAIN(TemplatesTest)
#include "tst_templates.moc"
