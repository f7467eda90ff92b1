// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/ipaddress.h"
#include "cluster/practice/component/controller.h"
#include "cluster/practice/kinds/numberpool.h"

namespace practice {

// Gives each node a range of addresses for its pods (pkg/controller/nodeipam range_allocator.go): the next free one
// after the last.
class NodeIpamController final : public Controller
{
public:
    // Where there is none left, the Node says CIDRNotAvailable and stays without, as a real one does.
    // cluster: cluster-cidr, IPv4; nodeBits: node-cidr-mask-size.
    NodeIpamController(ComponentProcess &process, const QString &cluster = QStringLiteral("10.244.0.0/16"),
                       int nodeBits = 24);

protected:
    std::optional<ApiStatus> reconcile(const QString &key) override;

private:
    std::optional<quint32> numberOf(const model::Value &node) const; // of the range that it has
    QString rangeText(quint32 number) const;

    Informer &m_nodes;
    EventRecorder m_allocator; // its Events
    quint32 m_first = 0;       // address of the cluster's range
    int m_nodeBits;
    NumberPool m_pool;
    std::map<QString, quint32> m_given = {}; // by node
};

} // namespace practice
