// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/clusteraccess.h"
#include "cluster/api/discovery.h"
#include "model/words/explanation.h"

#include <functional>

namespace app {

// What a cluster says of kinds and fields: asks which kinds it has, and then for the OpenAPI document of each one's
// group and version.
class ClusterExplainer : public QObject
{
    Q_OBJECT

public:
    // told gets each explanation, or the error for a word; false ends the run.
    using Told = std::function<bool(const QString &word, const model::Result<model::Explanation> &)>;
    ClusterExplainer(ClusterAccess access, QStringList words, Told told);
    ~ClusterExplainer() override;

    // Runs the event loop until all words are told. An error: the cluster did not answer.
    std::optional<model::Error> run();

private:
    void onDiscovered(const cluster::Discovered &discovered);
    void next();
    void onDocument(const cluster::Reply &reply, const QString &word, const model::KnownKind &kind,
                    const QStringList &fields);
    void end(const std::optional<model::Error> &error);

    const ClusterAccess m_access;
    QStringList m_words;
    const Told m_told;
    std::unique_ptr<cluster::Transport> m_transport;
    std::unique_ptr<QObject> m_probe;
    std::unique_ptr<cluster::Discovery> m_discovery;
    std::unique_ptr<cluster::Exchange> m_call;
    model::KnownKinds m_kinds;
    std::optional<model::Error> m_error;
};

} // namespace app
