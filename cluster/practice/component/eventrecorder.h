// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/componentclient.h"
#include "model/base/clock.h"

#include <QHash>

namespace practice {

// Writes Events about objects as client-go's recorder does (tools/record): one that is said again counts up, many that
// differ only in their message become one, and whoever says too much of one object is not heard for a while.
class EventRecorder
{
public:
    static constexpr int similarEvents = 10;               // then they are combined
    static constexpr qint64 similarWithinMs = 600 * 1000;  // since the last of them
    static constexpr int burst = 25;                       // of one object
    static constexpr qint64 oneMoreEveryMs = 300 * 1000;   // beyond the burst
    static constexpr std::size_t rememberedObjects = 4096; // as lruCacheSize

    // component: source.component and reportingComponent; host: of a kubelet, its node.
    EventRecorder(const ComponentClient &client, const model::Clock &clock, QString component, QString host = {});

    // type: "Normal", "Warning". What the server refuses is not said again.
    // fieldPath: the part of the object that it is about: "spec.containers{web}".
    void record(const model::Value &about, const QString &type, const QString &reason, const QString &message,
                const QString &fieldPath = {});

    // {"kind","namespace","name","uid","apiVersion","resourceVersion"} of an object.
    static model::Value referenceTo(const model::Value &object);

private:
    struct Said // one Event that is there
    {
        QString name;
        qint64 count = 0;
        qint64 lastMs = 0;
    };
    struct Similar
    {
        std::vector<QString> messages;
        qint64 lastMs = 0;
    };
    struct Allowance
    {
        double tokens = burst;
        qint64 lastMs = 0;
    };

    bool isAllowed(const QString &object);
    bool isCombined(const QString &group, const QString &message);
    void create(const model::Value &about, const QString &type, const QString &reason, const QString &message,
                const QString &fieldPath, const QString &key);

    const ComponentClient &m_client;
    const model::Clock &m_clock;
    QString m_component;
    QString m_host;
    QHash<QString, Said> m_said;
    QHash<QString, Similar> m_similar;
    QHash<QString, Allowance> m_allowances;
};

} // namespace practice
