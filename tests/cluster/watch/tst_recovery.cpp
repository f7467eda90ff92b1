// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/watch/rig.h"
#include "tests/cluster/watch/script.h"

#include <QtTest>

using build::event;
using build::item;
using build::list;
using build::pod;
using build::status;
using namespace script;
using support::Answer;
using support::FakeTransport;
using Code = model::Error::Code;

namespace {

// Listed: the first list is one pod, a@1, at version 5, and the reflector goes on to watch.
enum class Begin { Fresh, Listed };
constexpr const char *listedLog = "0.0 LIST limit=500&rv=0\n0.0 SET a@1\n0.0 WATCH rv=5\n";
using Script = std::function<void(FakeTransport &)>;

struct Scenario
{
    Begin begin;
    const char *name;
    Script script;
    qint64 ms;
    const char *log;
};

// Every row: what the server does, and exactly what follows, at which second. The numbers are those of the hostile
// cases.
const Scenario scenarios[] = {
    {Begin::Listed, "list, watch, events, bookmark",
     [](FakeTransport &s) {
         watchGets(s, open(event("ADDED", pod("b", 6)) + event("MODIFIED", pod("a", 7)) +
                           event("DELETED", pod("b", 8)) + build::bookmark(9)));
     },
     1000,
     "0.0 live\n"
     "0.0 PUT b@6\n"
     "0.0 PUT a@7\n"
     "0.0 DEL b@8\n"},
    {Begin::Listed, "the stream ends: watch on from the last version",
     [](FakeTransport &s) { watchGets(s, closed(event("ADDED", pod("b", 6)) + build::bookmark(9))); }, 1000,
     "0.0 live\n"
     "0.0 PUT b@6\n"
     "0.0 WATCH rv=9\n"},
    {Begin::Listed, "1: expired, inside the stream",
     [](FakeTransport &s) {
         watchGets(s, open(event("ADDED", pod("b", 6)) + errorEvent(410, "Expired")));
         listGets(s, ok(list(8, {item("a", 1), item("b", 6)})));
     },
     2000,
     "0.0 live\n"
     "0.0 PUT b@6\n"
     "0.0 refreshing\n"
     "0.8 LIST rv=6\n"
     "0.8 SET a@1 b@6\n"
     "0.8 WATCH rv=8\n"},
    {Begin::Listed, "2: expired, as the answer to the watch",
     [](FakeTransport &s) {
         watchGets(s, error(410, "Expired"));
         listGets(s, ok(list(8, {item("a", 1)})));
     },
     2000,
     "0.0 refreshing\n"
     "0.8 LIST rv=5\n"
     "0.8 SET a@1\n"
     "0.8 WATCH rv=8\n"},
    {Begin::Fresh, "3: expired on the second page",
     [](FakeTransport &s) {
         listGets(s, ok(list(5, {item("a", 1)}, "next")));
         listGets(s, error(410, "Expired"));
         listGets(s, ok(list(6, {item("a", 1), item("b", 2)})));
     },
     1000,
     "0.0 LIST limit=500&rv=0\n"
     "0.0 LIST limit=500&continue=next\n"
     "0.0 LIST rv=0\n"
     "0.0 SET a@1 b@2\n"
     "0.0 WATCH rv=6\n"},
    {Begin::Fresh, "4: expired on the full list too, and on the one from etcd",
     [](FakeTransport &s) {
         listGets(s, ok(list(5, {item("a", 1)}, "next")));
         listGets(s, error(410, "Expired"));
         listGets(s, error(410, "Expired"));
         listGets(s, ok(list(6, {item("a", 1)}, "next")));
         listGets(s, error(410, "Expired"));
         listGets(s, error(410, "Expired"));
         listGets(s, error(410, "Expired"));
         listGets(s, ok(list(7, {item("a", 1)})));
     },
     6000,
     "0.0 LIST limit=500&rv=0\n"
     "0.0 LIST limit=500&continue=next\n"
     "0.0 LIST rv=0\n"
     "0.0 LIST limit=500\n"
     "0.0 LIST limit=500&continue=next\n"
     "0.0 LIST everything\n"
     "0.0 reconnecting: expired\n"
     "0.8 LIST limit=500\n"
     "2.4 LIST limit=500\n"
     "2.4 SET a@1\n"
     "2.4 WATCH rv=7\n"},
    {Begin::Listed, "5: version too large, with its cause",
     [](FakeTransport &s) {
         watchGets(s, error(410, "Expired"));
         listGets(s, Answer::json(504, build::tooLarge()));
         listGets(s, ok(list(3, {item("a", 1)})));
     },
     2000,
     "0.0 refreshing\n"
     "0.8 LIST rv=5\n"
     "0.8 LIST limit=500\n"
     "0.8 SET a@1\n"
     "0.8 WATCH rv=3\n"},
    {Begin::Listed, "5: version too large, told by the text alone",
     [](FakeTransport &s) {
         watchGets(s, error(410, "Expired"));
         listGets(s, Answer::json(504, status(504, "Timeout", "Too large resource version: 5, current: 3")));
         listGets(s, ok(list(3, {})));
     },
     2000,
     "0.0 refreshing\n"
     "0.8 LIST rv=5\n"
     "0.8 LIST limit=500\n"
     "0.8 SET\n"
     "0.8 WATCH rv=3\n"},
    {Begin::Listed, "6: the cluster was restored: versions go backwards",
     [](FakeTransport &s) {
         watchGets(s, lost());
         listGets(s, Answer().fail(Code::Unreachable, QStringLiteral("connection refused")));
         listGets(s, Answer::json(504, build::tooLarge()));
         listGets(s, ok(list(3, {item("z", 2)})));
     },
     5000,
     "0.0 live\n"
     "0.0 reconnecting: connection reset\n"
     "0.8 CHECK rv=5\n"
     "0.8 reconnecting: connection refused\n"
     "2.4 CHECK rv=5\n"
     "2.4 LIST limit=500\n"
     "2.4 SET z@2\n"
     "2.4 WATCH rv=3\n"},
    {Begin::Listed, "7: throttled, inside the stream: no relist",
     [](FakeTransport &s) { watchGets(s, open(errorEvent(429, "TooManyRequests"))); }, 2000,
     "0.0 live\n"
     "0.0 reconnecting: toomanyrequests\n"
     "0.8 WATCH rv=5\n"},
    {Begin::Listed, "8: a server error inside the stream",
     [](FakeTransport &s) { watchGets(s, open(errorEvent(500, "InternalError"))); }, 2000,
     "0.0 live\n"
     "0.0 reconnecting: internalerror\n"
     "0.8 LIST rv=5\n"},
    {Begin::Listed, "8: forbidden inside the stream",
     [](FakeTransport &s) { watchGets(s, open(errorEvent(403, "Forbidden"))); }, 1000,
     "0.0 live\n"
     "0.0 polling: forbidden\n"
     "0.8 LIST rv=5\n"},
    {Begin::Listed, "8: unauthorized inside the stream",
     [](FakeTransport &s) { watchGets(s, open(errorEvent(401, "Unauthorized"))); }, 1000,
     "0.0 live\n"
     "0.0 unauthorized: unauthorized\n"
     "0.8 LIST rv=5\n"},
    {Begin::Listed, "9: an ERROR that is no Status",
     [](FakeTransport &s) { watchGets(s, open(event("ERROR", pod("a", 9)))); }, 2000,
     "0.0 live\n"
     "0.0 failed: the server ended the watch without saying why\n"
     "0.8 LIST rv=5\n"},
    {Begin::Listed, "9: an ERROR without an object",
     [](FakeTransport &s) { watchGets(s, open("{\"type\":\"ERROR\"}")); }, 2000,
     "0.0 live\n"
     "0.0 failed: the server ended the watch without saying why\n"
     "0.8 LIST rv=5\n"},
    {Begin::Listed, "10: half an object, then the end",
     [](FakeTransport &s) {
         watchGets(s, closed(event("ADDED", pod("b", 6)) + event("ADDED", pod("c", 7)).left(40)));
         watchGets(s, open(event("ADDED", pod("c", 7))));
     },
     1000,
     "0.0 live\n"
     "0.0 PUT b@6\n"
     "0.0 WATCH rv=6\n"
     "0.0 PUT c@7\n"},
    {Begin::Listed, "11: half an object, then a reset",
     [](FakeTransport &s) {
         watchGets(s, lost(event("ADDED", pod("b", 6)) + event("ADDED", pod("c", 7)).left(40)));
         listGets(s, ok(list(6, {item("a", 1)})));
         watchGets(s, open(event("ADDED", pod("c", 7))));
     },
     1000,
     "0.0 live\n"
     "0.0 PUT b@6\n"
     "0.0 reconnecting: connection reset\n"
     "0.0 CHECK rv=6\n"
     "0.0 WATCH rv=6\n"
     "0.0 live\n"
     "0.0 PUT c@7\n"},
    {Begin::Listed, "12: garbage in the middle",
     [](FakeTransport &s) {
         watchGets(s, open(event("ADDED", pod("b", 6)) + "\x16\x03oops\n" + event("ADDED", pod("c", 7))));
         listGets(s, ok(list(8, {item("a", 1), item("b", 6), item("c", 7)})));
     },
     2000,
     "0.0 live\n"
     "0.0 PUT b@6\n"
     "0.0 failed: the watch is not JSON\n"
     "0.8 LIST rv=6\n"
     "0.8 SET a@1 b@6 c@7\n"
     "0.8 WATCH rv=8\n"},
    {Begin::Listed, "12: a syntax error inside an object",
     [](FakeTransport &s) { watchGets(s, open("{\"type\":\"ADDED\",\"object\":{\"kind\" \"Pod\"}}")); }, 2000,
     "0.0 live\n"
     "0.0 failed: the server sent something that is not JSON (The JSON document has an improper structure: missing or "
     "superfluous commas, braces, missing keys, etc.)\n"
     "0.8 LIST rv=5\n"},
    {Begin::Listed, "15: events of no use do not move the version",
     [](FakeTransport &s) {
         QByteArray noName = pod("b", 7);
         noName.replace("\"name\":\"b\",", "");
         QByteArray noVersion = pod("b", 7);
         noVersion.replace("\"resourceVersion\":\"7\"", "\"resourceVersion\":\"\"");
         QByteArray noUid = pod("b", 7);
         noUid.replace("\"uid\"", "\"uix\"");
         QByteArray service = pod("b", 7);
         service.replace("Pod", "Service");
         QByteArray old = pod("b", 7);
         old.replace("\"v1\"", "\"v1beta1\"");
         watchGets(s, closed(event("MOVED", pod("b", 7)) + event("ADDED", service) + event("ADDED", old) +
                             event("ADDED", noName) + event("ADDED", noVersion) + event("ADDED", noUid) +
                             event("ADDED", "{\"kind\":\"Pod\",\"apiVersion\":\"v1\"}") + "{\"type\":\"ADDED\"}"));
     },
     1000,
     "0.0 live\n"
     "0.0 reconnecting: the server ends every watch at once\n"
     "0.8 WATCH rv=5\n"},
    {Begin::Listed, "16: bookmarks only move the version; an empty one does nothing",
     [](FakeTransport &s) { watchGets(s, closed(build::bookmark(6) + event("BOOKMARK", "{}"))); }, 500,
     "0.0 live\n"
     "0.0 WATCH rv=6\n"},
    {Begin::Listed, "20: no answer to the watch", [](FakeTransport &) {}, 32000,
     "30.0 reconnecting: the server does not answer\n"
     "30.8 CHECK rv=5\n"},
    {Begin::Fresh, "20: no answer to the list",
     [](FakeTransport &s) { listGets(s, Answer().fail(Code::Timeout, QStringLiteral("no byte in 30 s"))); }, 2000,
     "0.0 LIST limit=500&rv=0\n"
     "0.0 reconnecting: no byte in 30 s\n"
     "0.8 LIST limit=500&rv=0\n"},
    {Begin::Fresh, "25: a login page",
     [](FakeTransport &s) {
         listGets(s, Answer().head(200, {{"content-type", "text/html"}}).data("<html>log in</html>").finish());
     },
     2000,
     "0.0 LIST limit=500&rv=0\n"
     "0.0 failed: this is not a Kubernetes API: the answer is text/html\n"
     "0.8 LIST limit=500&rv=0\n"},
    {Begin::Listed, "25: a login page instead of the watch",
     [](FakeTransport &s) {
         watchGets(s, Answer().head(200, {{"content-type", "text/html"}}).data("<html>log in</html>").finish());
     },
     2000,
     "0.0 failed: this is not a Kubernetes API: the answer is text/html\n"
     "0.8 LIST rv=5\n"},
    {Begin::Fresh, "27: items are null",
     [](FakeTransport &s) {
         listGets(s, ok("{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"5\"},"
                        "\"items\":null}"));
     },
     1000,
     "0.0 LIST limit=500&rv=0\n"
     "0.0 SET\n"
     "0.0 WATCH rv=5\n"},
    {Begin::Fresh, "27: no items",
     [](FakeTransport &s) {
         listGets(s, ok("{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"5\"}}"));
     },
     1000,
     "0.0 LIST limit=500&rv=0\n"
     "0.0 SET\n"
     "0.0 WATCH rv=5\n"},
    {Begin::Fresh, "27: pages go round in a circle",
     [](FakeTransport &s) {
         listGets(s, ok(list(5, {item("a", 1)}, "one")));
         listGets(s, ok(list(5, {item("b", 2)}, "two")));
         listGets(s, ok(list(5, {item("a", 1)}, "one")));
     },
     1500,
     "0.0 LIST limit=500&rv=0\n"
     "0.0 LIST limit=500&continue=one\n"
     "0.0 LIST limit=500&continue=two\n"
     "0.0 failed: the server's list has no end: its pages go round in a circle\n"
     "0.8 LIST limit=500&rv=0\n"},
    {Begin::Fresh, "31: neither list nor watch", [](FakeTransport &s) { s.always("GET", error(403, "Forbidden")); },
     125000,
     "0.0 LIST limit=500&rv=0\n"
     "0.0 forbidden: forbidden\n"
     "60.0 LIST limit=500&rv=0\n"
     "120.0 LIST limit=500&rv=0\n"},
    {Begin::Fresh, "31: list but not watch",
     [](FakeTransport &s) {
         s.always("GET /api/v1/pods?watch", error(403, "Forbidden"));
         s.always("GET /api/v1/pods", ok(list(5, {item("a", 1)})));
     },
     61000,
     "0.0 LIST limit=500&rv=0\n"
     "0.0 SET a@1\n"
     "0.0 WATCH rv=5\n"
     "0.0 polling: forbidden\n"
     "60.0 LIST rv=5\n"
     "60.0 SET a@1\n"
     "60.0 WATCH rv=5\n"},
    {Begin::Fresh, "list in pages: only the first carries a version",
     [](FakeTransport &s) {
         listGets(s, ok(list(5, {item("a", 1)}, "p2")));
         listGets(s, ok(list(5, {item("b", 2)}, "p3=&")));
         listGets(s, ok(list(5, {item("c", 3)})));
         watchGets(s, error(500, "InternalError"));
     },
     1000,
     "0.0 LIST limit=500&rv=0\n"
     "0.0 LIST limit=500&continue=p2\n"
     "0.0 LIST limit=500&continue=p3%3D%26\n"
     "0.0 SET a@1 b@2 c@3\n"
     "0.0 WATCH rv=5\n"
     "0.0 reconnecting: internalerror\n"
     "0.8 LIST limit=500&rv=5\n"},
    {Begin::Listed, "refused: watch again from the same version, no relist",
     [](FakeTransport &s) {
         watchGets(s, Answer().fail(Code::Unreachable, QStringLiteral("connection refused")));
         listGets(s, Answer().fail(Code::Unreachable, QStringLiteral("connection refused")));
         listGets(s, ok(list(5, {item("a", 1)})));
         watchGets(s, open());
     },
     5000,
     "0.0 reconnecting: connection refused\n"
     "0.8 CHECK rv=5\n"
     "2.4 CHECK rv=5\n"
     "2.4 WATCH rv=5\n"
     "2.4 live\n"},
    {Begin::Fresh, "a list that fails",
     [](FakeTransport &s) {
         listGets(s, error(500, "InternalError"));
         listGets(s, Answer().fail(Code::Unreachable, QStringLiteral("connection refused")));
         listGets(s, Answer().head(200, json).data("{\"kind\":\"PodList\",\"items\":[").finish());
         listGets(s, ok(list(5, {})));
     },
     6000,
     "0.0 LIST limit=500&rv=0\n"
     "0.0 reconnecting: internalerror\n"
     "0.8 LIST limit=500&rv=0\n"
     "0.8 reconnecting: connection refused\n"
     "2.4 LIST limit=500&rv=0\n"
     "2.4 failed: the list ends in the middle\n"
     "5.6 LIST limit=500&rv=0\n"
     "5.6 SET\n"
     "5.6 WATCH rv=5\n"},
    {Begin::Fresh, "the resource does not exist", [](FakeTransport &s) { listGets(s, error(404, "NotFound")); }, 61000,
     "0.0 LIST limit=500&rv=0\n"
     "0.0 failed: notfound\n"
     "60.0 LIST limit=500&rv=0\n"},
};

} // namespace

class TestRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("kubewright.*=false")); }

    void recovers_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(scenarios)); ++i) QTest::newRow(scenarios[i].name) << i;
    }
    void recovers()
    {
        QFETCH(int, index);
        const Scenario &scenario = scenarios[index];
        Rig rig;
        const bool isListed = scenario.begin == Begin::Listed;
        if (isListed) listed(rig.server);
        scenario.script(rig.server);
        rig.run(scenario.ms);
        QCOMPARE(rig.log, QByteArray(isListed ? listedLog : "") + scenario.log);
    }
};

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
