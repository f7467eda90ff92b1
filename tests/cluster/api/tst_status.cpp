// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/applyitem.h"
#include "cluster/api/status.h"
#include "cluster/api/warnings.h"

#include <QTest>

using cluster::ApiFailure;
using cluster::ResponseHead;
using model::Error;
using namespace Qt::StringLiterals;

namespace {

// JSON with single quotes, which reads better inside C++ (and moc loses its way in raw strings).
QByteArray j(const char *text) { return QByteArray(text).replace('\'', '"'); }

} // namespace

class TestStatus : public QObject
{
    Q_OBJECT

    static QString print(const ApiFailure &failure)
    {
        QString text = u"%1 %2 [%3] %4"_s.arg(int(failure.error.code))
                           .arg(failure.status)
                           .arg(failure.reason, failure.error.message);
        for (const cluster::StatusCause &cause : failure.causes)
            text += u"\n%1 | %2 | %3"_s.arg(cause.reason, cause.field, cause.message);
        return text;
    }

private Q_SLOTS:
    void classifiesByCode_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        const auto row = [](int status, const char *reason, Error::Code code) {
            const QByteArray body = QByteArray("{\"kind\":\"Status\",\"message\":\"m\",\"reason\":\"") + reason +
                                    "\",\"code\":" + QByteArray::number(status) + "}";
            QTest::addRow("%d %s", status, reason) << status << body << int(code);
            QTest::addRow("%d in HTML", status)
                << status << QByteArray("<html>") << int(*reason ? Error::Code::Protocol : code);
        };
        row(400, "", Error::Code::Invalid);
        row(401, "", Error::Code::Unauthorized);
        row(403, "", Error::Code::Forbidden);
        row(404, "", Error::Code::NotFound);
        row(405, "", Error::Code::Unsupported);
        row(406, "", Error::Code::Unsupported);
        row(409, "", Error::Code::Conflict);
        row(410, "", Error::Code::Gone);
        row(413, "", Error::Code::TooLarge);
        row(415, "", Error::Code::Unsupported);
        row(418, "", Error::Code::Protocol);
        row(422, "", Error::Code::Invalid);
        row(429, "", Error::Code::Throttled);
        row(500, "", Error::Code::Server);
        row(503, "", Error::Code::Server);
        QTest::newRow("504 Timeout") << 504 << QByteArray("{\"kind\":\"Status\",\"reason\":\"Timeout\"}")
                                     << int(Error::Code::Timeout);
        QTest::newRow("Expired") << 400 << QByteArray("{\"kind\":\"Status\",\"reason\":\"Expired\"}")
                                 << int(Error::Code::Gone);
    }
    void classifiesByCode()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        const ApiFailure failure = cluster::readFailure({.status = status}, body);
        QTEST(int(failure.error.code), "code");
        QCOMPARE(failure.status, status);
        QVERIFY(!failure.error.message.isEmpty());
    }

    void readsCauses()
    {
        const ApiFailure failure = cluster::readFailure(
            {.status = 422},
            j("{'kind':'Status','message':'Deployment \\'x\\' is\\ninvalid','reason':'Invalid','code':422,"
              "'details':{'kind':'Deployment','name':'x','causes':["
              "{'reason':'FieldValueInvalid','field':'spec.replicas','message':'must be \\u001b[31mpositive'}, "
              "{'message':'no field'}, 7]}}"));
        QCOMPARE(print(failure), u"3 422 [Invalid] Deployment \"x\" is invalid\n"
                                 "FieldValueInvalid | spec.replicas | must be  [31mpositive\n |  | no field\n |  | "_s);
        QCOMPARE(failure.detailsKind, u"Deployment"_s);
    }

    void foreignBodiesAreBounded()
    {
        const QByteArray page = "<html>\x1b]52;c;x\x07" + QByteArray(100000, 'x');
        const ApiFailure failure = cluster::readFailure({.status = 502}, page);
        QCOMPARE(failure.error.message, u"the server answered 502, and not as a Kubernetes API does"_s);
        QVERIFY(failure.error.detail.size() <= 4200);
        QVERIFY(!failure.error.detail.contains('\x1b'));
        const QByteArray many =
            "{\"kind\":\"Status\",\"details\":{\"causes\":[" + QByteArray("{},").repeated(5000).chopped(1) + "]}}";
        QCOMPARE(cluster::readFailure({.status = 409}, many).causes.size(), ApiFailure::maxCauses);
        for (const QByteArray &odd :
             {QByteArray(), QByteArray("[]"), QByteArray("{\"kind\":\"Status\",\"details\":[1],\"code\":\"x\"}")})
            QCOMPARE(cluster::readFailure({.status = 403}, odd).error.code, Error::Code::Forbidden);
    }

    void throttlingNamesItsFlowSchema()
    {
        const ApiFailure failure = cluster::readFailure(
            {.status = 429, .headers = {{"x-kubernetes-pf-flowschema-uid", "abc"}}}, j("{'kind':'Status','code':429}"));
        QCOMPARE(failure.error.detail, QByteArray("abc"));
        QCOMPARE(failure.error.message, u"the server is too busy (429)"_s);
    }

    void applyFailuresBecomeCauses_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("printed");
        const QString one =
            u"failed to create typed patch object (ns/x; apps/v1, Kind=Deployment): .spec.replicaz: field not declared in schema"_s;
        QTest::newRow("one")
            << 500 << one
            << u"3 500 [Invalid] %1\nFieldValueInvalid | .spec.replicaz | field not declared in schema"_s.arg(one);
        const QString two =
            u"failed to create typed patch object (/x; v1, Kind=Pod): errors:   .spec.a: field not declared in schema "
            "  .spec.b[name=\"x\"].c: expected numeric (int or float), got string"_s;
        QTest::newRow("two")
            << 500 << two
            << u"3 500 [Invalid] %1\nFieldValueInvalid | .spec.a | field not declared in schema\n"
               "FieldValueInvalid | .spec.b[name=\"x\"].c | expected numeric (int or float), got string"_s.arg(two);
        QTest::newRow("another 500") << 500 << u"etcd is gone"_s << u"14 500 [] etcd is gone"_s;
        QTest::newRow("another status") << 503 << one << u"14 503 [] "_s + one;
    }
    void applyFailuresBecomeCauses()
    {
        QFETCH(int, status);
        QFETCH(QString, message);
        const QJsonObject object{{u"kind"_s, u"Status"_s}, {u"message"_s, message}, {u"code"_s, status}};
        QTEST(print(cluster::readApplyFailure(cluster::readStatus(object, status))), "printed");
    }

    void conflicts()
    {
        const ApiFailure failure = cluster::readFailure(
            {.status = 409}, j("{'kind':'Status','reason':'Conflict','code':409,'details':{'causes':["
                               "{'reason':'FieldManagerConflict','field':'.spec.replicas','message':'conflict with "
                               "\\'hpa\\' with subresource \\'scale\\' using apps/v1'},"
                               "{'reason':'FieldManagerConflict','message':'no manager here'}, "
                               "{'reason':'Odd','field':'.a','message':'b'}]}}"));
        const QList<cluster::FieldConflict> found = cluster::conflictsOf(failure);
        QCOMPARE(found.size(), 2);
        QCOMPARE(found[0].field, u".spec.replicas"_s);
        QCOMPARE(found[0].manager, u"hpa"_s);
        QCOMPARE(found[1].manager, QString());
    }

    void readsWarnings_data()
    {
        QTest::addColumn<QList<QByteArray>>("headers");
        QTest::addColumn<QStringList>("texts");
        const auto row = [](const char *name, const QList<QByteArray> &headers, const QStringList &texts) {
            QTest::newRow(name) << headers << texts;
        };
        row("none", {}, {});
        row("one", {"299 - \"unknown field \\\"spec.x\\\"\""}, {u"unknown field \"spec.x\""_s});
        row("joined by Qt", {"299 - \"a, b\", 299 - \"c\""}, {u"a, b"_s, u"c"_s});
        row("with a date", {"299 - \"a\" \"Sat, 25 Aug 2012 23:34:45 GMT\", 299 - \"b\""}, {u"a"_s, u"b"_s});
        row("twice the same", {"299 - \"a\"", "299 - \"a\""}, {u"a"_s});
        row("other codes", {"199 - \"a\", 214 - \"b\", 299 - \"c\""}, {u"c"_s});
        row("not ASCII", {"299 - \"\xe5\x90\x8d\""}, {u"名"_s});
        row("control characters", {"299 - \"a\x1b[31m\tb\""}, {u"a [31m b"_s});
        row("no end", {"299 - \"a"}, {});
        row("no agent", {"299 \"a\""}, {});
        row("no quotes", {"299 - a"}, {});
        row("nothing", {"", ",,,", "\"", "299", "299 -", "\\"}, {});
        row("good before bad", {"299 - \"a\", 299 - \"b"}, {u"a"_s});
        row("backslash at the end", {"299 - \"a\\"}, {});
    }
    void readsWarnings()
    {
        QFETCH(QList<QByteArray>, headers);
        ResponseHead head;
        for (const QByteArray &value : headers) head.headers.append({"warning", value});
        QTEST(cluster::readWarnings(head), "texts");
    }

    void manyWarningsAreBounded()
    {
        ResponseHead head;
        for (int i = 0; i < 200; ++i) head.headers.append({"warning", "299 - \"w" + QByteArray::number(i) + '"'});
        QCOMPARE(cluster::readWarnings(head).size(), cluster::maxWarnings);
    }
};

QTEST_GUILESS_MAIN(TestStatus)
#include "tst_status.moc"
