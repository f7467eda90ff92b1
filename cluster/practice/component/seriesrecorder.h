// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/component/componentclient.h"
#include "model/base/clock.h"

namespace practice {

// Writes Events of the newer API, as client-go's other recorder does (tools/events): one that is said again of the same
// state of an object becomes a series. Its second time is written at once, later ones only every half hour and when
// nothing came for six minutes.
class SeriesRecorder
{
public:
    static constexpr qint64 finishMs = 6 * 60 * 1000;   // finishTime
    static constexpr qint64 refreshMs = 30 * 60 * 1000; // refreshTime
    static constexpr std::size_t remembered = 20000;    // then singles are forgotten: they are only said anew

    // controller: reportingController; instance: reportingInstance.
    SeriesRecorder(const ComponentClient &client, const model::Clock &clock, QString controller, QString instance);

    struct Saying
    {
        QString type; // "Normal", "Warning"
        QString reason;
        QString action;
        QString note; // at most 1024 characters of it are written
    };
    // The refusal, where there is one; it is not said again.
    std::optional<ApiStatus> record(const model::Value &about, const Saying &saying);

private:
    struct Said
    {
        model::Value event;
        qint64 saidMs = 0; // wall
        qint64 count = 1;
        qint64 lastMs = 0; // wall
        qint64 writtenCount = 1;
    };

    std::optional<ApiStatus> writeSeries(Said &said);
    void arm();
    void sweep();

    const ComponentClient &m_client;
    const model::Clock &m_clock;
    QString m_controller;
    QString m_instance;
    std::map<QString, Said> m_said; // by what makes two of them one
    qint64 m_refreshedMs = 0;
    std::unique_ptr<QObject> m_timer = {};
};

} // namespace practice
