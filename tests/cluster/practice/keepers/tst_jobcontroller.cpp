// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/keepers/jobbench.h"

using namespace practice;
using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;

class TestJobController : public QObject
{
    Q_OBJECT

    using Bench = bench::JobBench;

    static QStringList succeededEnd()
    {
        return {u"SuccessCriteriaMet True CompletionsReached: Reached expected number of succeeded pods"_s,
                u"Complete True CompletionsReached: Reached expected number of succeeded pods"_s};
    }
    static QStringList failedEnd(const QString &reason, const QString &message)
    {
        return {u"FailureTarget True %1: %2"_s.arg(reason, message), u"Failed True %1: %2"_s.arg(reason, message)};
    }
    static const QString limitReached;

private Q_SLOTS:
    // The states that a real control plane goes through, one by one.
    void statesOfSuccess()
    {
        Bench bench;
        QStringList states;
        const auto watch = bench.user.watch(bench.user.kind(u"batch/v1", u"Job"), 0, [&states](const auto &event) {
            states.append(bench::stateOf(event.object));
        });
        bench.start(R"("parallelism":2,"completions":3)");
        bench.endAll(0);
        bench.settle(2500);
        bench.endAll(0);
        bench.settle(5000);
        QCOMPARE(states,
                 (QStringList{u"; ; uncounted 0+0"_s, u"; active 2, ready 0, terminating 0; uncounted 0+0"_s,
                              u"; active 1, ready 0, terminating 0; uncounted 2+0"_s,
                              u"; active 1, ready 0, succeeded 2, terminating 0; uncounted 0+0"_s,
                              u"SuccessCriteriaMet; ready 0, succeeded 2, terminating 0; uncounted 1+0"_s,
                              u"SuccessCriteriaMet Complete; ready 0, succeeded 3, terminating 0; uncounted 0+0"_s}));
    }

    void statesOfFailure()
    {
        Bench bench;
        QStringList states;
        const auto watch = bench.user.watch(bench.user.kind(u"batch/v1", u"Job"), 0, [&states](const auto &event) {
            states.append(bench::stateOf(event.object));
        });
        bench.start(R"("backoffLimit":0)");
        bench.remove(u"v1", u"Pod", nameOf(bench.pods().front()));
        bench.settle(8000);
        QCOMPARE(states, (QStringList{u"; ; uncounted 0+0"_s, u"; active 1, ready 0, terminating 0; uncounted 0+0"_s,
                                      u"FailureTarget; ready 0, terminating 1; uncounted 0+1"_s,
                                      u"FailureTarget; failed 1, ready 0, terminating 1; uncounted 0+0"_s,
                                      u"FailureTarget; failed 1, ready 0, terminating 0; uncounted 0+0"_s,
                                      u"FailureTarget Failed; failed 1, ready 0, terminating 0; uncounted 0+0"_s}));
    }

    void statesOfFewer()
    {
        Bench bench;
        bench.start(R"("parallelism":3)");
        QStringList states;
        const auto watch =
            bench.user.watch(bench.user.kind(u"batch/v1", u"Job"), bench.user.core().registry.store().revision(),
                             [&states](const auto &event) { states.append(bench::stateOf(event.object)); });
        bench.patch(u"batch/v1", u"Job", u"work"_s, R"({"spec":{"parallelism":1}})");
        bench.settle(3000);
        bench.remove(u"v1", u"Pod", nameOf(bench.pods().front()));
        bench.settle(14000);
        QCOMPARE(states, (QStringList{u"; active 3, ready 0, terminating 0; uncounted 0+0"_s,
                                      u"; active 1, ready 0, terminating 2; uncounted 0+0"_s,
                                      u"; active 1, ready 0, terminating 0; uncounted 0+0"_s,
                                      u"; ready 0, terminating 1; uncounted 0+1"_s,
                                      u"; failed 1, ready 0, terminating 1; uncounted 0+0"_s,
                                      u"; failed 1, ready 0, terminating 0; uncounted 0+0"_s,
                                      u"; active 1, failed 1, ready 0, terminating 0; uncounted 0+0"_s}));
    }

    // Neither hangs nor floods, and counts every one once.
    void thousands()
    {
        Bench bench;
        bench.start(R"("parallelism":2000,"completions":2000)");
        bench.settle(10000);
        QCOMPARE(bench.pods().size(), std::size_t(2000));
        bench.endAll(0);
        bench.settle(20000);
        QCOMPARE(bench.conditions(), succeededEnd());
        QCOMPARE(bench.counts(), u"ready 0, succeeded 2000, terminating 0"_s);
        QVERIFY(bench.events().size() < 50);
    }

    void one()
    {
        Bench bench;
        bench.start("");
        QCOMPARE(bench.counts(), u"active 1, ready 0, terminating 0"_s);
        QVERIFY(!textAt(bench.status(), {u"startTime"}).isEmpty());
        QCOMPARE(*bench.status().find(u"uncountedTerminatedPods"), Value(ValueMap()));
        const Value pod = bench.pods().front();
        QVERIFY(nameOf(pod).startsWith(u"work-"));
        QCOMPARE(listAt(pod, {u"metadata", u"finalizers"}), ValueList{u"batch.kubernetes.io/job-tracking"});
        QCOMPARE(textAt(pod, {u"metadata", u"labels", u"batch.kubernetes.io/job-name"}), u"work"_s);
        QCOMPARE(textAt(listAt(pod, {u"metadata", u"managedFields"}).front(), {u"manager"}),
                 u"kube-controller-manager"_s);
        bench.end(pod, 0);
        bench.settle(5000);
        QCOMPARE(bench.conditions(), succeededEnd());
        QCOMPARE(bench.counts(), u"ready 0, succeeded 1, terminating 0"_s);
        QCOMPARE(textAt(bench.status(), {u"completionTime"}),
                 textAt(*conditionOf(bench.job(), u"Complete"), {u"lastTransitionTime"}));
        QCOMPARE(*bench.status().find(u"uncountedTerminatedPods"), Value(ValueMap()));
        QVERIFY(listAt(bench.pods().front(), {u"metadata", u"finalizers"}).empty());
        QCOMPARE(bench.events(), (QStringList{u"Normal SuccessfulCreate job-controller: Created pod: "_s + nameOf(pod),
                                              u"Normal Completed job-controller: Job completed"_s}));
    }

    // Never more at once than it may, never more than are needed.
    void parallel()
    {
        Bench bench;
        bench.start(R"("parallelism":2,"completions":3)");
        QCOMPARE(bench.pods().size(), std::size_t(2));
        bench.endAll(0);
        bench.settle(2500);
        QCOMPARE(bench.pods().size(), std::size_t(3));
        QCOMPARE(bench.counts(), u"active 1, ready 0, succeeded 2, terminating 0"_s);
        bench.endAll(0);
        bench.settle(5000);
        QCOMPARE(bench.conditions(), succeededEnd());
        QCOMPARE(bench.counts(), u"ready 0, succeeded 3, terminating 0"_s);
    }

    // However late it sees its own pods, there is never one too many.
    void lateWatch()
    {
        Bench bench;
        bench.process.setWatchDelay(700);
        bench.start(R"("parallelism":4,"completions":10)");
        for (int i = 0; i < 60; ++i) {
            bench.settle(500);
            qint64 running = 0;
            for (const Value &pod : bench.pods()) running += textAt(pod, {u"status", u"phase"}) == u"Pending";
            QVERIFY(running <= 4);
            if (i % 5 == 0) bench.endAll(0);
        }
        QCOMPARE(bench.pods().size(), std::size_t(10));
        QCOMPARE(bench.conditions(), succeededEnd());
        QCOMPARE(integerAt(bench.status(), {u"succeeded"}), 10);
    }

    // 10 s after the first failure, 20 s after the second, and then no more.
    void backoff()
    {
        Bench bench;
        bench.start(R"("backoffLimit":2)");
        bench.endAll(1);
        bench.settle(8000);
        QCOMPARE(bench.pods().size(), std::size_t(1));
        QCOMPARE(integerAt(bench.status(), {u"failed"}), 1);
        bench.settle(4000);
        QCOMPARE(bench.pods().size(), std::size_t(2));
        bench.endAll(1);
        bench.settle(17000);
        QCOMPARE(bench.pods().size(), std::size_t(2));
        bench.settle(6000);
        QCOMPARE(bench.pods().size(), std::size_t(3));
        bench.endAll(1);
        bench.settle(5000);
        QCOMPARE(bench.conditions(), failedEnd(u"BackoffLimitExceeded"_s, limitReached));
        QCOMPARE(bench.counts(), u"failed 3, ready 0, terminating 0"_s);
        QVERIFY(!bench.status().find(u"completionTime"));
        QCOMPARE(bench.events().last(), u"Warning BackoffLimitExceeded job-controller: "_s + limitReached);
    }

    // What still runs is deleted, and waited for, before the end is final.
    void deadline()
    {
        Bench bench;
        bench.start(R"("activeDeadlineSeconds":30,"parallelism":2)");
        for (const Value &pod : bench.pods())
            QVERIFY(!bench.user.bind(u"default"_s, nameOf(pod), uidOf(pod), u"node"_s));
        bench.settle(31000);
        const QString message = u"Job was active longer than specified deadline"_s;
        QCOMPARE(bench.conditions(), QStringList{u"FailureTarget True DeadlineExceeded: "_s + message});
        QCOMPARE(integerAt(bench.status(), {u"terminating"}), 2);
        QStringList events = bench.events();
        QVERIFY(events.last().startsWith(u"Normal SuccessfulDelete job-controller: Deleted pod: work-"));
        for (const Value &pod : bench.pods()) {
            DeleteOptions now;
            now.graceSeconds = 0;
            QVERIFY(bench.user.remove(bench.user.kind(u"v1", u"Pod"), u"default"_s, nameOf(pod), now).ok());
        }
        bench.settle(5000);
        QCOMPARE(bench.conditions(), failedEnd(u"DeadlineExceeded"_s, message));
        QCOMPARE(bench.counts(), u"failed 2, ready 0, terminating 0"_s);
        QCOMPARE(bench.events().last(), u"Warning DeadlineExceeded job-controller: "_s + message);
    }

    void suspends()
    {
        Bench bench;
        bench.start(R"("suspend":true,"parallelism":2)");
        QCOMPARE(bench.pods().size(), std::size_t(0));
        QCOMPARE(bench.conditions(), QStringList{u"Suspended True JobSuspended: Job suspended"_s});
        QVERIFY(!bench.status().find(u"startTime"));
        bench.patch(u"batch/v1", u"Job", u"work"_s, R"({"spec":{"suspend":false}})");
        bench.settle(2000);
        QCOMPARE(bench.pods().size(), std::size_t(2));
        QCOMPARE(bench.conditions(), QStringList{u"Suspended False JobResumed: Job resumed"_s});
        QVERIFY(bench.status().find(u"startTime"));
        bench.patch(u"batch/v1", u"Job", u"work"_s, R"({"spec":{"suspend":true}})");
        bench.settle(3000);
        QCOMPARE(bench.pods().size(), std::size_t(0));
        QCOMPARE(bench.counts(), u"ready 0, terminating 0"_s);
        QStringList events = bench.events();
        QCOMPARE(events.filter(u"Suspended"_s).size(), 1); // said twice, counted up
        QCOMPARE(events.filter(u"Resumed"_s), QStringList{u"Normal Resumed job-controller: Job resumed"_s});
    }

    void indexed()
    {
        Bench bench;
        bench.start(R"("completionMode":"Indexed","parallelism":3,"completions":5)");
        auto pods = bench.pods();
        QCOMPARE(pods.size(), std::size_t(3));
        QStringList indexes;
        for (const Value &pod : pods) {
            const QString index = QString::number(completionIndexOf(pod).value_or(-1));
            indexes.append(index);
            QVERIFY(nameOf(pod).startsWith(u"work-"_s + index + u'-'));
            QCOMPARE(textAt(pod, {u"spec", u"hostname"}), u"work-"_s + index);
            QCOMPARE(textAt(pod, {u"metadata", u"labels", u"batch.kubernetes.io/job-completion-index"}), index);
            const Value variable = listAt(listAt(pod, {u"spec", u"containers"}).front(), {u"env"}).front();
            QCOMPARE(textAt(variable, {u"name"}), u"JOB_COMPLETION_INDEX"_s);
            QCOMPARE(textAt(variable, {u"valueFrom", u"fieldRef", u"fieldPath"}),
                     u"metadata.labels['batch.kubernetes.io/job-completion-index']"_s);
        }
        indexes.sort();
        QCOMPARE(indexes, (QStringList{u"0"_s, u"1"_s, u"2"_s}));
        for (const Value &pod : pods)
            if (completionIndexOf(pod) != 1) bench.end(pod, 0);
        bench.settle(2500);
        QCOMPARE(bench.counts(), u"active 3, completedIndexes 0,2, ready 0, succeeded 2, terminating 0"_s);
        bench.endAll(0);
        bench.settle(5000);
        QCOMPARE(bench.counts(), u"completedIndexes 0-4, ready 0, succeeded 5, terminating 0"_s);
        QCOMPARE(bench.conditions(), succeededEnd());
    }

    // Each index has its own failures, which its next pod remembers.
    void limitPerIndex()
    {
        Bench bench;
        bench.start(R"("completionMode":"Indexed","parallelism":2,"completions":2,"backoffLimitPerIndex":1)");
        const auto endIndex = [&bench](qint64 index, int code) {
            for (const Value &pod : bench.pods())
                if (completionIndexOf(pod) == index && textAt(pod, {u"status", u"phase"}) == u"Pending")
                    bench.end(pod, code);
        };
        endIndex(0, 1);
        endIndex(1, 0);
        bench.settle(14000);
        QStringList failures;
        for (const Value &pod : bench.pods())
            if (completionIndexOf(pod) == 0)
                failures.append(
                    textAt(pod, {u"metadata", u"annotations", u"batch.kubernetes.io/job-index-failure-count"}));
        failures.sort();
        QCOMPARE(failures, (QStringList{u"0"_s, u"1"_s}));
        endIndex(0, 1);
        bench.settle(5000);
        QCOMPARE(bench.counts(),
                 u"completedIndexes 1, failed 2, failedIndexes 0, ready 0, succeeded 1, terminating 0"_s);
        QCOMPARE(bench.conditions(), failedEnd(u"FailedIndexes"_s, u"Job has failed indexes"_s));
    }

    void failurePolicy()
    {
        Bench bench;
        bench.start(R"("backoffLimit":0,"podFailurePolicy":{"rules":[
            {"action":"Ignore","onPodConditions":[{"type":"DisruptionTarget","status":"True"}]},
            {"action":"FailJob","onExitCodes":{"operator":"In","values":[42]}}]})");
        const Value first = bench.pods().front();
        bench.patch(u"v1", u"Pod", nameOf(first),
                    R"({"status":{"phase":"Failed","conditions":[{"type":"DisruptionTarget","status":"True"}]}})",
                    u"status"_s);
        bench.settle(15000);
        QCOMPARE(bench.pods().size(), std::size_t(2)); // ignored, and replaced
        QCOMPARE(integerAt(bench.status(), {u"failed"}), 0);
        QString second;
        for (const Value &pod : bench.pods())
            if (nameOf(pod) != nameOf(first)) second = nameOf(pod);
        bench.endAll(42);
        bench.settle(5000);
        QCOMPARE(bench.conditions(),
                 failedEnd(u"PodFailurePolicy"_s, u"Container c for pod default/%1 failed with exit code 42 matching "
                                                  u"FailJob rule at index 1"_s.arg(second)));
        QCOMPARE(integerAt(bench.status(), {u"failed"}), 1);
    }

    void successPolicy()
    {
        Bench bench;
        bench.start(R"("completionMode":"Indexed","parallelism":3,"completions":3,
            "successPolicy":{"rules":[{"succeededIndexes":"1-2","succeededCount":1}]})");
        for (const Value &pod : bench.pods())
            if (completionIndexOf(pod) == 2) bench.end(pod, 0);
        bench.settle(6000);
        QCOMPARE(bench.conditions(), (QStringList{u"SuccessCriteriaMet True SuccessPolicy: Matched rules at index 0"_s,
                                                  u"Complete True SuccessPolicy: Matched rules at index 0"_s}));
        QCOMPARE(bench.counts(), u"completedIndexes 2, ready 0, succeeded 1, terminating 0"_s);
        QCOMPARE(bench.pods().size(), std::size_t(1));
    }

    // A pod that is deleted by hand has failed, and is made again.
    void deletedPod()
    {
        Bench bench;
        bench.start("");
        const QString first = nameOf(bench.pods().front());
        bench.remove(u"v1", u"Pod", first);
        bench.settle(15000);
        QCOMPARE(bench.pods().size(), std::size_t(1));
        QVERIFY(nameOf(bench.pods().front()) != first);
        QCOMPARE(bench.counts(), u"active 1, failed 1, ready 0, terminating 0"_s);
    }

    // A Job that goes leaves no pod behind that cannot go.
    void deletedJob()
    {
        Bench bench;
        bench.start(R"("parallelism":2)");
        bench.remove(u"batch/v1", u"Job", u"work"_s, u"Background"_s);
        bench.settle(2000);
        QCOMPARE(bench.pods().size(), std::size_t(2));
        for (const Value &pod : bench.pods()) QVERIFY(listAt(pod, {u"metadata", u"finalizers"}).empty());
    }

    void fewerAtOnce()
    {
        Bench bench;
        bench.start(R"("parallelism":4,"completions":10)");
        bench.patch(u"batch/v1", u"Job", u"work"_s, R"({"spec":{"parallelism":1}})");
        bench.settle(3000);
        QCOMPARE(bench.pods().size(), std::size_t(1));
        QCOMPARE(bench.counts(), u"active 1, ready 0, terminating 0"_s);
    }

    void refusedByQuota()
    {
        Bench bench;
        bench.make(
            R"({"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"few"},"spec":{"hard":{"pods":"1"}}})");
        bench.patch(u"v1", u"ResourceQuota", u"few"_s, R"({"status":{"hard":{"pods":"1"},"used":{"pods":"0"}}})",
                    u"status"_s);
        bench.start(R"("parallelism":3)");
        QCOMPARE(bench.pods().size(), std::size_t(1));
        QCOMPARE(integerAt(bench.status(), {u"active"}), 1);
        QVERIFY(
            !bench.events().filter(u"Warning FailedCreate job-controller: Error creating: pods \"work-"_s).isEmpty());
    }
};

const QString TestJobController::limitReached = u"Job has reached the specified backoff limit"_s;

QTEST_GUILESS_MAIN(TestJobController)
#include "tst_jobcontroller.moc"
