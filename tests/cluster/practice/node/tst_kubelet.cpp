// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/node/kubeletbench.h"

using namespace practice;
using namespace Qt::StringLiterals;
using bench::KubeletBench;
using model::Value;
using model::ValueList;
using model::ValueMap;

class TestKubelet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runs()
    {
        KubeletBench bench;
        QVERIFY(bench.user.create(KubeletBench::pod(u"web"_s)).ok());
        bench.api.clock.advance(5000);
        qDebug().noquote() << bench.history.join(u'\n');
        qDebug().noquote() << bench.events(u"web"_s).join(u'\n');
        QVERIFY(bench.user.remove(bench.user.kind(u"v1", u"Pod"), u"default"_s, u"web"_s).ok());
        bench.api.clock.advance(5000);
        qDebug().noquote() << bench.history.join(u'\n');
        qDebug().noquote() << bench.events(u"web"_s).join(u'\n');
        qDebug().noquote() << bench.events(u"node-1"_s).join(u'\n');
    }
};

QTEST_GUILESS_MAIN(TestKubelet)
#include "tst_kubelet.moc"
