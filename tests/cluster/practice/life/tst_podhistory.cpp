// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/run/practicecluster.h"
#include "model/wire/json.h"
#include "tests/cluster/practice/life/names.h"
#include "tests/cluster/practice/life/paths.h"
#include "tests/cluster/practice/life/play.h"

#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using model::Value;
using model::ValueList;
using model::ValueMap;

// How a pod comes to be, told from what anybody can see: what the store has, revision by revision, and which component
// asked for it. Printed whole, to read; compared in its order.
class TestPodHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fromRequestToEndpoints();
    void sameSeedSameHistory();

private:
    struct Step
    {
        qint64 revision = 0;
        QString actor; // "kube-scheduler bind Pod"
        QString what;  // "Pod p MODIFIED spec.nodeName"
    };
    struct Told
    {
        QList<Step> steps;
        QString text() const;
        qsizetype indexOf(const QString &actor, const QString &what) const; // -1: there is no such step
    };
    static Told tell(quint64 seed);
    static Value objects();

    Told m_told;
};

QString TestPodHistory::Told::text() const
{
    QString all;
    for (const Step &step : steps) all += u"%1 %2 -> %3\n"_s.arg(step.revision, 5).arg(step.actor, -52).arg(step.what);
    return all;
}

qsizetype TestPodHistory::Told::indexOf(const QString &actor, const QString &what) const
{
    for (qsizetype i = 0; i < steps.size(); ++i)
        if (steps[i].actor.startsWith(actor) && steps[i].what.contains(what)) return i;
    return -1;
}

Value TestPodHistory::objects()
{
    const Value labels = ValueMap{{u"app"_s, u"web"}};
    const Value container = ValueMap{{u"name"_s, u"c"}, {u"image"_s, u"nginx:1"}};
    const Value port = ValueMap{{u"port"_s, 80}};
    return ValueList{ValueMap{{u"apiVersion"_s, u"v1"},
                              {u"kind"_s, u"Service"},
                              {u"metadata"_s, ValueMap{{u"name"_s, u"web"}}},
                              {u"spec"_s, ValueMap{{u"selector"_s, labels}, {u"ports"_s, ValueList{port}}}}},
                     ValueMap{{u"apiVersion"_s, u"v1"},
                              {u"kind"_s, u"Pod"},
                              {u"metadata"_s, ValueMap{{u"name"_s, u"p"}, {u"labels"_s, labels}}},
                              {u"spec"_s, ValueMap{{u"containers"_s, ValueList{container}}}}}};
}

TestPodHistory::Told TestPodHistory::tell(quint64 seed)
{
    practice::PracticeCluster::Options options;
    options.nodes = 1;
    options.isLiving = true;
    options.seed = seed;
    auto cluster = practice::PracticeCluster::start(options);
    if (!cluster) return {};
    const auto connect = [&cluster] { return contract::ApiClient::open((*cluster)->kubeconfig(), {}); };
    const auto client = connect();
    life::Watching watching(connect);
    const ValueList steps{
        ValueMap{{u"create"_s, objects()}},
        ValueMap{{u"wait"_s, u"pods/p"}, {u"until"_s, ValueMap{{u"status.conditions(Ready).status"_s, u"True"}}}},
        ValueMap{{u"wait"_s, u"endpointslices"}, {u"until"_s, ValueMap{{u"endpoints(0).conditions.ready"_s, true}}}},
        ValueMap{{u"settle"_s, 500}}};
    for (const QString &line : life::play({u"history"_s, {}, steps}, *client, watching))
        if (line.startsWith(contract::failure)) std::fputs(qPrintable(line + u'\n'), stderr);
    QHash<qint64, QString> actors; // by the revision that came of it
    const auto log = model::readJson(client->request("GET", "/practice/v1/accesses").body);
    const Value *entries = log ? log->value.find(u"entries") : nullptr;
    if (entries && entries->list())
        for (const Value &entry : *entries->list()) {
            const QString subresource = life::textAtPath(entry, u"subresource"_s);
            const Value *revision = entry.find(u"revision");
            const QString verb = life::textAtPath(entry, u"verb"_s);
            if (verb == u"get" || verb == u"list" || verb == u"watch" || !revision || !revision->integer()) continue;
            actors[*revision->integer()] = life::textAtPath(entry, u"agent"_s) + u' ' + verb + u' ' +
                                           life::textAtPath(entry, u"kind"_s) +
                                           (subresource.isEmpty() ? QString() : u'/' + subresource);
        }
    const auto history = watching.history();
    const life::Names names(history, u"history-r1"_s, false);
    Told told;
    QHash<QString, Value> before;
    for (const life::Seen &seen : history) {
        if (life::atPath(seen.object, u"metadata.deletionTimestamp"_s)) break; // what comes then is the test's end
        const QString name = seen.kind->kind + u' ' + life::textAtPath(seen.object, u"metadata.name"_s);
        QStringList changed;
        for (const QString &path :
             {u"spec.nodeName"_s, u"status.phase"_s, u"status.podIP"_s, u"status.conditions(Ready).status"_s,
              u"status.containerStatuses(0).state"_s, u"endpoints(0).conditions.ready"_s, u"reason"_s}) {
            const Value *now = life::atPath(seen.object, path);
            const Value *was = life::atPath(before[name], path);
            if (now && !(was && was->means(*now))) changed += path + u'=' + QString::fromUtf8(model::writeJson(*now));
        }
        before[name] = seen.object;
        // Whoever is no component is a client.
        QString actor = actors.value(seen.revision);
        if (actor.isEmpty()) actor = u"client"_s;
        told.steps.append({seen.revision, actor, names.text(name + u' ' + seen.type + u' ' + changed.join(u' '))});
    }
    return told;
}

void TestPodHistory::initTestCase()
{
    m_told = tell(7);
    std::fputs(qPrintable(m_told.text()), stderr);
    QVERIFY(!m_told.steps.isEmpty());
}

void TestPodHistory::fromRequestToEndpoints()
{
    const QList<qsizetype> chain{
        m_told.indexOf(u"client"_s, u"Pod p ADDED"_s),
        m_told.indexOf(u"kube-scheduler bind Pod"_s, u"Pod p MODIFIED spec.nodeName"_s),
        m_told.indexOf(u"kubelet"_s, u"status.phase=\"Running\""_s),
        m_told.indexOf(u"kube-controller-manager"_s, u"endpoints(0).conditions.ready=true"_s),
    };
    QVERIFY2(!chain.contains(-1), qPrintable(m_told.text()));
    QVERIFY2(std::is_sorted(chain.cbegin(), chain.cend()), qPrintable(m_told.text()));
    for (qsizetype i = 1; i < m_told.steps.size(); ++i)
        QVERIFY(m_told.steps[i - 1].revision <= m_told.steps[i].revision);
}

void TestPodHistory::sameSeedSameHistory()
{
    const auto whats = [](const Told &told) {
        QStringList all;
        for (const Step &step : told.steps)
            if (step.what.startsWith(u"Pod ")) all += step.actor + u' ' + step.what;
        return all;
    };
    QCOMPARE(whats(tell(7)), whats(m_told));
}

QTEST_GUILESS_MAIN(TestPodHistory)
#include "tst_podhistory.moc"
