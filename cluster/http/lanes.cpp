// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/http/lanes.h"

#include "cluster/http/namcall.h"

namespace cluster {

Lane::Lane(const QNetworkProxy &proxy) : manager(new QNetworkAccessManager) { manager->setProxy(proxy); }

Lane::~Lane() { manager->deleteLater(); }

void Lanes::admit(NamCall *call, bool stream)
{
    if (!stream) {
        m_waiting.emplace_back(call);
        sendWaiting();
        return;
    }
    auto lane = std::find_if(m_streams.begin(), m_streams.end(),
                             [](const auto &candidate) { return candidate->running < streamsPerLane; });
    if (lane == m_streams.end()) lane = m_streams.insert(lane, std::make_shared<Lane>(m_proxy));
    send(call, *lane);
}

void Lanes::sendWaiting()
{
    if (!m_singles) m_singles = std::make_shared<Lane>(m_proxy);
    while (!m_waiting.empty() && m_singles->running < singlesAtOnce) {
        const QPointer<NamCall> call = m_waiting.front();
        m_waiting.pop_front();
        if (call) send(call, m_singles);
    }
}

void Lanes::send(NamCall *call, const std::shared_ptr<Lane> &lane)
{
    ++lane->running;
    call->send(lane);
}

void Lanes::release(const std::shared_ptr<Lane> &lane)
{
    --lane->running;
    if (lane != m_singles && lane->running == 0) std::erase(m_streams, lane);
    if (!m_waiting.empty()) sendWaiting(); // also where the lane that they waited for was retired
}

void Lanes::retire(const std::shared_ptr<Lane> &lane)
{
    if (lane == m_singles)
        m_singles.reset();
    else
        std::erase(m_streams, lane);
}

} // namespace cluster
