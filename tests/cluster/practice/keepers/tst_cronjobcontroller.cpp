// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/keepers/cronjobcontroller.h"
#include "tests/cluster/practice/keepers/keeperbench.h"

#include <QDateTime>

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;

class TestCronJobController : public QObject
{
    Q_OBJECT

    struct Bench : bench::KeeperBench
    {
        CronJobController controller{process};
        Bench() { process.start(); }

        void start(const QByteArray &spec)
        {
            make(R"({"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"tick"},"spec":{)" + spec +
                 R"(,"jobTemplate":{"metadata":{"labels":{"app":"tick"}},"spec":{"template":{"spec":{
                 "restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}})");
            settle();
        }
        // Just behind the next whole minute.
        void nextMinute() { settle(int(60 * 1000 - api.clock.wallMs() % (60 * 1000) + 500)); }
        Value cronJob() { return get(u"batch/v1", u"CronJob", u"tick"_s); }
        QStringList jobs() { return names(u"batch/v1", u"Job"); }
        QStringList active()
        {
            QStringList all;
            for (const Value whole = cronJob(); const Value &one : listAt(whole, {u"status", u"active"}))
                all.append(textAt(one, {u"name"}));
            return all;
        }
        QString nameNow() { return u"tick-"_s + QString::number(api.clock.wallMs() / 1000 / 60); }
        // As the Job controller says it.
        void end(const QString &job, bool succeeded)
        {
            QByteArray status =
                R"({"status":{"startTime":"NOW","COMPLETED""conditions":[{"type":"BEFORE","status":"True"},
                {"type":"TYPE","status":"True","lastTransitionTime":"NOW"}],COUNT}})";
            status.replace(R"("COMPLETED")", succeeded ? R"("completionTime":"NOW",)" : "");
            status.replace("BEFORE", succeeded ? "SuccessCriteriaMet" : "FailureTarget");
            status.replace("TYPE", succeeded ? "Complete" : "Failed");
            status.replace("COUNT", succeeded ? R"("succeeded":1)" : R"("failed":1)");
            status.replace("NOW", timeText(api.clock.wallMs()).toUtf8());
            patch(u"batch/v1", u"Job", job, status, u"status"_s);
            settle();
        }
    };

    static qint64 ms(const QString &text) { return QDateTime::fromString(text, Qt::ISODate).toMSecsSinceEpoch(); }

private Q_SLOTS:
    void times_data()
    {
        QTest::addColumn<QString>("schedule");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("expected"); // empty: never
        const auto row = [](const char *schedule, const char *after, const char *expected) {
            QTest::newRow(schedule) << QString::fromLatin1(schedule) << QString::fromLatin1(after)
                                    << QString::fromLatin1(expected);
        };
        row("*/15 * * * *", "2026-01-31T10:07:30Z", "2026-01-31T10:15:00Z");
        row("0 0 31 * *", "2026-02-01T00:00:00Z", "2026-03-31T00:00:00Z");
        row("30 6-16/4 * * 1-5", "2026-01-30T14:31:00Z", "2026-02-02T06:30:00Z"); // Friday to Monday
        row("0 12 13 * FRI", "2026-01-01T00:00:00Z", "2026-01-02T12:00:00Z");     // the 13th, or a Friday
        row("0 12 */2 * FRI", "2026-01-03T13:00:00Z", "2026-01-05T12:00:00Z");    // a step is no star
        row("0 12 */1 * FRI", "2026-01-03T13:00:00Z", "2026-01-09T12:00:00Z");
        row("0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z");
        row("59 23 31 2 *", "2026-01-01T00:00:00Z", "");
        row("5/20 * * * *", "2026-01-01T00:06:00Z", "2026-01-01T00:25:00Z");
        row("0 9 * jan,Mar sun", "2026-01-26T00:00:00Z", "2026-03-01T09:00:00Z");
        row("@every 90m", "2026-01-01T00:00:10Z", "2026-01-01T01:30:10Z");
        row("@weekly", "2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z");
        row("TZ=Europe/Berlin 30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-30T00:30:00Z"); // that hour is left out
        row("TZ=Europe/Berlin 30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z"); // that one is there twice
        row("TZ=Europe/Berlin 0 0 1 * *", "2026-03-15T12:00:00Z", "2026-03-31T22:00:00Z");
        row("TZ=America/Sao_Paulo 0 0 * * *", "2018-11-03T12:00:00Z", "2018-11-05T02:00:00Z"); // no midnight
    }
    void times()
    {
        QFETCH(QString, schedule);
        QFETCH(QString, after);
        QFETCH(QString, expected);
        QString problem;
        const CronSchedule read = CronSchedule::read(schedule, problem);
        QCOMPARE(problem, QString());
        const qint64 next = read.next(ms(after));
        QCOMPARE(next == CronSchedule::never ? QString() : timeText(next), expected);
    }

    void problems()
    {
        QString problem;
        (void)CronSchedule::read(u"* * * *"_s, problem);
        QCOMPARE(problem, u"expected exactly 5 fields, found 4: [* * * *]"_s);
        (void)CronSchedule::read(u"61 * * * *"_s, problem);
        QCOMPARE(problem, u"end of range (61) above maximum (59): 61"_s);
        (void)CronSchedule::read(u"@often"_s, problem);
        QCOMPARE(problem, u"unrecognized descriptor: @often"_s);
        (void)CronSchedule::read(u"@every 5x"_s, problem);
        QCOMPARE(problem, u"failed to parse duration @every 5x: time: unknown unit \"x\" in duration \"5x\""_s);
        (void)CronSchedule::read(u"TZ=Nowhere/City * * * * *"_s, problem);
        QCOMPARE(problem, u"provided bad location Nowhere/City: unknown time zone Nowhere/City"_s);
        (void)CronSchedule::read(u"0/9223372036854775807 * * * *"_s, problem); // no step runs away
        QCOMPARE(problem, QString());
    }

    void everyMinute()
    {
        Bench bench;
        bench.start(R"("schedule":"* * * * *")");
        QCOMPARE(bench.jobs(), QStringList());
        bench.nextMinute();
        const QString first = bench.nameNow();
        QCOMPARE(bench.jobs(), QStringList{first});
        QCOMPARE(bench.active(), QStringList{first});
        const Value job = bench.get(u"batch/v1", u"Job", first);
        const QString due = timeText(bench.api.clock.wallMs() / 60000 * 60000);
        QCOMPARE(textAt(job, {u"metadata", u"annotations", u"batch.kubernetes.io/cronjob-scheduled-timestamp"}), due);
        QCOMPARE(textAt(job, {u"metadata", u"labels", u"app"}), u"tick"_s);
        QCOMPARE(textAt(bench.cronJob(), {u"status", u"lastScheduleTime"}), due);
        const Value reference = listAt(bench.cronJob(), {u"status", u"active"}).front();
        QCOMPARE(textAt(reference, {u"uid"}), uidOf(job));
        QCOMPARE(textAt(reference, {u"kind"}), u"Job"_s);
        QCOMPARE(textAt(reference, {u"apiVersion"}), u"batch/v1"_s);
        bench.end(first, true);
        QCOMPARE(bench.active(), QStringList());
        QCOMPARE(textAt(bench.cronJob(), {u"status", u"lastSuccessfulTime"}), timeText(bench.api.clock.wallMs()));
        bench.nextMinute();
        QCOMPARE(bench.active(), QStringList{bench.nameNow()});
        QCOMPARE(
            bench.events(),
            (QStringList{
                u"Normal SuccessfulCreate cronjob-controller: Created job "_s + first,
                u"Normal SawCompletedJob cronjob-controller: Saw completed job: %1, condition: Complete"_s.arg(first),
                u"Normal SuccessfulCreate cronjob-controller: Created job "_s + bench.nameNow()}));
    }

    void concurrency_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<int>("jobs");
        QTest::addColumn<QString>("event");
        QTest::newRow("allow") << QByteArray("Allow") << 2
                               << u"Normal SuccessfulCreate cronjob-controller: Created job NEW"_s;
        QTest::newRow("forbid")
            << QByteArray("Forbid") << 1
            << u"Normal JobAlreadyActive cronjob-controller: Not starting job because prior execution "
               u"is running and concurrency policy is Forbid"_s;
        QTest::newRow("replace") << QByteArray("Replace") << 1
                                 << u"Normal SuccessfulDelete cronjob-controller: Deleted job OLD"_s;
    }
    void concurrency()
    {
        QFETCH(QByteArray, policy);
        QFETCH(int, jobs);
        QFETCH(QString, event);
        Bench bench;
        QByteArray spec = R"("schedule":"* * * * *","concurrencyPolicy":"POLICY")";
        bench.start(spec.replace("POLICY", policy));
        bench.nextMinute();
        const QString first = bench.nameNow();
        bench.nextMinute();
        QCOMPARE(bench.jobs().size(), jobs);
        QCOMPARE(bench.jobs().contains(bench.nameNow()), policy != "Forbid");
        QCOMPARE(bench.active(), bench.jobs());
        event.replace(u"NEW"_s, bench.nameNow()).replace(u"OLD"_s, first);
        QVERIFY2(bench.events().contains(event), qPrintable(bench.events().join(u'\n')));
    }

    void history()
    {
        Bench bench;
        bench.start(R"("schedule":"* * * * *","successfulJobsHistoryLimit":1,"failedJobsHistoryLimit":0)");
        bench.nextMinute();
        const QString first = bench.nameNow();
        bench.end(first, true);
        bench.nextMinute();
        const QString second = bench.nameNow();
        bench.end(second, true);
        QCOMPARE(bench.jobs(), QStringList{second});
        QVERIFY(bench.events().contains(u"Normal SuccessfulDelete cronjob-controller: Deleted job "_s + first));
        bench.nextMinute();
        bench.end(bench.nameNow(), false);
        QCOMPARE(bench.jobs(), QStringList{second});
    }

    // Three were missed: one is made, for the last of them.
    void missed()
    {
        Bench bench;
        bench.start(R"("schedule":"* * * * *")");
        bench.process.stop();
        for (int i = 0; i < 3; ++i) bench.nextMinute();
        bench.process.start();
        bench.settle(1000);
        QCOMPARE(bench.jobs(), QStringList{bench.nameNow()});
    }

    void missedTooLong()
    {
        Bench bench;
        bench.start(R"("schedule":"*/5 * * * *","startingDeadlineSeconds":30)");
        bench.process.stop();
        const qint64 now = bench.api.clock.wallMs();
        bench.settle(int(300000 - now % 300000 + 60000));
        bench.process.start();
        bench.settle(1000);
        QCOMPARE(bench.jobs(), QStringList());
        bench.nextMinute();
        for (int i = 0; i < 4; ++i) bench.nextMinute();
        QCOMPARE(bench.jobs().size(), 1);
    }

    void muchMissed()
    {
        Bench bench;
        bench.start(R"("schedule":"* * * * *")");
        bench.process.stop();
        bench.settle(110 * 60 * 1000);
        bench.process.start();
        bench.settle(1000);
        QCOMPARE(bench.jobs(), QStringList{bench.nameNow()});
        QVERIFY(
            bench.events().contains(u"Warning TooManyMissedTimes cronjob-controller: too many missed start times. Set "
                                    u"or decrease .spec.startingDeadlineSeconds or check clock skew"_s));
    }

    void suspended()
    {
        Bench bench;
        bench.start(R"("schedule":"* * * * *","suspend":true)");
        bench.nextMinute();
        QCOMPARE(bench.jobs(), QStringList());
        bench.patch(u"batch/v1", u"CronJob", u"tick"_s, R"({"spec":{"suspend":false}})");
        bench.settle();
        QCOMPARE(bench.jobs(), QStringList{bench.nameNow()}); // the minute that was missed
    }

    // Its own zone: the annotation says it so.
    void timeZone()
    {
        Bench bench;
        bench.start(R"("schedule":"* * * * *","timeZone":"Asia/Kolkata")");
        bench.nextMinute();
        const Value job = bench.get(u"batch/v1", u"Job", bench.nameNow());
        const QString text =
            textAt(job, {u"metadata", u"annotations", u"batch.kubernetes.io/cronjob-scheduled-timestamp"});
        QVERIFY2(text.endsWith(u"+05:30"), qPrintable(text));
        QCOMPARE(ms(text), bench.api.clock.wallMs() / 60000 * 60000);
    }

    void activeJobVanishes()
    {
        Bench bench;
        bench.start(R"("schedule":"0 0 1 1 *")");
        bench.patch(u"batch/v1", u"CronJob", u"tick"_s, R"({"spec":{"schedule":"* * * * *"}})");
        bench.nextMinute();
        const QString first = bench.nameNow();
        QCOMPARE(bench.active(), QStringList{first});
        bench.remove(u"batch/v1", u"Job", first, u"Background"_s);
        bench.settle();
        QCOMPARE(bench.active(), QStringList());
        QCOMPARE(bench.events().last(), u"Normal MissingJob cronjob-controller: Active job went missing: "_s + first);
        QCOMPARE(bench.jobs(), QStringList()); // that minute is done
    }

    void senseless()
    {
        Bench bench;
        bench.start(R"("schedule":"59 23 31 2 *")");
        QCOMPARE(bench.events(),
                 QStringList{u"Warning InvalidSchedule cronjob-controller: invalid schedule: 59 23 31 2 * : "
                             u"time difference between two schedules is less than 1 second"_s});
        QVERIFY(bench.controller.isIdle());
    }
};

QTEST_GUILESS_MAIN(TestCronJobController)
#include "tst_cronjobcontroller.moc"
