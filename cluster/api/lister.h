// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/api/exchange.h"
#include "cluster/api/requests.h"

#include <QJsonArray>
#include <QSet>

namespace cluster {

struct Listed
{
    QList<QJsonObject> items = {};
    QString resourceVersion = {}; // of the list; opaque
    std::optional<ApiFailure> failure = {};
};

// A whole list, page by page, for one-off needs: a command, a small view (at scale a reflector is right). A page that
// has expired on the server (410) throws away the pages before and asks once for the whole; a continue token that comes
// again is an error. Starts by itself; destroying it cancels. Thread: that of the transport, which has to outlive it.
class Lister final : public QObject
{
    Q_OBJECT

public:
    Lister(Transport &transport, ApiResource resource, QString ns, ListOptions options = {}, QObject *parent = nullptr);

Q_SIGNALS:
    // Once.
    void finished(const cluster::Listed &listed);

private:
    void ask();
    void onPage(const Reply &reply);

    Transport &m_transport;
    const ApiResource m_resource;
    const QString m_namespace;
    ListOptions m_options;
    Listed m_listed;
    QSet<QString> m_tokens;
    std::unique_ptr<Exchange> m_exchange;
};

} // namespace cluster
