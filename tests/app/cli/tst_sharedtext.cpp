// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/program.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

class TestSharedText : public QObject
{
    Q_OBJECT

    static QByteArray printShared(const QString &format)
    {
        const QByteArray item = "- apiVersion: v1\n  kind: Service\n  metadata: {name: ";
        const QByteArray list = "apiVersion: v1\nkind: List\nitems:\n" + item +
                                "a}\n  spec: &s {typ: x, ports: [{port: 80}]}\n" + item + "b}\n  spec: *s\n" + item +
                                "c}\n  spec: {ports: [{port: 80}]}\n";
        return support::runProgram({u"validate"_s, u"--ignore"_s, u"practice"_s, u"-o"_s, format, u"-"_s}, list).out;
    }

private Q_SLOTS:
    // A text that two resources share has its problem once, and both have it.
    void sharedText_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("wanted");
        QTest::newRow("text")
            << u"text"_s
            << "stdin:7:13: error: unknown field \"spec.typ\", in Service a and Service b (did you mean type?) "
               "[schema-unknown-field]\n"_ba;
        QTest::newRow("github") << u"github"_s
                                << "::error file=stdin,line=7,col=13,title=schema-unknown-field::unknown field "
                                   "\"spec.typ\", in Service a and "
                                   "Service b (did you mean type?)\n"_ba;
        const QByteArray line =
            "stdin:7:13: error: unknown field \"spec.typ\", in Service a and Service b (did you mean "
            "type?) [schema-unknown-field]";
        QTest::newRow("tap") << u"tap"_s
                             << "TAP version 13\n1..3\nnot ok 1 - stdin: Service a\n# " + line +
                                    "\nnot ok 2 - stdin: Service b\n# " + line + "\nok 3 - stdin: Service c\n";
        const QByteArray failure = QByteArray(line).replace('"', "&quot;");
        const auto testCase = [&failure](const char *name) {
            return QByteArray("        <testcase classname=\"stdin\" name=\"") + name +
                   "\">\n            <failure message=\"" + failure + "\">" + failure +
                   "</failure>\n        </testcase>\n";
        };
        QTest::newRow("junit")
            << u"junit"_s
            << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"kubewright validate\" "
               "tests=\"3\" failures=\"2\">\n    <testsuite name=\"stdin\" tests=\"3\" "
               "failures=\"2\">\n" +
                   testCase("Service a") + testCase("Service b") +
                   "        <testcase classname=\"stdin\" name=\"Service c\"/>\n"
                   "    </testsuite>\n</testsuites>\n";
    }
    void sharedText()
    {
        QFETCH(QString, format);
        QTEST(printShared(format), "wanted");
    }
    void sharedTextInJson()
    {
        const QJsonArray problems = QJsonDocument::fromJson(printShared(u"json"_s)).object()[u"problems"_s].toArray();
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems[0][u"resource"_s].toString(), u"/Service//a"_s);
        QCOMPARE(problems[0][u"others"_s].toArray(), QJsonArray{u"/Service//b"_s});
        QCOMPARE(problems[0][u"message"_s].toString(), u"unknown field \"spec.typ\""_s);
        const QJsonArray results =
            QJsonDocument::fromJson(printShared(u"sarif"_s))[u"runs"_s][0][u"results"_s].toArray();
        QCOMPARE(results.size(), 1);
        QCOMPARE(results[0][u"message"_s][u"text"_s].toString(),
                 u"unknown field \"spec.typ\", in Service a and Service b (did you mean type?)"_s);
    }
};

QTEST_GUILESS_MAIN(TestSharedText)
#include "tst_sharedtext.moc"
