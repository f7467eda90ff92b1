// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/base/objects.h"
#include "cluster/practice/component/eventrecorder.h"
#include "cluster/practice/life/eventexpiry.h"
#include "tests/cluster/practice/api/apibench.h"

#include <QTest>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;
using model::ValueMap;

// client-go tools/record: what is said again counts, what differs in words alone is combined, who says too much is not
// heard. And that Events grow old.
class TestEventRecorder : public QObject
{
    Q_OBJECT

    struct Bench
    {
        bench::ApiBench api;
        ComponentClient user{api.core, u"user"_s};
        EventRecorder recorder{user, api.clock, u"test-controller"_s, u"host-1"_s};
        Value about;

        Bench()
        {
            Value map(ValueMap{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"ConfigMap"_s}});
            map.set(u"metadata", ValueMap{{u"name"_s, u"a"_s}, {u"namespace"_s, u"default"_s}});
            about = *user.create(map);
        }
        void say(const QString &message) { recorder.record(about, u"Normal"_s, u"Reason"_s, message); }
        // "COUNT COMPONENT/INSTANCE source SOURCE: MESSAGE", sorted.
        QStringList all()
        {
            QStringList lines;
            for (const Value &event : user.list(user.kind(u"v1", u"Event"), u"default"_s).objects)
                lines.append(u"%1 %2/%3 source %4: %5"_s.arg(integerAt(event, {u"count"}))
                                 .arg(textAt(event, {u"reportingComponent"}), textAt(event, {u"reportingInstance"}),
                                      textAt(event, {u"source", u"component"}), textAt(event, {u"message"})));
            lines.sort();
            return lines;
        }
    };

private Q_SLOTS:
    void countsWhatIsSaidAgain()
    {
        Bench bench;
        for (int i = 0; i < 3; ++i) bench.say(u"same"_s);
        bench.say(u"other"_s);
        QCOMPARE(bench.all(), QStringList({u"1 test-controller/host-1 source test-controller: other"_s,
                                           u"3 test-controller/host-1 source test-controller: same"_s}));
    }

    // The tenth that differs is combined with those that come after it, and does not say who reports it.
    void combinesWhatIsSimilar()
    {
        Bench bench;
        for (int i = 0; i < 12; ++i) bench.say(u"number %1"_s.arg(i));
        const QStringList all = bench.all();
        QCOMPARE(all.size(), 10);
        QCOMPARE(all.filter(u"combined"_s),
                 QStringList(u"3 / source test-controller: (combined from similar events): number 11"_s));
    }

    // Beyond the burst nothing is written, and it counts nevertheless.
    void countsWhatIsNotHeard()
    {
        Bench bench;
        for (int i = 0; i < EventRecorder::burst + 5; ++i) bench.say(u"same"_s);
        QCOMPARE(bench.all(), QStringList(u"25 test-controller/host-1 source test-controller: same"_s));
        bench.api.clock.advance(EventRecorder::oneMoreEveryMs);
        bench.say(u"same"_s);
        QCOMPARE(bench.all(), QStringList(u"31 test-controller/host-1 source test-controller: same"_s));
    }

    // An hour after it was last written, an Event is gone; a client that watches hears of it.
    void growsOld()
    {
        Bench bench;
        bench.say(u"before"_s);
        EventExpiry expiry(bench.api.core, bench.api.clock);
        expiry.start();
        bench.say(u"after"_s);
        int deletions = 0;
        const auto watch = bench.user.watch(
            bench.user.kind(u"v1", u"Event"), bench.api.core.registry.store().revision(),
            [&deletions](const ComponentClient::Event &change) { deletions += change.type[0] == 'D' ? 1 : 0; });
        const auto pass = [&bench](qint64 ms) {
            for (qint64 step = 0; step < ms; step += 10000) bench.api.clock.advance(10000);
        };
        pass(30 * 60 * 1000);
        bench.say(u"after"_s);
        pass(EventExpiry::keptMs - 30 * 60 * 1000 - 60 * 1000);
        QCOMPARE(bench.all().size(), 2);
        pass(2 * 60 * 1000 + EventExpiry::lookMs);
        QCOMPARE(bench.all(), QStringList(u"2 test-controller/host-1 source test-controller: after"_s));
        pass(30 * 60 * 1000);
        QCOMPARE(bench.all(), QStringList());
        QCOMPARE(deletions, 2);
        bench.say(u"after"_s); // it is made anew, and goes on counting
        QCOMPARE(bench.all(), QStringList(u"3 test-controller/host-1 source test-controller: after"_s));
    }
};

QTEST_GUILESS_MAIN(TestEventRecorder)
#include "tst_eventrecorder.moc"
